#include "diagnostics/source.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace weir::diagnostics {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::uint32_t tab_width = 8;

/// The 1-based display column after `text`, which begins a line.
std::uint32_t column_after(std::string_view text) {
  std::size_t column = 1;
  for (std::size_t tab = text.find('\t'); tab != text.npos; tab = text.find('\t')) {
    column += base::display_width(text.substr(0, tab));
    column = ((column - 1) / tab_width + 1) * tab_width + 1;
    text.remove_prefix(tab + 1);
  }
  return static_cast<std::uint32_t>(column + base::display_width(text));
}

}  // namespace

Source::Source(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  // A byte order mark belongs to no line, so that the first column is the first character's.
  line_starts_.push_back(
      text_.starts_with(byte_order_mark) ? static_cast<std::uint32_t>(byte_order_mark.size()) : 0);
  for (std::size_t i = line_starts_.front(); i < text_.size(); ++i) {
    const bool carriage_return = text_[i] == '\r';
    if (!carriage_return && text_[i] != '\n') continue;
    if (carriage_return && i + 1 < text_.size() && text_[i + 1] == '\n') ++i;
    line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

Source::Position Source::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  Position result;
  if (after == line_starts_.begin()) return result;  // inside the byte order mark
  result.line = static_cast<std::uint32_t>(after - line_starts_.begin());
  // A place inside the line break counts as the end of the line.
  const std::string_view whole = line(result.line);
  const std::string_view before = whole.substr(0, offset - line_begin(result.line));
  result.byte_column = static_cast<std::uint32_t>(before.size() + 1);
  result.column = column_after(before);
  result.utf16_column = static_cast<std::uint32_t>(base::utf16_length(before));
  return result;
}

std::string_view Source::line(std::uint32_t number) const {
  if (number == 0 || number > line_count()) return {};
  const std::size_t begin = line_begin(number);
  const std::size_t end = number < line_count() ? line_starts_[number] : text_.size();
  std::string_view result = text().substr(begin, end - begin);
  if (result.ends_with('\n')) result.remove_suffix(1);
  if (result.ends_with('\r')) result.remove_suffix(1);
  return result;
}

base::FileId SourceMap::add(std::string path, std::string text) {
  sources_.emplace_back(std::move(path), std::move(text));
  return base::FileId(sources_.size() - 1);
}

std::string_view SourceMap::text(base::Span span) const {
  if (span.file.index() >= sources_.size()) return {};
  const std::string_view all = get(span.file).text();
  const std::size_t end = std::min<std::size_t>(span.end, all.size());
  const std::size_t begin = std::min<std::size_t>(span.begin, end);
  return all.substr(begin, end - begin);
}

}  // namespace weir::diagnostics
