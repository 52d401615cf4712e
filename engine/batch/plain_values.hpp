#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "model/value.hpp"

namespace weir::batch {

/// A small table by text that is asked much more often than it grows.
class TextTable {
 public:
  /// The place of a text, -1 of one that is not in it.
  std::int32_t find(std::string_view text) const;
  /// Its place, which is the number of texts before.
  std::int32_t add(std::string_view text);
  std::size_t size() const { return texts_.size(); }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::int32_t place = -1;
  };
  static std::uint64_t hash_of(std::string_view text);
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(16);
  std::vector<std::string> texts_;
};

/// Reads the value of a fact as a case line states it (the JSON text of it). None: it is a mistake, or more
/// than one exact value.
using ReadOnce = std::function<std::optional<model::Candidate>(std::string_view json)>;

/// What the texts of one fact mean, without reading the same one twice. Each text, or of figures each text
/// behind the figure, is read once as a line's value is read; whatever is not one exact value there is none
/// here.
class PlainValues {
 public:
  explicit PlainValues(ReadOnce read) : read_(std::move(read)) {}

  struct Figure {
    std::int64_t parts = 0;      ///< whole parts (evaluate::parts_of_one)
    std::int32_t currency = -1;  ///< place in `currencies`
  };
  /// A number, share, quantity or amount: `25`, `"17.6%"`, `"68 million USD"`.
  std::optional<Figure> figure(std::string_view json);
  /// A code: its place in `codes`.
  std::optional<std::int32_t> code(std::string_view json);

  const std::vector<std::string>& currencies() const { return currencies_; }
  const std::vector<std::string>& codes() const { return codes_; }

 private:
  /// How a figure is to be read before the same end of text: what a `1` there is worth.
  struct Ending {
    bool plain = false, fractions = false;
    std::int64_t parts = 0;
    std::int64_t most = 0;  ///< more parts than this are read one by one
    std::int32_t currency = -1;
  };
  Ending learn_ending(std::string_view quote, std::string_view ending);

  ReadOnce read_;
  TextTable endings_table_, codes_table_;
  std::vector<Ending> endings_;
  std::vector<std::int32_t> known_codes_;  ///< by place in the table; -1: none
  std::vector<std::string> currencies_, codes_;
};

}  // namespace weir::batch
