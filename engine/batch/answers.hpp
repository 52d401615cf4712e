#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "evaluate/evaluation.hpp"

namespace weir::batch {

/// The rules of one regime, with what each adds to an answer, prepared once.
class RegimeRules {
 public:
  RegimeRules(const plan::Plan& plan, std::uint32_t regime);

  /// A rule and what it says.
  struct Entry {
    std::uint32_t rule = 0;  ///< place in Plan::rules
    std::int64_t points = 0;
    struct Outcome {
      std::uint32_t determination = 0, level = 0;
    };
    std::vector<Outcome> outcomes;
    bool pending = false;
  };
  const model::Regime& law() const { return *law_; }
  /// In the order of their ids.
  const std::vector<Entry>& entries() const { return entries_; }
  /// The nodes whose columns answers are read from.
  void add_roots(const plan::Plan& plan, std::vector<plan::NodeId>& roots) const;

 private:
  const model::Regime* law_;
  std::vector<Entry> entries_;
};

/// What the rules of a regime say of each row of a block, rule by rule.
class Answers {
 public:
  /// Reads them off columns that were evaluated; the memory of the answers before is used again.
  void read(const RegimeRules& rules, const plan::Plan& plan, const evaluate::Evaluation& evaluated,
            std::size_t rows);

  /// Places in RegimeRules::entries.
  std::span<const std::uint32_t> fired(std::size_t row) const { return part(fired_begin_, fired_, row); }
  std::span<const std::uint32_t> open(std::size_t row) const { return part(open_begin_, open_, row); }
  std::int64_t risk_low(std::size_t row) const { return risk_low_[row]; }
  std::int64_t risk_high(std::size_t row) const { return risk_high_[row]; }
  std::uint32_t at_least(std::size_t determination, std::size_t row) const {
    return at_least_[determination * rows_ + row];
  }
  std::uint32_t at_most(std::size_t determination, std::size_t row) const {
    return at_most_[determination * rows_ + row];
  }

 private:
  /// For one entry and 64 rows: on which it applies, may apply, and is told as open.
  struct Word {
    std::uint32_t entry = 0, word = 0;
    std::uint64_t fired = 0, maybe = 0, open = 0;
  };
  std::span<const std::uint32_t> part(const std::vector<std::uint32_t>& begin,
                                      const std::vector<std::uint32_t>& list, std::size_t row) const {
    return std::span(list).subspan(begin[row], begin[row + 1] - begin[row]);
  }

  std::size_t rows_ = 0;
  std::vector<Word> words_;  ///< those in which something applies or may
  std::vector<std::uint32_t> fired_begin_, fired_, open_begin_, open_, place_;
  std::vector<std::int64_t> risk_low_, risk_high_;
  std::vector<std::uint32_t> at_least_, at_most_;  ///< by determination, then row
};

/// Evaluates cases, of the plan only the nodes marked in `in_cone`, and shows `read` what came out.
void evaluate_cases(const plan::Plan& plan, const std::vector<evaluate::CaseRow>& cases,
                    const std::map<std::string, base::Date>& suppose, const std::vector<bool>& in_cone,
                    const std::function<void(const evaluate::Evaluation&)>& read);

}  // namespace weir::batch
