#include <fmt/format.h>

#include <algorithm>

#include "base/date.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/starts.hpp"
#include "model/rule_pattern.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  std::string kind;
  std::vector<std::string> names;
  std::string country, prefix, title, from, as_of, then;
  std::string cases = "cases";
};

void describe(Command& command, Choices& choices) {
  CLI::App& app = command.app();
  app.add_option("KIND", choices.kind, "regime, rule or case")->type_name("")->required();
  app.add_option("NAME", choices.names, "its id; of a rule, that of its regime first")
      ->type_name("")
      ->required();
  app.add_option("--from", choices.from, "regime, rule: the first day on which it is law")->type_name("DATE");
  app.add_option("--as-of", choices.as_of, "case: the day from which it is looked at")->type_name("DATE");
  app.add_option("--title", choices.title, "what people read; without it: a TODO")->type_name("TEXT");
  app.add_option("--country", choices.country,
                 "regime: the country whose law it is (default: what the id begins with)")
      ->type_name("CODE");
  app.add_option("--prefix", choices.prefix,
                 "regime: the short word that all its names begin with (default: the id)")
      ->type_name("WORD");
  app.add_option("--then", choices.then, "rule: what follows, as filing=notification")
      ->type_name("NAME=LEVEL");
  command.add_rules(choices.common);
  app.add_option("--cases", choices.cases, "folder of the cases (default: cases)")->type_name("DIR");
  command.add_color(choices.common);
}

bool is_word(std::string_view text, std::string_view others) {
  const auto fits = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || others.find(c) != others.npos;
  };
  const auto edge = [&](char c) { return others.find(c) == others.npos; };
  return !text.empty() && std::ranges::all_of(text, fits) && edge(text.front()) && edge(text.back());
}

class Starter {
 public:
  Starter(const Choices& choices, Environment& env) : choices_(choices), env_(env), session_(env.files) {}

  int run() {
    const std::size_t wanted = choices_.kind == "rule" ? 2 : 1;
    if (choices_.kind != "regime" && choices_.kind != "rule" && choices_.kind != "case")
      return fault(fmt::format("`{}` is not one of regime, rule, case", choices_.kind));
    if (choices_.names.size() != wanted) {
      return fault(wanted == 2
                       ? "a rule needs two names: `weir new rule REGIME ID`"
                       : fmt::format("a {} needs one name: `weir new {} ID`", choices_.kind, choices_.kind));
    }
    if (choices_.kind == "case") return new_case();
    if (!base::Date::parse(choices_.from)) {
      return fault(choices_.from.empty() ? "say from which day it is law, as `--from 2015-01-01`"
                                         : fmt::format("there is no day `{}`", choices_.from));
    }
    return choices_.kind == "regime" ? new_regime() : new_rule();
  }

 private:
  int fault(const std::string& message) { return usage_error(env_, message, "new"); }

  std::string title() const {
    return in_quotes(choices_.title.empty() ? "TODO: what people read" : choices_.title);
  }

  /// The rules folder to write into; the installed one is nobody's to change.
  std::optional<std::string> folder() {
    if (choices_.common.rules.empty() &&
        env_.files.kind(env_.default_rules) != base::FileSystem::Kind::folder) {
      fault("there is no folder `rules` here; name one with `--rules`");
      return std::nullopt;
    }
    auto found = load_rules(session_, choices_.common, env_, "new");
    if (found && session_.vocabulary().facts.empty()) {
      fault(fmt::format("the folder `{}` holds no vocabulary", *found));
      return std::nullopt;
    }
    return found;
  }

  int new_regime() {
    const std::string& id = choices_.names.front();
    if (!is_word(id, "-"))
      return fault(fmt::format("`{}` cannot name a regime: write words and hyphens, as `is-harbours`", id));
    const auto root = folder();
    if (!root) return exit_usage;
    std::string country = choices_.country.empty() ? id.substr(0, id.find('-')) : choices_.country;
    for (char& c : country) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const auto& countries = session_.vocabulary().domain(session_.vocabulary().country);
    if (country != "EU" && !countries.find(country))
      return fault(fmt::format("`{}` is no country; name it, as `--country IS`", country));
    std::string prefix = choices_.prefix.empty() ? id : choices_.prefix;
    std::ranges::replace(prefix, '-', '_');
    if (!is_word(prefix, "_") || prefix.front() < 'a')
      return fault(fmt::format("`{}` cannot be a prefix: write a short word in lower case, as `hb`", prefix));
    for (const auto& regime : session_.rule_sets().regimes) {
      if (regime.id == id) return fault(fmt::format("there is a regime `{}` in `{}`", id, regime.folder));
      if (regime.prefix == prefix)
        return fault(
            fmt::format("the prefix `{}` belongs to `{}`; name another with `--prefix`", prefix, regime.id));
    }
    std::string below = country;
    for (char& c : below) c = static_cast<char>(c - 'A' + 'a');
    const std::string path =
        base::join_path(base::join_path(base::join_path(*root, below), id), "regime.yaml");
    return put(path, regime_start({{"id", id},
                                   {"title", title()},
                                   {"country", country},
                                   {"prefix", prefix},
                                   {"from", choices_.from}}));
  }

