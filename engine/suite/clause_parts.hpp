#pragma once
#include <string>
#include <vector>

#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"

namespace weir::suite {

/// One thing that a clause says: a condition, an outcome, the row of a threshold, a member of a group.
struct ClausePart {
  enum class Role : std::uint8_t {
    meaning,  ///< what the law is
    dates,    ///< on which days it is law
    words,    ///< titles, citations, notes: what people read and nothing is computed from
  };
  std::string label;               ///< "when", "in force", "2017-01-01 state"; of a group the member
  std::string text;                ///< in canonical form
  std::vector<std::string> items;  ///< of a condition what it joins, of a list its entries; else empty
  std::string joined_by;           ///< "all", "any", …: two lists are held side by side if these are equal
  Role role = Role::meaning;
};

std::vector<ClausePart> parts_of(const model::Rule& rule);
std::vector<ClausePart> parts_of(const model::Definition& definition);
/// What a regime declares besides its rules and definitions: scales, positions, bands, the law date.
std::vector<ClausePart> parts_of(const model::Regime& regime);
std::vector<ClausePart> parts_of(const model::Fact& fact, const model::Vocabulary& vocabulary);
std::vector<ClausePart> parts_of(const model::Domain& domain);

/// A part of a clause that reads otherwise on one side than on the other.
struct PartChange {
  std::string label;
  ClausePart::Role role = ClausePart::Role::meaning;
  std::string before, after;                ///< empty: there is no such part
  std::vector<std::string> dropped, added;  ///< where both sides are lists of one kind: what only one has
  friend bool operator==(const PartChange&, const PartChange&) = default;
};

/// What became of the parts, those of `before` first, in the order of the clause.
std::vector<PartChange> part_changes(const std::vector<ClausePart>& before,
                                     const std::vector<ClausePart>& after);

}  // namespace weir::suite
