// What is answered goes into the text of a case; everything else in it stays.
#include <algorithm>

#include "diagnostics/diagnostic.hpp"
#include "interview/case_text.hpp"
#include "interview/yaml_editor.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using namespace weir::interview;

namespace {

using Of = FactPlace::Of;

/// The place whose key or item begins with `mark`.
FactPlace at(const std::string& text, Of of, const std::string& mark, std::string field) {
  return {of, static_cast<std::uint32_t>(text.find(mark)), "", std::move(field)};
}

std::string in_party(const std::string& entries, const std::string& field, const std::string& value,
                     const Origin& origin = {}) {
  const std::string head = "parties:\n  buyer:";
  const std::string text = head + entries;
  const std::string changed = with_fact(text, at(text, Of::keyed, "buyer", field), value, origin);
  REQUIRE(changed.starts_with(head));
  return changed.substr(head.size());
}

}  // namespace

TEST_CASE("case text: a fact comes behind the others of its party", "[interview]") {
  CHECK(in_party("\n    kind: fund    # as filed\n  other: {}\n", "formed_in", "CN") ==
        "\n    kind: fund    # as filed\n    formed_in: CN\n  other: {}\n");
  CHECK(in_party(" {kind: fund}\n", "formed_in", "CN") == " {kind: fund, formed_in: CN}\n");
  CHECK(in_party(" {}\n", "formed_in", "CN") == " {formed_in: CN}\n");
  CHECK(in_party("\n  other: {}\n", "formed_in", "CN") == "\n    formed_in: CN\n  other: {}\n");
  CHECK(in_party("\n    kind: fund", "formed_in", "CN") == "\n    kind: fund\n    formed_in: CN");
  CHECK(in_party("\n    note: |\n      two\n      lines\n", "formed_in", "CN") ==
        "\n    note: |\n      two\n      lines\n    formed_in: CN\n");
  CHECK(in_party("\n    held: {a: 1,\n      b: 2}\n", "formed_in", "CN") ==
        "\n    held: {a: 1,\n      b: 2}\n    formed_in: CN\n");
}

TEST_CASE("case text: what nobody vouches for gives way", "[interview]") {
  CHECK(in_party("\n    kind: unknown    # ask\n", "kind", "fund") == "\n    kind: fund    # ask\n");
  CHECK(in_party(" {kind: unknown}\n", "kind", "fund") == " {kind: fund}\n");
  CHECK(in_party("\n    kind:\n    name: B\n", "kind", "fund") == "\n    kind: fund\n    name: B\n");
  CHECK(in_party("\n    ties:\n      # the register\n      - CN    # 2020\n      - unknown\n", "ties",
                 "[CN]") == "\n    # the register\n    # 2020\n    ties: [CN]\n");
}

TEST_CASE("case text: what has a source stays beside the answer", "[interview]") {
  const Origin said{"counsel", model::Quality::reported};
  CHECK(in_party("\n    ties: {value: [CN, unknown], source: press}    # in June\n", "ties", "[CN, HK]",
                 said) ==
        "\n    ties:\n      - {value: [CN, unknown], source: press}    # in June\n      - {value: [CN, HK], "
        "source: "
        "counsel, quality: reported}\n");
  CHECK(in_party(" {ties: {value: [CN], source: press}}\n", "ties", "[CN]", said) ==
        " {ties: [{value: [CN], source: press}, {value: [CN], source: counsel, quality: reported}]}\n");
  CHECK(in_party("\n    ties:\n      value: [CN]\n      source: press\n    kind: fund\n", "ties", "[CN]") ==
        "\n    ties:\n      - value: [CN]\n        source: press\n      - {value: [CN]}\n    kind: fund\n");
  CHECK(in_party("\n    ties:\n      - {value: [CN]}    # old\n    kind: fund\n", "ties", "[HK]", said) ==
        "\n    ties:\n      - {value: [CN]}    # old\n      - {value: [HK], source: counsel, quality: "
        "reported}\n"
        "    kind: fund\n");
  CHECK(in_party("\n    ties: [{value: [CN]}]\n", "ties", "[HK]") ==
        "\n    ties: [{value: [CN]}, {value: [HK]}]\n");
}

