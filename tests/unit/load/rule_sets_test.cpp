#include "unit/load/load_support.hpp"

using namespace weir;
using load_test::Bench;
using load_test::Lines;

TEST_CASE("a rules folder loads whole", "[load]") {
  Bench bench;
  bench.load();
  CHECK(bench.said() == Lines{});
  REQUIRE(bench.loaded.rule_sets.regimes.size() == 1);
  const auto& regime = bench.loaded.rule_sets.regimes[0];
  CHECK(regime.id == "xx-act");
  CHECK(regime.bands.size() == 2);
  REQUIRE(regime.rules.size() == 1);
  const auto& rule = regime.rules[0];
  CHECK(rule.outcomes[0].level == "notification");
  REQUIRE(rule.examples.size() == 2);
  const auto& example = rule.examples[0].facts;
  CHECK(example.as_of == base::Date::make(2010, 1, 2));
  REQUIRE(example.judgements.size() == 1);
  CHECK(example.judgements[0].judgement == "xx_state");
  CHECK(example.judgements[0].of == "acquirer");
  const auto& definitions = bench.loaded.rule_sets.definitions;
  REQUIRE(definitions.size() == 3);
  CHECK(definitions[0].id == "eea");
  CHECK(definitions[1].attribute_of == "party");
  CHECK(definitions[1].name == "xx_state");
}

TEST_CASE("the vocabulary knows types, keys and hierarchies", "[load]") {
  Bench bench;
  bench.load();
  const auto& vocabulary = bench.loaded.vocabulary;
  const auto describe = [&](std::string_view name) {
    return vocabulary.describe(vocabulary.fact(*vocabulary.find_fact(name)).type);
  };
  CHECK(describe("holding.votes") == "percent, change");
  CHECK(describe("party.active_in") == "set of country");
  CHECK(describe("party.activities") == "rows of activity, key kind");
  const auto& naics = vocabulary.domain(*vocabulary.find_domain("naics"));
  CHECK(naics.lies_in("3342", "33"));
  CHECK(vocabulary.find_unit("MW")->factor == base::Rational(1000000));
}

TEST_CASE("the digest follows the meaning, not the layout", "[load]") {
  Bench first;
  first.load();
  Bench second;
  second.files.add(
      "rules/xx/xx-act/rules.yaml",
      std::string("# a remark\ndefinitions: {party.xx_state: {ask: Is it the state, decides: Minister}}\n"));
  second.files.add("rules/xx/xx-act/more.yaml", std::string(R"(rules:
  xx.notify: {in_force: 2010-01-01.., when: xx_foreign, then: {filing: notification}}
definitions:
  xx_foreign: "acquirer.formed_in  !=  CA"
)"));
  second.load();
  CHECK(second.said() == Lines{});
  CHECK(first.loaded.rule_sets.digest == second.loaded.rule_sets.digest);
  Bench third;
  third.load_rules_text("definitions:\n  xx_foreign: acquirer.formed_in != US\n");
  CHECK(first.loaded.rule_sets.digest != third.loaded.rule_sets.digest);
}

TEST_CASE("mistakes in rule files are reported at their words", "[load]") {
  const auto said = [](std::string text) {
    Bench bench;
    bench.load_rules_text(std::move(text));
    return bench.said();
  };
  const std::string head = "rules:\n  xx.a:\n    when: target.formed_in == CA\n";
  CHECK(said(head) == Lines{"missing-in-force: xx.a"});
  CHECK(said(head + "    status: {in_force: pending, waits_for: an order}\n") == Lines{});
  CHECK(said(head + "    in_force: 2020-01-01\n") == Lines{"bad-range: 2020-01-01"});
  CHECK(said(head + "    in_force: 2020-02-01..2020-01-01\n") ==
        Lines{"range-upside-down: 2020-02-01..2020-01-01"});
  CHECK(said(head + "    in_force: always\n    then: {filling: none}\n") ==
        Lines{"unknown-determination: filling"});
  CHECK(said(head + "    in_force: always\n    then: {filing: notify}\n") == Lines{"unknown-level: notify"});
  CHECK(said(head + "    in_force: always\n    risk: {targit: 5}\n") == Lines{"unknown-factor: targit"});
  CHECK(said(head + "    in_force: always\n    risk: {target: -5}\n") == Lines{"negative-points: -5"});
  CHECK(said(head + "    in_force: always\n    examples: [{fire: {}}]\n") ==
        Lines{"bad-example: {fire: {}}"});
  CHECK(said("rules:\n  yy.a: {in_force: always, when: true}\n") == Lines{"id-without-prefix: yy.a"});
  CHECK(said("rules:\n  xx.a: {in_force: always, wen: true, when: true}\n") == Lines{"unknown-key: wen"});
}

TEST_CASE("a name declared in two files is reported with both places", "[load]") {
  Bench bench;
  bench.files.add("rules/xx/xx-act/zz.yaml", "definitions:\n  xx_foreign: acquirer.formed_in == US\n");
  bench.load();
  const auto diagnostics = bench.sink.sorted();
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].code == diagnostics::Code::duplicate_definition);
  REQUIRE(diagnostics[0].labels.size() == 1);
  CHECK(bench.sources.get(diagnostics[0].labels[0].span.file).path() == "rules/xx/xx-act/rules.yaml");
}

