#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "weir/rule_sets.hpp"

namespace weir {

/// Lists of rules, one a case.
struct RuleLists {
  std::vector<std::uint32_t> begin = {0};  ///< of each case in `rules`, and the end
  std::vector<std::uint32_t> rules;        ///< places in Regime::rules
  std::span<const std::uint32_t> of(std::size_t row) const {
    return std::span(rules).subspan(begin[row], begin[row + 1] - begin[row]);
  }
};

/// What one regime makes of each case of a table; all columns are as long as the table.
struct RegimeColumns {
  std::string regime;
  std::vector<bool> law;  ///< false: not law on the case's day, and the other columns mean nothing
  struct Levels {
    std::string name;
    std::vector<std::uint32_t> at_least, at_most;  ///< places in Scale::levels
  };
  std::vector<Levels> determinations;  ///< in the order of Regime::determinations
  std::vector<std::int64_t> risk_low, risk_high;
  RuleLists fired, open;
};

/// Many cases as columns: a row a case, a column a fact. Each case has a transaction, an acquirer and a
/// target, and a holding of the acquirer in the target where something is stated of it. What is not stated is
/// unknown. One thread fills a table; several may evaluate it once it is filled.
class FactTable {
 public:
  /// All rows are without facts.
  FactTable(const RuleSets& rule_sets, std::size_t rows);
  ~FactTable();
  FactTable(FactTable&&) noexcept;
  FactTable& operator=(FactTable&&) noexcept;

  std::size_t rows() const;
  /// Adds the column of a fact: `acquirer.formed_in`, `target.activities`, `transaction.price`, or
  /// `stake.votes` (the holding). `unit` is that of `set_number`: "%", "CAD", "MW", or empty. No value if
  /// there is no such fact, it has a column, or its numbers have another unit.
  Outcome<std::size_t> add(std::string_view fact, std::string_view unit = {});

  // Each states the fact of a column on a row, in place of what was stated. What is wrong is returned and
  // not stated.
  /// A value as a case has it: "CN", "25%", "10%..25%", "68 million USD", "2017-06-02", "[CN, HK]",
  /// "unknown". Of a list of rows their keys.
  std::optional<Diagnostic> set(std::size_t column, std::size_t row, std::string_view value);
  std::optional<Diagnostic> set_truth(std::size_t column, std::size_t row, bool value);
  /// `digits` over ten to the power of `decimals`, in the column's unit: 176 and 1 are 17.6. At most 18
  /// decimals.
  std::optional<Diagnostic> set_number(std::size_t column, std::size_t row, std::int64_t digits,
                                       unsigned decimals = 0);
  /// Nothing is known.
  std::optional<Diagnostic> clear(std::size_t column, std::size_t row);
  /// The days on which a row is seen; an empty `known_on` is `as_of`. Days of the options go before.
  std::optional<Diagnostic> set_days(std::size_t row, std::string_view as_of, std::string_view known_on = {});

  /// By regime, those asked for in the order of RuleSets::regimes. No value if the options are wrong or a row
  /// has no day.
  Outcome<std::vector<RegimeColumns>> evaluate(const Options& options = {}, unsigned threads = 1) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir
