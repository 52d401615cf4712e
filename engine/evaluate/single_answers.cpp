#include "evaluate/single_answers.hpp"

#include <algorithm>
#include <numeric>

#include "evaluate/cone.hpp"
#include "evaluate/ownership_graph.hpp"

namespace weir::evaluate {

namespace {

/// Every row of a run lays out all rows of its case, so that a case with very many is run a few at a time.
constexpr std::size_t most_case_rows_a_run = 10'000;
/// So many are laid out for all answers together. Of a case with very many rows each costs more: the lists of
/// who holds in whom, and who counts with whom, grow with its square.
constexpr std::size_t most_case_rows = 2'000'000;
constexpr std::size_t many_case_rows = 500;
/// An answer that changes the holdings takes graphs of its own, which cost as much as so many other answers.
constexpr std::size_t weight_of_graphs = 12;

std::vector<Summary> summarize_all(const Run& base, std::uint32_t regime, const std::vector<CaseRow>& rows,
                                   const std::map<std::string, base::Date>& suppose) {
  std::vector<Summary> summaries;
  if (rows.empty()) return summaries;
  const std::size_t width =
      std::max<std::size_t>(1, most_case_rows_a_run / std::max<std::size_t>(1, rows[0].facts->rows.size()));
  for (std::size_t first = 0; first < rows.size(); first += width) {
    const auto at = [&](std::size_t row) { return rows.begin() + static_cast<std::ptrdiff_t>(row); };
    const Run part = run_regime(base.plan(), {at(first), at(std::min(rows.size(), first + width))}, suppose,
                                regime, &base);
    for (std::size_t row = 0; row < part.batch.cases.size(); ++row)
      summaries.push_back(summarize(part, regime, row));
  }
  return summaries;
}

/// What is possible of both: a single answer, and the answer of all run through together.
Summary within(Summary one, const Summary& now) {
  for (std::size_t d = 0; d < one.levels.size(); ++d) {
    one.levels[d].at_least = std::max(one.levels[d].at_least, now.levels[d].at_least);
    one.levels[d].at_most = std::min(one.levels[d].at_most, now.levels[d].at_most);
  }
  one.risk_low = std::max(one.risk_low, now.risk_low);
  one.risk_high = std::min(one.risk_high, now.risk_high);
  return one;
}

/// True of what is asked of a party that has no role in the deal, or of a holding.
bool is_far(const model::Vocabulary& vocabulary, const model::Case& facts, const OpenLeaf& leaf) {
  const auto has_role = [&](const std::string& party) {
    return std::ranges::find(facts.roles, party, &model::CaseRole::party) != facts.roles.end();
  };
  if (leaf.judgement.valid()) return !leaf.of.empty() && !has_role(leaf.of);
  if (!leaf.row.valid()) return false;
  const model::Row& row = facts.row(leaf.row);
  if (row.entity == vocabulary.party) return !has_role(row.id);
  return vocabulary.fact(leaf.fact).entity == vocabulary.holding;
}

}  // namespace

std::vector<std::optional<std::vector<Summary>>> try_answers(
    const Run& base, std::uint32_t regime, const std::vector<OpenLeaf>& leaves, const Summary& now,
    const std::map<std::string, base::Date>& suppose) {
  std::vector<std::optional<std::vector<Summary>>> answers(leaves.size());
  if (leaves.empty()) return answers;
  const plan::Plan& plan = base.plan();
  const CaseRow& seen = base.batch.cases[0];
  const std::map<model::FactId, Cuts> cuts = find_cuts(plan);
  std::vector<std::size_t> order(leaves.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(), [&](std::size_t leaf) {
    return !is_far(plan.vocabulary(), *seen.facts, leaves[leaf]);
  });
  const std::size_t case_rows = std::max<std::size_t>(1, seen.facts->rows.size());
  const std::size_t weight = std::max(many_case_rows, case_rows);
  const std::size_t most = most_case_rows / case_rows * many_case_rows / weight * many_case_rows / weight;
  std::size_t spent = 0;
  std::vector<CaseRow> rows;
  std::vector<std::pair<std::size_t, std::size_t>> tried;  // leaves, each with the end of its rows
  for (const std::size_t at : order) {
    const OpenLeaf& leaf = leaves[at];
    const std::size_t first = rows.size();
    auto complete = [&](Override changed) {
      rows.push_back(seen);
      rows.back().change(std::move(changed));
    };
    if (leaf.judgement.valid()) {
      const model::Definition& definition = plan.rule_sets().definitions[leaf.judgement.index()];
      for (const bool decision : {true, false}) complete({{}, {}, {}, definition.name, leaf.of, decision});
    } else {
      const auto cut = cuts.find(leaf.fact);
      for (model::Value& value : completions(plan, seen, leaf, cut == cuts.end() ? Cuts{} : cut->second))
        complete({leaf.row, leaf.fact, std::move(value), {}, {}, false});
    }
    const bool graphs = !leaf.judgement.valid() && read_by_graphs(plan.vocabulary(), leaf.fact);
    const std::size_t cost = (rows.size() - first) * (graphs ? weight_of_graphs : 1);
    if (spent + cost > most) {
      rows.resize(first);
      continue;
    }
    spent += cost;
    tried.emplace_back(at, rows.size());
  }
  const std::vector<Summary> completed = summarize_all(base, regime, rows, suppose);
  std::size_t row = 0;
  for (const auto& [leaf, end] : tried) {
    auto& of_leaf = answers[leaf].emplace();
    for (; row < end; ++row) of_leaf.push_back(within(completed[row], now));
  }
  return answers;
}

}  // namespace weir::evaluate
