#include "report/suite_update.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace weir::report {
namespace {

/// Each line of a text behind a sign.
void add_lines(std::string_view text, char sign, Paint paint, const Style& style, std::string& out) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.empty()) return;
  for (std::string_view line : base::split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += style(paint, fmt::format("{}{}", sign, line)) + '\n';
  }
}

}  // namespace

std::string render_rewriting(const suite::Rewriting& rewriting, const diagnostics::SourceMap& sources,
                             const Style& style) {
  std::string out;
  for (const suite::FileRewrite& file : rewriting.files) {
    for (const suite::LineChange& change : file.changes) {
      out += style(Paint::place, fmt::format("{}:{}", sources.get(file.file).path(), change.line)) + '\n';
      add_lines(change.before, '-', Paint::bad, style, out);
      add_lines(change.after, '+', Paint::good, style, out);
    }
  }
  if (!rewriting.files.empty()) out += '\n';
  out += rewriting.values == 0
             ? std::string("no expectation to rewrite")
             : fmt::format("{} to rewrite in {}", base::counted(rewriting.values, "value", "values"),
                           base::counted(rewriting.files.size(), "file", "files"));
  if (rewriting.left > 0)
    out += fmt::format("; {} for you to mend", base::counted(rewriting.left, "difference", "differences"));
  return out + "\n";
}

}  // namespace weir::report
