// Lines that state plain facts go straight into columns: with the same answers that they have as cases.
#include <sstream>
#include <string>

#include "batch/batch.hpp"
#include "json/json.hpp"
#include "session/session.hpp"
#include "support/batch_outcome.hpp"
#include "support/catch.hpp"
#include "support/dice.hpp"
#include "support/golden_runner.hpp"
#include "support/random_lines.hpp"
#include "support/random_world.hpp"
#include "support/small_law.hpp"
#include "yaml/json_structure.hpp"

using namespace weir;
using namespace weir::batch;

namespace {

/// The same by looking at every character.
std::vector<std::uint32_t> places_by_hand(const std::string& text) {
  std::vector<std::uint32_t> places;
  bool in_string = false, in_value = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    const bool mark = std::string_view("{}[]:,").find(c) != std::string_view::npos;
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (mark || c == '"' || (!blank && !in_value)) places.push_back(static_cast<std::uint32_t>(i));
    in_value = !mark && !blank && c != '"';
    in_string = c == '"';
  }
  return places;
}

using Outcome = test::BatchOutcome;

Outcome outcome_of(const session::Session& session, const std::string& text, Settings::Straight straight,
                   std::size_t block_rows) {
  Settings settings;
  settings.parts = {Part::position, Part::determinations, Part::risk, Part::fired, Part::open};
  settings.straight = straight;
  settings.block_rows = block_rows;
  return test::batch_outcome(session, text, settings);
}

/// The first line of the input whose answers differ, with both.
std::string first_difference(const std::string& text, const std::string& expected, const std::string& found) {
  std::istringstream inputs(text), wanted(expected), gotten(found);
  std::string input, want, got;
  while (std::getline(inputs, input)) {
    std::getline(wanted, want);
    std::getline(gotten, got);
    if (want != got) return input + "\nexpected " + want + "\nfound    " + got;
  }
  return "none";
}

}  // namespace

TEST_CASE("batch: places in JSON are those that looking at every character finds", "[batch][yaml]") {
  yaml::JsonStructure structure;
  std::vector<std::string> texts = {"{\"a\":1}\n{\"b\" : [true,null , -1.5e3],\"c\":\"x\\\"y\\\\\"}\n", "{}",
                                    "[ ]\n\n7"};
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules");
  test::Dice dice(11);
  test::RandomLines random(session.vocabulary(), dice);
  for (std::size_t i = 0; i < 300; ++i) texts.push_back(random.line(i) + "\n" + random.line(i));
  std::size_t found = 0;
  for (std::string& text : texts) {
    INFO(text);
    text.reserve(text.size() + yaml::JsonStructure::padding);
    REQUIRE(structure.find(text.data(), text.size()));
    const auto places = structure.places();
    CHECK(std::vector<std::uint32_t>(places.begin(), places.end()) == places_by_hand(text));
    CHECK(places.data()[places.size()] == text.size());
    CHECK(places.data()[places.size() + 1] == text.size());
    found += places.size();
  }
  CHECK(found > 10'000);
  for (std::string text : {std::string("{\"a\":\"x}"), std::string("{\"a\":\"\xff\"}"),
                           std::string("{\"a\":\"x\ny\"}"), std::string("{\"a\":\"\0\"}", 9)}) {
    text.reserve(text.size() + yaml::JsonStructure::padding);
    CHECK_FALSE(structure.find(text.data(), text.size()));
  }
}

TEST_CASE("batch: a line that breaks off anywhere is refused as its case is", "[batch]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules", load::Examples::left_out);
  const std::string whole =
      "{\"id\":\"a\",\"as_of\":\"2020-01-01\",\"target\":{\"gross_assets\":\"5 million CAD\",\"activities\":["
      "\"radio-components\"],\"name\":\"Norsat\"},\"acquirer\":{\"formed_in\":\"CN\",\"has_substance\":true}"
      "}";
  for (std::size_t size = 1; size <= whole.size(); ++size) {
    // The line before leaves its text in the memory that the next one is read into.
    for (const char* end : {"\n", ""}) {
      const std::string text = whole + "    \n" + whole.substr(0, size) + end;
      INFO(text);
      const Outcome found = outcome_of(session, text, Settings::Straight::where_possible, 1);
      CHECK(found.lines == outcome_of(session, text, Settings::Straight::never, 1).lines);
      CHECK(found.tally.refused == (size < whole.size() ? 1u : 0u));
    }
  }
}

