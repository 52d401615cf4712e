// Suggested cases, run as a user would run them: each passes, and each shows what its file says.
#include <algorithm>

#include "json/json.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using namespace weir::test;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

const Files world = {
    {"rules/zz/zz/regime.yaml",
     "regime: zz\ntitle: Example\ncountry: NZ\nprefix: zz\ndecides: Minister\nby: transaction.closing\n"
     "in_force: 2000-01-01..\ndeterminations:\n"
     "  filing: {title: filing, levels: [none, notification], position: {notification: must-file-after}}\n"},
    {"rules/zz/zz/rules.yaml",
     "definitions:\n  zz_large:\n    all: [target.employees > 100, target.turnover >= 5 million CAD]\n"
     "rules:\n  zz.notify:\n    in_force: 2010-01-01..\n    when:\n      all:\n"
     "        - zz_large\n        - stake.votes > 50%\n        - target.kind in {corporation, trust}\n"
     "    unless: transaction.on_exchange\n    then: {filing: notification}\n    examples:\n"
     "      - open: {as_of: 2016-01-01, transaction.closing: 2016-01-01, target.kind: corporation}\n"}};

/// The decisions of conditions that no test shows, as "text true".
std::vector<std::string> lacking(const Files& files, const std::string& paths) {
  const RunResult result = run_weir("test --coverage --format json --regime zz " + paths, files);
  INFO(result.err);
  REQUIRE(result.exit == 0);
  std::vector<std::string> missing;
  const json::Json told = json::Json::parse(result.out);
  for (const auto& entry : told["coverage"]["entries"]) {
    for (const auto& condition : entry["conditions"]) {
      for (const char* truth : {"true", "false"}) {
        if (condition[std::string("decides_") + truth]["rows"] == 0)
          missing.push_back(condition["text"].get<std::string>() + " " + truth);
      }
    }
  }
  return missing;
}

}  // namespace

TEST_CASE("suggest: the cases written show every condition, and pass", "[suite]") {
  REQUIRE(lacking(world, "rules/zz").size() == 12);
  const RunResult result = run_weir("test --suggest more --format json --regime zz rules/zz", world);
  INFO(result.err);
  REQUIRE(result.exit == 0);
  const json::Json suggested = json::Json::parse(result.out)["suggested"];
  CHECK(suggested["not_found"].empty());
  Files files = world;
  for (const auto& [path, text] : result.written) files.emplace_back(path, text);
  REQUIRE(suggested["cases"].size() == result.written.size());
  CHECK(result.written.size() < 12);
  CHECK(lacking(files, "rules/zz more").empty());
  // Each file alone shows what is said of it.
  for (const auto& one : suggested["cases"]) {
    const auto alone = lacking(files, one["file"].get<std::string>());
    for (const auto& shown : one["shows"]) {
      const std::string text =
          shown["text"].get<std::string>() + (shown["decides_as"].get<bool>() ? " true" : " false");
      INFO(one["file"] << " " << text);
      CHECK(std::ranges::find(alone, text) == alone.end());
    }
  }
}

TEST_CASE("suggest: what is covered needs no case, and files are not replaced", "[suite]") {
  Files files = world;
  const RunResult first = run_weir("test --suggest more --regime zz rules/zz", files);
  REQUIRE_FALSE(first.written.empty());
  files.emplace_back(first.written.begin()->first, first.written.begin()->second);
  const RunResult again = run_weir("test --suggest more --regime zz rules/zz", files);
  CHECK(again.exit == 2);
  CHECK(again.out.empty());
  CHECK(again.err.find("is there already") != std::string::npos);
  CHECK(again.written.empty());
}

TEST_CASE("coverage: the page needs nothing but itself", "[suite]") {
  const RunResult result = run_weir("test --coverage-html page.html --regime zz rules/zz", world);
  REQUIRE(result.exit == 0);
  REQUIRE(result.written.contains("page.html"));
  const std::string& page = result.written.at("page.html");
  for (const char* foreign : {"<script", "<link", "@import", "url(", "src="}) {
    INFO(foreign);
    CHECK(page.find(foreign) == std::string::npos);
  }
  CHECK(page.find("prefers-color-scheme:dark") != std::string::npos);
  CHECK(page.find("@media print") != std::string::npos);
  // The text of the rules stands in it whole, with what is between tags taken out.
  std::string text;
  bool inside = false;
  for (const char c : page.substr(page.find("<pre>"))) {
    if (c == '<') inside = true;
    if (!inside) text += c;
    if (c == '>') inside = false;
  }
  CHECK(text.find("target.turnover &gt;= 5 million CAD]") != std::string::npos);
  CHECK(std::ranges::count(page, '<') == std::ranges::count(page, '>'));
}
