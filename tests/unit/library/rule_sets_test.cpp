// Rules, cases and assessments as another program meets them: answers are data, and so are mistakes.
#include <filesystem>
#include <regex>
#include <thread>

#include "support/golden_runner.hpp"
#include "unit/library/library_world.hpp"

using namespace weir;
using namespace weir::test;

TEST_CASE("library: a case has answers, and each can be explained", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  REQUIRE(rules.regimes().size() == 1);
  CHECK(rules.regimes()[0].id == "xx");
  CHECK(rules.regimes()[0].rules == std::vector<std::string>{"xx.abroad", "xx.large"});
  REQUIRE(rules.regimes()[0].determinations.size() == 1);
  CHECK(rules.regimes()[0].determinations[0].levels.back() == "approval");
  CHECK(rules.digest().starts_with("sha256:"));

  const auto facts = rules.read_case(small_case);
  REQUIRE(facts);
  CHECK(facts.diagnostics.empty());
  CHECK(facts->name() == "blue-whale");
  CHECK(facts->title() == "Blue buys Whale");
  CHECK(facts->as_of() == "2020-05-01");
  const auto assessed = rules.evaluate(*facts);
  REQUIRE(assessed);
  CHECK(assessed->case_name == "blue-whale");
  CHECK(assessed->as_of == "2020-05-01");
  CHECK(assessed->rules_digest == rules.digest());
  const RegimeAssessment* regime = assessed->regime("xx");
  REQUIRE(regime != nullptr);
  CHECK(assessed->regime("yy") == nullptr);
  CHECK(regime->position == Level{"must-file-after", "must-file-before"});
  const Determination* filing = regime->determination("filing");
  REQUIRE(filing != nullptr);
  CHECK(regime->determination("felling") == nullptr);
  CHECK(filing->level == Level{"notification", "approval"});
  CHECK_FALSE(filing->settled);
  CHECK(filing->by == std::vector<std::string>{"xx.abroad"});
  CHECK(filing->open_by == std::vector<std::string>{"xx.large"});
  CHECK(regime->risk.low == 0);
  CHECK(regime->risk.high == 30);
  CHECK(regime->risk.band_low == "low");
  CHECK(regime->risk.band_high == "high");
  REQUIRE(regime->finding("xx.abroad") != nullptr);
  CHECK(regime->finding("xx.abroad")->kind == FindingKind::fired);
  CHECK(regime->finding("xx.large")->kind == FindingKind::open);
  CHECK(regime->finding("xx.large")->points ==
        std::vector<std::pair<std::string, std::int64_t>>{{"target", 30}});
  REQUIRE(regime->open_facts.size() == 1);
  CHECK(regime->open_facts[0].fact == "target.staff");
  CHECK(regime->open_facts[0].state == "40..120");

  const auto proof = assessed->proof("xx.large");
  REQUIRE(proof);
  CHECK(proof->truth == Truth::unknown);
  CHECK_FALSE(assessed->proof("xx.nothing"));
  REQUIRE(proof->facts.size() == 1);
  CHECK(proof->facts[0].written == "40..120");
  CHECK(proof->reasons == std::vector<std::string>{"range"});

  // The flags of the program, as options.
  const auto later = rules.evaluate(*facts, {.as_of = "2021-01-01", .regimes = {"xx"}});
  REQUIRE(later);
  CHECK(later->as_of == "2021-01-01");
  CHECK(later->known_on == "2021-01-01");
}

TEST_CASE("library: text, Markdown and JSON are what the program prints", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  std::vector<std::pair<std::string, std::string>> files = {{"x.yaml", small_case}};
  for (const auto& [path, text] : small_texts()) files.emplace_back("law/" + path, text);
  const auto facts = rules.read_case(small_case, "x.yaml");
  REQUIRE(facts);
  const auto assessed = rules.evaluate(*facts);
  REQUIRE(assessed);
  const auto printed = [&](const std::string& flags) {
    return normalised(run_weir("evaluate --rules law " + flags + " x.yaml", files).out);
  };
  CHECK(normalised(assessed->text()) == printed(""));
  CHECK(normalised(assessed->text({.extent = TextOptions::Extent::everything})) == printed("--all"));
  CHECK(normalised(assessed->text({.characters = TextOptions::Characters::ascii})) == printed("--ascii"));
  CHECK(normalised(assessed->markdown()) == printed("--format markdown"));
  // Texts in memory stand below `rules`.
  std::string json = printed("--format json");
  for (std::size_t at = 0; (at = json.find("\"law/", at)) != std::string::npos;)
    json.replace(at, 5, "\"rules/");
  CHECK(normalised(assessed->json()) == json);
  CHECK(assessed->text({.width = 40}) != assessed->text());
  // Too narrow to lay out is as narrow as can be.
  CHECK(assessed->text({.width = 0}) == assessed->text({.width = 40}));
}

