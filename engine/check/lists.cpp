#include <algorithm>

#include "base/text.hpp"
#include "check/expression_typer.hpp"

namespace weir::check {

using diagnostics::Code;
using language::NodeId;
using model::Kind;
using model::Shape;
using model::Type;

std::optional<ListSource> ExpressionTyper::list_of_fact(const Place& place, model::FactId fact) const {
  const auto& vocabulary = analysis_.vocabulary();
  const Type& type = vocabulary.fact(fact).type;
  ListSource source;
  source.place = place;
  source.fact = fact;
  if (type.shape == Shape::rows) {
    source.kind = ListSource::Kind::rows;
    source.entity = type.entity;
    return source;
  }
  if (type.kind == Kind::party && type.shape == Shape::set) {
    source.kind = ListSource::Kind::parties;
    source.entity = vocabulary.party;
    return source;
  }
  return std::nullopt;
}

void ExpressionTyper::flatten(NodeId id, ListSource& source, std::size_t& next) {
  const auto& vocabulary = analysis_.vocabulary();
  const auto& names = node(id).names;
  while (next < names.size()) {
    const auto fact = vocabulary.find_fact(source.entity, names[next]);
    if (!fact) return;
    const auto further = list_of_fact({}, *fact);
    if (!further) return;
    source.then.push_back(*fact);
    source.entity = further->entity;
    source.held = source.holding = false;
    ++next;
  }
}

std::optional<ListSource> ExpressionTyper::path_list(NodeId id, std::size_t& next) {
  const auto& vocabulary = analysis_.vocabulary();
  const auto& names = node(id).names;
  std::optional<ListSource> source;
  Place place;
  next = 1;
  if (is_root(names[0])) {
    const auto root = root_place(id);
    if (!root) return std::nullopt;
    place = *root;
  } else if (const auto found = analysis_.find_definition(names[0])) {
    if (scope_.reads) scope_.reads->definitions.push_back({*found, name_span(id, 0), on_another_day_, 0});
    if (const ListSource* named = analysis_.named_list(*found, name_span(id, 0))) {
      source = ListSource{};
      source->kind = ListSource::Kind::named;
      source->definition = *found;
      source->entity = named->entity;
      source->held = named->held;
      source->holding = named->holding;
    }
  } else if (vocabulary.find_fact(vocabulary.transaction, names[0])) {
    place.entity = vocabulary.transaction;  // `approvals` stands for `transaction.approvals`
    next = 0;
  } else {
    unknown_name(id);
    return std::nullopt;
  }
  while (!source && next < names.size() && place.entity.valid()) {
    const auto fact = vocabulary.find_fact(place.entity, names[next]);
    if (!fact) break;
    ++next;
    source = list_of_fact(place, *fact);
    const Type& type = vocabulary.fact(*fact).type;
    if (source || type.kind != Kind::party) break;
    place.via.push_back(*fact);
    place.entity = vocabulary.party;
  }
  if (!source) {
    const Type type = is_root(names[0]) ? follow(id, *root_place(id)) : Type{};
    const bool reported = is_root(names[0]) && type.kind == Kind::error;
    if (!reported) {
      emit(Code::not_a_list, span_of(id), "`" + text_of(id) + "` is no list of rows",
           type.kind == Kind::error ? "" : "this is of type " + describe(type))
          .with_help(
              "name a list of the vocabulary, `holders(…)`, `circle(…)`, or a definition with `list:`");
    }
    return std::nullopt;
  }
  flatten(id, *source, next);
  return source;
}

std::optional<DefinitionId> ExpressionTyper::require_declared(NodeId id, std::string_view what) {
  const bool method = what == "method";
  const auto fits = [&](const model::Definition& declared) {
    return method ? std::holds_alternative<model::Attribution>(declared.body)
                  : std::holds_alternative<model::Circle>(declared.body);
  };
  const std::string name = text_of(id);
  const auto found = analysis_.find_definition(name);
  if (found && fits(analysis_.definition(*found))) {
    if (scope_.reads) scope_.reads->definitions.push_back({*found, span_of(id), on_another_day_, 0});
    analysis_.require(*found, span_of(id));
    return found;
  }
  std::vector<std::string> names;
  for (const auto& declared : analysis_.rule_sets().definitions) {
    if (fits(declared)) names.push_back(declared.id);
  }
  const std::string noun = method ? "method of attribution" : "circle";
  auto& diagnostic = emit(Code::unknown_method, span_of(id), "there is no " + noun + " `" + name + "`",
                          "no such " + std::string(what));
  if (found) {
    diagnostic.label(analysis_.definition(*found).id_span,
                     "`" + name + "` is no " + noun + ": it has no `" + (method ? "path" : "links") + "`");
  } else {
    diagnostics::suggest(diagnostic, base::closest(name, names), span_of(id), std::string(what));
  }
  return std::nullopt;
}

bool ExpressionTyper::require_party(NodeId id) {
  const Type type = infer(id, {});
  if (type.kind == Kind::error) return false;
  if (type.kind == Kind::party && type.shape == Shape::single) return true;
  emit(Code::not_a_party, span_of(id), "`" + text_of(id) + "` is no party",
       "this is of type " + describe(type));
  return false;
}

std::optional<ListSource> ExpressionTyper::call_list(NodeId id) {
  const auto& syntax = node(id);
  const std::string function = syntax.names.empty() ? std::string() : syntax.names[0];
  ListSource source;
  source.entity = analysis_.vocabulary().party;
  if (function == "holders") {
    source.kind = ListSource::Kind::holders;
  } else if (function == "upstream") {
    source.kind = ListSource::Kind::upstream;
  } else if (function == "downstream") {
    source.kind = ListSource::Kind::downstream;
  } else if (function == "circle") {
    source.kind = ListSource::Kind::circle;
  } else {
    emit(Code::not_a_list, span_of(id), "`" + text_of(id) + "` is no list of rows")
        .with_help("the lists of parties are `holders`, `upstream`, `downstream` and `circle`");
    return std::nullopt;
  }
  source.held = source.kind != ListSource::Kind::circle;
  source.holding = source.kind == ListSource::Kind::holders || source.kind == ListSource::Kind::upstream;
  const std::string what = source.held ? "method" : "circle";
  if (syntax.child_count != 2) {
    emit(Code::wrong_arguments, span_of(id),
         "`" + function + "` takes two arguments, a party and a " + what + ", not " +
             std::to_string(syntax.child_count));
    return std::nullopt;
  }
  const bool party = require_party(child(id, 0));
  const auto declared = require_declared(child(id, 1), what);
  if (!party || !declared) return std::nullopt;
  source.party = child(id, 0);
  source.definition = *declared;
  return source;
}

std::optional<ListSource> ExpressionTyper::infer_list(NodeId id) {
  const auto& syntax = node(id);
  std::optional<ListSource> source;
  std::size_t next = 0;
  std::size_t names = 0;
  if (syntax.kind == NodeKind::call) {
    source = call_list(id);
  } else if (syntax.kind == NodeKind::field) {
    source = call_list(child(id, 0));
    if (source) flatten(id, *source, next);
    names = syntax.names.size();
  } else if (syntax.kind == NodeKind::path) {
    source = path_list(id, next);
    names = syntax.names.size();
  } else {
    emit(Code::not_a_list, span_of(id), "`" + text_of(id) + "` is no list of rows");
  }
  if (source && next < names) {
    const std::string& entity = analysis_.vocabulary().entity(source->entity).name;
    emit(Code::not_a_list, name_span(id, next),
         "`" + syntax.names[next] + "` is no list of the rows before it",
         "a row here is one of `" + entity + "`");
    return std::nullopt;
  }
  if (source) typed_.lists[id] = *source;
  return source;
}

Type ExpressionTyper::values_of(NodeId id, ListSource source, std::size_t next) {
  const auto& vocabulary = analysis_.vocabulary();
  const auto& names = node(id).names;
  typed_.lists[id] = source;
  if (next >= names.size()) {  // the rows stand for the set of their key field
    const model::FactId key = vocabulary.entity(source.entity).key;
    if (!key.valid()) return {.kind = Kind::row, .shape = Shape::rows, .entity = source.entity};
    binding(id).kind = Binding::Kind::values;
    binding(id).fact = key;
    Type type = vocabulary.fact(key).type;
    type.shape = Shape::set;
    return type;
  }
  if (next + 1 < names.size()) {
    emit(Code::unknown_fact, name_span(id, next + 1),
         "`" + names[next] + "` has no part `" + names[next + 1] + "`");
    return {};
  }
  Type type;
  if (const auto field = vocabulary.find_fact(source.entity, names[next])) {
    binding(id).fact = *field;
    type = vocabulary.fact(*field).type;
  } else if (const auto attribute =
                 analysis_.find_definition(vocabulary.entity(source.entity).name + "." + names[next])) {
    if (scope_.reads)
      scope_.reads->definitions.push_back({*attribute, name_span(id, next), on_another_day_, 0});
    binding(id).definition = *attribute;
    type = analysis_.require(*attribute, name_span(id, next)).type;
    if (type.kind == Kind::error) return {};
  } else {
    std::vector<std::string> fields;
    for (const auto fact : vocabulary.entity(source.entity).facts)
      fields.push_back(vocabulary.fact(fact).field);
    const std::string& entity = vocabulary.entity(source.entity).name;
    auto& diagnostic =
        emit(Code::unknown_fact, name_span(id, next),
             "the vocabulary has no fact `" + entity + "." + names[next] + "`", "no such fact");
    diagnostics::suggest(diagnostic, base::closest(names[next], fields), name_span(id, next), "fact");
    return {};
  }
  if (type.kind != Kind::code && type.kind != Kind::party) {
    emit(Code::no_value, span_of(id), "the values of `" + names[next] + "` on many rows are no set of items",
         "one of them is of type " + describe(type))
        .with_help("ask row by row: `some x in … has (x." + names[next] + " …)`");
    return {};
  }
  binding(id).kind = Binding::Kind::values;
  type.shape = Shape::set;
  return type;
}

const ListSource* Analysis::named_list(DefinitionId id, base::Span read_at) {
  const auto* list = std::get_if<model::NamedList>(&definition(id).body);
  if (!list) return nullptr;
  require(id, read_at);
  const auto typed = result_.typed.find(&list->rows);
  if (typed == result_.typed.end() || !list->rows.present()) return nullptr;
  const auto& ast = list->rows.ast;
  const auto found = typed->second.lists.find(ast.child(ast.root(), 0));
  return found == typed->second.lists.end() ? nullptr : &found->second;
}

std::optional<std::uint32_t> Analysis::find_subject(std::string_view name) const {
  const auto found = subjects_by_name_.find(name);
  if (found == subjects_by_name_.end()) return std::nullopt;
  return found->second;
}

}  // namespace weir::check
