#include "report/expression_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "language/comparison.hpp"
#include "language/printer.hpp"
#include "report/expression_reader.hpp"
#include "report/words.hpp"

namespace weir::report {

using language::Comparison;
using language::NodeId;
using language::NodeKind;

namespace {

std::string_view comparison_words(Comparison comparison, model::Kind kind) {
  const bool date = kind == model::Kind::date, code = kind == model::Kind::code;
  switch (comparison) {
    case Comparison::equal:
      return kind == model::Kind::share || kind == model::Kind::number || kind == model::Kind::money ||
                     kind == model::Kind::quantity
                 ? "exactly "
                 : "";
    case Comparison::not_equal:
      return "other than ";
    case Comparison::less:
      return date ? "before " : code ? "below " : "less than ";
    case Comparison::less_equal:
      return date ? "on or before " : "at most ";
    case Comparison::greater:
      return date ? "after " : code ? "above " : "more than ";
    case Comparison::greater_equal:
      return date ? "on or after " : "at least ";
  }
  return "";
}

}  // namespace

bool is_plural(std::string_view subject) {
  // What the verb is about stands before the first preposition and behind whoever owns it.
  if (subject.starts_with("those of ")) return true;
  for (const std::string_view joint : {"](", " of ", " with ", " to ", " for ", " before ", " on ", " in ",
                                       " by ", " from ", " as ", " that ", " held", ",", " ("}) {
    subject = subject.substr(0, subject.find(joint));
  }
  if (const std::size_t owner = subject.rfind("'s "); owner != std::string_view::npos)
    subject.remove_prefix(owner + 3);
  if (subject.starts_with('[')) subject.remove_prefix(1);
  for (const std::string_view single : {"ss", "us", "is"}) {
    if (subject.ends_with(single)) return false;
  }
  return subject.ends_with('s') || subject.ends_with("people");
}

std::string ExpressionReader::inner(NodeId id, Polarity polarity) const {
  NodeId at = id;
  while (node(at).kind == NodeKind::logical_not) at = child(at, 0);
  const NodeKind kind = node(at).kind;
  const bool wrapped = kind == NodeKind::logical_and || kind == NodeKind::logical_or ||
                       kind == NodeKind::some || kind == NodeKind::every || kind == NodeKind::no;
  const std::string words = condition(id, polarity);
  return wrapped ? "(" + words + ")" : words;
}

std::string ExpressionReader::joined(NodeId id, Polarity polarity) const {
  // What is not both is not the one or not the other.
  const bool both = (node(id).kind == NodeKind::logical_and) == (polarity == Polarity::affirmed);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < ast().child_count(id); ++i) parts.push_back(inner(child(id, i), polarity));
  return base::join(parts, both ? " and " : " or ");
}

std::string ExpressionReader::compared(const std::string& subject, const model::Type& type,
                                       Comparison comparison, NodeId right, Polarity polarity) const {
  // A comparison with what does not apply is false, so its denial is not the opposite comparison.
  const std::string_view verb = is_plural(subject) ? "are" : "is";
  return fmt::format("{} {} {}{}{}", subject, verb, polarity == Polarity::affirmed ? "" : "not ",
                     comparison_words(comparison, type.kind), term(right));
}

std::string ExpressionReader::included(const std::string& subject, Polarity polarity) const {
  const bool plural = is_plural(subject), yes = polarity == Polarity::affirmed;
  const std::string_view verb = yes      ? (plural ? "include" : "includes")
                                : plural ? "do not include"
                                         : "does not include";
  return fmt::format("{} {}", subject, verb);
}

std::string ExpressionReader::membership(const std::string& subject, Membership how, NodeId right,
                                         Polarity polarity) const {
  const bool literal_set = node(right).kind == NodeKind::set;
  const std::size_t count = literal_set ? ast().child_count(right) : 0;
  const std::string members = literal_set ? listed(right, "or") : term(right);
  const bool plural = is_plural(subject), yes = polarity == Polarity::affirmed;
  switch (how) {
    case Membership::in: {
      const std::string_view verb = plural ? "are" : "is";
      if (count == 1) return fmt::format("{} {} {}{}", subject, verb, yes ? "" : "not ", members);
      if (literal_set) return fmt::format("{} {} {} {}", subject, verb, yes ? "one of" : "none of", members);
      return fmt::format("{} {} {}among {}", subject, verb, yes ? "" : "not ", members);
    }
    case Membership::overlaps:
      return fmt::format("{} {}{}", included(subject, polarity), literal_set ? "" : "any of ", members);
    case Membership::within:
      return fmt::format("{} {} {} {}", subject, plural ? "are" : "is", yes ? "all among" : "not all among",
                         members);
  }
  return {};
}

