#include "batch/csv_rows.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "json/json.hpp"

namespace weir::batch {

namespace {

using json::Json;

constexpr std::array plain_columns = {"id", "title", "as_of", "known_on"};
constexpr std::array roles = {"acquirer", "target", "vendor"};

/// Where a column's cells go in the case.
struct Column {
  enum class Kind : std::uint8_t { plain, owned, stake, procedure, judgement } kind = Kind::plain;
  std::string owner, name;
};

/// A cell as JSON: a list in brackets, `true` and `false`, else a text.
Json cell_value(const std::string& cell) {
  if (cell == "true") return true;
  if (cell == "false") return false;
  if (!cell.starts_with('[') || !cell.ends_with(']')) return cell;
  Json list = Json::array();
  for (const std::string_view item : base::split(std::string_view(cell).substr(1, cell.size() - 2), ',')) {
    if (!base::trim(item).empty()) list.push_back(std::string(base::trim(item)));
  }
  return list;
}

}  // namespace

struct CsvRows::State {
  base::ByteSource& source;
  const model::Vocabulary& vocabulary;
  const model::RuleSets& rule_sets;
  csv_parser parser{};
  std::vector<char> block = std::vector<char>(std::size_t{1} << 16);
  std::uint64_t bytes = 0, line = 1;
  bool ended = false;
  std::vector<std::string> cells;  ///< of the row that is not ended yet
  std::deque<std::pair<std::uint64_t, std::vector<std::string>>> rows;
  std::uint64_t row_line = 1;
  std::vector<std::string> names;
  std::vector<Column> columns;

