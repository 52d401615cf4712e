#include "suite/coverage_map.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "language/printer.hpp"
#include "suite/coverage_borders.hpp"

namespace weir::suite {

using language::NodeKind;
using model::Condition;
using plan::NodeId;
using plan::Op;
using plan::Sketch;
using plan::SketchId;

namespace {

bool is_constant(NodeKind kind) {
  return kind == NodeKind::truth;
}

class MapBuilder {
 public:
  explicit MapBuilder(const plan::Plan& plan) : plan_(plan) {
    std::set<SketchId> again;
    for (const Sketch& sketch : plan.sketches) {
      if (sketch.kind != Sketch::Kind::retest) continue;
      for (const SketchId part : plan.sketch(sketch.parts[2]).parts) collect(part, again);
    }
    for (std::size_t i = 0; i < plan.sketches.size(); ++i) {
      // The first sketch of a definition is its own; those behind it are of conditions that name it. What is
      // tested again reads law of another day.
      const Sketch& sketch = plan.sketches[i];
      const bool other_day =
          again.contains(SketchId(i)) ||
          std::ranges::any_of(sketch.parts, [&](SketchId part) { return again.contains(part); });
      if (sketch.provision && !other_day) bodies_.try_emplace(sketch.provision, SketchId(i));
    }
  }

  CoverageMap build() {
    for (std::uint32_t i = 0; i < plan_.rules.size(); ++i) add_rule(i);
    for (const plan::CompiledClock& clock : plan_.clocks) {
      const model::Definition& entry = plan_.rule_sets().definitions[clock.definition.index()];
      begin(CoverageEntry::Kind::clock, entry, clock.regime);
      add_borders_of(clock.in_force);
    }
    for (std::size_t i = 0; i < plan_.rule_sets().definitions.size(); ++i) add_definition(i);
    std::ranges::stable_sort(map_.entries, {}, &CoverageEntry::span);
    return std::move(map_);
  }

 private:
  void collect(SketchId id, std::set<SketchId>& into) const {
    if (!id.valid() || !into.insert(id).second) return;
    for (const SketchId part : plan_.sketch(id).parts) collect(part, into);
  }

  // Ids and marks.
  MarkId marks(std::size_t count) {
    const MarkId first(map_.marks);
    map_.marks += count;
    return first;
  }

  CoverageEntry& entry() { return map_.entries.back(); }

  void begin(CoverageEntry::Kind kind, const model::Provision& provision,
             std::optional<std::uint32_t> regime) {
    CoverageEntry& added = map_.entries.emplace_back();
    added.kind = kind;
    added.id = provision.id;
    added.title = provision.title;
    added.span = provision.id_span;
    added.regime = regime;
  }

  Decision& begin_decision(std::string name) {
    entry().decisions.push_back(static_cast<std::uint32_t>(map_.decisions.size()));
    Decision& decision = map_.decisions.emplace_back();
    decision.name = std::move(name);
    decision.regime = entry().regime;
    depth_ = 0;
    return decision;
  }

  Decision& decision() { return map_.decisions.back(); }

  std::uint32_t add(Part part) {
    decision().parts.push_back(std::move(part));
    return static_cast<std::uint32_t>(decision().parts.size() - 1);
  }

  std::uint32_t add_clause(Clause::Kind kind, base::Span span, std::string text, NodeId node) {
    const auto place = static_cast<std::uint32_t>(map_.clauses.size());
    Clause& clause = map_.clauses.emplace_back();
    clause.kind = kind;
    clause.span = span;
    clause.text = std::move(text);
    clause.of = decision().name;
    clause.node = node;
    clause.depth = depth_;
    clause.first = marks(kind == Clause::Kind::line ? 1 : Clause::shows_count);
    entry().clauses.push_back(place);
    return place;
  }

