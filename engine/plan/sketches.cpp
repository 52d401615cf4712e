#include <algorithm>

#include "language/printer.hpp"
#include "plan/compiler.hpp"

namespace weir::plan {

using check::Binding;
using language::NodeKind;

namespace {

void add_read(Sketch& leaf, FactRead read) {
  if (std::find(leaf.facts.begin(), leaf.facts.end(), read) == leaf.facts.end())
    leaf.facts.push_back(std::move(read));
}

}  // namespace

SketchId Compiler::add(Sketch sketch) {
  plan_.sketches.push_back(std::move(sketch));
  return SketchId(plan_.sketches.size() - 1);
}

Compiled Compiler::condition(const model::Condition& body, const Context& context) {
  if (body.kind == model::Condition::Kind::expression) {
    const Typed& typed = checked_.of(body.expression);
    const language::NodeId root = body.expression.ast.root();
    const NodeId node = value(typed, root, context);
    if (typed.root().type.kind != model::Kind::truth) return {node, {}};
    return {node, sketch(typed, root, context)};
  }
  Sketch proof;
  std::vector<NodeId> nodes;
  for (const model::Condition& part : body.parts) {
    const Compiled compiled = condition(part, context);
    nodes.push_back(compiled.node);
    proof.parts.push_back(compiled.sketch);
  }
  switch (body.kind) {
    case model::Condition::Kind::expression:
    case model::Condition::Kind::all:
      proof.kind = Sketch::Kind::all;
      proof.expression = "all of these";
      proof.node = build_.logical_and(std::move(nodes));
      break;
    case model::Condition::Kind::any:
      proof.kind = Sketch::Kind::any;
      proof.expression = "any of these";
      proof.node = build_.logical_or(std::move(nodes));
      break;
    case model::Condition::Kind::none:
      proof.kind = Sketch::Kind::none;
      proof.expression = "none of these";
      proof.node = build_.logical_not(build_.logical_or(std::move(nodes)));
      break;
    case model::Condition::Kind::at_least: {
      proof.kind = Sketch::Kind::at_least;
      proof.expression = "at least " + std::to_string(body.count) + " of these";
      Node node = build_.prepare(Op::at_least, ColumnKind::truth, std::move(nodes));
      node.count = body.count;
      proof.node = build_.add(std::move(node));
      break;
    }
  }
  const NodeId node = proof.node;
  return {node, add(std::move(proof))};
}

bool Compiler::in_reach(const Typed& typed, language::NodeId id, const Context& context) const {
  const language::Ast& ast = typed.source->ast;
  const Binding& binding = typed.node(id).binding;
  // Rows named inside the construct itself come into reach with it.
  if (language::is_row_construct(ast.node(id).kind)) return true;
  if (binding.place.root == check::Root::variable && !row_in_reach(binding.place, context)) return false;
  for (std::size_t i = 0; i < ast.child_count(id); ++i) {
    if (!in_reach(typed, ast.child(id, i), context)) return false;
  }
  return true;
}

bool Compiler::row_in_reach(const check::Place& place, const Context& context) const {
  return place.root == check::Root::subject ||
         std::any_of(context.rows.begin(), context.rows.end(),
                     [&](const RowScope& row) { return row.slot == place.slot; });
}

void Compiler::reads(const Typed& typed, language::NodeId id, const Context& context, Sketch& leaf) {
  const language::Ast& ast = typed.source->ast;
  for (std::size_t i = 0; i < ast.child_count(id); ++i) reads(typed, ast.child(id, i), context, leaf);
  const Binding& binding = typed.node(id).binding;
  const language::Node& syntax = ast.node(id);
  if (language::is_row_construct(syntax.kind) || syntax.kind == NodeKind::call ||
      syntax.kind == NodeKind::field) {
    // What a leaf computes over rows or chains is shown by its result; truths have proofs of their own.
    const model::Type& type = typed.node(id).type;
    const bool computed = syntax.kind != NodeKind::call || syntax.names[0] == "interest";
    if (computed && type.kind != model::Kind::truth && type.kind != model::Kind::error &&
        type.shape == model::Shape::single && in_reach(typed, id, context))
      leaf.values.emplace_back(language::print(ast, id), value(typed, id, context));
  }
  if (const auto list = typed.lists.find(id); list != typed.lists.end()) {
    const check::ListSource& source = list->second;
    if (source.kind == check::ListSource::Kind::rows || source.kind == check::ListSource::Kind::parties)
      add_read(leaf, {source.place, source.fact, {}, {}});
  }
  if (binding.kind == Binding::Kind::fact) {
    FactRead read{binding.place, binding.fact, {}, {}};
    check::Place start = binding.place;
    start.via.clear();
    const bool listed = start.root == check::Root::variable || start.root == check::Root::subject;
    if (listed && row_in_reach(start, context)) read.row = *row_index(start, context);
    const model::EntityId entity = plan_.vocabulary().fact(binding.fact).entity;
    if (entity == plan_.vocabulary().procedure && context.regime) read.regime = context.regime->id;
    add_read(leaf, std::move(read));
  }
  if (binding.kind == Binding::Kind::stage) {
    leaf.values.emplace_back(language::print(ast, id), value(typed, id, context));
    read_stage(binding, leaf);
  }
  if (binding.kind == Binding::Kind::definition || binding.kind == Binding::Kind::attribute) {
    const model::Definition& entry = definition_at(binding.definition);
    if (!std::holds_alternative<model::Group>(entry.body)) {
      if (typed.node(id).type.kind != model::Kind::truth) {
        leaf.values.emplace_back(language::print(ast, id), value(typed, id, context));
      }
      if (binding.kind == Binding::Kind::definition) reads_of_definition(binding.definition, leaf);
    }
  }
}

void Compiler::reads_of_definition(check::DefinitionId id, Sketch& leaf) {
  const model::Definition& entry = definition_at(id);
  const Context context = context_of(entry);
  auto read = [&](const model::Expression& expression) {
    reads(checked_.of(expression), expression.ast.root(), context, leaf);
  };
  if (entry.by) read(*entry.by);
  if (const auto* body = std::get_if<model::Condition>(&entry.body)) {
    if (body->kind == model::Condition::Kind::expression) read(body->expression);
  } else if (const auto* lines = std::get_if<model::Table>(&entry.body)) {
    for (const model::Expression& input : lines->inputs) read(input);
    for (const model::Table::Line& line : lines->lines) read(line.answer);
  } else if (const auto* versions = std::get_if<model::Versions>(&entry.body)) {
    for (const model::Versions::Version& row : versions->versions) {
      if (row.body.kind == model::Condition::Kind::expression && !row.pending) read(row.body.expression);
    }
  }
}

SketchId Compiler::definition_sketch(check::DefinitionId id) {
  const auto key = std::pair(id.value, reading_);
  if (const auto known = definition_sketches_.find(key); known != definition_sketches_.end())
    return known->second;
  const model::Definition& entry = definition_at(id);
  const Context context = context_of(entry);
  Sketch proof;
  proof.expression = entry.id;
  proof.title = entry.title;
  proof.provision = &entry;
  proof.node = definition(id, 0, Part::after, std::nullopt);
  proof.kind = Sketch::Kind::definition;
  // A definition that reads itself on holders: its proof goes down the chain as far as the case does.
  if (checked_.definitions[id.index()].recursive) {
    definition_sketches_.emplace(key, add(proof));
    const SketchId own = definition_sketches_.at(key);
    Sketch whole = definition_body_sketch(entry, context, std::move(proof));
    plan_.sketches[own.index()] = std::move(whole);
    return own;
  }
  const SketchId result = add(definition_body_sketch(entry, context, std::move(proof)));
  definition_sketches_.emplace(key, result);
  return result;
}

Sketch Compiler::definition_body_sketch(const model::Definition& entry, const Context& context,
                                        Sketch proof) {
  if (const auto* body = std::get_if<model::Condition>(&entry.body)) {
    proof.parts.push_back(condition(*body, context).sketch);
  } else if (const auto* lines = std::get_if<model::Table>(&entry.body)) {
    proof.kind = Sketch::Kind::table;
    const LineTruths truths = this->lines(*lines, context);
    for (const model::Expression& input : lines->inputs) {
      reads(checked_.of(input), input.ast.root(), context, proof);
    }
    for (std::size_t i = 0; i < lines->lines.size(); ++i) {
      const model::Table::Line& row = lines->lines[i];
      Sketch part;
      part.kind = Sketch::Kind::line;
      part.node = truths.matches[i];
      part.selected = truths.answers[i];
      for (std::size_t k = 0; k < row.tests.size(); ++k) {
        const language::Ast& ast = row.tests[k].ast;
        const language::NodeKind kind = ast.node(ast.root()).kind;
        if (kind == NodeKind::test_any) continue;
        if (!part.expression.empty()) part.expression += ", ";
        const std::string input = language::print(lines->inputs[k].ast);
        const std::string wanted = language::print(ast);
        part.expression += kind == NodeKind::test_compare ? input + " " + wanted : input + ": " + wanted;
      }
      if (part.expression.empty()) part.expression = "otherwise";
      const Typed& answer = checked_.of(row.answer);
      if (answer.root().type.kind == model::Kind::truth) {
        part.parts.push_back(sketch(answer, row.answer.ast.root(), context));
      }
      proof.parts.push_back(add(std::move(part)));
    }
    if (truths.beyond.valid()) {
      Sketch part;
      part.kind = Sketch::Kind::line;
      part.node = part.selected = truths.beyond;
      part.expression = "what it asks about does not apply";
      proof.parts.push_back(add(std::move(part)));
    }
  } else if (const auto* ask = std::get_if<model::Judgement>(&entry.body)) {
    proof.kind = Sketch::Kind::judgement;
    if (proof.title.empty()) proof.title = ask->ask;
    if (ask->true_if) proof.parts.push_back(condition(*ask->true_if, context).sketch);
    if (ask->false_if) {
      const Compiled line = condition(*ask->false_if, context);
      Sketch negation;
      negation.kind = Sketch::Kind::negation;
      negation.expression = "not";
      negation.node = build_.logical_not(line.node);
      negation.parts = {line.sketch};
      proof.parts.push_back(add(std::move(negation)));
    }
  } else if (const auto* again = std::get_if<model::Retest>(&entry.body)) {
    retest_sketch(*again, context, proof);
  } else if (const auto* versions = std::get_if<model::Versions>(&entry.body)) {
    for (const model::Versions::Version& row : versions->versions) {
      if (row.pending) continue;
      proof.parts.push_back(condition(row.body, context).sketch);
    }
  }
  return proof;
}

SketchId Compiler::rows_sketch(const Typed& typed, language::NodeId id, const Context& context,
                               Sketch proof) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  Context inside;
  const CompiledList rows = rows_of(typed, id, context, inside);
  proof.kind = Sketch::Kind::rows;
  proof.list = static_cast<std::uint32_t>(rows.table.list_index());
  proof.selected = rows.selected;
  const check::ListSource& source = typed.lists.at(ast.child(id, 0));
  if (source.kind == check::ListSource::Kind::rows || source.kind == check::ListSource::Kind::parties)
    add_read(proof, {source.place, source.fact, {}, {}});
  proof.parts.push_back(sketch(typed, ast.child(id, syntax.has_filter ? 2 : 1), inside));
  return add(std::move(proof));
}

