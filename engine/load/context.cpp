#include <algorithm>
#include <map>

#include "load/provision.hpp"
#include "load/rule_sets.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::Reader;

model::ContextItem read_item(const Reader& reader, const yaml::Entry& entry) {
  static constexpr std::string_view keys[] = {"kind",  "title",  "occurred", "public", "effective",
                                              "scope", "limits", "reading",  "cite",   "certainty"};
  static const std::vector<std::string> kinds = {"undertaking", "foreign-law", "event"};
  model::ContextItem item;
  item.id = reader.node(entry.key).scalar.text;
  item.id_span = reader.span(entry.key);
  const auto map = entry.value;
  if (!reader.expect_map(map, "a context item")) return item;
  reader.expect_keys(map, keys, "a context item");
  if (const auto kind = reader.get(map, "kind", Reader::Need::required, "a context item")) {
    item.kind = reader.text(*kind, "`kind`").value_or("");
    if (!item.kind.empty() && std::ranges::find(kinds, item.kind) == kinds.end()) {
      emit_unknown(reader.sink(), Code::unknown_context_kind, reader.span(*kind),
                   "`" + item.kind + "` is no kind of context", item.kind, kinds, "kind")
          .note("a context item is an `undertaking`, a `foreign-law` or an `event`");
    }
  }
  item.title = reader.text_at(map, "title", Reader::Need::required, "a context item").value_or(item.id);
  item.occurred = read_date_at(reader, map, "occurred");
  item.public_on = read_date_at(reader, map, "public");
  if (const auto effective = reader.document().find(map, "effective")) {
    if (const auto range = read_range(reader, *effective, "`effective`")) {
      if (!range->first.is_beginning()) item.effective_from = range->first;
      if (!range->last.is_never()) item.effective_to = range->last;
    }
  }
  item.scope = read_text_at(reader, map, "scope");
  item.limits = read_text_at(reader, map, "limits");
  item.reading = read_reading_at(reader, map);
  item.cite = read_citations_at(reader, map);
  item.certainty = read_text_at(reader, map, "certainty");
  return item;
}

}  // namespace

void read_context(Workbench& bench, const std::string& folder, std::vector<model::ContextItem>& items) {
  static constexpr std::string_view keys[] = {"context"};
  std::map<std::string, base::Span> seen;
  for (const auto& document : read_documents(bench, yaml_files_below(bench, folder))) {
    if (!document) continue;
    const Reader reader(*document, bench.sink);
    if (!reader.expect_map(document->root(), "a context file")) continue;
    reader.expect_keys(document->root(), keys, "a context file");
    const auto map = reader.get(document->root(), "context", Reader::Need::required, "a context file");
    if (!map || !reader.expect_map(*map, "`context`")) continue;
    for (const auto& entry : reader.node(*map).entries) {
      auto item = read_item(reader, entry);
      const auto [place, fresh] = seen.try_emplace(item.id, item.id_span);
      if (fresh) {
        items.push_back(std::move(item));
        continue;
      }
      bench.sink
          .emit(Code::duplicate_context, item.id_span, "the context item `" + item.id + "` is declared twice")
          .label(place->second, "first declared here");
    }
  }
  std::ranges::sort(items, {}, &model::ContextItem::id);
}

}  // namespace weir::load
