#include <fmt/format.h>

#include <algorithm>

#include "analysis/whatif.hpp"
#include "cli/assess_flags.hpp"
#include "load/documents.hpp"
#include "report/assessment_json.hpp"
#include "report/assessment_memo.hpp"
#include "report/change_json.hpp"
#include "report/whatif_memo.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  SeenOptions seen;
  std::string path, until;
  std::vector<std::string> changes, frozen, thawed;
  bool judgements = false, full = false;
};

void describe(Command& command, Choices& choices) {
  CLI::App& app = command.app();
  app.add_option("CASE", choices.path, "a case file")->required()->type_name("");
  app.add_option("--set", choices.changes, "give a fact or judgement another value (repeatable)")
      ->type_name("FACT=VALUE")
      ->allow_extra_args(false);
  app.add_flag("--full", choices.full, "with --set: both assessments whole");
  app.add_option("--until", choices.until, "find the fewest changed facts that settle an answer so")
      ->type_name("[REGIME:]DETERMINATION=LEVEL");
  app.add_option("--freeze", choices.frozen, "with --until: leave a fact as it is (repeatable)")
      ->type_name("FACT")
      ->allow_extra_args(false);
  app.add_option("--thaw", choices.thawed,
                 "with --until: change a fact that the vocabulary calls fixed (repeatable)")
      ->type_name("FACT")
      ->allow_extra_args(false);
  app.add_flag("--judgements", choices.judgements, "with --until: try what authorities may decide, too");
  add_viewpoint(command, choices.seen);
  add_regimes(command, choices.seen);
  add_suppose(command, choices.seen);
  command.add_rules(choices.common);
  command.add_format(choices.common, Writes::assessments);
  command.add_color(choices.common);
  command.add_ascii(choices.common);
}

/// What is wrong with the choice of flags; empty if nothing is.
std::string fault_of(const Choices& choices) {
  if (choices.changes.empty() && choices.until.empty())
    return "say what is to be otherwise with --set FACT=VALUE, or what is to be reached with --until";
  if (!choices.changes.empty() && !choices.until.empty() && choices.full)
    return "`--full` shows what `--set` changes; it does not go with `--until`";
  if (choices.until.empty() && (!choices.frozen.empty() || !choices.thawed.empty() || choices.judgements))
    return "`--freeze`, `--thaw` and `--judgements` belong to `--until`";
  return "";
}

/// The answer that `--until` names; mistakes go to the sink.
std::optional<analysis::Goal> goal_of(const Choices& choices, session::Session& session) {
  using diagnostics::Code;
  const std::string& text = choices.until;
  const base::FileId file = session.add_text("--until", text);
  const auto span = [&](std::size_t begin, std::size_t end) {
    return base::Span{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  };
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    session.sink()
        .emit(Code::unknown_determination, span(0, text.size()), "`" + text + "` names no level")
        .with_help("write DETERMINATION=LEVEL, as `filing=none`");
    return std::nullopt;
  }
  const std::size_t colon = text.find(':');
  const std::size_t begin = colon < equals ? colon + 1 : 0;
  const std::string regime = begin > 0 ? text.substr(0, colon) : "";
  const std::string name = text.substr(begin, equals - begin), level = text.substr(equals + 1);
  const auto& regimes = session.rule_sets().regimes;
  std::vector<std::string> ids, names;
  std::vector<analysis::Goal> found;
  for (std::uint32_t r = 0; r < regimes.size(); ++r) {
    ids.push_back(regimes[r].id);
    const auto& wanted = choices.seen.regimes;
    const bool asked =
        wanted.empty() || std::find(wanted.begin(), wanted.end(), regimes[r].id) != wanted.end();
    if (!asked || (!regime.empty() && regimes[r].id != regime)) continue;
    for (std::size_t d = 0; d < regimes[r].determinations.size(); ++d) {
      names.push_back(regimes[r].determinations[d].name);
      if (regimes[r].determinations[d].name == name) found.push_back({r, d, 0});
    }
  }
  if (!regime.empty() && std::find(ids.begin(), ids.end(), regime) == ids.end()) {
    load::emit_unknown(session.sink(), Code::unknown_determination, span(0, colon),
                       "no regime `" + regime + "` is loaded", regime, ids, "regime");
    return std::nullopt;
  }
  if (found.empty()) {
    load::emit_unknown(session.sink(), Code::unknown_determination, span(begin, equals),
                       "`" + name + "` is no determination of a loaded regime", name, names, "determination");
    return std::nullopt;
  }
  if (found.size() > 1) {
    session.sink()
        .emit(Code::unknown_determination, span(begin, equals),
              fmt::format("{} regimes have a determination `{}`", found.size(), name))
        .with_help(fmt::format("write one of them in front, as `{}:{}`", regimes[found[0].regime].id, text));
    return std::nullopt;
  }
  const auto& levels = regimes[found[0].regime].determinations[found[0].determination].levels;
  const auto place = std::find(levels.begin(), levels.end(), level);
  if (place == levels.end()) {
    load::emit_unknown(session.sink(), Code::unknown_level, span(equals + 1, text.size()),
                       "`" + level + "` is no level of `" + name + "`", level, levels, "level");
    return std::nullopt;
  }
  found[0].level = static_cast<std::size_t>(place - levels.begin());
  return found[0];
}

