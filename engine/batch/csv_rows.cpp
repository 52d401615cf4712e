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
  std::uint64_t line = 1;  ///< where the parser is
  int last_end = 0;        ///< the character that ended the last line
  bool ended = false;
  std::optional<base::Failure> failure;
  struct Row {
    std::uint64_t line = 0;
    std::vector<std::string> cells;  ///< none of a row that is too long
    std::size_t size = 0;            ///< of its cells together
  };
  Row row{1, {}, 0};  ///< that is not ended yet
  std::deque<Row> rows;
  std::vector<std::string> names;
  std::vector<Column> columns;

  State(base::ByteSource& from, const model::Vocabulary& facts, const model::RuleSets& rules)
      : source(from), vocabulary(facts), rule_sets(rules) {
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
  }
  ~State() { csv_free(&parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  static void on_cell(void* text, std::size_t length, void* self) {
    State& state = *static_cast<State*>(self);
    const char* bytes = static_cast<const char*>(text);
    const std::string_view cell(bytes, bytes != nullptr ? length : 0);
    state.line += static_cast<std::uint64_t>(std::ranges::count(cell, '\n'));
    state.row.size += cell.size() + 1;
    if (state.row.size <= line_limit) {
      state.row.cells.emplace_back(cell);
    } else {
      state.row.cells.clear();
    }
  }
  static void on_row(int end, void* self) {
    State& state = *static_cast<State*>(self);
    // A line without a cell is blank, or nothing but the second half of what ends the line before.
    if (state.row.size == 0) {
      if (end != '\n' || state.last_end != '\r') ++state.line;
    } else {
      state.rows.push_back(std::move(state.row));
      ++state.line;
    }
    state.row = {state.line, {}, 0};
    state.last_end = end;
  }

  std::optional<base::Failure> read_more();
  base::Failure breaks_off(std::string_view why) const {
    return {fmt::format("the table breaks off in the row that begins in line {}: {}", row.line, why)};
  }
  base::Result<Column> column(const std::string& name) const;
  std::string as_json(const std::vector<std::string>& from) const;
};

std::optional<base::Failure> CsvRows::State::read_more() {
  const auto count = source.read(block);
  if (!count) return count.failure();
  ended = count.value() == 0;
  const bool read =
      ended ? csv_fini(&parser, on_cell, on_row, this) == 0
            : csv_parse(&parser, block.data(), count.value(), on_cell, on_row, this) == count.value();
  if (!read) return breaks_off("a quote stands in the middle of a cell, or is never closed");
  if (parser.entry_pos > line_limit)
    return breaks_off(fmt::format("a cell is longer than {} bytes, or a quote is never closed",
                                  base::with_thousands(std::to_string(line_limit))));
  return std::nullopt;
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

std::string CsvRows::State::as_json(const std::vector<std::string>& from) const {
  using enum Column::Kind;
  Json result = Json::object(), holding = Json::object();
  for (const char* role : roles) {
    if (std::string_view(role) != "vendor") result[role] = Json::object();
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string cell(base::trim(from[i]));
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

std::optional<base::Failure> CsvRows::read_header() {
  State& state = *state_;
  while (state.rows.empty() && !state.ended && !state.failure) state.failure = state.read_more();
  if (state.rows.empty() && state.failure) return state.failure;
  if (state.rows.empty()) return base::Failure{"the table is empty; its first row names facts"};
  if (state.rows.front().size > line_limit) return base::Failure{"the first row of the table is too long"};
  state.names = std::move(state.rows.front().cells);
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
  while (result.rows.size() < most && result.text().size() < enough_bytes) {
    if (state.rows.empty()) {
      if (state.ended || state.failure) break;
      state.failure = state.read_more();
      continue;
    }
    const State::Row row = std::move(state.rows.front());
    state.rows.pop_front();
    const auto fault = [&](RawRow::Fault kind, std::string message) {
      result.add_fault(row.line, kind, std::move(message));
    };
    if (row.size > line_limit) {
      fault(RawRow::Fault::too_long,
            fmt::format("the row is longer than {} bytes", base::with_thousands(std::to_string(line_limit))));
    } else if (row.cells.size() == 1 && base::trim(row.cells[0]).empty()) {
      continue;
    } else if (row.cells.size() != state.columns.size()) {
      fault(RawRow::Fault::bad_table,
            fmt::format("the row has {}, the first one has {}",
                        base::counted(row.cells.size(), "cell", "cells"), state.columns.size()));
    } else if (std::ranges::any_of(row.cells, [](const std::string& cell) {
                 return base::first_invalid_utf8(cell).has_value();
               })) {
      fault(RawRow::Fault::not_utf8, "the row is not UTF-8");
    } else {
      result.add(row.line, state.as_json(row.cells));
    }
  }
  // Rows before the place are given first.
  if (result.rows.empty()) return state.failure;
  return std::nullopt;
}

}  // namespace weir::batch
