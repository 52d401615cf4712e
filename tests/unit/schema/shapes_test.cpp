// The table of shapes against the loader: for every map in it a small file is written with a key too many,
// and the loader says which keys it knows; for every key, a text that is no expression, and the loader says
// whether it reads one there.
#include "schema/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "load/load.hpp"
#include "support/catch.hpp"

using namespace weir;
using schema::Form;
using schema::Key;
using schema::Need;
using schema::Shape;

namespace {

const std::string regime_text =
    "{regime: xx, title: t, country: CA, prefix: xx, by: as_of, determinations: {filing: {levels: [none, "
    "some], "
    "position: {some: must-file-before}}}, risk: {factors: {buyer: b}, bands: {low: 0}}}";

/// A name that may stand in a map of free names.
std::string free_name(Shape shape) {
  switch (shape) {
    case Shape::definitions:
      return "xx_a";
    case Shape::rules:
      return "xx.a";
    case Shape::values_by_day:
      return "2020-01-01";
    case Shape::versions_by_range:
      return "2020-01-01..";
    case Shape::subjects:
      return "xx_p";
    case Shape::points:
    case Shape::factors:
      return "buyer";
    case Shape::determinations:
      return "filing";
    case Shape::facts:
      return "party.xx";
    default:
      return "xx";
  }
}

std::string sample(Shape shape);

bool is_shown(Need need) {
  return need == Need::mark || need == Need::one;
}

/// A map with what it needs; under `key`, if one is given, stands `value`.
std::string map_sample(Shape shape, std::string_view key = {}, const std::string& value = {}) {
  std::string text;
  const auto add = [&](std::string_view name, const std::string& what) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, what);
  };
  const auto keys = schema::keys_of(shape);
  const auto given = std::ranges::find(keys, key, &Key::name);
  if (!key.empty()) add(key, value);
  bool shown = given != keys.end() && is_shown(given->need);
  for (const Key& each : keys) {
    if (each.name == key) continue;
    if (each.need == Need::required) add(each.name, sample(each.value));
    if (is_shown(each.need) && !shown) add(each.name, sample(each.value)), shown = true;
  }
  if (shape == Shape::rule && key != "in_force") add("in_force", "always");
  return "{" + text + "}";
}

std::string sample(Shape shape) {
  switch (schema::form_of(shape)) {
    case Form::map:
      return map_sample(shape);
    case Form::names:
      return "{" + free_name(shape) + ": " + sample(schema::item_of(shape)) + "}";
    case Form::list:
      return "[" + sample(schema::item_of(shape)) + "]";
    case Form::several:
      return sample(schema::item_of(shape));
    case Form::choice:
      return sample(schema::alternatives_of(shape).front());
    case Form::words:
      return std::string(schema::what_is(shape).substr(0, schema::what_is(shape).find('|')));
    case Form::facts:
      return "{}";
    case Form::leaf:
      break;
  }
  switch (shape) {
    case Shape::expression:
    case Shape::cell:
    case Shape::truth:
      return "true";
    case Shape::row_list:
      return "p in target.activities";
    case Shape::day:
      return "2020-01-01";
    case Shape::day_range:
      return "2020-01-01..";
    case Shape::whole:
    case Shape::score:
      return "1";
    case Shape::country:
      return "CA";
    default:
      return "xx";
  }
}

/// How a shape is reached: the shape above it, and the key of that.
struct Step {
  Shape above{};
  std::string_view key;
};

constexpr Shape roots[] = {Shape::regime_file, Shape::rule_file, Shape::vocabulary_file, Shape::context_file,
                           Shape::case_file};

/// The shortest way to every shape.
std::map<Shape, Step> ways() {
  std::map<Shape, Step> found;
  std::vector<Shape> queue(std::begin(roots), std::end(roots));
  for (const Shape root : roots) found[root] = {root, {}};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const Shape shape = queue[i];
    const auto reach = [&](Shape below, std::string_view key) {
      if (found.try_emplace(below, Step{shape, key}).second) queue.push_back(below);
    };
    for (const Key& key : schema::keys_of(shape)) reach(key.value, key.name);
    for (const Shape each : schema::alternatives_of(shape)) reach(each, {});
    const Form form = schema::form_of(shape);
    if (form == Form::names || form == Form::list || form == Form::several) reach(schema::item_of(shape), {});
  }
  return found;
}

struct Loaded {
  std::vector<diagnostics::Diagnostic> mistakes;
  std::string text;
};