// A YAML library other than ours asks that what stands in braces is indented further than the hyphen before
// it.
TEST_CASE("case text: braces may go on in the next line", "[interview]") {
  CHECK(in_party("\n    ties: {value: [CN],\n      source: press}  # in June\n", "ties", "[HK]") ==
        "\n    ties:\n      - {value: [CN],\n        source: press}  # in June\n      - {value: [HK]}\n");
  CHECK(in_party(" {name: B,\n    ties: {value: [CN], source: press}, kind: fund}\n", "ties", "[HK]") ==
        " {name: B,\n    ties: [{value: [CN], source: press}, {value: [HK]}], kind: fund}\n");
  CHECK(in_party(" {name: B,\n    kind: fund}\n", "formed_in", "CN") ==
        " {name: B,\n    kind: fund, formed_in: CN}\n");
}

TEST_CASE("case text: parts that are missing come where people look for them", "[interview]") {
  const std::string bare = "case: a\nas_of: 2020-01-02\nparties:\n  b: {}\nexpect: []\n";
  CHECK(with_fact(bare, {Of::transaction, 0, "", "signing"}, "2020-01-01", {}) ==
        "case: a\nas_of: 2020-01-02\ntransaction:\n  signing: 2020-01-01\nparties:\n  b: {}\nexpect: []\n");
  CHECK(with_fact(bare, {Of::procedure, 0, "ca-ica", "certified"}, "2020-02-03", {}) ==
        "case: a\nas_of: 2020-01-02\nparties:\n  b: {}\nprocedures:\n  ca-ica:\n    certified: 2020-02-03\n"
        "expect: []\n");
  CHECK(with_judgement(bare, "ca_soe", "b", "true", {"", model::Quality::assumed}) ==
        "case: a\nas_of: 2020-01-02\nparties:\n  b: {}\njudgements:\n  - {id: ca_soe, of: b, value: true, "
        "quality: "
        "assumed}\nexpect: []\n");
  CHECK(with_source(bare, "counsel", "Counsel, \"by phone\"") ==
        "case: a\nas_of: 2020-01-02\nsources:\n  counsel: {title: \"Counsel, \\\"by phone\\\"\"}\nparties:\n "
        " b: "
        "{}\nexpect: []\n");
  CHECK(with_fact("{case: a, parties: {}}", {Of::transaction, 0, "", "offer"}, "never", {}) ==
        "{case: a, parties: {}, transaction: {offer: never}}");
  CHECK(with_fact("case: a\ntransaction:\nparties: {}\n", {Of::transaction, 0, "", "offer"}, "never", {}) ==
        "case: a\ntransaction:\n  offer: never\nparties: {}\n");
  CHECK(with_fact("procedures:\n  de: {filed: never}\n", {Of::procedure, 0, "ca-ica", "order"}, "never",
                  {}) == "procedures:\n  de: {filed: never}\n  ca-ica:\n    order: never\n");
  CHECK(with_fact("procedures: {}\n", {Of::procedure, 0, "ca-ica", "order"}, "never", {}) ==
        "procedures: {ca-ica: {order: never}}\n");
}

