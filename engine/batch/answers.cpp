#include "batch/answers.hpp"

#include <algorithm>
#include <array>

#include "evaluate/word_loops.hpp"

namespace weir::batch {

RegimeRules::RegimeRules(const plan::Plan& plan, std::uint32_t regime)
    : law_(&plan.rule_sets().regimes[regime]) {
  for (std::uint32_t i = 0; i < plan.rules.size(); ++i) {
    const plan::CompiledRule& rule = plan.rules[i];
    if (rule.ref.regime != regime) continue;
    Entry entry;
    entry.rule = i;
    entry.pending = rule.rule->status.pending;
    for (const model::Rule::Outcome& outcome : rule.rule->outcomes) {
      for (std::uint32_t d = 0; d < law_->determinations.size(); ++d) {
        const model::Determination& scale = law_->determinations[d];
        if (scale.name != outcome.determination) continue;
        const auto level = std::ranges::find(scale.levels, outcome.level) - scale.levels.begin();
        entry.outcomes.push_back({d, static_cast<std::uint32_t>(level)});
      }
    }
    entries_.push_back(std::move(entry));
  }
  std::ranges::sort(entries_, {}, [&](const Entry& entry) { return plan.rules[entry.rule].rule->id; });
  for (const Entry& entry : entries_) {
    determine_ = determine_ || !entry.outcomes.empty();
    wait_ = wait_ || entry.pending;
    if (points_.size() % 65 == 64) points_.push_back(0);
    std::int64_t& sum = points_.emplace_back();
    for (const model::Rule::Points& points : plan.rules[entry.rule].rule->risk) {
      const bool declared =
          std::ranges::find(law_->factors, points.factor, &model::Factor::name) != law_->factors.end();
      if (declared) sum += points.points;
    }
  }
  points_.resize((entries_.size() + 63) / 64 * 65);
}

void RegimeRules::add_roots(const plan::Plan& plan, std::vector<plan::NodeId>& roots) const {
  for (const Entry& entry : entries_) {
    roots.push_back(plan.rules[entry.rule].applies);
    if (entry.pending) roots.push_back(plan.rules[entry.rule].in_force);
  }
}

namespace {

constexpr std::size_t side = 64;  // of a square of bits: so many entries, so many rows

}  // namespace

void Answers::follow(const RegimeRules& rules, const plan::Plan& plan,
                     const evaluate::Evaluation& evaluated) {
  columns_.clear();
  for (const RegimeRules::Entry& entry : rules.entries()) {
    const plan::CompiledRule& rule = plan.rules[entry.rule];
    columns_.push_back(
        {&evaluated.column(rule.applies), entry.pending ? &evaluated.column(rule.in_force) : nullptr});
  }
}

void Answers::read(const RegimeRules& rules, std::size_t rows) {
  const auto& entries = rules.entries();
  rows_ = rows;
  groups_ = (entries.size() + side - 1) / side;
  const std::size_t row_words = (rows + side - 1) / side;
  const std::uint64_t last_rows =
      rows % side == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << (rows % side)) - 1;
  for (Entries* all : {&fired_, &rest_, &open_}) {
    all->some = false;
    all->squares.resize(row_words * groups_ * side);
  }
  // Words of the columns of some entries, by word of rows, to be turned into words of rows.
  std::vector<Square> fired(row_words), rest(row_words), open(row_words);
  for (std::size_t group = 0; group < groups_; ++group) {
    const std::size_t first = group * side, count = std::min(side, entries.size() - first);
    if (count < side) {
      // Nothing is left over of the group before.
      for (std::vector<Square>* squares : {&fired, &rest, &open})
        for (Square& square : *squares) square.fill(0);
    }
    for (std::size_t e = 0; e < count; ++e) {
      const auto [applies, in_force] = columns_[first + e];
      const std::uint64_t* const yes = applies->is_true.words().data();
      const std::uint64_t* const no = applies->is_false.words().data();
      for (std::size_t w = 0; w < row_words; ++w) {
        fired[w][e] = yes[w];
        rest[w][e] = ~(yes[w] | no[w]);
      }
      rest.back()[e] &= last_rows;
      if (!rules.wait()) continue;
      // Of law that may not have begun a rule waits rather than being open.
      for (std::size_t w = 0; w < row_words; ++w)
        open[w][e] = in_force == nullptr ? rest[w][e] : rest[w][e] & in_force->is_true.words()[w];
    }
    for (std::size_t w = 0; w < row_words; ++w) {
      fired_.take(fired[w], w * groups_ + group);
      rest_.take(rest[w], w * groups_ + group);
      if (rules.wait()) open_.take(open[w], w * groups_ + group);
    }
  }
  risk_low_.assign(rows, 0);
  list(rules, fired_, &risk_low_);
  risk_high_ = risk_low_;
  list(rules, rest_, &risk_high_);
  if (rules.wait()) list(rules, open_, nullptr);
  waits_ = rules.wait();
  determine(rules);
}

