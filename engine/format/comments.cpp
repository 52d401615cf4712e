#include "format/comments.hpp"

#include <algorithm>

namespace weir::format {
namespace {

std::uint32_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t found = at == 0 ? text.npos : text.rfind('\n', at - 1);
  return static_cast<std::uint32_t>(found == text.npos ? 0 : found + 1);
}

std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

Comment comment_at(std::string_view text, std::size_t begin) {
  std::size_t end = line_end(text, begin);
  while (end > begin + 1 && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\r')) --end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
          static_cast<std::uint32_t>(begin) - line_begin(text, begin)};
}

bool is_block_scalar(const yaml::Node& node) {
  return node.style == yaml::ScalarStyle::literal || node.style == yaml::ScalarStyle::folded;
}

void collect_scalars(const yaml::Document& document, yaml::NodeId id, std::vector<const yaml::Node*>& out) {
  const yaml::Node& node = document.node(id);
  if (node.kind == yaml::NodeKind::scalar) out.push_back(&node);
  for (const yaml::NodeId item : node.items) collect_scalars(document, item, out);
  for (const yaml::Entry& entry : node.entries) {
    collect_scalars(document, entry.key, out);
    collect_scalars(document, entry.value, out);
  }
}

}  // namespace

std::vector<Comment> comments_in(std::string_view text, const yaml::Document& document) {
  std::vector<const yaml::Node*> scalars;
  collect_scalars(document, document.root(), scalars);
  std::ranges::sort(scalars, {}, [](const yaml::Node* node) { return node->span.begin; });
  std::vector<Comment> comments;
  std::size_t at = 0;
  // Between scalars there is only structure, so that a `#` begins a comment.
  const auto scan = [&](std::size_t end) {
    while (at < end) {
      const std::size_t found = text.substr(0, end).find('#', at);
      if (found == text.npos) break;
      comments.push_back(comment_at(text, found));
      at = line_end(text, found);
    }
    at = std::max(at, end);
  };
  for (const yaml::Node* scalar : scalars) {
    scan(scalar->span.begin);
    if (is_block_scalar(*scalar)) {
      // A comment may follow the `|` on its line.
      at = scalar->span.begin;
      scan(std::min<std::size_t>(line_end(text, at), std::max(scalar->span.end, scalar->span.begin)));
    }
    at = std::max<std::size_t>(at, scalar->span.end);
  }
  scan(text.size());
  return comments;
}

}  // namespace weir::format
