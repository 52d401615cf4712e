#include "evaluate/known.hpp"

#include <algorithm>
#include <optional>

#include "model/period.hpp"

namespace weir::evaluate {

namespace {

using model::Candidate;

std::optional<model::Interval> meet(const model::Interval& a, const model::Interval& b) {
  model::Interval result = a;
  if (b.low && (!result.low || *b.low > *result.low || (*b.low == *result.low && b.low_open))) {
    result.low = b.low;
    result.low_open = b.low_open;
  }
  if (b.high && (!result.high || *b.high < *result.high || (*b.high == *result.high && b.high_open))) {
    result.high = b.high;
    result.high_open = b.high_open;
  }
  if (result.low && result.high) {
    if (*result.low > *result.high) return std::nullopt;
    if (*result.low == *result.high && (result.low_open || result.high_open)) return std::nullopt;
  }
  return result;
}

std::optional<Candidate> meet(const model::Money& a, const model::Money& b) {
  model::Money result = a;
  for (const model::Money::Amount& amount : b.amounts) {
    const auto same = std::find_if(result.amounts.begin(), result.amounts.end(),
                                   [&](const auto& other) { return other.currency == amount.currency; });
    if (same == result.amounts.end()) {
      result.amounts.push_back(amount);
      continue;
    }
    const auto both = meet(same->amount, amount.amount);
    if (!both) return std::nullopt;
    same->amount = *both;
  }
  return Candidate(std::move(result));
}

std::optional<Candidate> meet(const model::SetValue& a, const model::SetValue& b) {
  if (auto periods = model::meet_periods(a, b)) return Candidate(std::move(*periods));
  auto fits = [](const model::SetValue& certain, const model::SetValue& whole) {
    return whole.open || std::includes(whole.members.begin(), whole.members.end(), certain.members.begin(),
                                       certain.members.end());
  };
  if (!fits(a, b) || !fits(b, a)) return std::nullopt;
  model::SetValue result;
  std::set_union(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                 std::back_inserter(result.members));
  result.open = a.open && b.open;
  return Candidate(std::move(result));
}

std::optional<Candidate> meet(const Candidate& a, const Candidate& b) {
  if (a.index() != b.index()) return std::nullopt;
  if (const auto* interval = std::get_if<model::Interval>(&a)) {
    const auto both = meet(*interval, std::get<model::Interval>(b));
    return both ? std::optional<Candidate>(*both) : std::nullopt;
  }
  if (const auto* money = std::get_if<model::Money>(&a)) return meet(*money, std::get<model::Money>(b));
  if (const auto* set = std::get_if<model::SetValue>(&a)) return meet(*set, std::get<model::SetValue>(b));
  if (const auto* date = std::get_if<model::DateInterval>(&a)) {
    const auto& other = std::get<model::DateInterval>(b);
    const model::DateInterval both{std::max(date->low, other.low), std::min(date->high, other.high), false};
    return both.low <= both.high ? std::optional<Candidate>(both) : std::nullopt;
  }
  if (const auto* change = std::get_if<model::Change>(&a)) {
    const auto& other = std::get<model::Change>(b);
    const auto before = meet(change->before, other.before);
    const auto after = meet(change->after, other.after);
    return before && after ? std::optional<Candidate>(model::Change{*before, *after}) : std::nullopt;
  }
  return a == b ? std::optional<Candidate>(a) : std::nullopt;
}

// `not yet` as days.
model::Value dated(const model::Claim& claim, base::Date day) {
  model::Value value = claim.value;
  const base::Date learned = claim.learned.value_or(day);
  for (Candidate& candidate : value.candidates) {
    if (auto* date = std::get_if<model::DateInterval>(&candidate); date && date->not_yet)
      *date = {base::Date{learned.days + 1}, base::Date::never(), false};
    if (auto* set = std::get_if<model::SetValue>(&candidate)) {
      bool changed = false;
      for (std::string& member : set->members) {
        auto period = model::dated_period(member, learned);
        if (!period) continue;
        member = std::move(*period);
        changed = true;
      }
      if (changed) std::ranges::sort(set->members);
    }
  }
  return value;
}

model::Value meet(const model::Value& a, const model::Value& b) {
  model::Value both;
  both.not_applicable = a.not_applicable && b.not_applicable;
  for (const Candidate& one : a.candidates) {
    for (const Candidate& other : b.candidates) {
      if (auto candidate = meet(one, other)) both.candidates.push_back(std::move(*candidate));
    }
  }
  return both;
}

// Claims that agree, to which no other could be added, and what they leave possible together.
struct Reading {
  std::vector<std::size_t> claims;  ///< ascending
  model::Value value;
};

// Adds claim `next` to the readings of those before it. The order of the claims does not matter: a reading
// that the claim contradicts stays, beside one of the claim and whatever of that reading agrees with it.
void add_claim(std::vector<Reading>& readings, const std::vector<model::Value>& values, std::size_t next) {
  constexpr std::size_t most = 64;  // more readings than this are no longer told apart
  std::vector<Reading> grown;
  std::vector<Reading> begun = {{{next}, values[next]}};
  for (const Reading& reading : readings) {
    model::Value both = meet(reading.value, values[next]);
    if (!both.unknown()) {
      grown.push_back({reading.claims, std::move(both)});
      grown.back().claims.push_back(next);
      continue;
    }
    grown.push_back(reading);
    // Every choice of its claims that agrees with the new one.
    std::vector<Reading> choices = {{{}, values[next]}};
    for (std::size_t claim : reading.claims) {
      const std::size_t count = choices.size();
      for (std::size_t i = 0; i < count && choices.size() < most; ++i) {
        model::Value with = meet(choices[i].value, values[claim]);
        if (with.unknown()) continue;
        choices.push_back({choices[i].claims, std::move(with)});
        choices.back().claims.push_back(claim);
      }
    }
    for (Reading& choice : choices) choice.claims.push_back(next);
    begun.insert(begun.end(), choices.begin(), choices.end());
  }
  grown.insert(grown.end(), begun.begin(), begun.end());
  readings.clear();
  for (std::size_t i = 0; i < grown.size() && readings.size() < most; ++i) {
    bool contained = false;
    for (std::size_t k = 0; k < grown.size(); ++k) {
      const auto& mine = grown[i].claims;
      const auto& other = grown[k].claims;
      const bool larger = other.size() > mine.size() || (other.size() == mine.size() && k < i);
      contained = contained ||
                  (k != i && larger && std::includes(other.begin(), other.end(), mine.begin(), mine.end()));
    }
    if (!contained) readings.push_back(grown[i]);
  }
}

}  // namespace

const model::Value* plainly_known_on(const model::FactEntry& entry, base::Date day) {
  static const model::Value nothing;
  if (entry.claims.size() != 1) return entry.claims.empty() ? &nothing : nullptr;
  const model::Claim& claim = entry.claims.front();
  if (claim.quality == model::Quality::alleged || (claim.learned && *claim.learned > day)) return &nothing;
  for (const Candidate& candidate : claim.value.candidates) {
    const auto* date = std::get_if<model::DateInterval>(&candidate);
    if (date != nullptr && date->not_yet) return nullptr;
    // A period may run until a day that has not come yet.
    const auto* set = std::get_if<model::SetValue>(&candidate);
    const auto is_period = [](const std::string& member) { return member.find("..") != member.npos; };
    if (set != nullptr && std::ranges::any_of(set->members, is_period)) return nullptr;
  }
  return &claim.value;
}

Known known_on(const model::FactEntry& entry, base::Date day) {
  Known result;
  std::vector<std::size_t> present;
  for (std::size_t i = 0; i < entry.claims.size(); ++i) {
    const model::Claim& claim = entry.claims[i];
    if (claim.learned && *claim.learned > day) continue;
    (claim.quality == model::Quality::alleged ? result.alleged : present).push_back(i);
  }
  std::vector<model::Value> values;
  for (std::size_t i : present) {
    const std::string& source = entry.claims[i].source;
    const bool replaced =
        !source.empty() && std::any_of(present.begin(), present.end(), [&](std::size_t other) {
          return other != i && entry.claims[other].replaces == source;
        });
    if (replaced) continue;
    model::Value value = dated(entry.claims[i], day);
    if (value.unknown()) continue;
    result.basis.push_back(i);
    values.push_back(std::move(value));
  }
  std::vector<Reading> readings;
  for (std::size_t i = 0; i < values.size(); ++i) add_claim(readings, values, i);
  result.disputed = readings.size() > 1;
  for (Reading& reading : readings) {
    result.value.not_applicable = result.value.not_applicable || reading.value.not_applicable;
    std::move(reading.value.candidates.begin(), reading.value.candidates.end(),
              std::back_inserter(result.value.candidates));
  }
  return result;
}

}  // namespace weir::evaluate
