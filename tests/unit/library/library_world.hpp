#pragma once
#include <map>
#include <string>

#include "support/catch.hpp"
#include "weir/weir.hpp"

namespace weir::test {

/// A rule set of two rules, as texts below a rules folder.
inline std::map<std::string, std::string> small_texts(const std::string& rules = {}) {
  std::map<std::string, std::string> texts;
  texts["vocabulary/facts.yaml"] =
      "facts:\n"
      "  transaction.closing: {type: date}\n"
      "  transaction.public: {type: truth}\n"
      "  transaction.price: {type: money}\n"
      "  party.formed_in: {type: country}\n"
      "  party.active_in: {type: set of country}\n"
      "  party.staff: {type: number}\n"
      "  party.share: {type: percent}\n"
      "  holding.owner: {type: party}\n"
      "  holding.entity: {type: party}\n"
      "  holding.votes: {type: \"percent, change\"}\n";
  texts["xx/regime.yaml"] =
      "regime: xx\ntitle: Example\ncountry: CA\nprefix: xx\ndecides: Minister\nby: transaction.closing\n"
      "in_force: 2000-01-01..\n"
      "determinations: {filing: {title: filing, levels: [none, notification, approval], "
      "position: {notification: must-file-after, approval: must-file-before}}}\n"
      "risk: {factors: {target: {title: Target}}, bands: {low: 0, high: 30}}\n";
  texts["xx/rules.yaml"] = rules.empty() ? "rules:\n"
                                           "  xx.abroad:\n"
                                           "    title: The acquirer comes from abroad\n"
                                           "    in_force: always\n"
                                           "    when: acquirer.formed_in != CA\n"
                                           "    then: {filing: notification}\n"
                                           "    cite: {text: s. 1}\n"
                                           "  xx.large:\n"
                                           "    title: The target is large\n"
                                           "    in_force: always\n"
                                           "    when: target.staff >= 100\n"
                                           "    then: {filing: approval, risk: {target: 30}}\n"
                                           "    cite: {text: s. 2}\n"
                                         : rules;
  return texts;
}

inline RuleSets rule_sets_of(const std::map<std::string, std::string>& texts) {
  auto loaded = RuleSets::from_texts(texts);
  INFO(to_text(loaded.diagnostics));
  REQUIRE(loaded);
  return *loaded;
}

/// The project's own rules.
inline RuleSets project_rules() {
  auto loaded = RuleSets::load(WEIR_SOURCE_DIR "/rules");
  INFO(to_text(loaded.diagnostics));
  REQUIRE(loaded);
  return *loaded;
}

inline const std::string small_case =
    "case: blue-whale\ntitle: Blue buys Whale\nas_of: 2020-05-01\ntransaction: {closing: 2020-06-01}\n"
    "acquirer: {formed_in: US}\ntarget: {staff: 40..120}\n";

}  // namespace weir::test
