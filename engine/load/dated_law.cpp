#include <algorithm>
#include <utility>

#include "load/definitions.hpp"
#include "load/documents.hpp"
#include "load/expression.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

void read_cells(const Reader& reader, NodeId node, const model::Values& values,
                model::Values::Version& version) {
  if (reader.is_sequence(node)) {
    for (const NodeId cell : reader.node(node).items) {
      if (auto expression = read_expression(reader, cell, "a value"))
        version.cells.push_back(std::move(*expression));
    }
  } else if (auto expression = read_expression(reader, node, "a value")) {
    version.cells.push_back(std::move(*expression));
  } else {
    return;
  }
  const std::size_t wanted = values.columns.empty() ? 1 : values.columns.size();
  const std::size_t given = reader.is_sequence(node) ? reader.node(node).items.size() : 1;
  if (given != wanted) {
    reader.sink()
        .emit(
            Code::cell_count, reader.span(node),
            "there are " + std::to_string(given) + " values here and " + std::to_string(wanted) + " columns")
        .with_help("name the columns as `columns: [low, high]`; write `none` where a column has no value");
  }
}

void read_member(const Reader& reader, NodeId key, model::Group& group, std::vector<model::DateRange> ranges,
                 bool uncertain) {
  const auto code = reader.text(key, "a member");
  if (!code) return;
  const auto first = std::ranges::find(group.members, *code, &model::Group::Member::code);
  if (first != group.members.end()) {
    reader.sink()
        .emit(Code::duplicate_member, reader.span(key), "`" + *code + "` is listed twice")
        .label(first->span, "first listed here");
    return;
  }
  group.members.push_back({*code, std::move(ranges), uncertain, reader.span(key)});
}

void read_members(const Reader& reader, NodeId node, std::string_view what, model::Group& group,
                  bool uncertain) {
  if (reader.is_map(node)) {
    for (const auto& [key, value] : reader.node(node).entries) {
      auto ranges = read_ranges(reader, value, "the days of a member");
      if (!ranges.empty()) read_member(reader, key, group, std::move(ranges), uncertain);
    }
    return;
  }
  if (reader.is_scalar(node) && !uncertain && reader.node(node).scalar.text == "unknown") {
    group.unknown_members = true;
    return;
  }
  if (!reader.expect_sequence(node, what)) return;
  for (const NodeId item : reader.node(node).items) {
    if (reader.is_scalar(item) && reader.node(item).scalar.text == "unknown" && !uncertain) {
      group.unknown_members = true;
    } else {
      read_member(reader, item, group, {model::DateRange{}}, uncertain);
    }
  }
}

}  // namespace

model::Values read_values_body(const Reader& reader, NodeId map) {
  static constexpr std::string_view version_keys[] = {"is", "enacted", "cite", "note"};
  model::Values values;
  if (const auto columns = reader.document().find(map, "columns")) {
    values.columns = reader.texts(*columns, "`columns`").value_or(std::vector<std::string>{});
    for (std::size_t i = 0; i < values.columns.size(); ++i) {
      const bool twice = std::ranges::count(values.columns, values.columns[i]) > 1;
      if (is_snake_word(values.columns[i]) && !twice) continue;
      reader.sink().emit(Code::bad_column, reader.span(*columns),
                         twice ? "the column `" + values.columns[i] + "` is named twice"
                               : "`" + values.columns[i] + "` cannot name a column");
      break;
    }
  }
  const auto node = *reader.document().find(map, "values");
  if (!reader.expect_map(node, "`values`")) return values;
  for (const auto& [key, value] : reader.node(node).entries) {
    const auto from = reader.date(key, "the first day of a value");
    if (!from) continue;
    model::Values::Version version;
    version.from = *from;
    version.span = reader.span(key);
    if (reader.is_map(value)) {
      reader.expect_keys(value, version_keys, "a dated value");
      version.enacted = read_date_at(reader, value, "enacted");
      version.cite = read_citations_at(reader, value);
      version.note = read_text_at(reader, value, "note");
      const auto is = reader.get(value, "is", Reader::Need::required, "a dated value");
      if (!is) continue;
      read_cells(reader, *is, values, version);
    } else {
      read_cells(reader, value, values, version);
    }
    values.versions.push_back(std::move(version));
  }
  if (values.versions.empty() && reader.node(node).entries.empty()) {
    reader.sink().emit(Code::empty_condition, reader.span(node), "`values` holds no value");
  }
  std::ranges::sort(values.versions, {}, &model::Values::Version::from);
  return values;
}

