#include <algorithm>

#include "language/printer.hpp"
#include "suite/clauses.hpp"
#include "suite/mutant.hpp"
#include "suite/mutate_dated.hpp"
#include "suite/mutate_expression.hpp"

namespace weir::suite {

using model::Condition;
using model::Expression;

namespace {

std::string text_of(const Condition& condition);

std::string list_text(const std::vector<Condition>& parts) {
  std::string text;
  for (const Condition& part : parts) text += (text.empty() ? "" : ", ") + text_of(part);
  return "[" + text + "]";
}

std::string_view word_of(Condition::Kind kind) {
  switch (kind) {
    case Condition::Kind::all:
      return "all";
    case Condition::Kind::any:
      return "any";
    case Condition::Kind::none:
      return "none";
    case Condition::Kind::at_least:
      return "at_least";
    case Condition::Kind::expression:
      break;
  }
  return "is";
}

/// A condition as a rule author could write it on one line.
std::string text_of(const Condition& condition) {
  if (condition.kind == Condition::Kind::expression) return language::print(condition.expression.ast);
  const std::string word(word_of(condition.kind));
  if (condition.kind == Condition::Kind::at_least)
    return word + ": {n: " + std::to_string(condition.count) + ", of: " + list_text(condition.parts) + "}";
  return word + ": " + list_text(condition.parts);
}

base::Span span_of(const Condition& condition) {
  return condition.kind == Condition::Kind::expression ? condition.expression.text.whole : condition.span;
}

/// The same as YAML: every text quoted.
std::string yaml_of(const Condition& condition);

std::string yaml_list(const std::vector<Condition>& parts) {
  std::string text;
  for (const Condition& part : parts) text += (text.empty() ? "" : ", ") + yaml_of(part);
  return "[" + text + "]";
}

/// What stands behind the key of a condition.
std::string yaml_value(const Condition& condition) {
  if (condition.kind == Condition::Kind::expression)
    return quoted_scalar(language::print(condition.expression.ast));
  if (condition.kind == Condition::Kind::at_least)
    return "{n: " + std::to_string(condition.count) + ", of: " + yaml_list(condition.parts) + "}";
  return yaml_list(condition.parts);
}

std::string yaml_of(const Condition& condition) {
  if (condition.kind == Condition::Kind::expression) return yaml_value(condition);
  return "{" + std::string(word_of(condition.kind)) + ": " + yaml_value(condition) + "}";
}

/// Two values of one field that change places whenever it is called.
template <typename Find, typename Value>
std::function<void(model::RuleSets&)> exchanging(Find find, Value value) {
  return [find = std::move(find), value = std::move(value)](model::RuleSets& sets) mutable {
    std::swap(find(sets), value);
  };
}

template <typename Wanted, typename Provision>
Wanted& nth(Provision& provision, std::size_t n) {
  Wanted* found = nullptr;
  std::size_t seen = 0;
  walk(provision, [&]<typename Part>(Part& part) {
    if constexpr (std::is_same_v<Part, Wanted>) {
      if (seen++ == n) found = &part;
    }
  });
  return *found;
}

/// All mutants of one rule or definition.
class Mutating {
 public:
  Mutating(Place place, const model::Provision& provision, std::vector<Mutant>& into)
      : place_(place), provision_(provision), into_(into) {}

  void mutate(const model::Rule& rule, const model::Regime& regime) {
    mutate_parts(rule);
    if (rule.unless) {
      const auto unless = [place = place_](model::RuleSets & sets) -> auto& {
        return rule_at(sets, place).unless;
      };
      Mutant& made = add(MutantKind::exception, span_of(*rule.unless), "unless " + text_of(*rule.unless), "");
      made.swap = exchanging(unless, std::optional<Condition>());
    }
    mutate_defeats(rule);
    for (std::size_t i = 0; i < rule.outcomes.size(); ++i) mutate_level(rule, i, regime);
    for (std::size_t i = 0; i < rule.risk.size(); ++i) mutate_points(rule.risk[i], i);
    for (std::size_t i = 0; i < rule.leans.size(); ++i) {
      const model::Rule::Lean& lean = rule.leans[i];
      const auto word = [&](bool value) { return lean.judgement + ": " + (value ? "true" : "false"); };
      Mutant& made = add(MutantKind::presumption, lean.span, word(lean.value), word(!lean.value));
      made.swap = exchanging(
          [place = place_, i](model::RuleSets& sets) -> bool& { return rule_at(sets, place).leans[i].value; },
          !lean.value);
    }
    mutate_in_force(rule);
  }

