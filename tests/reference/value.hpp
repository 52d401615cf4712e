#pragma once
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/truth.hpp"
#include "language/ast.hpp"
#include "model/value.hpp"
#include "model/vocabulary.hpp"

namespace weir::reference {

/// One amount that is still possible: a range in each currency that it is stated in. Plain numbers, shares
/// and quantities have one range under no currency.
using Amount = std::vector<std::pair<std::string, model::Interval>>;

/// What is known of one value. A value that may not apply answers every comparison with false there. Of what
/// nothing is known it is not known either whether it applies.
struct Value {
  enum class Kind { nothing, truth, number, date, items };
  Kind kind = Kind::nothing;  ///< nothing: `none`, or a value of which not even the kind matters
  bool may_apply = true;
  bool may_not_apply = false;
  base::Truth truth = base::Truth::unknown;
  std::vector<Amount> amounts = {{{"", model::Interval{}}}};  ///< one of these
  base::Date low = base::Date::beginning(), high = base::Date::never();
  std::set<std::string> certain, possible;  ///< of one item `possible` are the candidates
  bool open = true;                         ///< anything else is possible, too
  bool many = false;                        ///< a set, not one item
  const model::Domain* domain = nullptr;    ///< of codes
  friend bool operator==(const Value&, const Value&) = default;
};

Value unknown(Value::Kind kind = Value::Kind::nothing);
/// A value of which not even is known whether it applies.
Value nothing_known(Value::Kind kind);
Value not_applicable();
Value of_truth(base::Truth truth);
Value of_date(base::Date low, base::Date high);
Value of_amounts(std::vector<Amount> amounts);
Value of_item(const std::string& item, const model::Domain* domain);

/// What an amount says in a currency that it is not stated in.
model::Interval abroad(const model::Interval& amount);

/// Whether a value applies; unknown of one of which nothing is known.
base::Truth applies(const Value& value);

/// A value that is one of these.
Value one_of(const std::vector<Value>& values);

/// `a op b`, item by item of what is possible.
base::Truth compare(language::Comparison op, const Value& a, const Value& b);
/// `item in set`, `item not in set`, `left overlaps right`, `left within right`, `set contains item`.
base::Truth is_in(const Value& item, const Value& set);
base::Truth is_not_in(const Value& item, const Value& set);
base::Truth overlaps(const Value& left, const Value& right);
base::Truth is_within(const Value& left, const Value& right);
base::Truth contains(const Value& set, const Value& item);
base::Truth contains_at_least(const Value& set, const Value& wanted, std::int64_t count);

}  // namespace weir::reference
