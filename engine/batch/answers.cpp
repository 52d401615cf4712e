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
    std::int64_t& sum = points_.emplace_back();
    for (const model::Rule::Points& points : plan.rules[entry.rule].rule->risk) {
      const bool declared =
          std::ranges::find(law_->factors, points.factor, &model::Factor::name) != law_->factors.end();
      if (declared) sum += points.points;
    }
  }
  points_.push_back(0);
}

void RegimeRules::add_roots(const plan::Plan& plan, std::vector<plan::NodeId>& roots) const {
  for (const Entry& entry : entries_) {
    roots.push_back(plan.rules[entry.rule].applies);
    if (entry.pending) roots.push_back(plan.rules[entry.rule].in_force);
  }
}

namespace {

using evaluate::strip_rows;
using evaluate::strip_words;
using evaluate::TruthStrips;
using evaluate::words_of;

constexpr std::size_t square = strip_rows;  ///< entries, and rows

/// Copies the truths of a column, which ends with its last row.
void copy_truths(const evaluate::Column& from, const TruthStrips& to) {
  const auto &yes = from.is_true.words(), &no = from.is_false.words();
  for (std::size_t w = 0; w < yes.size(); ++w) {
    const std::size_t at = w / strip_words * to.step + w % strip_words;
    to.holds[at] = yes[w];
    if (to.open != nullptr) to.open[at] = ~(yes[w] | no[w]);
  }
}

}  // namespace

Answers::Answers(const RegimeRules& rules) : rules_(&rules) {
  answer_.at_least.resize(rules.law().determinations.size());
  answer_.at_most = answer_.at_least;
}

void Answers::follow(const plan::Plan& plan, const evaluate::Evaluation& evaluated, std::size_t rows) {
  follow(plan, rows, [&](plan::NodeId node, const TruthStrips&) { return &evaluated.column(node); });
}

void Answers::follow(const plan::Plan& plan, evaluate::PlainBlock& block) {
  follow(plan, block.rows(), [&](plan::NodeId node, const TruthStrips& into) {
    return block.show_in(node, into) ? nullptr : &block.column(node);
  });
}

/// Each truth is put in its place by `show`, or copied from the column that this names.
void Answers::follow(const plan::Plan& plan, std::size_t rows,
                     const std::function<const evaluate::Column*(plan::NodeId, const TruthStrips&)>& show) {
  const auto& entries = rules_->entries();
  squares_ = (entries.size() + square - 1) / square;
  strips_ = evaluate::strips_of(rows);
  for (Entries* all : {&fired_, &rest_, &open_}) {
    all->squares.resize(strips_ * squares_ * square);
    all->list.resize(squares_ * square + 64);  // list_bits writes beyond what it lists
  }
  begun_.resize(entries.size() * strips_);
  copied_.clear();
  const auto take = [&](plan::NodeId node, const TruthStrips& into) {
    if (const evaluate::Column* column = show(node, into)) copied_.push_back({column, into});
  };
  for (std::size_t e = 0; e < entries.size(); ++e) {
    const plan::CompiledRule& rule = plan.rules[entries[e].rule];
    take(rule.applies,
         {words_of(&fired_.squares[e]), words_of(&rest_.squares[e]), squares_ * square * strip_words});
    if (entries[e].pending) take(rule.in_force, {words_of(&begun_[e * strips_]), nullptr, strip_words});
  }
}

void Answers::read(std::size_t rows) {
  for (const Copied& truth : copied_) copy_truths(*truth.from, truth.to);
  if (rules_->wait()) {
    // Of law that may not have begun a rule waits rather than being open.
    open_.squares = rest_.squares;
    for (std::size_t e = 0; e < rules_->entries().size(); ++e) {
      if (!rules_->entries()[e].pending) continue;
      for (std::size_t s = 0; s < strips_; ++s)
        evaluate::and_words(open_.squares[s * squares_ * square + e].words, begun_[e * strips_ + s].words,
                            strip_words);
    }
    turn(open_, rows);
  }
  turn(fired_, rows);
  turn(rest_, rows);
}

/// Takes over rows of entries as entries of rows.
void Answers::turn(Entries& entries, std::size_t rows) const {
  const std::size_t used = rules_->entries().size(), strips = evaluate::strips_of(rows);
  entries.some = false;
  for (std::size_t s = 0; s < strips && !entries.some; ++s) {
    const evaluate::StripWords* const strip = entries.squares.data() + s * squares_ * square;
    entries.some = std::any_of(strip, strip + used, [](const evaluate::StripWords& words) {
      std::uint64_t any = 0;
      for (const std::uint64_t word : words.words) any |= word;
      return any != 0;
    });
  }
  if (!entries.some) return;
  for (std::size_t s = 0; s < strips; ++s) {
    for (std::size_t first = 0; first < used; first += square) {
      evaluate::StripWords* const begin = entries.squares.data() + s * squares_ * square + first;
      const std::size_t count = std::min(square, used - first);
      std::fill(begin + count, begin + square, evaluate::StripWords{});
      evaluate::transpose_square(begin, count);
    }
  }
}

std::span<const std::uint32_t> Answers::list(Entries& entries, std::size_t row) const {
  if (!entries.some) return {};
  const std::size_t used = rules_->entries().size();
  const evaluate::StripWords* words =
      &entries.squares[row / strip_rows * squares_ * square + row % strip_rows];
  std::uint32_t* const places = entries.list.data();
  std::size_t count = 0;
  for (std::size_t first = 0; first < used; first += square, words += square) {
    const std::size_t words_used = std::min(strip_words, (used - first + 63) / 64);
    count += evaluate::list_bits(words->words, words_used, static_cast<std::uint32_t>(first), places + count);
  }
  std::fill_n(places + count, 4, static_cast<std::uint32_t>(used));
  return {places, count};
}

std::int64_t Answers::points_of(std::span<const std::uint32_t> entries) const {
  // Four at a time: what stands behind weighs nothing.
  const std::int64_t* const points = rules_->points().data();
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < entries.size(); i += 4)
    for (std::size_t k = i; k < i + 4; ++k) sum += points[entries.data()[k]];
  return sum;
}

const RowAnswer& Answers::of(std::size_t row) {
  answer_.fired = list(fired_, row);
  const auto rest = list(rest_, row);
  answer_.open = rules_->wait() ? list(open_, row) : rest;
  answer_.risk_low = points_of(answer_.fired);
  answer_.risk_high = answer_.risk_low + points_of(rest);
  determine(rest);
  return answer_;
}

/// Which level of each determination the rules reach, `rest` if they do apply.
void Answers::determine(std::span<const std::uint32_t> rest) {
  if (!rules_->determine()) return;
  std::ranges::fill(answer_.at_least, 0);
  const auto raise = [&](std::uint32_t entry, std::vector<std::uint32_t>& levels) {
    for (const auto& [determination, level] : rules_->entries()[entry].outcomes)
      levels[determination] = std::max(levels[determination], level);
  };
  for (const std::uint32_t entry : answer_.fired) raise(entry, answer_.at_least);
  answer_.at_most = answer_.at_least;
  for (const std::uint32_t entry : rest) raise(entry, answer_.at_most);
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
