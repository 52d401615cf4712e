// What runs over the rows of a list, in words.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/expression_reader.hpp"

namespace weir::report {

using check::ListSource;
using language::NodeId;
using language::NodeKind;

namespace {

/// Where the list of a row construct stands among its children.
std::size_t list_place(NodeKind kind) {
  const bool keyed = kind == NodeKind::sum_of || kind == NodeKind::max_of || kind == NodeKind::min_of ||
                     kind == NodeKind::largest_joint_interest;
  return keyed ? 1 : 0;
}

}  // namespace

ExpressionReader::ExpressionReader(const check::Checked& checked, const Naming& naming,
                                   const check::TypedExpression& expression)
    : checked_(checked), naming_(naming), expression_(expression) {
  name_variables();
}

std::string ExpressionReader::noun_of(const ListSource& source) const {
  switch (source.kind) {
    case ListSource::Kind::holders:
    case ListSource::Kind::upstream:
      if (source.then.empty()) return "holder";
      break;
    case ListSource::Kind::downstream:
      if (source.then.empty()) return "entity held";
      break;
    case ListSource::Kind::circle:
      if (source.then.empty()) return "person";
      break;
    case ListSource::Kind::rows:
    case ListSource::Kind::parties:
    case ListSource::Kind::named:
      break;
  }
  std::string name = source.entity.valid() ? checked_.vocabulary->entity(source.entity).name : "row";
  std::ranges::replace(name, '-', ' ');
  return name;
}

void ExpressionReader::name_variables() {
  for (std::size_t i = 0; i < ast().nodes.size(); ++i) {
    const NodeId id{i};
    if (!language::is_row_construct(node(id).kind) || node(id).names.empty()) continue;
    const auto source = expression_.lists.find(child(id, list_place(node(id).kind)));
    if (source == expression_.lists.end()) continue;
    std::string noun = noun_of(source->second);
    // Two rows of one kind, one inside the other, must not be taken for the same.
    for (std::size_t j = i + 1; j < ast().nodes.size(); ++j) {
      const language::Node& outer = ast().nodes[j];
      if (!language::is_row_construct(outer.kind) || outer.names.empty()) continue;
      const bool inside = outer.range.begin <= node(id).range.begin && node(id).range.end <= outer.range.end;
      const auto list = expression_.lists.find(child(NodeId{j}, list_place(outer.kind)));
      if (inside && list != expression_.lists.end() && noun_of(list->second) == noun)
        noun = fmt::format("{} ({})", noun, node(id).names[0]);
    }
    nouns_.emplace(node(id).names[0], noun);
  }
}

std::string ExpressionReader::called_list(NodeId id) const {
  const std::string& function = node(id).names[0];
  const std::string of = term(child(id, 0));
  const std::string way = ast().child_count(id) > 1 ? term(child(id, 1)) : std::string();
  if (function == "interest")
    return fmt::format("the interest of {} in {} ({})", of, way, term(child(id, 2)));
  if (function == "holders") return fmt::format("{}'s holders ({})", of, way);
  if (function == "upstream") return fmt::format("{}'s direct and indirect holders ({})", of, way);
  if (function == "downstream") return fmt::format("what {} holds directly and indirectly ({})", of, way);
  return fmt::format("{} and those who count together with it ({})", of, way);
}

std::string ExpressionReader::list(NodeId id) const {
  const language::Node& here = node(id);
  if (here.kind == NodeKind::call) return called_list(id);
  const check::Binding& binding = typed(id).binding;
  const auto source = expression_.lists.find(id);
  std::string words;
  if (here.kind == NodeKind::field) {
    words = called_list(child(id, 0));
    if (source == expression_.lists.end()) return words + (binding.before ? " before the deal" : "");
  } else if (source == expression_.lists.end()) {
    return naming_.text(base::join(here.names, "."));
  } else if (source->second.kind == ListSource::Kind::named) {
    words = naming_.definition(checked_.rule_sets->definitions[source->second.definition.index()]);
  } else {
    check::Binding rows;
    rows.place = source->second.place;
    rows.fact = source->second.fact;
    words = fact(rows, here.names[0]);
  }
  const auto of_rows = [&](const model::Fact& field) {
    words = fmt::format("the {} of {}", naming_.text(field.label.empty() ? field.field : field.label), words);
  };
  for (const model::FactId then : source->second.then) of_rows(checked_.vocabulary->fact(then));
  if (binding.kind != check::Binding::Kind::values) return words;
  if (!binding.fact.valid()) {
    const model::Definition& attribute = checked_.rule_sets->definitions[binding.definition.index()];
    return fmt::format("the {} of {}", naming_.definition(attribute), words);
  }
  // Rows that are held against items stand for their keys; that needs no saying.
  const model::Fact& field = checked_.vocabulary->fact(binding.fact);
  if (here.names.back() == field.field) of_rows(field);
  return words;
}

std::string ExpressionReader::rows(NodeId id, std::size_t place) const {
  const std::string all = term(child(id, place));
  if (!node(id).has_filter) return all;
  return fmt::format("those of {} where {}", all, inner(child(id, place + 1), Polarity::affirmed));
}

std::string ExpressionReader::quantified(NodeId id, Polarity polarity) const {
  const NodeKind kind = node(id).kind;
  const bool yes = polarity == Polarity::affirmed;
  const std::string_view how = kind == NodeKind::every           ? (yes ? "every one" : "not every one")
                               : (kind == NodeKind::some) == yes ? "at least one"
                                                                 : "none";
  return fmt::format("for {} of {}: {}", how, rows(id, 0),
                     condition(child(id, ast().child_count(id) - 1), Polarity::affirmed));
}

std::string ExpressionReader::reduction(NodeId id) const {
  const NodeKind kind = node(id).kind;
  const std::size_t place = list_place(kind);
  const bool dates = typed(id).type.kind == model::Kind::date;
  const std::string key = place == 1 ? operand(child(id, 0)) : std::string();
  switch (kind) {
    case NodeKind::count_of:
      return "the number of " + rows(id, place);
    case NodeKind::portion_of:
      return node(id).has_filter ? fmt::format("the portion of {} where {}", term(child(id, place)),
                                               inner(child(id, place + 1), Polarity::affirmed))
                                 : "the portion of " + term(child(id, place));
    case NodeKind::sum_of:
      return fmt::format("the sum of {} over {}", key, rows(id, place));
    case NodeKind::max_of:
      return fmt::format("the {} of {} over {}", dates ? "latest" : "largest", key, rows(id, place));
    case NodeKind::min_of:
      return fmt::format("the {} of {} over {}", dates ? "earliest" : "smallest", key, rows(id, place));
    case NodeKind::joint_interest:
      return "the joint interest of " + rows(id, place);
    case NodeKind::largest_joint_interest:
      return fmt::format("the largest joint interest of {}, taken together by {}", rows(id, place), key);
    default:
      return rows(id, place);
  }
}

}  // namespace weir::report
