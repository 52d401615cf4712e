// The keys that people write, made of the form of the files (schema/shapes.def).
#include <algorithm>
#include <array>
#include <vector>

#include "lsp/keys.hpp"
#include "schema/shapes.hpp"

namespace weir::lsp {
namespace {

using schema::Form;
using schema::Shape;

struct PlaceShapes {
  KeyPlace place;
  std::vector<Shape> shapes;
};

/// The shapes whose keys may stand at each place. What every provision may have is a place of its own.
const std::vector<PlaceShapes>& places() {
  static const std::vector<PlaceShapes> all = {
      {KeyPlace::rule_file, {Shape::rule_file}},
      {KeyPlace::regime, {Shape::regime_file}},
      {KeyPlace::determination, {Shape::determination}},
      {KeyPlace::provision, {Shape::provision}},
      {KeyPlace::status, {Shape::status}},
      {KeyPlace::reading, {Shape::reading_map}},
      {KeyPlace::citation, {Shape::citation_map}},
      {KeyPlace::waiver, {Shape::waiver}},
      {KeyPlace::rule, {Shape::rule}},
      {KeyPlace::then, {Shape::then}},
      {KeyPlace::duty, {Shape::duty}},
      {KeyPlace::breach, {Shape::breach}},
      {KeyPlace::example, {Shape::example}},
      {KeyPlace::definition,
       {Shape::condition_definition, Shape::judgement, Shape::table, Shape::values, Shape::versions,
        Shape::group, Shape::method, Shape::circle, Shape::named_list, Shape::clock, Shape::calendar,
        Shape::periods, Shape::holidays, Shape::retest}},
      {KeyPlace::speaks, {Shape::speaks}},
      {KeyPlace::stage, {Shape::stage}},
      {KeyPlace::version, {Shape::dated_value_map}},
      {KeyPlace::condition, {Shape::condition_group}},
      {KeyPlace::at_least, {Shape::at_least}},
      {KeyPlace::vocabulary, {Shape::vocabulary_file}},
      {KeyPlace::fact, {Shape::fact}},
      {KeyPlace::enumeration, {Shape::enumeration}},
      {KeyPlace::case_, {Shape::case_file}},
      {KeyPlace::source, {Shape::source_map}},
      {KeyPlace::recorded, {Shape::recorded_judgement}},
      {KeyPlace::expected, {Shape::expectation}},
      {KeyPlace::expected_duty, {Shape::expected_duty}},
      {KeyPlace::expected_stage, {Shape::expected_stage}},
      {KeyPlace::expected_judgement, {Shape::expected_judgement}},
      {KeyPlace::expected_leaning, {Shape::expected_leaning}}};
  return all;
}

/// Words that the form of the files calls only words, and that name things.
struct Named {
  Shape shape;
  std::string_view key, value;
};
constexpr Named named[] = {{Shape::rule, "defeats", "rule"},
                           {Shape::then, "for", "judgement"},
                           {Shape::then, "against", "judgement"},
                           {Shape::group, "of", "domain"},
                           {Shape::method, "measure", "fact"},
                           {Shape::method, "partnership_measure", "fact"},
                           {Shape::circle, "judged", "judgement"},
                           {Shape::fact, "type", "type"},
                           {Shape::recorded_judgement, "id", "judgement"},
                           {Shape::expectation, "regime", "regime"},
                           {Shape::expectation, "fires", "rule"},
                           {Shape::expectation, "silent", "rule"},
                           {Shape::expectation, "open", "rule"},
                           {Shape::expectation, "defeated", "rule"},
                           {Shape::expectation, "pending", "rule"},
                           {Shape::expectation, "not_in_force", "rule"},
                           {Shape::expected_duty, "rule", "rule"},
                           {Shape::expected_leaning, "rule", "rule"},
                           {Shape::expected_judgement, "judgement", "judgement"}};

std::string_view value_of_leaf(Shape shape) {
  switch (shape) {
    case Shape::expression:
    case Shape::cell:
    case Shape::row_list:
      return "expression";
    case Shape::day:
    case Shape::partial_day:
      return "date";
    case Shape::day_range:
      return "range";
    case Shape::truth:
      return "truth";
    case Shape::whole:
    case Shape::score:
      return "number";
    default:
      return "text";
  }
}

/// What stands behind a key, in the words of KeyRow.
std::string_view value_of(Shape shape) {
  switch (schema::form_of(shape)) {
    case Form::leaf:
      return value_of_leaf(shape);
    case Form::words:
      return schema::what_is(shape);
    case Form::map:
    case Form::names:
    case Form::facts:
      return "map";
    case Form::list:
    case Form::several: {
      const std::string_view item = value_of(schema::item_of(shape));
      return item == "expression" || item == "condition" ? item
             : schema::form_of(shape) == Form::list      ? "list"
                                                         : item;
    }
    case Form::choice:
      break;
  }
  const auto alternatives = schema::alternatives_of(shape);
  if (std::ranges::find(alternatives, Shape::condition_group) != alternatives.end()) return "condition";
  return value_of(alternatives.front());
}

std::string_view value_of(Shape shape, const schema::Key& key) {
  // A place on the common scale is one of a few words, though an interval of them will do as well.
  if (shape == Shape::expectation && key.name == "position") return schema::what_is(Shape::position_words);
  for (const Named& one : named) {
    if (one.shape == shape && one.key == key.name) return one.value;
  }
  return value_of(key.value);
}

std::vector<KeyRow> make_rows() {
  std::vector<KeyRow> rows;
  const auto add = [&](const KeyRow& row) {
    const bool there = std::ranges::any_of(
        rows, [&](const KeyRow& other) { return other.place == row.place && other.key == row.key; });
    if (!there) rows.push_back(row);
  };
  const auto common = schema::keys_of(Shape::provision);
  for (const PlaceShapes& place : places()) {
    for (const Shape shape : place.shapes) {
      for (const schema::Key& key : schema::keys_of(shape)) {
        const bool of_all = shape != Shape::provision &&
                            (place.place == KeyPlace::rule || place.place == KeyPlace::definition) &&
                            std::ranges::find(common, key.name, &schema::Key::name) != common.end();
        if (!of_all) add({place.place, key.name, value_of(shape, key), key.description});
      }
    }
  }
  // Facts have claims, whatever their kind; the form of the files does not list their keys.
  add({KeyPlace::claim, "value", "text", "What is stated."});
  add({KeyPlace::claim, "source", "text", "The source that states it."});
  add({KeyPlace::claim, "quality", schema::what_is(Shape::quality_words), "How good it is."});
  add({KeyPlace::claim, "learned", "date", "The day on which it became known."});
  add({KeyPlace::claim, "replaces", "text", "The source whose claim it replaces."});
  return rows;
}

}  // namespace

std::span<const KeyRow> key_rows() {
  static const std::vector<KeyRow> rows = make_rows();
  return rows;
}

}  // namespace weir::lsp
