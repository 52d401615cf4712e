#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "lsp/expressions.hpp"
#include "lsp/index.hpp"
#include "lsp/names.hpp"
#include "lsp/snapshot.hpp"

namespace weir::lsp {
namespace {

using language::NodeKind;
using Role = Occurrence::Role;

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// Collects the occurrences of one snapshot.
class Builder {
 public:
  explicit Builder(const Snapshot& snapshot)
      : session_(snapshot.session()),
        vocabulary_(session_.vocabulary()),
        rule_sets_(session_.rule_sets()),
        names_(session_),
        snapshot_(snapshot) {}

  Index build() {
    if (!vocabulary_.transaction.valid()) return Index();
    add_vocabulary();
    for (std::uint32_t i = 0; i < rule_sets_.definitions.size(); ++i) add_definition(i);
    for (std::uint32_t i = 0; i < rule_sets_.regimes.size(); ++i) add_regime(i);
    for_each_expression(rule_sets_, [&](const model::Expression& expression, const ExpressionOwner& owner) {
      add_expression(expression, owner);
    });
    for (const model::Case* facts : snapshot_.cases()) {
      add_case(*facts);
      add_expectations(*facts);
    }
    return Index(std::move(occurrences_));
  }

 private:
  /// Adds the occurrence if the text at the span is the name, perhaps in quotes or behind other words and a
  /// dot.
  void add(base::Span span, Symbol symbol, Role role = Role::use) {
    if (!span.file.valid()) return;
    std::string_view text = session_.sources().text(span);
    while (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.remove_suffix(1);
    const std::string name = short_name_of(session_, symbol);
    if (name.empty() || !text.ends_with(name)) return;
    const std::size_t before = text.size() - name.size();
    const std::string_view lead = text.substr(0, before);
    const bool quoted = lead == "\"" || lead == "'" || lead.empty();
    const bool dotted = lead.ends_with('.') && lead.find_first_of(" \n,{[:") == lead.npos;
    if (!quoted && !dotted) return;
    const auto begin = static_cast<std::uint32_t>(span.begin + before);
    occurrences_.push_back(
        {{span.file, begin, begin + static_cast<std::uint32_t>(name.size())}, symbol, role});
  }

  void add_vocabulary() {
    for (std::uint32_t i = 0; i < vocabulary_.facts.size(); ++i)
      add(vocabulary_.facts[i].span, symbol_of(model::FactId(i)), Role::declaration);
    for (std::uint32_t d = 0; d < vocabulary_.domains.size(); ++d) {
      const model::Domain& domain = vocabulary_.domains[d];
      add(domain.span, symbol_of(model::DomainId(d)), Role::declaration);
      for (std::uint32_t i = 0; i < domain.codes.size(); ++i)
        add(domain.codes[i].span, {Symbol::Kind::code, d, i}, Role::declaration);
    }
  }

  std::optional<Symbol> code(model::DomainId domain, std::string_view id) const {
    if (!domain.valid()) return std::nullopt;
    const model::Code* found = vocabulary_.domain(domain).find(id);
    if (!found) return std::nullopt;
    const auto place = static_cast<std::uint32_t>(found - vocabulary_.domain(domain).codes.data());
    return Symbol{Symbol::Kind::code, domain.value, place};
  }

  void add_definition_at(base::Span span, std::string_view id) {
    if (const auto found = names_.definition(id)) add(span, symbol_of(*found));
  }
  void add_judgement_at(base::Span span, std::string_view name) {
    if (const auto found = names_.judgement(name)) add(span, symbol_of(*found));
  }
  void add_rule_at(base::Span span, std::string_view id) {
    if (const auto found = names_.rule(id)) add(span, symbol_of(*found));
  }

  void add_definition(std::uint32_t which) {
    const model::Definition& declared = rule_sets_.definitions[which];
    add(declared.id_span, symbol_of(check::DefinitionId(which)), Role::declaration);
    if (const auto* group = std::get_if<model::Group>(&declared.body)) {
      const auto type = names_.type_of(check::DefinitionId(which));
      for (const auto& member : group->members) {
        if (const auto symbol = type ? code(type->domain, member.code) : std::nullopt)
          add(member.span, *symbol);
      }
    } else if (const auto* method = std::get_if<model::Attribution>(&declared.body)) {
      add_definition_at(method->circle_span, method->circle);
      for (const base::Span span : method->measure_spans) {
        if (!span.file.valid()) continue;
        if (const auto fact = vocabulary_.find_fact(vocabulary_.holding, session_.sources().text(span)))
          add(span, symbol_of(*fact));
      }
    } else if (const auto* circle = std::get_if<model::Circle>(&declared.body)) {
      add_judgement_at(circle->judged_span, circle->judged);
    } else if (const auto* retest = std::get_if<model::Retest>(&declared.body)) {
      for (const auto& frozen : retest->frozen) add_definition_at(frozen.span, frozen.name);
    } else if (const auto* calendar = std::get_if<model::Calendar>(&declared.body)) {
      for (std::size_t i = 0; i < calendar->without.size() && i < calendar->without_spans.size(); ++i)
        add_definition_at(calendar->without_spans[i], calendar->without[i]);
    } else if (const auto* clock = std::get_if<model::Clock>(&declared.body)) {
      add_definition_at(clock->roll_span, clock->roll);
      for (std::uint32_t i = 0; i < clock->stages.size(); ++i)
        add(clock->stages[i].span, {Symbol::Kind::stage, which, i}, Role::declaration);
    }
  }

  void add_regime(std::uint32_t which) {
    const model::Regime& regime = rule_sets_.regimes[which];
    add(regime.id_span, {Symbol::Kind::regime, which, 0}, Role::declaration);
    for (std::uint32_t i = 0; i < regime.determinations.size(); ++i)
      add(regime.determinations[i].span, {Symbol::Kind::determination, which, i}, Role::declaration);
    for (std::uint32_t i = 0; i < regime.factors.size(); ++i)
      add(regime.factors[i].span, {Symbol::Kind::factor, which, i}, Role::declaration);
    for (std::uint32_t i = 0; i < regime.subjects.size(); ++i)
      add(regime.subjects[i].span, {Symbol::Kind::subject, which, i}, Role::declaration);
    for (std::uint32_t i = 0; i < regime.rules.size(); ++i) add_rule(which, i);
  }

  void add_rule(std::uint32_t which, std::uint32_t at) {
    const model::Regime& regime = rule_sets_.regimes[which];
    const model::Rule& rule = regime.rules[at];
    add(rule.id_span, symbol_of(check::RuleRef{which, at}), Role::declaration);
    for (const auto& outcome : rule.outcomes) {
      const auto found =
          std::ranges::find(regime.determinations, outcome.determination, &model::Determination::name);
      if (found == regime.determinations.end()) continue;
      const auto place = static_cast<std::uint32_t>(found - regime.determinations.begin());
      add(outcome.span, {Symbol::Kind::determination, which, place});
    }
    for (const auto& points : rule.risk) {
      const auto found = std::ranges::find(regime.factors, points.factor, &model::Factor::name);
      if (found == regime.factors.end()) continue;
      add(points.span,
          {Symbol::Kind::factor, which, static_cast<std::uint32_t>(found - regime.factors.begin())});
    }
    add_judgement_at(rule.speaks_span, rule.speaks_for.empty() ? rule.speaks_against : rule.speaks_for);
    for (const auto& lean : rule.leans) add_judgement_at(lean.span, lean.judgement);
    for (const auto& pattern : rule.defeats) add_rule_at(pattern.span, pattern.text);
    for (const model::Example& example : rule.examples) add_case(example.facts);
  }

  void add_case(const model::Case& facts) {
    for (const model::Row& row : facts.rows) {
      for (const model::FactEntry& entry : row.facts) {
        add(entry.key_span, symbol_of(entry.fact));
        for (const model::Claim& claim : entry.claims) add_codes(vocabulary_.fact(entry.fact).type, claim);
      }
      for (const model::RowList& list : row.lists) add(list.span, symbol_of(list.fact));
      if (row.entity == vocabulary_.procedure) {
        if (const auto regime = names_.regime(row.id)) add(row.span, {Symbol::Kind::regime, *regime, 0});
      }
    }
    for (const auto& judgement : facts.judgements) add_judgement_at(judgement.span, judgement.judgement);
  }

  /// The codes that a claim names, by the words of its text.
  void add_codes(const model::Type& type, const model::Claim& claim) {
    if (type.kind != model::Kind::code || !claim.span.file.valid()) return;
    const std::string_view text = session_.sources().text(claim.span);
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      while (end < text.size() && in_word(text[end])) ++end;
      if (const auto symbol = end > at ? code(type.domain, text.substr(at, end - at)) : std::nullopt) {
        const auto begin = static_cast<std::uint32_t>(claim.span.begin + at);
        add({claim.span.file, begin, begin + static_cast<std::uint32_t>(end - at)}, *symbol);
      }
      at = end + 1;
    }
  }

