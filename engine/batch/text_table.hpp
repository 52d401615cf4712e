#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace weir::batch {

/// A text of up to 32 bytes as words, filled up with zeros. Reads whole words, so that `room` bytes from the
/// begin of the text on must be readable; no text that is looked up has a zero in it.
class TextKey {
 public:
  static constexpr std::size_t longest = 32, room = longest;

  TextKey() = default;
  explicit TextKey(std::string_view text) {
    std::memcpy(words_, text.data(), longest);
    const Mask& mask = masks[text.size()];
    words_[0] &= mask.words[0];
    words_[1] &= mask.words[1];
  }
  static bool fits(std::string_view text) { return text.size() <= longest; }
  friend bool operator==(const TextKey& a, const TextKey& b) {
    const Pair differs = (a.words_[0] ^ b.words_[0]) | (a.words_[1] ^ b.words_[1]);
    return (differs[0] | differs[1]) == 0;
  }
  std::size_t hash() const {
    constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15, other = 0xc2b2'ae3d'27d4'eb4f;
    const Pair both = words_[0] ^ words_[1];
    return static_cast<std::size_t>(((both[0] ^ (both[1] * other)) * odd) >> 40);
  }

 private:
  /// The compiler's vectors: each machine that Weir is built for has registers of this width.
  using Pair = std::uint64_t __attribute__((vector_size(16)));
  struct Mask {
    Pair words[2];
  };
  static constexpr std::array<Mask, longest + 1> make_masks() {
    std::array<Mask, longest + 1> made{};
    for (std::size_t size = 0; size <= longest; ++size) {
      std::uint64_t words[4] = {};
      for (std::size_t byte = 0; byte < size; ++byte)
        words[byte / 8] |= std::uint64_t{0xff} << (8 * (byte % 8));
      made[size] = {{Pair{words[0], words[1]}, Pair{words[2], words[3]}}};
    }
    return made;
  }
  static const std::array<Mask, longest + 1> masks;

  Pair words_[2] = {};
};
inline constexpr std::array<TextKey::Mask, TextKey::longest + 1> TextKey::masks = TextKey::make_masks();

/// A table by text that is asked much more often than it grows.
class TextTable {
 public:
  /// What was kept for a text; null if it is not in the table. The text has TextKey::room.
  const std::int32_t* find(std::string_view text) const {
    if (!TextKey::fits(text)) return nullptr;
    const TextKey key(text);
    const std::size_t last = slots_.size() - 1;
    for (std::size_t i = key.hash() & last; slots_[i].taken; i = (i + 1) & last)
      if (slots_[i].key == key) return &slots_[i].value;
    return nullptr;
  }
  /// Keeps `value` for a text that is not in the table. False if it is too long.
  bool add(std::string_view text, std::int32_t value) {
    if (!TextKey::fits(text)) return false;
    if (4 * ++size_ > slots_.size()) {
      std::vector<Slot> old(2 * slots_.size());
      std::swap(old, slots_);
      for (const Slot& slot : old)
        if (slot.taken) put(slot);
    }
    put({TextKey(text), value, true});
    return true;
  }
  std::size_t size() const { return size_; }

 private:
  struct Slot {
    TextKey key;
    std::int32_t value = 0;
    bool taken = false;
  };
  void put(const Slot& slot) {
    const std::size_t last = slots_.size() - 1;
    std::size_t i = slot.key.hash() & last;
    while (slots_[i].taken) i = (i + 1) & last;
    slots_[i] = slot;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(16);
  std::size_t size_ = 0;
};

}  // namespace weir::batch