/// A whole file around `text`, which stands for `shape`, and what the loader says of it.
Loaded load_with(Shape shape, std::string text) {
  static const std::map<Shape, Step> way = ways();
  while (std::ranges::find(roots, shape) == std::end(roots)) {
    const Step& step = way.at(shape);
    switch (schema::form_of(step.above)) {
      case Form::map:
        text = map_sample(step.above, step.key, text);
        break;
      case Form::names:
        text = "{" + free_name(step.above) + ": " + text + "}";
        break;
      case Form::list:
        text = "[" + text + "]";
        break;
      default:
        break;
    }
    shape = step.above;
  }
  base::MemoryFileSystem files;
  files.add("rules/vocabulary/facts.yaml",
            "facts: {party.name: {type: text}, transaction.approvals: {type: text}}\n");
  files.add("rules/xx/regime.yaml", (shape == Shape::regime_file ? text : regime_text) + "\n");
  files.add("rules/xx/rules.yaml", (shape == Shape::rule_file ? text : std::string("{rules: {}}")) + "\n");
  if (shape == Shape::vocabulary_file) files.add("rules/vocabulary/more.yaml", text + "\n");
  if (shape == Shape::context_file) files.add("rules/context/items.yaml", text + "\n");
  files.add("cases/xx.yaml",
            (shape == Shape::case_file ? text : std::string("{case: xx, target: {}}")) + "\n");
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const auto rules = load::load_rules(files, "rules", sources, sink);
  if (shape == Shape::case_file) load::load_case(files, "cases/xx.yaml", rules.vocabulary, sources, sink);
  return {sink.sorted(), text};
}

/// The words in backticks.
std::set<std::string> quoted_words(const std::string& text) {
  std::set<std::string> words;
  for (std::size_t at = text.find('`'); at != text.npos; at = text.find('`', at + 1)) {
    const std::size_t end = text.find('`', at + 1);
    words.insert(text.substr(at + 1, end - at - 1));
    at = end;
  }
  return words;
}

/// The leaf under a place, and a text for the place with `leaf` there.
std::pair<Shape, std::string> leaf_under(Shape shape, const std::string& leaf) {
  switch (schema::form_of(shape)) {
    case Form::choice: {
      const auto alternatives = schema::alternatives_of(shape);
      for (const Shape each : alternatives) {
        if (schema::form_of(each) == Form::leaf) return {each, leaf};
      }
      return {Shape::anything, ""};
    }
    case Form::several:
      return leaf_under(schema::item_of(shape), leaf);
    case Form::list: {
      auto [below, text] = leaf_under(schema::item_of(shape), leaf);
      const std::string more = shape == Shape::table_line ? ", " + text : "";  // a test and the answer
      return {below, text.empty() ? "" : "[" + text + more + "]"};
    }
    case Form::names: {
      auto [below, text] = leaf_under(schema::item_of(shape), leaf);
      return {below, text.empty() ? "" : "{" + free_name(shape) + ": " + text + "}"};
    }
    case Form::leaf:
      return {shape, leaf};
    default:
      return {Shape::anything, ""};
  }
}

bool is_expression(Shape shape) {
  return shape == Shape::expression || shape == Shape::cell || shape == Shape::row_list;
}

}  // namespace

TEST_CASE("schema: the keys of every map are those that the loader knows", "[schema]") {
  std::size_t maps = 0;
  for (const auto& [shape, step] : ways()) {
    if (schema::form_of(shape) != Form::map || schema::others_of(shape).allowed) continue;
    if (shape == Shape::example) continue;  // it has one of three keys, and a message of its own
    std::string text = map_sample(shape);
    text.insert(1, text == "{}" ? "qqqqqqqq: 1" : "qqqqqqqq: 1, ");
    const Loaded loaded = load_with(shape, text);
    INFO(schema::name_of(shape) << ": " << loaded.text);
    std::optional<std::string> help;
    for (const auto& mistake : loaded.mistakes) {
      INFO(mistake.message);
      if (mistake.message.find("no key `qqqqqqqq`") != std::string::npos) help = mistake.help;
      if (shape == Shape::roles && mistake.message.find("`qqqqqqqq` is no role") != std::string::npos)
        help = mistake.help;
    }
    REQUIRE(help);
    std::set<std::string> keys;
    for (const Key& key : schema::keys_of(shape)) keys.emplace(key.name);
    CHECK(quoted_words(*help) == keys);
    ++maps;
  }
  CHECK(maps > 45);
}

TEST_CASE("schema: expressions are read where the table says so, and nowhere else", "[schema]") {
  std::size_t expressions = 0, others = 0;
  for (const auto& [shape, step] : ways()) {
    if (schema::form_of(shape) != Form::map) continue;
    for (const Key& key : schema::keys_of(shape)) {
      const auto [leaf, text] = leaf_under(key.value, "\"( and )\"");
      if (text.empty()) continue;
      const Loaded loaded = load_with(shape, map_sample(shape, key.name, text));
      INFO(schema::name_of(shape) << "." << key.name << ": " << loaded.text);
      const bool read = std::ranges::any_of(loaded.mistakes, [](const auto& mistake) {
        const auto number = static_cast<int>(mistake.code);
        return number >= 2000 && number < 3000;
      });
      CHECK(read == is_expression(leaf));
      ++(is_expression(leaf) ? expressions : others);
    }
  }
  CHECK(expressions > 40);
  CHECK(others > 100);
}

TEST_CASE("schema: every key is described", "[schema]") {
  for (const Shape shape : schema::all_shapes()) {
    for (const Key& key : schema::keys_of(shape)) {
      INFO(schema::name_of(shape) << "." << key.name);
      CHECK(key.description.size() > 8);
      CHECK((key.description.ends_with('.') || key.description.ends_with('`')));
    }
  }
}
