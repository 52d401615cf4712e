#pragma once
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "evaluate/settle_terms.hpp"

namespace weir::lint {

/// Some of the three truths, as bits.
using Truths = std::uint8_t;
inline constexpr Truths is_true = 1, is_false = 2, is_open = 4, any_truth = 7;

/// What a term is to come to, where one leaf may have a cell of its own.
struct Goal {
  evaluate::TermId term;
  Truths wanted = is_true;
  std::optional<std::pair<std::size_t, std::size_t>> pinned{};  ///< leaf and cell
};

/// Looks for cells of leaves on which goals hold together. Leaves are given cells one by one; what is settled
/// whatever the rest may be is not looked into further.
class Search {
 public:
  Search(const std::vector<evaluate::Term>& terms, const std::vector<evaluate::Cells>& cells,
         std::vector<Goal> goals);

  enum class Result : std::uint8_t { found, none, too_far };
  /// At most `steps` combinations are looked at.
  Result run(std::size_t steps);
  /// Of what was found: the cell of each leaf, `no_cell` where any will do.
  const std::vector<std::size_t>& chosen() const { return chosen_; }
  static constexpr std::size_t no_cell = ~std::size_t{0};

 private:
  bool descend();
  /// The truths that each term can still have, for one goal.
  void weigh(const Goal& goal, std::vector<Truths>& weights) const;
  Truths weigh(const evaluate::Term& term, const std::vector<Truths>& weights,
               const std::vector<std::size_t>& cells) const;
  Truths weigh_atom(const evaluate::Term& term, const std::vector<std::size_t>& cells) const;
  /// A leaf without a cell on which a term still hangs; none if there is none.
  std::optional<std::size_t> leaf_under(const Goal& goal, evaluate::TermId term,
                                        const std::vector<Truths>& weights) const;
  bool has_cell(const Goal& goal, std::size_t leaf) const;

  const std::vector<evaluate::Term>& terms_;
  const std::vector<evaluate::Cells>& cells_;
  std::vector<Goal> goals_;
  std::vector<std::size_t> chosen_;
  std::size_t steps_left_ = 0;
};

}  // namespace weir::lint
