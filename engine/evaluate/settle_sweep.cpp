#include "evaluate/settle_sweep.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>

namespace weir::evaluate {

using base::Truth;

namespace {

constexpr std::size_t block_rows = 4096;
constexpr std::size_t block_words = block_rows / 64;

/// The truths of one term over a block of completions.
struct Planes {
  std::vector<std::uint64_t> yes, no;
  Planes() : yes(block_words, 0), no(block_words, 0) {}
};

/// The sweep over one component at work.
class Sweeper {
 public:
  Sweeper(const model::Regime& law, const std::vector<Cells>& cells, const std::vector<Term>& terms,
          const std::vector<RuleTerm>& rules)
      : law_(law), cells_(cells), terms_(terms) {
    for (const auto& [rule, term] : rules) effects_.push_back(effect_of(*rule->rule, term));
    for (const Cells& leaf : cells_) {
      strides_.push_back(total_);
      total_ *= leaf.values.size();
    }
    planes_.resize(terms.size());
    cell_of_.resize(cells.size(), std::vector<std::uint16_t>(block_rows));
    swept_.outcome_of.resize(total_);
  }

  Swept run() {
    for (std::size_t first = 0; first < total_; first += block_rows) sweep(first);
    for (const Cells& leaf : cells_) swept_.widths.push_back(leaf.values.size());
    return std::move(swept_);
  }

 private:
  void sweep(std::size_t first) {
    const std::size_t count = std::min(block_rows, total_ - first);
    for (std::size_t leaf = 0; leaf < cells_.size(); ++leaf) {
      const std::size_t stride = strides_[leaf], width = cells_[leaf].values.size();
      for (std::size_t i = 0; i < count;) {
        const std::size_t end = std::min(count, i + stride - (first + i) % stride);
        std::fill(cell_of_[leaf].begin() + static_cast<std::ptrdiff_t>(i),
                  cell_of_[leaf].begin() + static_cast<std::ptrdiff_t>(end),
                  static_cast<std::uint16_t>((first + i) / stride % width));
        i = end;
      }
    }
    for (std::size_t t = 0; t < terms_.size(); ++t) evaluate(terms_[t], planes_[t], count);
    add_outcomes(first, count);
  }

  void evaluate(const Term& term, Planes& out, std::size_t count) {
    const auto part = [&](std::size_t i) -> const Planes& { return planes_[term.parts[i].index()]; };
    switch (term.kind) {
      case Term::Kind::constant:
        std::fill(out.yes.begin(), out.yes.end(), term.truth == Truth::true_value ? ~std::uint64_t{0} : 0);
        std::fill(out.no.begin(), out.no.end(), term.truth == Truth::false_value ? ~std::uint64_t{0} : 0);
        return;
      case Term::Kind::atom:
        return look_up(term, out, count);
      case Term::Kind::negation:
        out.yes = part(0).no;
        out.no = part(0).yes;
        return;
      case Term::Kind::doubtful:
        std::fill(out.yes.begin(), out.yes.end(), 0);
        out.no = part(0).no;
        return;
      case Term::Kind::free:
        std::fill(out.yes.begin(), out.yes.end(), 0);
        std::fill(out.no.begin(), out.no.end(), 0);
        return;
      case Term::Kind::all:
      case Term::Kind::any: {
        const bool all = term.kind == Term::Kind::all;
        std::fill(out.yes.begin(), out.yes.end(), all ? ~std::uint64_t{0} : 0);
        std::fill(out.no.begin(), out.no.end(), all ? 0 : ~std::uint64_t{0});
        for (std::size_t i = 0; i < term.parts.size(); ++i) {
          for (std::size_t w = 0; w < block_words; ++w) {
            out.yes[w] = all ? out.yes[w] & part(i).yes[w] : out.yes[w] | part(i).yes[w];
            out.no[w] = all ? out.no[w] | part(i).no[w] : out.no[w] & part(i).no[w];
          }
        }
        return;
      }
      case Term::Kind::at_least:
        for (std::size_t w = 0; w < block_words; ++w) {
          out.yes[w] = out.no[w] = 0;
          for (std::size_t b = 0; b < 64; ++b) {
            std::int64_t certain = 0, possible = 0;
            for (std::size_t i = 0; i < term.parts.size(); ++i) {
              certain += (part(i).yes[w] >> b) & 1u;
              possible += 1 - static_cast<std::int64_t>((part(i).no[w] >> b) & 1u);
            }
            if (certain >= term.count) out.yes[w] |= std::uint64_t{1} << b;
            if (possible < term.count) out.no[w] |= std::uint64_t{1} << b;
          }
        }
        return;
      case Term::Kind::judgement: {
        for (std::size_t w = 0; w < block_words; ++w) {
          std::uint64_t decided = 0;
          if (term.decision != Term::no_leaf) {
            for (std::size_t b = 0; b < 64 && w * 64 + b < count; ++b) {
              // The first cell of a judgement is that it is decided so.
              if (cell_of_[term.decision][w * 64 + b] == 0) decided |= std::uint64_t{1} << b;
            }
          }
          const std::uint64_t yes = part(0).yes[w], no = part(1).yes[w] & ~yes, rest = ~(yes | no);
          const bool known = term.decision != Term::no_leaf;
          out.yes[w] = yes | (known ? rest & decided : 0);
          out.no[w] = no | (known ? rest & ~decided : 0);
        }
        return;
      }
      case Term::Kind::select:
        for (std::size_t w = 0; w < block_words; ++w) {
          std::uint64_t first = ~std::uint64_t{0}, yes = 0, no = 0;
          for (std::size_t i = 0; i + 1 < term.parts.size(); i += 2) {
            const std::uint64_t here = first & ~part(i).no[w];
            yes |= here & ~part(i + 1).no[w];
            no |= here & ~part(i + 1).yes[w];
            first &= ~part(i).yes[w];
          }
          out.yes[w] = yes & ~no;
          out.no[w] = no & ~yes;
        }
        return;
    }
  }

