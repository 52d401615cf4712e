#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evaluate/evaluation.hpp"
#include "evaluate/plain_block.hpp"

namespace weir::batch {

/// The rules of one regime, with what each adds to an answer, prepared once.
class RegimeRules {
 public:
  RegimeRules(const plan::Plan& plan, std::uint32_t regime);

  /// A rule and what it says.
  struct Entry {
    std::uint32_t rule = 0;  ///< place in Plan::rules
    struct Outcome {
      std::uint32_t determination = 0, level = 0;
    };
    std::vector<Outcome> outcomes;
    bool pending = false;
  };
  const model::Regime& law() const { return *law_; }
  /// In the order of their ids.
  const std::vector<Entry>& entries() const { return entries_; }
  /// Points by entry; behind the last one a zero.
  const std::vector<std::int64_t>& points() const { return points_; }
  /// Whether any of the rules determines something.
  bool determine() const { return determine_; }
  /// Whether any of the rules is law that may not have begun.
  bool wait() const { return wait_; }
  /// The nodes whose columns answers are read from.
  void add_roots(const plan::Plan& plan, std::vector<plan::NodeId>& roots) const;

 private:
  const model::Regime* law_;
  std::vector<Entry> entries_;
  std::vector<std::int64_t> points_;
  bool determine_ = false, wait_ = false;
};

/// What the rules of a regime say of each row of a block, rule by rule.
class Answers {
 public:
  /// Takes the truths that answers are read from; they must outlive the reading.
  void follow(const RegimeRules& rules, const plan::Plan& plan, const evaluate::Evaluation& evaluated);
  void follow(const RegimeRules& rules, const plan::Plan& plan, const evaluate::PlainBlock& block);
  /// Reads them off the truths as they are now; the memory of the answers before is used again.
  void read(const RegimeRules& rules, std::size_t rows);

  /// Places in RegimeRules::entries, ascending; behind them stands their number, up to a multiple of four.
  std::span<const std::uint32_t> fired(std::size_t row) const { return fired_.of(row); }
  std::span<const std::uint32_t> open(std::size_t row) const { return (waits_ ? open_ : rest_).of(row); }
  std::int64_t risk_low(std::size_t row) const { return risk_low_[row]; }
  std::int64_t risk_high(std::size_t row) const { return risk_high_[row]; }
  std::uint32_t at_least(std::size_t determination, std::size_t row) const {
    return at_least_[determination * rows_ + row];
  }
  std::uint32_t at_most(std::size_t determination, std::size_t row) const {
    return at_most_[determination * rows_ + row];
  }

 private:
  /// Strips of rows for 64 entries, or of entries for each row of 64.
  using Strips = std::array<std::uint64_t, 64 * evaluate::strip_words>;
  /// Of 64 entries, for each row of a strip.
  struct Group {
    /// A row has a word, a bit an entry: row `64 * w + i` word `w` of strip `i`.
    Strips strips;
    /// Else the words of a row in all groups would want one place in the nearest cache.
    std::array<std::uint64_t, evaluate::strip_words> apart;
  };
  /// Which entries are meant on each row.
  struct Entries {
    std::vector<Group> groups;  ///< by strip of rows, then by entry
    bool some = false;          ///< on any row
    std::vector<std::uint32_t> list;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> parts;  ///< by row: begin in `list`, and how many
    std::span<const std::uint32_t> of(std::size_t row) const {
      return std::span(list).subspan(parts[row].first, parts[row].second);
    }
    void take(const Strips& strips, std::size_t at);
  };
  /// Of an entry: whether the rule applies, and whether law that may not have begun is in force.
  struct Truths {
    evaluate::TruthStrips applies;
    std::optional<evaluate::TruthStrips> in_force;
  };
  void follow(const RegimeRules& rules, const plan::Plan& plan,
              const std::function<evaluate::TruthStrips(plan::NodeId)>& truths_of);
  void read_group(const RegimeRules& rules, std::size_t strip, std::size_t group);
  void list(const RegimeRules& rules, Entries& entries, std::vector<std::int64_t>* weights) const;
  void determine(const RegimeRules& rules);

  std::vector<Truths> truths_;         ///< by entry
  std::size_t rows_ = 0, groups_ = 0;  ///< of 64 entries
  bool waits_ = false;                 ///< `open_` differs from `rest_`
  Entries fired_, open_, rest_;        ///< rest: those that may apply and are not fired
  std::vector<std::int64_t> risk_low_, risk_high_;
  std::vector<std::uint32_t> at_least_, at_most_;  ///< by determination, then row
};

/// Evaluates cases, of the plan only the nodes marked in `in_cone`, and shows `read` what came out.
void evaluate_cases(const plan::Plan& plan, const std::vector<evaluate::CaseRow>& cases,
                    const std::map<std::string, base::Date>& suppose, const std::vector<bool>& in_cone,
                    const std::function<void(const evaluate::Evaluation&)>& read);

}  // namespace weir::batch
