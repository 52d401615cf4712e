#include <algorithm>

#include "support/clock_world.hpp"

// A condition tested again while a period runs (`during:`).

namespace weir::evaluate {
namespace {

using Lines = std::vector<std::string>;

const std::string kinds =
    "definitions:\n"
    "  xx_kinds: {of: party-kind, members: {corporation: always, fund: [2000-01-01..2024-05-31, "
    "2025-01-01..2025-06-30]}}\n"
    "  party.xx_proper: it.kind in xx_kinds\n";

// What rules made of each of these definitions say on a day: t, f or ?.
std::string said_of(const std::string& definitions, const Lines& names, const std::string& as_of,
                    const std::string& transaction = "kind: [shares], closing: 2024-01-01") {
  std::string text = definitions + "rules:\n";
  for (std::size_t i = 0; i < names.size(); ++i)
    text += "  xx.r" + std::to_string(i) + ": {in_force: always, when: " + names[i] + "}\n";
  test::ClockWorld world(text);
  const auto regime = world.assess(as_of, "", "transaction: {" + transaction + "}\n");
  std::string said;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto found = std::ranges::find(regime.findings, "xx.r" + std::to_string(i), &model::Finding::id);
    REQUIRE(found != regime.findings.end());
    said += base::to_text(found->why.truth)[0] == 'u' ? '?' : base::to_text(found->why.truth)[0];
  }
  return said;
}

TEST_CASE("a re-test reads the law of its day, and frozen law as the period found it", "[evaluate][retest]") {
  const std::string law = kinds +
                          "  xx_free: {during: 3 years after transaction.closing, lost: acquirer.xx_proper}\n"
                          "  xx_frozen: {during: 3 years after transaction.closing, lost: "
                          "acquirer.xx_proper, frozen: xx_kinds}\n"
                          "  xx_own: not acquirer.xx_proper\n";
  const auto on = [&](const std::string& day) {
    return said_of(law, {"xx_free", "xx_frozen", "xx_own"}, day);
  };
  CHECK(on("2023-06-01") == "fff");
  CHECK(on("2024-05-31") == "fff");
  CHECK(on("2024-06-01") == "tff");
  // It holds again, but did not on each day of the period.
  CHECK(on("2025-01-01") == "?ff");
  CHECK(on("2025-07-01") == "tff");
  // The period is over: what is lost now may have been lost after it.
  CHECK(on("2027-01-01") == "tff");
  CHECK(on("2027-01-02") == "?ff");
}

TEST_CASE("the first day of a period is the day itself with `from`, the next one with `after`",
          "[evaluate][retest]") {
  const std::string law =
      "definitions:\n"
      "  xx_after: {during: 10 days after transaction.closing, lost: acquirer.kind != fund}\n"
      "  xx_from: {during: 10 days from transaction.closing, lost: acquirer.kind != fund}\n";
  const auto on = [&](const std::string& day) { return said_of(law, {"xx_after", "xx_from"}, day); };
  CHECK(on("2023-12-31") == "ff");
  CHECK(on("2024-01-01") == "ft");
  CHECK(on("2024-01-02") == "tt");
  CHECK(on("2024-01-10") == "tt");
  CHECK(on("2024-01-11") == "t?");
  CHECK(on("2024-01-12") == "??");
}

TEST_CASE("a period whose beginning is not known is neither running nor over", "[evaluate][retest]") {
  const std::string law =
      "definitions:\n"
      "  xx_lost: {during: 10 days after transaction.closing, lost: acquirer.kind != fund}\n"
      "  xx_kept: {during: 10 days after transaction.closing, lost: acquirer.kind == fund}\n";
  CHECK(said_of(law, {"xx_lost", "xx_kept"}, "2024-01-05", "kind: [shares]") == "?f");
  CHECK(said_of(law, {"xx_lost", "xx_kept"}, "2024-01-05", "kind: [shares], closing: not yet") == "ff");
  CHECK(said_of(law, {"xx_lost", "xx_kept"}, "2024-01-05", "kind: [shares], closing: never") == "ff");
  CHECK(said_of(law, {"xx_lost", "xx_kept"}, "2024-01-05",
                "kind: [shares], closing: 2023-12-30..2024-01-04") == "tf");
}

TEST_CASE("the proof of a re-test shows its period and what was lost", "[evaluate][retest]") {
  test::ClockWorld world(kinds +
                         "  xx_free: {title: Status lost, during: 3 years after transaction.closing, lost: "
                         "acquirer.xx_proper}\n"
                         "rules:\n  xx.a: {in_force: always, when: xx_free}\n");
  const auto lost = world.assess("2027-06-01", "").findings.at(0).why;
  CHECK(lost.title == "Status lost");
  CHECK(lost.reasons == Lines{"perhaps lost after the period"});
  REQUIRE(lost.parts.size() == 3);
  CHECK(lost.parts[0].expression == "transaction.closing < as_of");
  CHECK(lost.parts[0].truth == base::Truth::true_value);
  CHECK(lost.parts[1].expression == "as_of <= 3 years after transaction.closing");
  CHECK(lost.parts[1].truth == base::Truth::false_value);
  CHECK(lost.parts[2].expression == "not");
  CHECK(lost.parts[2].truth == base::Truth::true_value);
}

TEST_CASE("a re-test needs a period of the deal, a condition, and law to freeze", "[check][retest]") {
  const auto said = [](const std::string& body) {
    return test::ClockWorld(kinds + "  xx_again: {" + body + "}\n").said();
  };
  CHECK(said("during: 3 years after transaction.closing, lost: acquirer.xx_proper, frozen: [xx_kinds]")
            .empty());
  CHECK(said("during: transaction.closing, lost: acquirer.xx_proper") ==
        Lines{"bad-retest: transaction.closing"});
  CHECK(said("during: 3 years before transaction.closing, lost: acquirer.xx_proper") ==
        Lines{"bad-retest: 3 years before transaction.closing"});
  CHECK(said("during: 3 years after acquirer.citizenship_eligible, lost: acquirer.xx_proper") ==
        Lines{"bad-retest: 3 years after acquirer.citizenship_eligible"});
  CHECK(said("during: 3 years after transaction.closing, lost: acquirer.kind") ==
        Lines{"not-a-truth: acquirer.kind"});
  CHECK(said("during: 3 years after transaction.closing") == Lines{"missing-key: during"});
  CHECK(said("during: 3 years after transaction.closing, lost: acquirer.kind == fund, frozen: xx_kinds") ==
        Lines{"bad-retest: xx_kinds"});
  CHECK(
      said("during: 3 years after transaction.closing, lost: acquirer.xx_proper, frozen: party.xx_proper") ==
      Lines{"bad-retest: party.xx_proper"});
  CHECK(said("during: 3 years after transaction.closing, lost: acquirer.xx_proper, frozen: xx_kind") ==
        Lines{"unknown-name: xx_kind"});
}

}  // namespace
}  // namespace weir::evaluate