  void mutate(const model::Definition& definition) {
    mutate_parts(definition);
    mutate_in_force(definition);
    if (const auto* table = std::get_if<model::Table>(&definition.body)) mutate_table(*table);
    if (const auto* judgement = std::get_if<model::Judgement>(&definition.body)) mutate_judgement(*judgement);
    if (const auto* group = std::get_if<model::Group>(&definition.body)) mutate_group(*group);
    if (const auto* clock = std::get_if<model::Clock>(&definition.body)) mutate_clock(*clock);
    for (DateChange& change : dated_changes_of(definition)) {
      Mutant& made = add(MutantKind::date, change.span, change.before, change.after);
      made.swap = exchanging(
          [place = place_](model::RuleSets & sets) -> auto& { return definition_at(sets, place).body; },
          std::move(change.body));
      if (change.kept_in_nodes == DateChange::Kept::nowhere) made.changed = definition.id;
    }
  }

 private:
  static model::Rule& rule_at(model::RuleSets& sets, Place place) {
    return sets.regimes[*place.regime].rules[place.index];
  }
  static model::Definition& definition_at(model::RuleSets& sets, Place place) {
    return sets.definitions[place.index];
  }
  template <typename Body>
  static Body& body_at(model::RuleSets& sets, Place place) {
    return std::get<Body>(definition_at(sets, place).body);
  }
  template <typename Part>
  static Part& part_at(model::RuleSets& sets, Place place, std::size_t n) {
    return place.regime ? nth<Part>(rule_at(sets, place), n) : nth<Part>(definition_at(sets, place), n);
  }

  Mutant& add(MutantKind kind, base::Span span, std::string before, std::string after) {
    Mutant& made = into_.emplace_back();
    made.kind = kind;
    made.owner = provision_.id;
    made.span = span;
    made.before = std::move(before);
    made.after = std::move(after);
    return made;
  }

  template <typename Provision>
  void mutate_parts(const Provision& provision) {
    std::size_t expressions = 0, conditions = 0;
    walk(provision, [&]<typename Part>(const Part& part) {
      if constexpr (std::is_same_v<Part, Expression>) {
        mutate_expression(part, expressions++);
      } else {
        mutate_condition(part, conditions++);
      }
    });
  }

  void mutate_expression(const Expression& expression, std::size_t n) {
    for (ChangedExpression& change : changes_of(expression)) {
      Mutant& made = add(change.kind, change.span, change.before, change.after);
      made.of = change.of;
      made.patch = {expression.text.whole, quoted_scalar(language::print(change.ast))};
      made.swap = exchanging(
          [place = place_, n](model::RuleSets& sets) -> language::Ast& {
            return part_at<Expression>(sets, place, n).ast;
          },
          std::move(change.ast));
    }
  }

  void change_condition(const Condition& before, std::size_t n, Condition after, Mutant& made) {
    // Behind the same key the new condition can stand where the old one stands.
    if (before.kind == after.kind) made.patch = {before.span, yaml_value(after)};
    made.swap =
        exchanging([place = place_,
                    n](model::RuleSets& sets) -> Condition& { return part_at<Condition>(sets, place, n); },
                   std::move(after));
  }

  void mutate_condition(const Condition& condition, std::size_t n) {
    using Kind = Condition::Kind;
    if (condition.kind == Kind::expression) return;
    const Kind other = condition.kind == Kind::all   ? Kind::any
                       : condition.kind == Kind::any ? Kind::all
                                                     : Kind::any;
    if (condition.kind != Kind::at_least && (condition.parts.size() > 1 || condition.kind == Kind::none)) {
      Condition after = condition;
      after.kind = other;
      change_condition(condition, n, after,
                       add(MutantKind::connective, condition.span, text_of(condition), text_of(after)));
    }
    for (const std::int64_t count : {condition.count - 1, condition.count + 1}) {
      if (condition.kind != Kind::at_least || count < 1 ||
          static_cast<std::size_t>(count) > condition.parts.size())
        continue;
      Condition after = condition;
      after.count = count;
      change_condition(condition, n, after,
                       add(MutantKind::number, condition.span, text_of(condition), text_of(after)));
    }
    const std::size_t fewest =
        condition.kind == Kind::at_least ? static_cast<std::size_t>(condition.count) : 1;
    if (condition.parts.size() <= fewest) return;
    for (std::size_t i = 0; i < condition.parts.size(); ++i) {
      Condition after = condition;
      after.parts.erase(after.parts.begin() + static_cast<std::ptrdiff_t>(i));
      Mutant& made = add(MutantKind::condition, span_of(condition.parts[i]), text_of(condition.parts[i]), "");
      made.of = text_of(condition);
      change_condition(condition, n, std::move(after), made);
    }
  }

