#include "batch/answers.hpp"

#include <algorithm>
#include <bit>

namespace weir::batch {

RegimeRules::RegimeRules(const plan::Plan& plan, std::uint32_t regime)
    : law_(&plan.rule_sets().regimes[regime]) {
  for (std::uint32_t i = 0; i < plan.rules.size(); ++i) {
    const plan::CompiledRule& rule = plan.rules[i];
    if (rule.ref.regime != regime) continue;
    Entry entry;
    entry.rule = i;
    entry.pending = rule.rule->status.pending;
    for (const model::Rule::Points& points : rule.rule->risk) {
      const bool declared =
          std::ranges::find(law_->factors, points.factor, &model::Factor::name) != law_->factors.end();
      if (declared) entry.points += points.points;
    }
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
}

void RegimeRules::add_roots(const plan::Plan& plan, std::vector<plan::NodeId>& roots) const {
  for (const Entry& entry : entries_) {
    roots.push_back(plan.rules[entry.rule].applies);
    if (entry.pending) roots.push_back(plan.rules[entry.rule].in_force);
  }
}

namespace {

template <class Use>
void for_each_bit(std::uint64_t bits, std::uint32_t word, const Use& use) {
  for (; bits != 0; bits &= bits - 1)
    use(word * std::size_t{64} + static_cast<std::size_t>(std::countr_zero(bits)));
}

/// Turns counts of the rows, each one place further on, into where the row's list begins.
void begin_lists(std::vector<std::uint32_t>& begin, std::vector<std::uint32_t>& list,
                 std::vector<std::uint32_t>& place) {
  for (std::size_t row = 1; row < begin.size(); ++row) begin[row] += begin[row - 1];
  list.resize(begin.back());
  place.assign(begin.begin(), begin.end() - 1);
}

}  // namespace

void Answers::read(const RegimeRules& rules, const plan::Plan& plan, const evaluate::Evaluation& evaluated,
                   std::size_t rows) {
  rows_ = rows;
  const auto& entries = rules.entries();
  const std::size_t determinations = rules.law().determinations.size();
  words_.clear();
  fired_begin_.assign(rows + 1, 0);
  open_begin_.assign(rows + 1, 0);
  risk_low_.assign(rows, 0);
  risk_high_.assign(rows, 0);
  at_least_.assign(determinations * rows, 0);
  at_most_.assign(determinations * rows, 0);
  for (std::uint32_t e = 0; e < entries.size(); ++e) {
    const plan::CompiledRule& rule = plan.rules[entries[e].rule];
    const evaluate::Column& applies = evaluated.column(rule.applies);
    const evaluate::Column* in_force = entries[e].pending ? &evaluated.column(rule.in_force) : nullptr;
    for (std::uint32_t w = 0; w * std::size_t{64} < rows; ++w) {
      const std::size_t count = std::min<std::size_t>(64, rows - w * std::size_t{64});
      const std::uint64_t all = count < 64 ? (std::uint64_t{1} << count) - 1 : ~std::uint64_t{0};
      Word word{e, w, applies.is_true.words()[w] & all, ~applies.is_false.words()[w] & all, 0};
      if (word.maybe == 0) continue;
      word.open = word.maybe & ~word.fired;
      // Of law that may not have begun a rule waits rather than being open.
      if (in_force != nullptr) word.open &= in_force->is_true.words()[w];
      words_.push_back(word);
    }
  }
  for (const Word& word : words_) {
    for_each_bit(word.fired, word.word, [&](std::size_t row) { ++fired_begin_[row + 1]; });
    for_each_bit(word.open, word.word, [&](std::size_t row) { ++open_begin_[row + 1]; });
  }
  begin_lists(fired_begin_, fired_, place_);
  for (const Word& word : words_) {
    const RegimeRules::Entry& entry = entries[word.entry];
    for_each_bit(word.fired, word.word, [&](std::size_t row) {
      fired_[place_[row]++] = word.entry;
      risk_low_[row] += entry.points;
      risk_high_[row] += entry.points;
    });
    for_each_bit(word.maybe & ~word.fired, word.word,
                 [&](std::size_t row) { risk_high_[row] += entry.points; });
    for (const auto& [determination, level] : entry.outcomes) {
      std::uint32_t* const least = at_least_.data() + determination * rows;
      std::uint32_t* const most = at_most_.data() + determination * rows;
      for_each_bit(word.fired, word.word, [&](std::size_t row) { least[row] = std::max(least[row], level); });
      for_each_bit(word.maybe, word.word, [&](std::size_t row) { most[row] = std::max(most[row], level); });
    }
  }
  begin_lists(open_begin_, open_, place_);
  for (const Word& word : words_)
    for_each_bit(word.open, word.word, [&](std::size_t row) { open_[place_[row]++] = word.entry; });
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