  void add_expectations(const model::Case& facts) {
    for (const model::Expectation& expected : facts.expectations) {
      const auto regime = names_.regime(expected.regime);
      if (regime) add(expected.regime_span, {Symbol::Kind::regime, *regime, 0});
      for (const auto& determined : expected.determinations) {
        if (!regime) continue;
        const auto& all = rule_sets_.regimes[*regime].determinations;
        const auto found = std::ranges::find(all, determined.name, &model::Determination::name);
        if (found == all.end()) continue;
        add(determined.name_span,
            {Symbol::Kind::determination, *regime, static_cast<std::uint32_t>(found - all.begin())});
      }
      for (const auto& demand : expected.findings) add_rule_at(demand.span, demand.rules);
      for (const auto& due : expected.duties) add_rule_at(due.rules_span, due.rules);
      for (const auto& open : expected.open_facts) add_open(facts, open);
      for (const auto& open : expected.open_judgements) add_open(facts, open);
      if (expected.asks_first) add_open(facts, *expected.asks_first);
      for (const auto& stage : expected.stages) {
        add_definition_at(stage.clock_span, stage.clock);
        const auto steps = names_.follow(words_of(stage.clock + "." + stage.stage), {});
        if (!steps.empty() && steps.back().symbol) add(stage.stage_span, *steps.back().symbol);
      }
    }
  }

