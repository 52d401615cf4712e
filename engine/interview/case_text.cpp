#include "interview/case_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "interview/yaml_editor.hpp"

namespace weir::interview {

namespace {

using yaml::NodeId;
using yaml::NodeKind;

/// Keys of a case in the order in which its parts are read by people; what is added comes after those before
/// it.
constexpr std::array case_order = {
    "case",     "title",  "tags",   "note",    "as_of",    "known_on",   "sources",   "transaction", "roles",
    "acquirer", "target", "vendor", "parties", "holdings", "procedures", "approvals", "judgements"};

std::string origin_keys(const Origin& origin) {
  std::string keys;
  if (!origin.source.empty()) keys += ", source: " + origin.source;
  if (origin.quality) keys += fmt::format(", quality: {}", model::to_text(*origin.quality));
  return keys;
}

/// `25%`, or `{value: 25%, source: register}`.
std::string claim(std::string_view value, const Origin& origin, Inside inside) {
  const std::string keys = origin_keys(origin);
  if (keys.empty()) return as_yaml(value, inside);
  return fmt::format("{{value: {}{}}}", as_yaml(value, Inside::braces), keys);
}

class CaseEditor {
 public:
  explicit CaseEditor(const std::string& text) : editor_(text) {}

  YamlEditor& editor() { return editor_; }
  std::optional<NodeId> find(NodeId map, std::string_view key) const {
    return editor_.document().find(map, key);
  }

  /// A new part of the case, with a line for its content below.
  void add_part(std::string_view key, const std::vector<std::string>& below, const std::string& in_braces) {
    const NodeId root = editor_.document().root();
    std::vector<std::string> lines = {std::string(key) + ":"};
    for (const std::string& line : below) lines.push_back("  " + line);
    const std::string flow = fmt::format("{}: {}", key, in_braces);
    const yaml::Entry* before = nullptr;
    const auto place = std::ranges::find(case_order, key);
    for (const yaml::Entry& entry : editor_.node(root).entries) {
      const std::string& word = editor_.node(entry.key).scalar.text;
      const auto other = std::ranges::find(case_order, word);
      if (other != case_order.end() && other < place) before = &entry;
    }
    if (editor_.in_braces(root) || before == nullptr) return editor_.add_entry(root, lines, flow);
    const yaml::Node& value = editor_.node(before->value);
    editor_.add_lines(value.kind == NodeKind::null ? editor_.node(before->key).span.end : value.span.end, 0,
                      lines);
  }

  /// States an entry of a row that is an entry of a map itself ("parties", "procedures", the whole case).
  void add_to_entry(const yaml::Entry& row, const std::string& block, const std::string& flow) {
    const yaml::Node& value = editor_.node(row.value);
    if (value.kind == NodeKind::map && !value.entries.empty())
      return editor_.add_entry(row.value, {block}, flow);
    if (value.kind == NodeKind::map)
      return editor_.replace(value.span.begin, value.span.end, "{" + flow + "}");
    const yaml::Node& key = editor_.node(row.key);
    editor_.add_lines(key.span.end, editor_.column(key.span.begin) + 2, {block});
  }

  /// The map that begins there.
  std::optional<NodeId> map_at(std::uint32_t begin) const {
    return find_map(editor_.document().root(), begin);
  }
  /// The entry whose key begins there.
  std::optional<yaml::Entry> entry_at(std::uint32_t key_begin) const {
    return find_entry(editor_.document().root(), key_begin);
  }
  std::optional<yaml::Entry> top_entry(std::string_view key) const {
    for (const yaml::Entry& entry : editor_.node(editor_.document().root()).entries) {
      if (editor_.node(entry.key).scalar.text == key) return entry;
    }
    return std::nullopt;
  }

 private:
  std::optional<NodeId> find_map(NodeId from, std::uint32_t begin) const {
    const yaml::Node& node = editor_.node(from);
    if (node.kind == NodeKind::map && node.span.begin == begin) return from;
    for (const NodeId item : node.items) {
      if (const auto found = find_map(item, begin)) return found;
    }
    for (const yaml::Entry& entry : node.entries) {
      if (const auto found = find_map(entry.value, begin)) return found;
    }
    return std::nullopt;
  }
  std::optional<yaml::Entry> find_entry(NodeId from, std::uint32_t key_begin) const {
    for (const yaml::Entry& entry : editor_.node(from).entries) {
      if (editor_.node(entry.key).span.begin == key_begin) return entry;
      if (const auto found = find_entry(entry.value, key_begin)) return found;
    }
    for (const NodeId item : editor_.node(from).items) {
      if (const auto found = find_entry(item, key_begin)) return found;
    }
    return std::nullopt;
  }

