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
    const Key key(text);
    for (std::size_t i = key.hash();; ++i) {
      const Slot& slot = slots_[i & last_];
      if (slot.key == key) return slot.value;
      if (slot.key.size == 0) return missing;
    }
  }
  /// Keeps `value` for a text of some bytes that is not in the table.
  void add(std::string_view text, std::int32_t value) {
    ++size_;
    if (text.size() > longest_text) {
      long_.emplace(text, value);
      return;
    }
    if (4 * (size_ - long_.size()) > slots_.size()) {
      std::vector<Slot> old(2 * slots_.size());
      std::swap(old, slots_);
      last_ = slots_.size() - 1;
      for (const Slot& slot : old)
        if (slot.key.size != 0) put(slot);
    }
    put({Key(text), value});
  }
  std::size_t size() const { return size_; }

 private:
  struct Key {
    std::uint64_t begin[2] = {}, end[2] = {};
    std::uint32_t size = 0;  ///< 0: a slot is free

    Key() = default;
    explicit Key(std::string_view text) : size(static_cast<std::uint32_t>(text.size())) {
      begin[0] = word_at(text.data()) & masks[size];
      begin[1] = word_at(text.data() + 8) & masks[longest_text + 1 + size];
      if (size <= 16) return;
      end[0] = word_at(text.data() + size - 16);
      end[1] = word_at(text.data() + size - 8);
    }
    friend bool operator==(const Key& a, const Key& b) {
      return ((a.begin[0] ^ b.begin[0]) | (a.begin[1] ^ b.begin[1]) | (a.size ^ b.size)) == 0 &&
             (a.size <= 16 || ((a.end[0] ^ b.end[0]) | (a.end[1] ^ b.end[1])) == 0);
    }
    std::size_t hash() const {
      constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15, other = 0xc2b2'ae3d'27d4'eb4f;
      return static_cast<std::size_t>((begin[0] * odd + (begin[1] + end[0] + end[1]) * other) >> 40);
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
  struct Slot {
    Key key;
    std::int32_t value = missing;
  };
  std::int32_t find_long(std::string_view text) const {
    const auto found = long_.find(text);
    return found == long_.end() ? missing : found->second;
  }
  void put(const Slot& slot) {
    std::size_t i = slot.key.hash();
    while (slots_[i & last_].key.size != 0) ++i;
    slots_[i & last_] = slot;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(16);
  std::size_t last_ = 15;  ///< slot
  std::size_t size_ = 0;
  std::map<std::string, std::int32_t, std::less<>> long_;  ///< those that are too long for a slot
};
inline constexpr TextTable::Key::Masks TextTable::Key::masks{};

}  // namespace weir::batch
