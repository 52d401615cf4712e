#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_stream.hpp"

namespace weir::batch {

/// One case of the input as a JSON text, or why there is none.
struct RawRow {
  std::uint64_t line = 0;           ///< from 1, in the unpacked input
  std::size_t begin = 0, size = 0;  ///< of the text, in RawRows::text
  enum class Fault : std::uint8_t { none, too_long, bad_table } fault = Fault::none;
  std::string message;  ///< of a fault
};

/// Some rows of an input, their texts one below the other with line breaks between.
struct RawRows {
  std::vector<RawRow> rows;
  std::string text;

  void clear() {
    rows.clear();
    text.clear();
  }
  std::string_view text_of(const RawRow& row) const {
    return std::string_view(text).substr(row.begin, row.size);
  }
  /// Appends a row with this text.
  void add(std::uint64_t line, std::string_view json);
  void add_fault(std::uint64_t line, RawRow::Fault fault, std::string message);
};

/// Gives the rows of an input, some at a time.
class RowSource {
 public:
  virtual ~RowSource() = default;
  /// Puts up to `most` further rows in place of those that `rows` has; none at the end. Fails when the input
  /// cannot be read on.
  virtual std::optional<base::Failure> next(std::size_t most, RawRows& rows) = 0;
  /// Bytes read so far, before unpacking is undone: for showing how far it is.
  virtual std::uint64_t bytes() const = 0;
};

/// The longest line that is read as a case, in bytes.
inline constexpr std::size_t line_limit = 1u << 20;

/// Lines of JSON. Lines without anything but blanks are no rows. What is longer than `limit` is a row with a
/// fault.
class JsonLines final : public RowSource {
 public:
  explicit JsonLines(base::ByteSource& source, std::size_t limit = line_limit)
      : source_(source), limit_(limit) {}
  std::optional<base::Failure> next(std::size_t most, RawRows& rows) override;
  std::uint64_t bytes() const override { return bytes_; }

 private:
  base::Result<bool> refill();
  void finish_line(RawRows& rows, std::string_view text);

  base::ByteSource& source_;
  std::size_t limit_;
  std::vector<char> block_ = std::vector<char>(std::size_t{1} << 20);
  std::size_t at_ = 0, held_ = 0;
  std::uint64_t bytes_ = 0, line_ = 0;
  std::string open_;  ///< the begin of a line whose end was not read yet, up to the limit
  bool too_long_ = false, begun_ = false;
};

}  // namespace weir::batch
