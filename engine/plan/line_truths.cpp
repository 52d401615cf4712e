#include "plan/line_truths.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace weir::plan {

namespace {

/// A test of one input, or its negation.
struct Literal {
  std::size_t input = 0;
  NodeId test;
  bool wanted = true;

  std::pair<std::size_t, NodeId> question() const { return {input, test}; }
};

using Line = std::vector<Literal>;

/// Nodes that may be spent on one line.
constexpr int most_branches = 128;

Line line_of(const Builder& build, const std::vector<LineTest>& tests) {
  Line line;
  for (const auto& [input, test] : tests) {
    const Node& node = build.node(test);
    line.push_back(node.op == Op::logical_not ? Literal{input, node.inputs[0], false}
                                              : Literal{input, test, true});
  }
  return line;
}

/// What is left to ask of a line once a question is answered; none if it can no longer match.
std::optional<Line> answered(const Line& line, const Literal& asked, bool answer) {
  Line rest;
  for (const Literal& literal : line) {
    if (literal.question() != asked.question()) {
      rest.push_back(literal);
    } else if (literal.wanted != answer) {
      return std::nullopt;
    }
  }
  return rest;
}

std::vector<Line> answered(const std::vector<Line>& lines, const Literal& asked, bool answer) {
  std::vector<Line> rest;
  for (const Line& line : lines) {
    if (auto left = answered(line, asked, answer)) rest.push_back(std::move(*left));
  }
  return rest;
}

/// True if some test is asked both ways, so that it can be certain that one of the lines matches though it is
/// not known which. Without that the lines that may match are those that may be the first.
bool asked_both_ways(const std::vector<Line>& lines) {
  std::set<std::pair<std::size_t, NodeId>> wanted, refused;
  for (const Line& line : lines) {
    for (const Literal& literal : line) (literal.wanted ? wanted : refused).insert(literal.question());
  }
  return std::ranges::any_of(wanted, [&](const auto& question) { return refused.contains(question); });
}

/// That none of some lines matches, built test by test. Where both answers of a test lead to the same, it is
/// so whatever the answer: a plain `not (a or b)` does not see that.
class NoneMatches {
 public:
  explicit NoneMatches(Builder& build) : build_(build) {}

  /// None if it would take too many nodes.
  std::optional<NodeId> of(const std::vector<Line>& lines) {
    if (std::ranges::any_of(lines, &Line::empty)) return constant(false);
    if (lines.empty()) return constant(true);
    if (++branches_ > most_branches) return std::nullopt;
    const Literal asked = lines.front().front();
    const NodeId test = asked.test;
    const auto yes = of(answered(lines, asked, true));
    const auto no = of(answered(lines, asked, false));
    if (!yes || !no) return std::nullopt;
    const NodeId refused = build_.logical_not(test);
    if (*yes == *no) return yes;
    if (*yes == constant(false)) return both(refused, *no);
    if (*no == constant(false)) return both(test, *yes);
    if (*yes == constant(true)) return build_.logical_or({test, *no});
    if (*no == constant(true)) return build_.logical_or({refused, *yes});
    return build_.logical_or({both(test, *yes), both(refused, *no), both(*yes, *no)});
  }

 private:
  NodeId constant(bool value) { return build_.truth(base::truth_of(value)); }
  NodeId both(NodeId a, NodeId b) { return b == constant(true) ? a : build_.logical_and({a, b}); }

  Builder& build_;
  int branches_ = 0;
};

}  // namespace

LineTruths line_truths(Builder& build, const LineTests& lines) {
  LineTruths result;
  std::vector<Line> earlier;
  for (const std::vector<LineTest>& tests : lines) {
    const Line line = line_of(build, tests);
    // What the earlier lines still ask where this one matches.
    std::vector<Line> left;
    std::vector<std::size_t> places;
    bool shared = false;
    for (const Line& before : earlier) {
      std::optional<Line> rest = before;
      for (const Literal& literal : line) {
        if (rest) rest = answered(*rest, literal, literal.wanted);
      }
      if (!rest) continue;
      shared = shared || rest->size() < before.size();
      left.push_back(std::move(*rest));
      places.push_back(static_cast<std::size_t>(&before - earlier.data()));
    }
    std::vector<NodeId> all;
    for (const LineTest& test : tests) all.push_back(test.node);
    result.matches.push_back(build.logical_and(all));
    std::optional<NodeId> none;
    if (shared || asked_both_ways(left)) none = NoneMatches(build).of(left);
    if (none) {
      all.push_back(*none);
    } else {
      // Lines are gone through up to one that certainly answers. Of one that fits and perhaps does not
      // answer, as others may come before it, the lines behind must be told.
      for (const std::size_t place : places) {
        if (result.answers[place] != result.matches[place])
          all.push_back(build.logical_not(result.matches[place]));
      }
    }
    result.answers.push_back(build.logical_and(std::move(all)));
    earlier.push_back(line);
  }
  return result;
}

}  // namespace weir::plan
