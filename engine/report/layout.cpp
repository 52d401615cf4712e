#include "report/layout.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace weir::report {
namespace {

/// The least room that a wrapped text is given.
constexpr std::size_t narrowest = 16;

std::string blanks(std::size_t count) {
  return std::string(count, ' ');
}

std::size_t room(std::size_t width, std::string_view before) {
  const std::size_t taken = base::display_width(before);
  return width > taken + narrowest ? width - taken : narrowest;
}

}  // namespace

std::string Page::paint(const Painted& like, std::string_view text) const {
  return like.plain ? std::string(text) : style_(like.paint, text);
}

void Page::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

void Page::line(std::string_view text) {
  out_.append(text).append("\n");
}

void Page::paragraph(std::string_view first, std::string_view rest, const Painted& text) {
  bool begun = false;
  for (const std::string& words : base::wrap(text.text, room(style_.width, first))) {
    out_.append(begun ? rest : first).append(paint(text, words)).append("\n");
    begun = true;
  }
}

void Page::sides(std::string_view first, std::string_view rest, const Painted& left, const Painted& right) {
  const std::size_t left_width = base::display_width(first) + base::display_width(left.text);
  const std::size_t right_width = base::display_width(right.text);
  if (right.text.empty()) return paragraph(first, rest, left);
  if (left_width + 2 + right_width <= style_.width) {
    out_.append(first).append(paint(left, left.text)).append(blanks(style_.width - left_width - right_width));
    out_.append(paint(right, right.text)).append("\n");
    return;
  }
  paragraph(first, rest, left);
  paragraph(rest, rest, right);
}

void Page::columns(std::string_view first, std::string_view rest, const Painted& left, std::size_t column,
                   const Painted& right) {
  if (right.text.empty()) return paragraph(first, rest, left);
  const std::size_t before = base::display_width(first);
  const auto left_lines =
      base::wrap(left.text, column > before + narrowest + 2 ? column - before - 2 : narrowest);
  const auto right_lines = base::wrap(right.text, style_.width - std::min(column, style_.width - narrowest));
  const bool fits = std::all_of(left_lines.begin(), left_lines.end(), [&](const std::string& words) {
    return before + base::display_width(words) + 2 <= column;
  });
  if (!fits) {
    paragraph(first, rest, left);
    return paragraph(std::string(rest) + "  ", std::string(rest) + "  ", right);
  }
  for (std::size_t i = 0; i < std::max(left_lines.size(), right_lines.size()); ++i) {
    const std::string words = i < left_lines.size() ? left_lines[i] : std::string();
    std::string text = std::string(i == 0 ? first : rest) + paint(left, words);
    if (i < right_lines.size()) {
      text += blanks(column - before - base::display_width(words)) + paint(right, right_lines[i]);
    }
    const std::size_t end = text.find_last_not_of(' ');
    out_.append(text, 0, end == std::string::npos ? 0 : end + 1).append("\n");
  }
}

}  // namespace weir::report