  YamlEditor editor_;
};

bool is_claim(const CaseEditor& editor, const YamlEditor& yaml, NodeId id) {
  if (yaml.node(id).kind != NodeKind::map) return false;
  return std::ranges::any_of(std::array{"value", "source", "quality", "learned", "replaces"},
                             [&](const char* key) { return editor.find(id, key).has_value(); });
}

/// What stands under a key is replaced. Comments between the lines of what goes are kept above the key.
void put(YamlEditor& yaml, const yaml::Entry& entry, const std::string& value) {
  const yaml::Node& key = yaml.node(entry.key);
  const yaml::Node& old = yaml.node(entry.value);
  if (old.kind == NodeKind::null) return yaml.replace(key.span.end + 1, key.span.end + 1, " " + value);
  const bool lines = old.kind == NodeKind::sequence && !yaml.in_braces(entry.value);
  if (!lines) return yaml.replace(old.span.begin, old.span.end, value);
  const std::string blanks(yaml.column(key.span.begin), ' ');
  std::string comments;
  const std::string_view going = yaml.text().substr(key.span.end, old.span.end - key.span.end);
  for (const std::string_view line : base::split(going, '\n')) {
    const std::size_t mark = line.find(" #");
    if (mark != std::string_view::npos) comments += std::string(line.substr(mark + 1)) + "\n" + blanks;
  }
  if (!comments.empty()) yaml.replace(key.span.begin, key.span.begin, comments);
  yaml.replace(key.span.end, old.span.end, ": " + value);
}

/// One claim becomes a list of it and of the answer.
void put_beside(YamlEditor& yaml, const yaml::Entry& entry, const std::string& value) {
  const yaml::Node& key = yaml.node(entry.key);
  const yaml::Node& old = yaml.node(entry.value);
  const std::size_t column = yaml.column(key.span.begin) + 2;
  const std::string blanks(column, ' ');
  if (yaml.is_inside_braces(key.span.begin)) {
    yaml.replace(old.span.begin, old.span.begin, "[");
    yaml.replace(old.span.end, old.span.end, ", " + value + "]");
    return;
  }
  // The further lines of what stands behind a hyphen now go in by as much as it does.
  const auto indent_lines = [&](std::uint32_t from) {
    for (std::uint32_t at = from; at < old.span.end; ++at) {
      if (yaml.text()[at] == '\n' && at + 1 < old.span.end) yaml.replace(at + 1, at + 1, "  ");
    }
  };
  if (yaml.in_braces(entry.value)) {
    yaml.replace(key.span.end + 1, old.span.begin, "\n" + blanks + "- ");
    indent_lines(old.span.begin);
    yaml.add_lines(old.span.end, column, {"- " + value});
    return;
  }
  const std::uint32_t first = yaml.node(old.entries.front().key).span.begin;
  const std::size_t own = yaml.column(first);
  yaml.replace(first, first, "- ");
  indent_lines(first);
  yaml.add_lines(old.span.end, own, {"- " + value});
}

void state(CaseEditor& editor, const yaml::Entry& entry, std::string_view value, const Origin& origin) {
  YamlEditor& yaml = editor.editor();
  const yaml::Node& old = yaml.node(entry.value);
  const std::string full =
      fmt::format("{{value: {}{}}}", as_yaml(value, Inside::braces), origin_keys(origin));
  const bool claims = old.kind == NodeKind::sequence && std::ranges::any_of(old.items, [&](NodeId item) {
                        return is_claim(editor, yaml, item);
                      });
  if (claims) return yaml.add_item(entry.value, full);
  if (is_claim(editor, yaml, entry.value)) return put_beside(yaml, entry, full);
  put(yaml, entry, claim(value, origin, Inside::braces));
}

/// A procedure that the case does not speak of yet.
void add_procedure(CaseEditor& editor, const std::string& regime, const std::string& block,
                   const std::string& flow) {
  YamlEditor& yaml = editor.editor();
  const std::vector<std::string> lines = {regime + ":", "  " + block};
  const std::string braces = fmt::format("{}: {{{}}}", regime, flow);
  const auto procedures = editor.top_entry("procedures");
  if (!procedures) return editor.add_part("procedures", lines, "{" + braces + "}");
  const yaml::Node& value = yaml.node(procedures->value);
  if (value.kind == NodeKind::map && !value.entries.empty()) {
    yaml.add_entry(procedures->value, lines, braces);
  } else {
    put(yaml, *procedures, "{" + braces + "}");
  }
}

/// States `place`: with `change` where the case has an entry of that name, else with an entry of its own.
template <class Change>
std::string changed(const std::string& text, const FactPlace& place, const std::string& block,
                    const std::string& flow, const Change& change) {
  CaseEditor editor(text);
  YamlEditor& yaml = editor.editor();
  const auto in_map = [&](NodeId map) {
    for (const yaml::Entry& entry : yaml.node(map).entries) {
      if (yaml.node(entry.key).scalar.text == place.field) return change(editor, entry);
    }
    yaml.add_entry(map, {block}, flow);
  };
  const auto in_entry = [&](const yaml::Entry& entry) {
    const yaml::Node& value = yaml.node(entry.value);
    if (value.kind == NodeKind::map && !value.entries.empty()) {
      in_map(entry.value);
    } else {
      editor.add_to_entry(entry, block, flow);
    }
  };
  switch (place.of) {
    case FactPlace::Of::transaction:
      if (const auto entry = editor.top_entry("transaction")) {
        in_entry(*entry);
      } else {
        editor.add_part("transaction", {block}, "{" + flow + "}");
      }
      break;
    case FactPlace::Of::keyed:
      if (const auto entry = editor.entry_at(place.begin)) in_entry(*entry);
      break;
    case FactPlace::Of::item:
      if (const auto map = editor.map_at(place.begin)) in_map(*map);
      break;
    case FactPlace::Of::procedure:
      add_procedure(editor, place.regime, block, flow);
      break;
  }
  return yaml.result();
}

}  // namespace

std::string with_fact(const std::string& text, const FactPlace& place, std::string_view value,
                      const Origin& origin) {
  return changed(text, place, fmt::format("{}: {}", place.field, claim(value, origin, Inside::block)),
                 fmt::format("{}: {}", place.field, claim(value, origin, Inside::braces)),
                 [&](CaseEditor& editor, const yaml::Entry& entry) { state(editor, entry, value, origin); });
}

std::string with_rows(const std::string& text, const FactPlace& place, std::string_view rows) {
  const std::string entry_text = fmt::format("{}: {}", place.field, rows);
  return changed(text, place, entry_text, entry_text, [&](CaseEditor& editor, const yaml::Entry& entry) {
    YamlEditor& yaml = editor.editor();
    const yaml::Node& old = yaml.node(entry.value);
    const auto open = std::ranges::find_if(old.items, [&](NodeId item) {
      return yaml.node(item).kind == NodeKind::scalar && yaml.node(item).scalar.text == "unknown";
    });
    if (open == old.items.end() || old.items.size() == 1) return put(yaml, entry, std::string(rows));
    const base::Span span = yaml.node(*open).span;
    const std::string_view inner = base::trim(rows.substr(1, rows.size() - 2));
    if (!inner.empty()) return yaml.replace(span.begin, span.end, std::string(inner));
    // Nothing more: the word goes, with what parts it from the others.
    const std::string_view whole = yaml.text();
    if (!yaml.in_braces(entry.value)) {
      const std::size_t line = whole.rfind('\n', span.begin), next = whole.find('\n', span.end);
      const std::size_t end = next == std::string_view::npos ? whole.size() : next;
      return yaml.replace(static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(end), "");
    }
    const bool first = open == old.items.begin();
    yaml.replace(first ? span.begin : yaml.node(*(open - 1)).span.end,
                 first ? yaml.node(*(open + 1)).span.begin : span.end, "");
  });
}

std::string with_judgement(const std::string& text, std::string_view judgement, std::string_view of,
                           std::string_view decision, const Origin& origin) {
  CaseEditor editor(text);
  YamlEditor& yaml = editor.editor();
  const std::string item =
      fmt::format("{{id: {}{}, value: {}{}}}", judgement,
                  of.empty() ? std::string() : fmt::format(", of: {}", as_yaml(of, Inside::braces)), decision,
                  origin_keys(origin));
  const auto list = editor.top_entry("judgements");
  if (!list) {
    editor.add_part("judgements", {"- " + item}, "[" + item + "]");
  } else if (!yaml.node(list->value).items.empty()) {
    yaml.add_item(list->value, item);
  } else {
    put(yaml, *list, "[" + item + "]");
  }
  return yaml.result();
}

std::string with_source(const std::string& text, std::string_view id, std::string_view title) {
  CaseEditor editor(text);
  YamlEditor& yaml = editor.editor();
  std::string quoted = "\"";
  for (const char c : title) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  const std::string entry = fmt::format("{}: {{title: {}\"}}", id, quoted);
  const auto sources = editor.top_entry("sources");
  if (!sources) {
    editor.add_part("sources", {entry}, "{" + entry + "}");
  } else if (!yaml.node(sources->value).entries.empty()) {
    yaml.add_entry(sources->value, {entry}, entry);
  } else {
    put(yaml, *sources, "{" + entry + "}");
  }
  return yaml.result();
}

}  // namespace weir::interview
