#include "lint/search.hpp"

#include <algorithm>

namespace weir::lint {

using base::Truth;
using evaluate::Term;
using evaluate::TermId;

namespace {

Truths bit_of(Truth truth) {
  return truth == Truth::true_value ? is_true : truth == Truth::false_value ? is_false : is_open;
}

Truths negation(Truths weight) {
  Truths result = weight & is_open;
  if (weight & is_true) result |= is_false;
  if (weight & is_false) result |= is_true;
  return result;
}

bool single(Truths weight) {
  return (weight & (weight - 1)) == 0;
}

/// What joins parts: true if `needed` of them are at least, false if fewer than that can be.
Truths count(const std::vector<Truths>& parts, std::size_t needed) {
  std::size_t can_be_true = 0, must_be_true = 0, can_be_more = 0, must_be_more = 0;
  bool open = false;
  for (const Truths part : parts) {
    can_be_true += (part & is_true) != 0;
    must_be_true += part == is_true;
    can_be_more += (part & (is_true | is_open)) != 0;
    must_be_more += (part & is_false) == 0;
    open = open || (part & is_open) != 0;
  }
  Truths result = 0;
  if (can_be_true >= needed) result |= is_true;
  if (must_be_more < needed) result |= is_false;
  if (open && must_be_true < needed && can_be_more >= needed) result |= is_open;
  return result;
}

}  // namespace

Search::Search(const std::vector<Term>& terms, const std::vector<evaluate::Cells>& cells,
               std::vector<Goal> goals)
    : terms_(terms), cells_(cells), goals_(std::move(goals)), chosen_(cells.size(), no_cell) {}

Search::Result Search::run(std::size_t steps) {
  steps_left_ = steps;
  if (descend()) return Result::found;
  return steps_left_ == 0 ? Result::too_far : Result::none;
}

bool Search::has_cell(const Goal& goal, std::size_t leaf) const {
  return chosen_[leaf] != no_cell || (goal.pinned && goal.pinned->first == leaf);
}

bool Search::descend() {
  if (steps_left_ == 0) return false;
  --steps_left_;
  std::optional<std::size_t> next;
  bool all_hold = true;
  std::vector<Truths> weights;
  for (const Goal& goal : goals_) {
    weigh(goal, weights);
    const Truths weight = weights[goal.term.index()];
    if ((weight & goal.wanted) == 0) return false;
    if ((weight & static_cast<Truths>(~goal.wanted)) == 0) continue;
    all_hold = false;
    if (!next) next = leaf_under(goal, goal.term, weights);
  }
  // Where no leaf is left, what is free decides: that it may hold is all that can be said.
  if (all_hold || !next) return true;
  for (std::size_t cell = 0; cell < cells_[*next].values.size(); ++cell) {
    chosen_[*next] = cell;
    if (descend()) return true;
    if (steps_left_ == 0) break;
  }
  chosen_[*next] = no_cell;
  return false;
}

void Search::weigh(const Goal& goal, std::vector<Truths>& weights) const {
  std::vector<std::size_t> cells = chosen_;
  if (goal.pinned) cells[goal.pinned->first] = goal.pinned->second;
  weights.assign(terms_.size(), any_truth);
  // Parts stand before what they are parts of.
  for (std::size_t i = 0; i <= goal.term.index(); ++i) weights[i] = weigh(terms_[i], weights, cells);
}

Truths Search::weigh_atom(const Term& term, const std::vector<std::size_t>& cells) const {
  Truths result = 0;
  for (std::size_t place = 0; place < term.table.size() && result != any_truth; ++place) {
    std::size_t rest = place;
    bool fits = true;
    for (const std::size_t leaf : term.leaves) {
      const std::size_t width = cells_[leaf].values.size();
      fits = fits && (cells[leaf] == no_cell || cells[leaf] == rest % width);
      rest /= width;
    }
    if (fits) result |= bit_of(term.table[place]);
  }
  return result;
}

Truths Search::weigh(const Term& term, const std::vector<Truths>& weights,
                     const std::vector<std::size_t>& cells) const {
  std::vector<Truths> parts;
  for (const TermId part : term.parts) parts.push_back(weights[part.index()]);
  switch (term.kind) {
    case Term::Kind::constant:
      return bit_of(term.truth);
    case Term::Kind::atom:
      return weigh_atom(term, cells);
    case Term::Kind::free:
      return any_truth;
    case Term::Kind::negation:
      return negation(parts[0]);
    case Term::Kind::doubtful:
      return static_cast<Truths>((parts[0] & (is_false | is_open)) | ((parts[0] & is_true) ? is_open : 0));
    case Term::Kind::all:
      return count(parts, parts.size());
    case Term::Kind::any:
      return count(parts, 1);
    case Term::Kind::at_least:
      return count(parts, static_cast<std::size_t>(term.count));
    case Term::Kind::judgement: {
      Truths result = 0;
      if (parts[0] & is_true) result |= is_true;
      if (parts[0] == is_true) return result;
      if (parts[1] & is_true) result |= is_false;
      if (parts[1] == is_true) return result;
      if (term.decision == Term::no_leaf) return result | is_open;
      const std::size_t cell = cells[term.decision];
      if (cell == no_cell) return result | is_true | is_false;
      return result | (cell == 0 ? is_true : is_false);
    }
    case Term::Kind::select: {
      // The lines that may be the first to fit; one that may fit leaves open which it is.
      Truths result = 0;
      for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
        if (parts[i] == is_false) continue;
        result |= parts[i + 1];
        if (parts[i] & is_open) result |= is_open;
        if (parts[i] == is_true) break;
      }
      return result == 0 ? is_open : result;
    }
  }
  return any_truth;
}

std::optional<std::size_t> Search::leaf_under(const Goal& goal, TermId id,
                                              const std::vector<Truths>& weights) const {
  if (single(weights[id.index()])) return std::nullopt;
  const Term& term = terms_[id.index()];
  for (const std::size_t leaf : term.leaves) {
    if (!has_cell(goal, leaf)) return leaf;
  }
  for (const TermId part : term.parts) {
    if (const auto leaf = leaf_under(goal, part, weights)) return leaf;
  }
  if (term.kind == Term::Kind::judgement && term.decision != Term::no_leaf && !has_cell(goal, term.decision))
    return term.decision;
  return std::nullopt;
}

}  // namespace weir::lint
