#include "load/margin.hpp"

#include <algorithm>

#include "load/documents.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

const std::vector<std::string>& lint_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& info : diagnostics::all_codes()) {
      if (diagnostics::is_lint(info.code)) all.emplace_back(info.name);
    }
    return all;
  }();
  return names;
}

void read_waivers(const Reader& reader, NodeId map, std::vector<model::Waiver>& into) {
  static constexpr std::string_view keys[] = {"lint", "because"};
  const auto list = reader.document().find(map, "waive");
  if (!list || !reader.expect_sequence(*list, "`waive`")) return;
  for (const NodeId item : reader.node(*list).items) {
    if (!reader.expect_map(item, "a waiver")) continue;
    reader.expect_keys(item, keys, "a waiver");
    const auto name = reader.get(item, "lint", Reader::Need::required, "a waiver");
    auto because = reader.text_at(item, "because", Reader::Need::required, "a waiver");
    if (!name || !because) continue;
    auto lint = reader.text(*name, "the name of a lint");
    if (!lint) continue;
    if (std::ranges::find(lint_names(), *lint) == lint_names().end()) {
      emit_unknown(reader.sink(), Code::unknown_lint, reader.span(*name), "there is no lint `" + *lint + "`",
                   *lint, lint_names(), "lint");
      continue;
    }
    into.push_back({std::move(*lint), std::move(*because), reader.span(*name)});
  }
}

/// The places of the citations under `cite:`, one or a list.
void read_places(const Reader& reader, NodeId map, std::vector<base::Span>& into) {
  const auto cite = reader.document().find(map, "cite");
  if (!cite) return;
  if (!reader.is_sequence(*cite)) return into.push_back(reader.span(*cite));
  for (const NodeId item : reader.node(*cite).items) into.push_back(reader.span(item));
}

void read_entry(const Reader& reader, const yaml::Entry& entry, model::Margin& margin) {
  if (!reader.is_map(entry.value)) return;
  const std::string& id = reader.node(entry.key).scalar.text;
  std::vector<model::Waiver> waivers;
  read_waivers(reader, entry.value, waivers);
  if (!waivers.empty()) margin.waivers[id] = std::move(waivers);
  if (const auto reading = reader.document().find(entry.value, "reading"))
    margin.readings[id] = reader.span(*reading);
  std::vector<base::Span> places;
  read_places(reader, entry.value, places);
  if (!places.empty()) margin.citations[id] = std::move(places);
}

}  // namespace

void read_margin(const Reader& reader, NodeId root, const std::string& regime, model::Margin& margin) {
  if (!reader.is_map(root)) return;
  if (reader.document().find(root, "regime")) {
    read_waivers(reader, root, margin.waivers[regime]);
    read_places(reader, root, margin.citations[regime]);
  }
  for (const char* part : {"definitions", "rules"}) {
    const auto map = reader.document().find(root, part);
    if (!map || !reader.is_map(*map)) continue;
    for (const yaml::Entry& entry : reader.node(*map).entries) read_entry(reader, entry, margin);
  }
}

}  // namespace weir::load
