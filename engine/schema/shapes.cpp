#include "schema/shapes.hpp"

#include <array>
#include <vector>

namespace weir::schema {
namespace {

struct ShapeRow {
  std::string_view name;
  Form form;
  Shape item;
  std::string_view what;
};

constexpr ShapeRow rows[] = {
#define WEIR_SHAPE(name, form, item, what) {#name, Form::form, Shape::item, what},
#include "schema/shapes.def"
#undef WEIR_SHAPE
};
constexpr std::size_t count = std::size(rows);

/// The rows that belong to each shape.
struct Tables {
  std::array<std::vector<Key>, count> keys;
  std::array<std::vector<Shape>, count> alternatives;
  std::array<Others, count> others;
  std::vector<Shape> shapes;
};

std::size_t index(Shape shape) {
  return static_cast<std::size_t>(shape);
}

Tables make_tables() {
  Tables tables;
  for (std::size_t i = 0; i < count; ++i) tables.shapes.push_back(static_cast<Shape>(i));
#define WEIR_KEY(shape, key, value, need, description) \
  tables.keys[index(Shape::shape)].push_back({key, Shape::value, Need::need, description});
#define WEIR_ALTERNATIVE(shape, other) tables.alternatives[index(Shape::shape)].push_back(Shape::other);
#define WEIR_OTHERS(shape, value) tables.others[index(Shape::shape)] = {true, Shape::value};
#include "schema/shapes.def"
#undef WEIR_OTHERS
#undef WEIR_ALTERNATIVE
#undef WEIR_KEY
  const auto add = [&](Shape to, Shape from) {
    auto& keys = tables.keys[index(to)];
    keys.insert(keys.end(), tables.keys[index(from)].begin(), tables.keys[index(from)].end());
  };
#define WEIR_ALSO(shape, other) add(Shape::shape, Shape::other);
#include "schema/shapes.def"
#undef WEIR_ALSO
  return tables;
}

const Tables& tables() {
  static const Tables made = make_tables();
  return made;
}

}  // namespace

std::string_view name_of(Shape shape) {
  return rows[index(shape)].name;
}
Form form_of(Shape shape) {
  return rows[index(shape)].form;
}
Shape item_of(Shape shape) {
  return rows[index(shape)].item;
}
std::string_view what_is(Shape shape) {
  return rows[index(shape)].what;
}
std::span<const Key> keys_of(Shape shape) {
  return tables().keys[index(shape)];
}
Others others_of(Shape shape) {
  return tables().others[index(shape)];
}
std::span<const Shape> alternatives_of(Shape shape) {
  return tables().alternatives[index(shape)];
}
std::span<const Shape> all_shapes() {
  return tables().shapes;
}

Shape under(Shape shape, std::string_view key) {
  if (form_of(shape) == Form::names) return item_of(shape);
  for (const Key& row : keys_of(shape)) {
    if (row.name == key) return row.value;
  }
  return others_of(shape).allowed ? others_of(shape).value : Shape::anything;
}

}  // namespace weir::schema
