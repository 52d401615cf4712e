#include "base/date.hpp"
#include "cli/assess_flags.hpp"
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
  lsp::ServerOptions options;
  options.as_of = base::Date::parse(env.today);
  if (!choices.as_of.empty()) {
    const auto day = day_of("--as-of", choices.as_of);
    if (!day) return usage_error(env, day.failure().message, "lsp");
    options.as_of = day.value();
  }
  if (!env.channel.read || !env.channel.write) return usage_error(env, "there is no editor to serve", "lsp");
  options.folder = env.folder;
  options.installed_rules = env.installed_rules;
  if (!choices.rules.empty()) {
    options.rules =
        choices.rules.starts_with('/') ? choices.rules : base::join_path(env.folder, choices.rules);
    while (options.rules.size() > 1 && options.rules.back() == '/') options.rules.pop_back();
  }
  lsp::Server server(env.files, env.channel, std::move(options));
  return server.run();
}

}  // namespace weir::cli
