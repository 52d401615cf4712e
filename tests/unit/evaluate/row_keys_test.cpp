#include "evaluate/run.hpp"
#include "load/load.hpp"
#include "support/catch.hpp"
#include "support/one_condition.hpp"
#include "support/random_world.hpp"

// The keys of rows under a list fact are a set. A row whose key may not apply is a row, but no certain
// member.

namespace weir::evaluate {

TEST_CASE("a list of a party inside a list of the deal is that of the party", "[evaluate]") {
  const auto of = [](const std::string& condition) {
    const std::string outer = "some p in transaction.parties has ";
    return test::truth_of("target.xx_so", "sites: [{name: mill, country: CA}]",
                          "{party.xx_so: {is: \"" + outer + "(" + condition + ")\"}}");
  };
  CHECK(of("some x in it.sites has (x.country == CA)") == base::Truth::true_value);
  CHECK(of("count(it.sites) == 1") == base::Truth::true_value);
}

TEST_CASE("a key that may not apply is no certain member of the keys", "[evaluate]") {
  const auto world = test::world_of(
      {{"r",
        "regime: r\ntitle: R\ncountry: CA\nprefix: xx\ndecides: nobody\nby: as_of\nin_force: 2000-01-01..\n"
        "determinations:\n  filing: {title: F, levels: [none, notice], position: {notice: must-file-after}}\n"
        "rules:\n  xx.a: {in_force: always, when: \"target.sites within {}\", then: {filing: notice}}\n"}});
  REQUIRE(world->mistakes() == "");
  const auto stated = test::case_in(
      *world,
      "case: c\ntitle: C\nas_of: 2020-01-01\nacquirer: {formed_in: US}\ntarget: {sites: [{name: mill}]}\n"
      "transaction: {closing: 2020-01-01}\n");
  REQUIRE(stated);
  CaseRow row;
  row.facts = &*stated;
  row.as_of = row.known_on = *stated->as_of;
  const model::Vocabulary& vocabulary = world->rules.vocabulary;
  const auto name = vocabulary.find_fact("site.name");
  REQUIRE(name);
  Override key;
  key.fact = *name;
  for (std::size_t i = 0; i < stated->rows.size(); ++i)
    if (stated->rows[i].entity == vocabulary.fact(*name).entity) key.row = model::RowId(i);
  REQUIRE(key.row.valid());
  const auto truth = [&](const CaseRow& seen) {
    return run(world->plan, {seen}, {}).truth(world->plan.rules[0].condition, 0);
  };
  CHECK(truth(row) == base::Truth::false_value);
  key.value.candidates.push_back(model::Item{"mill"});
  key.value.not_applicable = true;
  row.changed = {key};
  CHECK(truth(row) == base::Truth::unknown);
}

}  // namespace weir::evaluate
