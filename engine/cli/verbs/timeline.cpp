#include <fmt/format.h>

#include "analysis/timeline.hpp"
#include "cli/assess_flags.hpp"
#include "report/change_json.hpp"
#include "report/timeline_memo.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  SeenOptions seen;
  std::vector<std::string> cases;
  std::string mode = "viewpoint", from, to;
};

void describe(Command& command, Choices& choices) {
  CLI::App& app = command.app();
  app.add_option("CASE", choices.cases, "case files")->required()->type_name("");
  app.add_option(
         "--mode", choices.mode,
         "viewpoint: as-of and known-on move, the case's dates stay; deal: all dates of the case move")
      ->type_name("MODE");
  app.add_option("--from", choices.from, "first day (default: something is learned; of a deal 2009-01-01)")
      ->type_name("DATE");
  app.add_option("--to", choices.to, "last day (default: the last on which the loaded law changes)")
      ->type_name("DATE");
  app.add_option("--known-on", choices.seen.known_on, "deal: use only facts public on that day")
      ->type_name("DATE");
  add_regimes(command, choices.seen);
  add_suppose(command, choices.seen);
  command.add_rules(choices.common);
  command.add_format(choices.common, Writes::assessments);
  command.add_color(choices.common);
  command.add_ascii(choices.common);
}

base::Result<analysis::TimelineOptions> options_of(const Choices& choices) {
  analysis::TimelineOptions options;
  if (choices.mode != "viewpoint" && choices.mode != "deal")
    return base::Failure{fmt::format("`--mode {}` is not one of viewpoint, deal", choices.mode)};
  options.mode = choices.mode == "deal" ? model::Timeline::Mode::deal : model::Timeline::Mode::viewpoint;
  if (options.mode == model::Timeline::Mode::viewpoint && !choices.seen.known_on.empty()) {
    return base::Failure{
        "`--known-on` belongs to `--mode deal`: in a timeline of the viewpoint it moves along"};
  }
  const std::tuple<const char*, const std::string&, std::optional<base::Date>&> days[] = {
      {"--from", choices.from, options.from},
      {"--to", choices.to, options.to},
      {"--known-on", choices.seen.known_on, options.known_on}};
  for (const auto& [flag, text, into] : days) {
    if (text.empty()) continue;
    const auto date = day_of(flag, text);
    if (!date) return date.failure();
    into = date.value();
  }
  options.regimes = choices.seen.regimes;
  auto suppose = supposed_of(choices.seen.suppose);
  if (!suppose) return suppose.failure();
  options.suppose = std::move(suppose).value();
  return options;
}

}  // namespace

std::string help_timeline() {
  return help_of("timeline", describe);
}

int verb_timeline(std::span<const std::string> args, Environment& env) {
  Command command("timeline");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  const auto options = options_of(choices);
  if (!options) return usage_error(env, options.failure().message, "timeline");

  session::Session session(env.files);
  if (!load_rules(session, choices.common, env, "timeline")) return exit_usage;
  std::vector<const model::Case*> cases;
  for (const std::string& path : choices.cases) cases.push_back(session.load_case(path));
  if (!usable(session, choices.common, env)) return exit_usage;

  std::vector<model::Timeline> timelines;
  for (const model::Case* facts : cases) {
    auto made = analysis::timeline(*session.plan(), *facts, options.value());
    if (!made) return usage_error(env, made.failure().message, "timeline");
    timelines.push_back(std::move(made).value());
  }
  if (format_of(choices.common) == Format::json) {
    env.out += report::render_timelines_json(timelines);
    return exit_done;
  }
  for (std::size_t i = 0; i < timelines.size(); ++i) {
    const report::Words words(*cases[i], session.vocabulary(), session.rule_sets());
    write_memo(report::make_timeline_memo(timelines[i], words, session.rule_sets()), choices.common, env);
  }
  return exit_done;
}

}  // namespace weir::cli
