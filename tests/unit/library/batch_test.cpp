// Lines and tables, from streams and from memory: what `weir batch` writes.
#include <sstream>

#include "support/golden_runner.hpp"
#include "unit/library/library_world.hpp"

using namespace weir;
using namespace weir::test;

namespace {

const std::string lines =
    "{\"id\":1,\"as_of\":\"2020-05-01\",\"acquirer\":{\"formed_in\":\"US\"},\"transaction\":{\"closing\":"
    "\"2020-06-01\"},\"target\":{\"staff\":100}}\n"
    "{\"id\":2,\"as_of\":\"2020-05-01\",\"acquirer\":{\"formd_in\":\"US\"},\"target\":{}}\n"
    "{\"id\":3,\"as_of\":\"2020-05-01\",\"acquirer\":{\"formed_in\":true},\"target\":{}}\n"
    "{\"id\":4,\"acquirer\":{},\"target\":{}}\n"
    "{\"id\":5,\"as_of\":\"2020-05-01\",\"acquirer\":{\"formed_in\":\"CA\"},\"target\":{}}\n"
    "{\"id\":6,\n";

std::vector<std::pair<std::string, std::string>> files_with(const std::string& name,
                                                            const std::string& text) {
  std::vector<std::pair<std::string, std::string>> files = {{name, text}};
  for (const auto& [path, law] : small_texts()) files.emplace_back("law/" + path, law);
  return files;
}

}  // namespace

TEST_CASE("library: lines are answered in place, the refused ones too", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  std::string out;
  const auto counts = evaluate_lines(rules, lines, out);
  REQUIRE(counts);
  CHECK(counts->cases == 6);
  CHECK(counts->refused == 4);
  CHECK(counts->refused_by_code.at("WR5019") == 1);
  CHECK(counts->refused_by_code.at("WR6003") == 1);
  CHECK(out == run_weir("batch --rules law x.jsonl", files_with("x.jsonl", lines)).out);
  CHECK(out.find("{\"id\":1,\"regimes\":{\"xx\":{\"determinations\":{\"filing\":[\"approval\",\"approval\"]},"
                 "\"risk\":[30,30],\"fired\":[\"xx.abroad\",\"xx.large\"],\"open\":[]}}}\n") == 0);

  std::istringstream in(lines);
  std::ostringstream streamed;
  REQUIRE(evaluate_lines(rules, in, streamed, {.threads = 3}));
  CHECK(streamed.str() == out);

  std::string risk;
  REQUIRE(evaluate_lines(rules, lines, risk,
                         {.seen = {.as_of = "2021-01-01"}, .parts = {BatchOptions::Part::risk}, .skip = 3}));
  CHECK(risk.find("{\"id\":4,\"regimes\":{\"xx\":{\"risk\":[0,30]}}}\n") == 0);

  std::string summary;
  REQUIRE(evaluate_lines(rules, lines, summary, {.output = BatchOptions::Output::summary}));
  CHECK(summary ==
        run_weir("batch --rules law --summary --format json x.jsonl", files_with("x.jsonl", lines)).out);
}

TEST_CASE("library: a line over the limit is refused, and the next one is not", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  const std::string good = "{\"id\":2,\"as_of\":\"2020-05-01\",\"acquirer\":{},\"target\":{}}\n";
  std::string out;
  const auto counts = evaluate_lines(
      rules, "{\"id\":1,\"title\":\"" + std::string(std::size_t{1} << 20, 'x') + "\"}\n" + good, out);
  REQUIRE(counts);
  CHECK(counts->refused_by_code == std::map<std::string, std::uint64_t>{{"WR6001", 1}});
  CHECK(out.find("{\"line\":1,\"id\":null,\"error\":{\"code\":\"WR6001\"") == 0);
  CHECK(out.find("\n{\"id\":2,\"regimes\"") != std::string::npos);
}

TEST_CASE("library: tables are read by their first row", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  const std::string table =
      "id,as_of,acquirer.formed_in,target.staff\n7,2020-05-01,US,100\n8,2020-05-01,US\n";
  std::string out;
  const auto counts = evaluate_lines(rules, table, out, {.input = BatchOptions::Input::table});
  REQUIRE(counts);
  CHECK(counts->refused == 1);
  CHECK(out == run_weir("batch --rules law x.csv", files_with("x.csv", table)).out);

  std::string none;
  const auto wrong =
      evaluate_lines(rules, "id,acquirer.formd_in\n", none, {.input = BatchOptions::Input::table});
  CHECK_FALSE(wrong);
  CHECK(to_text(wrong.diagnostics).find("did you mean `acquirer.formed_in`?") != std::string::npos);
  CHECK(none.empty());
}

TEST_CASE("library: a batch that cannot go on says so", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  std::string out;
  CHECK_FALSE(evaluate_lines(rules, lines, out, {.seen = {.regimes = {"yy"}}}));
  CHECK(out.empty());
  // Gzip that breaks off.
  CHECK_FALSE(evaluate_lines(rules, std::string("\x1f\x8b\x08\x00\x00", 5), out));

  std::istringstream in(lines);
  std::ostringstream full;
  full.setstate(std::ios::badbit);
  const auto unwritten = evaluate_lines(rules, in, full);
  CHECK_FALSE(unwritten);
  CHECK(to_text(unwritten.diagnostics) == "error: the output cannot be written\n");

  std::istringstream broken(lines);
  broken.setstate(std::ios::badbit);
  std::ostringstream written;
  CHECK(to_text(evaluate_lines(rules, broken, written).diagnostics) ==
        "error: the input cannot be read on\n");
}