std::string ExpressionReader::excluded(const std::string& subject, NodeId right, Polarity polarity) const {
  const bool single = node(right).kind == NodeKind::set && ast().child_count(right) == 1;
  const std::string members = node(right).kind == NodeKind::set ? listed(right, "or") : term(right);
  return fmt::format("{} {} {}other than {}{}", subject, is_plural(subject) ? "are" : "is",
                     polarity == Polarity::affirmed ? "" : "not ", single ? "" : "any of ", members);
}

std::string ExpressionReader::truth_comparison(NodeId id, Polarity polarity) const {
  const bool equal = node(id).kind == NodeKind::equal;
  for (const std::size_t literal : {std::size_t{1}, std::size_t{0}}) {
    const language::Node& side = node(child(id, literal));
    if (side.kind != NodeKind::truth) continue;
    const NodeId asked = child(id, 1 - literal);
    if (typed(asked).binding.kind == check::Binding::Kind::fact)
      return stated(asked, side.flag == equal ? "yes" : "no", polarity);
    return condition(asked, side.flag == equal ? polarity : opposite(polarity));
  }
  const bool same = equal == (polarity == Polarity::affirmed);
  return fmt::format("({}) {} ({})", condition(child(id, 0), Polarity::affirmed),
                     same ? "exactly where" : "exactly where it is not so that",
                     condition(child(id, 1), Polarity::affirmed));
}

std::string ExpressionReader::between(NodeId id, Polarity polarity) const {
  const std::string subject = term(child(id, 1));
  const model::Kind kind = typed(child(id, 1)).type.kind;
  return fmt::format("{} {} {}{}{} and {}{}", subject, is_plural(subject) ? "are" : "is",
                     polarity == Polarity::affirmed ? "" : "not both ",
                     comparison_words(language::mirrored(node(id).first_operator), kind), term(child(id, 0)),
                     comparison_words(node(id).second_operator, kind), term(child(id, 2)));
}

std::string ExpressionReader::threshold(NodeId id, std::string_view verb, std::string_view third_person,
                                        Polarity polarity) const {
  const std::string subject = term(child(id, 0));
  const bool yes = polarity == Polarity::affirmed, plural = is_plural(subject), several = node(id).any_of;
  const std::string_view how = !yes ? (plural ? "do not " : "does not ") : "";
  return fmt::format("{} {}{} {}{}", subject, how, yes && !plural ? third_person : verb,
                     several ? "one of " : "", several ? listed(child(id, 1), "or") : term(child(id, 1)));
}

std::string ExpressionReader::condition(NodeId id, Polarity polarity) const {
  const language::Node& here = node(id);
  const bool yes = polarity == Polarity::affirmed;
  const auto relation = [&](Comparison comparison) {
    const model::Type& type = typed(child(id, 0)).type;
    if (type.kind == model::Kind::truth) return truth_comparison(id, polarity);
    return compared(term(child(id, 0)), type, comparison, child(id, 1), polarity);
  };
  switch (here.kind) {
    case NodeKind::truth:
      return here.flag == yes ? "in every case" : "in no case";
    case NodeKind::equal:
      return relation(Comparison::equal);
    case NodeKind::not_equal:
      return relation(Comparison::not_equal);
    case NodeKind::less:
      return relation(Comparison::less);
    case NodeKind::less_equal:
      return relation(Comparison::less_equal);
    case NodeKind::greater:
      return relation(Comparison::greater);
    case NodeKind::greater_equal:
      return relation(Comparison::greater_equal);
    case NodeKind::between:
      return between(id, polarity);
    case NodeKind::in:
      return membership(term(child(id, 0)), Membership::in, child(id, 1), polarity);
    case NodeKind::not_in:
      return excluded(term(child(id, 0)), child(id, 1), polarity);
    case NodeKind::overlaps:
      return membership(term(child(id, 0)), Membership::overlaps, child(id, 1), polarity);
    case NodeKind::within:
      return membership(term(child(id, 0)), Membership::within, child(id, 1), polarity);
    case NodeKind::contains:
      return fmt::format("{} {}", included(term(child(id, 0)), polarity), term(child(id, 1)));
    case NodeKind::contains_at_least:
      return fmt::format("{} at least {} of {}", included(term(child(id, 0)), polarity), here.value.to_text(),
                         listed(child(id, 1), "and"));
    case NodeKind::reaches:
      return threshold(id, "reach", "reaches", polarity);
    case NodeKind::rises_above:
      return threshold(id, "rise above", "rises above", polarity);
    case NodeKind::falls_below:
      return threshold(id, "fall below", "falls below", polarity);
    case NodeKind::logical_not:
      return condition(child(id, 0), opposite(polarity));
    case NodeKind::logical_and:
    case NodeKind::logical_or:
      return joined(id, polarity);
    case NodeKind::some:
    case NodeKind::every:
    case NodeKind::no:
      return quantified(id, polarity);
    case NodeKind::dated:
      return fmt::format("{}, as it stood on {}", condition(child(id, 0), polarity), term(child(id, 1)));
    case NodeKind::path:
      return named_condition(id, polarity);
    case NodeKind::call:
      if (here.names[0] == "happened")
        return fmt::format("{} has {}come", term(child(id, 0)), yes ? "" : "not ");
      [[fallthrough]];
    case NodeKind::number:
    case NodeKind::percent:
    case NodeKind::fraction:
    case NodeKind::date:
    case NodeKind::never:
    case NodeKind::none:
    case NodeKind::at_least:
    case NodeKind::at_most:
    case NodeKind::field:
    case NodeKind::set:
    case NodeKind::add:
    case NodeKind::subtract:
    case NodeKind::multiply:
    case NodeKind::divide:
    case NodeKind::offset_after:
    case NodeKind::offset_before:
    case NodeKind::offset_from:
    case NodeKind::count_of:
    case NodeKind::portion_of:
    case NodeKind::sum_of:
    case NodeKind::max_of:
    case NodeKind::min_of:
    case NodeKind::joint_interest:
    case NodeKind::largest_joint_interest:
    case NodeKind::rows:
    case NodeKind::test_any:
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
      return (yes ? "" : "not ") + term(id);
  }
  return {};
}