/// Takes over words of entries as words of rows.
void Answers::Entries::take(const Square& square, std::size_t at) {
  std::uint64_t any = 0;
  for (const std::uint64_t word : square) any |= word;
  std::uint64_t* const words = squares.data() + at * side;
  std::ranges::copy(square, words);
  if (any == 0) return;
  some = true;
  evaluate::transpose_bits(words);
}

/// Lists what is meant on each row, and adds its points to `weights`.
void Answers::list(const RegimeRules& rules, Entries& entries, std::vector<std::int64_t>* weights) const {
  entries.parts.assign(rows_, {0, 0});
  const std::size_t room = groups_ * side + 4;
  if (entries.list.size() < room) entries.list.resize(room);
  if (!entries.some) return;
  std::size_t used = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (entries.list.size() < used + room) entries.list.resize(2 * (used + room));
    std::uint32_t* const places = entries.list.data() + used;
    const std::uint64_t* const words = entries.squares.data() + row / side * groups_ * side + row % side;
    const evaluate::ListedBits listed =
        evaluate::list_bits(words, groups_, side, rules.points().data(), places);
    std::fill_n(places + listed.count, 4, static_cast<std::uint32_t>(rules.entries().size()));
    entries.parts[row] = {static_cast<std::uint32_t>(used), static_cast<std::uint32_t>(listed.count)};
    if (weights != nullptr) (*weights)[row] += listed.weight;
    used += (listed.count + 3) / 4 * 4;
  }
}

/// Which level of each determination the rules of each row reach.
void Answers::determine(const RegimeRules& rules) {
  const std::size_t determinations = rules.law().determinations.size();
  at_least_.assign(determinations * rows_, 0);
  at_most_.assign(determinations * rows_, 0);
  if (!rules.determine()) return;
  const auto raise = [&](std::uint32_t entry, std::size_t row, std::vector<std::uint32_t>& levels) {
    for (const auto& [determination, level] : rules.entries()[entry].outcomes) {
      std::uint32_t& there = levels[determination * rows_ + row];
      there = std::max(there, level);
    }
  };
  for (std::size_t row = 0; row < rows_; ++row) {
    for (const std::uint32_t entry : fired_.of(row)) {
      raise(entry, row, at_least_);
      raise(entry, row, at_most_);
    }
    for (const std::uint32_t entry : rest_.of(row)) raise(entry, row, at_most_);
  }
}

void evaluate_cases(const plan::Plan& plan, const std::vector<evaluate::CaseRow>& cases,
                    const std::map<std::string, base::Date>& suppose, const std::vector<bool>& in_cone,
                    const std::function<void(const evaluate::Evaluation&)>& read) {
  evaluate::Batch batch = evaluate::make_batch(plan, cases, suppose);
  batch.lists.resize(plan.lists.size());
  evaluate::Dictionary dictionary;
  evaluate::Evaluation evaluation(batch, dictionary);
  for (std::size_t i = 0; i < in_cone.size(); ++i) {
    if (!in_cone[i]) evaluation.give(plan::NodeId(i), {});
  }
  evaluation.keep_sets_once();
  evaluation.run();
  read(evaluation);
}

}  // namespace weir::batch