  void add_thresholds_of(std::uint32_t clause) {
    for (Threshold& threshold : thresholds_under(plan_, map_.clauses[clause].node)) {
      threshold.clause = clause;
      threshold.first = marks(Threshold::shows_count);
      entry().thresholds.push_back(static_cast<std::uint32_t>(map_.thresholds.size()));
      map_.thresholds.push_back(std::move(threshold));
    }
  }

  void add_borders(std::vector<Border> borders) {
    for (Border& border : borders) {
      border.first = marks(Border::shows_count);
      entry().borders.push_back(static_cast<std::uint32_t>(map_.borders.size()));
      map_.borders.push_back(std::move(border));
    }
  }
  void add_borders_of(NodeId in_force) { add_borders(borders_of(plan_, {in_force})); }

  // Conditions.
  std::uint32_t leaf(base::Span span, std::string text, NodeId node, bool compares) {
    Part part;
    part.node = node;
    part.clause = add_clause(Clause::Kind::condition, span, std::move(text), node);
    if (compares) add_thresholds_of(*part.clause);
    return add(std::move(part));
  }

  std::uint32_t syntax(const model::Expression& expression, language::NodeId id, SketchId sketch_id) {
    const language::Ast& ast = expression.ast;
    const language::Node& node = ast.node(id);
    const Sketch& sketch = plan_.sketch(sketch_id);
    const bool joins = node.kind == NodeKind::logical_and || node.kind == NodeKind::logical_or ||
                       node.kind == NodeKind::logical_not;
    Part part;
    part.node = sketch.node;
    if (joins) {
      part.kind = node.kind == NodeKind::logical_and  ? Part::Kind::all
                  : node.kind == NodeKind::logical_or ? Part::Kind::any
                                                      : Part::Kind::negation;
      for (std::size_t i = 0; i < ast.child_count(id); ++i)
        part.parts.push_back(syntax(expression, ast.child(id, i), sketch.parts[i]));
      return add(std::move(part));
    }
    if (is_constant(node.kind)) return add(std::move(part));
    const base::Span span = expression.text.to_file(node.range);
    if (node.kind == NodeKind::some || node.kind == NodeKind::every || node.kind == NodeKind::no) {
      part.kind = node.kind == NodeKind::some    ? Part::Kind::some
                  : node.kind == NodeKind::every ? Part::Kind::every
                                                 : Part::Kind::no;
      part.clause = add_clause(Clause::Kind::condition, span, language::print(ast, id), sketch.node);
      part.list = sketch.list;
      part.selected = sketch.selected;
      ++depth_;
      part.parts = {syntax(expression, ast.child(id, node.has_filter ? 2 : 1), sketch.parts[0])};
      --depth_;
      return add(std::move(part));
    }
    // What a name stands for has an entry of its own.
    return leaf(span, language::print(ast, id), sketch.node, node.kind != NodeKind::path);
  }

  std::uint32_t condition(const Condition& body, SketchId sketch_id) {
    if (body.kind == Condition::Kind::expression)
      return syntax(body.expression, body.expression.ast.root(), sketch_id);
    const Sketch& sketch = plan_.sketch(sketch_id);
    Part part;
    part.node = sketch.node;
    part.count = body.count;
    switch (body.kind) {
      case Condition::Kind::expression:
      case Condition::Kind::all:
        part.kind = Part::Kind::all;
        break;
      case Condition::Kind::any:
        part.kind = Part::Kind::any;
        break;
      case Condition::Kind::none:
        part.kind = Part::Kind::none;
        break;
      case Condition::Kind::at_least:
        part.kind = Part::Kind::at_least;
        break;
    }
    for (std::size_t i = 0; i < body.parts.size(); ++i)
      part.parts.push_back(condition(body.parts[i], sketch.parts[i]));
    return add(std::move(part));
  }