  void mutate_defeats(const model::Rule& rule) {
    for (std::size_t i = 0; i < rule.defeats.size(); ++i) {
      auto rest = rule.defeats;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      Mutant& made = add(MutantKind::exception, rule.defeats[i].span, "defeats " + rule.defeats[i].text, "");
      made.swap = exchanging(
          [place = place_](model::RuleSets & sets) -> auto& { return rule_at(sets, place).defeats; },
          std::move(rest));
    }
  }

  void mutate_level(const model::Rule& rule, std::size_t i, const model::Regime& regime) {
    const model::Rule::Outcome& outcome = rule.outcomes[i];
    const auto scale =
        std::ranges::find(regime.determinations, outcome.determination, &model::Determination::name);
    if (scale == regime.determinations.end()) return;
    const auto level = std::ranges::find(scale->levels, outcome.level);
    const auto add_level = [&](const std::string& other) {
      Mutant& made = add(MutantKind::level, outcome.span, outcome.determination + ": " + outcome.level,
                         outcome.determination + ": " + other);
      made.swap = exchanging(
          [ place = place_,
            i ](model::RuleSets & sets) -> auto& { return rule_at(sets, place).outcomes[i].level; },
          other);
    };
    if (level == scale->levels.end()) return;
    if (level != scale->levels.begin()) add_level(*std::prev(level));
    if (std::next(level) != scale->levels.end()) add_level(*std::next(level));
  }

  void mutate_points(const model::Rule::Points& points, std::size_t i) {
    const auto text = [&](std::int64_t count) { return points.factor + ": " + std::to_string(count); };
    for (const std::int64_t other : {points.points - 1, points.points + 1}) {
      Mutant& made = add(MutantKind::points, points.span, text(points.points), text(other));
      made.swap = exchanging(
          [ place = place_,
            i ](model::RuleSets & sets) -> auto& { return rule_at(sets, place).risk[i].points; },
          other);
    }
  }

  template <typename Provision>
  void mutate_in_force(const Provision& provision) {
    if (!provision.in_force || provision.status.pending) return;
    for (const model::DateRange& range : shifted_ends(*provision.in_force)) {
      const std::string text = to_text(range);
      Mutant& made = add(MutantKind::date, provision.in_force_span,
                         "in_force: " + to_text(*provision.in_force), "in_force: " + text);
      made.patch = {provision.in_force_span, text};
      made.swap = exchanging(
          [place = place_](model::RuleSets & sets) -> auto& {
            return place.regime ? rule_at(sets, place).in_force : definition_at(sets, place).in_force;
          },
          std::optional<model::DateRange>(range));
    }
  }

  void change_lines(const model::Table& table, std::size_t line, MutantKind kind, std::string before,
                    std::string after, std::vector<model::Table::Line> lines) {
    Mutant& made = add(kind, table.lines[line].span, std::move(before), std::move(after));
    made.swap = exchanging(
        [place = place_](model::RuleSets & sets) -> auto& {
          return body_at<model::Table>(sets, place).lines;
        },
        std::move(lines));
  }

  static std::string line_text(const model::Table::Line& line) {
    std::string text;
    for (const Expression& test : line.tests) text += language::print(test.ast) + ", ";
    return "[" + text + language::print(line.answer.ast) + "]";
  }

  void mutate_table(const model::Table& table) {
    for (std::size_t i = 0; i < table.lines.size(); ++i) {
      const std::string text = line_text(table.lines[i]);
      auto without = table.lines;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      change_lines(table, i, MutantKind::line, text, "", std::move(without));
      if (i + 1 == table.lines.size()) break;
      auto swapped = table.lines;
      std::swap(swapped[i], swapped[i + 1]);
      change_lines(table, i, MutantKind::line, text + " before " + line_text(table.lines[i + 1]),
                   line_text(table.lines[i + 1]) + " before " + text, std::move(swapped));
      auto answered = table.lines;
      answered[i].answer = table.lines[i + 1].answer;
      if (line_text(answered[i]) != text) {
        std::string after = line_text(answered[i]);
        change_lines(table, i, MutantKind::answer, text, std::move(after), std::move(answered));
      }
    }
  }

