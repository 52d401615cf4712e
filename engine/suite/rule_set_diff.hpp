#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "suite/clause_parts.hpp"
#include "suite/meaning_keys.hpp"

namespace weir::suite {

/// What a clause of a rule set is.
enum class ClauseKind : std::uint8_t {
  regime,
  rule,
  definition,  ///< a named condition, table or list
  threshold,   ///< dated values
  wording,     ///< dated wordings
  group,
  judgement,
  method,    ///< attribution of interests, connected persons
  calendar,  ///< holidays, business days, periods
  clock,
  fact,
  codes,
  day,  ///< no clause: a day that a rule waits for
};
std::string_view to_text(ClauseKind kind);
ClauseKind kind_of(const model::Definition& definition);

/// What became of one clause between two rule sets.
struct ClauseChange {
  enum class Status : std::uint8_t {
    added,
    removed,
    changed,    ///< it says something else
    moved,      ///< the same law, on other days
    carried,    ///< it reads as before, and means something else because of what it refers to
    renamed,    ///< the same law under another id
    rewritten,  ///< written differently, equal in meaning
    reworded,   ///< other titles, citations or notes only
  };
  Status status{};
  ClauseKind kind{};
  std::string id, title, regime;  ///< of `after`, where it is there
  std::string was;                ///< renamed: its id before
  std::vector<PartChange> parts;
  std::vector<std::string> because;  ///< carried: ids of what it refers to that changed itself
};
std::string_view to_text(ClauseChange::Status status);
/// True if law is another than before, not only its text.
bool alters_meaning(ClauseChange::Status status);

/// One rule set of a comparison, with what the other is held against.
struct ComparedPlan {
  const plan::Plan* plan = nullptr;
  std::vector<MeaningKeys::Key> keys;                               ///< by NodeId
  std::map<plan::NodeId, std::vector<std::string>> definitions_at;  ///< ids of those that a node stands for
  std::map<std::string, MeaningKeys::Key> definitions;              ///< id to the key of all its columns
  std::map<std::string, std::uint32_t> rules;                       ///< id to place in Plan::rules
  std::map<plan::NodeId, std::string> words;                        ///< conditions as written

  MeaningKeys::Key key(plan::NodeId node) const { return node.valid() ? keys[node.index()] : ~0u; }
};

/// Two rule sets side by side.
struct RuleSetDiff {
  ComparedPlan before, after;
  std::vector<ClauseChange> clauses;       ///< by regime, kind, id; those without any difference left out
  std::map<ClauseKind, std::size_t> same;  ///< how many clauses of a kind do not differ at all
  bool same_vocabulary = true;             ///< nothing in it that cases are computed from differs
  std::map<std::string, std::string> renamed_rules;  ///< id before to id after; `before.rules` has both
  std::set<std::string> touched;                     ///< regimes of which something means something else

  /// The change of a clause; null if it does not differ.
  const ClauseChange* find(ClauseKind kind, const std::string& id) const;
  bool alters_meaning() const;
};

/// Compares two rule sets without any case. Both plans must outlive the result.
RuleSetDiff compare(const plan::Plan& before, const plan::Plan& after);

}  // namespace weir::suite
