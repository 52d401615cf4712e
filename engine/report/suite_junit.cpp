// The only file that knows pugixml.
#include <fmt/format.h>

#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "report/suite_report.hpp"

namespace weir::report {
namespace {

using Outcome = suite::Verdict::Outcome;

/// XML 1.0 has no way to write most control characters.
std::string printable(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\n' && c != '\t') c = ' ';
  }
  return text;
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(printable(value).c_str());
}

std::string body_of(const SuiteReport& report, const suite::Verdict& verdict) {
  std::string body;
  for (const suite::Mismatch& mismatch : verdict.mismatches) {
    body += fmt::format("{}: {}\n", place_of(report.sources, mismatch.span), mismatch_words(mismatch));
    for (const std::string& id : mismatch.rules) {
      for (const model::Finding& finding : verdict.assessment->findings) {
        if (finding.id == id)
          body += fmt::format("  {}: {} {}\n", place_of(report.sources, finding.at), id,
                              to_text(finding.finding));
      }
    }
  }
  return body;
}

void add_trial(pugi::xml_node parent, const SuiteReport& report, std::size_t index) {
  const suite::Trial& trial = report.trials[index];
  const suite::Verdict& verdict = report.verdicts[index];
  pugi::xml_node node = parent.append_child("testcase");
  set(node, "name", suite::name_of(trial, report.plan));
  set(node, "classname", report.plan.rule_sets().regimes[trial.regime].id);
  switch (verdict.outcome) {
    case Outcome::passed:
      return;
    case Outcome::failed: {
      pugi::xml_node failure = node.append_child("failure");
      set(failure, "type", "mismatch");
      set(failure, "message", verdict.mismatches.empty() ? "" : mismatch_words(verdict.mismatches.front()));
      failure.text().set(printable(body_of(report, verdict)).c_str());
      return;
    }
    case Outcome::gap_closed: {
      pugi::xml_node failure = node.append_child("failure");
      set(failure, "type", "todo-passes");
      set(failure, "message", gap_closed_words());
      failure.text().set(place_of(report.sources, trial.expectation->todo_span).c_str());
      return;
    }
    case Outcome::known_gap:
      set(node.append_child("skipped"), "message", "todo: " + trial.todo());
      return;
    case Outcome::not_run:
      set(node.append_child("skipped"), "message", "not run: an earlier one failed");
      return;
  }
}

Tally tally_of(const SuiteReport& report, const std::vector<std::size_t>& indices) {
  std::vector<suite::Verdict> verdicts;
  for (const std::size_t i : indices) verdicts.emplace_back().outcome = report.verdicts[i].outcome;
  return report::tally_of({report.plan, report.sources, report.trials, verdicts});
}

void set_counts(pugi::xml_node node, const Tally& tally) {
  set(node, "tests", std::to_string(tally.passed + tally.failed + tally.known_gaps + tally.not_run));
  set(node, "failures", std::to_string(tally.failed));
  set(node, "errors", "0");
}

}  // namespace

std::string render_suite_junit(const SuiteReport& report) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  pugi::xml_node root = document.append_child("testsuites");
  set(root, "name", "weir test");
  set_counts(root, report::tally_of(report));
  std::map<base::FileId, std::vector<std::size_t>> files;
  for (std::size_t i = 0; i < report.trials.size(); ++i) files[report.trials[i].span().file].push_back(i);
  for (const auto& [file, indices] : files) {
    pugi::xml_node node = root.append_child("testsuite");
    set(node, "name", report.sources.get(file).path());
    const Tally tally = tally_of(report, indices);
    set_counts(node, tally);
    set(node, "skipped", std::to_string(tally.known_gaps + tally.not_run));
    set(node, "file", report.sources.get(file).path());
    for (const std::size_t i : indices) add_trial(node, report, i);
  }
  std::ostringstream out;
  document.save(out, "  ");
  return std::move(out).str();
}

}  // namespace weir::report
