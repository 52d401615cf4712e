#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "analysis/snapshot.hpp"
#include "analysis/whatif.hpp"
#include "cli/assess_flags.hpp"
#include "cli/paths.hpp"
#include "report/diff_report.hpp"
#include "session/git_files.hpp"
#include "suite/case_diff.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  SeenOptions seen;
  std::vector<std::string> names, days;
  bool full = false;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
};

void describe(Command& command, Choices& choices) {
  CLI::App& app = command.app();
  app.add_option(
         "A B PATH", choices.names,
         "two rule sets, each a folder, a git revision, or REVISION:FOLDER; then case files and folders "
         "of cases (default: cases). With --on only the latter")
      ->type_name("");
  app.add_option(
         "--on", choices.days,
         "instead of two rule sets: one, seen on two days (given twice). What is known of a case stays "
         "as it is")
      ->type_name("DATE")
      ->allow_extra_args(false);
  add_viewpoint(command, choices.seen);
  add_regimes(command, choices.seen);
  app.add_flag("--full", choices.full, "name every case, also where only a score or a rule differs");
  app.add_option("--threads", choices.threads,
                 "blocks of cases compared at a time (default: one a processor)")
      ->type_name("N");
  command.add_rules(choices.common);
  command.add_format(choices.common, Writes::assessments);
  command.add_color(choices.common);
  command.add_ascii(choices.common);
}

/// What is wrong with the choice of flags; empty if nothing is.
std::string fault_of(const Choices& choices) {
  if (choices.days.empty() && choices.names.size() < 2)
    return "name two rule sets, or two days with `--on DATE --on DATE`";
  if (choices.days.size() == 1 || choices.days.size() > 2)
    return fmt::format("`--on` is given twice, once for each day; it is given {}",
                       choices.days.size() == 1 ? "once" : fmt::format("{} times", choices.days.size()));
  if (!choices.days.empty() && !choices.seen.as_of.empty())
    return "`--on` says on which days the cases are seen; leave out `--as-of`";
  return "";
}

/// One rule set of a comparison with the files that it is read from.
struct Side {
  std::string name;
  std::unique_ptr<session::GitFiles> git;
  std::unique_ptr<session::Session> session;
};

/// The rule set that a word of the command line names, loaded; a usage error where it names none.
base::Result<bool> load_side(Side& side, const Choices& choices, Environment& env) {
  std::string folder = side.name;
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  const base::FileSystem* files = &env.files;
  if (env.files.kind(folder) != base::FileSystem::Kind::folder) {
    if (env.repository.empty())
      return base::Failure{fmt::format("`{}` is no folder; name a folder of rules", side.name)};
    const std::string rules = choices.common.rules.empty() ? env.default_rules : choices.common.rules;
    auto opened = session::GitFiles::open(env.files, env.repository, side.name, rules);
    if (!opened) return opened.failure();
    side.git = std::move(opened).value();
    files = side.git.get();
    folder = side.git->root();
  }
  side.session = std::make_unique<session::Session>(*files);
  side.session->load_rules(folder, load::Examples::left_out);
  return true;
}

/// The first mistake that a side finds in a file.
std::string first_mistake(session::Session& session, const std::string& path) {
  for (const diagnostics::Diagnostic& diagnostic : session.sink().sorted()) {
    const bool here =
        diagnostic.primary && session.sources().get(diagnostic.primary->span.file).path() == path;
    if (here && diagnostic.severity == diagnostics::Severity::error) return diagnostic.message;
  }
  return "it has mistakes";
}

/// Cases as both sides read them.
struct ReadCases {
  std::vector<suite::CasePair> pairs;
  std::vector<suite::OneSidedCase> one_sided;
};

/// Where a case is seen on one side; the day of `--on` takes the place of its own.
base::Result<evaluate::CaseRow> seen_on(const plan::Plan& plan, const model::Case& facts,
                                        const evaluate::Options& options, std::optional<base::Date> day) {
  evaluate::Options here = options;
  if (day) {
    here.as_of = day;
    if (!here.known_on) here.known_on = facts.known_on ? facts.known_on : facts.as_of;
  }
  return analysis::row_of(plan, facts, here);
}

base::Result<suite::CasePair> pair_of(const plan::Plan& plan_before, const model::Case& before,
                                      const plan::Plan& plan_after, const model::Case& after,
                                      const evaluate::Options& options, const std::vector<base::Date>& days) {
  const auto day = [&](std::size_t side) { return days.empty() ? std::nullopt : std::optional(days[side]); };
  const auto was = seen_on(plan_before, before, options, day(0));
  if (!was) return was.failure();
  const auto is = seen_on(plan_after, after, options, day(1));
  if (!is) return is.failure();
  return suite::CasePair{
      &before, &after, "", was.value().as_of, is.value().as_of, was.value().known_on, is.value().known_on};
}

suite::CompareOptions compare_options(const Choices& choices, const Environment& env) {
  suite::CompareOptions options;
  options.regimes = choices.seen.regimes;
  options.threads = choices.threads;
  if (env.progress) {
    options.progress = [&env](std::size_t done, std::size_t total) {
      env.progress(done == total ? std::string() : fmt::format("{} of {} cases", done, total));
    };
  }
  return options;
}

