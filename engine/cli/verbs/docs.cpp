#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/assess_flags.hpp"
#include "report/rule_docs.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  std::vector<std::string> regimes;
  std::string out;
  bool check = false;
};

void describe(Command& command, Choices& choices) {
  CLI::App& app = command.app();
  app.add_option("REGIME", choices.regimes, "regimes by id (ca-ica); default: all that are loaded")
      ->type_name("");
  app.add_option("--out", choices.out, "write a file REGIME.md for each into this folder")->type_name("DIR");
  app.add_flag("--check", choices.check,
               "with --out: write nothing; exit status 1 if a file there differs or is missing");
  command.add_rules(choices.common);
  command.add_color(choices.common);
}

/// What is wrong with the choice of regimes and flags; empty if nothing is.
std::string fault_of(const Choices& choices, const std::vector<std::string>& known) {
  if (choices.check && choices.out.empty()) return "`--check` needs the folder of the pages: `--out DIR`";
  for (const std::string& id : choices.regimes) {
    if (std::ranges::find(known, id) != known.end()) continue;
    const auto candidate = base::closest(id, known);
    return fmt::format("no regime `{}`; {}", id,
                       candidate ? fmt::format("did you mean `{}`?", *candidate)
                                 : fmt::format("loaded: {}", base::join(known, ", ")));
  }
  const bool one = choices.regimes.size() == 1 || (choices.regimes.empty() && known.size() == 1);
  if (choices.out.empty() && !one)
    return fmt::format("name one regime of {}, or a folder for all pages with `--out DIR`",
                       base::join(known, ", "));
  return "";
}

/// Writes a page, or compares it with the one that is there. Exit status.
int put_page(const std::string& path, const std::string& page, const Choices& choices, Environment& env) {
  // Pages are far below this; what is above it is another file.
  constexpr std::size_t limit = 16u << 20;
  const bool there = env.files.kind(path) == base::FileSystem::Kind::file;
  const auto old = there ? env.files.read(path, limit) : base::Result<std::string>(std::string());
  const bool same = there && old && old.value() == page;
  if (choices.check) {
    if (!same) env.out += fmt::format("{} {}\n", path, there ? "differs" : "is missing");
    return same ? exit_done : exit_errors;
  }
  if (same) {
    env.out += fmt::format("{} is as it should be\n", path);
    return exit_done;
  }
  if (const auto failure = env.files.write(path, page))
    return usage_error(env, fmt::format("cannot write `{}`: {}", path, failure->message), "docs");
  env.out += fmt::format("{} written\n", path);
  return exit_done;
}

}  // namespace

std::string help_docs() {
  return help_of("docs", describe);
}

int verb_docs(std::span<const std::string> args, Environment& env) {
  Command command("docs");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  session::Session session(env.files);
  if (!load_rules(session, choices.common, env, "docs")) return exit_usage;
  if (!usable(session, choices.common, env)) return exit_usage;
  const check::Checked& checked = *session.plan()->checked;
  std::vector<std::string> known;
  for (const model::Regime& regime : session.rule_sets().regimes) known.push_back(regime.id);
  if (const std::string fault = fault_of(choices, known); !fault.empty())
    return usage_error(env, fault, "docs");
  int status = exit_done;
  for (const model::Regime& regime : session.rule_sets().regimes) {
    const bool wanted =
        choices.regimes.empty() || std::ranges::find(choices.regimes, regime.id) != choices.regimes.end();
    if (!wanted) continue;
    const std::string page = report::render_regime_page(checked, regime);
    if (choices.out.empty()) {
      env.out += page;
    } else {
      status =
          std::max(status, put_page(base::join_path(choices.out, regime.id + ".md"), page, choices, env));
    }
  }
  if (choices.check && status == exit_done) env.out += "all pages are as they should be\n";
  return status;
}

}  // namespace weir::cli
