#include "model/vocabulary.hpp"

#include <algorithm>

#include "model/iso_codes.hpp"

namespace weir::model {

namespace {

template <class Id, class Items>
std::optional<Id> find_named(const Items& items, std::string_view name) {
  const auto found = std::ranges::find_if(items, [&](const auto& item) { return item.name == name; });
  if (found == items.end()) return std::nullopt;
  return Id(static_cast<std::size_t>(found - items.begin()));
}

}  // namespace

const Code* Domain::find(std::string_view id) const {
  const auto found = index.find(id);
  return found == index.end() ? nullptr : &codes[found->second];
}

bool Domain::lies_in(std::string_view code, std::string_view ancestor) const {
  if (code == ancestor) return true;
  if (ancestor.empty()) return false;
  switch (levels) {
    case Levels::digits:
      return code.starts_with(ancestor);
    case Levels::separator:
      return code.size() > ancestor.size() && code.starts_with(ancestor) &&
             code[ancestor.size()] == separator;
    case Levels::listed:
      break;
  }
  // A chain of parents is never longer than the list, unless it runs in a circle.
  const Code* at = find(code);
  for (std::size_t steps = 0; at && !at->parent.empty() && steps <= codes.size(); ++steps) {
    if (at->parent == ancestor) return true;
    at = find(at->parent);
  }
  return false;
}

std::optional<EntityId> Vocabulary::find_entity(std::string_view name) const {
  return find_named<EntityId>(entities, name);
}

std::optional<DomainId> Vocabulary::find_domain(std::string_view name) const {
  return find_named<DomainId>(domains, name);
}

std::optional<FactId> Vocabulary::find_fact(std::string_view dotted) const {
  const auto dot = dotted.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto entity = find_entity(dotted.substr(0, dot));
  return entity ? find_fact(*entity, dotted.substr(dot + 1)) : std::nullopt;
}

std::optional<FactId> Vocabulary::find_fact(EntityId id, std::string_view field) const {
  if (!id.valid()) return std::nullopt;
  for (const FactId candidate : entity(id).facts) {
    if (fact(candidate).field == field) return candidate;
  }
  return std::nullopt;
}

std::optional<Vocabulary::Unit> Vocabulary::find_unit(std::string_view name) const {
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    for (const auto& [unit, factor] : dimensions[i].units) {
      if (unit == name) return Unit{DimensionId(i), factor};
    }
  }
  return std::nullopt;
}

bool Vocabulary::is_currency(std::string_view code) const {
  return std::ranges::binary_search(iso_currencies(), code, {}, &IsoCode::id);
}

std::string Vocabulary::describe(const Type& type) const {
  std::string item;
  switch (type.kind) {
    case Kind::error:
      return "unknown type";
    case Kind::truth:
      item = "truth";
      break;
    case Kind::number:
      item = "number";
      break;
    case Kind::share:
      item = "percent";
      break;
    case Kind::money:
      item = "money";
      break;
    case Kind::date:
      item = "date";
      break;
    case Kind::period:
      item = "period";
      break;
    case Kind::text:
      item = "text";
      break;
    case Kind::party:
      item = "party";
      break;
    case Kind::quantity: {
      const bool known = type.dimension.valid() && !dimension(type.dimension).units.empty();
      item = known ? dimension(type.dimension).units.front().first : "quantity";
      break;
    }
    case Kind::code: {
      const bool known = type.domain.valid();
      const std::string name = known ? domain(type.domain).name : "code";
      // `country` stands alone; every other list is `one of` its members.
      item = type.shape != Shape::single || name == "country" || !known ? name : "one of " + name;
      break;
    }
    case Kind::row:
      if (!type.entity.valid()) return "rows";
      item = "rows of " + entity(type.entity).name;
      if (const FactId key = entity(type.entity).key; key.valid()) item += ", key " + fact(key).field;
      return item;
  }
  if (type.shape == Shape::set) item = type.kind == Kind::period ? "list of period" : "set of " + item;
  if (type.shape == Shape::rows) item = "list of " + item;
  if (type.change) item += ", change";
  return item;
}

}  // namespace weir::model