TEST_CASE("library: a case in JSON says what it says in YAML", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  const auto yaml = rules.read_case(small_case);
  const auto json = rules.read_case(
      "{\n\t\"case\": \"blue-whale\", \"title\": \"Blue buys Whale\", \"as_of\": \"2020-05-01\",\n"
      "\t\"transaction\": {\"closing\": \"2020-06-01\"},\n\t\"acquirer\": {\"formed_in\": \"US\"},\n"
      "\t\"target\": {\"staff\": \"40..120\"}\n}\n");
  INFO(to_text(json.diagnostics));
  REQUIRE(yaml);
  REQUIRE(json);
  CHECK(rules.evaluate(*yaml)->text() == rules.evaluate(*json)->text());
}

TEST_CASE("library: mistakes in rules are data, and there are no rule sets", "[library]") {
  const auto loaded =
      RuleSets::from_texts(small_texts("rules:\n"
                                       "  xx.abroad:\n"
                                       "    title: The acquirer comes from abroad\n"
                                       "    in_force: always\n"
                                       "    when: acquirer.fromed_in != CA\n"
                                       "    then: {filing: notification}\n"
                                       "    cite: {text: s. 1}\n"));
  CHECK_FALSE(loaded);
  REQUIRE(loaded.diagnostics.size() == 1);
  const Diagnostic& told = loaded.diagnostics[0];
  CHECK(told.code == "WR3004");
  CHECK(told.name == "unknown-fact");
  CHECK(told.severity == Severity::error);
  CHECK(told.at.path == "rules/xx/rules.yaml");
  CHECK(told.at.line == 5);
  CHECK(told.at.column == 20);
  CHECK(told.at.end_line == 5);
  CHECK(told.at.end_column == 29);
  CHECK(told.help.find("formed_in") != std::string::npos);
  CHECK(to_text(loaded.diagnostics).starts_with("rules/xx/rules.yaml:5:20: error[WR3004]: "));

  const auto nowhere = RuleSets::load("no/such/folder");
  CHECK_FALSE(nowhere);
  REQUIRE_FALSE(nowhere.diagnostics.empty());
  CHECK(nowhere.diagnostics[0].code == "WR1001");
  CHECK_FALSE(RuleSets::from_texts({}));
}

TEST_CASE("library: mistakes in cases are data, and there is no case", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  struct Sample {
    const char *what, *text, *code;
  };
  const Sample samples[] = {
      {"a misspelt fact", "case: x\nacquirer: {formd_in: US}\ntarget: {}\n", "WR5019"},
      {"another kind of value", "case: x\nacquirer: {formed_in: US}\ntarget: {staff: 2020-01-01}\n",
       "WR5028"},
      {"no case at all", "- 1\n- 2\n", "WR1023"},
      {"nothing", "", "WR1008"},
      {"no name", "acquirer: {}\ntarget: {}\n", "WR1022"},
      {"half a text", "case: x\nacquirer: {formed_in: US\n", "WR1007"},
      {"no UTF-8", "case: x\ntitle: \xff\xfe\n", "WR1005"},
  };
  for (const Sample& sample : samples) {
    INFO(sample.what);
    const auto read = rules.read_case(sample.text, "deals/x.yaml");
    CHECK_FALSE(read);
    REQUIRE_FALSE(read.diagnostics.empty());
    INFO(to_text(read.diagnostics));
    CHECK(read.diagnostics[0].code == sample.code);
    CHECK(read.diagnostics[0].at.path == "deals/x.yaml");
    CHECK(read.diagnostics[0].at.line >= 1);
  }
  CHECK(rules.read_case_file("no/such/case.yaml").diagnostics.at(0).code == "WR1001");
  const auto large = rules.read_case(std::string(9u << 20, '#'));
  CHECK_FALSE(large);
  CHECK(large.diagnostics.at(0).code == "WR1003");
  // More mistakes than are kept are counted.
  std::string many = "case: x\nacquirer:\n";
  for (int i = 0; i < 70; ++i) many += "  no_fact_" + std::to_string(i) + ": 1\n";
  const auto told = rules.read_case(many + "target: {}\n", "x.yaml");
  CHECK(told.diagnostics.back().severity == Severity::note);
  CHECK(told.diagnostics.back().message == "20 more in this file");
  CHECK(told.diagnostics.back().at.path == "x.yaml");
}

