#pragma once
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

/// What the rules of a regime say of one row.
struct RowAnswer {
  /// Places in RegimeRules::entries, ascending; behind them stands their number, up to a multiple of four.
  std::span<const std::uint32_t> fired, open;
  std::int64_t risk_low = 0, risk_high = 0;
  std::vector<std::uint32_t> at_least, at_most;  ///< levels, by determination
};

/// What the rules of a regime say of each row of a block.
class Answers {
 public:
  /// The rules must outlive the answers.
  explicit Answers(const RegimeRules& rules);

  /// Takes the truths of an evaluation; `read` is to follow while it is there.
  void follow(const plan::Plan& plan, const evaluate::Evaluation& evaluated, std::size_t rows);
  /// Takes the truths of a block whenever it is evaluated; to be called once, before the first time.
  void follow(const plan::Plan& plan, evaluate::PlainBlock& block);
  /// Reads the truths of so many rows as they are now.
  void read(std::size_t rows);
  /// What they say of a row, until the next one is asked for.
  const RowAnswer& of(std::size_t row);

 private:
  /// Which entries are meant on each row.
  struct Entries {
    /// By strip of rows and 512 entries a square: the rows by entry, and once it is turned the entries by
    /// row.
    std::vector<evaluate::StripWords> squares;
    std::vector<std::uint32_t> list;  ///< of the row that was asked for last
    bool some = false;                ///< on any row
  };
  /// A truth that is copied from a column.
  struct Copied {
    const evaluate::Column* from;
    evaluate::TruthStrips to;
  };
  void follow(const plan::Plan& plan, std::size_t rows,
              const std::function<const evaluate::Column*(plan::NodeId, const evaluate::TruthStrips&)>& show);
  void turn(Entries& entries, std::size_t rows) const;
  std::span<const std::uint32_t> list(Entries& entries, std::size_t row) const;
  std::int64_t points_of(std::span<const std::uint32_t> entries) const;
  void determine(std::span<const std::uint32_t> rest);

  const RegimeRules* rules_;
  std::size_t strips_ = 0;   ///< of rows
  std::size_t squares_ = 0;  ///< for all entries
  std::vector<Copied> copied_;
  Entries fired_, rest_, open_;              ///< rest: those that may apply and are not fired
  std::vector<evaluate::StripWords> begun_;  ///< by entry that is pending: where its law is in force
  RowAnswer answer_;
};

/// Evaluates cases, of the plan only the nodes marked in `in_cone`, and shows `read` what came out.
void evaluate_cases(const plan::Plan& plan, const std::vector<evaluate::CaseRow>& cases,
                    const std::map<std::string, base::Date>& suppose, const std::vector<bool>& in_cone,
                    const std::function<void(const evaluate::Evaluation&)>& read);

}  // namespace weir::batch