TEST_CASE("batch: a code that is never closed is refused", "[batch]") {
  const session::Session& session = test::small_law();
  for (const char* open : {R"({"acquirer":{"formed_in":")", R"({"target":{"sectors":[")", R"({"id":")",
                           R"({"as_of":")", R"({")"}) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{15}, std::size_t{40}}) {
      const std::string text = open + std::string(size, 'x');
      INFO(text);
      const Outcome found = outcome_of(session, text, Settings::Straight::where_possible, 1);
      CHECK(found.lines == outcome_of(session, text, Settings::Straight::never, 1).lines);
      CHECK(found.tally.refused == 1);
    }
  }
}

TEST_CASE("batch: a figure that opens with anything but a quote is refused", "[batch]") {
  const std::string head = R"({"as_of":"2021-02-03","target":{},"acquirer":{"employees":)";
  for (const char* open : {"x", "'", "7", "\xa2"}) {
    const std::string text = head + "\"7\"}}\n" + head + open + "7\"}}\n";
    const Outcome found = outcome_of(test::small_law(), text, Settings::Straight::where_possible, 2);
    CHECK(found.lines == outcome_of(test::small_law(), text, Settings::Straight::never, 2).lines);
    CHECK(found.tally.refused == 1);
  }
}

TEST_CASE("batch: a line with another letter anywhere has the answers of its case", "[batch]") {
  const std::string compact =
      R"({"id":"a7","as_of":"2021-02-03","known_on":"2021-02-04","acquirer":{"kind":"corporation",)"
      R"("formed_in":"CA","active_in":["CA","US"],"employees":12,"state_share":"7%","power":"3 MW","name":"N"},)"
      R"("target":{},"transaction":{"closing":"2020-05-06","price":"7 million CAD","hostile":false}})";
  std::string spaced;
  for (std::size_t i = 0; i < compact.size(); ++i) {
    spaced += compact[i];
    if (compact[i] == ':' || compact[i] == ',') spaced += ' ';
  }
  for (const std::string& whole : {compact, spaced}) {
    // What is usual is learned from the first line.
    std::string text = whole + "\n";
    std::size_t lines = 1;
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const std::string other :
           {"", "x", "7", "\"", " ", "  ", ",", ":", "{", "}", "[", "]", "\\", "-", ".", "\x01", "\xff"}) {
        text += whole.substr(0, at) + other + whole.substr(at + 1) + "\n";
        ++lines;
      }
    }
    const session::Session& session = test::small_law();
    const Outcome found = outcome_of(session, text, Settings::Straight::where_possible, 100);
    const Outcome expected = outcome_of(session, text, Settings::Straight::never, 100);
    if (found.lines != expected.lines) FAIL(first_difference(text, expected.lines, found.lines));
    CHECK(found.tally.rows == lines);
    CHECK(found.tally.straight > 100);
    CHECK(found.tally.refused > lines / 2);
  }
}

TEST_CASE("batch: a line without a day is read as a case once, whatever its values", "[batch]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules", load::Examples::left_out);
  const std::string no_day = R"({"id":1,"acquirer":{"has_substance":true},"target":{}})";
  const std::string odd = R"({"id":2,"acquirer":{"has_substance":maybe},"target":{}})";
  const std::string plain = R"({"id":3,"as_of":"2020-01-01","acquirer":{"has_substance":true},"target":{}})";
  for (const std::string& text : {no_day, odd, odd + "\n" + plain, plain + "\n" + no_day + "\n" + odd}) {
    INFO(text);
    const Outcome found = outcome_of(session, text, Settings::Straight::where_possible, 100);
    CHECK(found.lines == outcome_of(session, text, Settings::Straight::never, 100).lines);
    CHECK(found.tally.straight == (text.find(plain) == std::string::npos ? 0u : 1u));
  }
}

