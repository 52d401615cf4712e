#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_stream.hpp"

namespace weir::batch {

/// One case of the input as a JSON text, or why there is none.
struct RawRow {
  std::uint64_t line = 0;  ///< from 1, in the unpacked input
  std::string text;
  enum class Fault : std::uint8_t { none, too_long, bad_table } fault = Fault::none;
  std::string message;  ///< of a fault
};

/// Gives the rows of an input, some at a time.
class RowSource {
 public:
  virtual ~RowSource() = default;
  /// Up to `most` further rows; none at the end. Fails when the input cannot be read on.
  virtual base::Result<std::vector<RawRow>> next(std::size_t most) = 0;
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
  base::Result<std::vector<RawRow>> next(std::size_t most) override;
  std::uint64_t bytes() const override { return bytes_; }

 private:
  base::Result<bool> refill();
  void finish_line(std::vector<RawRow>& rows);

  base::ByteSource& source_;
  std::size_t limit_;
  std::vector<char> block_ = std::vector<char>(std::size_t{1} << 20);
  std::size_t at_ = 0, held_ = 0;
  std::uint64_t bytes_ = 0, line_ = 0;
  std::string open_;  ///< the line that is not ended yet, up to the limit
  bool too_long_ = false, begun_ = false;
};

}  // namespace weir::batch
