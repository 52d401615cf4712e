#include <fmt/format.h>

#include "base/text.hpp"
#include "report/sentence_reader.hpp"

namespace weir::report {

using language::NodeId;
using language::NodeKind;

namespace {

/// " (voting interests)", for the method or circle that a list goes by.
std::string by(const Words& words, std::string_view method) {
  const model::Definition* entry = words.definition(method);
  return fmt::format(" ({})", entry == nullptr || entry->title.empty() ? method : entry->title);
}

}  // namespace

std::optional<std::string> SentenceReader::party(NodeId id) const {
  const language::Node& node = ast_.node(id);
  if (node.kind != NodeKind::path || node.names.size() != 1) return std::nullopt;
  const std::string& name = node.names[0];
  if (name == "acquirer" || name == "target" || name == "vendor") return "the " + name;
  return name == "it" ? name : "that party";
}

std::optional<std::string> SentenceReader::list(NodeId id) const {
  const language::Node& node = ast_.node(id);
  if (node.kind == NodeKind::path) return path_term(id, nullptr);
  if (node.kind == NodeKind::field) {
    const auto of = list(ast_.child(id, 0));
    const model::Fact* found = nullptr;
    for (const std::string_view entity : entities_of("it")) {
      if (const auto fact = words_.vocabulary().find_fact(fmt::format("{}.{}", entity, node.names.back())))
        found = found ? found : &words_.vocabulary().fact(*fact);
    }
    if (!of || found == nullptr) return std::nullopt;
    return fmt::format("{} of {}", found->label.empty() ? found->field : found->label, *of);
  }
  if (node.kind != NodeKind::call || ast_.child_count(id) < 2) return std::nullopt;
  const auto of = party(ast_.child(id, 0));
  const language::Node& method = ast_.node(ast_.child(id, 1));
  if (!of || method.kind != NodeKind::path) return std::nullopt;
  const std::string way = by(words_, base::join(method.names, "."));
  const std::string its = *of == "it" ? "its" : *of + "'s";
  if (node.names[0] == "holders") return fmt::format("{} holders{}", its, way);
  if (node.names[0] == "upstream") return fmt::format("{} direct and indirect holders{}", its, way);
  if (node.names[0] == "downstream") return fmt::format("{} direct and indirect holdings{}", its, way);
  if (node.names[0] == "circle") return fmt::format("{} and those connected with it{}", *of, way);
  return std::nullopt;
}

std::optional<std::string> SentenceReader::filtered(NodeId id, std::size_t place) const {
  const auto rows = list(ast_.child(id, place));
  if (!rows || !ast_.node(id).has_filter) return rows;
  const auto filter = condition(ast_.child(id, place + 1));
  if (!filter) return std::nullopt;
  return fmt::format("{}, where {}", *rows, *filter);
}

std::optional<std::string> SentenceReader::condition(NodeId id) const {
  const language::Node& node = ast_.node(id);
  if (node.kind == NodeKind::logical_not) {
    const auto inside = sentence(ast_.child(id, 0));
    return inside ? std::optional("not: " + inside->text) : std::nullopt;
  }
  if (node.kind != NodeKind::logical_and && node.kind != NodeKind::logical_or) {
    const auto whole = sentence(id);
    return whole ? std::optional(whole->whole()) : std::nullopt;
  }
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < ast_.child_count(id); ++i) {
    const NodeKind kind = ast_.node(ast_.child(id, i)).kind;
    const bool nested = kind == NodeKind::logical_and || kind == NodeKind::logical_or;
    const auto part = condition(ast_.child(id, i));
    if (!part) return std::nullopt;
    parts.push_back(nested ? "(" + *part + ")" : *part);
  }
  return base::join(parts, node.kind == NodeKind::logical_and ? " and " : " or ");
}

std::optional<std::string> SentenceReader::quantified(NodeId id) const {
  const language::Node& node = ast_.node(id);
  const auto rows = filtered(id, 0);
  const auto what = condition(ast_.child(id, ast_.child_count(id) - 1));
  if (!rows || !what) return std::nullopt;
  const std::string_view how = node.kind == NodeKind::some    ? "at least one of"
                               : node.kind == NodeKind::every ? "every one of"
                                                              : "none of";
  return fmt::format("{} {}: {}", how, *rows, *what);
}

std::optional<std::string> SentenceReader::reduction(NodeId id) const {
  const NodeKind kind = ast_.node(id).kind;
  const bool keyed = kind == NodeKind::sum_of || kind == NodeKind::max_of || kind == NodeKind::min_of ||
                     kind == NodeKind::largest_joint_interest;
  const auto rows = filtered(id, keyed ? 1 : 0);
  const auto key = keyed ? term(ast_.child(id, 0), nullptr) : std::optional(std::string());
  if (!rows || !key) return std::nullopt;
  switch (kind) {
    case NodeKind::count_of:
      return "number of " + *rows;
    case NodeKind::portion_of:
      return "portion of " + *rows;
    case NodeKind::sum_of:
      return fmt::format("sum of {} over {}", *key, *rows);
    case NodeKind::max_of:
      return fmt::format("largest {} of {}", *key, *rows);
    case NodeKind::min_of:
      return fmt::format("least {} of {}", *key, *rows);
    case NodeKind::joint_interest:
      return "joint interest of " + *rows;
    default:
      return fmt::format("largest joint interest, by {}, of {}", *key, *rows);
  }
}

std::optional<std::string> SentenceReader::interest(NodeId id) const {
  if (ast_.child_count(id) != 3) return std::nullopt;
  const auto owner = party(ast_.child(id, 0)), entity = party(ast_.child(id, 1));
  const language::Node& method = ast_.node(ast_.child(id, 2));
  if (!owner || !entity || method.kind != NodeKind::path) return std::nullopt;
  return fmt::format("interest of {} in {}{}", *owner, *entity, by(words_, base::join(method.names, ".")));
}

}  // namespace weir::report
