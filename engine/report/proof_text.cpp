#include "report/proof_text.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace weir::report {
namespace {

using base::Truth;
using model::ProofNode;

/// Column where values and sources begin.
constexpr std::size_t value_column = 44;

std::string_view sign(Truth truth) {
  return truth == Truth::true_value ? "✓" : truth == Truth::false_value ? "✗" : "?";
}

/// True if a part of `truth` helped to make its whole what it is.
bool decides(Truth whole, Truth part) {
  return whole == Truth::unknown ? part != Truth::false_value : part == whole;
}

/// The parts to show: those that decided, or all if none alone did (under `not`).
std::vector<const ProofNode*> shown_parts(const ProofNode& node) {
  std::vector<const ProofNode*> shown;
  for (const ProofNode& part : node.parts) {
    if (decides(node.truth, part.truth)) shown.push_back(&part);
  }
  if (shown.empty()) {
    for (const ProofNode& part : node.parts) shown.push_back(&part);
  }
  return shown;
}

/// True of a list of conditions, which says nothing beyond its parts.
bool is_list(const ProofNode& node) {
  return node.title.empty() && node.facts.empty() && node.expression.ends_with(" of these");
}

/// True of a part that is a definition, which is drawn once.
bool is_named(const ProofNode& node) {
  return !node.parts.empty() && !is_list(node) && node.expression != "unless" && node.expression != "not" &&
         (!node.title.empty() || node.expression.find(' ') == std::string::npos);
}

std::string details(const ProofNode& node) {
  std::vector<std::string> words;
  if (node.parts.empty() || !node.facts.empty()) {
    for (const auto& fact : node.facts) words.push_back(quoted_words(fact, node.expression));
  }
  words.insert(words.end(), node.values.begin(), node.values.end());
  if (node.truth == Truth::unknown && node.parts.empty()) {
    words.insert(words.end(), node.reasons.begin(), node.reasons.end());
  }
  if (words.empty() && node.parts.empty() && node.assumed) words.emplace_back("assumed");
  return base::join(words, "; ");
}

std::string citations(const ProofNode& node) {
  std::vector<std::string> words;
  for (const auto& citation : node.cite) words.push_back(citation.text);
  return base::join(words, "; ");
}

}  // namespace

std::string quoted_words(const model::QuotedFact& fact, std::string_view beside) {
  std::string words;
  if (beside.find(fact.fact) == std::string_view::npos) words = fact.fact + " ";
  words += fact.written;
  std::string from = fact.source;
  if (fact.quality && *fact.quality != model::Quality::confirmed) {
    const bool said = base::display_width(from) > 0;
    from = said ? fmt::format("{}, {}", model::to_text(*fact.quality), from)
                : std::string(model::to_text(*fact.quality));
  }
  if (fact.learned) from += fmt::format("{}{}", from.empty() ? "" : ", ", base::to_iso(*fact.learned));
  return from.empty() ? words : fmt::format("{} ({})", words, from);
}

void ProofPrinter::print(const ProofNode& proof, const std::string& indent) {
  if (proof.expression == "all of these" && !proof.parts.empty()) return print_parts(proof, indent);
  print_part(proof, indent, "└ ", "  ");
}

void ProofPrinter::print_parts(const ProofNode& node, const std::string& bars) {
  const auto parts = shown_parts(node);
  const std::size_t hidden = node.parts.size() - parts.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size() && hidden == 0;
    print_part(*parts[i], bars, last ? "└ " : "├ ", last ? "  " : "│ ");
  }
  if (hidden > 0) {
    page_.paragraph(bars + "└ ", bars + "  ",
                    Painted::as(Paint::faint, base::counted(hidden, "other part does", "other parts do") +
                                                  " not decide this"));
  }
}

void ProofPrinter::print_part(const ProofNode& node, const std::string& bars, const std::string& branch,
                              const std::string& below) {
  const Style& style = page_.style();
  const Paint paint = node.truth == Truth::true_value    ? Paint::good
                      : node.truth == Truth::false_value ? Paint::bad
                                                         : Paint::open;
  const std::string text = node.title.empty() ? node.expression : node.title;
  std::string right = details(node);
  const std::string cite = citations(node);
  if (!cite.empty()) right += (right.empty() ? "" : "; ") + cite;
  const bool again = is_named(node) && !shown_.insert(node.expression + "\n" + node.title).second;
  if (again) right = "as above";

  // Escape sequences take no room, so the sign is painted by replacing it after the layout is known.
  const std::string plain_first = bars + branch + std::string(sign(node.truth)) + " ";
  const std::string rest = bars + below + "  ";
  Style plain_style{Colour::off, style.width};
  Page plain(plain_style);
  plain.columns(plain_first, rest, Painted::of(text), value_column, Painted::of(right));
  std::string drawn = plain.take();
  if (style.colour == Colour::on) {
    const std::size_t at = bars.size() + branch.size();
    drawn.replace(at, sign(node.truth).size(), style(paint, sign(node.truth)));
  }
  if (!drawn.empty() && drawn.back() == '\n') drawn.pop_back();
  page_.line(drawn);
  if (!again) print_parts(node, bars + below);
}

}  // namespace weir::report
