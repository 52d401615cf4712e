#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rational.hpp"
#include "base/span.hpp"
#include "model/type.hpp"

namespace weir::model {

/// An item of a domain.
struct Code {
  std::string id;     ///< "CA", "satellite-communications", "3342"
  std::string title;  ///< "Canada"
  std::string
      parent;  ///< id of the item it is part of; empty at the top. Of digit or separator levels: by prefix
  base::Span span;
};

/// A list of codes: a country list, an enumeration, a hierarchical classification.
struct Domain {
  enum class Levels : std::uint8_t { listed, digits, separator };
  std::string name;  ///< "country", "party-kind", "naics"
  std::string title;
  std::string description;
  std::vector<Code> codes;  ///< in the order of the file; of an ordered domain lowest first
  bool ordered = false;     ///< `<` and the like are allowed
  bool open =
      false;  ///< codes that are not listed are allowed (names of sites, NAICS codes below the listed level)
  Levels levels = Levels::listed;
  char separator = '.';
  std::map<std::string, std::size_t, std::less<>> index;  ///< code id to place in `codes`
  base::Span span;

  const Code* find(std::string_view id) const;
  /// True if `code` is `ancestor` or lies below it.
  bool lies_in(std::string_view code, std::string_view ancestor) const;
};

/// A physical dimension and its units, each worth a multiple of the first. `days` and `months` are dimensions
/// of their own.
struct Dimension {
  std::string name;                                           ///< "power"
  std::vector<std::pair<std::string, base::Rational>> units;  ///< {"W", 1}, {"MW", 1000000}
};

/// A thing that has facts: the transaction, a party, a holding, a procedure, a row of a list.
struct Entity {
  std::string name;  ///< "party", "activity"
  std::vector<FactId> facts;
  FactId key;  ///< of rows with a key field: the fact that names the row; else not valid
};

/// A typed, named datum that a case may hold.
struct Fact {
  std::string name;  ///< "party.kind"
  EntityId entity;
  std::string field;  ///< "kind"
  Type type;
  std::string question;  ///< what to ask for it
  std::string description;
  std::string label;     ///< short words: "closing", used in "30 days after closing"
  std::string measures;  ///< money only: what it is an amount of ("whole business", "stake", …); may be empty
  std::string users;     ///< regimes that use it, one letter each
  std::string unit;      ///< of a quantity: the unit a plain number in a case is given in
  bool fixed = false;    ///< the parties to the deal cannot change it
  bool never_empty = false;  ///< sets only: there is always a member, as every deal is of some kind
  base::Span span;           ///< its declaration
};

/// The declaration of every fact, domain and unit. Immutable once loaded.
class Vocabulary {
 public:
  std::vector<Fact> facts;
  std::vector<Entity> entities;
  std::vector<Domain> domains;
  std::vector<Dimension> dimensions;

  const Fact& fact(FactId id) const { return facts[id.index()]; }
  const Entity& entity(EntityId id) const { return entities[id.index()]; }
  const Domain& domain(DomainId id) const { return domains[id.index()]; }
  const Dimension& dimension(DimensionId id) const { return dimensions[id.index()]; }

  std::optional<EntityId> find_entity(std::string_view name) const;
  std::optional<DomainId> find_domain(std::string_view name) const;
  std::optional<FactId> find_fact(std::string_view dotted) const;
  std::optional<FactId> find_fact(EntityId entity, std::string_view field) const;
  struct Unit {
    DimensionId dimension;
    base::Rational factor;  ///< how many of the dimension's first unit it is worth
  };
  std::optional<Unit> find_unit(std::string_view name) const;
  /// True for an ISO 4217 code.
  bool is_currency(std::string_view code) const;
  /// "set of country", "percent, change", "one of party-kind".
  std::string describe(const Type& type) const;

  // The entities that the engine itself knows by name; valid after loading.
  EntityId transaction, party, holding, procedure;
  DomainId country;
};

}  // namespace weir::model
