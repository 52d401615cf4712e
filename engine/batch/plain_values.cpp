#include "batch/plain_values.hpp"

#include <algorithm>

namespace weir::batch {

namespace {

/// So many texts of one fact are kept; a fact with more is one that hardly repeats itself.
constexpr std::size_t most_texts = 8192;

std::optional<std::int64_t> parts_of(const model::Interval& interval) {
  if (!interval.low || !interval.high || *interval.low != *interval.high || interval.low_open ||
      interval.high_open)
    return std::nullopt;
  return evaluate::parts_of(*interval.low);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::optional<Amount> exact_amount(const model::Candidate& candidate) {
  if (const auto* interval = std::get_if<model::Interval>(&candidate)) {
    const auto parts = parts_of(*interval);
    return parts ? std::optional(Amount{*parts, ""}) : std::nullopt;
  }
  const auto* money = std::get_if<model::Money>(&candidate);
  if (money == nullptr || money->amounts.size() != 1) return std::nullopt;
  const auto parts = parts_of(money->amounts[0].amount);
  if (parts && *parts <= 0) return std::nullopt;
  return parts ? std::optional(Amount{*parts, money->amounts[0].currency}) : std::nullopt;
}

PlainValues::Ending PlainValues::learn_ending(std::string_view quote, std::string_view ending) {
  const auto read = [&](std::string_view figure) {
    const auto value = read_(std::string(quote) + std::string(figure) + std::string(ending));
    return value ? exact_amount(*value) : std::nullopt;
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
  learned.currency = one->currency.empty() ? -1 : dictionary_.id(one->currency);
  return learned;
}

std::int32_t PlainValues::place_of_ending(std::string_view quote, std::string_view ending) {
  if (ending.size() > longest_text) return -1;
  const std::int32_t known = ending.empty() ? bare_place_ : ending_places_.find(ending);
  if (known != TextTable::missing) return known;
  if (endings_.size() >= most_texts) return -1;
  const auto place = static_cast<std::int32_t>(endings_.size());
  if (ending.empty()) {
    bare_place_ = place;
  } else {
    ending_places_.add(ending, place);
  }
  endings_.push_back(learn_ending(quote, ending));
  return place;
}

bool PlainValues::read_figure(std::string_view json, Figure& figure) {
  const bool quoted = json.front() == '"';
  std::string_view rest = quoted ? json.substr(1) : json;
  constexpr std::size_t most_whole_digits = 12, most_decimals = 4;
  std::uint64_t number = 0;
  std::size_t digits = 0;
  while (digits < rest.size() && is_digit(rest[digits])) {
    if (digits == most_whole_digits) return false;
    number = 10 * number + static_cast<std::uint64_t>(rest[digits++] - '0');
  }
  if (digits == 0 || (digits > 1 && rest[0] == '0')) return false;
  rest.remove_prefix(digits);
  std::size_t decimals = 0;
  if (rest.size() > 1 && rest[0] == '.' && is_digit(rest[1])) {
    rest.remove_prefix(1);
    while (decimals < rest.size() && is_digit(rest[decimals])) {
      if (decimals == most_decimals) return false;
      number = 10 * number + static_cast<std::uint64_t>(rest[decimals++] - '0');
    }
    rest.remove_prefix(decimals);
  }
  // The closing quote belongs to the ending and tells a text from a number.
  if (quoted != rest.ends_with('"')) return false;
  const std::int32_t place = place_of_ending(quoted ? "\"" : "", rest);
  if (place < 0) return false;
  const Ending& known = endings_[static_cast<std::size_t>(place)];
  if (!known.plain || (decimals > 0 && !known.fractions)) return false;
  std::int64_t parts = 0;
  if (__builtin_mul_overflow(static_cast<std::int64_t>(number), known.parts, &parts)) return false;
  if (decimals > 0) {
    constexpr std::int64_t tens[] = {1, 10, 100, 1000, 10000};
    if (parts % tens[decimals] != 0) return false;
    parts /= tens[decimals];
  }
  if (parts > known.most || (parts == 0 && known.currency >= 0)) return false;
  figure = {parts, known.currency};
  usual_.ending_ = ExpectedText(rest);
  usual_.quote_ = quoted ? 1 : 0;
  usual_.around_ = usual_.quote_ + rest.size();
  usual_.parts_ = known.parts;
  // Zeros before a number are a mistake, and an amount of nothing is read in another way.
  const auto limit = static_cast<std::uint64_t>(known.most / known.parts) + 1;
  std::uint64_t least = known.currency >= 0 ? 1 : 0, next = 10;
  for (std::size_t written = 1; written <= most_digits; ++written, least = next, next *= 10) {
    usual_.least_[written] = least;
    usual_.count_[written] = std::min(limit, next) - std::min(limit, least);
  }
  return true;
}

std::int32_t PlainValues::learn_code(std::string_view json) {
  if (codes_.size() >= most_texts) return -1;
  std::int32_t id = -1;
  if (const auto candidate = read_(json)) {
    const auto* item = std::get_if<model::Item>(&*candidate);
    const auto* set = std::get_if<model::SetValue>(&*candidate);
    if (item != nullptr) id = dictionary_.id(item->id);
    if (set != nullptr && !set->open && set->members.size() == 1) id = dictionary_.id(set->members[0]);
  }
  codes_.add(json, id);
  return id;
}

const model::Candidate* PlainValues::whole(std::string_view json) {
  auto known = whole_.find(json);
  if (known == whole_.end()) {
    if (whole_.size() >= most_texts) whole_.clear();
    known = whole_.emplace(std::string(json), read_(json)).first;
  }
  return known->second ? &*known->second : nullptr;
}

}  // namespace weir::batch