  /// An open fact or judgement: "hytera.state_ties", "ca_soe", "hytera.ca_soe".
  void add_open(const model::Case& facts, const model::Expectation::Open& open) {
    const auto dot = open.name.rfind('.');
    const std::string last = dot == std::string::npos ? open.name : open.name.substr(dot + 1);
    if (names_.judgement(last)) return add_judgement_at(open.span, last);
    if (dot == std::string::npos) return;
    const std::string owner = open.name.substr(0, open.name.find('.'));
    NameScope scope;
    if (facts.find_row(vocabulary_.party, owner)) scope.variables[owner] = vocabulary_.party;
    const auto steps = names_.follow(words_of(open.name), scope);
    if (!steps.empty() && steps.back().symbol) add(open.span, *steps.back().symbol);
  }

  static std::vector<std::string> words_of(std::string_view path) {
    std::vector<std::string> words;
    for (const std::string_view word : base::split(path, '.')) words.emplace_back(word);
    return words;
  }

  void add_expression(const model::Expression& expression, const ExpressionOwner& owner) {
    const auto typed = session_.checked().typed.find(&expression);
    const check::TypedExpression* types = typed == session_.checked().typed.end() ? nullptr : &typed->second;
    NameScope scope;
    if (!owner.it.empty()) scope.it = vocabulary_.find_entity(owner.it).value_or(model::EntityId());
    if (owner.provision) scope.clock = names_.definition(owner.provision->id);
    for (std::size_t i = 0; i < expression.ast.nodes.size(); ++i) {
      const language::NodeId id(i);
      scope.variables = variables_at(expression, types, expression.ast.nodes[i].range);
      add_node(expression, types, id, scope);
    }
  }

