// Lines that state plain facts go straight into columns: with the same answers that they have as cases.
#include <string>

#include "batch/batch.hpp"
#include "json/json.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/dice.hpp"
#include "support/golden_runner.hpp"
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

/// Random lines about facts of the project's vocabulary: most plain, some with what only a case can say, some
/// with mistakes.
class RandomLines {
 public:
  RandomLines(const model::Vocabulary& vocabulary, test::Dice& dice) : vocabulary_(vocabulary), dice_(dice) {}

  std::string line(std::size_t number) {
    plain_ = dice_.percent(60);
    if (plain_) {
      std::vector<std::string> parts = {"\"id\":" + id(number), "\"as_of\":\"" + day() + "\"",
                                        "\"acquirer\":" + facts(vocabulary_.party),
                                        "\"target\":" + facts(vocabulary_.party)};
      if (dice_.percent(80)) parts.push_back("\"transaction\":" + facts(vocabulary_.transaction));
      return blank() + "{" + joined(parts) + "}" + blank();
    }
    std::vector<std::string> parts = {"\"id\":" + id(number)};
    if (!dice_.percent(3)) parts.push_back("\"as_of\":\"" + day() + "\"");
    if (dice_.percent(20)) parts.push_back("\"known_on\":\"" + day() + "\"");
    if (!dice_.percent(2)) parts.push_back("\"acquirer\":" + facts(vocabulary_.party));
    if (!dice_.percent(2)) parts.push_back("\"target\":" + facts(vocabulary_.party));
    if (!dice_.percent(10)) parts.push_back("\"transaction\":" + facts(vocabulary_.transaction));
    if (dice_.percent(2)) parts.push_back("\"vendor\":{}");
    if (dice_.percent(2))
      parts.push_back(
          "\"holdings\":[{\"owner\":\"acquirer\",\"entity\":\"target\",\"votes\":\"0% -> 60%\"}]");
    if (dice_.percent(1)) parts.push_back("\"nonsense\":1");
    if (dice_.percent(1)) parts.push_back("\"target\":{}");
    // The order of keys means nothing.
    for (std::size_t i = parts.size(); i-- > 1;) std::swap(parts[i], parts[dice_.below(i + 1)]);
    std::string text = "{" + joined(parts) + "}";
    if (dice_.percent(1)) text += "}";
    if (dice_.percent(1)) text.pop_back();
    if (dice_.percent(1)) text += " {}";
    return blank() + text + blank();
  }

 private:
  std::string blank() { return dice_.percent(5) ? (dice_.percent(50) ? " " : "\t") : ""; }
  std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : "," + blank()) + part;
    return text;
  }
  std::string id(std::size_t number) {
    const std::string digits = std::to_string(number);
    if (dice_.percent(10)) return digits;
    return dice_.percent(5) ? "\"Caf\u00e9 " + digits + "\\n\"" : "\"deal " + digits + "\"";
  }
  std::string day() {
    const auto two = [&](std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    if (!plain_ && dice_.percent(1)) return "2017-02-30";
    return std::to_string(2008 + dice_.below(19)) + "-" + two(1 + dice_.below(12)) + "-" +
           two(1 + dice_.below(28));
  }

  std::string facts(model::EntityId entity) {
    std::vector<std::string> parts;
    const std::size_t few = dice_.below(plain_ ? 100 : 30);
    for (const model::FactId id : vocabulary_.entity(entity).facts) {
      const model::Fact& fact = vocabulary_.fact(id);
      if (!dice_.percent(few) || (plain_ && !says_one_thing(fact))) continue;
      parts.push_back("\"" + fact.field + "\"" + blank() + ":" + blank() + value(fact) + blank());
    }
    if (!plain_ && dice_.percent(1) && !parts.empty()) parts.push_back(parts[0]);
    return "{" + joined(parts) + "}";
  }

  static bool says_one_thing(const model::Fact& fact) {
    using model::Kind;
    return fact.type.shape != model::Shape::rows && !fact.type.change && fact.type.kind != Kind::party &&
           fact.type.kind != Kind::period && fact.type.kind != Kind::row;
  }

  std::string value(const model::Fact& fact) {
    if (!plain_ && dice_.percent(3)) {
      static const std::vector<std::string> odd = {
          "null",   "\"unknown\"", "[]",           "{}",
          "-3",     "1e3",         "007",          "\"\"",
          "12.50",  "\"10%\"",     "true",         "\"not applicable\"",
          "[null]", "tru",         "\"\\u0043A\"", "{\"value\":\"unknown\"}"};
      return dice_.of(odd);
    }
    const bool set = fact.type.shape == model::Shape::set;
    if (set) {
      std::vector<std::string> members;
      const std::size_t count = dice_.below(4) + (fact.never_empty ? 1 : 0);
      for (std::size_t i = 0; i < count; ++i) members.push_back(single(fact));
      if (!plain_ && dice_.percent(2)) members.push_back("\"unknown\"");
      return "[" + joined(members) + "]";
    }
    return single(fact);
  }

  std::string single(const model::Fact& fact) {
    using model::Kind;
    static const std::vector<std::string> currencies = {"CAD", "CAD", "CAD", "USD", "EUR"};
    static const std::vector<std::string> shares = {"0%",   "10%",    "17.6%", "24.99%",   "25%",     "50%",
                                                    "100%", "100.5%", "1/3",   "under 5%", "25%..30%"};
    static const std::vector<std::string> amounts = {
        "0", "5 million", "23.5 million", "600 million", "1.25 billion", "344000000", "999999999"};
    switch (fact.type.kind) {
      case Kind::truth:
        return dice_.percent(50) ? "true" : "false";
      case Kind::share:
        return "\"" + shares[dice_.below(plain_ ? 7 : shares.size())] + "\"";
      case Kind::number:
        return dice_.percent(70) ? std::to_string(dice_.below(3000))
                                 : "\"" + std::to_string(dice_.below(3000)) + "\"";
      case Kind::money:
        return "\"" + dice_.of(amounts) + " " + dice_.of(currencies) + "\"";
      case Kind::quantity:
        return std::to_string(dice_.below(500));
      case Kind::date:
        return "\"" + day() + "\"";
      case Kind::code: {
        const model::Domain& domain = vocabulary_.domain(fact.type.domain);
        return domain.codes.empty() ? "\"x\"" : "\"" + dice_.of(domain.codes).id + "\"";
      }
      case Kind::text:
        return "\"Some words\"";
      default:
        return "\"unknown\"";
    }
  }

  const model::Vocabulary& vocabulary_;
  test::Dice& dice_;
  bool plain_ = false;  ///< the line that is made has neither mistakes nor what only a case can say
};

