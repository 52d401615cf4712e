#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "base/text.hpp"
#include "cli/check_fix.hpp"
#include "cli/paths.hpp"
#include "lint/lint.hpp"
#include "report/check_summary.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  std::vector<std::string> paths;
  std::vector<std::string> lints;
  bool no_lints = false, fix = false, suggested = false;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
};

void describe(Command& command, Choices& choices) {
  command.app()
      .add_option("PATH", choices.paths,
                  "case files, folders of cases, a rules folder (default: rules, cases)")
      ->type_name("");
  command.add_rules(choices.common);
  command.app()
      .add_option("--lint", choices.lints, "only this lint (repeatable)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command.app().add_flag("--no-lints", choices.no_lints, "errors and warnings only, no lints");
  command.app().add_flag("--fix", choices.fix, "mend what has a safe fix, in place, and check again");
  command.app().add_flag("--suggested", choices.suggested, "with --fix: also what is only suggested");
  command.app()
      .add_option("--threads", choices.threads, "blocks of tests that lints look at at a time")
      ->type_name("N");
  command.add_format(choices.common, Writes::checks);
  command.add_color(choices.common);
}

/// What a check without errors has read.
report::CheckSummary summary_of(const Look& look) {
  const session::Session& session = *look.session;
  report::CheckSummary summary;
  summary.regimes = session.rule_sets().regimes.size();
  for (const auto& regime : session.rule_sets().regimes) summary.rules += regime.rules.size();
  summary.definitions = session.rule_sets().definitions.size();
  summary.facts = session.vocabulary().facts.size();
  summary.cases = look.cases;
  summary.lints = look.lints;
  if (const plan::Plan* plan = session.plan()) {
    summary.nodes_before_sharing = plan->nodes_before_sharing;
    summary.nodes = plan->nodes.size();
  }
  return summary;
}

/// Loads rules and cases from `files`, checks them, and asks the lints where there is no error.
Look look_at(base::FileSystem& files, const Choices& choices, const std::string& folder,
             const std::vector<std::string>& case_files) {
  Look look;
  look.session = std::make_unique<session::Session>(files);
  look.session->load_rules(folder);
  look.cases = case_files.size();
  lint::Scope scope;
  for (const model::Case* facts : look.session->load_cases(case_files)) {
    if (!facts) continue;
    look.session->check_expectations(*facts);
    scope.cases.push_back(facts);
  }
  if (choices.no_lints || look.session->sink().has_errors() || !look.session->plan()) return look;
  scope.which = choices.paths.empty() ? lint::Scope::Cases::all : lint::Scope::Cases::some;
  scope.only = choices.lints;
  scope.threads = choices.threads;
  look.lints = lint::run(*look.session->plan(), look.session->margin(), scope, look.session->sink());
  return look;
}

/// Why the flags do not go together; empty if they do.
std::string bad_usage(const Choices& choices) {
  const std::vector<std::string> known = lint::names();
  for (const std::string& name : choices.lints) {
    if (std::ranges::find(known, name) != known.end()) continue;
    const auto meant = base::closest(name, known);
    return fmt::format("there is no lint `{}`{}", name,
                       meant ? fmt::format("; did you mean `{}`?", *meant) : std::string());
  }
  if (choices.no_lints && !choices.lints.empty()) return "`--lint` and `--no-lints` exclude each other";
  if (choices.suggested && !choices.fix) return "`--suggested` is nothing without `--fix`";
  return {};
}

/// Writes the files that fixes changed, and says what was done; false if a file cannot be written.
bool write_fixes(const Fixed& fixed, const Choices& choices, Environment& env) {
  for (const auto& [path, text] : fixed.texts) {
    if (const auto failure = env.files.write(path, text)) {
      env.err += fmt::format("weir: {}\n", failure->message);
      return false;
    }
  }
  env.out += report::render_fixes(
      fixed.made, fixed.given_up, fixed.overlapping,
      format_of(choices.common) == Format::json ? report::Layout::line : report::Layout::text);
  return true;
}

}  // namespace

std::string help_check() {
  return help_of("check", describe);
}

int verb_check(std::span<const std::string> args, Environment& env) {
  Command command("check");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  if (const std::string fault = bad_usage(choices); !fault.empty()) return usage_error(env, fault, "check");

  take_rules_folder(choices.paths, choices.common, env);
  const auto folder = rules_folder(choices.common, env, "check");
  if (!folder) return exit_usage;
  const std::vector<std::string> case_files = parted(choices.paths, *folder, env).case_files;
  const auto look = [&](base::FileSystem& files) { return look_at(files, choices, *folder, case_files); };
  Look seen;
  if (choices.fix) {
    const auto least = choices.suggested ? diagnostics::Fix::Trust::suggested : diagnostics::Fix::Trust::safe;
    Fixed fixed = fix_all(env.files, least, look);
    if (!write_fixes(fixed, choices, env)) return exit_usage;
    seen = std::move(fixed.look);
  } else {
    seen = look(env.files);
  }
  write_diagnostics(*seen.session, choices.common, env, env.out);
  const bool errors = seen.session->sink().has_errors();
  if (errors || format_of(choices.common) == Format::sarif) return errors ? exit_errors : exit_done;
  const report::CheckSummary summary = summary_of(seen);
  env.out += format_of(choices.common) == Format::json ? report::render_check_json(summary)
                                                       : report::render_check_text(summary);
  return exit_done;
}

}  // namespace weir::cli
