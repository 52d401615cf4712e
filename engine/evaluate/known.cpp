#include "evaluate/known.hpp"

#include <algorithm>
#include <optional>

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
  for (Candidate& candidate : value.candidates) {
    auto* date = std::get_if<model::DateInterval>(&candidate);
    if (!date || !date->not_yet) continue;
    *date = {base::Date{claim.learned.value_or(day).days + 1}, base::Date::never(), false};
  }
  return value;
}

}  // namespace

Known known_on(const model::FactEntry& entry, base::Date day) {
  Known result;
  std::vector<std::size_t> present;
  for (std::size_t i = 0; i < entry.claims.size(); ++i) {
    const model::Claim& claim = entry.claims[i];
    if (claim.learned && *claim.learned > day) continue;
    (claim.quality == model::Quality::alleged ? result.alleged : present).push_back(i);
  }
  for (std::size_t i : present) {
    const std::string& source = entry.claims[i].source;
    const bool replaced =
        !source.empty() && std::any_of(present.begin(), present.end(), [&](std::size_t other) {
          return other != i && entry.claims[other].replaces == source;
        });
    if (replaced) continue;
    const model::Value value = dated(entry.claims[i], day);
    if (value.unknown()) continue;
    result.basis.push_back(i);
    if (result.value.unknown()) {
      result.value = value;
      continue;
    }
    model::Value both;
    both.not_applicable = result.value.not_applicable && value.not_applicable;
    for (const Candidate& a : result.value.candidates) {
      for (const Candidate& b : value.candidates) {
        if (auto candidate = meet(a, b)) both.candidates.push_back(std::move(*candidate));
      }
    }
    if (!both.unknown()) {
      result.value = std::move(both);
      continue;
    }
    result.disputed = true;
    result.value.not_applicable = result.value.not_applicable || value.not_applicable;
    for (const Candidate& candidate : value.candidates) result.value.candidates.push_back(candidate);
  }
  return result;
}

}  // namespace weir::evaluate
