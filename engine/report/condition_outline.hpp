#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "check/checked.hpp"
#include "model/condition.hpp"
#include "report/expression_words.hpp"

namespace weir::report {

/// A condition as a list with lists in it: a leaf is a condition in words, else `text` says how many of the
/// parts must hold.
struct Outline {
  std::string text;  ///< "all of these", "none of these"; of a leaf the condition
  std::vector<Outline> parts;
};

inline constexpr std::string_view all_words = "all of these", any_words = "at least one of these";

/// The outline of a condition, whether it is written as nested lists or joined in one expression. Lists of
/// one kind inside each other become one.
Outline outline_of(const check::Checked& checked, const ExpressionWords& words,
                   const model::Condition& condition);

}  // namespace weir::report