Polarity opposite(Polarity polarity) {
  return polarity == Polarity::affirmed ? Polarity::denied : Polarity::affirmed;
}

std::string Naming::definition(const model::Definition& definition) const {
  return text(definition.title.empty() ? definition.id : definition.title);
}

std::string ExpressionWords::condition(const check::TypedExpression& expression, NodeId part,
                                       Polarity polarity) const {
  return ExpressionReader(checked_, naming_, expression).condition(part, polarity);
}

std::string ExpressionWords::condition(const model::Expression& expression, Polarity polarity) const {
  return condition(checked_.of(expression), expression.ast.root(), polarity);
}

std::string ExpressionWords::value(const model::Expression& expression) const {
  // The length of a stage is a number with a unit, which has no type.
  const auto found = checked_.typed.find(&expression);
  if (found == checked_.typed.end()) return duration(expression.ast);
  const check::TypedExpression& typed = found->second;
  const ExpressionReader reader(checked_, naming_, typed);
  const language::Node& root = expression.ast.node(expression.ast.root());
  const bool truth = typed.root().type.kind == model::Kind::truth && root.kind != NodeKind::truth;
  return truth ? reader.condition(expression.ast.root(), Polarity::affirmed)
               : reader.term(expression.ast.root());
}

std::string ExpressionWords::duration(const language::Ast& ast) const {
  const language::Node& root = ast.node(ast.root());
  const auto& all = checked_.rule_sets->definitions;
  const auto calendar = std::ranges::find(all, root.unit, &model::Definition::id);
  if (root.kind != NodeKind::number || calendar == all.end()) return naming_.text(language::print(ast));
  return fmt::format("{} {}", root.value.to_text(), naming_.definition(*calendar));
}

std::string ExpressionWords::test(const model::Expression& input, const model::Expression& test) const {
  const ExpressionReader left(checked_, naming_, checked_.of(input));
  const ExpressionReader right(checked_, naming_, checked_.of(test));
  const NodeId subject = input.ast.root();
  const model::Type& type = checked_.of(input).root().type;
  const bool set = type.shape != model::Shape::single;
  NodeId root = test.ast.root();
  Polarity polarity = Polarity::affirmed;
  if (test.ast.node(root).kind == NodeKind::test_any) return {};
  if (test.ast.node(root).kind == NodeKind::test_not) {
    root = test.ast.child(root, 0);
    polarity = Polarity::denied;
  }
  const language::Node& node = test.ast.node(root);
  if (node.kind == NodeKind::truth && type.kind == model::Kind::truth)
    return left.condition(subject, node.flag ? polarity : opposite(polarity));
  const std::string words = left.term(subject);
  using Membership = ExpressionReader::Membership;
  if (node.kind == NodeKind::test_compare)
    return right.compared(words, type, node.first_operator, test.ast.child(root, 0), polarity);
  // What stands for several members is asked as `in`, or of a set as `overlaps`.
  const bool several =
      node.kind == NodeKind::set || checked_.of(test).node(root).type.shape != model::Shape::single;
  if (several || set)
    return right.membership(words, set ? Membership::overlaps : Membership::in, root, polarity);
  return right.compared(words, type, Comparison::equal, root, polarity);
}

}  // namespace weir::report
