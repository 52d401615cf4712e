#pragma once
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace weir::batch {

/// Text that is written once and read once. Room is made first, so that appending asks for none.
class Output {
 public:
  std::string_view text() const { return {memory_.data(), size_}; }
  void clear() { size_ = 0; }
  /// Makes room for so many bytes more.
  void reserve(std::size_t more) {
    if (memory_.size() < size_ + more) memory_.resize(2 * (size_ + more));
  }
  void put(std::string_view text) {
    std::memcpy(memory_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }
  /// A text that is short as a rule: copied without a call.
  void put_short(std::string_view text) {
    char* to = memory_.data() + size_;
    const char* from = text.data();
    std::size_t left = text.size();
    for (; left >= 8; left -= 8, to += 8, from += 8) std::memcpy(to, from, 8);
    for (; left > 0; --left) *to++ = *from++;
    size_ += text.size();
  }
  /// Where the next byte goes, for a loop that keeps it at hand; `end_at` says where the loop came to.
  char* end() { return memory_.data() + size_; }
  void end_at(const char* end) { size_ = static_cast<std::size_t>(end - memory_.data()); }
  void put(std::int64_t number) {
    char* const from = memory_.data() + size_;
    size_ += static_cast<std::size_t>(std::to_chars(from, from + number_size, number).ptr - from);
  }
  /// Takes back the last byte.
  void drop_last() { --size_; }
  static constexpr std::size_t number_size = 20;

 private:
  std::vector<char> memory_;
  std::size_t size_ = 0;
};

}  // namespace weir::batch
