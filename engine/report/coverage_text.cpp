#include <fmt/format.h>

#include "base/text.hpp"
#include "report/coverage_report.hpp"
#include "report/layout.hpp"

namespace weir::report {
namespace {

using suite::Clause;
using suite::CoverageEntry;
using suite::CoverageTotals;

/// Columns of what is missing and of what it is missing of.
constexpr std::size_t text_column = 18;
constexpr std::size_t totals_column = 16;

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

/// "3 of 8".
std::string of_words(std::size_t shown, std::size_t all) {
  return fmt::format("{} of {}", shown, all);
}

class TextWriter {
 public:
  TextWriter(const CoverageReport& report, const Style& style)
      : report_(report), coverage_(report.coverage), page_(style) {}

  std::string write() {
    page_.blank();
    page_.paragraph("", "", Painted::as(Paint::heading, "What the tests show of the rules"));
    std::size_t complete = 0;
    for (const CoverageEntry* entry : report_.entries) complete += write(*entry) ? 0 : 1;
    if (complete > 0) {
      page_.blank();
      page_.paragraph(
          "", "",
          Painted::as(Paint::faint,
                      fmt::format("{} shown whole", base::counted(complete, "entry is", "entries are"))));
    }
    write(report_.totals());
    return page_.take();
  }

 private:
  std::string place(base::Span span) const {
    const auto& source = report_.suite.sources.get(span.file);
    const auto position = source.position(span.begin);
    return fmt::format("{}:{}", position.line, position.column);
  }

  void missing(Paint paint, const std::string& what, const std::string& of, const std::string& where) {
    page_.marked("    ", Painted::as(paint, padded(what, text_column - 5)), std::string(text_column, ' '), of,
                 Painted::as(Paint::faint, where));
  }

  std::string counts(const CoverageEntry& entry) const {
    std::vector<std::string> words;
    const auto count = [&](CoverageEntry::Shows what, const char* word) {
      const std::size_t rows = coverage_.at(entry.mark(what)).rows;
      words.push_back(rows == 0 ? fmt::format("never {}", word) : fmt::format("{} {}", word, rows));
    };
    count(CoverageEntry::fired, "fired");
    count(CoverageEntry::silent, "silent");
    count(CoverageEntry::open, "open");
    if (entry.has_exceptions) count(CoverageEntry::defeated, "defeated");
    return base::join(words, ", ");
  }

  static bool is_whole(const CoverageEntry& entry, const CoverageTotals& totals) {
    const auto all = [](const CoverageTotals::Part& part) { return part.shown == part.all; };
    const bool seen = entry.kind != CoverageEntry::Kind::rule ||
                      (totals.fired > 0 && totals.silent > 0 && totals.open > 0 &&
                       totals.defeated == totals.with_exceptions);
    return seen && totals.covered == totals.conditions && all(totals.lines) && all(totals.thresholds) &&
           all(totals.borders);
  }

  /// False if nothing is missing of the entry.
  bool write(const CoverageEntry& entry) {
    const CoverageTotals totals = totals_of(coverage_, entry);
    const bool whole = is_whole(entry, totals);
    if (whole && entry.kind != CoverageEntry::Kind::rule) return false;
    page_.blank();
    page_.sides("", "  ", Painted::as(Paint::emphasis, entry.id),
                Painted::as(Paint::faint, place_of(report_.suite.sources, entry.span)));
    std::vector<std::string> words;
    if (entry.kind == CoverageEntry::Kind::rule) words.push_back(counts(entry));
    const auto part = [&](const char* name, std::size_t shown, std::size_t all) {
      if (all > 0) words.push_back(fmt::format("{} {}", name, of_words(shown, all)));
    };
    part("conditions", totals.covered, totals.conditions);
    part("lines", totals.lines.shown, totals.lines.all);
    part("thresholds", totals.thresholds.shown, totals.thresholds.all);
    part("days", totals.borders.shown, totals.borders.all);
    page_.paragraph("  ", "  ", Painted::as(whole ? Paint::good : Paint::faint, base::join(words, "; ")));
    for (const std::uint32_t place_of_clause : entry.clauses) {
      const Clause& clause = coverage_.map.clauses[place_of_clause];
      const std::string what = missing_words(clause, coverage_.state(clause));
      if (!what.empty()) missing(Paint::bad, what, clause.text, place(clause.span));
    }
    for (const std::uint32_t at : entry.thresholds) {
      const suite::Threshold& threshold = coverage_.map.thresholds[at];
      const Clause& clause = coverage_.map.clauses[threshold.clause];
      const std::string what = missing_words(coverage_, threshold);
      const std::string figure = threshold.text.empty() ? "the figure" : threshold.text;
      if (!what.empty())
        missing(Paint::open, "no value", fmt::format("{} {}: {}", what, figure, clause.text),
                place(clause.span));
    }
    std::vector<std::string> days;
    for (const std::uint32_t at : entry.borders) {
      std::string what = missing_words(coverage_, coverage_.map.borders[at]);
      if (!what.empty()) days.push_back(std::move(what));
    }
    if (!days.empty()) missing(Paint::open, "no law date", base::join(days, ", "), "");
    return !whole;
  }

  void total(const char* label, const std::string& words) {
    page_.paragraph(padded("  " + std::string(label), totals_column), std::string(totals_column, ' '),
                    Painted::of(words));
  }

  void write(const CoverageTotals& totals) {
    page_.blank();
    page_.paragraph("", "", Painted::as(Paint::heading, "Totals"));
    if (totals.rules > 0) {
      std::string words = fmt::format("of {}: {} fired, {} silent, {} open", totals.rules, totals.fired,
                                      totals.silent, totals.open);
      if (totals.with_exceptions > 0)
        words +=
            fmt::format("; {} defeated by an exception", of_words(totals.defeated, totals.with_exceptions));
      total("rules", words);
    }
    if (totals.conditions > 0)
      total("conditions", fmt::format("{} decided alone both as true and as false, {} more as one of them",
                                      of_words(totals.covered, totals.conditions), totals.one_way));
    const auto part = [&](const char* label, const CoverageTotals::Part& counted, const char* words) {
      if (counted.all > 0) total(label, fmt::format("{} {}", of_words(counted.shown, counted.all), words));
    };
    part("lines", totals.lines, "lines of tables answered");
    part("thresholds", totals.thresholds, "values seen just below, at and just above");
    part("days", totals.borders, "law dates seen on the day before a change and on its first day");
  }

  const CoverageReport& report_;
  const suite::Coverage& coverage_;
  Page page_;
};

}  // namespace

std::string render_coverage_text(const CoverageReport& report, const Style& style) {
  return TextWriter(report, style).write();
}

}  // namespace weir::report
