// The memo that `weir evaluate` prints, looked at as a reader would.
#include <algorithm>
#include <sstream>

#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

namespace {

const std::string hytera = "cases/ca/hytera-norsat.yaml";
const std::vector<std::string> every_case = {hytera, "cases/ca/hytera-norsat-without-assumptions.yaml",
                                             "cases/ca/o-net-itf.yaml"};

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

std::string memo(const std::string& arguments) {
  const weir::test::RunResult result = weir::test::run_weir("evaluate " + arguments, {});
  INFO(arguments << "\n" << result.err);
  REQUIRE(result.exit == 0);
  return result.out;
}

/// The text with each run of blanks and line ends as one blank.
std::string flowing(const std::string& text) {
  std::string out, word;
  std::istringstream in(text);
  while (in >> word) out += word + " ";
  return out;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t starting(const std::string& text, std::string_view with) {
  std::size_t count = 0;
  for (const std::string& line : lines(text)) count += line.starts_with(with) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("memo: no line is wider than 80 columns, but for addresses, which are not broken",
          "[report][memo]") {
  for (const std::string& file : every_case) {
    for (const std::string flags : {"", " --all", " --ascii"}) {
      for (const std::string& line : lines(memo(file + flags))) {
        INFO(line);
        CHECK((weir::base::display_width(line) <= 80 || has(line, "http")));
      }
    }
  }
}

TEST_CASE("memo: text speaks in titles, JSON in ids", "[report][memo]") {
  const std::string text = memo(hytera);
  CHECK_FALSE(has(text, "ca_net_benefit"));
  CHECK_FALSE(has(text, "allied-armed-forces"));
  CHECK(has(flowing(text), "armed forces of allied states, perhaps others"));
  CHECK(has(flowing(text),
            "gross assets and enterprise value under CAD 200 million (assumed), net-benefit "
            "tier CAD 379 million (state) and CAD 800 million "
            "(wto) on 2 June 2017"));
  const std::string json = memo(hytera + " --format json");
  CHECK(has(json, "ca_net_benefit.wto"));
  CHECK(has(json, "[allied-armed-forces, unknown]"));
  CHECK(has(json, "\"source_id\": \"annual-report\""));
}

TEST_CASE("memo: the comma of a thousand does not part an amount", "[report][memo]") {
  const std::string text = flowing(memo("--as-of 2017-07-20 " + hytera));
  CHECK(has(text, "net-benefit tier CAD 379 million (state) and CAD 1,000 million (wto) on 20 July 2017"));
}

TEST_CASE("memo: a source's title stands once, in the list at the end", "[report][memo]") {
  const std::string text = memo(hytera);
  const std::string title = "Notice of meeting and information circular";
  const std::size_t first = text.find(title);
  REQUIRE(first != std::string::npos);
  CHECK(first > text.find("\nSources\n"));
  CHECK(text.find(title, first + 1) == std::string::npos);
  CHECK(has(text, "[circular]"));
  // The case names sources that nothing shown rests on.
  CHECK_FALSE(has(text, "[globe]"));
}

TEST_CASE("memo: hedges stay", "[report][memo]") {
  const std::string text = memo(hytera);
  CHECK(has(text, "(assumed) [author]"));
  CHECK(has(flowing(text), "armed forces of allied states, perhaps others (assumed) [annual-report]"));
  CHECK(has(text, "alleged only:"));
  CHECK(has(text, "to be judged"));
}

TEST_CASE("memo: what was compared is named by the fact that has the value", "[report][memo]") {
  // Until 23 April 2015 the tier of a private buyer measured gross assets; enterprise value is of no account.
  const std::string path = "case.yaml";
  std::string file = weir::test::read_disk(WEIR_SOURCE_DIR "/cases/ca/o-net-itf.yaml");
  const std::string enterprise = "enterprise_value: {value: under 50 million CAD";
  const std::size_t at = file.find(enterprise);
  REQUIRE(at != std::string::npos);
  file.replace(at, enterprise.size(), "enterprise_value: {value: 900 million CAD");
  const auto result = weir::test::run_weir("evaluate " + path, {{path, file}});
  REQUIRE(result.exit == 0);
  const std::string text = flowing(result.out);
  CHECK(has(text, "gross assets under CAD 50 million (assumed), net-benefit tier"));
  CHECK_FALSE(has(text, "enterprise value CAD 900 million (assumed), net-benefit tier"));
}

TEST_CASE("memo: one heading for each authority", "[report][memo]") {
  const std::string text = memo("cases/ca/hytera-norsat-without-assumptions.yaml");
  CHECK(starting(text, "For the Minister to judge") == 1);
  CHECK(starting(text, "For the investor in its filing to judge") == 1);
}

TEST_CASE("memo: at most ten questions unless all are asked for", "[report][memo]") {
  const std::string file = "cases/ca/hytera-norsat-without-assumptions.yaml";
  CHECK(starting(memo(file), " 10 ") == 1);
  CHECK(starting(memo(file), " 11 ") == 0);
  CHECK(starting(memo(file + " --all"), " 11 ") == 1);
}

TEST_CASE("memo: findings can be chosen, and what is left out is counted", "[report][memo]") {
  const std::string fired = memo(hytera + " --findings fired");
  CHECK(starting(fired, "  ● ") == 6);
  CHECK(starting(fired, "  ? ") == 0);
  CHECK(starting(fired, "  ○ ") == 0);
  CHECK(has(fired, "not listed: 8 open"));
  const std::string two = memo(hytera + " --findings open,pending");
  CHECK(starting(two, "  ● ") == 0);
  CHECK(starting(two, "  ? ") == 8);
  CHECK(starting(two, "  … ") == 0);  // an Act of 2024 is not pending in 2017
  CHECK(starting(memo(hytera + " --as-of 2024-06-01 --findings pending"), "  … ") == 5);
  CHECK_FALSE(has(memo(hytera + " --findings all"), "not listed:"));
}

TEST_CASE("memo: what determines something stands before what only scores", "[report][memo]") {
  const std::string text = memo(hytera);
  CHECK(text.find("ca.security.exposed") < text.find("ca.ns.allied-forces"));
}

TEST_CASE("memo: a kind of finding that does not exist is refused, with the nearest one", "[report][memo]") {
  const auto result = weir::test::run_weir("evaluate --findings fird " + hytera, {});
  CHECK(result.exit == 2);
  CHECK(result.out.empty());
  CHECK(has(result.err, "`--findings fird` is no kind of finding; did you mean `fired`?"));
}

TEST_CASE("memo: --ascii leaves no other character", "[report][memo]") {
  for (const std::string flags : {" --ascii", " --ascii --all", " --ascii --format markdown"}) {
    const std::string text = memo("cases/ca/o-net-itf.yaml" + flags);
    const bool plain = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
    CHECK(plain);
    CHECK(has(text, "Montreal"));
  }
}

TEST_CASE("memo: colour adds escape sequences and nothing else", "[report][memo]") {
  const std::string plain = memo(hytera);
  std::string coloured = memo(hytera + " --color always");
  CHECK(coloured != plain);
  for (std::size_t at = 0; (at = coloured.find('\x1b', at)) != std::string::npos;) {
    coloured.erase(at, coloured.find('m', at) + 1 - at);
  }
  CHECK(coloured == plain);
}

TEST_CASE("memo: markdown is for assessments only", "[report][memo]") {
  const auto result = weir::test::run_weir("check --format markdown", {});
  CHECK(result.exit == 2);
  CHECK(has(result.err, "`--format markdown` is not one of text, json"));
}