  void look_up(const Term& term, Planes& out, std::size_t count) const {
    std::fill(out.yes.begin(), out.yes.end(), 0);
    std::fill(out.no.begin(), out.no.end(), 0);
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t place = 0, multiple = 1;
      for (const std::size_t leaf : term.leaves) {
        place += cell_of_[leaf][i] * multiple;
        multiple *= cells_[leaf].values.size();
      }
      const Truth truth = term.table[place];
      if (truth == Truth::true_value) out.yes[i / 64] |= std::uint64_t{1} << (i % 64);
      if (truth == Truth::false_value) out.no[i / 64] |= std::uint64_t{1} << (i % 64);
    }
  }

  // What a rule adds to an outcome: levels by determination, points by factor.
  struct Effect {
    TermId term;
    std::vector<std::pair<std::size_t, std::int64_t>> levels, points;
  };

  Effect effect_of(const model::Rule& rule, TermId term) const {
    Effect effect;
    effect.term = term;
    for (const model::Rule::Outcome& outcome : rule.outcomes) {
      for (std::size_t d = 0; d < law_.determinations.size(); ++d) {
        if (law_.determinations[d].name != outcome.determination) continue;
        const auto& levels = law_.determinations[d].levels;
        effect.levels.emplace_back(2 * d,
                                   std::find(levels.begin(), levels.end(), outcome.level) - levels.begin());
      }
    }
    for (const model::Rule::Points& points : rule.risk) {
      for (std::size_t f = 0; f < law_.factors.size(); ++f) {
        if (law_.factors[f].name == points.factor)
          effect.points.emplace_back(2 * (law_.determinations.size() + f), points.points);
      }
    }
    return effect;
  }

  void add_outcomes(std::size_t first, std::size_t count) {
    const std::size_t width = (law_.determinations.size() + law_.factors.size()) * 2;
    rows_.assign(count * width, 0);
    for (const Effect& effect : effects_) {
      const Planes& planes = planes_[effect.term.index()];
      for (std::size_t i = 0; i < count; ++i) {
        const bool yes = (planes.yes[i / 64] >> (i % 64)) & 1u;
        if ((planes.no[i / 64] >> (i % 64)) & 1u) continue;
        std::int64_t* row = rows_.data() + i * width;
        for (const auto& [at, level] : effect.levels) {
          if (yes) row[at] = std::max(row[at], level);
          row[at + 1] = std::max(row[at + 1], level);
        }
        for (const auto& [at, points] : effect.points) {
          if (yes) row[at] += points;
          row[at + 1] += points;
        }
      }
    }
    for (std::size_t i = 0; i < count; ++i)
      swept_.outcome_of[first + i] = id_of({rows_.data() + i * width, width});
  }

  std::uint32_t id_of(std::span<const std::int64_t> row) {
    const auto same = [&](std::uint32_t id) {
      return std::equal(row.begin(), row.end(), swept_.outcomes[id].begin(), swept_.outcomes[id].end());
    };
    if (!swept_.outcomes.empty() && same(last_)) return last_;
    std::uint64_t hash = 1469598103934665603u;
    for (const std::int64_t value : row) hash = (hash ^ static_cast<std::uint64_t>(value)) * 1099511628211u;
    for (auto [place, end] = ids_.equal_range(hash); place != end; ++place) {
      if (same(place->second)) return last_ = place->second;
    }
    last_ = static_cast<std::uint32_t>(swept_.outcomes.size());
    swept_.outcomes.emplace_back(row.begin(), row.end());
    ids_.emplace(hash, last_);
    return last_;
  }

