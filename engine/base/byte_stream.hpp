#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "base/result.hpp"

namespace weir::base {

/// So many bytes at a time are best written to a file on a disk: it takes memory in few pieces then.
inline constexpr std::size_t output_piece = std::size_t{1} << 18;

/// Bytes that are read one after the other, from a file, a pipe or memory.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills the front of `into` and says how much; 0 only at the end. Fails, naming the reason, when what is
  /// to be read is broken off or damaged.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

/// Bytes in memory.
class StringSource final : public ByteSource {
 public:
  explicit StringSource(std::string bytes) : bytes_(std::move(bytes)) {}
  Result<std::size_t> read(std::span<char> into) override;

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

/// What is left to read, whole.
Result<std::string> read_all(ByteSource& source);

}  // namespace weir::base
