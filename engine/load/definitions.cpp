#include "load/definitions.hpp"

#include <algorithm>
#include <utility>

#include "load/documents.hpp"
#include "load/expression.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

constexpr std::string_view is_keys[] = {"is", "all", "any", "none", "at_least"};
constexpr std::string_view table_keys[] = {"table", "rows"};
constexpr std::string_view values_keys[] = {"values", "columns"};
constexpr std::string_view versions_keys[] = {"versions"};
constexpr std::string_view group_keys[] = {"members", "uncertain", "of"};
constexpr std::string_view attribution_keys[] = {
    "path", "measure", "partnership_measure", "link", "full_from", "partnership", "circle"};
constexpr std::string_view circle_keys[] = {"links", "judged", "only"};
constexpr std::string_view list_keys[] = {"list"};
constexpr std::string_view clock_keys[] = {"stages", "stops", "roll", "counting", "silence", "over"};
constexpr std::string_view calendar_keys[] = {"calendar", "without"};
constexpr std::string_view periods_keys[] = {"periods", "to"};
constexpr std::string_view retest_keys[] = {"during", "lost", "frozen"};
constexpr std::string_view holidays_keys[] = {"from", "to", "days"};
constexpr std::string_view judgement_keys[] = {"ask",      "decides",     "true_if", "false_if",
                                               "presumed", "presumed_if", "speaks"};

void expect_keys(const Reader& reader, NodeId map, std::span<const std::string_view> own,
                 std::string_view what) {
  const auto keys = with_provision_keys(own);
  reader.expect_keys(map, keys, what);
}

model::Table read_table(const Reader& reader, NodeId map) {
  model::Table table;
  if (const auto inputs = reader.document().find(map, "table");
      inputs && reader.expect_sequence(*inputs, "`table`")) {
    for (const NodeId item : reader.node(*inputs).items) {
      if (auto input = read_expression(reader, item, "an input")) table.inputs.push_back(std::move(*input));
    }
    if (reader.node(*inputs).items.empty()) {
      reader.sink().emit(Code::cell_count, reader.span(*inputs), "a table needs at least one input");
    }
  }
  const auto rows = reader.get(map, "rows", Reader::Need::required, "a table");
  if (!rows || !reader.expect_sequence(*rows, "`rows`")) return table;
  for (const NodeId row : reader.node(*rows).items) {
    if (!reader.expect_sequence(row, "a line of a table")) continue;
    const auto& cells = reader.node(row).items;
    if (cells.size() != table.inputs.size() + 1) {
      reader.sink()
          .emit(Code::cell_count, reader.span(row),
                "this line has " + std::to_string(cells.size()) + " cells, the table needs " +
                    std::to_string(table.inputs.size() + 1))
          .with_help(
              "a line has one test for each input, then the answer; `any` is a test that always holds");
      continue;
    }
    model::Table::Line line;
    line.span = reader.span(row);
    bool complete = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool answer = i + 1 == cells.size();
      auto cell = read_expression(reader, cells[i], answer ? "an answer" : "a test",
                                  answer ? Grammar::expression : Grammar::test);
      if (!cell) {
        complete = false;
      } else if (answer) {
        line.answer = std::move(*cell);
      } else {
        line.tests.push_back(std::move(*cell));
      }
    }
    if (complete) table.lines.push_back(std::move(line));
  }
  return table;
}

model::Judgement read_judgement(const Reader& reader, NodeId map) {
  static constexpr std::string_view speaks_keys[] = {"for", "against"};
  model::Judgement judgement;
  judgement.ask = read_text_at(reader, map, "ask");
  judgement.decides = read_text_at(reader, map, "decides");
  judgement.true_if = read_condition_at(reader, map, "true_if");
  judgement.false_if = read_condition_at(reader, map, "false_if");
  judgement.presumed_if = read_condition_at(reader, map, "presumed_if");
  if (const auto node = reader.document().find(map, "presumed"))
    judgement.presumed = reader.truth(*node, "`presumed`");
  if (const auto speaks = reader.document().find(map, "speaks");
      speaks && reader.expect_map(*speaks, "`speaks`")) {
    reader.expect_keys(*speaks, speaks_keys, "`speaks`");
    judgement.speaks_for = read_condition_at(reader, *speaks, "for");
    judgement.speaks_against = read_condition_at(reader, *speaks, "against");
  }
  return judgement;
}

