#include "suite/judge_judgement.hpp"

#include <algorithm>

#include "model/rule_pattern.hpp"

namespace weir::suite {

using model::Expectation;

bool is_called(const std::string& id, const std::string& name) {
  return id == name || (name.find('.') == std::string::npos && id.ends_with("." + name));
}

std::vector<Mismatch> mismatches_of(const model::OpenJudgement& judgement,
                                    const Expectation::Judged& expected) {
  const Rewrite removed{Rewrite::Kind::remove, ""};
  std::vector<Mismatch> found;
  const auto add = [&](std::string wanted, std::string actual, base::Span span, std::string rule,
                       Rewrite rewrite) {
    std::vector<std::string> rules;
    if (!rule.empty()) rules.push_back(std::move(rule));
    found.push_back(
        {judgement.id, std::move(wanted), std::move(actual), span, std::move(rules), std::move(rewrite)});
  };
  if (expected.presumed) {
    const std::string actual = !judgement.presumed ? "none" : *judgement.presumed ? "true" : "false";
    if (actual != expected.presumed->name)
      add("presumed: " + expected.presumed->name, "presumed: " + actual, expected.presumed->span, "",
          Rewrite{Rewrite::Kind::replace, actual});
  }
  for (const Expectation::Lean& lean : expected.leanings) {
    const auto word = [&](bool toward) { return lean.rule + " leans to " + (toward ? "true" : "false"); };
    const auto point = std::ranges::find_if(judgement.leanings, [&](const model::Point& each) {
      return model::names_rule(lean.rule, each.rule) && !each.open;
    });
    if (point == judgement.leanings.end()) {
      add(word(lean.toward), "no such leaning", lean.item_span, lean.rule, removed);
    } else if (point->toward != lean.toward) {
      add(word(lean.toward), word(!lean.toward), lean.toward_span, lean.rule,
          Rewrite{Rewrite::Kind::replace, lean.toward ? "false" : "true"});
    }
  }
  const auto judge_points = [&](const std::vector<Expectation::Open>& wanted,
                                const std::vector<model::Point>& points, const std::string& side) {
    for (const Expectation::Open& one : wanted) {
      const bool own = one.name == Expectation::own_point;
      const bool said = std::ranges::any_of(points, [&](const model::Point& point) {
        return !point.open && (own ? point.rule.empty() : model::names_rule(one.name, point.rule));
      });
      if (!said) add(one.name + " " + side, "nothing certain", one.span, own ? "" : one.name, removed);
    }
  };
  judge_points(expected.points_for, judgement.points_for, "for");
  judge_points(expected.points_against, judgement.points_against, "against");
  return found;
}

}  // namespace weir::suite