  /// A part of a judgement that goes.
  void drop_line(const char* key, std::optional<Condition> model::Judgement::*part,
                 const model::Judgement& body) {
    if (!(body.*part)) return;
    Mutant& made =
        add(MutantKind::condition, span_of(*(body.*part)), key + (": " + text_of(*(body.*part))), "");
    made.swap = exchanging(
        [ place = place_,
          part ](model::RuleSets & sets) -> auto& { return body_at<model::Judgement>(sets, place).*part; },
        std::optional<Condition>());
  }

  void mutate_judgement(const model::Judgement& body) {
    drop_line("true_if", &model::Judgement::true_if, body);
    drop_line("false_if", &model::Judgement::false_if, body);
    drop_line("presumed_if", &model::Judgement::presumed_if, body);
    drop_line("speaks for", &model::Judgement::speaks_for, body);
    drop_line("speaks against", &model::Judgement::speaks_against, body);
    if (!body.presumed) return;
    const auto text = [](bool value) { return std::string("presumed: ") + (value ? "true" : "false"); };
    Mutant& made =
        add(MutantKind::presumption, provision_.id_span, text(*body.presumed), text(!*body.presumed));
    made.swap = exchanging(
        [place = place_](model::RuleSets & sets) -> auto& {
          return body_at<model::Judgement>(sets, place).presumed;
        },
        std::optional<bool>(!*body.presumed));
  }

  void mutate_group(const model::Group& group) {
    for (std::size_t i = 0; group.members.size() > 1 && i < group.members.size(); ++i) {
      auto rest = group.members;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      Mutant& made = add(MutantKind::member, group.members[i].span, group.members[i].code, "");
      made.of = provision_.id;
      made.swap = exchanging(
          [place = place_](model::RuleSets & sets) -> auto& {
            return body_at<model::Group>(sets, place).members;
          },
          std::move(rest));
    }
  }

  void mutate_clock(const model::Clock& clock) {
    for (std::size_t i = 0; i < clock.stages.size(); ++i) {
      const model::Stage& stage = clock.stages[i];
      if (stage.exists) {
        Mutant& made =
            add(MutantKind::condition, span_of(*stage.exists), "if: " + text_of(*stage.exists), "");
        made.of = stage.name;
        made.swap = exchanging(
            [ place = place_, i ](model::RuleSets & sets) -> auto& {
              return body_at<model::Clock>(sets, place).stages[i].exists;
            },
            std::optional<Condition>());
      }
      if (stage.not_after) {
        Mutant& made = add(MutantKind::exception, stage.not_after->text.whole,
                           "not_after: " + language::print(stage.not_after->ast), "");
        made.of = stage.name;
        made.swap = exchanging(
            [ place = place_, i ](model::RuleSets & sets) -> auto& {
              return body_at<model::Clock>(sets, place).stages[i].not_after;
            },
            std::optional<Expression>());
      }
    }
  }

  Place place_;
  const model::Provision& provision_;
  std::vector<Mutant>& into_;
};

}  // namespace

std::string_view to_text(MutantKind kind) {
  static constexpr std::string_view words[] = {"comparison",  "connective", "number",    "member", "date",
                                               "condition",   "negation",   "exception", "line",   "answer",
                                               "presumption", "level",      "points"};
  return words[static_cast<std::size_t>(kind)];
}

std::vector<Mutant> mutants_of(const model::RuleSets& rule_sets, const Wanted& wanted) {
  std::vector<Mutant> mutants;
  for (std::size_t r = 0; r < rule_sets.regimes.size(); ++r) {
    const model::Regime& regime = rule_sets.regimes[r];
    for (std::size_t i = 0; i < regime.rules.size(); ++i) {
      const model::Rule& rule = regime.rules[i];
      if (wanted(rule, regime.id)) Mutating({r, i}, rule, mutants).mutate(rule, regime);
    }
    for (std::size_t i = 0; i < rule_sets.definitions.size(); ++i) {
      const model::Definition& definition = rule_sets.definitions[i];
      if (definition.regime != regime.id || !wanted(definition, regime.id)) continue;
      Mutating({std::nullopt, i}, definition, mutants).mutate(definition);
    }
  }
  return mutants;
}

}  // namespace weir::suite
