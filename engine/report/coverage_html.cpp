#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "report/coverage_page.hpp"
#include "report/coverage_report.hpp"
#include "report/version.hpp"

namespace weir::report {
namespace {

using suite::Border;
using suite::Clause;
using suite::ClauseState;
using suite::CoverageEntry;
using suite::CoverageTotals;
using suite::MarkId;
using suite::Threshold;

constexpr ClauseState all_states[] = {ClauseState::covered,   ClauseState::only_true, ClauseState::only_false,
                                      ClauseState::not_alone, ClauseState::only_open, ClauseState::never};

std::string_view meaning(ClauseState state) {
  switch (state) {
    case ClauseState::covered:
      return "decided alone both as true and as false; of a table's line: answered";
    case ClauseState::only_true:
      return "decided alone only as true";
    case ClauseState::only_false:
      return "decided alone only as false";
    case ClauseState::not_alone:
      return "true or false, but never what decided alone";
    case ClauseState::only_open:
      return "never anything but open";
    case ClauseState::never:
      return "no test asked for it";
  }
  return "";
}

/// Text as HTML has it, in attributes too.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\r':
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// A stretch of a file that is marked.
struct Stretch {
  std::uint32_t begin = 0, end = 0;
  std::size_t depth = 0;
  std::string classes, title, anchor;
};

class HtmlWriter {
 public:
  explicit HtmlWriter(const CoverageReport& report)
      : report_(report), coverage_(report.coverage), sources_(report.suite.sources) {}

  std::string write() {
    out_ += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out_ += fmt::format("<title>What tests show of the rules</title>\n<style>{}</style>\n</head>\n<body>\n",
                        coverage_style);
    head();
    index();
    std::map<base::FileId, std::vector<const CoverageEntry*>> files;
    for (const CoverageEntry* entry : report_.entries) files[entry->span.file].push_back(entry);
    for (const auto& [file, entries] : files) write_file(file, entries);
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string tests_words(MarkId mark) const {
    const suite::Seen& seen = coverage_.at(mark);
    if (seen.rows == 0) return "never";
    std::string words = base::counted(seen.rows, "row", "rows");
    std::vector<std::string> names;
    for (const std::size_t trial : seen.trials)
      names.push_back(suite::name_of(report_.suite.trials[trial], report_.suite.plan));
    words += ": " + base::join(names, "; ");
    return words + (seen.rows > names.size() ? "; …" : "");
  }

  void head() {
    const CoverageTotals totals = report_.totals();
    const Tally tally = tally_of(report_.suite);
    out_ += "<h1>What tests show of the rules</h1>\n";
    out_ += fmt::format("<p class=\"faint\">{}; rules {}; weir {}</p>\n", escaped(tally_words(tally)),
                        escaped(report_.suite.plan.rule_sets().digest.substr(0, 19)), version);
    out_ += "<table>\n";
    const auto row = [&](const char* name, const std::string& words) {
      out_ += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, words);
    };
    row("Rules",
        fmt::format("of {}: {} fired, {} silent, {} open; {} of {} with exceptions defeated", totals.rules,
                    totals.fired, totals.silent, totals.open, totals.defeated, totals.with_exceptions));
    row("Conditions", fmt::format("{} of {} decided alone both as true and as false, {} more as one of them",
                                  totals.covered, totals.conditions, totals.one_way));
    const auto part = [&](const char* name, const CoverageTotals::Part& counted, const char* words) {
      row(name, fmt::format("{} of {} {}", counted.shown, counted.all, words));
    };
    part("Lines", totals.lines, "lines of tables answered");
    part("Thresholds", totals.thresholds, "values seen just below, at and just above");
    part("Days", totals.borders, "law dates seen on the day before a change and on its first day");
    out_ += "</table>\n<p class=\"legend\">";
    for (const ClauseState state : all_states) {
      out_ += fmt::format("<span class=\"s {0}\">{0}</span>{1}<br>\n", suite::to_text(state), meaning(state));
    }
    out_ +=
        "</p>\n<p class=\"faint\">Each condition says which tests showed it when the pointer rests on "
        "it.</p>\n";
  }

  void cell(std::size_t rows) {
    out_ += fmt::format("<td class=\"n{}\">{}</td>", rows == 0 ? " nought" : "", rows);
  }

  void index() {
    out_ +=
        "<table>\n<tr><th>Rule or definition</th><th class=\"n\">fired</th><th class=\"n\">silent</th>"
        "<th class=\"n\">open</th><th class=\"n\">conditions</th><th class=\"n\">lines</th>"
        "<th class=\"n\">thresholds</th><th class=\"n\">days</th></tr>\n";
    for (const CoverageEntry* entry : report_.entries) {
      const CoverageTotals totals = totals_of(coverage_, *entry);
      out_ += fmt::format("<tr><td><a href=\"#{0}\">{0}</a></td>", escaped(entry->id));
      if (entry->kind == CoverageEntry::Kind::rule) {
        for (const auto what : {CoverageEntry::fired, CoverageEntry::silent, CoverageEntry::open})
          cell(coverage_.at(entry->mark(what)).rows);
      } else {
        out_ += "<td></td><td></td><td></td>";
      }
      const auto part = [&](std::size_t shown, std::size_t all) {
        out_ += all == 0 ? std::string("<td></td>") : fmt::format("<td class=\"n\">{} / {}</td>", shown, all);
      };
      part(totals.covered, totals.conditions);
      part(totals.lines.shown, totals.lines.all);
      part(totals.thresholds.shown, totals.thresholds.all);
      part(totals.borders.shown, totals.borders.all);
      out_ += "</tr>\n";
    }
    out_ += "</table>\n";
  }