TEST_CASE("batch: a text that is no JSON spoils few lines beside it", "[batch]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules", load::Examples::left_out);
  constexpr std::size_t count = 200;
  for (const std::string odd :
       {R"({"id":"open)", "{\"id\":\"\xff\"}", "{\"id\":\"\t\"}", "\x01", "{", "  ", "]", "\"", "{}}"}) {
    for (const std::size_t at : {std::size_t{0}, count / 2, count - 1}) {
      std::string text;
      for (std::size_t i = 0; i < count; ++i) {
        text += i == at
                    ? odd
                    : R"({"id":)" + std::to_string(i) + R"(,"as_of":"2020-01-01","acquirer":{},"target":{}})";
        text += i % 7 == 0 ? " \r\n" : "\n";
      }
      INFO(odd << " in line " << at + 1);
      const Outcome found = outcome_of(session, text, Settings::Straight::where_possible, count);
      CHECK(found.lines == outcome_of(session, text, Settings::Straight::never, count).lines);
      CHECK(found.tally.straight >= count - 64);
    }
  }
}

TEST_CASE("batch: a line that is nearly plain has the answers of its case", "[batch]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules", load::Examples::left_out);
  const std::string head = R"({"id":1,"as_of":"2020-01-01","acquirer":{"has_substance":)";
  const std::string tail = R"(},"target":{}})";
  std::vector<std::string> texts;
  for (const char* truth : {"true", "false", "true ", " false", "truex", "falsey", "falsx", "tru", "fals",
                            "t", "f", "True", "\"true\"", "null", "[true]", "true true", ""})
    texts.push_back(head + truth + tail);
  // A key twice, in each object that may have it.
  texts.push_back(head + R"(true,"has_substance":true)" + tail);
  texts.push_back(head + R"(true,"formed_in":"CN","has_substance":false)" + tail);
  texts.push_back(head + "true" + R"(},"target":{},"target":{}})");
  texts.push_back(head + "true" + R"(},"target":{},"id":2})");
  // What ends in the next line, and what goes on behind its end.
  const std::string whole = head + "true" + tail;
  texts.push_back(whole.substr(0, whole.size() - 1) + "\n}");
  texts.push_back(whole.substr(0, whole.size() - 2) + "\n}}");
  for (const char* more : {"}", " {}", ",", "]", " 1", "\"x\"", "{}\n"}) texts.push_back(whole + more);
  for (const std::string& text : texts) {
    INFO(text);
    for (const std::string& lines : {text, text + "\n" + whole, whole + "\n" + text + "\n" + whole})
      CHECK(outcome_of(session, lines, Settings::Straight::where_possible, 10).lines ==
            outcome_of(session, lines, Settings::Straight::never, 10).lines);
  }
}

TEST_CASE("batch: figures are read however they are written and in whatever order", "[batch]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules", load::Examples::left_out);
  test::Dice dice(test::first_seed(30));
  const std::vector<std::string> numbers = {
      "0",         "00",      "7",        "07",       "10",          "99",      "100",     "12345678",
      "123456789", "1000000", "1e3",      "1.5",      "0.5",         "-1",      "1x",      "x1",
      "",          "1 2",     "1,000",    "9.",       "12345678.25", "1.2345",  "123.456", "12.34567",
      "-1234567",  "-12345",  "x2345678", "123x5678", "1234567x",    "1:34567", "1/34567"};
  const std::vector<std::string> ends = {"%", "", " CAD", " million CAD", " million USD", " billion CAD",
                                         " %"};
  std::string text;
  for (std::size_t i = 0; i < 9000; ++i) {
    const auto figure = [&] {
      const std::string& number = numbers[dice.below(numbers.size())];
      if (dice.percent(20)) return number.empty() ? "0" : number;
      return '"' + number + ends[dice.below(ends.size())] + '"';
    };
    text += R"({"id":)" + std::to_string(i) +
            R"(,"as_of":"2020-01-01","acquirer":{},"target":{"gross_assets":)" + figure() +
            (dice.percent(20) ? " " : "") + R"(},"transaction":{"price":)" + figure() + "}}\n";
  }
  const Outcome found = outcome_of(session, text, Settings::Straight::where_possible, 500);
  const Outcome expected = outcome_of(session, text, Settings::Straight::never, 500);
  CHECK(found.tally.straight > 50);
  CHECK(found.tally.refused > 100);
  if (found.lines != expected.lines) FAIL(first_difference(text, expected.lines, found.lines));
}

