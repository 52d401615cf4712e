#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/command.hpp"
#include "report/check_summary.hpp"

namespace weir::cli {
namespace {

using Kind = base::FileSystem::Kind;

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

bool lies_in(std::string_view path, std::string_view folder) {
  return path == folder ||
         (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

/// Adds the YAML files at and below `path` in sorted order.
void collect(const base::FileSystem& files, const std::string& path, std::set<std::string>& seen,
             std::vector<std::string>& found) {
  if (files.kind(path) != Kind::folder) {
    found.push_back(path);
    return;
  }
  if (!seen.insert(files.identity(path)).second) return;
  const auto names = files.list(path);
  if (!names) return;
  for (const std::string& name : names.value()) {
    const std::string below = base::join_path(path, name);
    if (files.kind(below) == Kind::folder || name.ends_with(".yaml") || name.ends_with(".yml")) {
      collect(files, below, seen, found);
    }
  }
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

  // A path that holds a vocabulary is the rules folder itself.
  std::vector<std::string> paths;
  for (const std::string& given : choices.paths) {
    const std::string path = without_slash(given);
    const bool rules = env.files.kind(base::join_path(path, "vocabulary")) == Kind::folder;
    if (rules && choices.common.rules.empty()) choices.common.rules = path;
    paths.push_back(path);
  }
  if (choices.paths.empty() && env.files.kind("cases") == Kind::folder) paths.emplace_back("cases");

  session::Session session(env.files);
  const auto folder = load_rules(session, choices.common, env, "check");
  if (!folder) return exit_usage;
  std::vector<std::string> case_files;
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    if (!lies_in(path, without_slash(*folder))) collect(env.files, path, seen, case_files);
  }
  for (const std::string& path : case_files) session.load_case(path);
  write_diagnostics(session, choices.common, env, env.out);
  if (session.sink().has_errors()) return exit_errors;
  const report::CheckSummary summary = summary_of(session, case_files.size());
  env.out += format_of(choices.common) == Format::json ? report::render_check_json(summary)
                                                       : report::render_check_text(summary);
  return exit_done;
}

}  // namespace weir::cli
