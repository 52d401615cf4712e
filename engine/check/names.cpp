#include <algorithm>

#include "base/text.hpp"
#include "check/expression_typer.hpp"
#include "language/printer.hpp"

namespace weir::check {

using diagnostics::Code;
using model::Kind;
using model::Shape;
using model::Type;

namespace {

std::optional<Root> root_from_text(std::string_view name) {
  if (name == "transaction") return Root::transaction;
  if (name == "procedure") return Root::procedure;
  if (name == "acquirer") return Root::acquirer;
  if (name == "target") return Root::target;
  if (name == "vendor") return Root::vendor;
  if (name == "stake") return Root::stake;
  if (name == "it") return Root::it;
  return std::nullopt;
}

constexpr std::string_view root_names[] = {"transaction", "acquirer",  "target", "vendor",
                                           "stake",       "procedure", "as_of",  "known_on"};

}  // namespace

std::string ExpressionTyper::text_of(language::NodeId id) const {
  const auto range = node(id).range;
  return expression_.text.text.substr(range.begin, range.end - range.begin);
}

base::Span ExpressionTyper::name_span(language::NodeId id, std::size_t index) const {
  const auto& ranges = node(id).name_ranges;
  return index < ranges.size() ? expression_.text.to_file(ranges[index]) : span_of(id);
}

bool ExpressionTyper::needs_hint(language::NodeId id) const {
  const auto& syntax = node(id);
  if (syntax.kind == NodeKind::none) return true;
  if (syntax.kind == NodeKind::set) {
    for (std::size_t i = 0; i < syntax.child_count; ++i) {
      if (!needs_hint(child(id, i))) return false;
    }
    return true;
  }
  if (syntax.kind != NodeKind::path || syntax.names.empty()) return false;
  if (syntax.names.size() > 1) return false;  // no code has dots
  const std::string& first = syntax.names.front();
  if (first == "as_of" || first == "known_on" || is_root(first)) return false;
  if (const auto found = analysis_.find_definition(first)) {
    const auto* group = std::get_if<model::Group>(&analysis_.definition(*found).body);
    return group && group->of.empty() && group->members.empty();  // its domain is settled by its use
  }
  return true;
}

Type ExpressionTyper::infer_path(language::NodeId id, const Hint& hint) {
  const auto& names = node(id).names;
  if (names.empty()) return {};
  if (names.size() == 1 && (names[0] == "as_of" || names[0] == "known_on")) {
    binding(id).kind = names[0] == "as_of" ? Binding::Kind::as_of : Binding::Kind::known_on;
    return {.kind = Kind::date};
  }
  if (const auto day = infer_stage(id)) return *day;
  if (is_root(names[0])) {
    const auto place = root_place(id);
    return place ? follow(id, *place) : Type{};
  }
  if (const auto found = analysis_.find_definition(names[0])) {
    if (!std::holds_alternative<model::NamedList>(analysis_.definition(*found).body))
      return bind_definition(id, 0, *found, hint);
    std::size_t next = 0;
    auto rows = path_list(id, next);
    return rows ? values_of(id, std::move(*rows), next) : Type{};
  }
  if (names.size() == 1 && hint && hint->kind == Kind::code) return infer_code(id, names[0], hint);
  if (hint && hint->kind == Kind::error) return {};
  if (names_own_stage(id)) return bind_stage(id, 0, *scope_.clock);
  unknown_name(id);
  return {};
}

bool ExpressionTyper::is_root(std::string_view name) const {
  return find_variable(name) || root_from_text(name) || analysis_.find_subject(name);
}

const ExpressionTyper::Variable* ExpressionTyper::find_variable(std::string_view name) const {
  const auto found = std::ranges::find(variables_, name, &Variable::name);
  return found == variables_.end() ? nullptr : &*found;
}

std::optional<Place> ExpressionTyper::root_place(language::NodeId id) {
  const auto& vocabulary = analysis_.vocabulary();
  const std::string& name = node(id).names[0];
  Place place;
  if (const Variable* variable = find_variable(name)) {
    place.root = Root::variable;
    place.slot = variable->slot;
    place.entity = variable->entity;
    return place;
  }
  if (!root_from_text(name)) {
    place.root = Root::subject;
    place.slot = *analysis_.find_subject(name);
    place.entity = vocabulary.party;
    if (scope_.reads) scope_.reads->deal.push_back({name, name_span(id, 0)});
    return place;
  }
  place.root = *root_from_text(name);
  switch (place.root) {
    case Root::variable:
    case Root::subject:
      break;
    case Root::transaction:
      place.entity = vocabulary.transaction;
      break;
    case Root::procedure:
      place.entity = vocabulary.procedure;
      break;
    case Root::acquirer:
    case Root::target:
    case Root::vendor:
      place.entity = vocabulary.party;
      break;
    case Root::stake:
      place.entity = vocabulary.holding;
      break;
    case Root::it:
      place.entity = scope_.it;
      if (!place.entity.valid()) {
        if (scope_.of_nothing) return std::nullopt;
        emit(Code::it_outside_attribute, name_span(id, 0), "`it` stands for no party here")
            .with_help("`it` is the party that an attribute such as `party.is_foreign` is about");
        return std::nullopt;
      }
      break;
  }
  const bool deal = place.root == Root::acquirer || place.root == Root::target ||
                    place.root == Root::vendor || place.root == Root::stake;
  if (deal && scope_.reads) scope_.reads->deal.push_back({node(id).names[0], name_span(id, 0)});
  return place;
}

Type ExpressionTyper::follow(language::NodeId id, Place place) {
  const auto& vocabulary = analysis_.vocabulary();
  const auto& names = node(id).names;
  const Variable* variable = find_variable(names[0]);
  if (variable && variable->held && names.size() > 1 && names[1] == "held") {
    binding(id).kind = Binding::Kind::held;
    binding(id).place = place;
    return bind_before(id, 1, {.kind = Kind::share, .change = true});
  }
  for (std::size_t at = 1; at < names.size(); ++at) {
    if (!place.entity.valid()) return {};
    if (const auto fact = vocabulary.find_fact(place.entity, names[at])) {
      const Type& type = vocabulary.fact(*fact).type;
      const bool further = at + 1 < names.size();
      if (further && list_of_fact(place, *fact)) {
        std::size_t next = 0;
        auto source = path_list(id, next);
        return source ? values_of(id, std::move(*source), next) : Type{};
      }
      if (further && type.kind == Kind::party && type.shape == Shape::single) {
        place.via.push_back(*fact);
        place.entity = vocabulary.party;
        continue;
      }
      return bind_fact(id, at, place, *fact);
    }
    const std::string& entity = vocabulary.entity(place.entity).name;
    if (const auto attribute = analysis_.find_definition(entity + "." + names[at])) {
      binding(id).place = place;
      return bind_definition(id, at, *attribute, {});
    }
    // Behind a row of holders stands the holding itself.
    if (at == 1 && variable && variable->holding && place.entity == vocabulary.party) {
      Place held = place;
      held.entity = vocabulary.holding;
      held.holding = true;
      if (const auto fact = vocabulary.find_fact(held.entity, names[at]))
        return bind_fact(id, at, held, *fact);
      if (const auto attribute = analysis_.find_definition("holding." + names[at])) {
        binding(id).place = held;
        return bind_definition(id, at, *attribute, {});
      }
    }
    std::vector<std::string> candidates;
    if (variable && variable->held && at == 1) candidates.push_back("held");
    for (const auto fact : vocabulary.entity(place.entity).facts)
      candidates.push_back(vocabulary.fact(fact).field);
    for (const auto& definition : analysis_.rule_sets().definitions) {
      if (definition.attribute_of == entity) candidates.push_back(definition.name);
    }
    auto& diagnostic = emit(Code::unknown_fact, name_span(id, at),
                            "the vocabulary has no fact `" + entity + "." + names[at] + "`", "no such fact");
    diagnostics::suggest(diagnostic, base::closest(names[at], candidates), name_span(id, at), "fact");
    return {};
  }
  binding(id).kind = Binding::Kind::row;
  binding(id).place = place;
  if (place.entity == vocabulary.party) return {.kind = Kind::party, .entity = vocabulary.party};
  return {.kind = Kind::row, .entity = place.entity};
}

Type ExpressionTyper::bind_fact(language::NodeId id, std::size_t at, const Place& place, model::FactId fact) {
  const auto& vocabulary = analysis_.vocabulary();
  auto& bound = binding(id);
  bound.kind = Binding::Kind::fact;
  bound.place = place;
  bound.fact = fact;
  Type type = vocabulary.fact(fact).type;
  if (type.shape == Shape::rows || type.kind == Kind::row) {
    if (const auto source = list_of_fact(place, fact)) typed_.lists[id] = *source;
    const model::FactId key = type.entity.valid() ? vocabulary.entity(type.entity).key : model::FactId();
    if (!key.valid()) return type;
    Type keys = vocabulary.fact(key).type;  // a list of rows stands for the set of its key field
    keys.shape = Shape::set;
    keys.change = false;
    return keys;
  }
  return bind_before(id, at, type);
}

Type ExpressionTyper::bind_definition(language::NodeId id, std::size_t at, DefinitionId definition,
                                      const Hint& hint) {
  const auto& names = node(id).names;
  const auto& declared = analysis_.definition(definition);
  const std::size_t read = scope_.reads ? scope_.reads->definitions.size() : 0;
  if (scope_.reads) scope_.reads->definitions.push_back({definition, name_span(id, at), on_another_day_, 0});
  // Reading an attribute on a holder may lead back to the attribute that is being read.
  const Variable* variable = at > 0 ? find_variable(names[0]) : nullptr;
  const auto direction =
      variable && variable->held ? Analysis::Direction::upward : Analysis::Direction::plain;
  const DefinitionInfo info = analysis_.require(definition, name_span(id, at), direction);
  auto& bound = binding(id);
  bound.kind = declared.attribute_of.empty() ? Binding::Kind::definition : Binding::Kind::attribute;
  bound.definition = definition;
  Type type = info.type;
  std::size_t last = at;
  if (const auto* values = std::get_if<model::Values>(&declared.body); values && !values->columns.empty()) {
    const auto& columns = values->columns;
    if (at + 1 >= names.size()) {
      emit(Code::column_missing, name_span(id, at),
           "`" + declared.id + "` has several columns and none is named")
          .label(declared.id_span, "its columns are " + base::join(columns, ", "))
          .with_help("write `" + declared.id + "." + columns.front() + "`");
      return {};
    }
    const auto found = std::ranges::find(columns, names[at + 1]);
    if (found == columns.end()) {
      auto& diagnostic = emit(Code::column_missing, name_span(id, at + 1),
                              "`" + declared.id + "` has no column `" + names[at + 1] + "`");
      diagnostic.label(declared.id_span, "its columns are " + base::join(columns, ", "));
      diagnostics::suggest(diagnostic, base::closest(names[at + 1], columns), name_span(id, at + 1),
                           "column");
      return {};
    }
    bound.column = static_cast<std::uint32_t>(found - columns.begin());
    if (scope_.reads) scope_.reads->definitions[read].column = bound.column;
    type = bound.column < info.column_types.size() ? info.column_types[bound.column] : Type{};
    last = at + 1;
  }
  if (type.kind == Kind::code && !type.domain.valid() && hint && hint->kind == Kind::code &&
      hint->domain.valid()) {
    analysis_.settle_domain(definition, hint->domain);
    type.domain = hint->domain;
  }
  return bind_before(id, last, type);
}

Type ExpressionTyper::bind_before(language::NodeId id, std::size_t at, Type type) {
  const auto& names = node(id).names;
  if (at + 1 == names.size() || type.kind == Kind::error) return type;
  const std::string shown = "`" + names[at] + "`";
  if (names[at + 1] != "before" || at + 2 != names.size()) {
    emit(Code::unknown_fact, name_span(id, at + 1), shown + " has no part `" + names[at + 1] + "`",
         shown + " is of type " + describe(type));
    return {};
  }
  if (!type.change) {
    emit(Code::not_a_change, name_span(id, at + 1), shown + " has no figure before the deal",
         shown + " is of type " + describe(type))
        .with_help("only a fact declared as `percent, change` has a figure before and after");
    return {};
  }
  binding(id).before = true;
  type.change = false;
  return type;
}

namespace {

std::string folded(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (c != ' ' && c != '-' && c != '_')
      letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return letters;
}

/// The code that is written in other letters, by its title, or as everyday use has it.
std::optional<std::string> meant_code(const model::Domain& domain, const std::string& written) {
  const std::string wanted = folded(written);
  std::vector<std::string> found;
  for (const model::Code& code : domain.codes) {
    if (folded(code.id) == wanted || folded(code.title) == wanted) found.push_back(code.id);
  }
  if (found.size() == 1) return found.front();
  const std::pair<std::string_view, std::string_view> everyday[] = {
      {"uk", "GB"}, {"usa", "US"}, {"uae", "AE"}};
  for (const auto& [word, code] : everyday) {
    if (domain.name == "country" && wanted == word && domain.find(code)) return std::string(code);
  }
  return std::nullopt;
}

}  // namespace

Type ExpressionTyper::infer_code(language::NodeId id, const std::string& code, const Hint& hint) {
  if (!hint->domain.valid()) {
    emit(Code::unknown_name, span_of(id), "nothing says which list `" + code + "` belongs to");
    return {};
  }
  const auto& domain = analysis_.vocabulary().domain(hint->domain);
  if (!domain.find(code) && !domain.open) {
    std::vector<std::string> candidates;
    for (const auto& known : domain.codes) candidates.push_back(known.id);
    for (const auto& known : analysis_.definition_names()) candidates.push_back(known);
    auto& diagnostic = emit(Code::unknown_code, span_of(id), "`" + code + "` is not a code of " + domain.name,
                            "no such code");
    diagnostic.with_help(domain.name == "country"
                             ? "a country is written with its two capital letters, as `CA`"
                             : "use a code of the list, or add this one to it in the vocabulary");
    if (const auto meant = meant_code(domain, code)) {
      diagnostic.with_help("`" + *meant + "` is " + domain.find(*meant)->title);
      diagnostic.fix(
          {"replace with `" + *meant + "`", diagnostics::Fix::Trust::suggested, {{span_of(id), *meant}}});
      return {};
    }
    const auto near = base::closest(code, candidates);
    diagnostics::suggest(diagnostic, near, span_of(id), near && !domain.find(*near) ? "definition" : "code");
    return {};
  }
  binding(id).kind = Binding::Kind::code;
  binding(id).code = code;
  return {.kind = Kind::code, .domain = hint->domain};
}

void ExpressionTyper::unknown_name(language::NodeId id) {
  const auto& vocabulary = analysis_.vocabulary();
  const std::string& name = node(id).names[0];
  const base::Span span = name_span(id, 0);
  auto& diagnostic = emit(Code::unknown_name, span, "nothing is called `" + name + "` here", "unknown name");
  if (name == "yes" || name == "no") {
    const std::string truth = name == "yes" ? "true" : "false";
    diagnostic.with_help("write `" + truth + "`, or leave the comparison out: the fact alone is a condition");
    diagnostic.fix({"replace with `" + truth + "`", diagnostics::Fix::Trust::suggested, {{span, truth}}});
    return;
  }
  if (vocabulary.find_entity(name)) {
    diagnostic.with_help("`" + name + "` is a kind of thing; say which one: `acquirer`, `target`, `it`");
    return;
  }
  // A definition without the prefix of its regime, which may be longer than any slip of the pen.
  std::vector<std::string> prefixed;
  for (const auto& known : analysis_.definition_names()) {
    if (known.size() > name.size() + 1 && known.ends_with("_" + name)) prefixed.push_back(known);
  }
  if (prefixed.size() == 1) return diagnostics::suggest(diagnostic, prefixed.front(), span, "definition");
  for (const auto& domain : vocabulary.domains) {
    if (node(id).names.size() == 1 && domain.find(name)) {
      diagnostic.with_help("`" + name + "` is a code of " + domain.name +
                           "; compare it with a fact of that list");
      return;
    }
  }
  std::vector<std::string> candidates(std::begin(root_names), std::end(root_names));
  for (const Variable& variable : variables_) candidates.push_back(variable.name);
  for (const auto& known : analysis_.definition_names()) candidates.push_back(known);
  diagnostics::suggest(diagnostic, base::closest(name, candidates), span, "name");
}

}  // namespace weir::check
