#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "batch/text_table.hpp"
#include "evaluate/columns.hpp"
#include "model/value.hpp"

namespace weir::batch {

/// Reads the value of a fact as a case line states it (the JSON text of it). None: it is a mistake, or more
/// than one exact value.
using ReadOnce = std::function<std::optional<model::Candidate>(std::string_view json)>;

/// One exact figure: whole parts of one (evaluate/columns.hpp), of money with a currency.
struct Amount {
  std::int64_t parts = 0;
  std::string currency;  ///< empty: none
};
/// None of what is more than one exact figure, or no whole number of parts that fits.
std::optional<Amount> exact_amount(const model::Candidate& candidate);

/// What the texts of one fact mean, without reading the same one twice. Each text, or of figures each text
/// behind the figure, is read once as a line's value is read; whatever is not one exact value there is none
/// here.
class PlainValues {
 public:
  /// Codes and currencies get their numbers from `dictionary`, which must outlive this.
  PlainValues(ReadOnce read, evaluate::Dictionary& dictionary)
      : read_(std::move(read)), dictionary_(dictionary) {}

  struct Figure {
    std::int64_t parts = 0;      ///< whole parts (evaluate::parts_of_one)
    std::int32_t currency = -1;  ///< in the dictionary
  };
  // Behind each text there are TextKey::room bytes that may be read.
  /// A number, share, quantity or amount: `25`, `"17.6%"`, `"68 million USD"`.
  std::optional<Figure> figure(std::string_view json);
  /// The number of a code in the dictionary; -1 of what is none.
  std::int32_t code(std::string_view json) {
    const std::int32_t* known = codes_.find(json);
    return known != nullptr ? *known : learn_code(json);
  }
  /// Any of them as it is read; null of what is more than one exact value.
  const model::Candidate* whole(std::string_view json);

 private:
  /// How a figure is to be read before the same end of text: what a `1` there is worth.
  struct Ending {
    bool plain = false, fractions = false;
    std::int64_t parts = 0;
    std::int64_t most = 0;  ///< more parts than this are read one by one
    std::int32_t currency = -1;
  };
  std::int32_t place_of_ending(std::string_view quote, std::string_view ending);
  Ending learn_ending(std::string_view quote, std::string_view ending);
  std::int32_t learn_code(std::string_view json);

  ReadOnce read_;
  evaluate::Dictionary& dictionary_;
  TextTable ending_places_, codes_;  ///< the latter: -1 of what is no code
  std::vector<Ending> endings_;
  std::map<std::string, std::optional<model::Candidate>, std::less<>> whole_;
  TextKey last_ending_;  ///< that of the last figure, and its place
  std::int32_t last_place_ = -1;
};

}  // namespace weir::batch