/// Reads the body by the key that shows its kind; false if there is no such key.
bool read_body(const Reader& reader, NodeId map, model::Definition& definition) {
  const auto has = [&](std::string_view key) { return reader.document().find(map, key).has_value(); };
  if (has("ask")) {
    expect_keys(reader, map, judgement_keys, "a judgement");
    definition.body = read_judgement(reader, map);
  } else if (has("table")) {
    expect_keys(reader, map, table_keys, "a table");
    definition.body = read_table(reader, map);
  } else if (has("values")) {
    expect_keys(reader, map, values_keys, "dated values");
    definition.body = read_values_body(reader, map);
  } else if (has("versions")) {
    expect_keys(reader, map, versions_keys, "dated wordings");
    definition.body = read_versions_body(reader, map);
  } else if (has("members") || has("uncertain")) {
    expect_keys(reader, map, group_keys, "a group");
    definition.body = read_group_body(reader, map);
  } else if (has("path")) {
    expect_keys(reader, map, attribution_keys, "a method of attribution");
    definition.body = read_attribution_body(reader, map);
  } else if (has("links")) {
    expect_keys(reader, map, circle_keys, "a circle");
    definition.body = read_circle_body(reader, map);
  } else if (has("list")) {
    expect_keys(reader, map, list_keys, "a named list");
    model::NamedList list;
    if (auto rows = read_expression(reader, *reader.document().find(map, "list"), "a list", Grammar::rows)) {
      list.rows = std::move(*rows);
    }
    definition.body = std::move(list);
  } else if (has("stages")) {
    expect_keys(reader, map, clock_keys, "a clock");
    definition.body = read_clock_body(reader, map);
    // The id of a clock may have the form of a rule's; it is no attribute of anything.
    definition.attribute_of.clear();
    definition.name = definition.id;
  } else if (has("calendar")) {
    expect_keys(reader, map, calendar_keys, "a calendar");
    definition.body = read_calendar_body(reader, map);
  } else if (has("periods")) {
    expect_keys(reader, map, periods_keys, "a list of periods");
    definition.body = read_periods_body(reader, map);
  } else if (has("days")) {
    expect_keys(reader, map, holidays_keys, "a list of holidays");
    definition.body = read_holidays_body(reader, map);
  } else if (has("during")) {
    expect_keys(reader, map, retest_keys, "a re-test");
    definition.body = read_retest_body(reader, map);
  } else if (!condition_key(reader, map).empty()) {
    expect_keys(reader, map, is_keys, "a definition");
    definition.body = read_condition_inside(reader, map, "a definition").value_or(model::Condition{});
  } else {
    return false;
  }
  return true;
}

/// Keys that show what a definition is.
const std::vector<std::string> kind_keys = {"is",       "all",     "any",      "table",   "values",
                                            "versions", "members", "ask",      "list",    "path",
                                            "links",    "stages",  "calendar", "periods", "during"};

constexpr std::string_view kind_help =
    "give it `is:`, `all:`, `any:`, `table:`, `values:`, `versions:`, `members:`, `ask:`, `list:`, `path:` "
    "(a method of attribution), `links:` (a circle), `stages:` (a clock), `calendar:`, `periods:` or "
    "`during:` (a re-test)";

void report_unknown_kind(const Reader& reader, const yaml::Entry& entry, const std::string& id) {
  auto& sink = reader.sink();
  for (const auto& [key, value] : reader.node(entry.value).entries) {
    const std::string& word = reader.node(key).scalar.text;
    if (std::ranges::find(provision_keys, std::string_view(word)) != std::end(provision_keys)) continue;
    if (word == "when" || word == "then") {
      sink.emit(Code::unknown_entry, reader.span(key),
                "`" + id + "` looks like a rule and stands under `definitions:`")
          .with_help("move it under `rules:`");
      return;
    }
    auto& diagnostic =
        emit_unknown(sink, Code::unknown_entry, reader.span(key),
                     "the key `" + word + "` does not show what `" + id + "` is", word, kind_keys, "key");
    if (diagnostic.help.empty()) diagnostic.with_help(std::string(kind_help));
    return;
  }
  sink.emit(Code::unknown_entry, reader.span(entry.key), "nothing shows what `" + id + "` is")
      .with_help(std::string(kind_help));
}

/// True if the name (after `party.` and the like) begins as the regime demands and is well formed.
bool name_fits(const model::Definition& definition, const model::Regime& regime) {
  if (definition.id.starts_with(regime.prefix + ".")) return true;
  return is_snake_word(definition.name) && definition.name.starts_with(regime.prefix + "_");
}

}  // namespace

std::optional<model::Definition> read_definition(const Reader& reader, const yaml::Entry& entry,
                                                 const std::string& regime) {
  model::Definition definition;
  definition.id = reader.node(entry.key).scalar.text;
  definition.id_span = reader.span(entry.key);
  definition.regime = regime;
  const auto dot = definition.id.rfind('.');
  definition.name = dot == std::string::npos ? definition.id : definition.id.substr(dot + 1);
  if (dot != std::string::npos) definition.attribute_of = definition.id.substr(0, dot);
  if (!reader.is_map(entry.value)) {
    auto condition = read_condition(reader, entry.value, "a definition");
    if (!condition) return std::nullopt;
    definition.body = std::move(*condition);
    return definition;
  }
  if (!read_body(reader, entry.value, definition)) {
    report_unknown_kind(reader, entry, definition.id);
    return std::nullopt;
  }
  read_provision(reader, entry.value, definition);
  return definition;
}

void read_definitions(const Reader& reader, NodeId map, const model::Regime& regime,
                      std::vector<model::Definition>& out) {
  if (!reader.expect_map(map, "`definitions`")) return;
  for (const yaml::Entry& entry : reader.node(map).entries) {
    auto definition = read_definition(reader, entry, regime.id);
    if (!definition) continue;
    if (!regime.prefix.empty() && !name_fits(*definition, regime)) {
      auto& diagnostic =
          reader.sink()
              .emit(Code::id_without_prefix, definition->id_span,
                    "the name of `" + definition->id + "` does not begin with `" + regime.prefix + "_`")
              .with_help(
                  "definition names are shared by all rule sets, so each begins with its regime's prefix; "
                  "after it come lower-case letters, digits and underscores");
      const std::string& id = definition->id;
      const std::string name = regime.prefix + "_" + definition->name;
      if (is_snake_word(name) && id.ends_with(definition->name)) {
        const std::string renamed = id.substr(0, id.size() - definition->name.size()) + name;
        diagnostic.fix({"call it `" + renamed + "`",
                        diagnostics::Fix::Trust::suggested,
                        {{definition->id_span, renamed}}});
      }
    }
    out.push_back(std::move(*definition));
  }
}

}  // namespace weir::load
