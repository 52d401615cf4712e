#include "yaml/reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "diagnostics/day_fixes.hpp"

namespace weir::yaml {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Fix;

namespace {

/// What stands there, in words.
std::string described(const Node& node) {
  switch (node.kind) {
    case NodeKind::null:
      return "nothing";
    case NodeKind::map:
      return "a map";
    case NodeKind::sequence:
      return "a list";
    case NodeKind::scalar:
      break;
  }
  constexpr std::size_t longest = 40;
  std::string text = node.scalar.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.empty()) return "an empty text";
  if (text.size() <= longest) return fmt::format("`{}`", text);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return fmt::format("`{}…`", text.substr(0, end));
}

std::string unlike(std::string_view what, std::string_view kind, const Node& node) {
  return fmt::format("{} must be {}, not {}", what, kind, described(node));
}

/// Ten characters, digits and hyphens in the places of a date.
bool is_date_shaped(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 4 || i == 7;
    if (hyphen ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

bool is_plain(const Node& node) {
  return node.kind == NodeKind::scalar && node.style == ScalarStyle::plain;
}

/// `map` without the line breaks at the end of its text.
base::MappedText without_last_breaks(base::MappedText map) {
  const std::size_t last = map.text.find_last_not_of('\n');
  const auto size = static_cast<std::uint32_t>(last == std::string::npos ? 0 : last + 1);
  if (size == map.text.size()) return map;
  map.text.resize(size);
  while (!map.runs.empty() && map.runs.back().text_begin >= size) map.runs.pop_back();
  if (!map.runs.empty()) {
    base::MappedText::Run& run = map.runs.back();
    const std::uint32_t length = size - run.text_begin;
    if (run.length == run.source_length) run.source_length = std::min(run.source_length, length);
    run.length = std::min(run.length, length);
  }
  return map;
}

}  // namespace

bool Reader::expect_map(NodeId id, std::string_view what) const {
  if (is_map(id)) return true;
  sink_->emit(Code::map_expected, span(id), unlike(what, "a map", node(id)));
  return false;
}

bool Reader::expect_sequence(NodeId id, std::string_view what) const {
  if (is_sequence(id)) return true;
  sink_->emit(Code::list_expected, span(id), unlike(what, "a list", node(id)));
  return false;
}

void Reader::expect_keys(NodeId map, std::span<const std::string_view> allowed, std::string_view what) const {
  if (!is_map(map)) return;
  const std::vector<std::string> names(allowed.begin(), allowed.end());
  for (const Entry& entry : node(map).entries) {
    const Node& key = node(entry.key);
    if (std::find(allowed.begin(), allowed.end(), key.scalar.text) != allowed.end()) continue;
    Diagnostic& diagnostic =
        sink_->emit(Code::unknown_key, key.span, fmt::format("{} has no key {}", what, described(key)));
    const std::optional<std::string> candidate = base::closest(key.scalar.text, names);
    if (candidate && !document_->find(map, *candidate)) {
      suggest(diagnostic, candidate, key.span, "key");
    } else {
      std::vector<std::string> quoted;
      for (const std::string& name : names) quoted.push_back("`" + name + "`");
      const bool id = key.scalar.text.find_first_of("._") != std::string::npos;
      diagnostic.with_help("its keys are " + base::join(quoted, ", ") +
                           (id ? "; what belongs below one of them is indented further than it" : ""));
    }
  }
}

std::optional<NodeId> Reader::get(NodeId map, std::string_view key, Need need, std::string_view what) const {
  const std::optional<NodeId> found = document_->find(map, key);
  if (!found && need == Need::required && is_map(map)) {
    const Node& owner = node(map);
    // The first key is enough of a place; a whole map may be many lines.
    const base::Span place = owner.entries.empty() ? owner.span : span(owner.entries.front().key);
    sink_->emit(Code::missing_key, place, fmt::format("{} needs the key `{}`", what, key))
        .param("key", std::string(key));
  }
  return found;
}

std::optional<std::string> Reader::text(NodeId id, std::string_view what) const {
  if (is_scalar(id)) return node(id).scalar.text;
  sink_->emit(Code::text_expected, span(id), unlike(what, "a text", node(id)));
  return std::nullopt;
}

std::optional<std::string> Reader::text_at(NodeId map, std::string_view key, Need need,
                                           std::string_view what) const {
  const std::optional<NodeId> found = get(map, key, need, what);
  if (!found) return std::nullopt;
  return text(*found, fmt::format("`{}`", key));
}

std::optional<bool> Reader::truth(NodeId id, std::string_view what) const {
  if (is_plain(node(id))) {
    const std::string& word = node(id).scalar.text;
    if (word == "true") return true;
    if (word == "false") return false;
  }
  sink_->emit(Code::truth_expected, span(id), unlike(what, "`true` or `false`", node(id)));
  return std::nullopt;
}

std::optional<base::Date> Reader::date(NodeId id, std::string_view what) const {
  if (is_scalar(id)) {
    if (const auto day = base::Date::parse(node(id).scalar.text)) return day;
  }
  if (is_scalar(id) && is_date_shaped(node(id).scalar.text)) {
    sink_
        ->emit(Code::date_expected, span(id),
               fmt::format("there is no day `{}` for {}", node(id).scalar.text, what))
        .with_help("check the month and the day; a date is written `YYYY-MM-DD`");
    return std::nullopt;
  }
  Diagnostic& diagnostic = sink_->emit(Code::date_expected, span(id), unlike(what, "a date", node(id)))
                               .with_help("a date is a day of the calendar, written `YYYY-MM-DD`");
  if (is_scalar(id)) diagnostics::fix_day(diagnostic, span(id), node(id).scalar.text);
  return std::nullopt;
}

std::optional<std::int64_t> Reader::whole_number(NodeId id, std::string_view what) const {
  if (is_plain(node(id))) {
    const std::string& digits = node(id).scalar.text;
    const bool leading_zero = digits.size() > 1 && digits.front() == '0';
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc{} && end == digits.data() + digits.size() && digits.front() != '-' &&
        !leading_zero)
      return value;
  }
  Diagnostic& diagnostic =
      sink_->emit(Code::whole_number_expected, span(id), unlike(what, "a whole number", node(id)))
          .with_help("write digits only, as `10`");
  if (is_plain(node(id)) && node(id).scalar.text.ends_with('%')) {
    const std::string digits = node(id).scalar.text.substr(0, node(id).scalar.text.size() - 1);
    if (!digits.empty() && digits.find_first_not_of("0123456789") == digits.npos)
      diagnostic.fix({"leave the percent sign out", Fix::Trust::suggested, {{span(id), digits}}});
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> Reader::texts(NodeId id, std::string_view what) const {
  if (is_scalar(id)) return std::vector<std::string>{node(id).scalar.text};
  if (!expect_sequence(id, what)) return std::nullopt;
  std::vector<std::string> result;
  for (const NodeId item : node(id).items) {
    if (std::optional<std::string> entry = text(item, fmt::format("an entry of {}", what))) {
      result.push_back(std::move(*entry));
    }
  }
  return result;
}

std::optional<base::MappedText> Reader::expression_text(NodeId id, std::string_view what) const {
  const Node& scalar = node(id);
  if (!is_scalar(id)) {
    sink_->emit(Code::text_expected, span(id), unlike(what, "an expression", scalar));
    return std::nullopt;
  }
  if (scalar.style != ScalarStyle::folded && !scalar.multi_line) return without_last_breaks(scalar.scalar);
  Diagnostic& diagnostic = sink_->emit(Code::multi_line_expression, scalar.span,
                                       fmt::format("{} is an expression folded over lines", what));
  diagnostic.with_help("write it on one line, or in a block after `|`");
  if (scalar.style == ScalarStyle::folded) {
    diagnostic.fix({"write `|` for `>`",
                    Fix::Trust::safe,
                    {{{scalar.span.file, scalar.span.begin, scalar.span.begin + 1}, "|"}}});
  } else {
    std::string one_line = base::join(base::wrap(scalar.scalar.text, std::string::npos - 1), " ");
    if (scalar.style == ScalarStyle::plain) {
      diagnostic.fix({"write it on one line", Fix::Trust::safe, {{scalar.span, std::move(one_line)}}});
    }
  }
  return std::nullopt;
}

}  // namespace weir::yaml
