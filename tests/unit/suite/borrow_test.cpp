// A run that borrows columns says what a run of its own says.
#include "evaluate/borrow.hpp"

#include "load/load.hpp"
#include "plan/compile.hpp"
#include "plan/matching.hpp"
#include "suite/mutation.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::suite;

namespace {

/// The hard provisions of tests/provisions in one folder with the project's vocabulary.
void add_provisions(base::MemoryFileSystem& files) {
  const base::DiskFileSystem disk;
  const auto add_folder = [&](const std::string& from, const std::string& to) {
    const std::vector<std::string> names = disk.list(from).value();
    for (const std::string& name : names) {
      files.add(base::join_path(to, name),
                disk.read(base::join_path(from, name), base::yaml_file_limit).value());
    }
  };
  const std::string from = WEIR_SOURCE_DIR "/tests/provisions/rules";
  const std::vector<std::string> regimes = disk.list(from).value();
  for (const std::string& regime : regimes) add_folder(base::join_path(from, regime), "rules/" + regime);
  add_folder(WEIR_SOURCE_DIR "/rules/vocabulary", "rules/vocabulary");
}

/// What rules say on all rows.
std::string told(const evaluate::Run& run, std::size_t rows) {
  std::string text;
  for (const plan::CompiledRule& rule : run.plan().rules) {
    text += "\n" + rule.rule->id + " ";
    for (std::size_t row = 0; row < rows; ++row) {
      text += base::to_text(run.truth(rule.applies, row)).substr(0, 1);
      text += base::to_text(run.truth(rule.undefeated, row)).substr(0, 1);
      if (rule.due.valid())
        text += std::to_string(run.column(rule.due).low[row]) + ".." +
                std::to_string(run.column(rule.due).high[row]);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("borrowed columns: mutants of hard provisions say what they say by themselves", "[suite]") {
  base::MemoryFileSystem files;
  add_provisions(files);
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const load::LoadedRules loaded = load::load_rules(files, "rules", sources, sink);
  model::RuleSets sets = loaded.rule_sets;
  const check::Checked checked = check::check(loaded.vocabulary, sets, sink);
  REQUIRE_FALSE(sink.has_errors());
  const plan::Plan plan = plan::compile(checked);
  files.add("case.yaml", std::string(R"(case: chains
as_of: 2020-06-01
roles: {acquirer: buyer, target: firm}
transaction: {closing: 2020-05-01, kind: [shares], signing: 2020-03-01}
parties:
  buyer: {kind: corporation, formed_in: CN, relations: []}
  fund: {kind: fund, formed_in: FR}
  state: {kind: government, government_of: CN}
  firm: {kind: corporation, formed_in: DE, active_in: [DE, CA], activities: [defence]}
holdings:
  - {owner: buyer, entity: firm, votes: 0% -> 51%}
  - {owner: fund, entity: buyer, votes: 30%}
  - {owner: state, entity: buyer, votes: 26%}
  - {owner: state, entity: fund, votes: 55%}
)"));
  const auto facts = load::load_case(files, "case.yaml", loaded.vocabulary, sources, sink);
  for (const auto& diagnostic : sink.sorted()) UNSCOPED_INFO(diagnostic.message);
  REQUIRE(facts);
  std::vector<evaluate::CaseRow> rows;
  for (const int year : {2012, 2018, 2020, 2022, 2024}) {
    evaluate::CaseRow row;
    row.facts = &*facts;
    row.as_of = row.known_on = *base::Date::make(year, 6, 2);
    rows.push_back(row);
  }
  evaluate::Run base = evaluate::run(plan, rows, {});
  const std::string unchanged = told(base, rows.size());
  const plan::Matching matching(plan);
  std::vector<Mutant> mutants = mutants_of(sets, [](const auto&, const auto&) { return true; });
  REQUIRE(mutants.size() > 500);
  std::size_t tried = 0, other = 0;
  for (const std::size_t i : shuffled(mutants.size(), 1)) {
    if (tried == 60) break;
    Mutant& mutant = mutants[i];
    mutant.swap(sets);
    diagnostics::Sink mistakes;
    const check::Checked changed = check::check(loaded.vocabulary, sets, mistakes);
    if (!mistakes.has_errors()) {
      ++tried;
      const plan::Plan its = plan::compile(changed);
      const auto same = matching.match(its, mutant.changed);
      const std::string alone = told(evaluate::run(its, rows, {}), rows.size());
      INFO(mutant.owner << ": " << mutant.before << " to " << mutant.after);
      {
        const evaluate::BorrowingRun borrowing(base, its, same);
        CHECK(told(borrowing.run(), rows.size()) == alone);
      }
      other += alone != unchanged;
      const auto regimes = matching.changed_regimes(its, same);
      if (std::ranges::none_of(regimes, [](bool one) { return one; })) CHECK(alone == unchanged);
    }
    mutant.swap(sets);
    CHECK(told(base, rows.size()) == unchanged);
  }
  CHECK(tried == 60);
  CHECK(other > 0);
}
