// Every example that stands beside a rule of the source tree does what it says.
#include "evaluate/run.hpp"
#include "reference/loaded.hpp"
#include "support/catch.hpp"

using namespace weir;

TEST_CASE("rules: examples fire, stay silent or stay open as they say", "[evaluate]") {
  const reference::Loaded& world = reference::loaded();
  REQUIRE_FALSE(world.sink.has_errors());
  std::size_t seen = 0;
  for (const plan::CompiledRule& rule : world.plan.rules) {
    for (const model::Example& example : rule.rule->examples) {
      evaluate::CaseRow row;
      row.facts = &example.facts;
      row.as_of = example.facts.as_of.value();
      row.known_on = example.facts.known_on.value_or(row.as_of);
      // Pending law is shown as if it had started long before the example's day.
      const std::map<std::string, base::Date> suppose =
          rule.rule->status.pending
              ? std::map<std::string, base::Date>{{rule.rule->id, base::Date::beginning()}}
              : std::map<std::string, base::Date>{};
      const evaluate::Run run = evaluate::run(world.plan, {row}, suppose);
      const base::Truth expected = example.demand == model::Example::Demand::fires ? base::Truth::true_value
                                   : example.demand == model::Example::Demand::silent
                                       ? base::Truth::false_value
                                       : base::Truth::unknown;
      INFO(rule.rule->id << " at byte " << example.span.begin);
      CHECK(base::to_text(run.truth(rule.applies, 0)) == base::to_text(expected));
      ++seen;
    }
  }
  CHECK(seen > 100);
}