int write_report(report::DiffReport report, const Choices& choices, Environment& env) {
  if (choices.full) report.most_names = report.cases.compared;
  if (format_of(choices.common) == Format::json) {
    env.out += report::render_diff_json(report);
  } else {
    write_memo(report::make_diff_memo(report), choices.common, env);
  }
  const bool other_law = report.rules && report.rules->alters_meaning();
  const bool same = !other_law && report.cases.cases.empty() && report.cases.one_sided.empty();
  return same ? exit_done : exit_errors;
}

/// The case files among the paths; a usage error where one is a rule.
base::Result<std::vector<std::string>> case_files(const std::vector<std::string>& paths,
                                                  const std::string& rules, const Environment& env) {
  NamedPaths named = parted(paths, rules, env);
  if (!named.rule_paths.empty())
    return base::Failure{fmt::format("`{}` lies in the rules; name cases there", named.rule_paths.front())};
  return std::move(named.case_files);
}

int diff_rules(const Choices& choices, const evaluate::Options& options, Environment& env) {
  Side before, after;
  before.name = choices.names[0], after.name = choices.names[1];
  for (Side* side : {&before, &after}) {
    if (const auto loaded = load_side(*side, choices, env); !loaded)
      return usage_error(env, loaded.failure().message, "diff");
  }
  session::Session &was = *before.session, &is = *after.session;
  bool whole = true;
  for (session::Session* session : {&was, &is}) whole = usable(*session, choices.common, env) && whole;
  if (!whole) return exit_usage;
  const std::vector<std::string> paths(choices.names.begin() + 2, choices.names.end());
  const auto files = case_files(paths, before.name, env);
  if (!files) return usage_error(env, files.failure().message, "diff");
  for (const std::string& id : choices.seen.regimes) {
    const bool known =
        analysis::wanted_regimes(*was.plan(), {id}) || analysis::wanted_regimes(*is.plan(), {id});
    if (!known) return usage_error(env, fmt::format("no regime `{}` in either rule set", id), "diff");
  }
  const std::vector<const model::Case*> a = was.load_cases(files.value()), b = is.load_cases(files.value());
  ReadCases cases;
  for (std::size_t i = 0; i < files.value().size(); ++i) {
    const std::string& file = files.value()[i];
    if (!a[i] && !b[i]) {
      write_diagnostics(was, choices.common, env, env.err);
      return exit_usage;
    }
    if (!a[i] || !b[i]) {
      using Loads = suite::OneSidedCase::Loads;
      cases.one_sided.push_back(
          {file, a[i] ? Loads::before : Loads::after, first_mistake(a[i] ? is : was, file)});
      continue;
    }
    auto pair = pair_of(*was.plan(), *a[i], *is.plan(), *b[i], options, {});
    if (!pair) return usage_error(env, pair.failure().message, "diff");
    pair.value().file = file;
    cases.pairs.push_back(std::move(pair).value());
  }
  const suite::RuleSetDiff rules = suite::compare(*was.plan(), *is.plan());
  suite::CaseDiff diff = suite::compare_cases(rules, cases.pairs, compare_options(choices, env));
  diff.one_sided = std::move(cases.one_sided);
  return write_report({before.name, after.name, &rules, diff, was.rule_sets(), is.rule_sets()}, choices, env);
}

int diff_days(const Choices& choices, const evaluate::Options& options, Environment& env) {
  std::vector<base::Date> days;
  for (const std::string& text : choices.days) {
    const auto day = day_of("--on", text);
    if (!day) return usage_error(env, day.failure().message, "diff");
    days.push_back(day.value());
  }
  session::Session session(env.files);
  const auto folder = load_rules(session, choices.common, env, "diff");
  if (!folder) return exit_usage;
  const auto files = case_files(choices.names, *folder, env);
  if (!files) return usage_error(env, files.failure().message, "diff");
  const std::vector<const model::Case*> loaded = session.load_cases(files.value());
  if (!usable(session, choices.common, env)) return exit_usage;
  const plan::Plan& plan = *session.plan();
  if (const auto regimes = analysis::wanted_regimes(plan, choices.seen.regimes); !regimes)
    return usage_error(env, regimes.failure().message, "diff");
  std::vector<suite::CasePair> pairs;
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    auto pair = pair_of(plan, *loaded[i], plan, *loaded[i], options, days);
    if (!pair) return usage_error(env, pair.failure().message, "diff");
    pair.value().file = files.value()[i];
    pairs.push_back(std::move(pair).value());
  }
  const suite::CaseDiff diff = suite::compare_days(plan, pairs, compare_options(choices, env));
  const model::RuleSets& rules = session.rule_sets();
  const auto name = [&](std::size_t side) { return "on " + base::to_long_text(days[side]); };
  return write_report({name(0), name(1), nullptr, diff, rules, rules}, choices, env);
}

}  // namespace

std::string help_diff() {
  return help_of("diff", describe);
}

int verb_diff(std::span<const std::string> args, Environment& env) {
  Command command("diff");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  if (const std::string fault = fault_of(choices); !fault.empty()) return usage_error(env, fault, "diff");
  const auto options = options_of(choices.seen);
  if (!options) return usage_error(env, options.failure().message, "diff");
  return choices.days.empty() ? diff_rules(choices, options.value(), env)
                              : diff_days(choices, options.value(), env);
}

}  // namespace weir::cli
