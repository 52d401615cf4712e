#include "suite/meaning_keys.hpp"

#include <algorithm>

#include "model/working_days.hpp"
#include "suite/clause_parts.hpp"

namespace weir::suite {

using base::Truth;
using plan::Node;
using plan::Op;

namespace {

/// Unambiguous texts of numbers and words one after the other.
class KeyText {
 public:
  void number(std::int64_t value) { text_ += std::to_string(value) + ','; }
  void words(std::string_view value) {
    number(static_cast<std::int64_t>(value.size()));
    text_ += value;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// True where the order of the inputs does not matter to any value.
bool any_order(Op op) {
  switch (op) {
    case Op::add:
    case Op::multiply:
    case Op::greatest:
    case Op::least:
    case Op::equal:
    case Op::not_equal:
    case Op::date_equal:
    case Op::date_not_equal:
    case Op::earliest:
    case Op::latest:
    case Op::at_least:
    case Op::make_set:
      return true;
    default:
      return false;
  }
}

/// True where `text` is the name of a definition that its inputs and payload say in full.
bool only_named(Op op) {
  return op == Op::version || op == Op::judgement;
}

std::string days_text(const model::AnnouncedDays& calendar) {
  KeyText text;
  const auto write = [&](base::Date seen) {
    const model::WorkingDays& days = calendar.on(seen);
    text.number(seen.days), text.number(days.known().first.days), text.number(days.known().last.days);
    std::string bits;
    for (base::Date day = days.known().first; day < days.known().last; ++day.days)
      bits += days.roll(day).first == day ? '1' : '0';
    text.words(bits);
  };
  write(base::Date::beginning());
  for (base::Date day : calendar.announced()) write(day);
  return text.take();
}

std::string table_text(const plan::Plan& plan, const std::vector<MeaningKeys::Key>& keys,
                       plan::TableRef table) {
  if (table.is_list()) return "list " + std::to_string(keys[plan.list(table).rows.index()]);
  if (table.is_entity()) return "entity " + plan.vocabulary().entity(table.entity()).name;
  return table == plan::TableRef::cases() ? "cases" : "subjects";
}

void write_type(KeyText& text, const plan::Plan& plan, const model::Type& type) {
  const model::Vocabulary& vocabulary = plan.vocabulary();
  text.number(static_cast<int>(type.kind)), text.number(static_cast<int>(type.shape));
  text.words(type.domain.valid() ? vocabulary.domain(type.domain).name : "");
  text.words(type.dimension.valid() ? vocabulary.dimension(type.dimension).name : "");
  text.words(type.entity.valid() ? vocabulary.entity(type.entity).name : "");
}

/// What a method or circle says; its name does not count.
std::string declared_text(const plan::Plan& plan, const std::string& id) {
  KeyText text;
  for (const model::Definition& definition : plan.rule_sets().definitions) {
    if (definition.id != id) continue;
    for (const ClausePart& part : parts_of(definition)) {
      if (part.role == ClausePart::Role::words) continue;
      text.words(part.label), text.words(part.text);
    }
  }
  return text.take();
}

/// Everything about a node but its inputs. Where it is a leaf, its table as well; else the inputs say it.
void write_payload(KeyText& text, const plan::Plan& plan, const std::vector<MeaningKeys::Key>& keys,
                   const std::vector<std::string>& calendars, plan::NodeId id) {
  const Node& node = plan.node(id);
  text.words(to_text(node.op)), text.number(static_cast<int>(node.kind));
  const bool own_table = node.table.is_list() && plan.list(node.table).rows == id;
  if (own_table) {
    text.words(table_text(plan, keys, plan.list(node.table).parent));
  } else if (node.inputs.empty()) {
    text.words(table_text(plan, keys, node.table));
  } else if (to_text(node.op).starts_with("rows_") || node.op == Op::some ||
             to_text(node.op).ends_with("joint_interest")) {
    text.words("over " + std::to_string(keys[plan.lists[node.list].rows.index()]));
  }
  if (node.op == Op::constant || own_table || node.op == Op::own_row) write_type(text, plan, node.type);
  text.words(node.fact.valid() ? plan.vocabulary().fact(node.fact).name : "");
  const bool declared = node.op == Op::attribution || node.op == Op::circle;
  text.words(only_named(node.op) ? "" : declared ? declared_text(plan, node.text) : node.text);
  text.number(node.before), text.number(static_cast<int>(node.truth));
  text.words(node.number.to_text());
  text.number((node.at_least ? 1 : 0) + (node.at_most ? 2 : 0) + (node.not_applicable ? 4 : 0) +
              (node.open ? 8 : 0));
  text.words(node.currency), text.number(node.date.days), text.number(static_cast<int>(node.unit));
  text.words(node.calendar < 0 ? "" : calendars[static_cast<std::size_t>(node.calendar)]);
  for (const std::string& item : node.items) text.words(item);
  text.words("perhaps");
  for (const std::string& item : node.uncertain) text.words(item);
  text.number(node.count);
  for (const plan::VersionRange& range : node.versions)
    text.number(range.first.days), text.number(range.last.days), text.number(range.enacted.days);
}

}  // namespace

MeaningKeys::Key MeaningKeys::intern(const std::string& text, Term term) {
  const auto [place, fresh] = known_.try_emplace(text, static_cast<Key>(terms_.size()));
  if (fresh) terms_.push_back(std::move(term));
  return place->second;
}

MeaningKeys::Key MeaningKeys::constant(Truth truth) {
  return intern("truth " + std::to_string(static_cast<int>(truth)), {Join::truth, {}, truth});
}

MeaningKeys::Key MeaningKeys::joined(Join join, const std::vector<Key>& parts) {
  const Truth neutral = join == Join::all ? Truth::true_value : Truth::false_value;
  const Truth absorbing = join == Join::all ? Truth::false_value : Truth::true_value;
  std::vector<Key> flat;
  for (Key part : parts) {
    const Term& term = terms_[part];
    if (term.join == Join::truth && term.truth == absorbing) return part;
    if (term.join == Join::truth && term.truth == neutral) continue;
    if (term.join == join) {
      flat.insert(flat.end(), term.parts.begin(), term.parts.end());
    } else {
      flat.push_back(part);
    }
  }
  std::ranges::sort(flat);
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  if (flat.empty()) return constant(neutral);
  if (flat.size() == 1) return flat.front();
  KeyText text;
  for (Key part : flat) text.number(part);
  return intern((join == Join::all ? "all " : "any ") + text.take(), {join, flat, {}});
}

MeaningKeys::Key MeaningKeys::negated(Key key) {
  // A copy: new terms may move the old ones.
  const Term term = terms_[key];
  switch (term.join) {
    case Join::truth:
      return constant(term.truth == Truth::unknown      ? Truth::unknown
                      : term.truth == Truth::true_value ? Truth::false_value
                                                        : Truth::true_value);
    case Join::negation:
      return term.parts.front();
    case Join::all:
    case Join::any: {
      std::vector<Key> parts;
      for (Key part : term.parts) parts.push_back(negated(part));
      return joined(term.join == Join::all ? Join::any : Join::all, parts);
    }
    case Join::none:
      break;
  }
  return intern("not " + std::to_string(key), {Join::negation, {key}, {}});
}

std::vector<MeaningKeys::Key> MeaningKeys::of(const plan::Plan& plan) {
  std::vector<std::string> calendars;
  for (const model::AnnouncedDays& calendar : plan.calendars) calendars.push_back(days_text(calendar));
  std::vector<Key> keys(plan.nodes.size());
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const Node& node = plan.nodes[i];
    std::vector<Key> inputs;
    for (plan::NodeId input : node.inputs) inputs.push_back(keys[input.index()]);
    switch (node.op) {
      case Op::broadcast:
        // The same value, on rows below.
        keys[i] = inputs[0];
        continue;
      case Op::logical_and:
        keys[i] = joined(Join::all, inputs);
        continue;
      case Op::logical_or:
        keys[i] = joined(Join::any, inputs);
        continue;
      case Op::logical_not:
        keys[i] = negated(inputs[0]);
        continue;
      default:
        break;
    }
    if (node.op == Op::constant && node.kind == plan::ColumnKind::truth) {
      keys[i] = constant(node.truth);
      continue;
    }
    if (any_order(node.op)) std::ranges::sort(inputs);
    KeyText text;
    write_payload(text, plan, keys, calendars, plan::NodeId(i));
    text.words("of");
    for (Key input : inputs) text.number(input);
    keys[i] = intern("node " + text.take(), {});
  }
  return keys;
}

}  // namespace weir::suite
