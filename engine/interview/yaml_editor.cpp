#include "interview/yaml_editor.hpp"

#include <algorithm>

namespace weir::interview {

std::string as_yaml(std::string_view value, Inside inside) {
  const bool list = value.starts_with('[') || value.starts_with('{');
  const bool quoted =
      value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  if (list || quoted) return std::string(value);
  const bool plain = !value.empty() &&
                     std::string_view("&*!|>'\"%@`#,]}?:-").find(value.front()) == std::string_view::npos &&
                     value.find(": ") == std::string_view::npos &&
                     value.find(" #") == std::string_view::npos && value.back() != ':' &&
                     (inside == Inside::block || value.find_first_of(",[]{}") == std::string_view::npos);
  if (plain) return std::string(value);
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"";
}

YamlEditor::YamlEditor(const std::string& text)
    : text_(text), document_(yaml::parse_document(sources_, sources_.add("", text), sink_)) {}

bool YamlEditor::in_braces(yaml::NodeId id) const {
  const char first = text_[node(id).span.begin];
  return first == '{' || first == '[';
}

bool YamlEditor::is_inside_braces(std::uint32_t offset) const {
  return is_inside_braces(document_.root(), offset);
}

bool YamlEditor::is_inside_braces(yaml::NodeId around, std::uint32_t offset) const {
  const yaml::Node& here = node(around);
  if (here.kind != yaml::NodeKind::map && here.kind != yaml::NodeKind::sequence) return false;
  if (offset < here.span.begin || offset >= here.span.end) return false;
  if (in_braces(around) && offset > here.span.begin) return true;
  return std::ranges::any_of(here.items, [&](yaml::NodeId id) { return is_inside_braces(id, offset); }) ||
         std::ranges::any_of(here.entries,
                             [&](const yaml::Entry& entry) { return is_inside_braces(entry.value, offset); });
}

std::size_t YamlEditor::column(std::uint32_t offset) const {
  const std::size_t line = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
  return line == std::string::npos ? offset : offset - line - 1;
}

std::size_t YamlEditor::indentation(yaml::NodeId id) const {
  const yaml::Node& of = node(id);
  if (of.kind == yaml::NodeKind::map && !of.entries.empty())
    return column(node(of.entries.front().key).span.begin);
  // Of an item the hyphen counts.
  const std::uint32_t first = of.items.empty() ? of.span.begin : node(of.items.front()).span.begin;
  const std::size_t hyphen = text_.rfind('-', first == 0 ? 0 : first - 1);
  return hyphen == std::string::npos ? column(first) : column(static_cast<std::uint32_t>(hyphen));
}

void YamlEditor::replace(std::uint32_t begin, std::uint32_t end, std::string text) {
  edits_.push_back({begin, end, std::move(text)});
}

void YamlEditor::add_lines(std::uint32_t end, std::size_t indentation,
                           const std::vector<std::string>& lines) {
  // A block text ends behind its last line break, anything else before a comment perhaps.
  std::size_t at = end;
  const bool after_break = at > 0 && text_[at - 1] == '\n';
  if (!after_break) at = text_.find('\n', at);
  std::string added;
  const bool unended = at == std::string::npos;
  if (unended) {
    at = text_.size();
    added = "\n";
  } else if (!after_break) {
    ++at;
  }
  const std::string line_end = text_.find("\r\n") == std::string::npos ? "\n" : "\r\n";
  for (const std::string& line : lines) added += std::string(indentation, ' ') + line + line_end;
  if (unended) added.resize(added.size() - line_end.size());
  edits_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at), added});
}

void YamlEditor::add_in_braces(yaml::NodeId id, bool empty, const std::string& text) {
  std::uint32_t at = node(id).span.end - 1;
  while (at > node(id).span.begin && (text_[at - 1] == ' ' || text_[at - 1] == '\n')) --at;
  const bool comma = text_[at - 1] == ',';
  replace(at, at, (empty ? "" : comma ? " " : ", ") + text);
}

void YamlEditor::add_entry(yaml::NodeId map, const std::vector<std::string>& lines,
                           const std::string& in_flow) {
  const yaml::Node& of = node(map);
  if (in_braces(map)) return add_in_braces(map, of.entries.empty(), in_flow);
  const yaml::Entry& last = of.entries.back();
  const yaml::Node& value = node(last.value);
  const std::uint32_t end = value.kind == yaml::NodeKind::null ? node(last.key).span.end : value.span.end;
  add_lines(end, indentation(map), lines);
}

void YamlEditor::add_item(yaml::NodeId sequence, const std::string& item) {
  const yaml::Node& of = node(sequence);
  if (in_braces(sequence)) return add_in_braces(sequence, of.items.empty(), item);
  add_lines(node(of.items.back()).span.end, indentation(sequence), {"- " + item});
}

std::string YamlEditor::result() const {
  std::vector<Edit> edits = edits_;
  std::ranges::stable_sort(edits, {}, &Edit::begin);
  std::string result;
  std::size_t copied = 0;
  for (const Edit& edit : edits) {
    result.append(text_, copied, edit.begin - copied).append(edit.text);
    copied = edit.end;
  }
  return result.append(text_, copied);
}

}  // namespace weir::interview
