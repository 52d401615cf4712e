#include "cli/test_mutate.hpp"

#include <fmt/format.h>

#include "report/memo_text.hpp"
#include "report/mutation_report.hpp"

namespace weir::cli {

void describe_mutation(Command& command, MutateChoices& choices) {
  CLI::App& app = command.app();
  app.add_flag(
      "--mutate", choices.mutate,
      "change the rules in small ways, one at a time, and list the changes that no test notices; with "
      "--rule, changes of these rules and definitions");
  app.add_option("--sample", choices.sample, "with --mutate: try so many changes, chosen at random")
      ->type_name("N");
  app.add_option("--seed", choices.seed, "with --sample: another choice for each number (default: 1)")
      ->type_name("S");
  app.add_option("--min-score", choices.min_score,
                 "with --mutate: fail if fewer percent of the changes are noticed")
      ->type_name("P");
}

std::string contradiction(const MutateChoices& choices, const std::string& format) {
  if (!choices.mutate) {
    for (const auto& [given, flag] :
         {std::pair(choices.sample.has_value(), "--sample"), std::pair(choices.seed.has_value(), "--seed"),
          std::pair(choices.min_score.has_value(), "--min-score")}) {
      if (given) return fmt::format("`{}` goes with `--mutate`", flag);
    }
    return "";
  }
  if (choices.seed && !choices.sample) return "`--seed` goes with `--sample`";
  if (choices.min_score && *choices.min_score > 100) return "`--min-score` is a percentage: at most 100";
  if (format != "text" && format != "json") return "`--mutate` writes text or JSON";
  return "";
}

int mutate(const report::SuiteReport& suite, const suite::Wanted& wanted, unsigned threads,
           const MutateChoices& choices, const CommonOptions& common, Environment& env) {
  suite::MutationOptions options;
  options.threads = threads;
  options.sample = choices.sample;
  options.seed = choices.seed.value_or(1);
  if (env.progress) {
    options.progress = [&env](std::size_t done, std::size_t total) {
      env.progress(done == total ? std::string() : fmt::format("{} of {} mutants", done, total));
    };
  }
  const suite::Mutation mutation =
      suite::run_mutation(suite.plan, suite.trials, suite.verdicts, wanted, options);
  if (mutation.candidates == 0) return usage_error(env, "nothing that was asked for can be changed", "test");
  const report::MutationReport report{suite, mutation};
  const bool enough =
      mutation.count(suite::Fate::killed) * 100 >= choices.min_score.value_or(0) * mutation.tried.size();
  if (format_of(common) == Format::json) {
    env.out += report::render_mutation_json(report);
  } else {
    const report::Style style = out_style(common, env);
    const report::Memo memo = report::make_mutation_memo(report);
    env.out += report::render_memo_text(memo, style);
    if (!memo.empty()) env.out += '\n';
    env.out += style(enough && memo.empty() ? report::Paint::good : report::Paint::emphasis,
                     report::mutation_words(mutation)) +
               '\n';
  }
  return enough ? exit_done : exit_errors;
}

}  // namespace weir::cli
