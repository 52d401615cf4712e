#include "support/layout.hpp"

#include <algorithm>

namespace weir::test {

namespace {

using yaml::NodeId;
using yaml::NodeKind;
using yaml::ScalarStyle;

class Typist {
 public:
  Typist(const yaml::Document& document, Dice& dice) : document_(document), dice_(dice) {}

  TypedText type() {
    if (dice_.percent(30)) own_line(0);
    collection(document_.root(), 0, false);
    if (dice_.percent(30)) own_line(dice_.percent(50) || after_literal_ ? 0 : 2);
    return std::move(typed_);
  }

 private:
  const yaml::Node& node(NodeId id) const { return document_.node(id); }

  std::string comment() {
    typed_.comments.push_back("# " + std::to_string(typed_.comments.size()) + " said: {a, 'b\" [x");
    return typed_.comments.back();
  }
  void own_line(std::size_t indent) {
    if (dice_.percent(30)) typed_.text += "\n\n";
    typed_.text += std::string(indent, ' ') + comment() + "\n";
    if (dice_.percent(30)) typed_.text += "  \n";
  }
  void end_line() {
    if (dice_.percent(15)) typed_.text += std::string(1 + dice_.below(4), ' ') + comment();
    typed_.text += dice_.percent(10) ? "  \n" : "\n";
    if (dice_.percent(10)) typed_.text += "\n";
    if (dice_.percent(5)) typed_.text += "\n\n";
  }

  /// True if all below can stand in brackets.
  bool may_flow(NodeId id) const {
    const yaml::Node& here = node(id);
    if (here.kind == NodeKind::null) return false;
    if (here.kind == NodeKind::scalar) return here.scalar.text.find('\n') == std::string::npos;
    return std::ranges::all_of(here.items, [&](NodeId item) { return may_flow(item); }) &&
           std::ranges::all_of(here.entries, [&](const yaml::Entry& entry) { return may_flow(entry.value); });
  }

  std::string quotes(const std::string& text) {
    const bool odd = text.find_first_of("\n\t\\") != std::string::npos;
    if (!odd && dice_.percent(50)) {
      std::string result = "'";
      for (const char c : text) result += c == '\'' ? "''" : std::string(1, c);
      return result + "'";
    }
    std::string result = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') result += '\\';
      result += c == '\n' ? std::string("\\n") : c == '\t' ? std::string("\\t") : std::string(1, c);
    }
    return result + "\"";
  }

  std::string scalar(const yaml::Node& here, bool flow) {
    const std::string& text = here.scalar.text;
    const bool written_plain = here.style == ScalarStyle::plain;
    // A text that needed no quotes in brackets needs none elsewhere; the other way is not certain.
    const bool safe = written_plain && (!flow || text.find_first_of(",[]{}?:#") == std::string::npos);
    return safe ? text : quotes(text);
  }

  void flow(NodeId id) {
    const yaml::Node& here = node(id);
    std::string& out = typed_.text;
    if (here.kind == NodeKind::scalar) {
      out += scalar(here, true);
      return;
    }
    const bool map = here.kind == NodeKind::map;
    const std::size_t count = map ? here.entries.size() : here.items.size();
    out += map ? "{" : "[";
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out += ",";
      gap();
      if (map) {
        out += scalar(node(here.entries[i].key), true) + ": ";
        flow(here.entries[i].value);
      } else {
        flow(here.items[i]);
      }
    }
    if (count > 0 && dice_.percent(10)) out += ",";
    if (count > 0) gap();
    out += map ? "}" : "]";
  }

  /// What may stand between the parts inside of brackets.
  void gap() {
    std::string& out = typed_.text;
    out += dice_.percent(50) ? " " : "   ";
    if (!dice_.percent(12)) return;
    if (dice_.percent(30)) out += comment();
    out += "\n";
    if (dice_.percent(20)) out += "\n";
    if (dice_.percent(20)) out += std::string(flow_indent_, ' ') + comment() + "\n";
    out += std::string(flow_indent_, ' ');
  }

