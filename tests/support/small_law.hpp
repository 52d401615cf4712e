#pragma once
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.hpp"
#include "session/session.hpp"

namespace weir::test {

/// A vocabulary with a fact of each kind, and a rule set that reads them all.
struct SmallLaw {
  base::MemoryFileSystem files;
  session::Session session{files};
};

inline constexpr const char* small_vocabulary =
    "facts:\n"
    "  transaction.closing: {type: date}\n"
    "  transaction.price: {type: money}\n"
    "  transaction.kind: {type: set of deal-kind}\n"
    "  transaction.hostile: {type: truth}\n"
    "  party.kind: {type: one of party-kind}\n"
    "  party.formed_in: {type: country}\n"
    "  party.active_in: {type: set of country}\n"
    "  party.sector: {type: one of sector-code}\n"
    "  party.sectors: {type: set of sector-code}\n"
    "  party.name: {type: text}\n"
    "  party.employees: {type: number}\n"
    "  party.state_share: {type: percent}\n"
    "  party.power: {type: MW, unit: MW}\n"
    "  party.sites: {type: rows of site}\n"
    "  site.country: {type: country}\n"
    "  holding.owner: {type: party}\n"
    "  holding.entity: {type: party}\n"
    "  holding.votes: {type: \"percent, change\"}\n"
    "enumerations:\n"
    "  deal-kind: {members: [shares, assets, merger]}\n"
    "  party-kind: {members: [corporation, individual]}\n"
    "classifications:\n"
    "  sector-code: {levels: digits, open: true, members: {\"51\": Information, \"5174\": Satellites}}\n"
    "units: {power: {W: 1, MW: 1000000}}\n";

inline constexpr const char* small_regime =
    "regime: xx-act\ntitle: Example\ncountry: CA\nprefix: xx\ndecides: nobody\nby: as_of\n"
    "in_force: 2000-01-01..\n"
    "determinations:\n"
    "  filing: {title: filing, levels: [none, notification], position: {notification: must-file-after}}\n"
    "risk: {factors: {target: {title: Target}}, bands: {low: 0}}\n"
    "definitions:\n"
    "  xx_votes: {path: product, measure: votes}\n"
    "rules:\n"
    "  xx.closing: {in_force: always, when: transaction.closing >= 2020-01-01, "
    "then: {filing: notification}}\n"
    "  xx.price: {in_force: always, when: transaction.price > 5 million CAD, then: {risk: {target: 1}}}\n"
    "  xx.kind: {in_force: always, when: \"transaction.kind overlaps {shares, merger}\", "
    "then: {risk: {target: 2}}}\n"
    "  xx.hostile: {in_force: always, when: not transaction.hostile, then: {risk: {target: 4}}}\n"
    "  xx.party: {in_force: always, when: acquirer.kind == corporation, then: {risk: {target: 8}}}\n"
    "  xx.country: {in_force: always, when: \"acquirer.formed_in in {CN, RU}\", then: {risk: {target: 16}}}\n"
    "  xx.active: {in_force: always, when: \"target.active_in within {CA, US}\", then: {risk: {target: "
    "32}}}\n"
    "  xx.sector: {in_force: always, when: target.sector == 5174, then: {risk: {target: 64}}}\n"
    "  xx.sectors: {in_force: always, when: \"target.sectors overlaps {51}\", then: {risk: {target: 128}}}\n"
    "  xx.people: {in_force: always, when: target.employees >= 12, then: {risk: {target: 256}}}\n"
    "  xx.state: {in_force: always, when: acquirer.state_share > 1/3, then: {risk: {target: 512}}}\n"
    "  xx.power: {in_force: always, when: target.power < 1.5 MW, then: {risk: {target: 1024}}}\n"
    "  xx.sites: {in_force: always, when: some s in target.sites has (s.country == CA), "
    "then: {risk: {target: 2048}}}\n"
    "  xx.votes: {in_force: always, when: \"interest(acquirer, target, xx_votes) reaches 25%\", "
    "then: {risk: {target: 4096}}}\n";

/// The law, loaded once. Ends the program, saying why, if it is no law.
inline const session::Session& small_law() {
  static const std::unique_ptr<SmallLaw> law = [] {
    auto made = std::make_unique<SmallLaw>();
    made->files.add("rules/vocabulary/core.yaml", small_vocabulary);
    made->files.add("rules/xx/xx-act/regime.yaml", small_regime);
    made->session.load_rules("rules");
    if (made->session.plan() == nullptr) {
      for (const auto& mistake : made->session.sink().sorted())
        std::fprintf(stderr, "%s\n", mistake.message.c_str());
      std::abort();
    }
    return made;
  }();
  return law->session;
}

/// Ends the program where what must hold does not.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace weir::test