  std::string title_of(const CoverageEntry& entry) const {
    std::vector<std::string> lines;
    if (entry.kind == CoverageEntry::Kind::rule) {
      lines.push_back("fired: " + tests_words(entry.mark(CoverageEntry::fired)));
      lines.push_back("silent: " + tests_words(entry.mark(CoverageEntry::silent)));
      lines.push_back("open: " + tests_words(entry.mark(CoverageEntry::open)));
      if (entry.has_exceptions)
        lines.push_back("defeated: " + tests_words(entry.mark(CoverageEntry::defeated)));
    }
    for (const std::uint32_t place : entry.borders) {
      const Border& border = coverage_.map.borders[place];
      lines.push_back(fmt::format("law date {}: {}", base::to_iso({border.day.days - 1}),
                                  tests_words(border.mark(Border::day_before))));
      lines.push_back(fmt::format("law date {}: {}", base::to_iso(border.day),
                                  tests_words(border.mark(Border::first_day))));
    }
    return base::join(lines, "\n");
  }

  std::string title_of(const Clause& clause, const CoverageEntry& entry, std::uint32_t place) const {
    if (clause.kind == Clause::Kind::line) return "answers: " + tests_words(clause.mark(Clause::is_true));
    std::vector<std::string> lines = {
        clause.text, "decides as true: " + tests_words(clause.mark(Clause::turns_true)),
        "decides as false: " + tests_words(clause.mark(Clause::turns_false)),
        fmt::format("true in {}, false in {}, open in {}", coverage_.at(clause.mark(Clause::is_true)).rows,
                    coverage_.at(clause.mark(Clause::is_false)).rows,
                    coverage_.at(clause.mark(Clause::is_open)).rows)};
    for (const std::uint32_t at : entry.thresholds) {
      const Threshold& threshold = coverage_.map.thresholds[at];
      if (threshold.clause != place) continue;
      const std::string figure = threshold.text.empty() ? "the figure" : threshold.text;
      const auto point = [&](Threshold::Shows what, const char* words) {
        if (threshold.possible(what))
          lines.push_back(fmt::format("{} {}: {}", words, figure, tests_words(threshold.mark(what))));
      };
      point(Threshold::below, "just below");
      point(Threshold::at, "at");
      point(Threshold::above, "just above");
    }
    return base::join(lines, "\n");
  }

  std::vector<Stretch> stretches_of(base::FileId file,
                                    const std::vector<const CoverageEntry*>& entries) const {
    std::vector<Stretch> all;
    for (const CoverageEntry* entry : entries) {
      all.push_back({entry->span.begin, entry->span.end, 0, "id", title_of(*entry), entry->id});
      for (const std::uint32_t place : entry->clauses) {
        const Clause& clause = coverage_.map.clauses[place];
        if (clause.span.file != file) continue;
        all.push_back({clause.span.begin, clause.span.end, clause.depth,
                       "s " + std::string(suite::to_text(coverage_.state(clause))),
                       title_of(clause, *entry, place), ""});
      }
    }
    std::ranges::stable_sort(all, [](const Stretch& a, const Stretch& b) {
      return std::tuple(a.begin, b.end, a.depth) < std::tuple(b.begin, a.end, b.depth);
    });
    return all;
  }

  static std::string opening(const Stretch& stretch) {
    const std::string anchor =
        stretch.anchor.empty() ? std::string() : fmt::format(" id=\"{}\"", escaped(stretch.anchor));
    const std::string title =
        stretch.title.empty() ? std::string() : fmt::format(" title=\"{}\"", escaped(stretch.title));
    return fmt::format("<span class=\"{}\"{}{}>", stretch.classes, anchor, title);
  }

  /// The lines of a file; a stretch over several lines is marked on each.
  void write_file(base::FileId file, const std::vector<const CoverageEntry*>& entries) {
    const diagnostics::Source& source = sources_.get(file);
    const std::vector<Stretch> all = stretches_of(file, entries);
    out_ += fmt::format("<h2>{}</h2>\n<pre>", escaped(source.path()));
    std::vector<const Stretch*> open;
    std::size_t next = 0;
    for (std::uint32_t line = 1; line <= source.line_count(); ++line) {
      const std::uint32_t begin = source.line_begin(line);
      const std::string_view text = source.line(line);
      const auto end = static_cast<std::uint32_t>(begin + text.size());
      if (line == source.line_count() && text.empty()) break;
      out_ += fmt::format("<span class=\"l\" data-n=\"{}\">", line);
      for (Stretch const* stretch : open) out_ += opening(*stretch);
      for (std::uint32_t at = begin; at <= end; ++at) {
        while (!open.empty() && open.back()->end <= at) {
          out_ += "</span>";
          open.pop_back();
        }
        for (; next < all.size() && all[next].begin <= at; ++next) {
          // Stretches nest; one that would reach out of another is cut off by it.
          if (all[next].end <= at) continue;
          out_ += opening(all[next]);
          open.push_back(&all[next]);
        }
        if (at < end) out_ += escaped(text.substr(at - begin, 1));
      }
      for (std::size_t i = 0; i < open.size(); ++i) out_ += "</span>";
      out_ += "</span>";
    }
    out_ += "</pre>\n";
  }

  const CoverageReport& report_;
  const suite::Coverage& coverage_;
  const diagnostics::SourceMap& sources_;
  std::string out_;
};

}  // namespace

std::string render_coverage_html(const CoverageReport& report) {
  return HtmlWriter(report).write();
}

}  // namespace weir::report