SketchId Compiler::sketch(const Typed& typed, language::NodeId id, const Context& context) {
  const language::Ast& ast = typed.source->ast;
  const language::Node& syntax = ast.node(id);
  Sketch proof;
  proof.node = value(typed, id, context);
  proof.expression = language::print(ast, id);
  const Binding& binding = typed.node(id).binding;
  if (syntax.kind == NodeKind::logical_and || syntax.kind == NodeKind::logical_or ||
      syntax.kind == NodeKind::logical_not) {
    proof.kind = syntax.kind == NodeKind::logical_and  ? Sketch::Kind::all
                 : syntax.kind == NodeKind::logical_or ? Sketch::Kind::any
                                                       : Sketch::Kind::negation;
    if (syntax.kind != NodeKind::logical_not) {
      proof.expression = syntax.kind == NodeKind::logical_and ? "all of these" : "any of these";
    }
    for (std::size_t i = 0; i < ast.child_count(id); ++i)
      proof.parts.push_back(sketch(typed, ast.child(id, i), context));
    return add(std::move(proof));
  }
  if (syntax.kind == NodeKind::some || syntax.kind == NodeKind::every || syntax.kind == NodeKind::no)
    return rows_sketch(typed, id, context, std::move(proof));
  const bool names_definition = syntax.kind == NodeKind::path && (binding.kind == Binding::Kind::definition ||
                                                                  binding.kind == Binding::Kind::attribute);
  if (names_definition) {
    const SketchId body = definition_sketch(binding.definition);
    if (checked_.definitions[binding.definition.index()].recursive) {
      // Its own sketch may still be in the making: it is referred to, not copied.
      proof.kind = Sketch::Kind::definition;
      proof.parts = {body};
      if (binding.kind == Binding::Kind::attribute) {
        if (auto index = row_index(binding.place, context)) proof.enters = *index;
      }
      return add(std::move(proof));
    }
    Sketch named = plan_.sketch(body);
    named.node = proof.node;
    named.expression = proof.expression;
    if (binding.kind == Binding::Kind::attribute) {
      if (auto index = row_index(binding.place, context)) named.enters = *index;
    }
    return add(std::move(named));
  }
  reads(typed, id, context, proof);
  return add(std::move(proof));
}

}  // namespace weir::plan