TEST_CASE("batch: one line among others that say nothing is found, whatever the size of blocks", "[batch]") {
  test::SmallLaw law;
  law.files.add("rules/vocabulary/core.yaml", test::small_vocabulary);
  law.files.add("rules/xx/xx-act/regime.yaml",
                "regime: xx-act\ntitle: Example\ncountry: CA\nprefix: xx\ndecides: nobody\nby: as_of\n"
                "in_force: 2000-01-01..\ndeterminations:\n"
                "  filing: {title: filing, levels: [none, notification], position: {notification: "
                "must-file-after}}\nrisk: {factors: {target: {title: Target}}, bands: {low: 0}}\nrules:\n"
                "  xx.hostile: {in_force: always, when: transaction.hostile, then: {risk: {target: 4}}}\n");
  law.session.load_rules("rules");
  REQUIRE(law.session.plan() != nullptr);
  constexpr std::size_t count = 1500;
  for (const char* odd : {R"("hostile":true)", ""}) {
    for (const std::size_t at : {std::size_t{0}, std::size_t{511}, std::size_t{512}, std::size_t{1200}}) {
      std::string text;
      for (std::size_t i = 0; i < count; ++i)
        text += R"({"id":)" + std::to_string(i) +
                R"(,"as_of":"2020-01-01","acquirer":{},"target":{},"transaction":{)" +
                (i == at ? odd : R"("hostile":false)") + "}}\n";
      for (const std::size_t block_rows : {std::size_t{1}, std::size_t{512}, std::size_t{700}, count}) {
        const Outcome found = outcome_of(law.session, text, Settings::Straight::where_possible, block_rows);
        CHECK(found.tally.straight == count);
        std::istringstream lines(found.lines);
        std::size_t number = 0;
        bool right = true;
        for (std::string line; std::getline(lines, line); ++number)
          right = right && (line.find("xx.hostile") != std::string::npos) == (number == at);
        INFO(odd << " in line " << at << ", blocks of " << block_rows);
        CHECK(right);
        CHECK(number == count);
      }
    }
  }
}

// WEIR_ROUNDS=17 takes ten thousand lines.
TEST_CASE("batch: a line laid out straight has the answers of its case", "[batch][property]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules", load::Examples::left_out);
  REQUIRE(session.plan() != nullptr);
  test::Dice dice(test::first_seed(20));
  test::RandomLines random(session.vocabulary(), dice);
  std::size_t straight = 0, refused = 0, lines = 0;
  for (std::size_t round = 0; round < test::rounds(); ++round) {
    constexpr std::size_t count = 600;
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += random.line(lines + i) + "\n";
    lines += count;
    const Outcome expected = outcome_of(session, text, Settings::Straight::never, 100);
    CHECK(expected.tally.straight == 0);
    const Outcome found = outcome_of(session, text, Settings::Straight::where_possible, 130);
    straight += found.tally.straight;
    refused += found.tally.refused;
    if (found.lines != expected.lines) FAIL(first_difference(text, expected.lines, found.lines));
  }
  // Both kinds of lines have to be among them.
  INFO(straight << " of " << lines << " laid out straight, " << refused << " refused");
  CHECK(straight > lines / 10);
  CHECK(straight < lines * 9 / 10);
  CHECK(refused > lines / 20);
}

// WEIR_ROUNDS=50 takes ten thousand lines. Rules of the project's kind, with every comparison that there is.
TEST_CASE("batch: a line laid out straight has the answers of its case under random rules",
          "[batch][property]") {
  std::size_t straight = 0, lines = 0;
  for (std::size_t round = 0; round < 2 * test::rounds(); ++round) {
    const std::size_t seed = test::first_seed(900) + round;
    test::Dice dice(seed);
    const base::MemoryFileSystem files = test::random_files(2, dice);
    session::Session session(files);
    session.load_rules("rules");
    INFO("seed " << seed);
    REQUIRE(session.plan() != nullptr);
    test::RandomLines random(session.vocabulary(), dice);
    std::string text;
    for (std::size_t i = 0; i < 100; ++i) text += random.line(i) + "\n";
    lines += 100;
    const Outcome expected = outcome_of(session, text, Settings::Straight::never, 100);
    const Outcome found = outcome_of(session, text, Settings::Straight::where_possible, 1 + dice.below(130));
    straight += found.tally.straight;
    if (found.lines != expected.lines) FAIL(first_difference(text, expected.lines, found.lines));
  }
  CHECK(straight > lines / 20);
}
