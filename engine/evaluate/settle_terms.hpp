#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "evaluate/cells.hpp"

namespace weir::evaluate {

struct TermTag;
using TermId = base::Id<TermTag>;

/// A condition on one row as a function of open leaves: what is known is folded, what computes on values is
/// an atom with a table of its truths.
struct Term {
  enum class Kind : std::uint8_t {
    constant,
    atom,
    all,
    any,
    negation,
    at_least,
    doubtful,
    judgement,
    select,
    free,  ///< may be anything: nothing tells what it hangs on
  };
  Kind kind = Kind::constant;
  base::Truth truth{};        ///< constant
  std::vector<TermId> parts;  ///< judgement: true if, false if; select: match, answer, …
  std::int64_t count = 0;     ///< at_least
  std::size_t decision = 0;   ///< judgement: place of its leaf; none: `no_leaf`
  // Of an atom: the leaves it rests on, and its truth for each combination of their cells.
  plan::NodeId node;
  std::size_t row = 0;
  std::vector<std::size_t> leaves;
  std::vector<base::Truth> table;
  static constexpr std::size_t no_leaf = ~std::size_t{0};
};

/// Builds the terms of truth nodes over given leaves; a node is one term, shared by all that read it.
class TermBuilder {
 public:
  /// What becomes of a part that rests on more combinations than are tabulated, or on something that no leaf
  /// settles.
  enum class Gaps : std::uint8_t { refuse, free };
  TermBuilder(OpenLeaves& open, const std::vector<OpenLeaf>& leaves, const std::vector<Cells>& cells,
              Gaps gaps = Gaps::refuse);

  /// None where there is a gap, and gaps are refused.
  std::optional<TermId> build(plan::NodeId node, std::size_t row);
  /// Evaluates every atom on each combination of its leaves' cells, all in one batch.
  void tabulate(const std::map<std::string, base::Date>& suppose);
  const std::vector<Term>& terms() const { return terms_; }

 private:
  std::optional<TermId> make(plan::NodeId node, std::size_t row);
  std::optional<TermId> atom(plan::NodeId node, std::size_t row);
  TermId add(Term term);
  std::optional<std::vector<TermId>> parts_of(const std::vector<plan::NodeId>& nodes, std::size_t row);

  const Run& run_;
  OpenLeaves& open_;
  const std::vector<OpenLeaf>& leaves_;
  const std::vector<Cells>& cells_;
  Gaps gaps_;
  std::map<OpenLeaf, std::size_t> places_;
  std::map<std::pair<plan::NodeId, std::size_t>, TermId> known_;
  std::vector<Term> terms_;
};

}  // namespace weir::evaluate
