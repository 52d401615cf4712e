#include "base/unified_diff.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace weir::base {
namespace {

constexpr std::size_t context = 3;

/// The lines of a text, each with its line break if it has one.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == text.npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

/// One line of the comparison: kept, removed or added.
struct Step {
  char mark = ' ';
  std::string_view line;
};

/// Cells of the table below; what is larger is shown as removed and added whole.
constexpr std::size_t table_limit = 1u << 25;

/// A longest common part of two lists of lines as steps, what is removed before what is added.
std::vector<Step> compared(const std::vector<std::string_view>& before,
                           const std::vector<std::string_view>& after) {
  constexpr char keep = '=', remove = '-', add = '+';
  const std::size_t width = after.size() + 1;
  const bool small = before.size() < table_limit / width;
  std::vector<char> ways(small ? (before.size() + 1) * width : 0, remove);
  if (small) {
    std::vector<std::uint32_t> below(width, 0), here(width, 0);  // lengths for what is left from a line on
    for (std::size_t i = before.size(); i-- > 0; std::swap(below, here)) {
      for (std::size_t j = after.size(); j-- > 0;) {
        const bool same = before[i] == after[j];
        here[j] = same ? below[j + 1] + 1 : std::max(below[j], here[j + 1]);
        ways[i * width + j] = same ? keep : below[j] >= here[j + 1] ? remove : add;
      }
    }
  }
  std::vector<Step> steps;
  std::size_t i = 0, j = 0;
  while (i < before.size() || j < after.size()) {
    const char way = i == before.size() ? add : j == after.size() || !small ? remove : ways[i * width + j];
    if (way == keep) ++j;
    steps.push_back(way == keep     ? Step{' ', before[i++]}
                    : way == remove ? Step{'-', before[i++]}
                                    : Step{'+', after[j++]});
  }
  return steps;
}

std::string range(std::size_t first, std::size_t count) {
  // A range without lines is named by the line before it.
  return count == 1 ? std::to_string(first + 1) : fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view path) {
  if (before == after) return "";
  std::vector<std::string_view> old_lines = lines_of(before), new_lines = lines_of(after);
  // What is the same at both ends costs nothing.
  std::size_t head = 0;
  while (head < old_lines.size() && head < new_lines.size() && old_lines[head] == new_lines[head]) ++head;
  std::size_t tail = 0;
  while (tail < old_lines.size() - head && tail < new_lines.size() - head &&
         old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail]) {
    ++tail;
  }
  const auto middle = [&](const std::vector<std::string_view>& lines) {
    return std::vector<std::string_view>(lines.begin() + static_cast<std::ptrdiff_t>(head),
                                         lines.end() - static_cast<std::ptrdiff_t>(tail));
  };
  const auto old_middle = middle(old_lines), new_middle = middle(new_lines);
  std::vector<Step> steps;
  for (std::size_t i = 0; i < head; ++i) steps.push_back({' ', old_lines[i]});
  for (const Step& step : compared(old_middle, new_middle)) steps.push_back(step);
  for (std::size_t i = old_lines.size() - tail; i < old_lines.size(); ++i)
    steps.push_back({' ', old_lines[i]});

  std::string text = fmt::format("--- a/{}\n+++ b/{}\n", path, path);
  std::size_t old_line = 0, new_line = 0;
  for (std::size_t i = 0; i < steps.size();) {
    if (steps[i].mark == ' ') {
      ++i, ++old_line, ++new_line;
      continue;
    }
    const std::size_t begin = i - std::min({i, context});
    std::size_t end = i, last = i;
    for (; end < steps.size() && end <= last + 2 * context; ++end) {
      if (steps[end].mark != ' ') last = end;
    }
    end = std::min(last + 1 + context, steps.size());
    const std::size_t lead = i - begin;
    std::size_t old_count = 0, new_count = 0;
    std::string hunk;
    for (std::size_t at = begin; at < end; ++at) {
      hunk += steps[at].mark;
      hunk += steps[at].line;
      if (!steps[at].line.ends_with('\n')) hunk += "\n\\ No newline at end of file\n";
      old_count += steps[at].mark == '+' ? 0 : 1;
      new_count += steps[at].mark == '-' ? 0 : 1;
    }
    text += fmt::format("@@ -{} +{} @@\n{}", range(old_line - lead, old_count),
                        range(new_line - lead, new_count), hunk);
    old_line += old_count - lead;
    new_line += new_count - lead;
    i = end;
  }
  return text;
}

}  // namespace weir::base
