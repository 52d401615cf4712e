// What a file declares, and names looked for everywhere.
#include <algorithm>

#include "lsp/feature.hpp"

namespace weir::lsp {
namespace {

using Kind = Symbol::Kind;

/// Numbers of the protocol.
int kind_number(const session::Session& session, Symbol symbol) {
  constexpr int module = 2, clazz = 5, field = 8, enumeration = 10, function = 12, variable = 13,
                constant = 14, array = 18, boolean = 17, member = 22, event = 24;
  switch (symbol.kind) {
    case Kind::fact:
      return field;
    case Kind::rule:
      return function;
    case Kind::code:
      return member;
    case Kind::domain:
      return enumeration;
    case Kind::determination:
    case Kind::factor:
      return clazz;
    case Kind::regime:
      return module;
    case Kind::stage:
      return event;
    case Kind::subject:
      return variable;
    case Kind::definition:
      break;
  }
  const std::string_view word = word_for(session, symbol);
  if (word == "threshold") return constant;
  if (word == "group" || word == "list") return array;
  if (word == "clock") return event;
  return word == "judgement" ? boolean : variable;
}

/// The whole of what the key at `name` heads: the entry of the tree that has it.
base::Span whole_of(const yaml::Document& document, yaml::NodeId map, base::Span name) {
  for (const yaml::Entry& entry : document.node(map).entries) {
    const base::Span key = document.node(entry.key).span;
    const base::Span value = document.node(entry.value).span;
    if (key.begin <= name.begin && name.end <= key.end)
      return {key.file, key.begin, std::max(key.end, value.end)};
    if (value.begin <= name.begin && name.end <= value.end &&
        document.node(entry.value).kind == yaml::NodeKind::map)
      return whole_of(document, entry.value, name);
  }
  return name;
}

std::string detail_of(const session::Session& session, Symbol symbol) {
  const std::string title = title_of(session, symbol);
  std::string detail(word_for(session, symbol));
  if (!title.empty()) detail += ": " + title;
  return detail;
}

bool holds_letters(std::string_view text, std::string_view wanted) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::size_t at = 0;
  for (const char c : text) {
    if (at < wanted.size() && lower(c) == lower(wanted[at])) ++at;
  }
  return at == wanted.size();
}

}  // namespace

Answer document_symbols(const FeatureContext& context) {
  const auto path = document_path(context.params);
  if (!path) return wrong_params("`textDocument`");
  const Snapshot& snapshot = context.snapshot;
  const auto file = snapshot.file(*path);
  const yaml::Document* document = file ? snapshot.document(*file) : nullptr;
  if (!document) return Json::array();
  const auto& source = snapshot.source(*file);
  // What is declared inside something else (codes of a list, stages of a clock) stands below it.
  struct Open {
    std::uint32_t end;
    Json::json_pointer children;
  };
  Json found = Json::array();
  std::vector<Open> open;
  for (const Occurrence& occurrence : snapshot.index().all()) {
    if (occurrence.span.file != *file || occurrence.role != Occurrence::Role::declaration) continue;
    const base::Span whole = whole_of(*document, document->root(), occurrence.span);
    while (!open.empty() && open.back().end <= whole.begin) open.pop_back();
    const Json::json_pointer list = open.empty() ? Json::json_pointer() : open.back().children;
    Json& into = found[list];
    const std::size_t place = into.size();
    into.push_back({{"name", name_of(snapshot.session(), occurrence.symbol)},
                    {"detail", detail_of(snapshot.session(), occurrence.symbol)},
                    {"kind", kind_number(snapshot.session(), occurrence.symbol)},
                    {"range", range_of(source, whole, context.encoding)},
                    {"selectionRange", range_of(source, occurrence.span, context.encoding)},
                    {"children", Json::array()}});
    if (occurrence.symbol.kind == Kind::regime) continue;
    open.push_back({whole.end, list / place / "children"});
  }
  return found;
}

Answer workspace_symbols(const FeatureContext& context) {
  const auto query = text_at(context.params, {"query"});
  if (!query) return wrong_params("`query`");
  constexpr std::size_t limit = 300;
  const session::Session& session = context.snapshot.session();
  Json found = Json::array();
  for (const Occurrence& occurrence : context.snapshot.index().all()) {
    if (occurrence.role != Occurrence::Role::declaration) continue;
    const std::string name = name_of(session, occurrence.symbol);
    if (!holds_letters(name, *query) && !holds_letters(title_of(session, occurrence.symbol), *query))
      continue;
    found.push_back({{"name", name},
                     {"kind", kind_number(session, occurrence.symbol)},
                     {"location", location_of(context, occurrence.span)},
                     {"containerName", detail_of(session, occurrence.symbol)}});
    if (found.size() == limit) break;
  }
  return found;
}

}  // namespace weir::lsp
