#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/rational.hpp"
#include "base/span.hpp"

namespace weir::model {

/// Numbers between two bounds: a share, a number, a quantity in its dimension's first unit, an amount of
/// money. A missing bound is open-ended.
struct Interval {
  std::optional<base::Rational> low, high;
  bool low_open = false;  ///< `over 5%`: the bound itself is excluded
  bool high_open = false;
  static Interval exactly(base::Rational value) { return {value, value, false, false}; }
  bool is_point() const { return low && high && *low == *high; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// An amount stated in one currency or, as equivalents, in several.
struct Money {
  struct Amount {
    std::string currency;
    Interval amount;
    friend bool operator==(const Amount&, const Amount&) = default;
  };
  std::vector<Amount> amounts;
  friend bool operator==(const Money&, const Money&) = default;
};

/// Days between two, both included. `not_yet`: after the day the claim was learned (or after known-on),
/// perhaps never.
struct DateInterval {
  base::Date low, high;
  bool not_yet = false;
  friend bool operator==(const DateInterval&, const DateInterval&) = default;
};

/// From a day to a day; either may be only partly known.
struct PeriodValue {
  DateInterval from, to;
  friend bool operator==(const PeriodValue&, const PeriodValue&) = default;
};

/// A figure before and after the deal.
struct Change {
  Interval before, after;
  friend bool operator==(const Change&, const Change&) = default;
};

/// A code or a party id.
struct Item {
  std::string id;
  friend bool operator==(const Item&, const Item&) = default;
};

/// Members that are certain; when `open` there may be more.
struct SetValue {
  std::vector<std::string> members;  ///< sorted, unique
  bool open = false;
  friend bool operator==(const SetValue&, const SetValue&) = default;
};

struct Text {
  std::string text;
  friend bool operator==(const Text&, const Text&) = default;
};

using Candidate =
    std::variant<bool, Interval, Money, DateInterval, PeriodValue, Change, Item, SetValue, Text>;

/// What is stated of a fact: one of some candidates, all of one alternative. No candidates and not
/// `not_applicable` means nothing is known.
struct Value {
  std::vector<Candidate> candidates;
  bool not_applicable =
      false;  ///< it may be that the fact does not apply (certainly, when there are no candidates)
  bool unknown() const { return candidates.empty() && !not_applicable; }
  friend bool operator==(const Value&, const Value&) = default;
};

}  // namespace weir::model