TEST_CASE("case text: items of lists", "[interview]") {
  const std::string held = "holdings:\n  - {owner: a, entity: b}    # all\n  - owner: c\n    entity: b\n";
  CHECK(with_fact(held, at(held, Of::item, "{owner: a", "votes"), "over 25%", {}) ==
        "holdings:\n  - {owner: a, entity: b, votes: over 25%}    # all\n  - owner: c\n    entity: b\n");
  CHECK(with_fact(held, at(held, Of::item, "owner: c", "votes"), "0% -> 25%", {}) ==
        "holdings:\n  - {owner: a, entity: b}    # all\n  - owner: c\n    entity: b\n    votes: 0% -> 25%\n");
  const auto rows = [](const std::string& list, const std::string& answer) {
    const std::string text = "target:" + list;
    return with_rows(text, {Of::keyed, 0, "", "sites"}, answer).substr(7);
  };
  CHECK(rows(" {sites: [{name: A}, unknown]}", "[{name: B}]") == " {sites: [{name: A}, {name: B}]}");
  CHECK(rows(" {sites: [{name: A}, unknown]}", "[]") == " {sites: [{name: A}]}");
  CHECK(rows(" {sites: [unknown, {name: A}]}", "[]") == " {sites: [{name: A}]}");
  CHECK(rows(" {sites: unknown}", "[]") == " {sites: []}");
  CHECK(rows("\n  sites:\n    - {name: A}\n    - unknown\n  kind: fund\n", "[]") ==
        "\n  sites:\n    - {name: A}\n  kind: fund\n");
  CHECK(rows("\n  sites:\n    - {name: A}\n    - unknown\n", "[{name: B}]") ==
        "\n  sites:\n    - {name: A}\n    - {name: B}\n");
}

TEST_CASE("case text: quotes where YAML needs them", "[interview]") {
  CHECK(as_yaml("25%", Inside::block) == "25%");
  CHECK(as_yaml("one of [a, b]", Inside::block) == "one of [a, b]");
  CHECK(as_yaml("one of [a, b]", Inside::braces) == "\"one of [a, b]\"");
  CHECK(as_yaml("[a, b]", Inside::braces) == "[a, b]");
  CHECK(as_yaml("Norsat: \"old\" # 1", Inside::block) == "\"Norsat: \\\"old\\\" # 1\"");
  CHECK(as_yaml("\"a, b\"", Inside::braces) == "\"a, b\"");
  CHECK(as_yaml("- a", Inside::block) == "\"- a\"");
}

// Every party, procedure and holding of the project's own cases takes a fact, and nothing else is lost.
TEST_CASE("case text: the project's own cases take answers and keep their lines", "[interview]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules");
  REQUIRE(session.plan() != nullptr);
  const model::Vocabulary& vocabulary = session.vocabulary();
  const std::string folder = "cases/ca";
  std::size_t placed = 0;
  const auto names = tree.list(folder);
  for (const std::string& name : names.value()) {
    if (!name.ends_with(".yaml")) continue;
    const std::string path = folder + "/" + name;
    const std::string text = tree.read(path, base::yaml_file_limit).value();
    diagnostics::Sink sink;
    const model::Case* facts = session.try_case(path, text, sink);
    REQUIRE(facts != nullptr);
    for (const model::Row& row : facts->rows) {
      const bool keyed = row.entity == vocabulary.party || row.entity == vocabulary.procedure;
      const bool held = row.entity == vocabulary.holding;
      // Facts that few cases state, of which nothing is known.
      const char* field = row.entity == vocabulary.party ? "other_holders_at_most"
                          : held                         ? "dissolution"
                                                         : "decision";
      const auto fact = keyed || held ? vocabulary.find_fact(row.entity, field) : std::nullopt;
      if (!fact || row.find(*fact) != nullptr) continue;
      INFO(path << " " << row.id);
      const std::string changed =
          with_fact(text, {keyed ? Of::keyed : Of::item, row.span.begin, "", field}, "unknown", {});
      CHECK(changed.size() > text.size());
      CHECK(std::ranges::count(changed, '#') == std::ranges::count(text, '#'));
      diagnostics::Sink again;
      const model::Case* after = session.try_case(path, changed, again);
      REQUIRE(after != nullptr);
      CHECK(after->rows.size() == facts->rows.size());
      const auto same = after->rows[static_cast<std::size_t>(&row - facts->rows.data())].find(*fact);
      CHECK(same != nullptr);
      ++placed;
    }
  }
  CHECK(placed > 100);
}
