#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/case.hpp"
#include "model/vocabulary.hpp"
#include "support/dice.hpp"

namespace weir::test {

/// Values at which rules tell cases apart, by fact.
struct Marks {
  std::vector<std::pair<std::string, base::Rational>> numbers;  ///< currency or empty, value
  std::vector<base::Date> dates;
  std::vector<std::string> items;
};

/// Random statements about facts: exact, ranges, one of several, open lists, not applicable, never, not yet;
/// claims learned on several days, of any quality, some replaced, some in dispute.
class RandomFacts {
 public:
  RandomFacts(const model::Vocabulary& vocabulary, std::map<model::FactId, Marks> marks, Dice& dice)
      : vocabulary_(vocabulary), marks_(std::move(marks)), dice_(dice) {}

  /// States or forgets the facts with marks on the rows that rules can reach. Adds a row for the procedure of
  /// each of `regimes`.
  void change(model::Case& facts, const std::vector<std::string>& regimes);
  /// A day from 2009 to 2026.
  base::Date day();
  /// A value that says more than `value` does: one that it leaves possible.
  model::Value narrower(const model::Value& value, model::FactId fact);
  model::Value value(model::FactId fact, const std::vector<std::string>& parties);

 private:
  model::Candidate candidate(const model::Fact& fact, const Marks& marks,
                             const std::vector<std::string>& parties);
  model::Interval interval(const std::vector<base::Rational>& numbers);
  model::Interval part_of(const model::Interval& whole);
  model::Candidate part_of(const model::Candidate& whole, const model::Fact& fact);
  model::Money money(const Marks& marks);
  model::DateInterval date(const Marks& marks);
  std::string item(const model::Fact& fact, const Marks& marks, const std::vector<std::string>& parties);
  model::FactEntry entry(model::FactId fact, const std::vector<std::string>& parties);
  void list(model::Case& facts, model::RowId row, model::FactId fact);

  const model::Vocabulary& vocabulary_;
  std::map<model::FactId, Marks> marks_;
  Dice& dice_;
};

}  // namespace weir::test