  // Rules.
  void add_rule(std::uint32_t index) {
    const plan::CompiledRule& compiled = plan_.rules[index];
    const model::Rule& rule = *compiled.rule;
    begin(CoverageEntry::Kind::rule, rule, compiled.ref.regime);
    entry().rule = index;
    entry().has_exceptions = !compiled.defeated_by.empty();
    entry().first = marks(CoverageEntry::shows_count);
    add_borders_of(compiled.in_force);
    if (!compiled.proof.valid()) return;
    begin_decision(rule.unless ? "when and unless" : "").gates.push_back({compiled.in_force, true});
    const Sketch* sketch = &plan_.sketch(compiled.proof);
    const bool over_rows = compiled.pair_undefeated.valid();
    const Sketch* outer = sketch;
    if (over_rows) sketch = &plan_.sketch(sketch->parts[0]);
    const SketchId inner = over_rows ? outer->parts[0] : compiled.proof;
    std::uint32_t root = 0;
    if (rule.unless) {
      const std::uint32_t when = condition(rule.when, sketch->parts[0]);
      const Sketch& exception = plan_.sketch(sketch->parts[1]);
      Part unless;
      unless.kind = Part::Kind::negation;
      unless.node = exception.node;
      unless.parts = {condition(*rule.unless, exception.parts[0])};
      Part both;
      both.kind = Part::Kind::all;
      both.node = sketch->node;
      both.parts = {when, add(std::move(unless))};
      root = add(std::move(both));
    } else {
      root = condition(rule.when, inner);
    }
    if (!over_rows) return;
    Part each;
    each.kind = Part::Kind::some;
    each.node = outer->node;
    each.list = outer->list;
    each.selected = outer->selected;
    each.parts = {root};
    add(std::move(each));
  }

  // Definitions.
  void add_definition(std::size_t index) {
    const model::Definition& definition = plan_.rule_sets().definitions[index];
    if (std::holds_alternative<model::Clock>(definition.body)) return;
    std::optional<std::uint32_t> regime;
    const auto& regimes = plan_.rule_sets().regimes;
    const auto of = std::ranges::find(regimes, definition.regime, &model::Regime::id);
    if (of != regimes.end()) regime = static_cast<std::uint32_t>(of - regimes.begin());
    begin(CoverageEntry::Kind::definition, definition, regime);
    const bool group = std::holds_alternative<model::Group>(definition.body);
    if (!group) add_borders(borders_of(plan_, version_nodes(plan_, definition)));
    const auto body = bodies_.find(&definition);
    if (body != bodies_.end()) add_body(definition, plan_.sketch(body->second), index);
    if (entry().decisions.empty() && entry().borders.empty()) map_.entries.pop_back();
  }

  /// The node that picks the dated wording of a definition; not valid where there is none.
  NodeId version_of(NodeId node) const {
    if (plan_.node(node).op == Op::doubtful) node = plan_.node(node).inputs[0];
    return plan_.node(node).op == Op::version ? node : NodeId{};
  }

  void add_body(const model::Definition& definition, const Sketch& sketch, std::size_t index) {
    const NodeId version = version_of(sketch.node);
    const auto begin_dated = [&](std::string name, std::size_t place) {
      Decision& begun = begin_decision(std::move(name));
      begun.version = version;
      begun.place = place;
    };
    if (const auto* body = std::get_if<Condition>(&definition.body)) {
      if (!sketch.parts[0].valid()) return;
      begin_dated("", 0);
      condition(*body, sketch.parts[0]);
    } else if (const auto* table = std::get_if<model::Table>(&definition.body)) {
      add_table(*table, sketch, begin_dated);
    } else if (const auto* ask = std::get_if<model::Judgement>(&definition.body)) {
      std::size_t part = 0;
      if (ask->true_if) {
        begin_dated("true_if", 0);
        condition(*ask->true_if, sketch.parts[part++]);
      }
      if (ask->false_if) {
        begin_dated("false_if", 0);
        condition(*ask->false_if, plan_.sketch(sketch.parts[part]).parts[0]);
      }
      add_speaking(*ask, index, begin_dated);
    } else if (const auto* tested = std::get_if<model::Retest>(&definition.body)) {
      begin_dated("tested again", 0);
      for (const std::size_t part : {0, 1}) {
        decision().gates.push_back({plan_.sketch(sketch.parts[part]).node, true});
      }
      condition(tested->lost, plan_.sketch(sketch.parts[2]).parts[0]);
    } else if (const auto* versions = std::get_if<model::Versions>(&definition.body)) {
      std::size_t place = 0;
      for (const model::Versions::Version& row : versions->versions) {
        if (row.pending) continue;
        const SketchId part = sketch.parts[place];
        if (part.valid()) {
          begin_dated(to_text(row.range), place);
          condition(row.body, part);
        }
        ++place;
      }
    }
  }

