// What a run of tests says does not depend on how it was carried out.
#include <algorithm>
#include <filesystem>
#include <regex>

#include "evaluate/assess.hpp"
#include "load/load.hpp"
#include "reference/loaded.hpp"
#include "suite/run_suite.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using namespace weir::test;

namespace {

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> paths;
  const std::filesystem::path root = WEIR_SOURCE_DIR;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
    if (entry.path().extension() == ".yaml")
      paths.push_back(entry.path().lexically_relative(root).generic_string());
  }
  std::sort(paths.begin(), paths.end());
  REQUIRE_FALSE(paths.empty());
  return paths;
}

/// The text without a key of its root and all that stands below it.
std::string without_key(const std::string& text, const std::string& key) {
  static const std::string any = "[^\\n]*\\n([ \\t#][^\\n]*\\n|\\n)*";
  return std::regex_replace(text, std::regex("(^|\\n)" + key + ":" + any), "$1");
}

/// A case of its own: what it expects, and a fact that decides it.
std::string small_case(const std::string& id, const std::string& value, const std::string& expect) {
  return "case: " + id +
         "\nas_of: 2020-01-02\nacquirer: {kind: individual, nationalities: [US], permanent_resident_of: [], "
         "state_ties: []}\ntarget: {kind: corporation, formed_in: CA, active_in: [CA], staff_in: [CA], "
         "assets_in: [CA], "
         "activities: [radio-components], gross_assets: 50 million CAD, enterprise_value: " +
         value +
         "}\ntransaction: {kind: [shares], closing: 2020-01-02, exempt_heads: []}\n"
         "holdings: [{owner: acquirer, entity: target, votes: 0% -> 100%}]\nexpect:\n" +
         expect;
}

/// Cases of which every third fails, loaded into the world of the project's rules.
const std::vector<model::Case>& many_cases() {
  static const std::vector<model::Case> cases = [] {
    reference::Loaded& world = reference::loaded();
    std::vector<model::Case> made;
    for (int i = 0; i < 300; ++i) {
      base::MemoryFileSystem files;
      const std::string value = i % 3 == 1 ? "9000 million CAD" : "60 million CAD";
      files.add("case.yaml", small_case("case-" + std::to_string(i), value,
                                        "  - {regime: ca-ica, determinations: {filing: notification}}\n"));
      auto loaded = load::load_case(files, "case.yaml", world.rules.vocabulary, world.sources, world.sink);
      REQUIRE(loaded);
      made.push_back(std::move(*loaded));
    }
    return made;
  }();
  return cases;
}

std::vector<suite::Trial> many_trials() {
  std::vector<const model::Case*> cases;
  for (const model::Case& one : many_cases()) cases.push_back(&one);
  return suite::trials_of_cases(reference::loaded().plan, cases);
}

std::vector<suite::Verdict::Outcome> outcomes(const suite::RunOptions& options) {
  std::vector<suite::Verdict::Outcome> result;
  for (const auto& verdict : suite::run_suite(reference::loaded().plan, many_trials(), options))
    result.push_back(verdict.outcome);
  return result;
}

}  // namespace

TEST_CASE("suite: the number of threads changes no verdict", "[suite]") {
  using enum suite::Verdict::Outcome;
  suite::RunOptions one, four;
  four.threads = 4;
  const auto alone = outcomes(one);
  REQUIRE(alone.size() == 300);
  for (std::size_t i = 0; i < alone.size(); ++i) CHECK(alone[i] == (i % 3 == 1 ? failed : passed));
  CHECK(outcomes(four) == alone);
}

TEST_CASE("suite: a run that stops tells nothing of what stands behind the first failure", "[suite]") {
  using enum suite::Verdict::Outcome;
  for (const unsigned threads : {1u, 4u}) {
    suite::RunOptions options;
    options.threads = threads;
    options.after_failure = suite::RunOptions::AfterFailure::stop;
    const auto result = outcomes(options);
    CHECK(result[0] == passed);
    CHECK(result[1] == failed);
    CHECK(std::all_of(result.begin() + 2, result.end(), [](auto outcome) { return outcome == not_run; }));
  }
}

TEST_CASE("suite: progress ends with all trials done", "[suite]") {
  std::vector<std::size_t> told;
  suite::RunOptions options;
  options.threads = 3;
  options.progress = [&](std::size_t done, std::size_t total) {
    CHECK(total == 300);
    told.push_back(done);
  };
  outcomes(options);
  REQUIRE_FALSE(told.empty());
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(told.back() == 300);
}

