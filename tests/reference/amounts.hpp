#pragma once
#include <string>
#include <vector>

#include "reference/value.hpp"

namespace weir::reference {

enum class Arithmetic { add, subtract, multiply, divide, greatest, least };

/// What can come out of `a op b`, by arithmetic on the ends of ranges: an end that is excluded is that end,
/// moved by something infinitely small. What may be divided by zero is unknown.
Value calculate(Arithmetic op, const Value& a, const Value& b);
/// `later - earlier`, in days.
Value days_between(const Value& later, const Value& earlier);

/// The range from the lowest to the highest of what an amount can be, in a currency (empty: of no currency).
Value hull_of(const Value& amount, const std::string& currency);

/// A term on one row of a list.
struct Term {
  base::Truth there;     ///< the list has this row
  base::Truth selected;  ///< and it passes the filter
  Value value;
};
/// Whether a list may have rows that nobody speaks of.
enum class Rest { none, more_rows };
/// Whether terms can be less than nothing.
enum class Terms { not_negative, any };

// Each runs through all ways in which it can turn out which rows there are and which of them are selected.
Value count_of(const std::vector<Term>& rows, Rest rest);
Value portion_of(const std::vector<Term>& rows, Rest rest);
Value sum_of(const std::vector<Term>& rows, Rest rest, Terms terms);
enum class Extreme { greatest, least };
Value extreme_of(const std::vector<Term>& rows, Rest rest, Extreme which);

}  // namespace weir::reference
