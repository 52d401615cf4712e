#pragma once
#include <string>

#include "model/change.hpp"
#include "model/rule_set.hpp"
#include "report/memo.hpp"
#include "report/words.hpp"

namespace weir::report {

/// What the writers of changes share.
struct ChangeContext {
  const model::RuleSets& rule_sets;
  const Words& words;
  Memo& memo;

  Block& add(Block::Kind kind, std::string text, std::string aside = {}) const;
  void entry(std::string label, std::string text) const;
};

/// "before → after".
std::string turned_words(std::string_view before, std::string_view after);
/// "fires", "not in force".
std::string finding_kind_words(model::FindingKind kind);
/// What an answer is an answer to: "filing", "risk", "duty".
std::string answer_label(const model::AnswerChange& answer);
/// What became of it: "no filing → notification". Levels are in the words of the rule set of their side.
std::string answer_words(const model::RuleSets& before, const model::RuleSets& after,
                         const std::string& regime, const model::AnswerChange& answer);

/// Whether causes are told: a set fact need not be told again.
enum class Because : std::uint8_t { told, left_out };

/// A regime's answers in brief: position, determinations, risk.
void add_state(const ChangeContext& context, const model::RegimeState& state);
/// What became of which answer, which rules turned, and because of what.
void add_change(const ChangeContext& context, const model::RegimeChange& change, Because because);
/// "norsat.enterprise_value: under CAD 200 million → 900 million CAD".
std::string changed_words(const ChangeContext& context, const model::ChangedFact& change);

}  // namespace weir::report
