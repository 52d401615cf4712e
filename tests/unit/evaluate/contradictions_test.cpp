#include "evaluate/assess.hpp"
#include "load/load.hpp"
#include "support/catch.hpp"
#include "unit/plan/small_world.hpp"

// Bright lines of a judgement that both hold, and decisions against one, are told (docs/language.md, C14).

namespace weir::evaluate {
namespace {

/// What is contradictory in a case of a firm of which this is stated.
std::vector<model::Contradiction> contradictions(const std::string& firm, const std::string& judgements,
                                                 const std::optional<base::Date>& known_on = {}) {
  const auto world = plan::world_of(
      "definitions:\n"
      "  party.xx_soe:\n"
      "    ask: Whether the firm is a state's\n"
      "    decides: Minister\n"
      "    true_if: it.formed_in == CN\n"
      "    false_if: it.employees < 10\n"
      "rules:\n"
      "  xx.a: {in_force: always, when: target.xx_soe, then: {filing: notification}}\n");
  base::MemoryFileSystem files;
  files.add("case.yaml",
            "case: c\ntitle: C\nas_of: 2020-01-01\nroles: {acquirer: a, target: f}\n"
            "transaction: {closing: 2020-01-01}\nparties: {a: {formed_in: US}, f: {" +
                firm + "}}\n" + judgements);
  const auto stated =
      load::load_case(files, "case.yaml", world->rules.vocabulary, world->sources, world->sink);
  for (const auto& diagnostic : world->sink.sorted()) UNSCOPED_INFO(diagnostic.message);
  REQUIRE(stated);
  Options options;
  options.known_on = known_on;
  return assess(world->plan, *stated, options).value().regimes.front().contradictions;
}

std::string decided(bool answer) {
  return std::string("judgements: [{id: xx_soe, of: f, value: ") + (answer ? "true" : "false") +
         ", by: Minister, on: 2019-06-01}]\n";
}

}  // namespace

TEST_CASE("bright lines that both hold contradict each other, and yes counts", "[evaluate]") {
  const auto found = contradictions("formed_in: CN, employees: 5", "");
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "f.xx_soe");
  CHECK(found[0].question == "Whether the firm is a state's");
  CHECK(found[0].counts);
  CHECK(found[0].both_lines);
  CHECK_FALSE(found[0].decided);
}

TEST_CASE("one line, or two of which one may hold, contradicts nothing", "[evaluate]") {
  CHECK(contradictions("formed_in: CN, employees: 10", "").empty());
  CHECK(contradictions("formed_in: US, employees: 5", "").empty());
  CHECK(contradictions("formed_in: CN", "").empty());
  CHECK(contradictions("employees: 5", "").empty());
}

TEST_CASE("a decision against a bright line contradicts it, and the line counts", "[evaluate]") {
  const auto against_yes = contradictions("formed_in: CN, employees: 10", decided(false));
  REQUIRE(against_yes.size() == 1);
  CHECK(against_yes[0].counts);
  CHECK_FALSE(against_yes[0].both_lines);
  CHECK(against_yes[0].decided == false);
  const auto against_no = contradictions("formed_in: US, employees: 5", decided(true));
  REQUIRE(against_no.size() == 1);
  CHECK_FALSE(against_no[0].counts);
  CHECK(against_no[0].decided == true);
}

TEST_CASE("a decision with a line, between lines, or learned later contradicts nothing", "[evaluate]") {
  CHECK(contradictions("formed_in: CN, employees: 10", decided(true)).empty());
  CHECK(contradictions("formed_in: US, employees: 10", decided(true)).empty());
  CHECK(contradictions("employees: 10", decided(false)).empty());
  CHECK(
      contradictions("formed_in: CN, employees: 10", decided(false), base::Date::make(2019, 5, 31)).empty());
}

}  // namespace weir::evaluate
