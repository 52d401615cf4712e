#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "library/convert.hpp"
#include "library/held.hpp"
#include "library/table_worker.hpp"
#include "weir/columns.hpp"

namespace weir {

using library::FactColumn;
using library::Owner;
using library::TableView;
using library::TableWorker;

struct FactTable::State {
  RuleSets rule_sets;
  std::size_t rows;
  std::vector<FactColumn> columns;
  std::vector<std::optional<base::Date>> as_of, known_on;  ///< by row

  const session::Session& session() const { return *rule_sets.held().session; }
  /// What is wrong with a place in the table.
  std::optional<Diagnostic> check_place(std::size_t column, std::size_t row) const {
    if (column >= columns.size()) return library::wrong_request(fmt::format("no column {}", column));
    if (row >= rows) return library::wrong_request(fmt::format("no row {}: there are {}", row, rows));
    return std::nullopt;
  }
};

FactTable::FactTable(const RuleSets& rule_sets, std::size_t rows)
    : state_(new State{rule_sets, rows, {}, {}, {}}) {
  state_->as_of.resize(rows);
  state_->known_on.resize(rows);
}
FactTable::~FactTable() = default;
FactTable::FactTable(FactTable&&) noexcept = default;
FactTable& FactTable::operator=(FactTable&&) noexcept = default;

std::size_t FactTable::rows() const {
  return state_->rows;
}

namespace {

struct Named {
  Owner owner{};
  model::FactId fact;
};

/// What a column's name stands for, or what is wrong with it.
Outcome<Named> find_fact(const model::Vocabulary& vocabulary, std::string_view name) {
  const std::pair<const char*, std::pair<Owner, model::EntityId>> owners[] = {
      {"transaction", {Owner::transaction, vocabulary.transaction}},
      {"acquirer", {Owner::acquirer, vocabulary.party}},
      {"target", {Owner::target, vocabulary.party}},
      {"stake", {Owner::stake, vocabulary.holding}}};
  std::vector<std::string> candidates;
  for (const auto& [word, what] : owners) {
    for (const model::FactId id : vocabulary.entity(what.second).facts) {
      const model::Fact& fact = vocabulary.fact(id);
      const std::string full = std::string(word) + "." + fact.field;
      // Whose the stake is and in what is said by the table itself.
      if (what.first == Owner::stake && (fact.field == "owner" || fact.field == "entity")) continue;
      if (full != name) {
        candidates.push_back(full);
      } else {
        return {Named{what.first, id}, {}};
      }
    }
  }
  const auto near = base::closest(std::string(name), candidates);
  return library::refused<Named>(library::wrong_request(
      diagnostics::Code::unknown_fact, fmt::format("the column `{}` names no fact", name),
      near ? fmt::format("did you mean `{}`?", *near)
           : "columns are named as `acquirer.formed_in`, `transaction.price`, `stake.votes`"));
}

}  // namespace

Outcome<std::size_t> FactTable::add(std::string_view fact, std::string_view unit) {
  State& state = *state_;
  auto named = find_fact(state.session().vocabulary(), fact);
  if (!named) return {std::nullopt, std::move(named.diagnostics)};
  for (const FactColumn& column : state.columns) {
    if (column.owner() == named->owner && column.fact() == named->fact)
      return library::refused<std::size_t>(
          library::wrong_request(fmt::format("`{}` has a column already", fact)));
  }
  FactColumn column(named->owner, named->fact, std::string(unit), state.rows);
  if (auto mistake = column.learn_unit(state.session()))
    return library::refused<std::size_t>(std::move(*mistake));
  state.columns.push_back(std::move(column));
  return {state.columns.size() - 1, {}};
}

std::optional<Diagnostic> FactTable::set(std::size_t column, std::size_t row, std::string_view value) {
  if (auto mistake = state_->check_place(column, row)) return mistake;
  return state_->columns[column].set(state_->session(), row, value);
}

std::optional<Diagnostic> FactTable::set_truth(std::size_t column, std::size_t row, bool value) {
  if (auto mistake = state_->check_place(column, row)) return mistake;
  return state_->columns[column].set_truth(state_->session(), row, value);
}

std::optional<Diagnostic> FactTable::set_number(std::size_t column, std::size_t row, std::int64_t digits,
                                                unsigned decimals) {
  if (auto mistake = state_->check_place(column, row)) return mistake;
  return state_->columns[column].set_number(state_->session(), row, digits, decimals);
}

std::optional<Diagnostic> FactTable::clear(std::size_t column, std::size_t row) {
  if (auto mistake = state_->check_place(column, row)) return mistake;
  state_->columns[column].clear(row);
  return std::nullopt;
}

std::optional<Diagnostic> FactTable::set_days(std::size_t row, std::string_view as_of,
                                              std::string_view known_on) {
  State& state = *state_;
  if (row >= state.rows)
    return library::wrong_request(fmt::format("no row {}: there are {}", row, state.rows));
  const auto seen = base::Date::parse(as_of);
  const auto known = known_on.empty() ? seen : base::Date::parse(known_on);
  if (!seen || !known)
    return library::wrong_request(fmt::format("`{}` is no day", seen ? known_on : as_of),
                                  "write it as YYYY-MM-DD");
  state.as_of[row] = seen;
  state.known_on[row] = known;
  return std::nullopt;
}

namespace {

/// The answers of one regime, as long as the table; lists of rules are put together block by block.
RegimeColumns empty_columns(const model::Regime& law, std::size_t rows) {
  RegimeColumns columns;
  columns.regime = law.id;
  columns.law.resize(rows);
  for (const model::Determination& scale : law.determinations) {
    auto& levels = columns.determinations.emplace_back();
    levels.name = scale.name;
    levels.at_least.resize(rows);
    levels.at_most.resize(rows);
  }
  columns.risk_low.resize(rows);
  columns.risk_high.resize(rows);
  return columns;
}

void append(RuleLists& lists, std::span<const std::uint32_t> rules) {
  lists.rules.insert(lists.rules.end(), rules.begin(), rules.end());
  lists.begin.push_back(static_cast<std::uint32_t>(lists.rules.size()));
}

void append(RuleLists& lists, const RuleLists& more) {
  const auto before = static_cast<std::uint32_t>(lists.rules.size());
  lists.rules.insert(lists.rules.end(), more.rules.begin(), more.rules.end());
  for (std::size_t i = 1; i < more.begin.size(); ++i) lists.begin.push_back(before + more.begin[i]);
}

/// What rules say of the rows of one block, by regime.
struct BlockLists {
  std::vector<RuleLists> fired, open;
};

void read_block(TableWorker& worker, std::size_t first, std::size_t count, std::vector<RegimeColumns>& into,
                BlockLists& lists) {
  lists.fired.resize(into.size());
  lists.open.resize(into.size());
  for (std::size_t r = 0; r < into.size(); ++r) {
    RegimeColumns& columns = into[r];
    for (std::size_t at = 0; at < count; ++at) {
      const batch::RowAnswer& answer = worker.answer(r, at);
      for (std::size_t d = 0; d < columns.determinations.size(); ++d) {
        columns.determinations[d].at_least[first + at] = answer.at_least[d];
        columns.determinations[d].at_most[first + at] = answer.at_most[d];
      }
      columns.risk_low[first + at] = answer.risk_low;
      columns.risk_high[first + at] = answer.risk_high;
      append(lists.fired[r], answer.fired);
      append(lists.open[r], answer.open);
    }
  }
}

}  // namespace

Outcome<std::vector<RegimeColumns>> FactTable::evaluate(const Options& options, unsigned threads) const {
  using Answers = std::vector<RegimeColumns>;
  const State& state = *state_;
  const plan::Plan& plan = *state.session().plan();
  auto seen = library::options_of(options, plan);
  if (!seen) return {std::nullopt, std::move(seen.diagnostics)};
  std::vector<base::Date> as_of(state.rows), known_on(state.rows);
  for (std::size_t row = 0; row < state.rows; ++row) {
    const auto day = seen->as_of ? seen->as_of : state.as_of[row];
    if (!day)
      return library::refused<Answers>(library::wrong_request(
          diagnostics::Code::no_viewpoint, fmt::format("nothing says on which day row {} is seen", row),
          "give its days, or `as_of` in the options"));
    as_of[row] = *day;
    known_on[row] = seen->known_on ? *seen->known_on : seen->as_of ? *day : *state.known_on[row];
  }

  TableView view{state.session(), state.columns, as_of, known_on, seen->suppose, {}, {}};
  Outcome<Answers> result;
  Answers& answers = result.value.emplace();
  const std::vector<model::Regime>& laws = plan.rule_sets().regimes;
  for (std::uint32_t r = 0; r < laws.size(); ++r) {
    const auto& wanted = seen->regimes;
    if (!wanted.empty() && std::ranges::find(wanted, laws[r].id) == wanted.end()) continue;
    view.regimes.emplace_back(plan, r);
    view.regimes.back().add_roots(plan, view.roots);
    answers.push_back(empty_columns(laws[r], state.rows));
  }

  const std::size_t blocks = (state.rows + TableWorker::block_rows - 1) / TableWorker::block_rows;
  std::vector<BlockLists> lists(blocks);
  std::mutex mutex;
  std::vector<std::unique_ptr<TableWorker>> idle;
  base::for_each_index(blocks, std::max(threads, 1u), [&](std::size_t block) {
    std::unique_ptr<TableWorker> worker;
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        worker = std::move(idle.back());
        idle.pop_back();
      }
    }
    if (!worker) worker = std::make_unique<TableWorker>(view);
    const std::size_t first = block * TableWorker::block_rows;
    const std::size_t count = std::min(TableWorker::block_rows, state.rows - first);
    worker->evaluate(first, count);
    read_block(*worker, first, count, answers, lists[block]);
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(worker));
  });
  for (std::size_t r = 0; r < answers.size(); ++r) {
    const model::DateRange& in_force = view.regimes[r].law().in_force;
    for (std::size_t row = 0; row < state.rows; ++row) answers[r].law[row] = in_force.contains(as_of[row]);
    for (const BlockLists& block : lists) {
      append(answers[r].fired, block.fired[r]);
      append(answers[r].open, block.open[r]);
    }
  }
  return result;
}

}  // namespace weir
