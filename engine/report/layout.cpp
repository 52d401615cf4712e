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
  return like.is_plain ? std::string(text) : style_(like.paint, text);
}

void Page::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

void Page::line(std::string_view text) {
  out_.append(plain(text)).append("\n");
}

void Page::paragraph(std::string_view first, std::string_view rest, const Painted& text) {
  std::string before = plain(first);
  const std::string after = plain(rest);
  const Painted said = plain(text);
  const std::size_t width = std::min(room(style_.width, before), room(style_.width, after));
  for (const std::string& words : base::wrap(said.text, width)) {
    out_.append(before).append(paint(said, words)).append("\n");
    before = after;
  }
}

void Page::flush_right(std::string_view before, std::size_t taken, const Painted& right) {
  for (const std::string& words : base::wrap(right.text, room(style_.width, before))) {
    const std::size_t width = base::display_width(words);
    if (taken == 0) out_.append(before);
    const std::size_t used = taken == 0 ? base::display_width(before) : taken;
    out_.append(blanks(style_.width > used + width ? style_.width - used - width : 0));
    out_.append(paint(right, words)).append("\n");
    taken = 0;
  }
}

void Page::sides(std::string_view first, std::string_view rest, const Painted& left, const Painted& right) {
  const std::string before = plain(first), after = plain(rest);
  const Painted one = plain(left), other = plain(right);
  if (other.text.empty()) return paragraph(before, after, one);
  const auto lines = base::wrap(one.text, std::min(room(style_.width, before), room(style_.width, after)));
  std::string start = before;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t taken = base::display_width(start) + base::display_width(lines[i]);
    out_.append(start).append(paint(one, lines[i]));
    start = after;
    const bool last = i + 1 == lines.size();
    if (last && taken + 2 + base::display_width(other.text) <= style_.width) {
      return flush_right(after, taken, other);
    }
    out_.append("\n");
  }
  flush_right(lines.empty() ? before : after, 0, other);
}

void Page::three(const Painted& left, std::size_t column, const Painted& middle, const Painted& right) {
  const Painted one = plain(left), two = plain(middle), three = plain(right);
  const std::size_t first = base::display_width(one.text), second = base::display_width(two.text);
  out_.append(paint(one, one.text)).append(blanks(column > first ? column - first : 1));
  out_.append(paint(two, two.text));
  flush_right("", std::max(column, first + 1) + second, three);
}

void Page::marked(std::string_view first, const Painted& sign, std::string_view rest, std::string_view text,
                  const Painted& right) {
  const std::string mark = plain(sign.text);
  const std::size_t begin = out_.size();
  sides(std::string(first) + mark + " ", rest, Painted::of(std::string(text)), right);
  // Escape sequences take no room, so the sign is painted once the layout is known.
  if (style_.colour == Colour::on && !sign.is_plain) {
    out_.replace(begin + plain(first).size(), mark.size(), style_(sign.paint, mark));
  }
}

void Page::columns(std::string_view first, std::string_view rest, const Painted& left, std::size_t column,
                   const Painted& right) {
  const std::string start = plain(first), following = plain(rest);
  const Painted one = plain(left), other = plain(right);
  if (other.text.empty()) return paragraph(start, following, one);
  const std::size_t before = base::display_width(start);
  const auto left_lines =
      base::wrap(one.text, column > before + narrowest + 2 ? column - before - 2 : narrowest);
  const auto right_lines = base::wrap(other.text, style_.width - std::min(column, style_.width - narrowest));
  const bool fits = std::all_of(left_lines.begin(), left_lines.end(), [&](const std::string& words) {
    return before + base::display_width(words) + 2 <= column;
  });
  if (!fits) {
    paragraph(start, following, one);
    return paragraph(following + "  ", following + "  ", other);
  }
  for (std::size_t i = 0; i < std::max(left_lines.size(), right_lines.size()); ++i) {
    const std::string words = i < left_lines.size() ? left_lines[i] : std::string();
    std::string text = (i == 0 ? start : following) + paint(one, words);
    if (i < right_lines.size()) {
      text += blanks(column - before - base::display_width(words)) + paint(other, right_lines[i]);
    }
    const std::size_t end = text.find_last_not_of(' ');
    out_.append(text, 0, end == std::string::npos ? 0 : end + 1).append("\n");
  }
}

}  // namespace weir::report
