#include "format/expression_layout.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "language/parser.hpp"
#include "language/printer.hpp"
#include "language/words.hpp"

namespace weir::format {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view openings = "({[";
constexpr std::string_view closings = ")}]";

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

/// The words of an expression; blanks are all that is lost.
std::vector<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view alone = "(){}[],<>=!+*";
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    if (is_one_of(text[at], blanks)) {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    if (is_one_of(text[at], alone)) {
      if (is_one_of(text[at], "<>=!") && end < text.size() && text[end] == '=') ++end;
    } else {
      while (end < text.size() && !is_one_of(text[end], blanks) && !is_one_of(text[end], alone)) ++end;
    }
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

/// True if `right` follows `left` without a blank.
bool joined(std::string_view left, std::string_view right) {
  if (is_one_of(left.back(), openings) || is_one_of(right.front(), closings) || right == ",") return true;
  if (right.front() == '.' || left.back() == '.') return true;
  const auto functions = language::function_names();
  return right == "(" && std::ranges::find(functions, left) != functions.end();
}

std::string flat(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && !joined(words[i - 1], words[i])) text += ' ';
    text += words[i];
  }
  return text;
}

/// The canonical texts of all readings that a text has; empty if it has a mistake.
std::vector<std::string> meanings(std::string_view text, Grammar grammar) {
  std::vector<std::string> result;
  const auto add = [&](const language::Parsed& parsed) {
    result.push_back(parsed.error || parsed.ast.empty() ? std::string() : language::print(parsed.ast));
  };
  switch (grammar) {
    case Grammar::expression:
      add(language::parse_expression(text));
      break;
    case Grammar::cell:
      add(language::parse_expression(text));
      add(language::parse_test(text));
      break;
    case Grammar::rows:
      add(language::parse_rows(text));
      break;
  }
  const bool any = std::ranges::any_of(result, [](const std::string& meaning) { return !meaning.empty(); });
  if (!any) result.clear();
  return result;
}

using Words = std::vector<std::string_view>;

/// Breaks words into lines, the outermost structure first.
class Breaker {
 public:
  explicit Breaker(std::size_t width) : width_(width) {}

  std::vector<std::string> take() { return std::move(lines_); }

  /// Lines for `words`, each behind `indent` blanks; `lead` and `trail` are joined to the first and last.
  void lay(const Words& words, std::size_t indent, const std::string& lead, const std::string& trail) {
    const std::string whole = lead + flat(words) + trail;
    if (indent + base::display_width(whole) <= width_) return push(indent, whole);
    if (const auto clauses = split(words, "and", "or"); clauses.size() > 1) {
      return lay_clauses(clauses, indent, lead, trail);
    }
    if (const auto items = split(words, ",", ","); items.size() > 1) return fill(items, indent, lead, trail);
    if (lay_where(words, indent, lead, trail)) return;
    lay_group(words, indent, lead, trail);
  }

 private:
  void push(std::size_t indent, const std::string& text) {
    lines_.push_back(std::string(indent, ' ') + text);
  }

  /// The words parted at `word` or `other` outside of all brackets; each part but the first begins with it.
  static std::vector<Words> split(const Words& words, std::string_view word, std::string_view other) {
    std::vector<Words> parts(1);
    int depth = 0;
    for (const std::string_view each : words) {
      if (is_one_of(each.front(), openings)) ++depth;
      if (is_one_of(each.front(), closings)) --depth;
      if (depth == 0 && (each == word || each == other) && !parts.back().empty()) parts.emplace_back();
      parts.back().push_back(each);
    }
    return parts;
  }

  void lay_clauses(const std::vector<Words>& clauses, std::size_t indent, const std::string& lead,
                   const std::string& trail) {
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      Words clause = clauses[i];
      std::string before = lead;
      if (i > 0) {
        before = std::string(clause.front()) + " ";
        clause.erase(clause.begin());
      }
      lay(clause, indent, before, i + 1 == clauses.size() ? trail : "");
    }
  }

  /// `where (…)` on the next line, if nothing more need be broken then.
  bool lay_where(const Words& words, std::size_t indent, const std::string& lead, const std::string& trail) {
    const auto parts = split(words, "where", "where");
    if (parts.size() != 2) return false;
    const std::string head = lead + flat(parts[0]), tail = flat(parts[1]) + trail;
    if (indent + base::display_width(head) > width_ || indent + 2 + base::display_width(tail) > width_)
      return false;
    push(indent, head);
    push(indent + 2, tail);
    return true;
  }

  /// As many items a line as fit.
  void fill(const std::vector<Words>& items, std::size_t indent, const std::string& lead,
            const std::string& trail) {
    std::string line = lead;
    for (std::size_t i = 0; i < items.size(); ++i) {
      Words item = items[i];
      if (i > 0) item.erase(item.begin());
      const std::string text = flat(item) + (i + 1 == items.size() ? trail : ",");
      const std::string gap = line.empty() || i == 0 ? "" : " ";
      if (!line.empty() && i > 0 && indent + base::display_width(line + gap + text) > width_) {
        push(indent, line);
        line = text;
      } else {
        line += gap + text;
      }
    }
    push(indent, line);
  }

  /// Breaks inside the widest brackets.
  void lay_group(const Words& words, std::size_t indent, const std::string& lead, const std::string& trail) {
    std::size_t best_begin = 0, best_end = 0, best = 0;
    for (std::size_t begin = 0; begin < words.size(); ++begin) {
      if (!is_one_of(words[begin].front(), openings)) continue;
      std::size_t end = begin;
      for (int depth = 0; end < words.size(); ++end) {
        if (is_one_of(words[end].front(), openings)) ++depth;
        if (is_one_of(words[end].front(), closings) && --depth == 0) break;
      }
      const std::size_t length = flat(Words(words.begin() + static_cast<std::ptrdiff_t>(begin),
                                            words.begin() + static_cast<std::ptrdiff_t>(end)))
                                     .size();
      if (length > best) best = length, best_begin = begin, best_end = end;
      begin = end;
    }
    if (best_end <= best_begin + 1 || best_end >= words.size())
      return push(indent, lead + flat(words) + trail);
    const auto at = [&](std::size_t i) { return words.begin() + static_cast<std::ptrdiff_t>(i); };
    push(indent, lead + flat(Words(at(0), at(best_begin + 1))));
    lay(Words(at(best_begin + 1), at(best_end)), indent + 2, "", "");
    lay(Words(at(best_end), words.end()), indent, "", trail);
  }

  std::size_t width_;
  std::vector<std::string> lines_;
};

}  // namespace

std::optional<std::string> one_line(std::string_view text, Grammar grammar) {
  const auto before = meanings(text, grammar);
  if (before.empty()) return std::nullopt;
  std::string line = flat(words_of(text));
  // Words are cut here by simpler rules than the parser's; where the two differ the text stays.
  if (line != text && meanings(line, grammar) != before) return std::nullopt;
  return line;
}

std::vector<std::string> broken(std::string_view text, std::size_t width) {
  Breaker breaker(width);
  breaker.lay(words_of(text), 0, "", "");
  return breaker.take();
}

}  // namespace weir::format