struct Outcome {
  std::string lines;
  Tally tally;
};

Outcome outcome_of(const session::Session& session, const std::string& text, Settings::Straight straight,
                   std::size_t block_rows) {
  base::StringSource source(text);
  JsonLines rows(source);
  Settings settings;
  settings.parts = {Part::position, Part::determinations, Part::risk, Part::fired, Part::open};
  settings.straight = straight;
  settings.block_rows = block_rows;
  Outcome outcome;
  settings.write = [&](std::string_view more) {
    outcome.lines += more;
    return std::optional<base::Failure>();
  };
  auto tally = run_batch(session, rows, settings);
  REQUIRE(tally.ok());
  outcome.tally = std::move(tally).value();
  return outcome;
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
  RandomLines random(session.vocabulary(), dice);
  for (std::size_t i = 0; i < 300; ++i) texts.push_back(random.line(i) + "\n" + random.line(i));
  std::size_t found = 0;
  for (std::string& text : texts) {
    INFO(text);
    text.reserve(text.size() + yaml::JsonStructure::padding);
    REQUIRE(structure.find(text.data(), text.size()));
    const auto places = structure.places();
    CHECK(std::vector<std::uint32_t>(places.begin(), places.end()) == places_by_hand(text));
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

// WEIR_ROUNDS=17 takes ten thousand lines.
TEST_CASE("batch: a line laid out straight has the answers of its case", "[batch][property]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules", load::Examples::left_out);
  REQUIRE(session.plan() != nullptr);
  test::Dice dice(test::first_seed(20));
  RandomLines random(session.vocabulary(), dice);
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
    if (found.lines != expected.lines) {
      std::size_t at = 0;
      while (found.lines[at] == expected.lines[at]) ++at;
      const std::size_t begin = found.lines.rfind('\n', at) + 1;
      const auto line = static_cast<std::size_t>(
          std::count(found.lines.begin(), found.lines.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
      std::size_t from = 0;
      for (std::size_t i = 0; i < line; ++i) from = text.find('\n', from) + 1;
      FAIL(text.substr(from, text.find('\n', from) - from)
           << "\nexpected " << expected.lines.substr(begin, expected.lines.find('\n', begin) - begin)
           << "\nfound    " << found.lines.substr(begin, found.lines.find('\n', begin) - begin));
    }
  }
  // Both kinds of lines have to be among them.
  INFO(straight << " of " << lines << " laid out straight, " << refused << " refused");
  CHECK(straight > lines / 10);
  CHECK(straight < lines * 9 / 10);
  CHECK(refused > lines / 20);
}
