#pragma once
#include <algorithm>
#include <string>
#include <utility>

#include "base/byte_stream.hpp"

namespace weir::test {

/// Bytes in memory that come at most so many at a time.
class Dripping final : public base::ByteSource {
 public:
  Dripping(std::string bytes, std::size_t most) : bytes_(std::move(bytes)), most_(most) {}
  base::Result<std::size_t> read(std::span<char> into) override {
    const std::size_t count = std::min({into.size(), most_, bytes_.size() - at_});
    std::copy_n(bytes_.data() + at_, count, into.data());
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t most_, at_ = 0;
};

}  // namespace weir::test