  /// The rows that constructs around a place give names to.
  std::map<std::string, model::EntityId, std::less<>> variables_at(const model::Expression& expression,
                                                                   const check::TypedExpression* types,
                                                                   base::TextRange range) const {
    std::map<std::string, model::EntityId, std::less<>> variables;
    for (std::size_t i = 0; i < expression.ast.nodes.size(); ++i) {
      const language::Node& node = expression.ast.nodes[i];
      if (!language::is_row_construct(node.kind) || node.names.empty()) continue;
      if (range.begin < node.range.begin || range.end > node.range.end) continue;
      model::EntityId entity;
      for (std::size_t c = 0; types && c < node.child_count; ++c) {
        const auto list = types->lists.find(expression.ast.child(language::NodeId(i), c));
        if (list == types->lists.end()) continue;
        entity = list->second.entity;
        break;
      }
      variables[node.names.front()] = entity;
    }
    return variables;
  }

  void add_node(const model::Expression& expression, const check::TypedExpression* types, language::NodeId id,
                const NameScope& scope) {
    const language::Node& node = expression.ast.node(id);
    if (types) {
      const check::TypedNode& typed = types->node(id);
      if (typed.binding.kind == check::Binding::Kind::code) {
        if (const auto symbol = code(typed.type.domain, typed.binding.code))
          add(expression.text.to_file(node.range), *symbol);
        return;
      }
    }
    if (node.kind == NodeKind::path) return add_steps(expression, node, 0, names_.follow(node.names, scope));
    if (node.kind == NodeKind::field) return add_field(expression, types, id);
    if (!node.unit.empty()) add_unit(expression, node);
  }

  void add_steps(const model::Expression& expression, const language::Node& node, std::size_t first,
                 const std::vector<PathStep>& steps) {
    std::size_t at = first;
    for (const PathStep& step : steps) {
      const std::size_t last = at + step.words - 1;
      if (last >= node.name_ranges.size()) return;
      if (step.symbol) {
        add(expression.text.to_file({node.name_ranges[at].begin, node.name_ranges[last].end}), *step.symbol);
      }
      at = last + 1;
    }
  }

  /// What stands behind a call: `circle(a, c).breaches`.
  void add_field(const model::Expression& expression, const check::TypedExpression* types,
                 language::NodeId id) {
    const language::Node& node = expression.ast.node(id);
    if (!types || node.child_count == 0) return;
    const auto list = types->lists.find(expression.ast.child(id, 0));
    // The rows of all calls that give lists are parties.
    model::EntityId entity = list == types->lists.end() ? vocabulary_.party : list->second.entity;
    for (std::size_t i = 0; i < node.names.size() && i < node.name_ranges.size(); ++i) {
      const auto step = names_.member(entity, node.names[i]);
      if (!step) return;
      if (step->symbol) add(expression.text.to_file(node.name_ranges[i]), *step->symbol);
      entity = step->entity;
    }
  }

  /// A calendar is the unit of a period.
  void add_unit(const model::Expression& expression, const language::Node& node) {
    const auto calendar = names_.definition(node.unit);
    if (!calendar) return;
    const std::string_view text = std::string_view(expression.text.text).substr(node.range.begin);
    const auto at = text.find(node.unit);
    if (at == text.npos || node.range.begin + at + node.unit.size() > node.range.end) return;
    const auto begin = static_cast<std::uint32_t>(node.range.begin + at);
    add(expression.text.to_file({begin, begin + static_cast<std::uint32_t>(node.unit.size())}),
        symbol_of(*calendar));
  }

  const session::Session& session_;
  const model::Vocabulary& vocabulary_;
  const model::RuleSets& rule_sets_;
  const NameTable names_;
  const Snapshot& snapshot_;
  std::vector<Occurrence> occurrences_;
};

}  // namespace

Index build_index(const Snapshot& snapshot) {
  return Builder(snapshot).build();
}

}  // namespace weir::lsp
