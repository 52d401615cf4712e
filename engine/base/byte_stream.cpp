#include "base/byte_stream.hpp"

#include <algorithm>
#include <vector>

namespace weir::base {

Result<std::size_t> StringSource::read(std::span<char> into) {
  const std::size_t count = std::min(into.size(), bytes_.size() - at_);
  std::copy_n(bytes_.data() + at_, count, into.data());
  at_ += count;
  return count;
}

Result<std::string> read_all(ByteSource& source) {
  std::string bytes;
  std::vector<char> block(std::size_t{1} << 16);
  for (;;) {
    const auto count = source.read(block);
    if (!count) return count.failure();
    if (count.value() == 0) return bytes;
    bytes.append(block.data(), count.value());
  }
}

}  // namespace weir::base
