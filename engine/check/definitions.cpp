#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "check/analysis.hpp"
#include "check/table_checker.hpp"

namespace weir::check {

using diagnostics::Code;
using model::Kind;
using model::Shape;
using model::Type;

const DefinitionInfo& Analysis::require(DefinitionId id, base::Span read_at, Direction direction) {
  auto& state = states_[id.index()];
  if (!stack_.empty()) {
    stack_.back().read_at = read_at;
    stack_.back().direction = direction;
  }
  auto& info = result_.definitions[id.index()];
  if (state == State::active) {
    const auto first = std::ranges::find(stack_, id, &Frame::definition);
    const bool upward = std::any_of(first, stack_.end(),
                                    [](const Frame& frame) { return frame.direction == Direction::upward; });
    if (!upward || definition(id).attribute_of != "party") {
      report_cycle(static_cast<std::size_t>(first - stack_.begin()));
      static const DefinitionInfo mistaken;
      return mistaken;
    }
    info.recursive = true;
    info.type = shallow_type(definition(id));
    provisional_[id] = info.type;
    return info;
  }
  if (state == State::untouched) {
    state = State::active;
    stack_.push_back({id, {}, {}});
    type_definition(id);
    stack_.pop_back();
    states_[id.index()] = State::done;
    result_.order.push_back(id);
    const auto given = provisional_.find(id);
    if (given != provisional_.end() && !(given->second == info.type) && info.type.kind != Kind::error) {
      sink_
          .emit(Code::definition_cycle, definition(id).id_span,
                "`" + definition(id).id + "` reads itself on its holders, and its type cannot be told",
                "this is of type " + vocabulary_.describe(info.type))
          .with_help("only a condition or a joint interest can be read on the holders in its own text")
          .in(definition(id).id);
    }
  }
  return info;
}

Type Analysis::shallow_type(const model::Definition& declared) const {
  using language::NodeKind;
  const auto of = [](const model::Expression& expression) -> Type {
    if (!expression.present()) return {};
    switch (expression.ast.nodes.back().kind) {
      case NodeKind::joint_interest:
      case NodeKind::largest_joint_interest:
        return {.kind = Kind::share, .change = true};
      case NodeKind::portion_of:
      case NodeKind::percent:
      case NodeKind::fraction:
        return {.kind = Kind::share};
      case NodeKind::count_of:
        return {.kind = Kind::number};
      default:
        return {.kind = Kind::truth};
    }
  };
  if (const auto* condition = std::get_if<model::Condition>(&declared.body)) {
    return condition->kind == model::Condition::Kind::expression ? of(condition->expression)
                                                                 : Type{.kind = Kind::truth};
  }
  if (const auto* table = std::get_if<model::Table>(&declared.body)) {
    for (const auto& line : table->lines) {
      const Type type = of(line.answer);
      if (type.kind != Kind::error) return type;
    }
  }
  return {.kind = Kind::truth};
}

void Analysis::type_attribution(const model::Attribution& body, const Scope& scope) {
  std::vector<std::string> measures = body.method.measures;
  measures.insert(measures.end(), body.method.partnership_measures.begin(),
                  body.method.partnership_measures.end());
  std::vector<std::string> known;
  for (const auto fact : vocabulary_.entity(vocabulary_.holding).facts) {
    if (vocabulary_.fact(fact).type.change) known.push_back(vocabulary_.fact(fact).field);
  }
  for (std::size_t i = 0; i < measures.size(); ++i) {
    if (std::ranges::find(known, measures[i]) != known.end()) continue;
    const base::Span span = i < body.measure_spans.size() && body.measure_spans[i].file.valid()
                                ? body.measure_spans[i]
                                : scope.owner_span;
    auto& diagnostic = sink_.emit(Code::unknown_measure, span,
                                  "a holding has no measure `" + measures[i] + "`", "no such measure");
    diagnostics::suggest(diagnostic, base::closest(measures[i], known), span, "measure");
    diagnostic.in(scope.owner);
  }
  if (body.circle.empty()) return;
  const auto circle = find_definition(body.circle);
  if (circle && std::holds_alternative<model::Circle>(definition(*circle).body)) {
    require(*circle, body.circle_span);
    return;
  }
  std::vector<std::string> circles;
  for (const auto& declared : rule_sets_.definitions) {
    if (std::holds_alternative<model::Circle>(declared.body)) circles.push_back(declared.id);
  }
  auto& diagnostic = sink_.emit(Code::unknown_method, body.circle_span,
                                "there is no circle `" + body.circle + "`", "no such circle");
  diagnostics::suggest(diagnostic, base::closest(body.circle, circles), body.circle_span, "circle");
  diagnostic.in(scope.owner);
}

void Analysis::type_circle(const model::Circle& body, const Scope& scope) {
  if (const auto kinds = vocabulary_.find_domain("relation-kind")) {
    std::vector<std::string> known;
    for (const auto& code : vocabulary_.domain(*kinds).codes) known.push_back(code.id);
    for (std::size_t i = 0; i < body.links.size(); ++i) {
      if (std::ranges::find(known, body.links[i]) != known.end()) continue;
      auto& diagnostic =
          sink_.emit(Code::unknown_code, body.link_spans[i],
                     "`" + body.links[i] + "` is not a code of relation-kind", "no such kind of tie");
      diagnostics::suggest(diagnostic, base::closest(body.links[i], known), body.link_spans[i], "code");
      diagnostic.in(scope.owner);
    }
  }
  if (!body.judged.empty()) {
    const auto judgement = find_definition("pair." + body.judged);
    if (judgement && std::holds_alternative<model::Judgement>(definition(*judgement).body)) {
      require(*judgement, body.judged_span);
    } else {
      sink_
          .emit(Code::unknown_judgement, body.judged_span, "there is no judgement `pair." + body.judged + "`",
                "no such judgement on two parties")
          .with_help("`judged` names a judgement declared as `pair." + body.judged + ": {ask: …}`")
          .in(scope.owner);
    }
  }
  if (body.only) {
    Scope inside = scope;
    inside.it = vocabulary_.party;
    require_kind(*body.only, inside, Kind::truth, "`only`");
  }
}

void Analysis::report_cycle(std::size_t first) {
  const std::string& start = definition(stack_[first].definition).id;
  std::vector<std::string> through;
  for (std::size_t i = first + 1; i < stack_.size(); ++i)
    through.push_back("`" + definition(stack_[i].definition).id + "`");
  const std::string message = "the definition `" + start + "` reads itself" +
                              (through.empty() ? std::string() : " through " + base::join(through, " and "));
  const auto step = [&](std::size_t i) {
    const std::size_t next = i + 1 < stack_.size() ? i + 1 : first;
    return "`" + definition(stack_[i].definition).id + "` reads `" + definition(stack_[next].definition).id +
           "`";
  };
  auto& diagnostic = sink_.emit(Code::definition_cycle, stack_[first].read_at, message, step(first));
  for (std::size_t i = first + 1; i < stack_.size(); ++i) diagnostic.label(stack_[i].read_at, step(i));
  diagnostic.with_help("one of them must do without the other; what both need can be a third definition")
      .in(start);
}

namespace {

/// What a body is that holds neither a condition nor a value; empty for one that does.
std::string_view no_value_in(const model::Definition& declared) {
  if (std::holds_alternative<model::NamedList>(declared.body)) return "a list";
  if (std::holds_alternative<model::Attribution>(declared.body)) return "a way of attributing interests";
  if (std::holds_alternative<model::Circle>(declared.body)) return "a circle";
  if (std::holds_alternative<model::Calendar>(declared.body)) return "a calendar";
  return {};
}

}  // namespace

void Analysis::require_attribute_value(const model::Definition& declared) {
  const std::string_view what = no_value_in(declared);
  if (what.empty()) return;
  sink_
      .emit(Code::attribute_without_value, declared.id_span,
            fmt::format("`{}` is {}, and not something that is so of one {}", declared.id, what,
                        declared.attribute_of),
            "an attribute")
      .with_help(fmt::format("give it a name without a dot, and read it there: `{}`", declared.name))
      .in(declared.id);
}

void Analysis::type_definition(DefinitionId id) {
  const auto& declared = definition(id);
  Scope scope;
  scope.owner = declared.id;
  scope.owner_span = declared.id_span;
  scope.reads = &definition_reads_[id.index()];
  for (const auto& regime : rule_sets_.regimes) {
    if (regime.id == declared.regime) scope.regime = &regime;
  }
  if (!declared.attribute_of.empty()) {
    const auto entity = vocabulary_.find_entity(declared.attribute_of);
    if (entity) {
      scope.it = *entity;
    } else {
      scope.of_nothing = true;
      std::vector<std::string> known;
      for (const model::Entity& one : vocabulary_.entities) known.push_back(one.name);
      auto& diagnostic = sink_.emit(Code::unknown_fact, declared.id_span,
                                    "`" + declared.id + "` is an attribute of `" + declared.attribute_of +
                                        "`, and there is no such thing");
      diagnostic.in(declared.id);
      if (const auto candidate = base::closest(declared.attribute_of, known))
        diagnostic.with_help("did you mean `" + *candidate + "." + declared.name + "`?");
    }
  }
  if (!declared.attribute_of.empty()) require_attribute_value(declared);
  DefinitionInfo info = type_body(declared, scope);
  info.recursive = result_.definitions[id.index()].recursive;
  result_.definitions[id.index()] = std::move(info);
  if (declared.by) require_kind(*declared.by, scope, Kind::date, "`by`");
}

DefinitionInfo Analysis::type_body(const model::Definition& declared, const Scope& scope) {
  DefinitionInfo info;
  if (const auto* condition = std::get_if<model::Condition>(&declared.body)) {
    info.type = type_condition(*condition, scope);
  } else if (const auto* table = std::get_if<model::Table>(&declared.body)) {
    info.type = TableChecker(*this, scope, *table, declared.id_span).run();
  } else if (const auto* values = std::get_if<model::Values>(&declared.body)) {
    info = type_values(*values, scope);
  } else if (const auto* versions = std::get_if<model::Versions>(&declared.body)) {
    info = type_versions(*versions, scope);
  } else if (const auto* group = std::get_if<model::Group>(&declared.body)) {
    info.type = type_group(*group, declared);
  } else if (const auto* judgement = std::get_if<model::Judgement>(&declared.body)) {
    type_judgement(*judgement, scope);
    info.type = {.kind = Kind::truth};
  } else if (const auto* attribution = std::get_if<model::Attribution>(&declared.body)) {
    type_attribution(*attribution, scope);
  } else if (const auto* circle = std::get_if<model::Circle>(&declared.body)) {
    type_circle(*circle, scope);
  } else if (const auto* list = std::get_if<model::NamedList>(&declared.body)) {
    type(list->rows, scope);
  } else if (const auto* calendar = std::get_if<model::Calendar>(&declared.body)) {
    type_calendar(*calendar, scope);
  } else if (std::holds_alternative<model::Periods>(declared.body)) {
    info.type = {.kind = Kind::period, .shape = Shape::set};
  } else if (const auto* clock = std::get_if<model::Clock>(&declared.body)) {
    type_clock(*clock, scope, by_id_.at(declared.id));
  } else if (const auto* retest = std::get_if<model::Retest>(&declared.body)) {
    type_retest(*retest, scope);
    info.type = {.kind = Kind::truth};
  }
  return info;
}

Type Analysis::type_condition(const model::Condition& condition, const Scope& scope) {
  if (condition.kind == model::Condition::Kind::expression) return type(condition.expression, scope);
  for (const auto& part : condition.parts) require_truth(part, scope, "a part of a list of conditions");
  return {.kind = Kind::truth};
}

void Analysis::require_truth(const model::Condition& condition, const Scope& scope, std::string_view what) {
  const Type found = type_condition(condition, scope);
  if (found.kind == Kind::error || (found.kind == Kind::truth && found.shape == Shape::single)) return;
  sink_
      .emit(Code::not_a_truth, span_of(condition.expression), std::string(what) + " must be true or false",
            "this is of type " + vocabulary_.describe(found))
      .in(scope.owner);
}

void Analysis::require_kind(const model::Expression& expression, const Scope& scope, Kind kind,
                            std::string_view what) {
  const Type found = type(expression, scope);
  if (found.kind == Kind::error || (found.kind == kind && found.shape == Shape::single)) return;
  const Code code = kind == Kind::date ? Code::not_a_date : Code::type_mismatch;
  sink_
      .emit(code, span_of(expression),
            std::string(what) + " must be of type " + vocabulary_.describe({.kind = kind}),
            "this is of type " + vocabulary_.describe(found))
      .in(scope.owner);
}

Type Analysis::type_answers(const std::vector<const model::Expression*>& expressions, const Scope& scope) {
  // Bare codes and `none` say nothing of their type: what the other answers are decides.
  const auto bare = [&](const model::Expression& expression) {
    if (!expression.present()) return true;
    const auto& root = expression.ast.node(expression.ast.root());
    if (root.kind == language::NodeKind::none) return true;
    if (root.kind != language::NodeKind::path || root.names.size() != 1 || find_definition(root.names[0]))
      return false;
    static constexpr std::string_view own[] = {"as_of",  "known_on", "it",          "acquirer", "target",
                                               "vendor", "stake",    "transaction", "procedure"};
    return std::ranges::find(own, root.names[0]) == std::end(own);
  };
  Type common;
  const model::Expression* first = nullptr;
  const auto join = [&](const model::Expression& expression, const Type& found) {
    if (found.kind == Kind::error) return;
    if (common.kind == Kind::error) {
      common = found;
      first = &expression;
      return;
    }
    if (common.kind == Kind::code && !common.domain.valid()) common.domain = found.domain;
    if (fits(common, found) && (common.shape == found.shape)) {
      common.change = common.change && found.change;
      return;
    }
    auto& diagnostic =
        sink_.emit(Code::type_mismatch, span_of(expression), "the answers are of different types",
                   "this is of type " + vocabulary_.describe(found));
    if (first) diagnostic.label(span_of(*first), "this is of type " + vocabulary_.describe(common));
    diagnostic.in(scope.owner);
  };
  std::vector<std::string> codes;
  for (const auto* expression : expressions) {
    if (!bare(*expression)) {
      join(*expression, type(*expression, scope));
    } else if (expression->present() && expression->ast.nodes.back().kind == language::NodeKind::path) {
      codes.push_back(expression->ast.nodes.back().names[0]);
    }
  }
  Type hint = item_of(common);
  if (hint.kind == Kind::error && !codes.empty()) {
    if (const auto domain = unique_domain(codes)) hint = {.kind = Kind::code, .domain = *domain};
  }
  for (const auto* expression : expressions) {
    if (!bare(*expression)) continue;
    const bool known = hint.kind != Kind::error;
    join(*expression, type(*expression, scope, known ? std::optional(hint) : std::nullopt));
  }
  return common;
}

DefinitionInfo Analysis::type_values(const model::Values& values, const Scope& scope) {
  DefinitionInfo info;
  const std::size_t width = values.columns.empty() ? 1 : values.columns.size();
  for (std::size_t column = 0; column < width; ++column) {
    std::vector<const model::Expression*> cells;
    for (const auto& version : values.versions) {
      if (column < version.cells.size()) cells.push_back(&version.cells[column]);
    }
    info.column_types.push_back(type_answers(cells, scope));
  }
  if (values.columns.empty()) {
    info.type = info.column_types.front();
    info.column_types.clear();
  }
  return info;
}

DefinitionInfo Analysis::type_versions(const model::Versions& versions, const Scope& scope) {
  DefinitionInfo info;
  std::vector<const model::Expression*> plain;
  const model::Versions::Version* listed = nullptr;
  for (const auto& version : versions.versions) {
    if (version.body.kind == model::Condition::Kind::expression) {
      plain.push_back(&version.body.expression);
    } else {
      type_condition(version.body, scope);
      listed = &version;
    }
  }
  info.type = type_answers(plain, scope);
  if (listed) {
    if (info.type.kind != Kind::error && info.type.kind != Kind::truth) {
      sink_
          .emit(Code::type_mismatch, listed->span, "the versions are of different types",
                "this is true or false")
          .label(span_of(*plain.front()), "this is of type " + vocabulary_.describe(info.type))
          .in(scope.owner);
    }
    info.type = {.kind = Kind::truth};
  }
  return info;
}

Type Analysis::type_group(const model::Group& group, const model::Definition& declared) {
  Type set{.kind = Kind::code, .shape = Shape::set};
  std::vector<std::string> codes;
  for (const auto& member : group.members) codes.push_back(member.code);
  if (group.of.empty()) {
    if (codes.empty()) return set;  // settled by its use
    if (const auto domain = unique_domain(codes)) {
      set.domain = *domain;
      return set;
    }
    std::vector<std::string> holding_all;
    for (const auto& domain : vocabulary_.domains) {
      if (std::ranges::all_of(codes, [&](const auto& code) { return domain.find(code) != nullptr; })) {
        holding_all.push_back("`" + domain.name + "`");
      }
    }
    const std::string why = holding_all.empty()
                                ? "no list of the vocabulary holds all its members"
                                : "its members stand in " + base::join(holding_all, " and in ");
    sink_
        .emit(Code::unknown_list, declared.id_span, "nothing says what `" + declared.id + "` is a group of",
              why)
        .with_help("name the list: `of: country`")
        .in(declared.id);
    return {};
  }
  const auto domain = vocabulary_.find_domain(group.of);
  if (!domain) {
    std::vector<std::string> names;
    for (const auto& known : vocabulary_.domains) names.push_back(known.name);
    auto& diagnostic =
        sink_.emit(Code::unknown_list, declared.id_span, "the vocabulary has no list `" + group.of + "`");
    const auto candidate = base::closest(group.of, names);
    if (candidate) diagnostic.with_help("did you mean `" + *candidate + "`?");
    diagnostic.in(declared.id);
    return {};
  }
  set.domain = *domain;
  const auto& known = vocabulary_.domain(*domain);
  std::vector<std::string> candidates;
  for (const auto& code : known.codes) candidates.push_back(code.id);
  for (const auto& member : group.members) {
    if (known.open || known.find(member.code)) continue;
    auto& diagnostic = sink_.emit(Code::unknown_code, member.span,
                                  "`" + member.code + "` is not a code of " + known.name, "no such code");
    diagnostics::suggest(diagnostic, base::closest(member.code, candidates), member.span, "code");
    diagnostic.in(declared.id);
  }
  return set;
}

void Analysis::type_judgement(const model::Judgement& judgement, const Scope& scope) {
  if (judgement.true_if) require_truth(*judgement.true_if, scope, "`true_if`");
  if (judgement.false_if) require_truth(*judgement.false_if, scope, "`false_if`");
  if (judgement.presumed_if) require_truth(*judgement.presumed_if, scope, "`presumed_if`");
  if (judgement.speaks_for) require_truth(*judgement.speaks_for, scope, "what speaks for it");
  if (judgement.speaks_against) require_truth(*judgement.speaks_against, scope, "what speaks against it");
}

}  // namespace weir::check
