#include "report/sentence_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "language/printer.hpp"

namespace weir::report {

using language::Comparison;
using language::NodeId;
using language::NodeKind;

namespace {

std::string_view owner_of(std::string_view root) {
  if (root == "acquirer" || root == "target" || root == "vendor") return root;
  if (root == "stake") return "stake";
  return {};
}

/// True for a name that stands for whatever row is looked at: `it`, or a variable.
bool is_row(std::string_view root) {
  return owner_of(root).empty() && root != "transaction" && root != "procedure";
}

std::string comparison_words(Comparison comparison, bool dates) {
  switch (comparison) {
    case Comparison::equal:
      return dates ? "on" : "exactly";
    case Comparison::not_equal:
      return "other than";
    case Comparison::less:
      return dates ? "before" : "less than";
    case Comparison::less_equal:
      return dates ? "not after" : "at most";
    case Comparison::greater:
      return dates ? "after" : "more than";
    case Comparison::greater_equal:
      return dates ? "not before" : "at least";
  }
  return {};
}

/// "includes" after "the kind of deal", "include" after "the target's customers".
std::string includes(std::string_view subject) {
  if (const std::size_t owner = subject.find("'s "); owner != std::string_view::npos)
    subject.remove_prefix(owner + 3);
  for (const std::string_view joint : {" of ", " with ", " to ", " for ", " before "}) {
    subject = subject.substr(0, subject.find(joint));
  }
  const bool plural = subject.ends_with('s') || subject.substr(0, subject.find(' ')).ends_with('s');
  return plural ? "include" : "includes";
}

}  // namespace

std::vector<std::string_view> SentenceReader::entities_of(std::string_view root) const {
  if (root == "acquirer" || root == "target" || root == "vendor") return {"party"};
  if (root == "stake") return {"holding"};
  if (root == "transaction" || root == "procedure") return {root};
  if (words_.definition(root) != nullptr) return {};
  std::vector<std::string_view> all = {"party", "holding"};
  for (const model::Entity& entity : words_.vocabulary().entities) all.push_back(entity.name);
  return all;
}

const model::Fact* SentenceReader::fact(NodeId id) const {
  const language::Node& node = ast_.node(id);
  if (node.kind != NodeKind::path || node.names.size() < 2) return nullptr;
  if (node.names.size() > 3 || (node.names.size() == 3 && node.names[2] != "before")) return nullptr;
  for (const std::string_view entity : entities_of(node.names[0])) {
    if (const auto found = words_.vocabulary().find_fact(fmt::format("{}.{}", entity, node.names[1]))) {
      return &words_.vocabulary().fact(*found);
    }
  }
  return nullptr;
}

const model::Stage* SentenceReader::stage(NodeId id) const {
  const language::Node& node = ast_.node(id);
  if (node.kind != NodeKind::path || node.names.size() < 3) return nullptr;
  if (node.names.back() != "end" && node.names.back() != "start") return nullptr;
  const std::vector<std::string> names(node.names.begin(), node.names.end() - 2);
  const model::Definition* entry = words_.definition(base::join(names, "."));
  const auto* clock = entry != nullptr ? std::get_if<model::Clock>(&entry->body) : nullptr;
  if (clock == nullptr) return nullptr;
  const auto found = std::ranges::find(clock->stages, node.names[node.names.size() - 2], &model::Stage::name);
  return found == clock->stages.end() ? nullptr : &*found;
}

std::optional<std::vector<std::string>> SentenceReader::wanted(NodeId id) const {
  const language::Node& node = ast_.node(id);
  if (node.kind == NodeKind::set) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < ast_.child_count(id); ++i) {
      const auto one = wanted(ast_.child(id, i));
      if (!one) return std::nullopt;
      all.insert(all.end(), one->begin(), one->end());
    }
    return all;
  }
  if (node.kind != NodeKind::path) return std::nullopt;
  const std::string name = base::join(node.names, ".");
  const model::Definition* entry = words_.definition(name);
  if (entry == nullptr) return std::vector<std::string>{name};
  const auto* group = std::get_if<model::Group>(&entry->body);
  if (group == nullptr || group->unknown_members) return std::nullopt;
  std::vector<std::string> members;
  for (const auto& member : group->members) {
    const bool always = !member.uncertain && member.ranges.size() <= 1 &&
                        (member.ranges.empty() ||
                         (member.ranges[0].first.is_beginning() && member.ranges[0].last.is_never()));
    if (!always) return std::nullopt;
    members.push_back(member.code);
  }
  return members;
}

