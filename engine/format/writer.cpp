#include "format/writer.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "format/brackets.hpp"
#include "format/expression_layout.hpp"
#include "format/leaves.hpp"
#include "format/scalars.hpp"

namespace weir::format {

using schema::Shape;
using yaml::NodeKind;
using yaml::ScalarStyle;

namespace {

constexpr std::size_t step = 2;

/// The lines of a text; a line break at its end begins no further line.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// What follows a key or a dash: the rest of its line, and lines below it, indented relative to it.
struct Body {
  std::string head;                ///< on the line itself, before the comment; may be empty
  std::vector<std::string> lines;  ///< below, without indentation
  bool comment_below = false;      ///< the comment stands behind the last line instead of the first
  bool nested = false;             ///< a map or list in block form follows
};

class Writer {
 public:
  Writer(std::string_view text, const yaml::Document& document, Quotes quotes)
      : text_(text), document_(document), leaves_(document, quotes), brackets_(document, leaves_) {}

  std::string take() { return std::move(out_); }

  /// The children of a map or list in block form. With `after_dash` the first goes on in the line of a dash.
  enum class First : std::uint8_t { own_line, after_dash };
  void block(const Branch& branch, std::size_t indent, First first) {
    bool fresh = true;
    for (const Child& child : branch.children) {
      const bool inline_first = fresh && first == First::after_dash;
      const std::string lead = child.key ? leaves_.key(*child.key, Context::block) + ":" : "-";
      Body body = body_of(child, indent + base::display_width(lead), indent);
      std::vector<std::string> before = child.before;
      std::string after = child.after;
      if (body.nested && !child.key && !after.empty()) before.push_back(std::exchange(after, ""));
      if (!inline_first) {
        comments(before, indent, fresh);
        out_.append(indent, ' ');
      }
      fresh = false;
      out_ += lead;
      child_body(child, body, after, indent);
      if (child.value.children.empty()) comments(child.value.tail, indent + step, true);
    }
    comments(branch.tail, indent, fresh);
  }

 private:
  const yaml::Node& node(yaml::NodeId id) const { return document_.node(id); }

  /// Comments on lines of their own; no empty line where something begins.
  void comments(const std::vector<std::string>& lines, std::size_t indent, bool at_begin) {
    for (const std::string& line : lines) {
      if (line.empty()) {
        if (!at_begin) out_ += '\n';
        continue;
      }
      at_begin = false;
      out_.append(indent, ' ');
      out_ += line;
      out_ += '\n';
    }
  }

  void child_body(const Child& child, const Body& body, const std::string& after, std::size_t indent) {
    const std::string comment = after.empty() ? "" : "  " + after;
    if (body.nested && !child.key) {
      out_ += ' ';
      return block(child.value, indent + step, First::after_dash);
    }
    if (!body.head.empty()) out_ += ' ' + body.head;
    if (!body.comment_below || body.lines.empty()) out_ += comment;
    out_ += '\n';
    if (body.nested) return block(child.value, indent + step, First::own_line);
    for (std::size_t i = 0; i < body.lines.size(); ++i) {
      if (!body.lines[i].empty()) out_.append(indent + step, ' ');
      out_ += body.lines[i];
      if (body.comment_below && i + 1 == body.lines.size()) out_ += comment;
      out_ += '\n';
    }
  }

  static bool fits(std::size_t column, std::string_view text) {
    return column + 1 + base::display_width(text) <= line_width;
  }

  /// `column` is where the body begins, less its blank; `indent` that of the key or dash.
  Body body_of(const Child& child, std::size_t column, std::size_t indent) const {
    const Branch& value = child.value;
    if (!value.children.empty()) return collection_body(value, column, indent);
    const yaml::Node& here = node(value.id);
    switch (here.kind) {
      case NodeKind::null:
        return {child.key ? "" : "~", {}, false, false};
      case NodeKind::map:
        return {"{}", {}, false, false};
      case NodeKind::sequence:
        return {"[]", {}, false, false};
      case NodeKind::scalar:
        break;
    }
    return scalar_body(value, child.key.has_value(), column, indent);
  }

