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

constexpr std::size_t group_size = 64;  ///< entries

using StripWords = std::array<std::uint64_t, strip_words>;

/// The words of one strip of those that begin at `begin`; of one that ends early in `room`, filled up with
/// zeros.
const std::uint64_t* words_of(const evaluate::TruthStrips& truths, const std::uint64_t* begin,
                              std::size_t strip, StripWords& room) {
  const std::uint64_t* const words = begin + strip * truths.step;
  const std::size_t left = truths.words - strip * strip_words;
  if (left >= strip_words) return words;
  room = {};
  std::copy_n(words, left, room.begin());
  return room.data();
}

}  // namespace

void Answers::follow(const RegimeRules& rules, const plan::Plan& plan,
                     const evaluate::Evaluation& evaluated) {
  follow(rules, plan, [&](plan::NodeId node) { return evaluate::TruthStrips::of(evaluated.column(node)); });
}

void Answers::follow(const RegimeRules& rules, const plan::Plan& plan, const evaluate::PlainBlock& block) {
  follow(rules, plan, [&](plan::NodeId node) { return block.truths_of(node); });
}

void Answers::follow(const RegimeRules& rules, const plan::Plan& plan,
                     const std::function<evaluate::TruthStrips(plan::NodeId)>& truths_of) {
  truths_.clear();
  for (const RegimeRules::Entry& entry : rules.entries()) {
    const plan::CompiledRule& rule = plan.rules[entry.rule];
    Truths& truths = truths_.emplace_back();
    truths.applies = truths_of(rule.applies);
    if (entry.pending) truths.in_force = truths_of(rule.in_force);
  }
}

void Answers::read(const RegimeRules& rules, std::size_t rows) {
  rows_ = rows;
  groups_ = (rules.entries().size() + group_size - 1) / group_size;
  const std::size_t strips = (rows + strip_rows - 1) / strip_rows;
  for (Entries* all : {&fired_, &rest_, &open_}) {
    all->some = false;
    all->groups.resize(strips * groups_);
  }
  for (std::size_t strip = 0; strip < strips; ++strip)
    for (std::size_t group = 0; group < groups_; ++group) read_group(rules, strip, group);
  risk_low_.assign(rows, 0);
  list(rules, fired_, &risk_low_);
  risk_high_ = risk_low_;
  list(rules, rest_, &risk_high_);
  if (rules.wait()) list(rules, open_, nullptr);
  waits_ = rules.wait();
  determine(rules);
}

void Answers::read_group(const RegimeRules& rules, std::size_t strip, std::size_t group) {
  const std::size_t first = group * group_size, count = std::min(group_size, truths_.size() - first);
  Strips fired, rest, open;
  StripWords valid{}, yes_room, no_room, force_room;
  for (std::size_t w = 0; w < strip_words; ++w) {
    const std::size_t before = strip * strip_rows + w * 64, left = rows_ <= before ? 0 : rows_ - before;
    valid[w] = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
  }
  for (std::size_t e = 0; e < count; ++e) {
    const auto& [applies, in_force] = truths_[first + e];
    const std::uint64_t* const yes = words_of(applies, applies.yes, strip, yes_room);
    const std::uint64_t* const no = words_of(applies, applies.no, strip, no_room);
    for (std::size_t w = 0; w < strip_words; ++w) {
      fired[e * strip_words + w] = yes[w];
      rest[e * strip_words + w] = ~(yes[w] | no[w]) & valid[w];
    }
    if (!rules.wait()) continue;
    // Of law that may not have begun a rule waits rather than being open.
    const std::uint64_t* const begun =
        in_force ? words_of(*in_force, in_force->yes, strip, force_room) : valid.data();
    for (std::size_t w = 0; w < strip_words; ++w)
      open[e * strip_words + w] = rest[e * strip_words + w] & begun[w];
  }
  const std::size_t at = strip * groups_ + group;
  const auto take = [&](Strips& strips, Entries& entries) {
    std::fill(strips.begin() + static_cast<std::ptrdiff_t>(count * strip_words), strips.end(), 0);
    entries.take(strips, at);
  };
  take(fired, fired_);
  take(rest, rest_);
  if (rules.wait()) take(open, open_);
}

/// Takes over rows of entries as entries of rows.
void Answers::Entries::take(const Strips& strips, std::size_t at) {
  std::uint64_t any = 0;
  for (const std::uint64_t word : strips) any |= word;
  groups[at].strips = strips;
  if (any == 0) return;
  some = true;
  evaluate::transpose_strips(groups[at].strips.data());
}

/// Lists what is meant on each row, and adds its points to `weights`.
void Answers::list(const RegimeRules& rules, Entries& entries, std::vector<std::int64_t>* weights) const {
  entries.parts.assign(rows_, {0, 0});
  const std::size_t room = (groups_ + 1) * group_size;
  if (entries.list.size() < room) entries.list.resize(room);
  if (!entries.some) return;
  std::size_t used = 0;
  const auto list_row = [&](std::size_t row, const std::uint64_t* words) {
    if (entries.list.size() < used + room) entries.list.resize(2 * (used + room));
    std::uint32_t* const places = entries.list.data() + used;
    const std::size_t count =
        evaluate::list_bits(words, groups_, sizeof(Group) / sizeof(std::uint64_t), places);
    std::fill_n(places + count, 4, static_cast<std::uint32_t>(rules.entries().size()));
    entries.parts[row] = {static_cast<std::uint32_t>(used), static_cast<std::uint32_t>(count)};
    used += (count + 3) / 4 * 4;
    if (weights == nullptr) return;
    // Four at a time: what stands behind weighs nothing.
    const std::int64_t* const points = rules.points().data();
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < count; i += 4)
      for (std::size_t k = i; k < i + 4; ++k) sum += points[places[k]];
    (*weights)[row] += sum;
  };
  // In the order in which their words stand.
  for (std::size_t strip = 0; strip * strip_rows < rows_; ++strip) {
    for (std::size_t place = 0; place < strip_rows; ++place) {
      const std::size_t row = strip * strip_rows + place % strip_words * 64 + place / strip_words;
      if (row < rows_) list_row(row, entries.groups[strip * groups_].strips.data() + place);
    }
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
