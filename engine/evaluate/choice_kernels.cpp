#include <algorithm>
#include <optional>
#include <tuple>

#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Truth;
using plan::ColumnKind;
using plan::Op;

namespace {

// The inputs that may give the answer of a row; and whether one of them certainly does.
struct Choice {
  std::vector<const Column*> answers;
  bool covered = false;
};

// Chooses row after row; keeps its memory, and of versions what the row before had where the days are the
// same.
class Chooser {
 public:
  explicit Chooser(const Frame& frame) : frame_(frame) {}

  const Choice& choose(std::size_t row) {
    if (frame_.node.op != Op::select) return version(row);
    choice_.answers.clear();
    for (std::size_t i = 0; i + 1 < frame_.inputs.size(); i += 2) {
      const Truth match = frame_.inputs[i]->truth(row);
      if (match == Truth::false_value) continue;
      choice_.answers.push_back(frame_.inputs[i + 1]);
      if (match == Truth::true_value) break;
    }
    // The checker proved that the lines cover every input: among those that may match, one does.
    choice_.covered = !choice_.answers.empty();
    return choice_;
  }

 private:
  const Choice& version(std::size_t row) {
    const Column& law = *frame_.inputs[0];
    const std::int32_t as_of = frame_.inputs[1]->low[row];
    const auto days = [&](std::size_t at) { return std::tuple(law.low[at], law.high[at], law.applies[at]); };
    if (row > 0 && as_of == frame_.inputs[1]->low[row - 1] && days(row) == days(row - 1)) return choice_;
    const Touched touched = touched_versions(frame_.node.versions, law, row, base::Date{as_of});
    choice_.answers.clear();
    for (std::size_t i : touched.versions) choice_.answers.push_back(frame_.inputs[2 + i]);
    choice_.covered = touched.complete && !choice_.answers.empty();
    return choice_;
  }

  const Frame& frame_;
  Choice choice_;
};

Truth hull_of_truths(const Choice& choice, std::size_t row) {
  if (!choice.covered) return Truth::unknown;
  bool yes = false, no = false;
  for (const Column* answer : choice.answers) {
    yes = yes || answer->truth(row) != Truth::false_value;
    no = no || answer->truth(row) != Truth::true_value;
  }
  return yes == no ? Truth::unknown : base::truth_of(yes);
}

Applies hull_of_applies(const Choice& choice, std::size_t row) {
  Applies result = choice.answers[0]->applies[row];
  for (const Column* answer : choice.answers) {
    if (answer->applies[row] != result) result = Applies::perhaps;
  }
  return result;
}

void push_numbers(Column& out, const Choice& choice, std::size_t row) {
  std::vector<Bounds> pieces;
  std::uint32_t group = 0;
  for (const Column* answer : choice.answers) {
    std::uint32_t last = 0;
    bool first = true;
    for (Bounds piece : answer->candidates(row)) {
      if (first || piece.group != last) ++group;
      last = piece.group;
      first = false;
      piece.group = group;
      pieces.push_back(piece);
    }
  }
  out.push_number(pieces, hull_of_applies(choice, row));
}

void push_sets(Column& out, const Choice& choice, std::size_t row) {
  std::vector<std::int32_t> certain, possible;
  bool open = false, first = true;
  for (const Column* answer : choice.answers) {
    const ItemCell& cell = answer->cells[row];
    std::vector<std::int32_t> here(answer->pool.begin() + cell.certain_begin,
                                   answer->pool.begin() + cell.certain_end);
    std::vector<std::int32_t> maybe(answer->pool.begin() + cell.possible_begin,
                                    answer->pool.begin() + cell.possible_end);
    std::sort(here.begin(), here.end());
    std::sort(maybe.begin(), maybe.end());
    std::vector<std::int32_t> common, all;
    std::set_intersection(certain.begin(), certain.end(), here.begin(), here.end(),
                          std::back_inserter(common));
    certain = first ? here : common;
    std::set_union(possible.begin(), possible.end(), maybe.begin(), maybe.end(), std::back_inserter(all));
    possible = std::move(all);
    open = open || cell.open;
    first = false;
  }
  out.push_items(certain, possible, open, hull_of_applies(choice, row));
}

// Sets that were chosen before, by the inputs that they came from: rows whose inputs share their members, as
// those of constants do, share them as well.
class ChosenSets {
 public:
  // A row before that has the same set; none if it is not known.
  std::optional<std::size_t> find(const Choice& choice, std::size_t row) const {
    for (const Chosen& chosen : known_) {
      if (chosen.answers == choice.answers && same_sets(choice, row, chosen.row)) return chosen.row;
    }
    return std::nullopt;
  }
  void remember(const Choice& choice, std::size_t row) {
    constexpr std::size_t most = 64;
    if (known_.size() < most) {
      known_.push_back({choice.answers, row});
    } else {
      known_[next_++ % most] = {choice.answers, row};
    }
  }

 private:
  struct Chosen {
    std::vector<const Column*> answers;
    std::size_t row = 0;
  };
  static bool same_sets(const Choice& choice, std::size_t row, std::size_t other) {
    return std::ranges::all_of(choice.answers, [&](const Column* answer) {
      return answer->cells[row] == answer->cells[other] && answer->applies[row] == answer->applies[other];
    });
  }

  std::vector<Chosen> known_;
  std::size_t next_ = 0;
};

void push_chosen(Column& out, const Choice& choice, std::size_t row, ChosenSets& sets) {
  if (!choice.covered) return out.push_items({}, {}, true, Applies::perhaps);
  if (const auto same = sets.find(choice, row)) {
    out.cells.push_back(ItemCell(out.cells[*same]));
    out.applies.push_back(Applies(out.applies[*same]));
    return;
  }
  sets.remember(choice, row);
  if (choice.answers.size() == 1) return out.push_row(*choice.answers[0], row);
  push_sets(out, choice, row);
}

void set_dates(Column& out, const Choice& choice, std::size_t row) {
  bool first = true;
  for (const Column* answer : choice.answers) {
    if (answer->applies[row] == Applies::not_at_all) continue;
    out.low[row] = first ? answer->low[row] : std::min(out.low[row], answer->low[row]);
    out.high[row] = first ? answer->high[row] : std::max(out.high[row], answer->high[row]);
    first = false;
  }
  out.applies[row] = hull_of_applies(choice, row);
}

}  // namespace

Column choice_kernel(const Frame& frame) {
  Column out = frame.column(frame.node.kind);
  Chooser chooser(frame);
  ChosenSets sets;
  for (std::size_t r = 0; r < frame.rows; ++r) {
    const Choice& choice = chooser.choose(r);
    switch (frame.node.kind) {
      case ColumnKind::truth:
        out.set_truth(r, hull_of_truths(choice, r));
        break;
      case ColumnKind::number:
        if (choice.covered) {
          push_numbers(out, choice, r);
        } else {
          out.push_number({Bounds{}}, Applies::certainly);
        }
        break;
      case ColumnKind::date:
        if (choice.covered) set_dates(out, choice, r);
        break;
      case ColumnKind::items:
        push_chosen(out, choice, r, sets);
        break;
      case ColumnKind::rows:
        break;
    }
  }
  return out;
}

}  // namespace weir::evaluate