model::Versions read_versions_body(const Reader& reader, NodeId map) {
  static constexpr std::string_view version_keys[] = {"is",       "all",     "any",  "none",
                                                      "at_least", "enacted", "cite", "note"};
  model::Versions versions;
  const auto node = *reader.document().find(map, "versions");
  if (!reader.expect_map(node, "`versions`")) return versions;
  for (const auto& [key, value] : reader.node(node).entries) {
    model::Versions::Version version;
    version.span = reader.span(key);
    version.pending = reader.node(key).scalar.text == "pending";
    if (!version.pending) {
      const auto range = read_range(reader, key, "the days of a wording");
      if (!range) continue;
      version.range = *range;
    }
    std::optional<model::Condition> body;
    if (reader.is_map(value)) {
      reader.expect_keys(value, version_keys, "a dated wording");
      version.enacted = read_date_at(reader, value, "enacted");
      version.cite = read_citations_at(reader, value);
      body = read_condition_inside(reader, value, "a wording");
      if (!body && condition_key(reader, value).empty()) {
        reader.get(value, "is", Reader::Need::required, "a dated wording");
      }
    } else {
      body = read_condition(reader, value, "a wording");
    }
    if (!body) continue;
    version.body = std::move(*body);
    versions.versions.push_back(std::move(version));
  }
  std::ranges::stable_sort(versions.versions, [](const auto& a, const auto& b) {
    return a.pending != b.pending ? b.pending : a.range.first < b.range.first;
  });
  for (std::size_t i = 1; i < versions.versions.size(); ++i) {
    const auto& before = versions.versions[i - 1];
    const auto& here = versions.versions[i];
    if (here.pending || here.range.first > before.range.last) continue;
    const base::Date eve{here.range.first.days - 1};
    auto& diagnostic = reader.sink()
                           .emit(Code::overlapping_versions, here.span,
                                 "this wording begins before the one before it has ended")
                           .label(before.span, "still in force here")
                           .with_help("let the earlier one end on " + base::to_iso(eve) +
                                      ", the day before this one begins");
    if (before.range.first <= eve) {
      const std::string first =
          before.range.first.is_beginning() ? std::string() : base::to_iso(before.range.first);
      diagnostic.fix({"let the earlier one end on " + base::to_iso(eve),
                      diagnostics::Fix::Trust::suggested,
                      {{before.span, first + ".." + base::to_iso(eve)}}});
    }
  }
  return versions;
}

model::Group read_group_body(const Reader& reader, NodeId map) {
  model::Group group;
  group.of = read_text_at(reader, map, "of");
  if (const auto node = reader.document().find(map, "members")) {
    read_members(reader, *node, "`members`", group, false);
  }
  if (const auto node = reader.document().find(map, "uncertain")) {
    read_members(reader, *node, "`uncertain`", group, true);
  }
  return group;
}

model::Retest read_retest_body(const Reader& reader, NodeId map) {
  model::Retest retest;
  if (auto period = read_expression_at(reader, map, "during")) retest.period = std::move(*period);
  if (reader.get(map, "lost", Reader::Need::required, "a re-test")) {
    if (auto lost = read_condition_at(reader, map, "lost")) retest.lost = std::move(*lost);
  }
  const auto frozen = reader.document().find(map, "frozen");
  if (!frozen) return retest;
  const auto add = [&](NodeId item) {
    if (auto name = reader.text(item, "`frozen`"))
      retest.frozen.push_back({std::move(*name), reader.span(item)});
  };
  if (!reader.is_sequence(*frozen)) {
    add(*frozen);
  } else {
    for (const NodeId item : reader.node(*frozen).items) add(item);
  }
  return retest;
}

}  // namespace weir::load
