#include "base/date.hpp"
#include "cli/command.hpp"
#include "lsp/server.hpp"

namespace weir::cli {
namespace {

struct Choices {
  std::string rules;
  std::string as_of;
};

void describe(Command& command, Choices& choices) {
  command.app()
      .add_option("--rules", choices.rules, "the rules folder (default: found from what the editor has open)")
      ->type_name("DIR");
  command.app()
      .add_option("--as-of", choices.as_of, "the day on which figures and groups are shown (default: today)")
      ->type_name("DATE");
}

}  // namespace

std::string help_lsp() {
  return help_of("lsp", describe);
}

int verb_lsp(std::span<const std::string> args, Environment& env) {
  Command command("lsp");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  if (!env.channel.read || !env.channel.write) return usage_error(env, "there is no editor to serve", "lsp");
  lsp::ServerOptions options;
  options.folder = env.folder;
  options.installed_rules = env.installed_rules;
  if (!choices.rules.empty()) {
    options.rules =
        choices.rules.starts_with('/') ? choices.rules : base::join_path(env.folder, choices.rules);
    while (options.rules.size() > 1 && options.rules.back() == '/') options.rules.pop_back();
  }
  const std::string& day = choices.as_of.empty() ? env.today : choices.as_of;
  options.as_of = base::Date::parse(day);
  if (!choices.as_of.empty() && !options.as_of)
    return usage_error(env, "`" + choices.as_of + "` is no day; write `2024-05-01`", "lsp");
  lsp::Server server(env.files, env.channel, std::move(options));
  return server.run();
}

}  // namespace weir::cli
