#include "cli/paths.hpp"
#include "report/check_summary.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  std::vector<std::string> paths;
};

void describe(Command& command, Choices& choices) {
  command.app()
      .add_option("PATH", choices.paths,
                  "case files, folders of cases, a rules folder (default: rules, cases)")
      ->type_name("");
  command.add_rules(choices.common);
  command.add_format(choices.common, Writes::everything);
  command.add_color(choices.common);
}

/// What a check without errors has read.
report::CheckSummary summary_of(const session::Session& session, std::size_t cases) {
  report::CheckSummary summary;
  summary.regimes = session.rule_sets().regimes.size();
  for (const auto& regime : session.rule_sets().regimes) summary.rules += regime.rules.size();
  summary.definitions = session.rule_sets().definitions.size();
  summary.facts = session.vocabulary().facts.size();
  summary.cases = cases;
  if (const plan::Plan* plan = session.plan()) {
    summary.nodes_before_sharing = plan->nodes_before_sharing;
    summary.nodes = plan->nodes.size();
  }
  return summary;
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

  take_rules_folder(choices.paths, choices.common, env);
  session::Session session(env.files);
  const auto folder = load_rules(session, choices.common, env, "check", load::Examples::read);
  if (!folder) return exit_usage;
  const std::vector<std::string> case_files = parted(choices.paths, *folder, env).case_files;
  for (const model::Case* facts : session.load_cases(case_files)) {
    if (facts) session.check_expectations(*facts);
  }
  write_diagnostics(session, choices.common, env, env.out);
  if (session.sink().has_errors()) return exit_errors;
  const report::CheckSummary summary = summary_of(session, case_files.size());
  env.out += format_of(choices.common) == Format::json ? report::render_check_json(summary)
                                                       : report::render_check_text(summary);
  return exit_done;
}

}  // namespace weir::cli
