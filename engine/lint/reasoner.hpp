#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/settle_terms.hpp"
#include "lint/lint.hpp"
#include "lint/search.hpp"

namespace weir::lint {

/// Conditions over one set of cells: some truths of the plan as terms of the facts of a deal of which nothing
/// is known.
class Matter {
 public:
  /// The term of the node that was asked for in place `which`.
  evaluate::TermId term(std::size_t which) const { return roots_[which]; }
  const std::vector<evaluate::OpenLeaf>& leaves() const { return leaves_; }
  const std::vector<evaluate::Cells>& cells() const { return cells_; }
  const std::vector<evaluate::Term>& terms() const { return terms_; }

 private:
  friend class Reasoner;
  std::vector<evaluate::OpenLeaf> leaves_;
  std::vector<evaluate::Cells> cells_;
  std::vector<evaluate::Term> terms_;
  std::vector<evaluate::TermId> roots_;
  bool viewpoint_ =
      false;  ///< the day of looking decides something: days before the last are not run through
};

/// Thrown out of a lint that nobody waits for, and caught where lints are run.
struct Stale {};

/// Answers questions about conditions of rules by running through the cells of the facts they read.
class Reasoner {
 public:
  /// `stale` as in the scope; a question asked when it says so throws `Stale`.
  Reasoner(const plan::Plan& plan, Tally& tally, std::function<bool()> stale = {});
  ~Reasoner();

  /// Whether values are run through that do not apply.
  enum class Inapplicable : std::uint8_t { run_through, left_out };
  /// The terms of some truths on the deal, or on the acquirer where they are attributes of a party; null
  /// where one of them stands on rows of a list or of something else. Kept as long as this lives.
  const Matter* matter(const std::vector<plan::NodeId>& nodes,
                       Inapplicable inapplicable = Inapplicable::run_through);

  /// Values of some leaves.
  using Witness = std::vector<std::pair<std::size_t, std::size_t>>;
  enum class Answer : std::uint8_t { yes, no, undecided };
  /// Whether there are facts on which all goals hold; `witness` (if not null) are some. Counted in the tally.
  /// A yes is certain only where nothing in the terms is free, a no is certain always.
  Answer possible(const Matter& matter, const std::vector<Goal>& goals, Witness* witness = nullptr);

  /// The facts of a witness, as YAML: "{stake.votes: 25%, target.kind: trust}".
  std::string text(const Matter& matter, const Witness& witness) const;
  /// A leaf by its path: "target.employees", "acquirer.ca_soe".
  std::string name_of(const evaluate::OpenLeaf& leaf) const;
  /// True if it stands on a table that `matter` can look at.
  bool can_look_at(plan::NodeId node) const;

 private:
  struct Ground;
  std::size_t row_of(plan::NodeId node) const;
  evaluate::Cells cells_of(const evaluate::OpenLeaf& leaf, const evaluate::LeafCuts& cuts) const;

  const plan::Plan& plan_;
  Tally& tally_;
  std::function<bool()> stale_;
  std::unique_ptr<Ground> ground_;
};

}  // namespace weir::lint
