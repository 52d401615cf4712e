#pragma once
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "evaluate/run.hpp"
#include "suite/rule_set_diff.hpp"

namespace weir::suite {

/// A clause that made an answer another one, with what of it counts for the case.
struct Responsible {
  ClauseKind kind{};
  std::string id, title;
  std::vector<PartChange> parts;
  friend bool operator==(const Responsible&, const Responsible&) = default;
};

/// One case on one side.
struct SeenCase {
  const evaluate::Run* run = nullptr;
  std::size_t row = 0;
};

/// Finds the clauses because of which rules say something else of one case under another rule set: from each
/// rule down both plans side by side, where what is meant differs and, as far as rows can be told, the value
/// too; to the innermost clauses whose own words differ.
class ClauseFinder {
 public:
  ClauseFinder(const RuleSetDiff& diff, SeenCase before, SeenCase after)
      : diff_(diff), before_(before), after_(after) {}

  /// Which of what a rule says is asked about.
  struct Question {
    std::vector<std::string> effects;  ///< labels of parts: "gives filing", "points of acquirer"
    enum class Day : std::uint8_t { none, due, until };
    Day day = Day::none;  ///< the day of its duty, or the last one of its effect
    /// Truths that do not differ are followed as well: what is open on both sides may be open otherwise.
    enum class Follow : std::uint8_t { values, meanings } follow = Follow::values;
  };
  /// Adds what is responsible for another answer of the rule with this id.
  void add_rule(const std::string& id, const Question& question);
  /// In the order found, each once.
  std::vector<Responsible> take() { return std::move(found_); }

 private:
  /// Places in the rows of a node's table; -1: not known.
  struct Rows {
    std::ptrdiff_t before = 0, after = 0;
  };
  struct Frame {
    ClauseKind kind{};
    std::string id;
    std::vector<std::string> labels;  ///< which parts may be named; empty: all
  };
  struct At {
    plan::NodeId node;
    std::ptrdiff_t row = 0;
  };

  bool walk(plan::NodeId a, plan::NodeId b, Rows rows);
  bool walk_differing(At a, At b);
  bool walk_inside(At a, At b);
  bool walk_joined(At a, At b);
  bool walk_version(At a, At b);
  bool walk_inputs(At a, At b);
  bool walk_from(At a, std::size_t input_a, At b, std::size_t input_b);
  bool mismatch(At a, At b);
  bool record(const Frame& frame, std::vector<PartChange> parts);
  std::vector<PartChange> parts_of_frame(const Frame& frame) const;
  bool own_words_differ(const Frame& frame) const { return !parts_of_frame(frame).empty(); }

  At bare(const SeenCase& seen, At at) const;
  std::ptrdiff_t row_of_input(const SeenCase& seen, At at, plan::NodeId input) const;
  bool same_value(At a, At b) const;
  base::Truth truth(const SeenCase& seen, At at) const;
  std::vector<std::string> picked_days(const SeenCase& seen, At version) const;
  void focus_on(const plan::Node& test, At a);
  const plan::Plan& plan_of(const SeenCase& seen) const { return seen.run->plan(); }

  const RuleSetDiff& diff_;
  SeenCase before_, after_;
  bool follow_meanings_ = false;
  std::vector<Frame> frames_;
  std::set<std::string> focus_;  ///< items whose membership of a group is asked for
  std::map<std::tuple<plan::NodeId, std::ptrdiff_t, plan::NodeId, std::ptrdiff_t>, bool> seen_;
  std::set<std::pair<std::string, Question::Day>> rules_;  ///< being followed
  std::vector<Responsible> found_;
};

}  // namespace weir::suite
