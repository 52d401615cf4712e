#include "lsp/text_context.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace weir::lsp {
namespace {

constexpr std::size_t npos = std::string_view::npos;

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

std::string unquoted(std::string_view text) {
  text = base::trim(text);
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    text = text.substr(1, text.size() - 2);
  return std::string(text);
}

/// The place of the colon that ends a key at the beginning of `text`; npos if there is none.
std::size_t key_end(std::string_view text) {
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (i == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == ':' && (i + 1 == text.size() || text[i + 1] == ' ')) {
      return i;
    } else if (c == '{' || c == '[' || c == '#' || c == ',') {
      return npos;
    }
  }
  return npos;
}

/// Follows lines from the top.
class Follower {
 public:
  void line(std::string_view line) {
    if (!flow_.empty()) {
      if (!pending_.empty()) pending_ += '\n';
      flow_text(line);
    } else if (in_text(line)) {
      if (!pending_.empty()) pending_ += '\n';
      pending_ += line;
    } else {
      block_line(line);
    }
  }

  /// The last line, cut at the place.
  TextContext last(std::string_view cut) {
    // After a text on one line, an empty one is where the next key is written.
    if (plain_ && base::trim(cut).empty()) text_indent_.reset();
    line(cut);
    TextContext context;
    for (const Level& level : levels_) context.path.push_back(level.key);
    if (comment_) {
      context.at = TextContext::At::comment;
      return context;
    }
    for (const Flow& flow : flow_) {
      if (flow.opening == '[') context.path.push_back("-");
      if (flow.key) context.path.push_back(*flow.key);
    }
    const bool flow_key = !flow_.empty() && flow_.back().opening == '{' && !flow_.back().key;
    const bool block_key = flow_.empty() && !has_value_;
    context.at = flow_key || block_key ? TextContext::At::key : TextContext::At::value;
    context.text = pending_;
    return context;
  }

 private:
  struct Level {
    std::size_t indent = 0;
    std::string key;
  };
  struct Flow {
    char opening = '{';
    std::optional<std::string> key;
  };

  /// True for a line of a text that began with `|` or `>`, or goes on from the line before.
  bool in_text(std::string_view line) {
    if (!text_indent_) return false;
    if (base::trim(line).empty() || indent_of(line) > *text_indent_) return true;
    text_indent_.reset();
    return false;
  }

  void block_line(std::string_view line) {
    comment_ = false;
    has_value_ = false;
    pending_.clear();
    std::size_t indent = indent_of(line);
    std::string_view rest = line.substr(indent);
    if (rest.starts_with('#')) {
      comment_ = true;
      return;
    }
    // An empty line belongs to what is as deep as it is.
    while (!levels_.empty() && levels_.back().indent >= indent &&
           !(levels_.back().key != "-" && levels_.back().indent == indent && rest.starts_with("- "))) {
      levels_.pop_back();
    }
    while (rest.starts_with("- ") || rest == "-") {
      levels_.push_back({indent, "-"});
      const std::size_t blanks = rest.size() == 1 ? 1 : rest.find_first_not_of(' ', 1);
      const std::size_t skip = blanks == npos ? rest.size() : blanks;
      rest.remove_prefix(skip);
      indent += skip;
      has_value_ = true;
    }
    value_or_key(rest, indent);
  }

  void value_or_key(std::string_view rest, std::size_t indent) {
    const std::size_t colon = key_end(rest);
    if (colon == npos) {
      if (rest.starts_with('{') || rest.starts_with('[')) return flow_text(rest);
      pending_ = rest;
      if (has_value_) strip_comment();
      return;
    }
    levels_.push_back({indent, unquoted(rest.substr(0, colon))});
    has_value_ = true;
    std::string_view value = rest.substr(colon + 1);
    const std::size_t begin = value.find_first_not_of(' ');
    // Behind the colon there must be a blank before a value can be written.
    value = begin == npos ? std::string_view() : value.substr(begin);
    if (value.starts_with('|') || value.starts_with('>')) {
      text_indent_ = indent;
      plain_ = false;
      return;
    }
    if (value.starts_with('{') || value.starts_with('[')) return flow_text(value);
    pending_ = value;
    strip_comment();
    // A plain text may go on in the next lines.
    if (!base::trim(pending_).empty() && !comment_) {
      text_indent_ = indent;
      plain_ = true;
    }
  }

  void strip_comment() {
    if (pending_.starts_with('"') || pending_.starts_with('\'')) return;
    if (pending_.starts_with('#') || pending_.find(" #") != npos) comment_ = true;
  }

  void flow_text(std::string_view text) {
    comment_ = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quote_ != 0) {
        if (c == quote_) quote_ = 0;
        pending_ += c;
        continue;
      }
      const bool begins = base::trim(pending_).empty();
      if (begins && (c == '"' || c == '\'')) {
        quote_ = c;
        pending_ += c;
      } else if (c == '#' && (i == 0 || text[i - 1] == ' ')) {
        comment_ = true;
        return;
      } else if ((c == '{' || c == '[') && begins) {
        flow_.push_back({c, std::nullopt});
        pending_.clear();
      } else if ((c == '}' || c == ']') && !flow_.empty()) {
        flow_.pop_back();
        pending_.clear();
        if (flow_.empty()) return;
      } else if (c == ',') {
        if (!flow_.empty()) flow_.back().key.reset();
        pending_.clear();
      } else if (c == ':' && !flow_.empty() && flow_.back().opening == '{' && !flow_.back().key &&
                 (i + 1 == text.size() || text[i + 1] == ' ')) {
        flow_.back().key = unquoted(pending_);
        pending_.clear();
      } else if (!(begins && c == ' ')) {
        pending_ += c;
      }
    }
  }

  std::vector<Level> levels_;
  std::vector<Flow> flow_;
  std::optional<std::size_t> text_indent_;  ///< of the key whose text goes on in deeper lines
  bool plain_ = false;                      ///< that text is no block
  std::string pending_;
  char quote_ = 0;
  bool has_value_ = false;
  bool comment_ = false;
};

}  // namespace

TextContext context_at(std::string_view text, std::uint32_t offset) {
  const std::string_view before = text.substr(0, std::min<std::size_t>(offset, text.size()));
  Follower follower;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = before.find('\n', begin);
    if (end == npos) return follower.last(before.substr(begin));
    std::string_view line = before.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    follower.line(line);
    begin = end + 1;
  }
}

}  // namespace weir::lsp
