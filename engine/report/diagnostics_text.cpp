#include "report/diagnostics_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "report/source_line.hpp"

namespace weir::report {
namespace {

using diagnostics::Diagnostic;
using diagnostics::Label;
using diagnostics::Severity;
using diagnostics::Source;
using diagnostics::SourceMap;

/// Longer lines are shown in part, around the marks.
constexpr std::uint32_t longest_line = 160;
constexpr std::uint32_t lead_columns = 40;

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
    std::uint32_t first = 0, last = line.columns();
    if (line.columns() > longest_line) {
      const auto primary =
          std::find_if(marks.begin(), marks.end(), [](const Mark& mark) { return mark.primary; });
      const std::uint32_t centre = (primary == marks.end() ? marks.front() : *primary).first;
      first = centre > lead_columns ? centre - lead_columns : 0;
      last = std::min(line.columns(), first + longest_line);
    }
    const std::string_view cut_before = first > 0 ? "…" : "";
    const std::string_view cut_after = last < line.columns() ? "…" : "";
    std::string out = style_(Paint::place, fmt::format("{:>{}} |", marks.front().line, gutter_));
    const std::string text = line.text(first, last);
    out += text.empty() ? "\n" : fmt::format(" {}{}{}\n", cut_before, text, cut_after);
    for (const Mark& mark : marks) {
      if (mark.first < first || mark.first > last) {
        out += fmt::format("{} {}\n", bar(), mark.label->text);
        continue;
      }
      const std::uint32_t begin = mark.first - first + (first > 0 ? 1 : 0);
      const std::uint32_t length = std::min(mark.last, std::max(last, mark.first + 1)) - mark.first;
      const std::string line_of_marks(length, mark.primary ? '^' : '-');
      const Paint paint = mark.primary ? paint_of(severity_) : Paint::place;
      std::string words = mark.label->text;
      out += fmt::format("{} {:{}}{}\n", bar(), "", begin,
                         style_(paint, words.empty() ? line_of_marks : line_of_marks + " " + words));
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

  std::string out =
      style(paint_of(diagnostic.severity), fmt::format("{}[{}]", diagnostics::to_text(diagnostic.severity),
                                                       diagnostics::info(diagnostic.code).id));
  out += style(Paint::emphasis, ": " + diagnostic.message) + "\n";
  for (const auto& [file, marks] : files) {
    const Source& source = sources.get(file);
    const auto position = source.position(marks.front().label->span.begin);
    out += fmt::format("{:{}}{} {}:{}:{}\n", "", gutter,
                       style(Paint::place, marks.front().primary ? "-->" : ":::"), source.path(),
                       position.line, position.column);
    out += Excerpt(source, style, diagnostic.severity, gutter).render(marks);
  }
  const std::string margin = fmt::format("{:>{}} ", "", gutter) + style(Paint::place, "=");
  std::string remarks;
  if (!diagnostic.context.empty()) remarks += fmt::format("{} in: {}\n", margin, diagnostic.context);
  for (const std::string& note : diagnostic.notes) remarks += fmt::format("{} note: {}\n", margin, note);
  if (!diagnostic.help.empty()) remarks += fmt::format("{} help: {}\n", margin, diagnostic.help);
  for (const auto& fix : diagnostic.fixes) {
    remarks += fmt::format("{} fix ({}): {}\n", margin, trust_words(fix.trust), fix.title);
  }
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
