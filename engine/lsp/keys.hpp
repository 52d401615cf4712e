#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/snapshot.hpp"

namespace weir::lsp {

/// The maps that people write.
enum class KeyPlace : std::uint8_t {
  rule_file,
  regime,
  determination,
  provision,
  status,
  reading,
  citation,
  waiver,
  rule,
  then,
  duty,
  breach,
  example,
  definition,
  speaks,
  stage,
  version,
  condition,
  at_least,
  vocabulary,
  fact,
  enumeration,
  case_,
  source,
  claim,
  recorded,
  expected,
  expected_duty,
  expected_stage,
  expected_judgement,
  expected_leaning,
};

/// A key, where it stands, and what stands behind it.
struct KeyRow {
  KeyPlace place;
  std::string_view key;
  /// text, expression, condition, date, range, truth, number, map, list; words to choose from, parted by
  /// bars; rule, judgement, regime, domain, fact, type: a name of that kind
  std::string_view value;
  std::string_view doc;
};
/// All keys, as the form of the files has them (key_rows.cpp).
std::span<const KeyRow> key_rows();

/// What kind of file a path is in a workspace.
enum class FileKind : std::uint8_t { rules, regime, vocabulary, context, case_file };
FileKind kind_of(const Folders& folders, std::string_view path);

/// What a map may hold: keys of the engine, facts of a thing, names of things.
struct KeysHere {
  std::vector<KeyPlace> places;  ///< keys of these rows
  model::EntityId facts;         ///< fields of this entity; not valid: none
  bool dotted_facts = false;     ///< facts by role, as `target.kind`, and judgements (examples)
  bool determinations = false;   ///< determinations of the rule set
  bool factors = false;
  bool judgements = false;
  bool regimes = false;
  bool codes = false;  ///< members of a group
};
/// What the map at the end of `path` may hold.
KeysHere keys_at(const model::Vocabulary& vocabulary, FileKind file, const std::vector<std::string>& path);

/// The row of the key that ends `path`; null if it is none of the table.
const KeyRow* key_row(const model::Vocabulary& vocabulary, FileKind file,
                      const std::vector<std::string>& path);

/// The fact whose value stands under `path` in a case or example; none if it is no fact.
std::optional<model::FactId> fact_at(const model::Vocabulary& vocabulary, FileKind file,
                                     const std::vector<std::string>& path);

}  // namespace weir::lsp
