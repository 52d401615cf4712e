// Names and values in expressions, in words.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "language/printer.hpp"
#include "report/expression_reader.hpp"
#include "report/words.hpp"

namespace weir::report {

using check::Binding;
using check::Root;
using language::NodeId;
using language::NodeKind;

namespace {

std::string with_blanks(std::string_view name) {
  std::string words(name);
  std::ranges::replace(words, '-', ' ');
  std::ranges::replace(words, '_', ' ');
  return words;
}

/// "the acquirer's state" of "its state".
std::string_view without_article(std::string_view label) {
  for (const std::string_view article : {"its ", "the "}) {
    if (label.starts_with(article)) return label.substr(article.size());
  }
  return label;
}

std::string_view label_of(const model::Fact& fact) {
  return fact.label.empty() ? std::string_view(fact.field) : std::string_view(fact.label);
}

}  // namespace

std::string clear_enumeration(std::vector<std::string> members, std::string_view last) {
  const bool lists = std::ranges::any_of(members, [](const std::string& member) {
    return member.find(',') != std::string::npos || member.find(" or ") != std::string::npos;
  });
  if (!lists || members.size() < 2) return enumeration(members, last);
  members.back() = fmt::format("{} {}", last, members.back());
  return base::join(members, "; ");
}

std::string code_title(const model::Vocabulary& vocabulary, model::DomainId domain, std::string_view code) {
  static const model::Case no_case;
  static const model::RuleSets no_rules;
  model::Fact like;
  like.type.kind = model::Kind::code;
  like.type.domain = domain;
  if (!domain.valid()) return std::string(code);
  std::string title = Words(no_case, vocabulary, no_rules).code(&like, code);
  if (title.starts_with("A ")) title[0] = 'a';
  return title;
}

const model::Definition* ExpressionReader::definition_of(NodeId id) const {
  const Binding& binding = typed(id).binding;
  if (binding.kind == Binding::Kind::definition || binding.kind == Binding::Kind::attribute ||
      binding.kind == Binding::Kind::stage) {
    return &checked_.rule_sets->definitions[binding.definition.index()];
  }
  // A method or circle is named as an argument only.
  const std::string id_text = base::join(node(id).names, ".");
  const auto& all = checked_.rule_sets->definitions;
  const auto found = std::ranges::find(all, id_text, &model::Definition::id);
  return found == all.end() ? nullptr : &*found;
}

std::string ExpressionReader::owner(const check::Place& place, std::string_view root) const {
  std::string words;
  switch (place.root) {
    case Root::transaction:
    case Root::procedure:
      break;
    case Root::acquirer:
      words = "the acquirer";
      break;
    case Root::target:
      words = "the target";
      break;
    case Root::vendor:
      words = "the vendor";
      break;
    case Root::stake:
      words = "the stake";
      break;
    case Root::it:
      words = "the " + (place.entity.valid() && place.via.empty()
                            ? with_blanks(checked_.vocabulary->entity(place.entity).name)
                            : std::string("party"));
      break;
    case Root::variable: {
      const auto noun = nouns_.find(root);
      words = "the " + (noun == nouns_.end() ? with_blanks(root) : noun->second);
      break;
    }
    case Root::subject:
      words = "the " + with_blanks(root);
      break;
  }
  for (const model::FactId via : place.via) {
    const std::string label = naming_.text(without_article(label_of(checked_.vocabulary->fact(via))));
    words = words.empty() ? "the " + label : words + "'s " + label;
  }
  return words;
}

std::string ExpressionReader::fact(const Binding& binding, std::string_view root) const {
  const model::Fact& fact = checked_.vocabulary->fact(binding.fact);
  const std::string whose = owner(binding.place, root);
  const std::string_view label = label_of(fact);
  // A label that goes on with what it is about ("only supplier of") is set off.
  const bool unfinished = label.ends_with(" of") || label.ends_with(" for") || label.ends_with(" by");
  std::string words = naming_.text(whose.empty() || unfinished ? label : without_article(label));
  if (unfinished) words = "“" + words + "”";
  // "day of the step" says whose it is.
  if (!whose.empty())
    words = label.ends_with(" of " + whose) ? "the " + words : fmt::format("{}'s {}", whose, words);
  return words + (binding.before ? " before the deal" : "");
}

std::string ExpressionReader::stated(NodeId id, std::string_view answer, Polarity polarity) const {
  const Binding& binding = typed(id).binding;
  const std::string whose = owner(binding.place, node(id).names[0]);
  return fmt::format("“{}” is {}{}{}{}", naming_.text(label_of(checked_.vocabulary->fact(binding.fact))),
                     polarity == Polarity::affirmed ? "" : "not ", answer, whose.empty() ? "" : " for ",
                     whose);
}

std::string ExpressionReader::named_condition(NodeId id, Polarity polarity) const {
  const Binding& binding = typed(id).binding;
  const bool yes = polarity == Polarity::affirmed;
  const std::string_view root = node(id).names[0];
  if (binding.kind == Binding::Kind::attribute) {
    return fmt::format("{} {} “{}”", owner(binding.place, root), yes ? "meets" : "does not meet",
                       naming_.definition(*definition_of(id)));
  }
  if (binding.kind == Binding::Kind::fact && typed(id).type.kind == model::Kind::truth) {
    return stated(id, "yes", polarity);
  }
  return (yes ? "" : "not ") + name(id);
}

std::string ExpressionReader::name(NodeId id) const {
  const Binding& binding = typed(id).binding;
  const std::string_view root = node(id).names[0];
  switch (binding.kind) {
    case Binding::Kind::fact:
      return fact(binding, root);
    case Binding::Kind::definition: {
      const model::Definition& entry = *definition_of(id);
      std::string words = naming_.definition(entry);
      const auto* values = std::get_if<model::Values>(&entry.body);
      if (values != nullptr && !values->columns.empty())
        words += fmt::format(" ({})", naming_.text(with_blanks(values->columns[binding.column])));
      return words + (binding.before ? " before the deal" : "");
    }
    case Binding::Kind::attribute:
      return fmt::format("{}'s {}{}", owner(binding.place, root), naming_.definition(*definition_of(id)),
                         binding.before ? " before the deal" : "");
    case Binding::Kind::row:
      return owner(binding.place, root);
    case Binding::Kind::held:
      return fmt::format("{}'s share{}", owner(binding.place, root),
                         binding.before ? " before the deal" : "");
    case Binding::Kind::values:
      return list(id);
    case Binding::Kind::stage: {
      const model::Definition& entry = *definition_of(id);
      const model::Stage& stage = std::get<model::Clock>(entry.body).stages[binding.column];
      return fmt::format("the {} day of “{}”", binding.before ? "first" : "last",
                         naming_.text(stage.title.empty() ? with_blanks(stage.name) : stage.title));
    }
    case Binding::Kind::as_of:
      return "the day of the assessment";
    case Binding::Kind::known_on:
      return "the day up to which facts are known";
    case Binding::Kind::code:
      return naming_.text(code_title(*checked_.vocabulary, typed(id).type.domain, binding.code));
    case Binding::Kind::none:
      break;
  }
  if (expression_.lists.contains(id)) return list(id);
  const model::Definition* entry = definition_of(id);
  return entry != nullptr ? naming_.definition(*entry) : naming_.text(base::join(node(id).names, "."));
}

std::string ExpressionReader::literal(NodeId id) const {
  const language::Node& here = node(id);
  switch (here.kind) {
    case NodeKind::number: {
      if (checked_.vocabulary->is_currency(here.unit)) return money_words(here.value, here.unit);
      std::string digits = here.value.to_text();
      // A year has no comma.
      if (here.value.whole() && (here.value.numerator() > 9999 || !here.unit.empty()))
        digits = base::with_thousands(digits);
      return here.unit.empty() ? digits : fmt::format("{} {}", digits, with_blanks(here.unit));
    }
    case NodeKind::percent:
      return percent_words(here.value);
    case NodeKind::date:
      return base::to_long_text(here.date);
    case NodeKind::truth:
      return here.flag ? "yes" : "no";
    case NodeKind::never:
      return "no day at all";
    case NodeKind::none:
      return "not applicable";
    case NodeKind::at_least:
      return "at least " + term(child(id, 0));
    case NodeKind::at_most:
      return "at most " + term(child(id, 0));
    default:
      return language::print(ast(), id);
  }
}

std::string ExpressionReader::listed(NodeId id, std::string_view last) const {
  std::vector<std::string> members;
  for (std::size_t i = 0; i < ast().child_count(id); ++i) members.push_back(term(child(id, i)));
  if (members.empty()) return "nothing";
  return clear_enumeration(std::move(members), last);
}

std::string ExpressionReader::operand(NodeId id) const {
  const NodeKind kind = node(id).kind;
  const bool sum = kind == NodeKind::add || kind == NodeKind::subtract || kind == NodeKind::multiply ||
                   kind == NodeKind::divide;
  return sum ? "(" + term(id) + ")" : term(id);
}

std::string ExpressionReader::offset(NodeId id, std::string_view word) const {
  const std::string& unit = node(id).unit;
  const auto& all = checked_.rule_sets->definitions;
  const auto calendar = std::ranges::find(all, unit, &model::Definition::id);
  return fmt::format("{} {} {} {}", node(id).value.to_text(),
                     calendar == all.end() ? unit : naming_.definition(*calendar), word,
                     operand(child(id, 0)));
}

std::string ExpressionReader::call(NodeId id) const {
  const std::string& function = node(id).names[0];
  std::vector<std::string> of;
  for (std::size_t i = 0; i < ast().child_count(id); ++i) of.push_back(term(child(id, i)));
  if (function == "count") return "the number of " + of[0];
  if (function == "happened") return of[0] + " has come";
  if (function == "year") return "the year of " + of[0];
  for (const auto& [name, words] : {std::pair("earliest", "earliest"),
                                    {"latest", "latest"},
                                    {"greatest", "largest"},
                                    {"least", "smallest"}}) {
    if (function == name) return fmt::format("the {} of {}", words, enumeration(of, "and"));
  }
  return list(id);
}

std::string ExpressionReader::term(NodeId id) const {
  const language::Node& here = node(id);
  const auto infix = [&](std::string_view words) {
    return fmt::format("{} {} {}", operand(child(id, 0)), words, operand(child(id, 1)));
  };
  switch (here.kind) {
    case NodeKind::number:
    case NodeKind::percent:
    case NodeKind::fraction:
    case NodeKind::date:
    case NodeKind::truth:
    case NodeKind::never:
    case NodeKind::none:
    case NodeKind::at_least:
    case NodeKind::at_most:
      return literal(id);
    case NodeKind::path:
      return name(id);
    case NodeKind::call:
      return call(id);
    case NodeKind::field:
      return list(id);
    case NodeKind::set:
      return listed(id, "and");
    case NodeKind::add:
      return infix("plus");
    case NodeKind::subtract:
      return infix("less");
    case NodeKind::multiply:
      return infix("times");
    case NodeKind::divide:
      return infix("divided by");
    case NodeKind::dated:
      return fmt::format("{} as it stood on {}", term(child(id, 0)), term(child(id, 1)));
    case NodeKind::offset_after:
      return offset(id, "after");
    case NodeKind::offset_before:
      return offset(id, "before");
    case NodeKind::offset_from:
      return offset(id, "from") + ", that day included";
    case NodeKind::count_of:
    case NodeKind::portion_of:
    case NodeKind::sum_of:
    case NodeKind::max_of:
    case NodeKind::min_of:
    case NodeKind::joint_interest:
    case NodeKind::largest_joint_interest:
    case NodeKind::rows:
      return reduction(id);
    case NodeKind::equal:
    case NodeKind::not_equal:
    case NodeKind::less:
    case NodeKind::less_equal:
    case NodeKind::greater:
    case NodeKind::greater_equal:
    case NodeKind::between:
    case NodeKind::in:
    case NodeKind::not_in:
    case NodeKind::overlaps:
    case NodeKind::within:
    case NodeKind::contains:
    case NodeKind::contains_at_least:
    case NodeKind::reaches:
    case NodeKind::rises_above:
    case NodeKind::falls_below:
    case NodeKind::logical_not:
    case NodeKind::logical_and:
    case NodeKind::logical_or:
    case NodeKind::some:
    case NodeKind::every:
    case NodeKind::no:
      return condition(id, Polarity::affirmed);
    case NodeKind::test_any:
      return "anything";
    case NodeKind::test_compare:
    case NodeKind::test_not:
    case NodeKind::value_unknown:
    case NodeKind::value_not_yet:
    case NodeKind::value_not_applicable:
    case NodeKind::value_one_of:
    case NodeKind::value_list:
    case NodeKind::value_range:
    case NodeKind::value_over:
    case NodeKind::value_under:
    case NodeKind::value_change:
    case NodeKind::value_equivalents:
    case NodeKind::value_text:
      // Tests of a table are read with what they test, values stand in cases only.
      return naming_.text(language::print(ast(), id));
  }
  return {};
}

}  // namespace weir::report