  State(base::ByteSource& from, const model::Vocabulary& facts, const model::RuleSets& rules)
      : source(from), vocabulary(facts), rule_sets(rules) {
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  }
  ~State() { csv_free(&parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  static void on_cell(void* text, std::size_t length, void* self) {
    State& state = *static_cast<State*>(self);
    const char* bytes = static_cast<const char*>(text);
    state.cells.emplace_back(bytes, bytes != nullptr ? length : 0);
    for (const char c : state.cells.back()) state.line += c == '\n' ? 1 : 0;
  }
  static void on_row(int, void* self) {
    State& state = *static_cast<State*>(self);
    state.rows.emplace_back(state.row_line, std::move(state.cells));
    state.cells.clear();
    state.row_line = ++state.line;
  }

  std::optional<base::Failure> read_more();
  base::Result<Column> column(const std::string& name) const;
  std::string as_json(const std::vector<std::string>& row) const;
};

std::optional<base::Failure> CsvRows::State::read_more() {
  const auto count = source.read(block);
  if (!count) return count.failure();
  bytes += count.value();
  ended = count.value() == 0;
  const bool read =
      ended ? csv_fini(&parser, on_cell, on_row, this) == 0
            : csv_parse(&parser, block.data(), count.value(), on_cell, on_row, this) == count.value();
  if (read) return std::nullopt;
  return base::Failure{fmt::format(
      "the table breaks off in the row that begins in line {}: a quote stands in the middle of a cell, or is "
      "never closed",
      row_line)};
}

base::Result<Column> CsvRows::State::column(const std::string& name) const {
  using enum Column::Kind;
  if (std::ranges::find(plain_columns, name) != plain_columns.end()) return Column{plain, "", name};
  const std::size_t dot = name.rfind('.');
  const std::string owner = dot == std::string::npos ? "" : name.substr(0, dot);
  const std::string field = dot == std::string::npos ? name : name.substr(dot + 1);
  const auto judged = [&](std::string_view entity) {
    return std::ranges::any_of(rule_sets.definitions, [&](const model::Definition& definition) {
      return definition.name == field && definition.attribute_of == entity &&
             std::holds_alternative<model::Judgement>(definition.body);
    });
  };
  std::vector<std::string> candidates(plain_columns.begin(), plain_columns.end());
  const auto offer = [&](const std::string& of, model::EntityId entity) {
    for (const model::FactId fact : vocabulary.entity(entity).facts)
      candidates.push_back(of + "." + vocabulary.fact(fact).field);
    return vocabulary.find_fact(entity, field).has_value() && owner == of;
  };
  if (owner.empty() && judged("")) return Column{judgement, "", field};
  if (offer("transaction", vocabulary.transaction)) return Column{owned, owner, field};
  for (const char* role : roles) {
    if (offer(role, vocabulary.party)) return Column{owned, owner, field};
    if (owner == role && judged("party")) return Column{judgement, owner, field};
  }
  if (offer("stake", vocabulary.holding)) return Column{stake, owner, field};
  for (const model::Regime& regime : rule_sets.regimes) {
    if (offer(regime.id, vocabulary.procedure)) return Column{procedure, owner, field};
  }
  const auto near = base::closest(name, candidates);
  return base::Failure{
      fmt::format("the column `{}` names no fact; {}", name,
                  near ? fmt::format("did you mean `{}`?", *near)
                       : "columns are named as `acquirer.formed_in`, `transaction.price`, `stake.votes`")};
}

std::string CsvRows::State::as_json(const std::vector<std::string>& row) const {
  using enum Column::Kind;
  Json result = Json::object(), holding = Json::object();
  for (const char* role : roles) {
    if (std::string_view(role) != "vendor") result[role] = Json::object();
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string cell(base::trim(row[i]));
    if (cell.empty()) continue;
    const Column& column = columns[i];
    switch (column.kind) {
      case plain:
        result[column.name] = cell;
        break;
      case owned:
        result[column.owner][column.name] = cell_value(cell);
        break;
      case stake:
        holding[column.name] = cell_value(cell);
        break;
      case procedure:
        result["procedures"][column.owner][column.name] = cell_value(cell);
        break;
      case judgement: {
        Json decision = {{"id", column.name}};
        if (!column.owner.empty()) decision["of"] = column.owner;
        decision["value"] = cell_value(cell);
        result["judgements"].push_back(std::move(decision));
        break;
      }
    }
  }
  if (!holding.empty()) {
    holding["owner"] = "acquirer";
    holding["entity"] = "target";
    result["holdings"] = Json::array({std::move(holding)});
  }
  return json::dump_line(result);
}

CsvRows::CsvRows(base::ByteSource& source, const model::Vocabulary& vocabulary,
                 const model::RuleSets& rule_sets)
    : state_(std::make_unique<State>(source, vocabulary, rule_sets)) {}
CsvRows::~CsvRows() = default;

std::uint64_t CsvRows::bytes() const {
  return state_->bytes;
}

std::optional<base::Failure> CsvRows::read_header() {
  State& state = *state_;
  while (state.rows.empty() && !state.ended) {
    if (auto failure = state.read_more()) return failure;
  }
  if (state.rows.empty()) return base::Failure{"the table is empty; its first row names facts"};
  state.names = std::move(state.rows.front().second);
  state.rows.pop_front();
  if (!state.names.empty() && state.names[0].starts_with("\xEF\xBB\xBF")) state.names[0].erase(0, 3);
  for (std::size_t i = 0; i < state.names.size(); ++i) {
    const std::string name(base::trim(state.names[i]));
    for (std::size_t j = 0; j < i; ++j) {
      if (base::trim(state.names[j]) == name)
        return base::Failure{fmt::format("two columns are named `{}`", name)};
    }
    auto column = state.column(name);
    if (!column) return column.failure();
    state.columns.push_back(std::move(column).value());
  }
  return std::nullopt;
}

std::optional<base::Failure> CsvRows::next(std::size_t most, RawRows& result) {
  State& state = *state_;
  result.clear();
  while (result.rows.size() < most) {
    if (state.rows.empty()) {
      if (state.ended) break;
      if (auto failure = state.read_more()) return failure;
      continue;
    }
    auto [line, cells] = std::move(state.rows.front());
    state.rows.pop_front();
    if (cells.size() == 1 && base::trim(cells[0]).empty()) continue;
    if (cells.size() == state.columns.size()) {
      result.add(line, state.as_json(cells));
    } else {
      result.add_fault(line, RawRow::Fault::bad_table,
                       fmt::format("the row has {}, the first one has {}",
                                   base::counted(cells.size(), "cell", "cells"), state.columns.size()));
    }
  }
  return std::nullopt;
}

}  // namespace weir::batch
