// What mutation tells of a change is what loading the changed rules tells.
#include "suite/mutation.hpp"

#include <fmt/format.h>

#include "plan/compile.hpp"
#include "report/memo_text.hpp"
#include "report/suite_report.hpp"
#include "support/golden_runner.hpp"
#include "unit/suite/mutation_world.hpp"

using namespace weir;
using namespace weir::suite;

namespace {

std::string fate_text(Fate fate) {
  return fate == Fate::killed ? "killed" : fate == Fate::refused ? "refused" : "survived";
}

/// What comes of a mutant when its rule file is written and everything is loaded again.
std::string fate_afresh(const base::FileSystem& files, const diagnostics::SourceMap& sources,
                        const Mutant& mutant) {
  const diagnostics::Source& source = sources.get(mutant.patch->span.file);
  std::string text(source.text());
  text.replace(mutant.patch->span.begin, mutant.patch->span.end - mutant.patch->span.begin,
               mutant.patch->text);
  base::MemoryFileSystem changed(&files);
  changed.add(source.path(), std::move(text));
  const MutationWorld world(changed);
  return !world.session.plan() ? "refused" : world.failed() > 0 ? "killed" : "survived";
}

struct Held {
  std::size_t killed = 0, survived = 0, refused = 0;
};

/// Holds every mutant that can be written as a piece of YAML against its file loaded afresh; of many, each
/// `every`th.
Held hold(const base::FileSystem& files, std::size_t every) {
  const MutationWorld world(files);
  REQUIRE(world.session.plan());
  REQUIRE(world.failed() == 0);
  const plan::Plan& plan = *world.session.plan();
  std::vector<Mutant> mutants = mutants_of(plan.rule_sets(), all_of_it);
  Bench bench(plan, world.trials, world.verdicts);
  Held held;
  for (const std::size_t i : shuffled(mutants.size(), 1)) {
    if (!mutants[i].patch || i % every != 0) continue;
    Tried tried;
    tried.mutant = std::move(mutants[i]);
    bench.attempt(tried);
    INFO(tried.mutant.owner << ": " << tried.mutant.before << " to " << tried.mutant.after);
    CHECK(fate_text(tried.fate) == fate_afresh(files, world.session.sources(), tried.mutant));
    held.killed += tried.fate == Fate::killed;
    held.survived += tried.fate == Fate::survived;
    held.refused += tried.fate == Fate::refused;
  }
  return held;
}

}  // namespace

TEST_CASE("mutants: told as loading the changed text tells, all of a small regime", "[suite]") {
  base::MemoryFileSystem files;
  add_small_world(files);
  const Held held = hold(files, 1);
  CHECK(held.killed > 30);
  CHECK(held.survived > 5);
}

TEST_CASE("mutants: told as loading the changed text tells, some of the project's rules", "[suite]") {
  const weir::test::SourceTree files;
  const Held held = hold(files, 499);
  CHECK(held.killed + held.survived > 2);
}

TEST_CASE("mutants: a run leaves the rules as they were, and tells the same with any number of threads",
          "[suite]") {
  base::MemoryFileSystem files;
  add_small_world(files);
  const MutationWorld world(files);
  const plan::Plan& plan = *world.session.plan();
  const auto told = [&](MutationOptions options) {
    const Mutation mutation = run_mutation(plan, world.trials, world.verdicts, all_of_it, options);
    std::string text = fmt::format("{} {} {}\n", mutation.candidates, mutation.equal, mutation.refused);
    for (const Tried& tried : mutation.tried)
      text += fmt::format("{} {} {} {} {}\n", tried.mutant.owner, tried.mutant.before, tried.mutant.after,
                          fate_text(tried.fate), tried.killer.value_or(0));
    return text;
  };
  const std::string once = told({.threads = 1});
  CHECK(told({.threads = 4}) == once);
  const std::string sample = told({.threads = 1, .sample = 10, .seed = 5});
  CHECK(told({.threads = 3, .sample = 10, .seed = 5}) == sample);
  CHECK(told({.threads = 1, .sample = 10, .seed = 6}) != sample);
  CHECK(std::ranges::count(sample, '\n') == 11);
}

TEST_CASE("mutants: every mutant taken back leaves what it found", "[suite]") {
  base::MemoryFileSystem files;
  add_small_world(files);
  const MutationWorld world(files);
  const plan::Plan& plan = *world.session.plan();
  std::vector<Mutant> mutants = mutants_of(plan.rule_sets(), all_of_it);
  model::RuleSets sets = plan.rule_sets();
  for (Mutant& mutant : mutants) {
    mutant.swap(sets);
    mutant.swap(sets);
  }
  diagnostics::Sink sink;
  const check::Checked checked = check::check(plan.vocabulary(), sets, sink);
  REQUIRE_FALSE(sink.has_errors());
  const plan::Plan again = plan::compile(checked);
  const plan::Matching matching(plan);
  const auto same = matching.match(again);
  CHECK(std::ranges::all_of(same, [](plan::NodeId node) { return node.valid(); }));
  CHECK(std::ranges::none_of(matching.changed_regimes(again, same), [](bool changed) { return changed; }));
}

TEST_CASE("ten clauses of the project's rules broken on purpose: the failure of each that is caught names it",
          "[suite]") {
  const weir::test::SourceTree files;
  const MutationWorld world(files);
  REQUIRE(world.session.plan());
  const plan::Plan& plan = *world.session.plan();
  const plan::Matching matching(plan);
  std::vector<Mutant> mutants = mutants_of(plan.rule_sets(), all_of_it);
  model::RuleSets sets = plan.rule_sets();
  std::size_t broken = 0;
  for (const std::size_t i : shuffled(mutants.size(), 1)) {
    Mutant& mutant = mutants[i];
    // A clause is broken where it says the contrary or is gone.
    if (mutant.kind != MutantKind::negation && mutant.kind != MutantKind::connective &&
        mutant.kind != MutantKind::condition)
      continue;
    mutant.swap(sets);
    diagnostics::Sink sink;
    const check::Checked checked = check::check(plan.vocabulary(), sets, sink);
    if (!sink.has_errors()) {
      const plan::Plan changed = plan::compile(checked);
      const auto same = matching.match(changed, mutant.changed);
      std::vector<std::string> readers;
      for (std::size_t r = 0; r < changed.rules.size(); ++r) {
        if (same[changed.rules[r].applies.index()] != plan.rules[r].applies)
          readers.push_back(changed.rules[r].rule->id);
      }
      if (!readers.empty()) {
        const std::vector<Verdict> verdicts = run_suite(changed, world.trials, {});
        // What no test notices is a survivor, which `weir test --mutate` lists.
        const bool caught =
            std::ranges::any_of(verdicts, [](const Verdict& verdict) { return fails(verdict.outcome); });
        broken += caught;
        const std::string text = report::render_memo_text(
            report::make_suite_memo({changed, world.session.sources(), world.trials, verdicts}), {});
        INFO(mutant.owner << ": " << mutant.before << " to " << mutant.after << "\n" << text);
        const bool named = std::ranges::any_of(
            readers, [&](const std::string& id) { return text.find(id) != std::string::npos; });
        CHECK(named == caught);
      }
    }
    mutant.swap(sets);
    if (broken == 10) break;
  }
  CHECK(broken == 10);
}