/// Both assessments whole: as the case stands, and as it was set.
int write_whole(const Choices& choices, const session::Session& session,
                const std::vector<const model::Case*>& cases, const evaluate::Options& options,
                Environment& env) {
  std::vector<model::Assessment> both;
  for (const model::Case* one : cases) {
    auto assessed = evaluate::assess(*session.plan(), *one, options);
    if (!assessed) return usage_error(env, assessed.failure().message, "whatif");
    both.push_back(std::move(assessed).value());
  }
  if (format_of(choices.common) == Format::json) {
    env.out += report::render_assessments_json(both, session.sources());
    return exit_done;
  }
  for (std::size_t i = 0; i < both.size(); ++i) {
    write_memo(report::make_memo({both[i], *cases[i], session.vocabulary(), session.rule_sets()}, {}),
               choices.common, env);
  }
  return exit_done;
}

}  // namespace

std::string help_whatif() {
  return help_of("whatif", describe);
}

int verb_whatif(std::span<const std::string> args, Environment& env) {
  Command command("whatif");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  if (const std::string fault = fault_of(choices); !fault.empty()) return usage_error(env, fault, "whatif");
  const auto options = options_of(choices.seen);
  if (!options) return usage_error(env, options.failure().message, "whatif");

  session::Session session(env.files);
  if (!load_rules(session, choices.common, env, "whatif")) return exit_usage;
  const model::Case* facts = session.load_case(choices.path);
  std::vector<model::CaseChange> changes;
  const model::Case* changed = facts;
  std::optional<analysis::Goal> goal;
  analysis::Freedom freedom;
  if (facts != nullptr && session.plan() != nullptr) {
    changes = session.read_changes("--set", choices.changes, *facts);
    if (!session.sink().has_errors() && !changes.empty()) changed = session.change_case(*facts, changes);
    freedom.frozen = session.read_places("--freeze", choices.frozen, *facts);
    freedom.thawed = session.read_places("--thaw", choices.thawed, *facts);
    if (!choices.until.empty()) goal = goal_of(choices, session);
    if (choices.judgements) freedom.judgements = analysis::Freedom::Judgements::tried;
  }
  if (!usable(session, choices.common, env) || facts == nullptr || changed == nullptr) return exit_usage;

  if (!changes.empty() && choices.full)
    return write_whole(choices, session, {facts, changed}, options.value(), env);
  const bool json = format_of(choices.common) == Format::json;
  const report::Words words(*facts, session.vocabulary(), session.rule_sets());
  if (!goal) {
    const auto result = analysis::what_if(*session.plan(), *facts, *changed, changes, options.value());
    if (!result) return usage_error(env, result.failure().message, "whatif");
    if (json) {
      env.out += report::render_whatif_json(result.value());
    } else {
      write_memo(report::make_whatif_memo(result.value(), words, session.rule_sets()), choices.common, env);
    }
    return exit_done;
  }
  // With both flags the search starts from the case as it is set.
  const auto result = analysis::reach(*session.plan(), *changed, *goal, freedom, options.value());
  if (!result) return usage_error(env, result.failure().message, "whatif");
  if (json) {
    env.out += report::render_reaching_json(result.value());
  } else {
    write_memo(report::make_reaching_memo(result.value(), words, session.rule_sets()), choices.common, env);
  }
  return exit_done;
}

}  // namespace weir::cli
