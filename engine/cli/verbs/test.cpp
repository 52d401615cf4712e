#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <thread>

#include "base/text.hpp"
#include "cli/assess_flags.hpp"
#include "cli/paths.hpp"
#include "cli/test_coverage.hpp"
#include "cli/test_mutate.hpp"
#include "model/rule_pattern.hpp"
#include "report/memo_text.hpp"
#include "report/suite_json.hpp"
#include "report/suite_update.hpp"
#include "suite/rewrite.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  std::vector<std::string> paths;
  suite::Filter filter;
  bool fail_fast = false, update = false, dry_run = false;
  MutateChoices mutate;
  CoverageChoices coverage;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
};

void describe(Command& command, Choices& choices) {
  CLI::App& app = command.app();
  app.add_option("PATH", choices.paths,
                 "case files, folders of cases, rules whose examples to run (default: rules, cases)")
      ->type_name("");
  const auto repeatable = [&](const char* flag, std::vector<std::string>& words, const char* help,
                              const char* type) {
    app.add_option(flag, words, help)->type_name(type)->allow_extra_args(false);
  };
  repeatable("--filter", choices.filter.names, "only tests with this text in their name (repeatable)",
             "TEXT");
  repeatable("--regime", choices.filter.regimes, "only tests of this regime (repeatable)", "ID");
  repeatable("--rule", choices.filter.rules,
             "only examples of this rule or family, and expectations that name it (repeatable)", "ID");
  repeatable("--tag", choices.filter.tags, "only cases with this tag (repeatable)", "WORD");
  app.add_flag("--fail-fast", choices.fail_fast, "stop at the first test that fails");
  app.add_flag("--update", choices.update, "show and write the expectations that differ, in place");
  app.add_flag("--dry-run", choices.dry_run, "with --update: show, but do not write");
  describe_mutation(command, choices.mutate);
  add_coverage(app, choices.coverage);
  app.add_option("--threads", choices.threads, "blocks of tests run at a time (default: one a processor)")
      ->type_name("N");
  command.add_rules(choices.common);
  command.add_format(choices.common, Writes::tests);
  command.add_color(choices.common);
  command.add_ascii(choices.common);
}

/// What is wrong with how the flags go together; empty if nothing is.
std::string contradiction(const Choices& choices) {
  if (choices.dry_run && !choices.update) return "`--dry-run` goes with `--update`";
  if (choices.update && choices.common.format != "text") return "`--update` writes text only";
  if (choices.update && choices.fail_fast)
    return "`--update` brings all expectations in line; leave out `--fail-fast`";
  if (choices.mutate.mutate && (choices.update || choices.fail_fast || choices.coverage.wanted()))
    return "`--mutate` goes with none of `--update`, `--fail-fast` and `--coverage`";
  if (const std::string fault = contradiction(choices.mutate, choices.common.format); !fault.empty())
    return fault;
  return contradiction(choices.coverage, choices.common.format);
}

/// The rules whose examples run: all, or those in the files that were named.
std::vector<std::uint32_t> rules_in(const session::Session& session, const NamedPaths& named,
                                    const std::vector<std::string>& paths) {
  std::vector<std::uint32_t> rules(session.plan()->rules.size());
  std::iota(rules.begin(), rules.end(), 0u);
  if (paths.empty()) return rules;
  std::erase_if(rules, [&](std::uint32_t index) {
    const base::FileId file = session.plan()->rules[index].rule->id_span.file;
    return std::ranges::none_of(named.rule_paths, [&](const std::string& path) {
      return lies_in(session.sources().get(file).path(), path);
    });
  });
  return rules;
}

/// Which rules and definitions are changed: those in the files that were named, else all; of them what the
/// filters name.
suite::Wanted to_mutate(const session::Session& session, const NamedPaths& named,
                        const suite::Filter& filter) {
  return [&](const model::Provision& provision, const std::string& regime) {
    const auto among = [](const std::vector<std::string>& words, const auto& chosen) {
      return words.empty() || std::ranges::any_of(words, chosen);
    };
    const std::string& file = session.sources().get(provision.id_span.file).path();
    return among(filter.regimes, [&](const std::string& id) { return id == regime; }) &&
           among(filter.rules, [&](const std::string& id) { return model::names_rule(id, provision.id); }) &&
           among(named.rule_paths, [&](const std::string& path) { return lies_in(file, path); });
  };
}

/// The first word of a filter that picks nothing because there is no such thing.
std::optional<std::string> unknown_choice(const suite::Filter& filter, const plan::Plan& plan) {
  const auto& regimes = plan.rule_sets().regimes;
  for (const std::string& id : filter.regimes) {
    if (std::ranges::find(regimes, id, &model::Regime::id) != regimes.end()) continue;
    std::vector<std::string> known;
    for (const auto& regime : regimes) known.push_back(regime.id);
    const auto candidate = base::closest(id, known);
    return fmt::format("no regime `{}` is loaded{}", id,
                       candidate ? fmt::format("; did you mean `{}`?", *candidate) : std::string());
  }
  return std::nullopt;
}

suite::RunOptions run_options(const Choices& choices, const Environment& env) {
  suite::RunOptions options;
  options.threads = choices.threads;
  if (choices.fail_fast) options.after_failure = suite::RunOptions::AfterFailure::stop;
  if (env.progress) {
    options.progress = [&env](std::size_t done, std::size_t total) {
      env.progress(done == total ? std::string() : fmt::format("{} of {} tests", done, total));
    };
  }
  return options;
}