  int new_rule() {
    const std::string &regime_id = choices_.names[0], &id = choices_.names[1];
    if (!folder()) return exit_usage;
    const auto& regimes = session_.rule_sets().regimes;
    const auto regime = std::ranges::find(regimes, regime_id, &model::Regime::id);
    if (regime == regimes.end()) {
      std::vector<std::string> known;
      for (const auto& each : regimes) known.push_back(each.id);
      return fault(fmt::format("there is no regime `{}`; there are: {}", regime_id, base::join(known, ", ")));
    }
    if (!id.starts_with(regime->prefix + ".") || !is_word(id, "-_."))
      return fault(fmt::format("rules of `{}` begin with `{}.`, as `{}.{}`", regime_id, regime->prefix,
                               regime->prefix, is_word(id, "-_") ? id : "first"));
    for (const auto& rule : regime->rules) {
      if (rule.id == id) return fault(fmt::format("there is a rule `{}`", id));
    }
    const auto then = consequence(*regime);
    if (!then) return exit_usage;
    std::string file = id.substr(regime->prefix.size() + 1);
    std::string name = file;
    std::ranges::replace(file, '.', '-');
    for (char& c : name) c = c == '.' || c == '-' ? '_' : c;
    const std::string date = law_date(*regime);
    return put(base::join_path(regime->folder, file + ".yaml"),
               rule_start({{"fires", firing(*regime, id)},
                           {"id", id},
                           {"name", regime->prefix + "_" + name},
                           {"title", title()},
                           {"then", *then},
                           {"date", date.empty() ? "" : date + ", "},
                           {"last_date", date.empty() ? "" : ", " + date},
                           {"from", choices_.from}}));
  }

  /// The line that says what follows; none, and said why, if the flag names nothing that there is.
  std::optional<std::string> consequence(const model::Regime& regime) {
    if (choices_.then.empty())
      return "    flag: \"TODO: what follows, as `then:` and a level, or as a remark\"";
    const auto equals = choices_.then.find('=');
    const std::string name = choices_.then.substr(0, equals);
    const std::string level = equals == std::string::npos ? "" : choices_.then.substr(equals + 1);
    for (const auto& determination : regime.determinations) {
      if (determination.name != name) continue;
      if (std::ranges::find(determination.levels, level) != determination.levels.end())
        return fmt::format("    then: {{{}: {}}}", name, level);
      fault(fmt::format("`{}` has the levels {}", name, base::join(determination.levels, ", ")));
      return std::nullopt;
    }
    fault(fmt::format(
        "`--then {}` is no determination of `{}` and a level, as `{}={}`", choices_.then, regime.id,
        regime.determinations.empty() ? "filing" : regime.determinations.front().name,
        regime.determinations.empty() ? "required" : regime.determinations.front().levels.back()));
    return std::nullopt;
  }

  /// The example on which the rule fires. Where exceptions reach it, more than its own condition must be
  /// stated.
  static std::string firing(const model::Regime& regime, const std::string& id) {
    for (const model::Rule& rule : regime.rules) {
      for (const auto& pattern : rule.defeats) {
        if (!model::names_rule(pattern.text, id)) continue;
        return fmt::format(
            "      # `{}` and others may take this rule out: state what excludes them, and write it with "
            "`fires:`",
            rule.id);
      }
    }
    return "      - fires: {as_of: @from@, @date@@name@: true}";
  }

  /// The fact of an example that picks the law, where one fact does.
  std::string law_date(const model::Regime& regime) const {
    if (!regime.by || !regime.by->present()) return "";
    const language::Ast& by = regime.by->ast;
    if (by.node(by.root()).kind != language::NodeKind::path) return "";
    const std::string path = base::join(by.node(by.root()).names, ".");
    const bool fact = path.starts_with("transaction.") || path.starts_with("procedure.");
    return fact ? fmt::format("{}: {}", path, choices_.from) : "";
  }

  int new_case() {
    const std::string& given = choices_.names.front();
    const auto slash = given.rfind('/');
    const std::string id = slash == std::string::npos ? given : given.substr(slash + 1);
    if (!is_word(id, "-"))
      return fault(fmt::format("`{}` cannot name a case: write words and hyphens, as `blue-whale`", id));
    if (!base::Date::parse(choices_.as_of)) {
      return fault(choices_.as_of.empty()
                       ? "say from which day the case is looked at, as `--as-of 2024-09-02`"
                       : fmt::format("there is no day `{}`", choices_.as_of));
    }
    return put(base::join_path(choices_.cases, given + ".yaml"),
               case_start({{"id", id}, {"title", title()}, {"as_of", choices_.as_of}}));
  }

  /// Writes a file that is not there yet, and says what to do next.
  int put(const std::string& path, const std::string& text) {
    if (env_.files.kind(path) != base::FileSystem::Kind::missing)
      return fault(fmt::format("`{}` is there already and is left as it is", path));
    if (const auto failure = env_.files.write(path, text)) return fault(failure->message);
    std::size_t open = 0;
    for (std::size_t at = text.find("TODO:"); at != text.npos; at = text.find("TODO:", at + 1)) ++open;
    env_.out += fmt::format("{} written\n\nNext: replace what says TODO ({}), then\n", path,
                            base::counted(open, "place", "places"));
    const std::string rules = choices_.common.rules.empty() ? "" : " --rules " + choices_.common.rules;
    if (choices_.kind == "case") {
      env_.out += fmt::format("  weir check{} {}\n  weir evaluate{} {}\n", rules, path, rules, path);
    } else {
      env_.out += fmt::format("  weir check{}\n  weir test{}\n", rules, rules);
    }
    return exit_done;
  }

  const Choices& choices_;
  Environment& env_;
  session::Session session_;
};

}  // namespace

std::string help_new() {
  return help_of("new", describe);
}

int verb_new(std::span<const std::string> args, Environment& env) {
  Command command("new");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  return Starter(choices, env).run();
}

}  // namespace weir::cli
