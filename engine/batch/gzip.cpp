#include "batch/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace weir::batch {

namespace {

/// windowBits of zlib that stand for gzip alone.
constexpr int gzip_window = 15 + 16;

class Unpacking final : public base::ByteSource {
 public:
  explicit Unpacking(base::ByteSource& packed) : packed_(packed), block_(1u << 16) {}
  ~Unpacking() override {
    if (begun_) inflateEnd(&stream_);
  }
  Unpacking(const Unpacking&) = delete;
  Unpacking& operator=(const Unpacking&) = delete;

  base::Result<std::size_t> read(std::span<char> into) override {
    if (!looked_) {
      if (auto failure = look()) return *failure;
    }
    return plain_ ? read_plain(into) : inflate_into(into);
  }

 private:
  /// Whether it is gzip: its first two bytes say so.
  std::optional<base::Failure> look() {
    looked_ = true;
    while (held_ < 2) {
      const auto count = packed_.read(std::span(block_).subspan(held_));
      if (!count) return count.failure();
      if (count.value() == 0) break;
      held_ += count.value();
    }
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(block_[i]); };
    plain_ = held_ < 2 || byte(0) != 0x1f || byte(1) != 0x8b;
    return std::nullopt;
  }

  base::Result<std::size_t> read_plain(std::span<char> into) {
    if (at_ == held_) return packed_.read(into);
    const std::size_t count = std::min(into.size(), held_ - at_);
    std::copy_n(block_.data() + at_, count, into.data());
    at_ += count;
    return count;
  }

  /// True if there is more to unpack.
  base::Result<bool> refill() {
    if (at_ < held_) return true;
    const auto count = packed_.read(block_);
    if (!count) return count.failure();
    at_ = 0;
    held_ = count.value();
    return held_ > 0;
  }

  base::Result<std::size_t> inflate_into(std::span<char> into) {
    std::size_t made = 0;
    while (made == 0) {
      const auto more = refill();
      if (!more) return more.failure();
      if (!more.value()) {
        if (begun_) return base::Failure{"the gzip data breaks off"};
        return std::size_t{0};
      }
      if (!begun_) {
        stream_ = {};
        if (inflateInit2(&stream_, gzip_window) != Z_OK)
          return base::Failure{"there is no memory to unpack gzip data"};
        begun_ = true;
      }
      stream_.next_in = reinterpret_cast<Bytef*>(block_.data() + at_);
      stream_.avail_in = static_cast<uInt>(held_ - at_);
      stream_.next_out = reinterpret_cast<Bytef*>(into.data());
      stream_.avail_out = static_cast<uInt>(into.size());
      const int state = inflate(&stream_, Z_NO_FLUSH);
      made = into.size() - stream_.avail_out;
      at_ = held_ - stream_.avail_in;
      if (state == Z_STREAM_END) {
        inflateEnd(&stream_);
        begun_ = false;
      } else if (state != Z_OK && state != Z_BUF_ERROR) {
        return base::Failure{"the gzip data is damaged"};
      }
    }
    return made;
  }

  base::ByteSource& packed_;
  std::vector<char> block_;
  std::size_t at_ = 0, held_ = 0;
  z_stream stream_{};
  bool looked_ = false, plain_ = false, begun_ = false;
};

}  // namespace

std::unique_ptr<base::ByteSource> unpacked(base::ByteSource& packed) {
  return std::make_unique<Unpacking>(packed);
}

}  // namespace weir::batch
