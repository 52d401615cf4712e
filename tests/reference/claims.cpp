#include "reference/claims.hpp"

#include <algorithm>

namespace weir::reference {

namespace {

using model::Candidate;
using model::Interval;

std::optional<Interval> common(const Interval& a, const Interval& b) {
  Interval both = a;
  const bool later_start = b.low && (!a.low || *b.low > *a.low);
  const bool earlier_end = b.high && (!a.high || *b.high < *a.high);
  if (later_start) both.low = b.low;
  if (later_start) both.low_open = b.low_open;
  if (a.low && b.low && *a.low == *b.low) both.low_open = a.low_open || b.low_open;
  if (earlier_end) both.high = b.high;
  if (earlier_end) both.high_open = b.high_open;
  if (a.high && b.high && *a.high == *b.high) both.high_open = a.high_open || b.high_open;
  if (!both.low || !both.high || *both.low < *both.high) return both;
  const bool one_point = *both.low == *both.high && !both.low_open && !both.high_open;
  return one_point ? std::optional(both) : std::nullopt;
}

std::optional<Candidate> common_money(const model::Money& a, const model::Money& b) {
  model::Money both = a;
  for (const model::Money::Amount& amount : b.amounts) {
    bool stated = false;
    for (model::Money::Amount& mine : both.amounts) {
      if (mine.currency != amount.currency) continue;
      stated = true;
      const auto range = common(mine.amount, amount.amount);
      if (!range) return std::nullopt;
      mine.amount = *range;
    }
    if (!stated) both.amounts.push_back(amount);
  }
  return both;
}

std::optional<Candidate> common_set(const model::SetValue& a, const model::SetValue& b) {
  auto leaves_out = [](const model::SetValue& whole, const model::SetValue& part) {
    if (whole.open) return false;
    return std::any_of(part.members.begin(), part.members.end(), [&](const std::string& member) {
      return std::find(whole.members.begin(), whole.members.end(), member) == whole.members.end();
    });
  };
  if (leaves_out(a, b) || leaves_out(b, a)) return std::nullopt;
  model::SetValue both;
  both.open = a.open && b.open;
  std::set_union(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                 std::back_inserter(both.members));
  return both;
}

std::optional<Candidate> common(const Candidate& a, const Candidate& b) {
  if (a.index() != b.index()) return std::nullopt;
  if (const auto* one = std::get_if<Interval>(&a)) {
    const auto both = common(*one, std::get<Interval>(b));
    if (!both) return std::nullopt;
    return *both;
  }
  if (const auto* one = std::get_if<model::Money>(&a)) return common_money(*one, std::get<model::Money>(b));
  if (const auto* one = std::get_if<model::SetValue>(&a))
    return common_set(*one, std::get<model::SetValue>(b));
  if (const auto* one = std::get_if<model::DateInterval>(&a)) {
    const auto& other = std::get<model::DateInterval>(b);
    if (one->low > other.high || other.low > one->high) return std::nullopt;
    return model::DateInterval{std::max(one->low, other.low), std::min(one->high, other.high), false};
  }
  if (const auto* one = std::get_if<model::Change>(&a)) {
    const auto& other = std::get<model::Change>(b);
    const auto before = common(one->before, other.before), after = common(one->after, other.after);
    if (!before || !after) return std::nullopt;
    return model::Change{*before, *after};
  }
  if (a == b) return a;
  return std::nullopt;
}

model::Value common(const model::Value& a, const model::Value& b) {
  model::Value both;
  both.not_applicable = a.not_applicable && b.not_applicable;
  for (const Candidate& one : a.candidates) {
    for (const Candidate& other : b.candidates) {
      if (auto shared = common(one, other)) both.candidates.push_back(std::move(*shared));
    }
  }
  return both;
}

// `not yet` is any day after the one on which it was learned.
model::Value with_days(const model::Claim& claim, base::Date day) {
  model::Value value = claim.value;
  for (Candidate& candidate : value.candidates) {
    auto* date = std::get_if<model::DateInterval>(&candidate);
    if (date && date->not_yet)
      *date = {base::Date{claim.learned.value_or(day).days + 1}, base::Date::never(), false};
  }
  return value;
}

}  // namespace

model::Value known_of(const model::FactEntry& entry, base::Date day) {
  std::vector<const model::Claim*> known;
  for (const model::Claim& claim : entry.claims) {
    const bool later = claim.learned && *claim.learned > day;
    if (!later && claim.quality != model::Quality::alleged) known.push_back(&claim);
  }
  std::vector<model::Value> values;
  for (const model::Claim* claim : known) {
    const bool replaced = std::any_of(known.begin(), known.end(), [&](const model::Claim* other) {
      return other != claim && !claim->source.empty() && other->replaces == claim->source;
    });
    if (!replaced && !claim->value.unknown()) values.push_back(with_days(*claim, day));
  }
  // Every choice of claims that agree, unless one more of them would agree, too.
  struct Reading {
    unsigned claims = 0;
    model::Value value;
  };
  std::vector<Reading> readings;
  for (unsigned chosen = 1; chosen < (1u << values.size()); ++chosen) {
    std::optional<model::Value> value;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if ((chosen >> i & 1u) != 0) value = value ? common(*value, values[i]) : values[i];
    }
    if (!value->unknown()) readings.push_back({chosen, std::move(*value)});
  }
  model::Value result;
  for (const Reading& reading : readings) {
    const bool part_of_another = std::any_of(readings.begin(), readings.end(), [&](const Reading& other) {
      return other.claims != reading.claims && (other.claims & reading.claims) == reading.claims;
    });
    if (part_of_another) continue;
    result.not_applicable = result.not_applicable || reading.value.not_applicable;
    result.candidates.insert(result.candidates.end(), reading.value.candidates.begin(),
                             reading.value.candidates.end());
  }
  return result;
}

const model::RecordedJudgement* decision_on(const model::Case& facts, std::string_view judgement,
                                            std::string_view of, base::Date day) {
  auto day_of = [](const model::RecordedJudgement& entry) {
    return entry.learned.value_or(base::Date::beginning());
  };
  const model::RecordedJudgement* last = nullptr;
  for (const model::RecordedJudgement& entry : facts.judgements) {
    if (entry.judgement != judgement || entry.of != of || day_of(entry) > day) continue;
    if (entry.quality == model::Quality::alleged) continue;
    if (!last || day_of(entry) >= day_of(*last)) last = &entry;
  }
  return last;
}

}  // namespace weir::reference
