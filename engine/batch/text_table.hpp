#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace weir::batch {

// Texts of up to 32 bytes are compared as words wherever they stand, a short one as if filled up with zeros,
// of a longer one its beginning and its end, which may overlap. No text that is looked up has a zero in it.
// Whole words are read, so that `text_room` bytes from the begin of a text on must be readable.
inline constexpr std::size_t longest_text = 32, text_room = longest_text;

inline std::uint64_t word_at(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}
/// The bytes of a word that belong to a text of `size` bytes which begins `before` bytes before the word.
constexpr std::uint64_t kept_bytes(std::size_t size, std::size_t before) {
  const std::size_t bytes = size <= before ? 0 : size - before;
  return bytes >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * bytes)) - 1;
}

/// A text to be found where it is expected.
class ExpectedText {
 public:
  /// Stands nowhere.
  ExpectedText() { words_[0] = 1; }
  /// Stands nowhere if it is too long. The text has `text_room`.
  explicit ExpectedText(std::string_view text) : ExpectedText() {
    if (text.size() > longest_text) return;
    size_ = static_cast<std::uint32_t>(text.size());
    // Words that cover the text: the first and the last of a short one, two more between them of a longer
    // one.
    last_ = static_cast<std::uint32_t>(std::max<std::size_t>(text.size(), 8) - 8);
    third_ = std::min(16u, last_);
    const std::size_t begins[] = {0, last_, 8, third_};
    for (std::size_t i = 0; i < (is_short() ? 2 : 4); ++i) {
      masks_[i] = kept_bytes(text.size(), begins[i]);
      words_[i] = word_at(text.data() + begins[i]) & masks_[i];
    }
  }
  std::size_t size() const { return size_; }
  /// Whether the text stands at the begin of another.
  bool stands_at(const char* place) const {
    return (other(place, 0) | other(place + last_, 1)) == 0 &&
           (is_short() || (other(place + 8, 2) | other(place + third_, 3)) == 0);
  }

 private:
  bool is_short() const { return size_ <= 16; }
  /// What differs in one word.
  std::uint64_t other(const char* place, std::size_t i) const {
    return (word_at(place) & masks_[i]) ^ words_[i];
  }

  std::uint32_t size_ = 0, last_ = 0, third_ = 0;
  std::uint64_t words_[4] = {}, masks_[4] = {};
};

/// A table by text that is asked much more often than it grows.
class TextTable {
 public:
  static constexpr std::int32_t missing = -2;  ///< of a text that is not in the table

  /// What was kept for a text. The text has `text_room`.
  std::int32_t find(std::string_view text) const {
    if (text.size() > longest_text) return find_long(text);
    const Begin begin(text);
    const bool whole = text.size() <= sizeof begin.words;
    for (std::size_t i = whole ? hash(begin, {}) : hash(begin, End(text));; ++i) {
      const Slot& slot = slots_[i & last_];
      if (slot.begin == begin && (whole || ends_[i & last_] == End(text))) [[likely]]
        return slot.value;
      if (slot.begin.size == 0) return missing;
    }
  }
  /// Keeps `value` for a text of some bytes that is not in the table.
  void add(std::string_view text, std::int32_t value) {
    ++size_;
    if (text.size() > longest_text) {
      long_.emplace(text, value);
      return;
    }
    // Seldom more than one slot is looked at.
    if (4 * (size_ - long_.size()) > slots_.size()) {
      std::vector<Slot> slots(2 * slots_.size());
      std::vector<End> ends(slots.size());
      std::swap(slots, slots_);
      std::swap(ends, ends_);
      last_ = slots_.size() - 1;
      for (std::size_t i = 0; i < slots.size(); ++i)
        if (slots[i].begin.size != 0) put(slots[i], ends[i]);
    }
    put({Begin(text), value}, text.size() > sizeof Begin::words ? End(text) : End());
  }
  std::size_t size() const { return size_; }

 private:
  /// All of a short text.
  struct Begin {
    std::uint64_t words[2] = {};
    std::uint32_t size = 0;  ///< of the text; 0: a slot is free

    Begin() = default;
    explicit Begin(std::string_view text)
        : words{word_at(text.data()) & masks[text.size()],
                word_at(text.data() + 8) & masks[longest_text + 1 + text.size()]},
          size(static_cast<std::uint32_t>(text.size())) {}
    friend bool operator==(const Begin& a, const Begin& b) {
      return ((a.words[0] ^ b.words[0]) | (a.words[1] ^ b.words[1]) | (a.size ^ b.size)) == 0;
    }
    /// By size the bytes kept of the first word, then those of the second.
    struct Masks {
      std::uint64_t of[2 * (longest_text + 1)];
      constexpr Masks() : of{} {
        for (std::size_t bytes = 0; bytes <= longest_text; ++bytes) {
          of[bytes] = kept_bytes(bytes, 0);
          of[longest_text + 1 + bytes] = kept_bytes(bytes, 8);
        }
      }
      constexpr std::uint64_t operator[](std::size_t at) const { return of[at]; }
    };
    static const Masks masks;
  };
  /// The last words of a longer one; zeros of a short one.
  struct End {
    std::uint64_t words[2] = {};

    End() = default;
    explicit End(std::string_view text)
        : words{word_at(text.data() + text.size() - 16), word_at(text.data() + text.size() - 8)} {}
    friend bool operator==(const End&, const End&) = default;
  };
  static std::size_t hash(const Begin& begin, const End& end) {
    constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15, other = 0xc2b2'ae3d'27d4'eb4f;
    const std::uint64_t rest = begin.words[1] + end.words[0] + end.words[1];
    return static_cast<std::size_t>((begin.words[0] * odd + rest * other) >> 40);
  }
  struct Slot {
    Begin begin;
    std::int32_t value = missing;
  };
  [[gnu::noinline]] std::int32_t find_long(std::string_view text) const {
    const auto found = long_.find(text);
    return found == long_.end() ? missing : found->second;
  }
  void put(const Slot& slot, const End& end) {
    std::size_t i = hash(slot.begin, end);
    while (slots_[i & last_].begin.size != 0) ++i;
    slots_[i & last_] = slot;
    ends_[i & last_] = end;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(16);
  std::vector<End> ends_ = std::vector<End>(16);  ///< beside `slots_`
  std::size_t last_ = 15;                         ///< slot
  std::size_t size_ = 0;
  std::map<std::string, std::int32_t, std::less<>> long_;  ///< those that are too long for a slot
};
inline constexpr TextTable::Begin::Masks TextTable::Begin::masks{};

}  // namespace weir::batch
