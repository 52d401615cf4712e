// What is checked, and mended where the meaning is plain, when a map or list is complete.
#include <fmt/core.h>

#include <unordered_map>

#include "base/text.hpp"
#include "yaml/builder.hpp"

namespace weir::yaml {

using diagnostics::Code;
using diagnostics::Fix;

namespace {

/// Opening less closing round brackets.
int bracket_depth(std::string_view text) {
  int depth = 0;
  for (const char c : text) depth += c == '(' ? 1 : c == ')' ? -1 : 0;
  return depth;
}

bool is_plain(const Node& node) {
  return node.kind == NodeKind::scalar && node.style == ScalarStyle::plain;
}

std::string quoted(std::string_view text) {
  if (text.find_first_of("\"\\") == text.npos) return fmt::format("\"{}\"", text);
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
  return result + "'";
}

}  // namespace

void DocumentBuilder::finish_map(Open& open) {
  join_cut_values(open);
  check_bare_keys(open);
  check_unique_keys(at(open.id));
}

/// In `{when: earliest(a, b)}` the comma ends the value: `b)` becomes a key. The pieces are joined again, so
/// that only this mistake is reported.
void DocumentBuilder::join_cut_values(Open& open) {
  if (open.layout == Layout::block) return;
  const std::vector<Entry> entries = at(open.id).entries;
  std::vector<Entry> kept;
  std::vector<bool> bare;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    kept.push_back(entries[i]);
    bare.push_back(open.bare[i]);
    const Node& value = at(entries[i].value);
    int depth = is_plain(value) ? bracket_depth(value.scalar.text) : 0;
    std::size_t last = i;
    while (depth > 0 && last + 1 < entries.size() && open.bare[last + 1]) {
      ++last;
      depth += bracket_depth(at(entries[last].key).scalar.text);
    }
    if (last == i) continue;
    const base::Span cut = span(value.span.begin, at(entries[last].key).span.end);
    report_cut(cut, depth);
    kept.back().value = joined(cut);
    i = last;
  }
  at(open.id).entries = std::move(kept);
  open.bare = std::move(bare);
}

void DocumentBuilder::finish_sequence(const Open& open) {
  if (open.layout == Layout::block) return;
  const std::vector<NodeId> items = at(open.id).items;
  std::vector<NodeId> kept;
  for (std::size_t i = 0; i < items.size(); ++i) {
    kept.push_back(items[i]);
    int depth = is_plain(at(items[i])) ? bracket_depth(at(items[i]).scalar.text) : 0;
    std::size_t last = i;
    while (depth > 0 && last + 1 < items.size() && is_plain(at(items[last + 1]))) {
      ++last;
      depth += bracket_depth(at(items[last]).scalar.text);
    }
    if (last == i) continue;
    const base::Span cut = span(at(items[i]).span.begin, at(items[last]).span.end);
    report_cut(cut, depth);
    kept.back() = joined(cut);
    i = last;
  }
  at(open.id).items = std::move(kept);
}

void DocumentBuilder::report_cut(base::Span cut, int depth) {
  const std::string_view text = text_.substr(cut.begin, cut.end - cut.begin);
  diagnostics::Diagnostic& diagnostic =
      sink_->emit(Code::cut_expression, cut, fmt::format("the comma in `{}` cuts the text in two", text),
                  "inside braces and brackets a comma ends a text");
  diagnostic.with_help("put the text in quotes, or write the map in block form, one key a line");
  if (depth == 0 && text.find('\n') == text.npos) {
    diagnostic.fix({"put it in quotes", Fix::Trust::safe, {{cut, quoted(text)}}});
  }
}

NodeId DocumentBuilder::joined(base::Span cut) {
  Node node;
  node.kind = NodeKind::scalar;
  node.span = cut;
  node.scalar.text = std::string(text_.substr(cut.begin, cut.end - cut.begin));
  node.scalar.whole = cut;
  node.multi_line = node.scalar.text.find('\n') != std::string::npos;
  node.scalar.exact = !node.multi_line;
  const std::uint32_t length = cut.end - cut.begin;
  if (node.scalar.exact) node.scalar.runs.push_back({0, cut.begin, length, length});
  return make(std::move(node));
}

/// The part of a plain scalar on one line as a scalar of its own.
NodeId DocumentBuilder::slice(NodeId of, std::size_t begin, std::size_t end) {
  const base::Span whole = at(of).span;
  return joined(span(whole.begin + begin, whole.begin + end));
}

/// A key that no colon follows; `key:value` is taken for what was meant.
void DocumentBuilder::check_bare_keys(Open& open) {
  std::vector<Entry> kept;
  const std::vector<Entry> entries = at(open.id).entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!open.bare[i]) {
      kept.push_back(entries[i]);
      continue;
    }
    const NodeId key = entries[i].key;
    const base::Span place = at(key).span;
    const std::string text = at(key).scalar.text;
    const std::size_t colon = text.find(':');
    diagnostics::Diagnostic& diagnostic =
        sink_->emit(Code::key_without_colon, place, fmt::format("`{}` is a key without a value", text));
    if (is_plain(at(key)) && at(key).scalar.exact && colon != text.npos && colon > 0 &&
        colon + 1 < text.size()) {
      const base::Span after = span(place.begin + colon + 1, place.begin + colon + 1);
      diagnostic.with_help("a blank must follow the colon")
          .fix({"put a blank after the colon", Fix::Trust::safe, {{after, " "}}});
      const NodeId name = slice(key, 0, colon);
      const NodeId value = slice(key, colon + 1, text.size());
      kept.push_back({name, value});
    } else {
      diagnostic.with_help("write `key: value`");
    }
  }
  at(open.id).entries = std::move(kept);
}

/// Refuses merge keys and every key after the first of the same name.
void DocumentBuilder::check_unique_keys(Node& map) {
  std::unordered_map<std::string, base::Span> first;
  std::vector<Entry> kept;
  for (const Entry& entry : map.entries) {
    const Node& key = at(entry.key);
    if (key.style == ScalarStyle::plain && key.scalar.text == "<<") {
      sink_->emit(Code::merge_key_refused, key.span, "the merge key `<<` cannot be used here")
          .with_help("write the keys out");
      continue;
    }
    const auto [found, fresh] = first.emplace(key.scalar.text, key.span);
    if (fresh) {
      kept.push_back(entry);
      continue;
    }
    sink_
        ->emit(Code::duplicate_key, key.span, fmt::format("the key `{}` is given twice", key.scalar.text),
               "given again")
        .label(found->second, "first given here")
        .with_help("keep one of the two");
  }
  map.entries = std::move(kept);
}

}  // namespace weir::yaml
