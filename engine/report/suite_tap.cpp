#include <fmt/format.h>

#include "json/json.hpp"
#include "report/suite_report.hpp"

namespace weir::report {
namespace {

using Outcome = suite::Verdict::Outcome;

/// In a description `#` begins a directive and `\` escapes.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '#' || c == '\\') result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

/// A YAML block of details. What JSON writes is YAML.
std::string details(const SuiteReport& report, const suite::Verdict& verdict) {
  std::string block = "  ---\n  mismatches:\n";
  for (const suite::Mismatch& mismatch : verdict.mismatches) {
    const json::Json json = {{"what", mismatch.what},
                             {"expected", mismatch.expected},
                             {"actual", mismatch.actual},
                             {"at", place_of(report.sources, mismatch.span)},
                             {"rules", mismatch.rules}};
    block += fmt::format("    - {}\n", json::dump_line(json));
  }
  return block + "  ...\n";
}

}  // namespace

std::string render_suite_tap(const SuiteReport& report, TapVersion version) {
  std::string out =
      fmt::format("TAP version {}\n1..{}\n", version == TapVersion::tap_14 ? 14 : 13, report.trials.size());
  for (std::size_t i = 0; i < report.trials.size(); ++i) {
    const suite::Verdict& verdict = report.verdicts[i];
    const std::string name = escaped(suite::name_of(report.trials[i], report.plan));
    const std::string todo = escaped(report.trials[i].todo());
    switch (verdict.outcome) {
      case Outcome::passed:
        out += fmt::format("ok {} - {}\n", i + 1, name);
        break;
      case Outcome::failed:
        out += fmt::format("not ok {} - {}\n{}", i + 1, name, details(report, verdict));
        break;
      case Outcome::known_gap:
        out += fmt::format("not ok {} - {} # TODO {}\n{}", i + 1, name, todo, details(report, verdict));
        break;
      case Outcome::gap_closed:
        // A harness lets a TODO pass that holds; here it fails the run.
        out += fmt::format("not ok {} - {}\n  ---\n  message: \"{}\"\n  at: \"{}\"\n  ...\n", i + 1, name,
                           gap_closed_words(),
                           place_of(report.sources, report.trials[i].expectation->todo_span));
        break;
      case Outcome::not_run:
        out += fmt::format("ok {} - {} # SKIP not run: an earlier one failed\n", i + 1, name);
        break;
    }
  }
  return out;
}

}  // namespace weir::report
