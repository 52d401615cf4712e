#include "format/brackets.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace weir::format {

using schema::Shape;
using yaml::NodeKind;

namespace {

/// Lists of scalars no longer than this fill their lines; others have an item a line.
constexpr std::size_t short_item = 32;

bool fits(std::size_t column, std::string_view text) {
  return column + base::display_width(text) <= line_width;
}

}  // namespace

bool is_row(Shape shape) {
  return shape == Shape::example || shape == Shape::example_facts || shape == Shape::table_line ||
         shape == Shape::expressions;
}

std::optional<std::string> Brackets::on_one_line(const Branch& value) const {
  const yaml::Node& here = node(value.id);
  if (here.kind == NodeKind::null) return "~";
  if (here.kind == NodeKind::scalar) {
    const bool lines = !leaves_.laid_out(value) && here.scalar.text.find('\n') != std::string::npos;
    return lines ? std::nullopt : std::optional(leaves_.scalar(value, Context::flow));
  }
  if (!value.brackets || has_comments(value)) return std::nullopt;
  std::string text;
  for (const Child& child : value.children) {
    const auto part = part_of(child);
    if (!part) return std::nullopt;
    if (!text.empty()) text += ", ";
    text += part->text;
  }
  return here.kind == NodeKind::map ? "{" + text + "}" : "[" + text + "]";
}

std::optional<Brackets::Part> Brackets::part_of(const Child& child) const {
  auto text = on_one_line(child.value);
  if (!text) return std::nullopt;
  const bool one_word = node(child.value.id).kind == NodeKind::scalar && text->find(' ') == text->npos;
  return Part{child.key ? leaves_.key(*child.key, Context::flow) + ": " + *text : std::move(*text), one_word};
}

std::optional<std::vector<Brackets::Part>> Brackets::parts_of(const Branch& value) const {
  const bool list = node(value.id).kind == NodeKind::sequence;
  std::vector<Part> parts;
  for (const Child& child : value.children) {
    auto part = part_of(child);
    if (!part) return std::nullopt;
    if (list && node(child.value.id).kind != NodeKind::scalar) return std::nullopt;
    if (list && base::display_width(part->text) > short_item) return std::nullopt;
    parts.push_back(std::move(*part));
  }
  return parts;
}

bool Brackets::has_expressions(const Branch& value) const {
  if (node(value.id).kind == NodeKind::scalar) return grammar_of(value.shape).has_value();
  return std::ranges::any_of(value.children,
                             [&](const Child& child) { return has_expressions(child.value); });
}

std::optional<std::vector<std::string>> Brackets::filled(const Branch& value, std::size_t first,
                                                         std::size_t below) const {
  if (has_comments(value) || has_expressions(value)) return std::nullopt;
  auto parts = parts_of(value);
  if (!parts || parts->empty()) return std::nullopt;
  const bool map = node(value.id).kind == NodeKind::map;
  parts->front().text.insert(0, map ? "{" : "[");
  for (std::size_t i = 0; i + 1 < parts->size(); ++i) (*parts)[i].text += ',';
  parts->back().text += map ? '}' : ']';

  std::vector<std::string> lines;
  for (Part& part : *parts) {
    const std::size_t column = lines.size() > 1 ? below : first;
    if (!lines.empty() && fits(column, lines.back() + " " + part.text)) {
      lines.back() += " " + part.text;
    } else {
      if (!part.one_word && !fits(lines.empty() ? first : below, part.text)) return std::nullopt;
      lines.push_back(std::move(part.text));
    }
  }
  return lines;
}

}  // namespace weir::format
