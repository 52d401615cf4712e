#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "batch/expected_keys.hpp"

namespace weir::batch {

// Two ways through the text of a line, for those who read its keys and values. A place is where something
// begins: a brace or a bracket, a comma, or a value behind its key.

/// True of what stands behind a text. Else nothing begins with it.
inline bool is_end(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

/// A text that stands in the output as it stands in the input: quotes, no backslash, blanks to `~` alone.
inline bool is_plain_text(std::string_view json) {
  if (json.size() < 2 || json.front() != '"' || json.back() != '"') return false;
  const char* at = json.data();
  std::size_t left = json.size();
#ifdef __SSE2__
  // Above `~` are those that are negative as signed numbers, and one more.
  const __m128i blank = _mm_set1_epi8(' '), beyond = _mm_set1_epi8(0x7f), backslash = _mm_set1_epi8('\\');
  for (;; at += 16, left -= 16) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i odd =
        _mm_or_si128(_mm_cmplt_epi8(text, blank),
                     _mm_or_si128(_mm_cmpeq_epi8(text, beyond), _mm_cmpeq_epi8(text, backslash)));
    const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(odd));
    if (left <= 16) return (bits & ((1u << left) - 1)) == 0;
    if (bits != 0) return false;
  }
#else
  for (; left > 0; ++at, --left)
    if (*at < ' ' || *at > '~' || *at == '\\') return false;
  return true;
#endif
}

/// By the places where something begins, as simdjson's first stage finds them: through any line that is well
/// made of braces, brackets, commas, colons, strings and whatever else.
class ByPlaces {
 public:
  using Place = const std::uint32_t*;

  explicit ByPlaces(const char* text) : text_(text) {}

  const char* at(Place place) const { return text_ + *place; }
  bool is_empty_object(Place place) const { return text_[place[1]] == '}'; }
  /// Behind a brace or a bracket.
  static Place step(Place place) { return place + 1; }
  /// Behind the comma before a further member; null where it is not written as all of the line is.
  static Place to_member(Place place) { return place + 1; }
  /// From a brace, before the first key, or a comma to the value of the next key; null where there is none
  /// that is known.
  template <typename Meaning>
  [[gnu::always_inline]] typename ExpectedKeys<Meaning>::Key* to_value(
      ExpectedKeys<Meaning>& keys, typename ExpectedKeys<Meaning>::Key* before, Place& place,
      bool /*is_first*/) const {
    const Place key = place + 1;
    place += 3;
    return keys.find(before, at(key), [&](const char*) { return at(key + 1); });
  }
  /// Behind a value, which is to have just so many bytes.
  static bool pass(Place& place, std::size_t size) {
    const bool fits = place[1] - place[0] == size;
    ++place;
    return fits;
  }
  /// The value without blanks behind; empty at the end of the text.
  std::string_view token(Place place) const {
    const char* to = text_ + place[1];
    // A string ends in a quote, and outside of strings all control characters are blanks. At the end of the
    // text nothing begins.
    while (to > at(place) && is_end(to[-1])) --to;
    return {at(place), to};
  }
  /// Behind a token.
  static Place behind(Place place, std::string_view /*token*/) { return place + 1; }
  /// A string that says what its letters say.
  static bool is_text(std::string_view token) {
    return token.front() == '"' && token.find('\\') == std::string_view::npos;
  }

 private:
  const char* text_;
};

/// Letter by letter, by comparing with what is expected: through lines that have no blanks between things, or
/// one behind each comma and colon. What a token has in it is for those to find out who read it: it goes up
/// to the next quote, whatever stands before that; where there is none it is empty.
template <std::size_t blanks>
class ByLetters {
 public:
  using Place = const char*;

  /// Behind `end` there is `text_room`, first a byte that no value has.
  explicit ByLetters(const char* end) : end_(end) {}

  static const char* at(Place place) { return place; }
  static bool is_empty_object(Place place) { return place[1] == '}'; }
  static Place step(Place place) { return place + 1; }
  static Place to_member(Place place) { return behind_blanks(place + 1); }
  template <typename Meaning>
  [[gnu::always_inline]] typename ExpectedKeys<Meaning>::Key* to_value(
      ExpectedKeys<Meaning>& keys, typename ExpectedKeys<Meaning>::Key* before, Place& place,
      bool is_first) const {
    const char* const text = is_first ? place + 1 : behind_blanks(place + 1);
    if (text == nullptr) return nullptr;
    auto* const key = keys.find(before, text, [&](const char* quote) {
      const auto* close = static_cast<const char*>(std::memchr(quote + 1, '"', size_to_end(quote + 1)));
      return close == nullptr ? end_ : close + 1;
    });
    if (key == nullptr) return nullptr;
    place = behind_blanks(text + key->size);
    return place == nullptr ? nullptr : key;
  }
  static bool pass(Place& place, std::size_t size) {
    place += size;
    return true;
  }
  std::string_view token(Place place) const {
    if (*place != '"') {
      const char* to = place;
      while (to < end_ && !is_end(*to) && *to != ',' && *to != '}' && *to != ']') ++to;
      return {place, to};
    }
    const char* from = place + 1;
#ifdef __SSE2__
    const auto quotes = static_cast<std::uint32_t>(_mm_movemask_epi8(
        _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)), _mm_set1_epi8('"'))));
    if (quotes != 0) [[likely]]
      return {place, static_cast<std::size_t>(std::countr_zero(quotes)) + 2};
#endif
    const auto* close = static_cast<const char*>(std::memchr(from, '"', size_to_end(from)));
    return {place, close == nullptr ? place : close + 1};
  }
  static Place behind(Place place, std::string_view token) {
    return place + token.size();
  }
  static bool is_text(std::string_view token) {
    return is_plain_text(token);
  }

 private:
  /// Null where something else stands there.
  static Place behind_blanks(Place place) {
    return blanks != 0 && *place != ' ' ? nullptr : place + blanks;
  }
  std::size_t size_to_end(const char* from) const {
    return from < end_ ? static_cast<std::size_t>(end_ - from) : 0;
  }

  const char* end_;
};

}  // namespace weir::batch