  const model::Regime& law_;
  const std::vector<Cells>& cells_;
  const std::vector<Term>& terms_;
  std::vector<std::size_t> strides_;
  std::size_t total_ = 1;
  std::vector<Planes> planes_;
  std::vector<std::vector<std::uint16_t>> cell_of_;
  Swept swept_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> ids_;
  std::vector<Effect> effects_;
  std::vector<std::int64_t> rows_;
  std::uint32_t last_ = 0;
};

}  // namespace

Swept sweep(const model::Regime& law, const std::vector<Cells>& cells, const std::vector<Term>& terms,
            const std::vector<RuleTerm>& rules) {
  return Sweeper(law, cells, terms, rules).run();
}

Summary Swept::hull(const model::Regime& law, const std::vector<bool>& occurs) const {
  Summary summary;
  summary.levels.resize(law.determinations.size());
  summary.factors.resize(law.factors.size());
  bool first = true;
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    if (!occurs[o]) continue;
    const std::vector<std::int64_t>& row = outcomes[o];
    for (std::size_t d = 0; d < summary.levels.size(); ++d) {
      const auto low = static_cast<std::size_t>(row[2 * d]), high = static_cast<std::size_t>(row[2 * d + 1]);
      summary.levels[d].at_least = first ? low : std::min(summary.levels[d].at_least, low);
      summary.levels[d].at_most = first ? high : std::max(summary.levels[d].at_most, high);
    }
    std::int64_t low = 0, high = 0;
    for (std::size_t f = 0; f < summary.factors.size(); ++f) {
      const std::int64_t* points = row.data() + 2 * summary.levels.size() + 2 * f;
      auto& factor = summary.factors[f];
      factor.first = first ? points[0] : std::min(factor.first, points[0]);
      factor.second = first ? points[1] : std::max(factor.second, points[1]);
      low += points[0];
      high += points[1];
    }
    summary.risk_low = first ? low : std::min(summary.risk_low, low);
    summary.risk_high = first ? high : std::max(summary.risk_high, high);
    first = false;
  }
  return summary;
}

Summary Swept::hull(const model::Regime& law) const {
  return hull(law, std::vector<bool>(outcomes.size(), true));
}

std::size_t Swept::lowest_at_most(std::size_t determination) const {
  std::int64_t lowest = outcomes.front()[2 * determination + 1];
  for (const std::vector<std::int64_t>& row : outcomes) lowest = std::min(lowest, row[2 * determination + 1]);
  return static_cast<std::size_t>(lowest);
}

Swept::Leaf Swept::leaf(const model::Regime& law, std::size_t which,
                        const std::vector<Summary::Span>& floors) const {
  // Outcomes that differ only below what other rules give anyway are the same.
  std::vector<std::uint32_t> same_as(outcomes.size());
  std::map<std::vector<std::int64_t>, std::uint32_t> seen;
  for (std::uint32_t o = 0; o < outcomes.size(); ++o) {
    std::vector<std::int64_t> raised = outcomes[o];
    for (std::size_t d = 0; d < floors.size(); ++d) {
      raised[2 * d] = std::max(raised[2 * d], static_cast<std::int64_t>(floors[d].at_least));
      raised[2 * d + 1] = std::max(raised[2 * d + 1], static_cast<std::int64_t>(floors[d].at_most));
    }
    same_as[o] = seen.emplace(std::move(raised), o).first->second;
  }
  std::size_t stride = 1;
  for (std::size_t before = 0; before < which; ++before) stride *= widths[before];
  const std::size_t width = widths[which];
  Leaf result;
  std::vector<std::vector<bool>> occurs(width, std::vector<bool>(outcomes.size(), false));
  for (std::size_t block = 0; block < outcome_of.size(); block += stride * width) {
    for (std::size_t cell = 0; cell < width; ++cell) {
      for (std::size_t i = block + cell * stride; i < block + (cell + 1) * stride; ++i) {
        occurs[cell][outcome_of[i]] = true;
        if (same_as[outcome_of[i]] != same_as[outcome_of[i - cell * stride]]) result.matters = true;
      }
    }
  }
  for (const std::vector<bool>& cell : occurs) result.by_cell.push_back(hull(law, cell));
  return result;
}

}  // namespace weir::evaluate
