#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_stream.hpp"

namespace weir::batch {

/// One case of the input as a JSON text, or why there is none.
struct RawRow {
  std::uint64_t line = 0;           ///< from 1, in the unpacked input
  std::size_t begin = 0, size = 0;  ///< of the text, in RawRows::text
  enum class Fault : std::uint8_t { none, too_long, bad_table, not_utf8 } fault = Fault::none;
  std::uint32_t message = 0;  ///< of a fault: place in RawRows' messages
};

/// Some rows of an input, their texts in one memory, in order, with at least a byte between. Behind the text
/// stands a zero, whatever the memory held before.
class RawRows {
 public:
  /// So many bytes behind the text may be read.
  static constexpr std::size_t room = 256;

  std::vector<RawRow> rows;

  void clear() {
    rows.clear();
    messages_.clear();
    cut(0);
  }
  std::string_view text() const { return {memory_.data(), size_}; }
  std::string_view text_of(const RawRow& row) const { return text().substr(row.begin, row.size); }
  /// Why there is no case.
  const std::string& message_of(const RawRow& row) const { return messages_[row.message]; }
  /// Appends a row with this text.
  void add(std::uint64_t line, std::string_view json);
  void add_fault(std::uint64_t line, RawRow::Fault fault, std::string message);

  // For sources that put text in first and tell its rows afterwards:
  /// Room for `bytes` more behind the text.
  std::span<char> more(std::size_t bytes);
  void put(std::string_view text);
  /// So many bytes of `more` belong to the text now.
  void grow(std::size_t bytes) { cut(size_ + bytes); }
  /// The text ends earlier.
  void cut(std::size_t size) {
    size_ = size;
    memory_[size_] = '\0';
  }

 private:
  std::vector<std::string> messages_;
  std::vector<char> memory_ = std::vector<char>(room);
  std::size_t size_ = 0;
};

/// Gives the rows of an input, some at a time.
class RowSource {
 public:
  virtual ~RowSource() = default;
  /// Puts up to `most` further rows in place of those that `rows` has, fewer where they are long; none at the
  /// end. Fails when the input cannot be read on, after all whole rows before were given.
  virtual std::optional<base::Failure> next(std::size_t most, RawRows& rows) = 0;
};

/// The longest line that is read as a case, in bytes.
inline constexpr std::size_t line_limit = 1u << 20;
/// Rows whose texts are longer than this together are enough at a time, however many are asked for: so a
/// block of rows takes no more memory than this, the line limit and what is read at once.
inline constexpr std::size_t enough_bytes = 4u << 20;

/// Lines of JSON. Lines without anything but blanks are no rows. What is longer than `limit` is a row with a
/// fault.
class JsonLines final : public RowSource {
 public:
  explicit JsonLines(base::ByteSource& source, std::size_t limit = line_limit)
      : source_(source), limit_(limit) {}
  std::optional<base::Failure> next(std::size_t most, RawRows& rows) override;

 private:
  void end_line(RawRows& rows, std::size_t begin, std::size_t size);

  base::ByteSource& source_;
  std::size_t limit_;
  std::size_t bytes_a_row_ = 0;        ///< of the last rows that were as many as wanted
  std::string over_;                   ///< read already, but not yet part of a row
  std::vector<std::uint32_t> breaks_;  ///< in what was read last
  std::uint64_t line_ = 0;
  bool ended_ = false;                    ///< the source is at its end
  std::optional<base::Failure> failure_;  ///< it cannot be read on
  bool too_long_ = false;  ///< the line that is being read is longer than the limit; its begin is dropped
};

}  // namespace weir::batch