/// Writes what came of the tests and, if that was asked for, what they show of the rules.
void write_report(const report::SuiteReport& report, const std::optional<CoverageOutput>& coverage,
                  const Choices& choices, Environment& env) {
  switch (format_of(choices.common)) {
    case Format::json: {
      json::Json json = report::suite_json(report);
      if (coverage && !coverage->coverage.is_null()) json["coverage"] = coverage->coverage;
      if (coverage && !coverage->suggested.is_null()) json["suggested"] = coverage->suggested;
      env.out += json::dump(json);
      return;
    }
    case Format::junit:
      env.out += report::render_suite_junit(report);
      return;
    case Format::tap:
      env.out += report::render_suite_tap(report, report::TapVersion::tap_14);
      return;
    case Format::tap13:
      env.out += report::render_suite_tap(report, report::TapVersion::tap_13);
      return;
    case Format::text:
    case Format::markdown:
    case Format::sarif:
      break;
  }
  const report::Style style = out_style(choices.common, env);
  const report::Memo memo = report::make_suite_memo(report);
  env.out += report::render_memo_text(memo, style);
  const report::Tally tally = report::tally_of(report);
  if (!memo.empty()) env.out += '\n';
  if (coverage && !coverage->text.empty()) env.out += coverage->text + '\n';
  env.out +=
      style(tally.failed > 0 ? report::Paint::bad : report::Paint::good, report::tally_words(tally)) + '\n';
}

/// Shows what would be rewritten and, unless only that was asked for, writes it. Exit status of the run if it
/// ends here.
std::optional<int> update(const suite::Rewriting& rewriting, const session::Session& session,
                          const Choices& choices, Environment& env) {
  env.out += report::render_rewriting(rewriting, session.sources(), out_style(choices.common, env));
  if (choices.dry_run) return rewriting.values + rewriting.left > 0 ? exit_errors : exit_done;
  for (const suite::FileRewrite& file : rewriting.files) {
    const std::string& path = session.sources().get(file.file).path();
    if (const auto failure = env.files.write(path, file.text))
      return usage_error(env, failure->message, "test");
  }
  return std::nullopt;
}

}  // namespace

std::string help_test() {
  return help_of("test", describe);
}

int verb_test(std::span<const std::string> args, Environment& env) {
  Command command("test");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  if (const std::string fault = contradiction(choices); !fault.empty())
    return usage_error(env, fault, "test");

  take_rules_folder(choices.paths, choices.common, env);
  session::Session session(env.files);
  const auto folder = load_rules(session, choices.common, env, "test", load::Examples::read);
  if (!folder) return exit_usage;
  const NamedPaths named = parted(choices.paths, *folder, env);
  std::vector<const model::Case*> cases = session.load_cases(named.case_files);
  for (const model::Case* facts : cases) {
    if (facts) session.check_expectations(*facts);
  }
  if (!usable(session, choices.common, env)) return exit_usage;
  const plan::Plan& plan = *session.plan();
  if (const auto fault = unknown_choice(choices.filter, plan)) return usage_error(env, *fault, "test");

  suite::Filter filter = choices.filter;
  // There, rules are what is changed: every test may notice it.
  if (choices.mutate.mutate) filter.rules.clear();
  const auto trials_of = [&] {
    std::vector<suite::Trial> trials =
        suite::trials_of_examples(plan, rules_in(session, named, choices.paths));
    for (suite::Trial& trial : suite::trials_of_cases(plan, cases)) trials.push_back(trial);
    std::erase_if(trials, [&](const suite::Trial& trial) { return !suite::wanted(trial, plan, filter); });
    return trials;
  };
  std::vector<suite::Trial> trials = trials_of();
  if (trials.empty()) return usage_error(env, "no test is there that was asked for", "test");
  const suite::RunOptions options = run_options(choices, env);
  std::vector<suite::Verdict> verdicts = suite::run_suite(plan, trials, options);
  if (choices.update) {
    const suite::Rewriting rewriting = suite::rewrite_expectations(session.sources(), trials, verdicts);
    if (const auto status = update(rewriting, session, choices, env)) return *status;
    // What is told in the end is what the files say now.
    if (!rewriting.files.empty()) {
      cases = session.load_cases(named.case_files);
      if (!usable(session, choices.common, env)) return exit_usage;
      trials = trials_of();
      verdicts = suite::run_suite(plan, trials, options);
    }
  }
  const report::SuiteReport report{plan, session.sources(), trials, verdicts};
  const bool failed = report::tally_of(report).failed > 0;
  if (choices.mutate.mutate && !failed) {
    return mutate(report, to_mutate(session, named, choices.filter), choices.threads, choices.mutate,
                  choices.common, env);
  }
  std::optional<CoverageOutput> coverage;
  if (choices.coverage.wanted()) {
    coverage = tell_coverage(report, choices.coverage, choices.filter.rules, choices.threads, *folder,
                             out_style(choices.common, env), env);
    if (!coverage) return exit_usage;
  }
  write_report(report, coverage, choices, env);
  if (choices.mutate.mutate) env.err += "No mutants were tried: the tests must pass first.\n";
  return failed ? exit_errors : exit_done;
}

}  // namespace weir::cli
