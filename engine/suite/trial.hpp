#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/case.hpp"
#include "plan/plan.hpp"

namespace weir::suite {

/// One thing that a run of tests asks: an example that stands beside a rule, or what a case expects of one
/// regime on one day.
struct Trial {
  const model::Case* facts = nullptr;
  base::Date as_of, known_on;
  std::uint32_t regime = 0;                         ///< place in RuleSets::regimes
  const model::Expectation* expectation = nullptr;  ///< null of an example
  const model::Example* example = nullptr;          ///< null of an expectation
  std::uint32_t rule = 0;                           ///< of an example: place in Plan::rules
  std::size_t number = 0;                           ///< of an example: which of its rule's, from 1

  base::Span span() const { return example ? example->span : expectation->span; }
  /// Why it is known to fail; empty if it must hold.
  const std::string& todo() const;
};

/// Which trials of a run are wanted; what is empty leaves all.
struct Filter {
  std::vector<std::string> names;    ///< parts of a trial's name, one of which it has
  std::vector<std::string> regimes;  ///< ids
  std::vector<std::string> rules;    ///< ids or families: their examples, and expectations that name them
  std::vector<std::string> tags;     ///< words of cases
};

/// "ca.notify.control: example 2 fires", "hytera-norsat: ca-ica on 2017-06-02 (label)".
std::string name_of(const Trial& trial, const plan::Plan& plan);

/// The trials that the examples of these rules make; `rules` are places in Plan::rules.
std::vector<Trial> trials_of_examples(const plan::Plan& plan, const std::vector<std::uint32_t>& rules);
/// The trials that cases expect, in the order of the cases. Expectations of regimes that are not loaded make
/// none; the checker reports them.
std::vector<Trial> trials_of_cases(const plan::Plan& plan, const std::vector<const model::Case*>& cases);

bool wanted(const Trial& trial, const plan::Plan& plan, const Filter& filter);

}  // namespace weir::suite