TEST_CASE("every kind of definition is recognised by its keys", "[load]") {
  Bench bench;
  bench.load_rules_text(R"(definitions:
  xx_table: {table: [target.formed_in], rows: [[CA, true], [any, false]]}
  xx_values: {columns: [low, high], values: {2020-01-01: [1 CAD, 2 CAD], 2010-01-01: {is: [1 CAD, none], note: old}}}
  xx_versions:
    versions: {2015-01-01..: target.formed_in == CA, ..2014-12-31: {is: target.formed_in == US}, pending: target.formed_in == FR}
  xx_group: {members: {CA: always, US: [2010-01-01..2012-01-01, 2015-01-01..]}, uncertain: {KY: always}}
  xx_any: {any: [target.formed_in == CA, {none: [target.formed_in == US]}], title: either}
  xx_method: {path: product, measure: votes}
rules:
  xx.a: {in_force: always, when: xx_any}
)");
  CHECK(bench.said() == Lines{});
  const auto body = [&](std::string_view id) -> const auto& {
    for (const auto& definition : bench.loaded.rule_sets.definitions) {
      if (definition.id == id) return definition.body;
    }
    throw std::runtime_error("no such definition");
  };
  CHECK(std::get<model::Table>(body("xx_table")).lines.size() == 2);
  CHECK(std::get<model::Values>(body("xx_values")).versions[0].from == base::Date::make(2010, 1, 1));
  CHECK(std::get<model::Versions>(body("xx_versions")).versions.back().pending);
  CHECK(std::get<model::Group>(body("xx_group")).members.size() == 3);
  CHECK(std::get<model::Condition>(body("xx_any")).kind == model::Condition::Kind::any);
  CHECK(std::get<model::Attribution>(body("xx_method")).method.path == model::Method::Path::product);
}

TEST_CASE("missing folders and stray files are said", "[load]") {
  base::MemoryFileSystem files;
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::load_rules(files, "rules", sources, sink);
  CHECK(sink.error_count() == 1);
  Bench bench;
  bench.files.add("rules/yy/rules.yaml", "rules: {}\n");
  bench.load();
  REQUIRE(bench.said().size() == 1);
  CHECK(bench.said()[0] == "stray-rule-file");
}

TEST_CASE("load: without examples the rules are the same", "[load]") {
  Bench with, without;
  with.load();
  without.loaded =
      load::load_rules(without.files, "rules", without.sources, without.sink, load::Examples::left_out);
  CHECK(without.said() == with.said());
  CHECK(without.loaded.rule_sets.digest == with.loaded.rule_sets.digest);
  REQUIRE(without.loaded.rule_sets.regimes.size() == 1);
  std::size_t examples = 0;
  for (const model::Rule& rule : with.loaded.rule_sets.regimes[0].rules) examples += rule.examples.size();
  CHECK(examples > 0);
  for (const model::Rule& rule : without.loaded.rule_sets.regimes[0].rules) CHECK(rule.examples.empty());
}