std::optional<Sentence> SentenceReader::sentence(NodeId id) const {
  const language::Node& node = ast_.node(id);
  const auto plain = [](std::optional<std::string> text) -> std::optional<Sentence> {
    if (!text) return std::nullopt;
    return Sentence{"", std::move(*text)};
  };
  switch (node.kind) {
    case NodeKind::path:
      return path_sentence(id);
    case NodeKind::overlaps:
    case NodeKind::contains:
      return plain(inclusion(id));
    case NodeKind::contains_at_least:
      return plain(infix(id, fmt::format("including at least {} of", node.value.to_text())));
    case NodeKind::reaches:
      return plain(infix(id, "reaching"));
    case NodeKind::rises_above:
      return plain(infix(id, "rising above"));
    case NodeKind::falls_below:
      return plain(infix(id, "falling below"));
    case NodeKind::within:
      return plain(infix(id, "all among"));
    case NodeKind::in:
      return plain(infix(id, "one of"));
    case NodeKind::not_in:
      return plain(infix(id, "none of"));
    case NodeKind::equal:
      return plain(relation(id, Comparison::equal));
    case NodeKind::not_equal:
      return plain(relation(id, Comparison::not_equal));
    case NodeKind::less:
      return plain(relation(id, Comparison::less));
    case NodeKind::less_equal:
      return plain(relation(id, Comparison::less_equal));
    case NodeKind::greater:
      return plain(relation(id, Comparison::greater));
    case NodeKind::greater_equal:
      return plain(relation(id, Comparison::greater_equal));
    case NodeKind::some:
    case NodeKind::every:
    case NodeKind::no:
      return plain(quantified(id));
    case NodeKind::call:
      if (node.names[0] == "happened" && ast_.child_count(id) == 1) {
        if (const auto what = term(ast_.child(id, 0), nullptr)) return Sentence{"", *what + " has come"};
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<std::string> SentenceReader::term(NodeId id, const model::Fact* beside) const {
  const language::Node& node = ast_.node(id);
  switch (node.kind) {
    case NodeKind::path:
      return path_term(id, beside);
    case NodeKind::set: {
      std::vector<std::string> members;
      for (std::size_t i = 0; i < ast_.child_count(id); ++i) {
        const auto member = term(ast_.child(id, i), beside);
        if (!member) return std::nullopt;
        members.push_back(*member);
      }
      return enumeration(members, "or");
    }
    case NodeKind::call:
      if (node.names[0] == "count" && ast_.child_count(id) == 1) {
        if (const auto what = term(ast_.child(id, 0), nullptr)) return "number of " + *what;
      }
      return node.names[0] == "interest" ? interest(id) : list(id);
    case NodeKind::field:
      return list(id);
    case NodeKind::count_of:
    case NodeKind::portion_of:
    case NodeKind::sum_of:
    case NodeKind::max_of:
    case NodeKind::min_of:
    case NodeKind::joint_interest:
    case NodeKind::largest_joint_interest:
      return reduction(id);
    case NodeKind::add:
    case NodeKind::subtract: {
      const auto left = term(ast_.child(id, 0), nullptr), right = term(ast_.child(id, 1), nullptr);
      if (!left || !right) return std::nullopt;
      return fmt::format("{} {} {}", *left, node.kind == NodeKind::add ? "plus" : "less", *right);
    }
    case NodeKind::offset_after:
    case NodeKind::offset_before:
    case NodeKind::offset_from: {
      const auto day = term(ast_.child(id, 0), nullptr);
      const std::string_view word = node.kind == NodeKind::offset_after    ? "after"
                                    : node.kind == NodeKind::offset_before ? "before"
                                                                           : "from";
      if (!day) return std::nullopt;
      const model::Definition* calendar = words_.definition(node.unit);
      const bool titled = calendar != nullptr && !calendar->title.empty();
      return fmt::format("{} {} {} {}", node.value.to_text(), titled ? calendar->title : node.unit, word,
                         *day);
    }
    default:
      if (!language::is_literal(node.kind)) return std::nullopt;
      return words_.value(beside, language::print(ast_, id));
  }
}

bool SentenceReader::is_date(NodeId id) const {
  const language::Node& node = ast_.node(id);
  if (node.kind == NodeKind::date || node.kind == NodeKind::offset_after ||
      node.kind == NodeKind::offset_before || node.kind == NodeKind::offset_from) {
    return true;
  }
  if (node.kind == NodeKind::path && node.names.size() == 1) return node.names[0] == "as_of";
  if (stage(id) != nullptr) return true;
  const model::Fact* found = fact(id);
  return found != nullptr && found->type.kind == model::Kind::date;
}

std::optional<std::string> SentenceReader::infix(NodeId id, std::string_view words) const {
  const auto left = term(ast_.child(id, 0), nullptr);
  const auto right = wanted_term(id);
  if (!left || !right) return std::nullopt;
  return fmt::format("{} {} {}", *left, words, *right);
}

std::optional<std::string> SentenceReader::inclusion(NodeId id) const {
  auto left = term(ast_.child(id, 0), nullptr);
  const auto right = wanted_term(id);
  if (!left || !right) return std::nullopt;
  if (!left->ends_with(" of") && !left->ends_with(" for")) {
    return fmt::format("{} {} {}", *left, includes(*left), *right);
  }
  // "the target: only supplier of …"
  if (const std::size_t owner = left->find("'s "); owner != std::string::npos) left->replace(owner, 3, ": ");
  return fmt::format("{} {}", *left, *right);
}

std::optional<std::string> SentenceReader::wanted_term(NodeId id) const {
  const NodeId right = ast_.child(id, 1);
  auto text = term(right, fact(ast_.child(id, 0)));
  if (!text) return std::nullopt;
  const std::string name = language::print(ast_, right) + " = ";
  for (const std::string& value : values_) {
    if (!value.starts_with(name)) continue;
    const bool closed = text->ends_with(')');
    if (closed) text->pop_back();
    if (value.substr(name.size()) == "unknown") return *text + (closed ? ", open)" : " (open)");
    if (closed) text->replace(text->rfind(" ("), 2, ", ");
    return fmt::format("{} ({})", words_.value(value.substr(name.size())), *text);
  }
  return text;
}

std::optional<std::string> SentenceReader::relation(NodeId id, Comparison comparison) const {
  const model::Fact* left = fact(ast_.child(id, 0));
  const bool dates = is_date(ast_.child(id, 0)) || is_date(ast_.child(id, 1));
  if (left != nullptr && left->type.kind == model::Kind::code) {
    return infix(id, comparison == Comparison::equal ? "is" : "is not");
  }
  return infix(id, comparison_words(comparison, dates));
}

std::optional<Sentence> SentenceReader::path_sentence(NodeId id) const {
  const language::Node& node = ast_.node(id);
  if (node.names.size() == 2) {
    for (const std::string_view entity : entities_of(node.names[0])) {
      const model::Definition* entry = words_.definition(fmt::format("{}.{}", entity, node.names[1]));
      if (entry == nullptr) continue;
      const std::string_view owner = owner_of(node.names[0]);
      return Sentence{owner.empty() ? "" : fmt::format("the {}", owner),
                      entry->title.empty() ? node.names[1] : entry->title};
    }
  }
  if (auto text = path_term(id, nullptr)) return Sentence{"", std::move(*text)};
  return std::nullopt;
}

std::optional<std::string> SentenceReader::path_term(NodeId id, const model::Fact* beside) const {
  const language::Node& node = ast_.node(id);
  const std::string name = base::join(node.names, ".");
  if (const model::Fact* found = fact(id)) {
    const std::string label = found->label.empty() ? node.names[1] : found->label;
    const std::string when = node.names.size() == 3 ? " before the deal" : "";
    const std::string_view owner = owner_of(node.names[0]);
    if (!owner.empty()) return fmt::format("the {}'s {}{}", owner, label, when);
    if (node.names[0] == "it" && !label.starts_with("its ")) return fmt::format("its {}{}", label, when);
    return label + when;
  }
  if (node.names.size() >= 2 && node.names[1] == "held" && is_row(node.names[0])) {
    return node.names.size() == 3 ? "share held before the deal" : "share held";
  }
  if (const model::Definition* entry = words_.definition(name)) {
    return entry->title.empty() ? name : entry->title;
  }
  if (const model::Stage* named = stage(id)) {
    return fmt::format("the {} of {}", node.names.back() == "end" ? "last day" : "start",
                       named->title.empty() ? named->name : named->title);
  }
  if (node.names.size() == 2) {
    const model::Definition* entry = words_.definition(node.names[0]);
    if (entry != nullptr) {
      return fmt::format("{} ({})", entry->title.empty() ? entry->id : entry->title, node.names[1]);
    }
  }
  if (name == "as_of") return "the day of the question";
  if (beside != nullptr) return words_.code(beside, name);
  return std::nullopt;
}

}  // namespace weir::report
