// The keys that the server offers are keys that the engine reads.
#include "lsp/keys.hpp"

#include <map>

#include "load/load.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::lsp;

namespace {

const std::string vocabulary =
    "facts:\n  transaction.closing: {type: date}\n  party.kind: {type: text}\n"
    "  party.capital: {type: money}\n  holding.votes: {type: percent}\n";
const std::string regime =
    "regime: xx-act\ntitle: T\ncountry: CA\nprefix: xx\nby: transaction.closing\n"
    "determinations: {filing: {levels: [none, due]}}\n";

/// Where a key of each place stands: the file, and the text around `KEY: VALUE`.
struct Around {
  std::string file, before, after;
};

std::vector<Around> around(KeyPlace place) {
  const std::string rules = "rules/xx/xx-act/rules.yaml";
  const std::string rule = "rules:\n  xx.a:\n    in_force: always\n    ";
  const std::string definition = "definitions:\n  xx_a:\n    ";
  switch (place) {
    case KeyPlace::rule_file:
      return {{rules, "", ""}};
    case KeyPlace::regime:
      return {{"rules/xx/xx-act/regime.yaml", "", ""}};
    case KeyPlace::determination:
      return {{"rules/xx/xx-act/regime.yaml", "determinations:\n  filing:\n    ", ""}};
    case KeyPlace::provision:
      return {{rules, definition + "is: target.kind\n    ", ""}};
    case KeyPlace::status:
      return {{rules, rule + "status:\n      ", ""}};
    case KeyPlace::reading:
      return {{rules, rule + "reading:\n      ", ""}};
    case KeyPlace::citation:
      return {{rules, rule + "cite:\n      ", ""}};
    case KeyPlace::waiver:
      return {{rules, rule + "waive:\n      - ", ""}};
    case KeyPlace::rule:
      return {{rules, rule, ""}};
    case KeyPlace::then:
      return {{rules, rule + "then:\n      ", ""}};
    case KeyPlace::duty:
      return {{rules, rule + "duty:\n      ", ""}};
    case KeyPlace::breach:
      return {{rules, rule + "duty:\n      if_not:\n        ", ""}};
    case KeyPlace::example:
      return {{rules, rule + "examples:\n      - ", ""}};
    case KeyPlace::definition: {
      // A key belongs to one kind of definition, and other keys show which.
      std::vector<Around> kinds;
      for (const std::string kind :
           {"is: x", "all: [x]", "table: [x]\n    rows: []", "values: {}", "versions: {}", "members: {}",
            "ask: x", "path: direct", "links: []", "list: x", "stages: {}", "calendar: weekdays",
            "periods: []", "during: x", "days: []", "uncertain: {}"})
        kinds.push_back({rules, definition + kind + "\n    ", ""});
      return kinds;
    }
    case KeyPlace::speaks:
      return {{rules, definition + "ask: x\n    speaks:\n      ", ""}};
    case KeyPlace::stage:
      return {{rules, definition + "stages:\n      one:\n        ", ""}};
    case KeyPlace::version:
      return {{rules, definition + "values:\n      2020-01-01:\n        ", ""},
              {rules, definition + "versions:\n      2020-01-01..:\n        ", ""}};
    case KeyPlace::condition:
      return {{rules, rule + "when:\n      ", ""}};
    case KeyPlace::at_least:
      return {{rules, rule + "when:\n      at_least:\n        ", ""}};
    case KeyPlace::vocabulary:
      return {{"rules/vocabulary/more.yaml", "", ""}};
    case KeyPlace::fact:
      return {{"rules/vocabulary/more.yaml", "facts:\n  party.more:\n    ", ""}};
    case KeyPlace::enumeration:
      return {{"rules/vocabulary/more.yaml", "enumerations:\n  more:\n    ", ""}};
    case KeyPlace::case_:
      return {{"one.yaml", "", ""}};
    case KeyPlace::source:
      return {{"one.yaml", "case: one\nsources:\n  a:\n    ", ""}};
    case KeyPlace::claim:
      return {{"one.yaml", "case: one\nparties:\n  a:\n    kind:\n      value: x\n      ", ""}};
    case KeyPlace::recorded:
      return {{"one.yaml", "case: one\njudgements:\n  - ", ""}};
    case KeyPlace::expected:
      return {{"one.yaml", "case: one\nexpect:\n  - ", ""}};
    case KeyPlace::expected_duty:
      return {{"one.yaml", "case: one\nexpect:\n  - regime: xx-act\n    duties:\n      - ", ""}};
    case KeyPlace::expected_stage:
      return {{"one.yaml", "case: one\nexpect:\n  - regime: xx-act\n    stages:\n      - ", ""}};
    case KeyPlace::expected_judgement:
      return {{"one.yaml", "case: one\nexpect:\n  - regime: xx-act\n    judgements:\n      - ", ""}};
    case KeyPlace::expected_leaning:
      return {{"one.yaml",
               "case: one\nexpect:\n  - regime: xx-act\n    judgements:\n      - judgement: x\n        "
               "leans:\n          - ",
               ""}};
  }
  return {};
}

/// True if the engine knows the key there.
bool known(const Around& where, std::string_view key) {
  base::MemoryFileSystem files;
  files.add("rules/vocabulary/core.yaml", vocabulary);
  files.add("rules/xx/xx-act/regime.yaml", regime);
  // A key that stands there already is known.
  if (where.before.find(" " + std::string(key) + ":") != where.before.npos ||
      where.before.starts_with(std::string(key) + ":"))
    return true;
  files.add(where.file, where.before + std::string(key) + ": x\n" + where.after);
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const auto rules = load::load_rules(files, "rules", sources, sink);
  if (where.file == "one.yaml") load::load_case(files, where.file, rules.vocabulary, sources, sink);
  for (const auto& diagnostic : sink.sorted()) {
    const bool refused = diagnostic.code == diagnostics::Code::unknown_key;
    if (refused && diagnostic.primary && sources.text(diagnostic.primary->span) == key) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("keys: what the server offers is what the engine reads", "[lsp]") {
  for (const KeyRow& row : key_rows()) {
    INFO(row.key << ": " << row.doc);
    bool anywhere = false;
    for (const Around& where : around(row.place)) anywhere = anywhere || known(where, row.key);
    CHECK(anywhere);
  }
}

TEST_CASE("keys: a key that nobody reads is refused by the same test", "[lsp]") {
  for (const KeyRow& row : key_rows()) {
    for (const Around& where : around(row.place)) {
      INFO(where.before);
      const bool outcomes = row.place == KeyPlace::then || row.place == KeyPlace::example;
      if (!outcomes) CHECK_FALSE(known(where, "nonsense"));
    }
  }
}