  template <typename Begin>
  void add_speaking(const model::Judgement& ask, std::size_t index, const Begin& begin_dated) {
    const auto compiled =
        std::ranges::find(plan_.judgements, check::DefinitionId(index), &plan::CompiledJudgement::definition);
    if (compiled == plan_.judgements.end()) return;
    if (ask.speaks_for && compiled->for_proof.valid()) {
      begin_dated("speaks for", 0);
      condition(*ask.speaks_for, compiled->for_proof);
    }
    if (ask.speaks_against && compiled->against_proof.valid()) {
      begin_dated("speaks against", 0);
      condition(*ask.speaks_against, compiled->against_proof);
    }
  }

  template <typename Begin>
  void add_table(const model::Table& table, const Sketch& sketch, const Begin& begin_dated) {
    std::vector<Decision::Gate> earlier;
    for (std::size_t i = 0; i < table.lines.size(); ++i) {
      const model::Table::Line& line = table.lines[i];
      const Sketch& shape = plan_.sketch(sketch.parts[i]);
      const std::string name = "line " + std::to_string(i + 1);
      begin_dated(name, 0);
      decision().gates = earlier;
      add_tests(table, line, shape.node);
      // That a line fits does not say that it answers: an earlier one may fit as well.
      begin_dated(name + " answers", 0);
      decision().gates = earlier;
      Part whole;
      whole.node = shape.selected;
      whole.clause = add_clause(Clause::Kind::line, line.answer.text.whole,
                                name + ": " + language::print(line.answer.ast), shape.selected);
      add(std::move(whole));
      if (!shape.parts.empty()) {
        begin_dated(name + ", answer", 0);
        decision().gates = earlier;
        decision().gates.push_back({shape.selected, true});
        depth_ = 1;
        syntax(line.answer, line.answer.ast.root(), shape.parts[0]);
      }
      earlier.push_back({shape.node, false});
    }
  }

  /// The tests of one line: what the line asks is that all hold.
  void add_tests(const model::Table& table, const model::Table::Line& line, NodeId matches) {
    std::vector<std::size_t> asked;
    for (std::size_t k = 0; k < line.tests.size(); ++k) {
      const language::Ast& ast = line.tests[k].ast;
      if (ast.node(ast.root()).kind != NodeKind::test_any) asked.push_back(k);
    }
    Part all;
    all.kind = Part::Kind::all;
    all.node = matches;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const model::Expression& test = line.tests[asked[i]];
      const NodeId node = asked.size() == 1 ? matches : plan_.node(matches).inputs[i];
      const NodeKind kind = test.ast.node(test.ast.root()).kind;
      const std::string input = language::print(table.inputs[asked[i]].ast);
      const std::string wanted = language::print(test.ast);
      all.parts.push_back(leaf(test.text.to_file(test.ast.node(test.ast.root()).range),
                               kind == NodeKind::test_compare ? input + " " + wanted : input + ": " + wanted,
                               node, kind == NodeKind::test_compare));
    }
    add(std::move(all));
  }

  const plan::Plan& plan_;
  CoverageMap map_;
  std::map<const model::Provision*, SketchId> bodies_;
  std::size_t depth_ = 0;
};

}  // namespace

CoverageMap coverage_map(const plan::Plan& plan) {
  return MapBuilder(plan).build();
}

}  // namespace weir::suite
