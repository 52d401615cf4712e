#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.hpp"
#include "load/load.hpp"
#include "support/catch.hpp"

namespace weir::load_test {

inline constexpr std::string_view vocabulary_text = R"(facts:
  transaction.kind: {type: set of deal-kind}
  transaction.closing: {type: date, label: closing}
  transaction.price: {type: money, measures: stake}
  transaction.approvals: {type: rows of approval}
  approval.date: {type: date}
  party.name: {type: text}
  party.kind: {type: one of party-kind}
  party.formed_in: {type: country}
  party.active_in: {type: set of country}
  party.employees: {type: number}
  party.activities: {type: "rows of activity, key kind"}
  party.assets: {type: rows of asset}
  activity.kind: {type: one of activity-kind}
  activity.codes: {type: set of naics}
  asset.power: {type: MW, unit: MW}
  holding.owner: {type: party}
  holding.entity: {type: party}
  holding.votes: {type: "percent, change"}
  holding.period: {type: period}
  procedure.certified: {type: date}
enumerations:
  deal-kind: {title: kind of deal, members: {shares: Shares, assets: Assets}}
  party-kind:
    members: {individual: Individual, corporation: Corporation, fund: {title: Fund, part_of: corporation}}
  activity-kind: {members: [radio-components, satellite-communications]}
classifications:
  naics: {levels: digits, members: {"33": Manufacturing, "3342": Communications equipment}}
units:
  power: {W: 1, kW: 1000, MW: 1000000}
groups:
  eea: {of: country, members: {FR: always, NO: 1994-01-01..}}
)";

inline constexpr std::string_view regime_text = R"(regime: xx-act
title: Example act
country: CA
prefix: xx
by: transaction.closing
determinations:
  filing: {levels: [none, voluntary, notification, approval], position: {notification: must-file-after}}
risk: {factors: {target: {title: Target}}, bands: {low: 0, high: 50}}
)";

inline constexpr std::string_view rules_text = R"(definitions:
  xx_foreign: acquirer.formed_in != CA
  party.xx_state: {ask: Is it the state, decides: Minister}
rules:
  xx.notify:
    in_force: 2010-01-01..
    when: xx_foreign
    then: {filing: notification}
    examples:
      - fires: {acquirer.formed_in: CN, stake.votes: 0% -> 30%, acquirer.xx_state: true}
      - open: {target.activities: [radio-components]}
)";

/// A rules folder in memory, loaded, and what was said about it.
struct Bench {
  base::MemoryFileSystem files;
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::LoadedRules loaded;

  Bench() {
    files.add("rules/vocabulary/core.yaml", std::string(vocabulary_text));
    files.add("rules/xx/xx-act/regime.yaml", std::string(regime_text));
    files.add("rules/xx/xx-act/rules.yaml", std::string(rules_text));
  }
  void load() { loaded = load::load_rules(files, "rules", sources, sink); }
  void load_rules_text(std::string text) {
    files.add("rules/xx/xx-act/rules.yaml", std::move(text));
    load();
  }
  std::optional<model::Case> load_case(std::string text) {
    if (loaded.vocabulary.facts.empty()) load();
    files.add("case.yaml", std::move(text));
    return load::load_case(files, "case.yaml", loaded.vocabulary, sources, sink);
  }

  /// One line a diagnostic: its code's name and the text that is underlined.
  std::vector<std::string> said() const {
    std::vector<std::string> lines;
    for (const auto& diagnostic : sink.sorted()) {
      std::string line(diagnostics::info(diagnostic.code).name);
      if (diagnostic.primary) line += ": " + std::string(sources.text(diagnostic.primary->span));
      lines.push_back(std::move(line));
    }
    return lines;
  }
};

using Lines = std::vector<std::string>;

/// A case of two parties with further top keys.
inline std::string case_with(const std::string& rest, const std::string& firm = "{kind: corporation}") {
  return "case: a-case\nroles: {acquirer: buyer, target: firm}\nparties:\n  buyer: {kind: fund}\n  firm: " +
         firm + "\n" + rest;
}

}  // namespace weir::load_test
