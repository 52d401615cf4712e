// Texts that are compared as words are the same texts as compared letter by letter.
#include "batch/text_table.hpp"

#include <map>
#include <string>

#include "batch/expected_keys.hpp"
#include "batch/line_ways.hpp"
#include "support/catch.hpp"
#include "support/dice.hpp"

namespace weir::batch {
namespace {

/// Few letters, so that texts share beginnings and ends.
std::string random_text(test::Dice& dice, std::size_t most) {
  std::string text;
  for (std::size_t size = 1 + dice.below(most); text.size() < size;) text += dice.percent(80) ? 'a' : 'b';
  return text;
}

/// A text in the middle of others, with room behind it.
class Placed {
 public:
  Placed(const std::string& text, const std::string& behind) : size_(text.size()) {
    memory_ = text + behind;
    memory_.resize(memory_.size() + text_room, 'a');
  }
  std::string_view view() const { return std::string_view(memory_).substr(0, size_); }

 private:
  std::string memory_;
  std::size_t size_;
};

TEST_CASE("text table: finds each text that was added, and no other", "[batch]") {
  test::Dice dice(test::first_seed(1));
  TextTable table;
  CHECK(table.find(Placed("", "a").view()) == TextTable::missing);
  std::map<std::string, std::int32_t> known;
  for (std::int32_t i = 0; i < 3000; ++i) {
    const std::string text = random_text(dice, 40);
    const Placed placed(text, random_text(dice, 5));
    INFO(text);
    const auto found = known.find(text);
    CHECK(table.find(placed.view()) == (found == known.end() ? TextTable::missing : found->second));
    if (found != known.end()) continue;
    table.add(placed.view(), i);
    known.emplace(text, i);
    CHECK(table.size() == known.size());
  }
  for (const auto& [text, value] : known) CHECK(table.find(Placed(text, "b").view()) == value);
}

TEST_CASE("expected text: stands where it is the beginning, and nowhere else", "[batch]") {
  test::Dice dice(test::first_seed(2));
  std::size_t stands = 0;
  for (std::size_t i = 0; i < 20'000; ++i) {
    const std::string text = random_text(dice, longest_text), other = random_text(dice, 40);
    const std::string place = dice.percent(50) ? other : text.substr(0, text.size() - dice.below(2)) + other;
    const ExpectedText expected(Placed(text, "a").view());
    INFO(text << " at " << place);
    const bool begins = (place + std::string(text_room, 'c')).starts_with(text);
    CHECK(expected.stands_at(Placed(place, std::string(text_room, 'c')).view().data()) == begins);
    stands += begins ? 1 : 0;
  }
  CHECK(stands > 1000);
  const std::string too_long(longest_text + 1, 'a');
  CHECK_FALSE(ExpectedText(Placed(too_long, "").view()).stands_at(Placed(too_long, "").view().data()));
  CHECK_FALSE(ExpectedText().stands_at(Placed("", "").view().data()));
  CHECK(ExpectedText(Placed("", "").view()).stands_at(Placed("a", "").view().data()));
}

TEST_CASE("plain text: quotes, and what stands for itself", "[batch]") {
  test::Dice dice(test::first_seed(4));
  std::size_t plain = 0;
  for (std::size_t i = 0; i < 20'000; ++i) {
    std::string text = '"' + std::string(dice.below(40), 'a') + '"';
    if (dice.percent(60)) {
      const std::string odd = "\\\x1f \x7e\x7f\x80\xff\n\"a";
      text[dice.below(text.size())] = odd[dice.below(odd.size())];
    }
    bool expected = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    for (const char c : text) expected = expected && c >= ' ' && c <= '~' && c != '\\';
    INFO(text);
    CHECK(is_plain_text(Placed(text, "\xff").view()) == expected);
    plain += expected ? 1 : 0;
  }
  CHECK(plain > 8000);
  CHECK(plain < 16'000);
  CHECK_FALSE(is_plain_text(Placed("\"", "\"").view()));
  CHECK_FALSE(is_plain_text(Placed("", "\"\"").view()));
}

TEST_CASE("expected keys: each is found in any order, with blanks, and one left out", "[batch]") {
  const std::vector<std::string> names = {"id", "country", "a_key_that_is_longer_than_thirty_two_bytes", "x",
                                          "state_ownership_of_the_parent"};
  ExpectedKeys<std::size_t> keys;
  for (std::size_t i = 0; i < names.size(); ++i) keys.add(names[i], i);
  test::Dice dice(test::first_seed(3));
  for (std::size_t round = 0; round < 200; ++round) {
    auto* key = keys.begin();
    for (std::size_t i = 0; i < 8; ++i) {
      const std::size_t which = dice.below(names.size() + 1);
      const std::string name = which < names.size() ? names[which] : "stranger";
      const std::string quoted = '"' + name + '"' + (dice.percent(20) ? " " : "");
      const Placed placed(quoted + ":", "1");
      const char* text = placed.view().data();
      INFO(quoted);
      auto* const found = keys.find(key, text, [&](const char* at) { return at + quoted.size(); });
      REQUIRE((found != nullptr) == (which < names.size()));
      if (found == nullptr) continue;
      CHECK(found->meaning == which);
      key = found;
    }
  }
  // In another order than they were added in, some of them left out for a long time.
  const std::vector<std::size_t> order = {4, 1, 0, 3, 2};
  for (std::size_t round = 0; round < 500; ++round) {
    auto* key = keys.begin();
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i < 3 && round / 100 % 2 == 1 && i != round / 100) continue;
      const std::string quoted = '"' + names[order[i]] + '"';
      const Placed placed(quoted + ":", "1");
      key = keys.find(key, placed.view().data(), [&](const char* at) { return at + quoted.size(); });
      REQUIRE(key != nullptr);
      CHECK(key->meaning == order[i]);
    }
  }
  const Placed no_colon("\"id\",", "1");
  CHECK(keys.find(keys.begin(), no_colon.view().data(), [](const char* at) { return at + 4; }) == nullptr);
}

}  // namespace
}  // namespace weir::batch