  void literal(const yaml::Node& here, std::size_t indent) {
    std::string& out = typed_.text;
    after_literal_ = true;
    out += here.scalar.text.ends_with('\n') ? "|" : "|-";
    if (dice_.percent(10)) out += "  " + comment();
    out += "\n";
    std::string_view rest = here.scalar.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (end > 0) out += std::string(indent, ' ') + std::string(rest.substr(0, end));
      out += "\n";
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  /// What follows a key or a dash, to the end of its last line.
  void value(NodeId id, std::size_t indent, bool in_list) {
    const yaml::Node& here = node(id);
    std::string& out = typed_.text;
    if (here.kind == NodeKind::null) {
      if (in_list || dice_.percent(30)) out += " ~";
      return end_line();
    }
    if (here.kind == NodeKind::scalar) {
      const bool long_lines = here.scalar.text.find('\n') != std::string::npos;
      const bool block = here.style == ScalarStyle::literal && long_lines && here.scalar.text[0] != ' ' &&
                         here.scalar.text[0] != '\n' && !here.scalar.text.ends_with("\n\n");
      out += std::string(1 + dice_.below(2), ' ');
      if (block) return literal(here, indent + 1 + dice_.below(4));
      out += scalar(here, false);
      return end_line();
    }
    const bool empty = here.items.empty() && here.entries.empty();
    if (empty || (may_flow(id) && dice_.percent(40))) {
      out += " ";
      flow_indent_ = indent + 4;
      flow(id);
      return end_line();
    }
    if (in_list && dice_.percent(70)) {
      const std::size_t blanks = 1 + dice_.below(3);
      out += std::string(blanks, ' ');
      return collection(id, indent + 1 + blanks, true);
    }
    end_line();
    const bool flush = !in_list && here.kind == NodeKind::sequence && dice_.percent(30);
    collection(id, flush ? indent : indent + 1 + dice_.below(4), false);
  }

  /// Entries or items, each from `indent`; with `begun` the first goes on in its line.
  void collection(NodeId id, std::size_t indent, bool begun) {
    const yaml::Node& here = node(id);
    std::string& out = typed_.text;
    const bool map = here.kind == NodeKind::map;
    const std::size_t count = map ? here.entries.size() : here.items.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0 || !begun) {
        if (dice_.percent(8)) own_line(dice_.percent(80) || after_literal_ ? indent : indent + 3);
        after_literal_ = false;
        out += std::string(indent, ' ');
      }
      if (map) {
        out += scalar(node(here.entries[i].key), false) + ":";
        value(here.entries[i].value, indent, false);
      } else {
        out += "-";
        value(here.items[i], indent, true);
      }
    }
    if (dice_.percent(5)) own_line(indent);
  }

  const yaml::Document& document_;
  Dice& dice_;
  TypedText typed_;
  std::size_t flow_indent_ = 4;
  bool after_literal_ = false;  ///< a deeper comment would be part of the text before it
};

/// Where entries and items begin that stand in brackets.
void begins_in_brackets(std::string_view text, const yaml::Document& document, NodeId id,
                        std::vector<std::size_t>& out) {
  const yaml::Node& here = document.node(id);
  const bool brackets = text[here.span.begin] == '{' || text[here.span.begin] == '[';
  for (const NodeId item : here.items) {
    if (brackets) out.push_back(document.node(item).span.begin);
    begins_in_brackets(text, document, item, out);
  }
  for (const yaml::Entry& entry : here.entries) {
    if (brackets) out.push_back(document.node(entry.key).span.begin);
    if (document.node(entry.value).kind != NodeKind::null)
      begins_in_brackets(text, document, entry.value, out);
  }
}

void say(const yaml::Document& document, NodeId id, const std::string& path, std::string& out) {
  const yaml::Node& here = document.node(id);
  std::string text = here.scalar.text;
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  switch (here.kind) {
    case NodeKind::null:
      out += path + " nothing\n";
      break;
    case NodeKind::scalar:
      out += path + " " + text + "\n";
      break;
    case NodeKind::sequence:
      out += path + " list " + std::to_string(here.items.size()) + "\n";
      for (std::size_t i = 0; i < here.items.size(); ++i)
        say(document, here.items[i], path + "/" + std::to_string(i), out);
      break;
    case NodeKind::map:
      out += path + " map " + std::to_string(here.entries.size()) + "\n";
      for (const yaml::Entry& entry : here.entries)
        say(document, entry.value, path + "/" + document.node(entry.key).scalar.text, out);
      break;
  }
}

}  // namespace

TypedText type_anew(const yaml::Document& document, Dice& dice) {
  return Typist(document, dice).type();
}

std::string shaken(std::string_view text, const yaml::Document& document, Dice& dice) {
  std::vector<std::size_t> begins;
  begins_in_brackets(text, document, document.root(), begins);
  std::ranges::sort(begins);
  std::string result;
  std::size_t copied = 0;
  for (const std::size_t begin : begins) {
    std::size_t end = begin;
    while (end > copied && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
    result += text.substr(copied, end - copied);
    // Further in than anything that brackets stand under.
    result +=
        dice.percent(30) ? "\n" + std::string(60 + dice.below(9), ' ') : std::string(dice.below(3), ' ');
    copied = begin;
  }
  return result += text.substr(copied);
}

std::string said_by(const yaml::Document& document) {
  std::string out;
  say(document, document.root(), "", out);
  return out;
}

}  // namespace weir::test
