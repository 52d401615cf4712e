#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "plan/plan.hpp"

namespace weir::suite {

struct MarkTag;
/// Something that a row of a run can show: a truth of a clause, a rule that fires, a day beside a border.
using MarkId = base::Id<MarkTag>;

/// A part of a rule or definition that can be true or false by itself: a leaf of a condition, a quantifier, a
/// test in a line of a table; or a line as a whole.
struct Clause {
  enum class Kind : std::uint8_t { condition, line };
  /// What a row shows of a condition, as places behind `first`. `turns_…`: with this truth it decided alone.
  enum Shows : std::uint8_t { is_true, is_false, is_open, turns_true, turns_false, shows_count };

  Kind kind = Kind::condition;
  base::Span span;
  std::string text;       ///< as the language prints it: "stake.votes > 50%"
  std::string of;         ///< what it is a clause of: Decision::name
  plan::NodeId node;      ///< its truth
  std::size_t depth = 0;  ///< how many clauses it lies in: a condition on rows lies in its quantifier
  MarkId first;           ///< of a line only `is_true`: it answered

  MarkId mark(Shows what) const { return MarkId(first.index() + what); }
};

/// A node of the tree that a condition is.
struct Part {
  enum class Kind : std::uint8_t { leaf, all, any, none, at_least, negation, some, every, no };
  Kind kind = Kind::leaf;
  plan::NodeId node;                    ///< its truth
  std::vector<std::uint32_t> parts;     ///< places in Decision::parts; of a quantifier the condition on rows
  std::int64_t count = 0;               ///< of at_least
  std::optional<std::uint32_t> clause;  ///< place in CoverageMap::clauses; of leaves and quantifiers
  std::uint32_t list = 0;               ///< of a quantifier: place in Plan::lists
  plan::NodeId selected;                ///< of a quantifier: which rows count
};

/// One condition as a whole: a row shows something of its clauses where it is asked at all.
struct Decision {
  /// A truth that a row must have for the condition to be asked.
  struct Gate {
    plan::NodeId node;
    bool wanted = true;
  };
  std::vector<Part> parts;  ///< the last is the root
  std::vector<Gate> gates;
  plan::NodeId version;                 ///< of a dated wording: the node that picks it; else not valid
  std::size_t place = 0;                ///< of a dated wording: which of the node's versions
  std::optional<std::uint32_t> regime;  ///< whose rows count; none: all
  std::string name;                     ///< "when", "true_if", "2017-09-21.."; empty where there is only one
};

/// A comparison with a figure or a day that the law fixes.
struct Threshold {
  enum Shows : std::uint8_t { below, at, above, shows_count };
  std::uint32_t clause = 0;    ///< place in CoverageMap::clauses
  plan::NodeId value, figure;  ///< the two sides
  plan::TableRef table;        ///< of the comparison
  std::string text;            ///< the figure where it is the same on all days: "50%"; else empty
  base::Rational step;         ///< how near is near; nought: a hundredth of the figure
  bool can_be_below = true, can_be_above = true;
  MarkId first;

  MarkId mark(Shows what) const { return MarkId(first.index() + what); }
  bool possible(Shows what) const {
    return what == below ? can_be_below : what == above ? can_be_above : true;
  }
};

/// A day from which the law is another: a range that begins, or the day after the last of one.
struct Border {
  enum Shows : std::uint8_t { day_before, first_day, shows_count };
  base::Date day;
  std::vector<plan::NodeId> law_dates;
  MarkId first;

  MarkId mark(Shows what) const { return MarkId(first.index() + what); }
};

/// A rule, clock or definition with all that its rows can show.
struct CoverageEntry {
  enum class Kind : std::uint8_t { rule, clock, definition };
  enum Shows : std::uint8_t { fired, silent, open, defeated, shows_count };
  Kind kind = Kind::rule;
  std::string id, title;
  base::Span span;
  std::optional<std::uint32_t> regime;
  std::uint32_t rule = 0;  ///< of a rule: place in Plan::rules
  bool has_exceptions = false;
  MarkId first;  ///< of a rule
  std::vector<std::uint32_t> decisions, clauses, thresholds, borders;

  MarkId mark(Shows what) const { return MarkId(first.index() + what); }
};

/// All that trials can show of a plan's rules. Entries stand by file and place.
struct CoverageMap {
  std::vector<CoverageEntry> entries;
  std::vector<Decision> decisions;
  std::vector<Clause> clauses;
  std::vector<Threshold> thresholds;
  std::vector<Border> borders;
  std::size_t marks = 0;
};

/// Reads the map off the syntax trees and the shapes of proofs that a plan keeps side by side.
CoverageMap coverage_map(const plan::Plan& plan);

}  // namespace weir::suite
