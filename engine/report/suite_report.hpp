#pragma once
#include <string>
#include <vector>

#include "diagnostics/source.hpp"
#include "report/memo.hpp"
#include "suite/run_suite.hpp"

namespace weir::report {

/// A run of tests as its writers read it: verdicts stand beside their trials.
struct SuiteReport {
  const plan::Plan& plan;
  const diagnostics::SourceMap& sources;
  const std::vector<suite::Trial>& trials;
  const std::vector<suite::Verdict>& verdicts;
};

/// How many trials ended how.
struct Tally {
  std::size_t passed = 0, failed = 0, known_gaps = 0, not_run = 0;
};
Tally tally_of(const SuiteReport& report);
/// "12 passed, 1 failed", with known gaps and what was not run where there are any.
std::string tally_words(const Tally& tally);

/// "cases/ca/hytera-norsat.yaml:131:40".
std::string place_of(const diagnostics::SourceMap& sources, base::Span span);
/// "filing: expected approval, got notification".
std::string mismatch_words(const suite::Mismatch& mismatch);
/// What is told of a trial whose `todo` says that it fails, though it holds.
std::string gap_closed_words();

/// For people: failures with what was expected, what came out and the proof that decided it; then known gaps.
Memo make_suite_memo(const SuiteReport& report);
/// One JSON object: a tally and the trials with their mismatches and the findings that decided.
std::string render_suite_json(const SuiteReport& report);
/// JUnit XML: a suite for each rule file and case file.
std::string render_suite_junit(const SuiteReport& report);
/// The Test Anything Protocol. Version 14 adds to 13 only what its reports do without, but says so in its
/// first line, which older harnesses refuse.
enum class TapVersion : std::uint8_t { tap_13, tap_14 };
std::string render_suite_tap(const SuiteReport& report, TapVersion version);

}  // namespace weir::report
