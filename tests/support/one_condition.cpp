#include "support/one_condition.hpp"

#include "evaluate/run.hpp"
#include "support/catch.hpp"
#include "support/random_world.hpp"

namespace weir::test {

base::Truth truth_of(const std::string& condition, const std::string& target, const std::string& definitions,
                     const std::string& holdings) {
  const auto world =
      world_of({{"xx",
                 "regime: xx\ntitle: Example\ncountry: CA\nprefix: xx\nby: transaction.closing\n"
                 "in_force: 2000-01-01..\n"
                 "determinations: {filing: {title: filing, levels: [none, notification]}}\n"
                 "definitions: " +
                     definitions +
                     "\n"
                     "rules:\n  xx.a:\n    in_force: always\n    when: \"" +
                     condition + "\"\n    then: {filing: notification}\n"}});
  INFO(world->mistakes());
  REQUIRE_FALSE(world->sink.has_errors());
  const auto facts = case_in(*world,
                             "case: example\ntitle: Example\nas_of: 2017-06-02\n"
                             "roles: {acquirer: buyer, target: seller, vendor: buyer}\n"
                             "transaction: {closing: 2017-05-01, parties: [buyer]}\n"
                             "parties:\n  buyer: {name: Buyer}\n  seller: {name: Seller, " +
                                 target + "}\nholdings: " + holdings + "\n");
  INFO(world->mistakes());
  REQUIRE(facts);
  evaluate::CaseRow row;
  row.facts = &*facts;
  row.as_of = row.known_on = *facts->as_of;
  return evaluate::run(world->plan, {row}, {}).truth(world->plan.rules[0].applies, 0);
}

}  // namespace weir::test
