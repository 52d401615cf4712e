#include "report/diagnostics_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "report/source_line.hpp"

namespace weir::report {
namespace {

using diagnostics::Diagnostic;
using diagnostics::Label;
using diagnostics::Severity;
using diagnostics::Source;
using diagnostics::SourceMap;

/// The least of a source line and of a text beside a mark that is shown at once.
constexpr std::size_t narrowest_line = 40, narrowest_words = 24;

/// The lines of a text; one that fits is left as it is.
std::vector<std::string> lines_of(std::string_view text, std::size_t width) {
  width = std::max(width, narrowest_words);
  if (base::display_width(text) <= width) return {std::string(text)};
  return base::wrap(text, width);
}

/// `text` after `first`, its later lines after as many blanks, none wider than the style asks for.
std::string folded(const Style& style, std::string_view first, std::string_view text,
                   std::optional<Paint> paint = std::nullopt) {
  const std::size_t before = base::display_width(first);
  std::string out;
  for (const std::string& line : lines_of(text, style.width > before ? style.width - before : 0)) {
    out += out.empty() ? std::string(first) : std::string(before, ' ');
    out += (paint ? style(*paint, line) : line) + "\n";
  }
  return out;
}

struct Mark {
  std::uint32_t line = 1;
  std::uint32_t first = 0;  ///< 0-based columns, half-open
  std::uint32_t last = 0;
  const Label* label = nullptr;
  bool primary = false;
};

Mark mark_of(const Source& source, const Label& label, bool primary) {
  const auto begin = source.position(label.span.begin);
  const auto end = source.position(std::max(label.span.begin, label.span.end));
  Mark mark{begin.line, begin.column - 1, end.column - 1, &label, primary};
  if (end.line != begin.line) mark.last = SourceLine(source.line(begin.line)).columns();
  mark.last = std::max(mark.last, mark.first + 1);
  return mark;
}

Paint paint_of(Severity severity) {
  return severity == Severity::error     ? Paint::error
         : severity == Severity::warning ? Paint::warning
                                         : Paint::place;
}

/// The lines of one file that labels speak of.
class Excerpt {
 public:
  Excerpt(const Source& source, const Style& style, Severity severity, std::size_t gutter)
      : source_(source), style_(style), severity_(severity), gutter_(gutter) {}

  std::string render(std::vector<Mark> marks) const {
    std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
      return std::pair(a.line, b.first) < std::pair(b.line, a.first);
    });
    std::string out = bar() + "\n";
    std::uint32_t previous = 0;
    for (std::size_t i = 0; i < marks.size();) {
      std::size_t next = i;
      while (next < marks.size() && marks[next].line == marks[i].line) ++next;
      if (previous != 0 && marks[i].line > previous + 1) out += style_(Paint::place, "...") + "\n";
      previous = marks[i].line;
      out += line_with_marks({marks.begin() + static_cast<std::ptrdiff_t>(i),
                              marks.begin() + static_cast<std::ptrdiff_t>(next)});
      i = next;
    }
    return out;
  }

 private:
  std::string bar() const { return style_(Paint::place, fmt::format("{:>{}} |", "", gutter_)); }

  std::string line_with_marks(const std::vector<Mark>& marks) const {
    const SourceLine line(source_.line(marks.front().line));
    const auto [first, last] = window(line, marks);
    const std::string_view cut_before = first > 0 ? "…" : "";
    const std::string_view cut_after = last < line.columns() ? "…" : "";
    std::string out = style_(Paint::place, fmt::format("{:>{}} |", marks.front().line, gutter_));
    const std::string text = line.text(first, last);
    out += text.empty() ? "\n" : fmt::format(" {}{}{}\n", cut_before, text, cut_after);
    for (const Mark& mark : marks) {
      if (mark.first < first || mark.first > last) {
        out += beside_bar(0, "", mark.label->text, Paint::place);
        continue;
      }
      const std::uint32_t begin = mark.first - first + (first > 0 ? 1 : 0);
      const std::uint32_t length = std::min(mark.last, std::max(last, mark.first + 1)) - mark.first;
      const std::string line_of_marks(length, mark.primary ? '^' : '-');
      out += beside_bar(begin, line_of_marks, mark.label->text,
                        mark.primary ? paint_of(severity_) : Paint::place);
    }
    return out;
  }

  /// Columns that a line has beside the bar.
  std::size_t room() const {
    const std::size_t taken = gutter_ + 3;
    return std::max(style_.width > taken ? style_.width - taken : 0, narrowest_line);
  }

  /// The columns of a line that are shown: all, or else a part with the marks, at least the primary one.
  std::pair<std::uint32_t, std::uint32_t> window(const SourceLine& line,
                                                 const std::vector<Mark>& marks) const {
    if (line.columns() <= room()) return {0, line.columns()};
    // Both ends may be marked as cut.
    const auto shown = static_cast<std::uint32_t>(room() - 2);
    const auto primary =
        std::find_if(marks.begin(), marks.end(), [](const Mark& mark) { return mark.primary; });
    std::uint32_t low = (primary == marks.end() ? marks.front() : *primary).first, high = low;
    for (const Mark& mark : marks) {
      low = std::min(low, mark.first);
      high = std::max(high, mark.last);
    }
    if (high - low > shown && primary != marks.end()) {
      low = primary->first;
      high = primary->last;
    }
    const std::uint32_t spare = high - low < shown ? shown - (high - low) : 0;
    std::uint32_t first = low > spare / 2 ? low - spare / 2 : 0;
    if (line.columns() < first + shown) first = line.columns() > shown ? line.columns() - shown : 0;
    return {first, std::min(line.columns(), first + shown)};
  }

