#pragma once
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "session/session.hpp"
#include "suite/mutant_trial.hpp"
#include "support/catch.hpp"

namespace weir::suite {

/// Rule sets in memory with all their examples as trials.
struct MutationWorld {
  explicit MutationWorld(const base::FileSystem& files) : session(files) {
    session.load_rules("rules");
    if (!session.plan()) return;
    std::vector<std::uint32_t> rules(session.plan()->rules.size());
    std::iota(rules.begin(), rules.end(), 0u);
    trials = trials_of_examples(*session.plan(), rules);
    verdicts = run_suite(*session.plan(), trials, {});
  }

  std::size_t failed() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(verdicts, [](const Verdict& verdict) { return fails(verdict.outcome); }));
  }

  session::Session session;
  std::vector<Trial> trials;
  std::vector<Verdict> verdicts;
};

inline bool all_of_it(const model::Provision&, const std::string&) {
  return true;
}

/// A regime of a few rules in which every kind of clause stands.
inline std::string_view small_vocabulary() {
  return "facts:\n"
         "  transaction.closing: {type: date}\n"
         "  transaction.public: {type: truth}\n"
         "  party.formed_in: {type: country}\n"
         "  party.employees: {type: number}\n"
         "  party.turnover: {type: money}\n"
         "  holding.owner: {type: party}\n"
         "  holding.entity: {type: party}\n"
         "  holding.votes: {type: \"percent, change\"}\n";
}

inline std::string_view small_regime() {
  return "regime: xx\ntitle: Example\ncountry: CA\nprefix: xx\ndecides: Minister\nby: transaction.closing\n"
         "in_force: 2000-01-01..\n"
         "determinations: {filing: {title: filing, levels: [none, notification, approval], "
         "position: {notification: must-file-after, approval: must-file-before}}}\n"
         "risk: {factors: {target: {title: Target}}, bands: {low: 0}}\n";
}

inline std::string_view small_rules() {
  return R"(definitions:
  xx_home:
    of: country
    members:
      CA: 2000-01-01..
      FR: 2000-01-01..2009-12-31
      DE: 2005-01-01..
  xx_bar:
    values:
      2000-01-01: 5 million CAD
      2010-01-01: 10 million CAD
  xx_size:
    table: [target.employees, transaction.public]
    rows:
      - ["> 100", any, true]
      - [any, false, false]
      - [any, any, true]
  xx_stage:
    versions:
      2000-01-01..2004-12-31: target.employees > 10
      2005-01-01..: target.employees > 20 and not transaction.public
  xx_known:
    ask: Is it known?
    decides: Minister
    true_if: target.formed_in == CA
    false_if: target.formed_in in {FR, DE}
    presumed: true
rules:
  xx.home:
    in_force: 2001-01-01..2015-06-30
    when:
      all:
        - target.formed_in in xx_home
        - stake.votes > 50% or transaction.public
    unless: target.employees < 5
    then: {filing: notification, risk: {target: 3}}
    cite: {text: "s. 1"}
    examples:
      - fires: {as_of: 2008-01-01, transaction.closing: 2008-01-01, target.formed_in: FR, stake.votes: 0% -> 51%, target.employees: 5}
      - silent: {as_of: 2008-01-01, transaction.closing: 2008-01-01, target.formed_in: US, stake.votes: 0% -> 51%, target.employees: 5}
      - silent: {as_of: 2008-01-01, transaction.closing: 2008-01-01, target.formed_in: FR, stake.votes: 0% -> 50%, target.employees: 9, transaction.public: false}
      - open: {as_of: 2008-01-01, transaction.closing: 2008-01-01, target.formed_in: FR, stake.votes: 0% -> 50%, target.employees: 9}
  xx.big:
    in_force: 2000-01-01..
    when: {all: [xx_size, target.turnover >= xx_bar]}
    then: {filing: approval}
    cite: {text: "s. 2"}
    examples:
      - fires: {as_of: 2010-01-01, transaction.closing: 2010-01-01, target.employees: 101, target.turnover: 10000000 CAD}
      - silent: {as_of: 2010-01-01, transaction.closing: 2010-01-01, target.employees: 101, target.turnover: 9999999 CAD}
      - silent: {as_of: 2010-01-01, transaction.closing: 2010-01-01, target.employees: 100, transaction.public: false, target.turnover: 10000000 CAD}
  xx.staged:
    in_force: 2000-01-01..
    when: {at_least: {n: 2, of: [xx_stage, target.formed_in == CA, transaction.public]}}
    then: {filing: notification}
    cite: {text: "s. 3"}
    examples:
      - fires: {as_of: 2006-01-01, transaction.closing: 2006-01-01, target.employees: 21, transaction.public: false, target.formed_in: CA}
      - silent: {as_of: 2006-01-01, transaction.closing: 2006-01-01, target.employees: 20, transaction.public: false, target.formed_in: CA}
  xx.small:
    in_force: 2000-01-01..
    when: {none: [xx_known, target.employees > 3]}
    then: {}
    flag: small
    defeats: [xx.home]
    until: 30 days after transaction.closing
    cite: {text: "s. 4"}
    examples:
      - fires: {as_of: 2006-01-30, transaction.closing: 2006-01-01, target.employees: 3, target.formed_in: FR}
      - silent: {as_of: 2006-02-01, transaction.closing: 2006-01-01, target.employees: 3, target.formed_in: FR}
)";
}

inline void add_small_world(base::MemoryFileSystem& files) {
  files.add("rules/vocabulary/core.yaml", std::string(small_vocabulary()));
  files.add("rules/xx/regime.yaml", std::string(small_regime()));
  files.add("rules/xx/rules.yaml", std::string(small_rules()));
}

}  // namespace weir::suite
