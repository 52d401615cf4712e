#include "batch/plain_values.hpp"

#include <algorithm>
#include <cstring>

#include "evaluate/columns.hpp"

namespace weir::batch {

namespace {

/// So many texts of one fact are kept; a fact with more is one that hardly repeats itself.
constexpr std::size_t most_texts = 8192;

std::optional<std::int64_t> parts_of(const model::Interval& interval) {
  if (!interval.low || !interval.high || *interval.low != *interval.high || interval.low_open ||
      interval.high_open)
    return std::nullopt;
  const base::Rational& value = *interval.low;
  std::int64_t parts = 0;
  if (evaluate::parts_of_one % value.denominator() != 0 ||
      __builtin_mul_overflow(value.numerator(), evaluate::parts_of_one / value.denominator(), &parts))
    return std::nullopt;
  return parts;
}

struct Amount {
  std::int64_t parts = 0;
  std::string currency;
};

std::optional<Amount> amount_of(const std::optional<model::Candidate>& candidate) {
  if (!candidate) return std::nullopt;
  if (const auto* interval = std::get_if<model::Interval>(&*candidate)) {
    const auto parts = parts_of(*interval);
    return parts ? std::optional(Amount{*parts, ""}) : std::nullopt;
  }
  const auto* money = std::get_if<model::Money>(&*candidate);
  if (money == nullptr || money->amounts.size() != 1) return std::nullopt;
  const auto parts = parts_of(money->amounts[0].amount);
  return parts ? std::optional(Amount{*parts, money->amounts[0].currency}) : std::nullopt;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

template <class Text>
std::int32_t place_in(std::vector<std::string>& texts, const Text& text) {
  const auto found = std::ranges::find(texts, text);
  if (found != texts.end()) return static_cast<std::int32_t>(found - texts.begin());
  texts.emplace_back(text);
  return static_cast<std::int32_t>(texts.size() - 1);
}

}  // namespace

std::uint64_t TextTable::hash_of(std::string_view text) {
  // Eight bytes at a time, the last eight perhaps twice.
  constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15;
  std::uint64_t hash = text.size() * odd;
  const auto mix = [&](const char* from, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, from, count);
    hash = (hash ^ word) * odd;
    hash ^= hash >> 29;
  };
  if (text.size() < 8) {
    mix(text.data(), text.size());
    return hash;
  }
  for (std::size_t i = 0; i + 8 <= text.size(); i += 8) mix(text.data() + i, 8);
  if (text.size() % 8 != 0) mix(text.data() + text.size() - 8, 8);
  return hash;
}

std::int32_t TextTable::find(std::string_view text) const {
  const std::uint64_t hash = hash_of(text);
  for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[i];
    if (slot.place < 0) return -1;
    if (slot.hash == hash && texts_[static_cast<std::size_t>(slot.place)] == text) return slot.place;
  }
}

std::int32_t TextTable::add(std::string_view text) {
  if (2 * texts_.size() >= slots_.size()) grow();
  const std::uint64_t hash = hash_of(text);
  std::size_t i = hash & (slots_.size() - 1);
  while (slots_[i].place >= 0) i = (i + 1) & (slots_.size() - 1);
  slots_[i] = {hash, static_cast<std::int32_t>(texts_.size())};
  texts_.emplace_back(text);
  return slots_[i].place;
}

void TextTable::grow() {
  std::vector<Slot> old(2 * slots_.size());
  std::swap(old, slots_);
  for (const Slot& slot : old) {
    if (slot.place < 0) continue;
    std::size_t i = slot.hash & (slots_.size() - 1);
    while (slots_[i].place >= 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = slot;
  }
}

PlainValues::Ending PlainValues::learn_ending(std::string_view quote, std::string_view ending) {
  const auto read = [&](std::string_view figure) {
    return amount_of(read_(std::string(quote) + std::string(figure) + std::string(ending)));
  };
  Ending learned;
  // A text with figures of its own says more than one figure.
  if (std::ranges::any_of(ending, is_digit)) return learned;
  const auto one = read("1"), seven = read("7"), part = read("1.5");
  if (!one || !seven || one->currency != seven->currency || seven->parts / 7 != one->parts ||
      seven->parts % 7 != 0 || one->parts <= 0)
    return learned;
  learned.plain = true;
  learned.parts = one->parts;
  learned.fractions = part && part->currency == one->currency && 2 * part->parts == 3 * one->parts;
  // A share ends at the whole; other figures are read one by one before they are too large to be held.
  learned.most = read("9999") ? std::int64_t{1} << 62 : evaluate::parts_of_one;
  learned.currency = one->currency.empty() ? -1 : place_in(currencies_, one->currency);
  return learned;
}

std::optional<PlainValues::Figure> PlainValues::figure(std::string_view json) {
  const bool quoted = !json.empty() && json.front() == '"';
  std::string_view rest = quoted ? json.substr(1) : json;
  std::int64_t number = 0;
  std::size_t digits = 0, decimals = 0;
  while (digits < rest.size() && is_digit(rest[digits])) number = 10 * number + (rest[digits++] - '0');
  constexpr std::size_t most_digits = 12, most_decimals = 4;
  if (digits == 0 || digits > most_digits || (digits > 1 && rest[0] == '0')) return std::nullopt;
  rest.remove_prefix(digits);
  if (rest.size() > 1 && rest[0] == '.' && is_digit(rest[1])) {
    rest.remove_prefix(1);
    while (decimals < rest.size() && is_digit(rest[decimals])) {
      if (decimals == most_decimals) return std::nullopt;
      number = 10 * number + (rest[decimals++] - '0');
    }
    rest.remove_prefix(decimals);
  }
  // A quote in front tells a text that ends in nothing from a number.
  const std::string_view ending = rest;
  std::int32_t place = endings_table_.find(ending);
  if (place < 0) {
    if (endings_table_.size() >= most_texts) return std::nullopt;
    place = endings_table_.add(ending);
    endings_.push_back(learn_ending(quoted ? "\"" : "", ending));
  }
  const Ending& known = endings_[static_cast<std::size_t>(place)];
  if (!known.plain || (decimals > 0 && !known.fractions)) return std::nullopt;
  std::int64_t parts = 0;
  if (__builtin_mul_overflow(number, known.parts, &parts)) return std::nullopt;
  constexpr std::int64_t tens[] = {1, 10, 100, 1000, 10000};
  if (parts % tens[decimals] != 0) return std::nullopt;
  parts /= tens[decimals];
  if (parts > known.most) return std::nullopt;
  return Figure{parts, known.currency};
}

std::optional<std::int32_t> PlainValues::code(std::string_view json) {
  std::int32_t place = codes_table_.find(json);
  if (place < 0) {
    if (codes_table_.size() >= most_texts) return std::nullopt;
    place = codes_table_.add(json);
    std::int32_t known = -1;
    if (const auto candidate = read_(json)) {
      const auto* item = std::get_if<model::Item>(&*candidate);
      const auto* set = std::get_if<model::SetValue>(&*candidate);
      if (item != nullptr) known = place_in(codes_, item->id);
      if (set != nullptr && !set->open && set->members.size() == 1) known = place_in(codes_, set->members[0]);
    }
    known_codes_.push_back(known);
  }
  const std::int32_t known = known_codes_[static_cast<std::size_t>(place)];
  return known < 0 ? std::nullopt : std::optional(known);
}

}  // namespace weir::batch