  /// Marks with the words that belong to them, which go on below them where there is no room beside.
  std::string beside_bar(std::size_t begin, const std::string& marks, std::string_view words,
                         Paint paint) const {
    const std::string lead = fmt::format("{} {:{}}", bar(), "", begin);
    if (words.empty()) return lead + style_(paint, marks) + "\n";
    std::size_t taken = begin + marks.size() + (marks.empty() ? 0 : 1);
    std::string line = lead + style_(paint, marks + (marks.empty() ? "" : " "));
    const bool fits = taken + base::display_width(words) <= room();
    if (!fits && room() < taken + narrowest_words && !marks.empty()) {
      taken = std::min(begin, room() - narrowest_words);
      line = lead + style_(paint, marks) + "\n" + fmt::format("{} {:{}}", bar(), "", taken);
    }
    std::string out;
    for (const std::string& part : lines_of(words, room() - std::min(taken, room()))) {
      out += line + style_(paint, part) + "\n";
      line = fmt::format("{} {:{}}", bar(), "", taken);
    }
    return out;
  }

  const Source& source_;
  const Style& style_;
  Severity severity_;
  std::size_t gutter_;
};

/// Marks by file: the primary's file first, then in the order in which the labels name them.
std::vector<std::pair<base::FileId, std::vector<Mark>>> marks_by_file(const Diagnostic& diagnostic,
                                                                      const SourceMap& sources) {
  std::vector<std::pair<base::FileId, std::vector<Mark>>> files;
  const auto add = [&](const Label& label, bool primary) {
    if (!label.span.file.valid() || label.span.file.index() >= sources.size()) return;
    auto found = std::find_if(files.begin(), files.end(),
                              [&](const auto& entry) { return entry.first == label.span.file; });
    if (found == files.end()) found = files.insert(files.end(), {label.span.file, {}});
    found->second.push_back(mark_of(sources.get(label.span.file), label, primary));
  };
  if (diagnostic.primary) add(*diagnostic.primary, true);
  for (const Label& label : diagnostic.labels) add(label, false);
  return files;
}

std::string_view trust_words(diagnostics::Fix::Trust trust) {
  return trust == diagnostics::Fix::Trust::safe ? "safe" : "suggested";
}

}  // namespace

std::string render_diagnostic(const Diagnostic& diagnostic, const SourceMap& sources, const Style& style) {
  const auto files = marks_by_file(diagnostic, sources);
  std::uint32_t last_line = 1;
  for (const auto& [file, marks] : files) {
    for (const Mark& mark : marks) last_line = std::max(last_line, mark.line);
  }
  const std::size_t gutter = std::max<std::size_t>(2, std::to_string(last_line).size());

  const std::string head =
      fmt::format("{}[{}]", diagnostics::to_text(diagnostic.severity), diagnostics::info(diagnostic.code).id);
  std::string out = folded(style, head + ": ", diagnostic.message, Paint::emphasis);
  out.replace(0, head.size(), style(paint_of(diagnostic.severity), head));
  for (const auto& [file, marks] : files) {
    const Source& source = sources.get(file);
    const auto position = source.position(marks.front().label->span.begin);
    out += fmt::format("{:{}}{} {}:{}:{}\n", "", gutter,
                       style(Paint::place, marks.front().primary ? "-->" : ":::"), source.path(),
                       position.line, position.column);
    out += Excerpt(source, style, diagnostic.severity, gutter).render(marks);
  }
  std::string remarks;
  const auto remark = [&](const std::string& kind, std::string_view text) {
    std::string lines = folded(style, fmt::format("{:{}} = {}: ", "", gutter, kind), text);
    lines.replace(gutter + 1, 1, style(Paint::place, "="));
    remarks += lines;
  };
  if (!diagnostic.context.empty()) remark("in", diagnostic.context);
  for (const std::string& note : diagnostic.notes) remark("note", note);
  if (!diagnostic.help.empty()) remark("help", diagnostic.help);
  for (const auto& fix : diagnostic.fixes) remark(fmt::format("fix ({})", trust_words(fix.trust)), fix.title);
  if (!remarks.empty() && !files.empty())
    out += style(Paint::place, fmt::format("{:>{}} |", "", gutter)) + "\n";
  return out + remarks + "\n";
}

std::string render_diagnostics_text(const diagnostics::Sink& sink, const SourceMap& sources,
                                    const Style& style) {
  const auto all = sink.sorted();
  if (all.empty()) return {};
  std::string out;
  for (const Diagnostic& diagnostic : all) out += render_diagnostic(diagnostic, sources, style);
  for (const auto& [file, count] : sink.dropped()) {
    out +=
        fmt::format("{} more in {}\n\n", count, file.valid() ? sources.get(file).path() : "the command line");
  }
  out += fmt::format("{}, {}\n", base::counted(sink.error_count(), "error", "errors"),
                     base::counted(sink.warning_count(), "warning", "warnings"));
  return out;
}

}  // namespace weir::report
