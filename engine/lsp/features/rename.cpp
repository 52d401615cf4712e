// A name changed wherever it stands, in rules and cases.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "lsp/feature.hpp"
#include "lsp/uri.hpp"
#include "model/rule_pattern.hpp"

namespace weir::lsp {
namespace {

using Kind = Symbol::Kind;

ResponseError refused(std::string why) {
  return {ErrorCode::request_failed, std::move(why)};
}

bool can_be_renamed(Kind kind) {
  return kind == Kind::fact || kind == Kind::definition || kind == Kind::rule || kind == Kind::stage ||
         kind == Kind::subject;
}

/// What is written for the symbol in a file, if `wanted` is what the user wrote: a whole name may be given
/// where only its last part stands.
std::string replacement_for(const Snapshot& snapshot, Symbol symbol, std::string wanted) {
  const std::string full = name_of(snapshot.session(), symbol);
  const std::string part = short_name_of(snapshot.session(), symbol);
  const std::string lead = full.substr(0, full.size() - part.size());
  return !lead.empty() && wanted.starts_with(lead) ? wanted.substr(lead.size()) : wanted;
}

bool fits(std::string_view name, Kind kind) {
  if (name.empty()) return false;
  return std::ranges::all_of(name, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           (c == '.' && (kind == Kind::rule || kind == Kind::definition));
  });
}

/// Families of rules (`ca.notify.*`) to which the rule belongs under one name and not under the other.
std::string family_left(const Snapshot& snapshot, const std::string& before, const std::string& after) {
  const auto differs = [&](const std::string& pattern) {
    return model::is_family(pattern) &&
           model::names_rule(pattern, before) != model::names_rule(pattern, after);
  };
  for (const auto& regime : snapshot.session().rule_sets().regimes) {
    for (const auto& rule : regime.rules) {
      for (const auto& pattern : rule.defeats) {
        if (differs(pattern.text)) return pattern.text;
      }
    }
    for (const auto& subject : regime.subjects) {
      if (!subject.family.empty() && differs(subject.family + ".*")) return subject.family + ".*";
    }
  }
  for (const model::Case* facts : snapshot.cases()) {
    for (const auto& expected : facts->expectations) {
      for (const auto& demand : expected.findings) {
        if (differs(demand.rules)) return demand.rules;
      }
    }
  }
  return {};
}

std::vector<diagnostics::Edit> edits_for(const Snapshot& snapshot, Symbol symbol, const std::string& text) {
  std::vector<diagnostics::Edit> edits;
  for (const Occurrence* occurrence : snapshot.index().of(symbol)) edits.push_back({occurrence->span, text});
  return edits;
}

/// The state with the edits made in its files.
std::shared_ptr<const State> edited(const Snapshot& snapshot, const std::vector<diagnostics::Edit>& edits) {
  auto state = std::make_shared<State>(snapshot.state());
  ++state->revision;
  // Back to front, so that the places of those before stay what they are.
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    const auto& source = snapshot.source(edit->span.file);
    const auto open = state->buffers.find(source.path());
    std::string text = open == state->buffers.end() ? std::string(source.text()) : open->second->text;
    text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->replacement);
    state->buffers[source.path()] = std::make_shared<const Buffer>(Buffer{std::move(text), 0});
  }
  return state;
}

/// How often each kind of mistake is found.
std::multiset<std::string> mistakes_of(const Snapshot& snapshot) {
  std::multiset<std::string> mistakes;
  for (const auto& diagnostic : snapshot.diagnostics()) {
    if (diagnostic.severity == diagnostics::Severity::error)
      mistakes.insert(std::string(diagnostics::info(diagnostic.code).id));
  }
  return mistakes;
}

/// The first mistake that the new state has and the old one has not; empty if there is none.
std::string new_mistake(const Snapshot& before, const Snapshot& after) {
  const auto known = mistakes_of(before), now = mistakes_of(after);
  for (const auto& diagnostic : after.diagnostics()) {
    const std::string id(diagnostics::info(diagnostic.code).id);
    if (now.count(id) > known.count(id)) return diagnostic.message;
  }
  return {};
}

}  // namespace

Answer prepare_rename(const FeatureContext& context) {
  const auto place = place_of(context);
  const Occurrence* at = place ? context.snapshot.index().at(place->file, place->offset) : nullptr;
  if (!at || !can_be_renamed(at->symbol.kind) || !context.snapshot.index().declaration(at->symbol))
    return Json();
  const auto& source = context.snapshot.source(at->span.file);
  return Json{{"range", range_of(source, at->span, context.encoding)},
              {"placeholder", short_name_of(context.snapshot.session(), at->symbol)}};
}

Answer rename(const FeatureContext& context) {
  const auto wanted = text_at(context.params, {"newName"});
  if (!wanted) return wrong_params("`newName`");
  const Snapshot& snapshot = context.snapshot;
  const auto place = place_of(context);
  const Occurrence* at = place ? snapshot.index().at(place->file, place->offset) : nullptr;
  if (!at) return refused("there is no name here that can be changed");
  const Symbol symbol = at->symbol;
  if (!can_be_renamed(symbol.kind) || !snapshot.index().declaration(symbol))
    return refused(fmt::format("a {} cannot be renamed", word_for(snapshot.session(), symbol)));
  if (!snapshot.whole()) {
    return refused(fmt::format("first mend `{}`: names in it cannot be seen while it has mistakes",
                               snapshot.unread().front()));
  }
  const std::string text = replacement_for(snapshot, symbol, std::string(base::trim(*wanted)));
  if (!fits(text, symbol.kind)) return refused(fmt::format("`{}` cannot be a name here", *wanted));
  const std::string before = short_name_of(snapshot.session(), symbol);
  if (text == before) return workspace_edit(snapshot, {}, context.encoding);
  if (symbol.kind == Kind::rule) {
    if (const std::string family = family_left(snapshot, before, text); !family.empty()) {
      return refused(
          fmt::format("`{}` covers one of the names and not the other: the meaning would change", family));
    }
  }
  const auto edits = edits_for(snapshot, symbol, text);
  const auto after = context.analyse(edited(snapshot, edits));
  if (!after) return ResponseError{ErrorCode::request_cancelled, "the request was cancelled"};
  if (const std::string mistake = new_mistake(snapshot, *after); !mistake.empty())
    return refused("with this name there would be a mistake: " + mistake);
  return workspace_edit(snapshot, edits, context.encoding);
}

}  // namespace weir::lsp
