#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace weir::schema {

/// A place in a rule or case file and what may stand there; the rows of shapes.def.
enum class Shape : std::uint8_t {
#define WEIR_SHAPE(name, form, item, what) name,
#include "schema/shapes.def"
#undef WEIR_SHAPE
};

/// How what stands there is built; explained in shapes.def.
enum class Form : std::uint8_t { leaf, words, map, names, list, several, choice, facts };

/// Whether a key must be there. `mark`: it shows which alternative a map is; `one`: exactly one of these.
enum class Need : std::uint8_t { required, optional, mark, one };

struct Key {
  std::string_view name;
  Shape value{};
  Need need{};
  std::string_view description;  ///< for people
};

std::string_view name_of(Shape shape);
Form form_of(Shape shape);
/// What stands in lists of the shape and under its free names.
Shape item_of(Shape shape);
/// For people: "a rule"; of words the words, parted by `|`.
std::string_view what_is(Shape shape);
/// The keys of a map, its own first.
std::span<const Key> keys_of(Shape shape);
/// What a key that is not listed holds; `anything` where there may be none.
struct Others {
  bool allowed = false;
  Shape value{};
};
Others others_of(Shape shape);
std::span<const Shape> alternatives_of(Shape shape);
/// All shapes, in the order of the rows.
std::span<const Shape> all_shapes();

/// The shape of the value under `key` of a map or of free names; `anything` if it has no such key.
Shape under(Shape shape, std::string_view key);

}  // namespace weir::schema