  Body collection_body(const Branch& value, std::size_t column, std::size_t indent) const {
    if (value.brackets) {
      auto text = brackets_.on_one_line(value);
      if (text && (is_row(value.shape) || fits(column, *text))) return {std::move(*text), {}, false, false};
      if (auto lines = brackets_.filled(value, column + 1, indent + step)) {
        Body body{std::move(lines->front()), {}, true, false};
        body.lines.assign(std::next(lines->begin()), lines->end());
        return body;
      }
    }
    return {"", {}, false, true};
  }

  Body scalar_body(const Branch& value, bool under_key, std::size_t column, std::size_t indent) const {
    const yaml::Node& here = node(value.id);
    const std::size_t width = line_width - std::min(line_width / 2, indent + step);
    const auto expression = leaves_.laid_out(value);
    if (!expression && (here.style == ScalarStyle::literal || here.style == ScalarStyle::folded)) {
      if (auto body = block_scalar(here)) return std::move(*body);
    }
    std::string written = leaves_.scalar(value, Context::block);
    if (fits(column, written)) return {std::move(written), {}, false, false};
    if (expression) {
      std::vector<std::string> lines = broken(*expression, width);
      if (lines.size() > 1) return {"|", std::move(lines), false, false};
    }
    if (value.shape != Shape::prose) return {std::move(written), {}, false, false};
    Body body;
    if (under_key) {
      body.lines = folded(written, width);
      if (body.lines.size() == 1 && base::display_width(written) > width)
        return {std::move(written), {}, false, false};
    } else {
      body.lines = folded(written, width);
      body.head = std::move(body.lines.front());
      body.lines.erase(body.lines.begin());
      body.comment_below = true;
    }
    return body;
  }

  /// A text after `|` or `>` as it stands, with other indentation; none if quotes say it better.
  std::optional<Body> block_scalar(const yaml::Node& here) const {
    const std::string& text = here.scalar.text;
    const std::size_t first = text.find_first_not_of('\n');
    if (first == text.npos || text[first] == ' ' || text[first] == '\t') return std::nullopt;
    const std::size_t last = text.find_last_not_of('\n');
    const std::size_t breaks = text.size() - 1 - last;
    const std::string chomping = breaks == 0 ? "-" : breaks == 1 ? "" : "+";
    if (here.style == ScalarStyle::literal) return Body{"|" + chomping, lines_of(text), false, false};
    if (breaks > 1) return std::nullopt;
    auto lines = source_lines(here);
    if (lines.empty()) return std::nullopt;
    return Body{">" + chomping, std::move(lines), false, false};
  }

  /// The lines of a folded scalar in the file, without their common indentation.
  std::vector<std::string> source_lines(const yaml::Node& here) const {
    const std::string_view source = text_.substr(here.span.begin, here.span.end - here.span.begin);
    const std::size_t header = source.find('\n');
    if (header == source.npos || source.substr(0, header).find_first_of("123456789") < source.find(' '))
      return {};
    std::vector<std::string> lines = lines_of(source.substr(header + 1));
    std::size_t common = std::string::npos;
    for (std::string& line : lines) {
      if (line.ends_with('\r')) line.pop_back();
      const std::size_t visible = line.find_first_not_of(' ');
      if (visible != line.npos) common = std::min(common, visible);
    }
    for (std::string& line : lines) line = line.size() > common ? line.substr(common) : "";
    return lines;
  }

  std::string_view text_;
  const yaml::Document& document_;
  Leaves leaves_;
  Brackets brackets_;
  std::string out_;
};

}  // namespace

std::string write(std::string_view text, const yaml::Document& document, const Branch& tree, Quotes quotes) {
  Writer writer(text, document, quotes);
  writer.block(tree, 0, Writer::First::own_line);
  return writer.take();
}

}  // namespace weir::format
