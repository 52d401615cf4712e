#include "lsp/completion_list.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace weir::lsp {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// True if `text`, or what follows a blank, `_`, `-` or `.` in it, begins with `word`, in either case.
bool matches(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
    const bool begins = at == 0 || std::string_view(" _-.(").find(text[at - 1]) != std::string_view::npos;
    if (begins && std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                             [](char a, char b) { return lower(a) == lower(b); }))
      return true;
  }
  return false;
}

}  // namespace

void CompletionList::add(Item item) {
  if (matches(item.label, word_)) put(item, item.label);
}

void CompletionList::add_titled(const Item& item, std::string_view title) {
  if (matches(item.label, word_)) {
    put(item, item.label);
  } else if (!word_.empty() && matches(title, word_)) {
    // Editors filter by the label: what was found by its title is shown under it.
    Item titled = item;
    titled.label = title;
    titled.detail = item.label;
    titled.insert = item.insert.empty() ? item.label : item.insert;
    put(titled, word_);
  }
}

void CompletionList::put(const Item& item, std::string_view filter) {
  if (items_.size() == limit) {
    cut_ = true;
    return;
  }
  Json json = {{"label", item.label}, {"kind", static_cast<int>(item.kind)}};
  if (!item.detail.empty()) json["detail"] = item.detail;
  if (!item.documentation.empty())
    json["documentation"] = {{"kind", "markdown"}, {"value", item.documentation}};
  json["sortText"] = fmt::format("{}{:04}", item.rank, items_.size());
  json["filterText"] = filter;
  json["textEdit"] = {{"range", range_}, {"newText", item.insert.empty() ? item.label : item.insert}};
  items_.push_back(std::move(json));
}

Json CompletionList::result() const {
  // Titles match by what is written so far, so the next letter must ask again.
  return {{"isIncomplete", cut_ || !word_.empty()}, {"items", items_}};
}

}  // namespace weir::lsp
