#pragma once
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "batch/text_table.hpp"

namespace weir::batch {

/// The keys that an object of JSON may have, what each means, and which of them followed which the last time:
/// lines of one origin have their keys in one order, and here and there some are left out.
template <typename Meaning>
class ExpectedKeys {
 public:
  struct Key {
    ExpectedText text;     ///< with its quotes and the colon
    std::size_t size = 0;  ///< of the text
    Key* next = nullptr;
    std::uint32_t times_left_out = 0;  ///< of `next`
    Meaning meaning;
  };

  ExpectedKeys() = default;
  ExpectedKeys(const ExpectedKeys&) = delete;
  ExpectedKeys& operator=(const ExpectedKeys&) = delete;

  Meaning& add(std::string_view name, Meaning meaning) {
    const auto place = static_cast<std::int32_t>(keys_.size());
    std::string text = '"' + std::string(name) + "\":";
    Key& key = keys_.emplace_back(Key{ExpectedText(text), text.size(), &begin_, 0, std::move(meaning)});
    text.pop_back();
    const std::size_t size = text.size();
    text.resize(size + text_room);
    table_.add(std::string_view(text).substr(0, size), place);
    (place == 0 ? begin_ : keys_[keys_.size() - 2]).next = &key;
    return key.meaning;
  }
  /// Stands before the first key of an object.
  Key* begin() { return &begin_; }
  /// The key that stands at `text` behind the key `before`; of another than the expected ones `colon(text)`
  /// is asked where the next thing behind its text begins. Null where the key is not known or that is no
  /// colon. Behind the text there is `text_room`.
  template <typename Colon>
  [[gnu::always_inline]] Key* find(Key* before, const char* text, const Colon& colon) {
    Key* const next = before->next;
    if (next->text.stands_at(text)) [[likely]]
      return next;
    if (Key* const further = find_further(before, text)) return further;
    return *text == '"' ? find_anywhere(before, text, colon(text)) : nullptr;
  }

 private:
  /// Some may have been left out.
  [[gnu::noinline]] Key* find_further(Key* before, const char* text) {
    constexpr std::size_t most = 3;
    Key* after = before->next;
    for (std::size_t left_out = 0; left_out < most; ++left_out) {
      after = after->next;
      if (!after->text.stands_at(text)) continue;
      // What is left out again and again is no longer expected.
      constexpr std::uint32_t often = 64;
      if (++before->times_left_out == often) {
        before->times_left_out = 0;
        before->next = after;
      }
      return after;
    }
    return nullptr;
  }

  [[gnu::noinline]] Key* find_anywhere(Key* before, const char* text, const char* colon) {
    if (*colon != ':') return nullptr;
    // Between the closing quote and the colon there may be blanks.
    const char* to = colon;
    while (static_cast<unsigned char>(to[-1]) <= ' ') --to;
    const std::int32_t found = table_.find({text, to});
    if (found == TextTable::missing) return nullptr;
    return before->next = &keys_[static_cast<std::size_t>(found)];
  }

  Key begin_{{}, 0, &begin_, 0, Meaning{}};
  std::deque<Key> keys_;  ///< they stay where they are
  TextTable table_;       ///< by name with its quotes
};

}  // namespace weir::batch