TEST_CASE("suite: what conditions alone settle is what the whole assessment says", "[suite]") {
  // The short way may pass a trial only where the long way does.
  reference::Loaded& world = reference::loaded();
  std::vector<model::Case> cases;
  for (const std::string& path : files_below("cases")) {
    base::DiskFileSystem disk;
    auto loaded =
        load::load_case(disk, WEIR_SOURCE_DIR "/" + path, world.rules.vocabulary, world.sources, world.sink);
    REQUIRE(loaded);
    cases.push_back(std::move(*loaded));
  }
  std::vector<const model::Case*> all;
  for (const model::Case& one : cases) all.push_back(&one);
  for (const model::Case& one : many_cases()) all.push_back(&one);
  std::size_t plain = 0, trials = 0;
  for (const suite::Trial& trial : suite::trials_of_cases(world.plan, all)) {
    if (++trials > 120) break;
    INFO(suite::name_of(trial, world.plan));
    evaluate::CaseRow row;
    row.facts = trial.facts;
    row.as_of = trial.as_of;
    row.known_on = trial.known_on;
    const bool met = suite::plainly_met(evaluate::run(world.plan, {row}, {}), 0, trial);
    evaluate::Options options;
    options.as_of = trial.as_of;
    options.known_on = trial.known_on;
    options.regimes = {world.plan.rule_sets().regimes[trial.regime].id};
    const auto assessed = evaluate::assess(world.plan, *trial.facts, options);
    REQUIRE(assessed.ok());
    const bool judged = suite::judge(assessed.value().regimes.front(), *trial.expectation).empty();
    if (met) CHECK(judged);
    plain += met;
  }
  CHECK(plain > 20);
}

TEST_CASE("suite: what really happened changes no assessment", "[suite]") {
  std::size_t with_outcome = 0;
  for (const std::string& path : files_below("cases")) {
    INFO(path);
    const std::string text = read_disk(WEIR_SOURCE_DIR "/" + path);
    const std::string without = without_key(without_key(text, "outcome"), "expect");
    with_outcome += text.find("\noutcome:") != std::string::npos;
    CHECK(without.find("\noutcome:") == std::string::npos);
    const RunResult as_it_is = run_weir("evaluate --format json " + path, {{path, text}});
    const RunResult bare = run_weir("evaluate --format json " + path, {{path, without}});
    REQUIRE(as_it_is.exit == 0);
    CHECK((bare.out == as_it_is.out));
    CHECK(bare.err == as_it_is.err);
  }
  CHECK(with_outcome >= 1);
}

TEST_CASE("rules: no party of a case is named in them", "[suite]") {
  // Words that are a party's id or name in some case, and also what law speaks of.
  static const std::set<std::string> common = {"acquirer", "target", "vendor", "china", "state-fund"};
  std::string rules;
  for (const std::string& path : files_below("rules")) rules += read_disk(WEIR_SOURCE_DIR "/" + path);
  std::transform(rules.begin(), rules.end(), rules.begin(), [](unsigned char c) { return std::tolower(c); });
  reference::Loaded& world = reference::loaded();
  std::size_t names = 0;
  const auto check_absent = [&](std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (name.size() < 4 || common.contains(name)) return;
    INFO(name);
    ++names;
    const auto is_word = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
    };
    for (auto at = rules.find(name); at != std::string::npos; at = rules.find(name, at + 1)) {
      const bool inside = (at > 0 && is_word(rules[at - 1])) ||
                          (at + name.size() < rules.size() && is_word(rules[at + name.size()]));
      CHECK(inside);
      if (!inside) break;
    }
  };
  const auto name_fact = world.rules.vocabulary.find_fact("party.name");
  REQUIRE(name_fact);
  for (const std::string& path : files_below("cases")) {
    base::DiskFileSystem disk;
    const auto loaded =
        load::load_case(disk, WEIR_SOURCE_DIR "/" + path, world.rules.vocabulary, world.sources, world.sink);
    REQUIRE(loaded);
    for (const model::Row& row : loaded->rows) {
      if (row.entity != world.rules.vocabulary.party) continue;
      check_absent(row.id);
      if (const model::FactEntry* entry = row.find(*name_fact)) {
        for (const model::Claim& claim : entry->claims) check_absent(claim.written);
      }
    }
  }
  CHECK(names > 10);
}
