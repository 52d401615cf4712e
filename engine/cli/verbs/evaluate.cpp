#include <fmt/format.h>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "cli/assess_flags.hpp"
#include "evaluate/assess.hpp"
#include "report/assessment_json.hpp"
#include "report/assessment_memo.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  SeenOptions seen;
  std::vector<std::string> cases;
  std::string findings;
  bool all = false;
  unsigned threads = 1;
};

void describe(Command& command, Choices& choices) {
  CLI::App& app = command.app();
  app.add_option("CASE", choices.cases, "case files")->required()->type_name("");
  add_regimes(command, choices.seen);
  add_viewpoint(command, choices.seen);
  add_suppose(command, choices.seen);
  command.add_rules(choices.common);
  command.add_format(choices.common, Writes::assessments);
  app.add_option("--findings", choices.findings,
                 "list only these: fired, open, near, defeated, pending, silent, not-in-force, or all")
      ->type_name("KINDS");
  app.add_flag("--all", choices.all, "every question, finding and part of a proof");
  command.add_color(choices.common);
  command.add_ascii(choices.common);
  app.add_option("--threads", choices.threads, "cases assessed at a time")->type_name("N");
}

constexpr std::pair<std::string_view, report::Listed> listed_names[] = {
    {"fired", report::Listed::fired},
    {"open", report::Listed::open},
    {"near", report::Listed::near},
    {"defeated", report::Listed::defeated},
    {"pending", report::Listed::pending},
    {"silent", report::Listed::silent},
    {"not-in-force", report::Listed::not_in_force}};

/// How much the memo holds, or what is wrong with the flags.
base::Result<report::Extent> extent_of(const Choices& choices) {
  report::Extent extent;
  const bool everything = choices.all || choices.findings == "all";
  if (everything || !choices.findings.empty()) extent.near_misses = SIZE_MAX;
  if (everything) {
    for (const auto& [name, listed] : listed_names) extent.findings.insert(listed);
  }
  if (choices.all) {
    extent.questions = SIZE_MAX;
    extent.parts = report::Steps::Parts::all;
  }
  if (everything || choices.findings.empty()) return extent;
  extent.findings.clear();
  for (const std::string_view word : base::split(choices.findings, ',')) {
    const std::string kind(base::trim(word));
    std::vector<std::string> known = {"all"};
    bool found = false;
    for (const auto& [name, listed] : listed_names) {
      known.emplace_back(name);
      if (name != kind) continue;
      extent.findings.insert(listed);
      found = true;
    }
    if (found) continue;
    const auto candidate = base::closest(kind, known);
    return base::Failure{fmt::format("`--findings {}` is no kind of finding{}", kind,
                                     candidate ? fmt::format("; did you mean `{}`?", *candidate)
                                               : "; the kinds are " + base::join(known, ", "))};
  }
  return extent;
}

using Outcome = std::optional<base::Result<model::Assessment>>;

/// Assesses all cases, `threads` at a time; the results stand in the order of the cases.
std::vector<Outcome> assess_all(const plan::Plan& plan, const std::vector<const model::Case*>& cases,
                                const evaluate::Options& options, unsigned threads) {
  std::vector<Outcome> outcomes(cases.size());
  base::for_each_index(cases.size(), threads,
                       [&](std::size_t i) { outcomes[i] = evaluate::assess(plan, *cases[i], options); });
  return outcomes;
}

}  // namespace

std::string help_evaluate() {
  return help_of("evaluate", describe);
}

int verb_evaluate(std::span<const std::string> args, Environment& env) {
  Command command("evaluate");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  const auto options = options_of(choices.seen);
  if (!options) return usage_error(env, options.failure().message, "evaluate");
  const auto extent = extent_of(choices);
  if (!extent) return usage_error(env, extent.failure().message, "evaluate");

  session::Session session(env.files);
  if (!load_rules(session, choices.common, env, "evaluate")) return exit_usage;
  std::vector<const model::Case*> cases;
  for (const std::string& path : choices.cases) cases.push_back(session.load_case(path));
  if (!usable(session, choices.common, env)) return exit_usage;

  std::vector<model::Assessment> assessments;
  for (Outcome& outcome : assess_all(*session.plan(), cases, options.value(), choices.threads)) {
    if (!outcome->ok()) return usage_error(env, outcome->failure().message, "evaluate");
    assessments.push_back(std::move(*outcome).value());
  }
  if (format_of(choices.common) == Format::json) {
    env.out += report::render_assessments_json(assessments, session.sources());
    return exit_done;
  }
  for (std::size_t i = 0; i < assessments.size(); ++i) {
    write_memo(report::make_memo({assessments[i], *cases[i], session.vocabulary(), session.rule_sets()},
                                 extent.value()),
               choices.common, env);
  }
  return exit_done;
}

}  // namespace weir::cli
