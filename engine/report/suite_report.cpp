#include "report/suite_report.hpp"

#include <fmt/format.h>

namespace weir::report {

using Outcome = suite::Verdict::Outcome;

Tally tally_of(const SuiteReport& report) {
  Tally tally;
  for (const suite::Verdict& verdict : report.verdicts) {
    switch (verdict.outcome) {
      case Outcome::passed:
        ++tally.passed;
        break;
      case Outcome::failed:
      case Outcome::gap_closed:
        ++tally.failed;
        break;
      case Outcome::known_gap:
        ++tally.known_gaps;
        break;
      case Outcome::not_run:
        ++tally.not_run;
        break;
    }
  }
  return tally;
}

std::string tally_words(const Tally& tally) {
  std::string words = fmt::format("{} passed, {} failed", tally.passed, tally.failed);
  if (tally.known_gaps > 0) words += fmt::format(", {} todo", tally.known_gaps);
  if (tally.not_run > 0) words += fmt::format(", {} not run", tally.not_run);
  return words;
}

std::string place_of(const diagnostics::SourceMap& sources, base::Span span) {
  const diagnostics::Source& source = sources.get(span.file);
  const auto position = source.position(span.begin);
  return fmt::format("{}:{}:{}", source.path(), position.line, position.column);
}

std::string mismatch_words(const suite::Mismatch& mismatch) {
  return fmt::format("{}: expected {}, got {}", mismatch.what, mismatch.expected, mismatch.actual);
}

std::string gap_closed_words() {
  return "holds now, though its `todo` says that it fails: remove the `todo`";
}

}  // namespace weir::report
