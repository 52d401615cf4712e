#include "schema/json_schema.hpp"

#include "cli/command.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  std::string of;
};

void describe(Command& command, Choices& choices) {
  command.app()
      .add_option("KIND", choices.of, "rules or case: what files are described")
      ->type_name("")
      ->required();
  command.add_rules(choices.common);
  command.add_color(choices.common);
}

}  // namespace

std::string help_schema() {
  return help_of("schema", describe);
}

int verb_schema(std::span<const std::string> args, Environment& env) {
  Command command("schema");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  if (choices.of != "rules" && choices.of != "case")
    return usage_error(env, "`" + choices.of + "` is not one of rules, case", "schema");
  session::Session session(env.files);
  if (!load_rules(session, choices.common, env, "schema")) return exit_usage;
  // A rule with a mistake changes no schema; a vocabulary without facts describes nothing.
  if (session.vocabulary().facts.empty()) {
    write_diagnostics(session, choices.common, env, env.out);
    return exit_usage;
  }
  env.out +=
      json::dump(choices.of == "case" ? schema::case_schema(session.vocabulary(), session.rule_sets())
                                      : schema::rules_schema(session.vocabulary(), session.rule_sets()));
  return exit_done;
}

}  // namespace weir::cli
