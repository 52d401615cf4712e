#pragma once
#include <functional>
#include <vector>

#include "suite/blocks.hpp"
#include "suite/coverage_map.hpp"

namespace weir::suite {

/// Reads truths of one run from the rows of another table.
class RowReader {
 public:
  explicit RowReader(const evaluate::Run& run) : run_(run) {}
  /// The row of a table that a row of another stands on; none where there is no one such row.
  std::optional<std::size_t> row_of(plan::TableRef wanted, plan::TableRef table, std::size_t row) const;
  /// A truth there; unknown where there is no such row.
  base::Truth truth_at(plan::NodeId node, plan::TableRef table, std::size_t row) const;
  /// True if the law date certainly picks the wording that a condition is; also where it is not dated.
  bool in_version(const Decision& decision, plan::TableRef table, std::size_t row) const;

 private:
  const evaluate::Run& run_;
};

/// Tells, for each row of a run, what it shows of a map.
class Observer {
 public:
  /// Says whether a row of the case table asks anything of a regime (none: of any).
  using Asks = std::function<bool(std::size_t row, std::optional<std::uint32_t> regime)>;
  /// Told a mark and the row of the case table that shows it; may be told the same twice.
  using Visit = std::function<void(MarkId mark, std::size_t row)>;

  Observer(const CoverageMap& map, const evaluate::Run& run, Asks asks, Visit visit)
      : map_(map), run_(run), rows_(run), asks_(std::move(asks)), visit_(std::move(visit)) {}

  void observe();
  /// What rows show of one condition, and no more.
  void observe(const Decision& decision);

 private:
  enum class Decides : std::uint8_t { alone, no };
  void observe_rule(const CoverageEntry& entry);
  void observe(const Threshold& threshold, std::optional<std::uint32_t> regime);
  void observe(const Border& border, std::optional<std::uint32_t> regime);
  bool is_asked(const Decision& decision, plan::TableRef table, std::size_t row) const;
  void walk(const Decision& decision, std::uint32_t part, plan::TableRef table, std::size_t row,
            Decides decides);
  void walk_rows(const Decision& decision, const Part& part, plan::TableRef table, std::size_t row,
                 Decides decides);
  void show(const Clause& clause, base::Truth truth, std::size_t case_row, Decides decides);

  const CoverageMap& map_;
  const evaluate::Run& run_;
  RowReader rows_;
  Asks asks_;
  Visit visit_;
};

/// How often something was seen, and by which trials first.
struct Seen {
  static constexpr std::size_t most_trials = 3;
  std::size_t rows = 0;
  std::vector<std::size_t> trials;  ///< places of trials, ascending
};

/// How far trials have shown what a clause does.
enum class ClauseState : std::uint8_t {
  covered,     ///< true and false each decided alone on some row
  only_true,   ///< it decided alone only where it was true
  only_false,  ///< it decided alone only where it was false
  not_alone,   ///< it was true or false, but never decided alone
  only_open,   ///< it was never anything but open
  never,       ///< no row asked for it
};
std::string_view to_text(ClauseState state);

/// What the trials of a run have shown of the rules.
struct Coverage {
  CoverageMap map;
  std::vector<Seen> seen;  ///< by mark

  const Seen& at(MarkId mark) const { return seen[mark.index()]; }
  bool has(MarkId mark) const { return at(mark).rows > 0; }
  ClauseState state(const Clause& clause) const;
};

/// Evaluates trials as batches of rows and notes what each row shows. Same trials, same result at any number
/// of threads.
Coverage cover(const plan::Plan& plan, const std::vector<Trial>& trials, unsigned threads);

/// The marks that one trial's row shows, ascending.
std::vector<MarkId> shown_by(const plan::Plan& plan, const CoverageMap& map, const Trial& trial);

/// How much of what can be shown has been.
struct CoverageTotals {
  struct Part {
    std::size_t shown = 0, all = 0;
  };
  std::size_t rules = 0, fired = 0, silent = 0, open = 0;
  std::size_t with_exceptions = 0, defeated = 0;
  std::size_t conditions = 0, covered = 0, one_way = 0;
  Part lines, thresholds, borders;  ///< of thresholds and borders the single points
};
/// Of one entry, or of all.
CoverageTotals totals_of(const Coverage& coverage, const CoverageEntry& entry);
CoverageTotals totals_of(const Coverage& coverage, const std::vector<CoverageEntry>& entries);

}  // namespace weir::suite