TEST_CASE("library: what a program asks wrongly is told, not thrown", "[library]") {
  const RuleSets rules = rule_sets_of(small_texts());
  const auto facts = rules.read_case(small_case);
  REQUIRE(facts);
  const auto message = [&](const Options& options) {
    const auto assessed = rules.evaluate(*facts, options);
    CHECK_FALSE(assessed);
    return to_text(assessed.diagnostics);
  };
  CHECK(message({.regimes = {"yy"}}) == "error: no regime `yy` among the loaded rule sets\n");
  CHECK(message({.as_of = "2020-02-30"}) ==
        "error: `2020-02-30` is no day to stand on; write it as YYYY-MM-DD\n");
  CHECK(message({.known_on = "May"}) == "error: `May` is no day to know things on; write it as YYYY-MM-DD\n");
  CHECK(message({.suppose = {{"xx.large", "2021-01-01"}}}) ==
        "error: no pending law `xx.large`; only rules whose status is pending can be supposed to start\n");
  CHECK(message({.suppose = {{"xx.large", ""}}}) ==
        "error: no day for `xx.large` to start; write it as YYYY-MM-DD\n");

  const auto dayless = rules.read_case("case: x\nacquirer: {}\ntarget: {}\n");
  REQUIRE(dayless);
  CHECK(dayless->as_of().empty());
  const auto unseen = rules.evaluate(*dayless);
  CHECK_FALSE(unseen);
  CHECK(unseen.diagnostics.at(0).code == "WR6003");
  CHECK(rules.evaluate(*dayless, {.as_of = "2020-05-01"}));

  // A case means something under the rules that it was read for.
  const RuleSets others = rule_sets_of(small_texts());
  CHECK_FALSE(others.evaluate(*facts));
}

TEST_CASE("library: assessments outlive the rules that they were made with", "[library]") {
  std::optional<Assessment> kept;
  std::string text;
  {
    const RuleSets rules = rule_sets_of(small_texts());
    kept = *rules.evaluate(*rules.read_case(small_case));
    text = kept->text();
  }
  CHECK(kept->text() == text);
  CHECK(kept->json().find("blue-whale") != std::string::npos);
}

TEST_CASE("library: many threads share rules and cases, and all get the same answers", "[library]") {
  const RuleSets rules = project_rules();
  const std::string path = WEIR_SOURCE_DIR "/cases/ca/hytera-norsat.yaml";
  const std::string text = read_disk(path);
  const auto shared = rules.read_case(text, path);
  REQUIRE(shared);
  const std::string days[] = {"2017-06-02", "2017-07-20", "2018-01-01"};
  std::vector<std::string> alone;
  for (const std::string& day : days) alone.push_back(rules.evaluate(*shared, {.as_of = day})->json());
  const std::string lines = "{\"as_of\":\"2020-01-01\",\"acquirer\":{\"formed_in\":\"CN\"},\"target\":{}}\n";
  std::string batch_alone;
  REQUIRE(evaluate_lines(rules, lines, batch_alone));

  constexpr std::size_t thread_count = 6;
  std::vector<std::string> wrong(thread_count);
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < thread_count; ++t) {
      threads.emplace_back([&, t] {
        for (std::size_t i = 0; i < 3; ++i) {
          const std::size_t day = (t + i) % 3;
          const auto own = rules.read_case(text, path);
          const auto assessed = rules.evaluate(t % 2 == 0 ? *shared : *own, {.as_of = days[day]});
          if (!assessed || assessed->json() != alone[day]) wrong[t] += days[day];
          if (rules.read_case("case: x\nacquirer: {nothing: 1}\ntarget: {}\n").diagnostics.size() != 1)
            wrong[t] += "mistake";
          std::string out;
          if (!evaluate_lines(rules, lines, out) || out != batch_alone) wrong[t] += "batch";
        }
      });
    }
  }
  for (const std::string& differs : wrong) CHECK(differs.empty());
}

TEST_CASE("library: its headers name nothing but the standard library and each other", "[library][house]") {
  const std::regex directive("(?:^|\n)[ \t]*#[ \t]*include[ \t]*([<\"][^>\"]+[>\"])");
  const std::regex allowed("<[a-z_]+>|\"weir/[a-z_]+\\.hpp\"");
  std::size_t headers = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(WEIR_SOURCE_DIR "/engine/library/include")) {
    if (!entry.is_regular_file()) continue;
    ++headers;
    const std::string text = read_disk(entry.path().string());
    INFO(entry.path().string());
    for (auto at = std::sregex_iterator(text.begin(), text.end(), directive); at != std::sregex_iterator();
         ++at) {
      INFO((*at)[1].str());
      CHECK(std::regex_match((*at)[1].str(), allowed));
    }
  }
  CHECK(headers == 6);
}

TEST_CASE("library: it says which version it is", "[library]") {
  CHECK(run_weir("--version").out.find(std::string(version())) != std::string::npos);
}
