// Lints on single rules and on pairs of rules, decided over cells.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "lint/desk.hpp"
#include "lint/reasoner.hpp"
#include "model/rule_pattern.hpp"

namespace weir::lint {

using diagnostics::Code;
using plan::CompiledRule;

namespace {

using Answer = Reasoner::Answer;
using Witness = Reasoner::Witness;

constexpr Truths not_false = is_true | is_open;
constexpr Truths not_true = is_false | is_open;

bool waits(const CompiledRule& rule) {
  return rule.rule->status.pending;
}

/// Whether a truth can be had, and on which facts.
Answer can_be(Reasoner& reasoner, plan::NodeId node, Truths wanted, std::string* facts = nullptr) {
  const Matter* matter = reasoner.matter({node});
  if (!matter) return Answer::undecided;
  Witness witness;
  const Answer answer = reasoner.possible(*matter, {{matter->term(0), wanted}}, &witness);
  if (facts && answer == Answer::yes) *facts = reasoner.text(*matter, witness);
  return answer;
}

/// Whether two truths can be had together, and on which facts.
Answer can_both(Reasoner& reasoner, plan::NodeId a, Truths wanted_a, plan::NodeId b, Truths wanted_b,
                std::string* facts = nullptr) {
  const Matter* matter = reasoner.matter({a, b});
  if (!matter) return Answer::undecided;
  Witness witness;
  const Answer answer =
      reasoner.possible(*matter, {{matter->term(0), wanted_a}, {matter->term(1), wanted_b}}, &witness);
  if (facts && answer == Answer::yes) *facts = reasoner.text(*matter, witness);
  return answer;
}

bool share_leaf(Reasoner& reasoner, plan::NodeId a, plan::NodeId b) {
  const Matter* of_a = reasoner.matter({a});
  const Matter* of_b = reasoner.matter({b});
  if (!of_a || !of_b) return false;
  return std::ranges::any_of(
      of_a->leaves(), [&](const auto& leaf) { return std::ranges::binary_search(of_b->leaves(), leaf); });
}

bool same_citations(const model::Rule& a, const model::Rule& b) {
  if (a.cite.empty() || b.cite.empty()) return true;
  return std::ranges::any_of(a.cite, [&](const model::Citation& one) {
    return std::ranges::find(b.cite, one.text, &model::Citation::text) != b.cite.end();
  });
}

}  // namespace

void find_rules_that_never_fire(Desk& desk) {
  Reasoner& reasoner = desk.reasoner();
  for (const CompiledRule& rule : desk.plan().rules) {
    if (waits(rule) || can_be(reasoner, rule.applies, not_false) != Answer::no) continue;
    std::string facts;
    const Answer undefeated = can_be(reasoner, rule.undefeated, is_true, &facts);
    if (undefeated != Answer::yes && desk.has_constant(*rule.rule)) continue;
    auto& diagnostic = desk.report(
        Code::never_fires, *rule.rule, rule.rule->id_span,
        undefeated == Answer::yes
            ? fmt::format("`{}` can never fire: whenever its condition holds, an exception does too",
                          rule.rule->id)
            : fmt::format("`{}` can never fire, whatever the facts are", rule.rule->id));
    if (undefeated == Answer::yes) {
      std::vector<std::string> exceptions;
      for (const std::uint32_t by : rule.defeated_by) exceptions.push_back(desk.plan().rules[by].rule->id);
      diagnostic.note(fmt::format("for example {}: taken out by {}", facts, names_text(exceptions)));
    } else if (can_be(reasoner, rule.condition, is_true, &facts) == Answer::yes) {
      diagnostic.label(rule.rule->in_force_span, "not on these days")
          .note(fmt::format(
              "its condition can hold, for example on {}, but on no day on which it is in force", facts));
    } else {
      diagnostic.label(rule.rule->when.span, "parts of this exclude each other");
    }
    diagnostic.with_help("mend the condition, the dates or the exception, or remove the rule");
  }
}

void find_rules_that_always_fire(Desk& desk) {
  Reasoner& reasoner = desk.reasoner();
  for (const CompiledRule& rule : desk.plan().rules) {
    if (desk.has_constant(*rule.rule)) continue;
    const Matter* matter = reasoner.matter({rule.condition}, Reasoner::Inapplicable::left_out);
    if (!matter || matter->leaves().empty()) continue;
    if (reasoner.possible(*matter, {{matter->term(0), not_true}}) != Answer::no) continue;
    desk.report(Code::always_fires, *rule.rule, rule.rule->id_span,
                fmt::format("`{}` fires on every deal while it is in force", rule.rule->id))
        .label(rule.rule->when.span, "true whatever the facts are, as long as they apply")
        .with_help("mend the condition");
  }
}

void find_same_conditions(Desk& desk) {
  Reasoner& reasoner = desk.reasoner();
  const std::vector<CompiledRule>& rules = desk.plan().rules;
  for (std::size_t a = 0; a < rules.size(); ++a) {
    for (std::size_t b = a + 1; b < rules.size(); ++b) {
      if (rules[a].ref.regime != rules[b].ref.regime || waits(rules[a]) || waits(rules[b])) continue;
      if (!same_citations(*rules[a].rule, *rules[b].rule)) continue;
      std::string facts;
      if (rules[a].undefeated != rules[b].undefeated) {
        const Matter* of_a = reasoner.matter({rules[a].undefeated});
        const Matter* of_b = reasoner.matter({rules[b].undefeated});
        if (!of_a || !of_b || of_a->leaves() != of_b->leaves()) continue;
        if (can_both(reasoner, rules[a].undefeated, is_true, rules[b].undefeated, not_true) != Answer::no ||
            can_both(reasoner, rules[a].undefeated, not_true, rules[b].undefeated, is_true) != Answer::no)
          continue;
      }
      if (can_be(reasoner, rules[a].undefeated, is_true, &facts) != Answer::yes) continue;
      desk.report(Code::same_condition, *rules[b].rule, rules[b].rule->id_span,
                  fmt::format("`{}` and `{}` fire on the same facts", rules[a].rule->id, rules[b].rule->id),
                  "fires whenever the other does")
          .label(rules[a].rule->id_span, "and the other way round")
          .note(fmt::format("for example {}", facts))
          .with_help("make them one rule, or mend the condition of one");
    }
  }
}

namespace {

std::optional<std::size_t> level_of(const model::Regime& regime, const model::Rule& rule,
                                    const std::string& determination) {
  const auto scale = std::ranges::find(regime.determinations, determination, &model::Determination::name);
  const auto outcome = std::ranges::find(rule.outcomes, determination, &model::Rule::Outcome::determination);
  if (scale == regime.determinations.end() || outcome == rule.outcomes.end()) return std::nullopt;
  return static_cast<std::size_t>(std::ranges::find(scale->levels, outcome->level) - scale->levels.begin());
}

}  // namespace

void find_outranked_rules(Desk& desk) {
  Reasoner& reasoner = desk.reasoner();
  const std::vector<CompiledRule>& rules = desk.plan().rules;
  for (const CompiledRule& low : rules) {
    const model::Regime& regime = desk.rule_sets().regimes[low.ref.regime];
    if (waits(low)) continue;
    for (const model::Rule::Outcome& outcome : low.rule->outcomes) {
      const auto level = level_of(regime, *low.rule, outcome.determination);
      // What the lowest level says is nothing in any case.
      if (!level || *level == 0) continue;
      for (const CompiledRule& high : rules) {
        if (high.ref.regime != low.ref.regime || waits(high)) continue;
        const auto above = level_of(regime, *high.rule, outcome.determination);
        if (!above || *above <= *level || !share_leaf(reasoner, low.applies, high.applies)) continue;
        if (can_both(reasoner, low.applies, not_false, high.applies, not_true) != Answer::no) continue;
        std::string facts;
        if (can_both(reasoner, low.applies, is_true, high.applies, is_true, &facts) != Answer::yes) continue;
        desk.report(Code::outranked, *low.rule, outcome.span,
                    fmt::format("whenever `{}` fires, `{}` gives `{}` a higher level", low.rule->id,
                                high.rule->id, outcome.determination),
                    "never the answer")
            .label(high.rule->id_span, "outranks it")
            .note(fmt::format("for example {}", facts))
            .with_help(
                "if one is an exception to the other, say so with `defeats:`; else mend the conditions");
        break;
      }
    }
  }
}

void find_idle_exceptions(Desk& desk) {
  Reasoner& reasoner = desk.reasoner();
  const std::vector<CompiledRule>& rules = desk.plan().rules;
  for (std::uint32_t e = 0; e < rules.size(); ++e) {
    const CompiledRule& exception = rules[e];
    if (waits(exception) || can_be(reasoner, exception.applies, not_false) != Answer::yes) continue;
    for (const model::Rule::Pattern& pattern : exception.rule->defeats) {
      bool idle = false;
      std::vector<std::string> missed;
      for (const CompiledRule& rule : rules) {
        const bool hit = &rule != &exception && model::names_rule(pattern.text, rule.rule->id) &&
                         std::ranges::find(rule.defeated_by, e) != rule.defeated_by.end();
        if (!hit) continue;
        idle = !waits(rule) &&
               can_both(reasoner, exception.applies, not_false, rule.undefeated, not_false) == Answer::no &&
               can_be(reasoner, rule.undefeated, not_false) == Answer::yes;
        if (!idle) break;
        missed.push_back(rule.rule->id);
      }
      if (!idle) continue;
      std::string facts;
      can_be(reasoner, exception.applies, is_true, &facts);
      auto& diagnostic = desk.report(Code::idle_exception, *exception.rule, pattern.span,
                                     fmt::format("`{}` never holds together with {}, which it defeats",
                                                 exception.rule->id, names_text(missed)),
                                     "takes nothing out");
      if (!facts.empty())
        diagnostic.note(fmt::format("it holds for example on {}, where the other is silent anyway", facts));
      diagnostic.with_help("mend the condition, or name the rule that is meant");
    }
  }
}

namespace {

/// True if some facts beside a leaf make its value count; also where that cannot be decided.
bool can_notice(Reasoner& reasoner, const Matter& matter, std::size_t leaf) {
  const std::size_t width = matter.cells()[leaf].values.size();
  if (!matter.cells()[leaf].exact || width < 2) return true;
  const evaluate::TermId term = matter.term(0);
  for (std::size_t cell = 1; cell < width; ++cell) {
    for (const auto& [first, second] : {std::pair(not_false, is_false), std::pair(is_false, not_false),
                                        std::pair(is_true, is_open), std::pair(is_open, is_true)}) {
      const Answer answer = reasoner.possible(
          matter, {{term, first, std::pair(leaf, std::size_t{0})}, {term, second, std::pair(leaf, cell)}});
      if (answer != Answer::no) return true;
    }
  }
  return false;
}

}  // namespace

void find_unnoticed_facts(Desk& desk) {
  Reasoner& reasoner = desk.reasoner();
  for (const CompiledRule& rule : desk.plan().rules) {
    const Matter* matter = desk.has_constant(*rule.rule) ? nullptr : reasoner.matter({rule.condition});
    if (!matter || can_be(reasoner, rule.condition, is_true) == Answer::no) continue;
    for (std::size_t leaf = 0; leaf < matter->leaves().size(); ++leaf) {
      if (can_notice(reasoner, *matter, leaf)) continue;
      const evaluate::OpenLeaf& open = matter->leaves()[leaf];
      auto& diagnostic = desk.report(
          Code::unnoticed_fact, *rule.rule, rule.rule->id_span,
          fmt::format("`{}` comes out the same whatever `{}` is", rule.rule->id, reasoner.name_of(open)));
      bool shown = false;
      desk.reads().each_part(*rule.rule, [&](const ReadAt& at) {
        const check::TypedExpression* typed = desk.reads().typed(*at.expression);
        if (!typed || shown) return;
        const check::Binding& binding = typed->node(at.node).binding;
        const bool fact =
            open.fact.valid() && binding.kind == check::Binding::Kind::fact && binding.fact == open.fact;
        const bool judged = open.judgement.valid() && binding.definition == open.judgement;
        if (!fact && !judged) return;
        diagnostic.label(at.span(), "read here, and never noticed");
        shown = true;
      });
      diagnostic.with_help("look for a clause that already says so, or for `and` in the place of `or`");
    }
  }
}

}  // namespace weir::lint
