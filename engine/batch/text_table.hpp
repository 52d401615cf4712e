#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace weir::batch {

// Texts of up to 32 bytes are compared as words wherever they stand, as if filled up with zeros. No text that
// is looked up has a zero in it. Whole words are read, so that `text_room` bytes from the begin of a text on
// must be readable.
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
  ExpectedText() { std::ranges::fill(bytes_, nowhere); }
  /// Stands nowhere if it is too long.
  explicit ExpectedText(std::string_view text) : ExpectedText() {
    if (text.size() > longest_text) return;
    size_ = static_cast<std::uint32_t>(text.size());
    last_ = text.size() < half ? 0 : size_ - half;
    others_ = text.size() < half ? all & ~((1u << size_) - 1) : 0;
    std::ranges::copy(text.substr(0, half), bytes_);
    std::ranges::copy(text.substr(last_), bytes_ + half);
  }
  /// Whether the text stands at the begin of another, which has `text_room`.
  bool stands_at(const char* place) const {
#ifdef __SSE2__
    const auto same = [](const char* found, const char* expected) {
      return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(found)),
                            _mm_load_si128(reinterpret_cast<const __m128i*>(expected)));
    };
    const __m128i both = _mm_and_si128(same(place, bytes_), same(place + last_, bytes_ + half));
    return (static_cast<std::uint32_t>(_mm_movemask_epi8(both)) | others_) == all;
#else
    const std::size_t size = std::min(size_, half);
    return std::memcmp(place, bytes_, size) == 0 && std::memcmp(place + last_, bytes_ + half, size) == 0;
#endif
  }

 private:
  static constexpr std::uint32_t half = longest_text / 2, all = 0xffff;
  static constexpr char nowhere = static_cast<char>(0xff);  ///< stands in no text
  /// The first half and the last one, which are the same of a short text, and else may share bytes.
  alignas(16) char bytes_[longest_text];
  std::uint32_t size_ = 1;
  std::uint32_t last_ = 0;    ///< where the last half begins
  std::uint32_t others_ = 0;  ///< of a short text a bit for each byte of a half that does not belong to it
};

/// A table by text of up to `words` words that is asked much more often than it grows.
template <std::size_t words>
class WordTable {
 public:
  static constexpr std::size_t longest = 8 * words;
  static constexpr std::int32_t missing = -2;  ///< of a text that is not in the table

  /// What was kept for a text. The text has room for `longest` bytes.
  [[gnu::always_inline]] std::int32_t find(std::string_view text) const {
    const Key key(text);
    for (std::size_t i = key.hash();; ++i) {
      const Slot& slot = slots_[i & last_];
      if (slot.key == key) [[likely]]
        return slot.value;
      if (slot.value == missing) return missing;
    }
  }
  /// Keeps `value` for a text of some bytes that is not in the table.
  void add(std::string_view text, std::int32_t value) {
    ++size_;
    // Seldom more than one slot is looked at.
    if (4 * size_ > slots_.size()) {
      std::vector<Slot> old(2 * slots_.size());
      std::swap(old, slots_);
      last_ = slots_.size() - 1;
      for (const Slot& slot : old)
        if (slot.value != missing) put(slot);
    }
    put({Key(text), value});
  }
  /// Shows `see` each text with what was kept for it.
  template <typename See>
  void for_each(const See& see) const {
    for (const Slot& slot : slots_) {
      if (slot.value == missing) continue;
      std::array<char, longest + text_room> text{};
      std::memcpy(text.data(), slot.key.of, longest);
      see(std::string_view(text.data()), slot.value);
    }
  }

 private:
  struct Key {
    std::uint64_t of[words] = {};

    Key() = default;
    explicit Key(std::string_view text) {
      for (std::size_t w = 0; w < words; ++w)
        of[w] = word_at(text.data() + 8 * w) & masks[text.size() * words + w];
    }
    friend bool operator==(const Key& a, const Key& b) {
      std::uint64_t other = 0;
      for (std::size_t w = 0; w < words; ++w) other |= a.of[w] ^ b.of[w];
      return other == 0;
    }
    std::size_t hash() const {
      constexpr std::uint64_t odd[] = {0x9e37'79b9'7f4a'7c15, 0xc2b2'ae3d'27d4'eb4f, 0x1656'67b1'9e37'79f9,
                                       0x85eb'ca77'c2b2'ae63};
      std::uint64_t sum = 0;
      for (std::size_t w = 0; w < words; ++w) sum += of[w] * odd[w];
      return static_cast<std::size_t>(sum >> 40);
    }
  };
  struct Slot {
    Key key;  ///< a text has some bytes: none of it is free
    std::int32_t value = missing;
  };
  /// By size the bytes that are kept of each word.
  static constexpr auto masks = [] {
    std::array<std::uint64_t, (longest + 1) * words> made{};
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = kept_bytes(i / words, i % words * 8);
    return made;
  }();
  void put(const Slot& slot) {
    std::size_t i = slot.key.hash();
    while (slots_[i & last_].value != missing) ++i;
    slots_[i & last_] = slot;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(16);
  std::size_t last_ = 15;  ///< slot
  std::size_t size_ = 0;
};

/// The same for texts of any length.
class TextTable {
 public:
  static constexpr std::int32_t missing = WordTable<1>::missing;

  /// What was kept for a text. The text has `text_room`.
  [[gnu::always_inline]] std::int32_t find(std::string_view text) const {
    if (text.size() > longest_at_once_) [[unlikely]]
      return find_further(text);
    return all_short_ ? short_.find(text) : middle_.find(text);
  }
  /// Keeps `value` for a text of some bytes that is not in the table.
  void add(std::string_view text, std::int32_t value) {
    ++size_;
    if (text.size() > short_.longest && all_short_) {
      // Which of two tables a text is in could not be foreseen.
      short_.for_each([&](std::string_view known, std::int32_t kept) { middle_.add(known, kept); });
      all_short_ = false;
      longest_at_once_ = middle_.longest;
    }
    if (all_short_) return short_.add(text, value);
    if (text.size() <= middle_.longest) return middle_.add(text, value);
    if (text.size() <= long_.longest) return long_.add(text, value);
    others_.emplace(text, value);
  }
  std::size_t size() const { return size_; }

 private:
  [[gnu::noinline]] std::int32_t find_further(std::string_view text) const {
    if (text.size() <= middle_.longest) return missing;  // all are short
    if (text.size() <= long_.longest) return long_.find(text);
    const auto found = others_.find(text);
    return found == others_.end() ? missing : found->second;
  }

  bool all_short_ = true;  ///< texts are in `short_` as long as no longer one is kept, and then never again
  std::size_t longest_at_once_ = WordTable<1>::longest;
  std::size_t size_ = 0;
  WordTable<1> short_;
  WordTable<2> middle_;
  WordTable<longest_text / 8> long_;
  std::map<std::string, std::int32_t, std::less<>> others_;
};

}  // namespace weir::batch
