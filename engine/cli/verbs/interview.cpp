#include <fmt/format.h>

#include "cli/assess_flags.hpp"
#include "interview/interview.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  SeenOptions seen;
  std::string path, out, source, quality;
};

void describe(Command& command, Choices& choices) {
  CLI::App& app = command.app();
  app.add_option("CASE", choices.path, "a case file")->required()->type_name("");
  app.add_option("--out", choices.out, "write the case here and leave CASE as it is")->type_name("FILE");
  app.add_option("--source", choices.source, "where the answers come from, as their source in the case")
      ->type_name("TITLE");
  app.add_option("--quality", choices.quality, "of the answers: confirmed, reported, alleged or assumed")
      ->type_name("WORD");
  add_viewpoint(command, choices.seen);
  add_regimes(command, choices.seen);
  add_suppose(command, choices.seen);
  command.add_rules(choices.common);
  command.add_color(choices.common);
  command.add_ascii(choices.common);
}

}  // namespace

std::string help_interview() {
  return help_of("interview", describe);
}

int verb_interview(std::span<const std::string> args, Environment& env) {
  Command command("interview");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  const auto options = options_of(choices.seen);
  if (!options) return usage_error(env, options.failure().message, "interview");
  interview::Settings settings;
  settings.path = choices.path;
  settings.out = choices.out.empty() ? choices.path : choices.out;
  settings.options = options.value();
  settings.source = choices.source;
  settings.style = out_style(choices.common, env);
  if (!choices.quality.empty()) {
    settings.quality = model::quality_from_text(choices.quality);
    if (!settings.quality) {
      return usage_error(
          env,
          fmt::format("`--quality {}` is no quality; it is confirmed, reported, alleged or assumed",
                      choices.quality),
          "interview");
    }
  }
  if (env.conversation == nullptr) return usage_error(env, "there is nobody to ask", "interview");
  if (env.files.kind(choices.path) == base::FileSystem::Kind::missing) {
    return usage_error(env, fmt::format("there is no file `{}`; `weir new case` begins one", choices.path),
                       "interview");
  }
  if (!choices.out.empty() && env.files.kind(choices.out) != base::FileSystem::Kind::missing)
    return usage_error(env, fmt::format("`--out {}` is there already", choices.out), "interview");

  session::Session session(env.files);
  if (!load_rules(session, choices.common, env, "interview")) return exit_usage;
  const model::Case* facts = session.load_case(choices.path);
  if (!usable(session, choices.common, env) || facts == nullptr) return exit_usage;
  std::string text(session.sources().get(facts->file).text());
  const auto failure =
      interview::interview(session, env.files, *env.conversation, settings, std::move(text), *facts);
  return failure ? usage_error(env, failure->message, "interview") : exit_done;
}

}  // namespace weir::cli
