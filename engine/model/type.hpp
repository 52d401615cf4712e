#pragma once
#include <cstdint>
#include <string>

#include "base/id.hpp"

namespace weir::model {

struct DomainTag;
using DomainId = base::Id<DomainTag>;
struct EntityTag;
using EntityId = base::Id<EntityTag>;
struct DimensionTag;
using DimensionId = base::Id<DimensionTag>;
struct FactTag;
using FactId = base::Id<FactTag>;

enum class Kind : std::uint8_t {
#define WEIR_TYPE(name, words, doc) name,
#include "model/types.def"
#undef WEIR_TYPE
};

/// How many of them there are: one, a set of codes or parties, or rows of a child entity.
enum class Shape : std::uint8_t { single, set, rows };

/// The static type of a fact, definition or expression. Two types compare when they are equal but for
/// `change`.
struct Type {
  Kind kind = Kind::error;
  Shape shape = Shape::single;
  bool change = false;      ///< a figure before and after the deal
  DomainId domain{};        ///< of a code: its list
  DimensionId dimension{};  ///< of a quantity
  EntityId entity{};        ///< of rows (and of a party): what a row is
  friend bool operator==(const Type&, const Type&) = default;
};

}  // namespace weir::model
