#pragma once
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace weir::batch {

/// Where the next byte of an output goes, at hand while much is put there; room is made before.
class Cursor {
 public:
  explicit Cursor(char* at) : at_(at) {}
  char* at() const { return at_; }
  void go_to(char* at) { at_ = at; }
  void put(std::string_view text) {
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }
  /// A text that is short as a rule: copied without a call.
  void put_short(std::string_view text) {
    const char* from = text.data();
    char* const end = at_ + text.size();
    if (text.size() < 8) {
      while (at_ != end) *at_++ = *from++;
      return;
    }
    // Eight at a time, the last eight once more.
    for (; end - at_ > 8; at_ += 8, from += 8) std::memcpy(at_, from, 8);
    std::memcpy(end - 8, text.data() + text.size() - 8, 8);
    at_ = end;
  }
  void put(std::int64_t number) { at_ = std::to_chars(at_, at_ + number_size, number).ptr; }
  /// Takes back the last byte.
  void drop_last() { --at_; }
  static constexpr std::size_t number_size = 20;

 private:
  char* at_;
};

/// Text that is written once and read once.
class Output {
 public:
  std::string_view text() const { return {memory_.data()->bytes, size_}; }
  std::size_t size() const { return size_; }
  void clear() { size_ = 0; }
  /// Takes so many bytes from the front.
  void drop_front(std::size_t bytes) {
    size_ -= bytes;
    std::memmove(begin(), begin() + bytes, size_);
  }
  /// Behind the text, with room for so many bytes; until `end_at` nothing else may be appended.
  Cursor room(std::size_t bytes) {
    const std::size_t needed = (size_ + bytes) / sizeof(CacheLine) + 1;
    if (memory_.size() < needed) memory_.resize(2 * needed);
    return Cursor(begin() + size_);
  }
  /// The text goes up to there.
  void end_at(const Cursor& cursor) { size_ = static_cast<std::size_t>(cursor.at() - begin()); }
  void put(std::string_view text) {
    Cursor end = room(text.size());
    end.put(text);
    end_at(end);
  }

 private:
  /// What begins with one goes to a file a tenth faster than what begins a little behind a page.
  struct alignas(64) CacheLine {
    char bytes[64];
  };
  char* begin() { return memory_.data()->bytes; }

  std::vector<CacheLine> memory_ = std::vector<CacheLine>(1);
  std::size_t size_ = 0;
};

}  // namespace weir::batch
