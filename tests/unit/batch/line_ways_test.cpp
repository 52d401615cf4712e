// Two ways through the text of a line come to the same things.
#include "batch/line_ways.hpp"

#include <vector>

#include "support/catch.hpp"
#include "support/dice.hpp"
#include "yaml/json_structure.hpp"

namespace weir::batch {
namespace {

using Keys = ExpectedKeys<std::string>;

/// What stands where, as one of the ways sees it: the keys of an object whose values are no objects, each
/// with its value.
template <typename Way>
std::string seen(Keys& keys, const Way& way, typename Way::Place place) {
  std::string text;
  auto* key = keys.begin();
  do {
    key = way.to_value(keys, key, place, text.empty());
    if (key == nullptr) return text + "no key";
    text += key->meaning;
    if (*way.at(place) == '[') {
      place = way.step(place);
      text += "[";
      for (;;) {
        const std::string_view member = way.token(place);
        text += std::string(member) + ";";
        place = way.behind(place, member);
        if (*way.at(place) != ',') break;
        place = way.to_member(place);
      }
      text += *way.at(place);
      place = way.step(place);
    } else {
      const std::string_view value = way.token(place);
      text += std::string(value) + ";";
      if (!way.pass(place, value.size())) return text + "of another size";
    }
  } while (*way.at(place) == ',');
  return text + *way.at(place);
}

std::string random_value(test::Dice& dice) {
  if (dice.percent(30)) return dice.percent(50) ? "true" : std::to_string(dice.below(100'000));
  return '"' + std::string(dice.below(40), 'x') + '"';
}

TEST_CASE("ways through a line: by letters as by places", "[batch]") {
  test::Dice dice(test::first_seed(1));
  yaml::JsonStructure structure;
  constexpr std::size_t longest_key = 40;
  Keys keys;
  for (std::size_t size = 1; size <= longest_key; ++size)
    keys.add(std::string(size, 'k'), '"' + std::string(size, 'k') + "\":");
  for (std::size_t round = 0; round < 2000; ++round) {
    const std::size_t blanks = dice.below(2);
    const std::string gap(blanks, ' ');
    std::string text = "{", expected;
    for (std::size_t i = 0, count = 1 + dice.below(6); i < count; ++i) {
      const std::string key = '"' + std::string(1 + dice.below(longest_key), 'k') + "\":";
      text += (i == 0 ? "" : "," + gap) + key + gap;
      expected += key;
      if (dice.percent(20)) {
        text += "[";
        expected += "[";
        for (std::size_t k = 0, members = 1 + dice.below(3); k < members; ++k) {
          const std::string member = random_value(dice);
          text += (k == 0 ? "" : "," + gap) + member;
          expected += member + ";";
        }
        text += "]";
        expected += "]";
      } else {
        const std::string value = random_value(dice);
        text += value;
        expected += value + ";";
      }
    }
    text += "}";
    expected += "}";
    INFO(text);
    const std::size_t size = text.size();
    text += "\n\"";
    text.resize(text.size() + yaml::JsonStructure::padding + text_room);
    const char* const end = text.data() + size;
    CHECK((blanks == 0 ? seen(keys, ByLetters<0>(end), text.data())
                       : seen(keys, ByLetters<1>(end), text.data())) == expected);
    REQUIRE(structure.find(text.data(), size));
    CHECK(seen(keys, ByPlaces(text.data()), structure.places().data()) == expected);
  }
}

TEST_CASE("ways through a line: what breaks off is no token", "[batch]") {
  for (const std::string open : {"\"", "\"abc", "\"a string that is longer than sixteen bytes"}) {
    std::string text = open;
    text.resize(text.size() + text_room);
    const std::string_view token = ByLetters<0>(text.data() + open.size()).token(text.data());
    CHECK(token.empty());
    CHECK(token.data() == text.data());
  }
}

}  // namespace
}  // namespace weir::batch
