#include <algorithm>

#include "base/text.hpp"
#include "check/checked.hpp"

namespace weir::check {

using diagnostics::Code;

namespace {

/// How a row of an entity is named where a judgement on it is recorded.
struct NameForm {
  std::string what, words;
};

NameForm form_of_name(const std::string& entity) {
  if (entity == "party") return {"a party", "the party's id"};
  if (entity == "holding") return {"a holding", "the holder and what is held, as `of: fund in firm`"};
  if (entity == "pair") return {"two parties", "both, as `of: fund and firm`"};
  return {"a row of `" + entity + "`", "the party and the row's key, as `of: firm.key`"};
}

/// True if the fact may be this item on any of its claims.
bool says(const model::Row& row, std::optional<model::FactId> fact, std::string_view item) {
  const model::FactEntry* entry = fact ? row.find(*fact) : nullptr;
  if (!entry) return false;
  return std::ranges::any_of(entry->claims, [&](const model::Claim& claim) {
    return std::ranges::any_of(claim.value.candidates, [&](const model::Candidate& candidate) {
      const auto* named = std::get_if<model::Item>(&candidate);
      return named && named->id == item;
    });
  });
}

/// True if the case has a row of the entity that the evaluation calls by this name.
bool has_row_called(const Checked& checked, const model::Case& facts, const std::string& entity,
                    const std::string& name) {
  const model::Vocabulary& vocabulary = *checked.vocabulary;
  const auto is_party = [&](const std::string& id) {
    return facts.find_row(vocabulary.party, id).has_value();
  };
  if (entity == "party") return is_party(name);
  const auto parted = [&](std::string_view word) -> std::optional<std::pair<std::string, std::string>> {
    const auto at = name.find(word);
    if (at == std::string::npos) return std::nullopt;
    return std::pair(name.substr(0, at), name.substr(at + word.size()));
  };
  if (entity == "pair") {
    const auto two = parted(" and ");
    return two && two->first != two->second && is_party(two->first) && is_party(two->second);
  }
  if (entity == "holding") {
    const auto two = parted(" in ");
    return two && std::ranges::any_of(facts.rows, [&](const model::Row& row) {
             return row.entity == vocabulary.holding &&
                    says(row, vocabulary.find_fact("holding.owner"), two->first) &&
                    says(row, vocabulary.find_fact("holding.entity"), two->second);
           });
  }
  const auto two = parted(".");
  const auto kind = vocabulary.find_entity(entity);
  if (!two || !kind) return false;
  const model::FactId key = vocabulary.entity(*kind).key;
  return std::ranges::any_of(facts.rows, [&](const model::Row& row) {
    if (row.entity != *kind || !row.parent.valid()) return false;
    const std::string& above = facts.row(row.parent).id;
    if ((above.empty() ? "transaction" : above) != two->first) return false;
    return key.valid() ? says(row, key, two->second) : two->second == "?";
  });
}

void check_judgement(const Checked& checked, const model::Case& facts,
                     const model::RecordedJudgement& recorded, diagnostics::Sink& sink) {
  const model::Definition* declared = nullptr;
  for (const auto& definition : checked.rule_sets->definitions) {
    if (!std::holds_alternative<model::Judgement>(definition.body)) continue;
    if (definition.name == recorded.judgement || definition.id == recorded.judgement) declared = &definition;
  }
  if (!declared) {
    std::vector<std::string> known;
    for (const auto& definition : checked.rule_sets->definitions) {
      if (std::holds_alternative<model::Judgement>(definition.body)) known.push_back(definition.name);
    }
    auto& diagnostic = sink.emit(Code::unknown_judgement, recorded.span,
                                 "there is no judgement `" + recorded.judgement + "`", "no such judgement");
    const auto candidate = base::closest(recorded.judgement, known);
    if (candidate) diagnostic.with_help("did you mean `" + *candidate + "`?");
    diagnostic.in(facts.id);
    return;
  }
  const auto refuse = [&](std::string text, std::string help) {
    sink.emit(Code::judgement_party, recorded.span, std::move(text)).with_help(std::move(help)).in(facts.id);
  };
  const std::string shown = "`" + recorded.judgement + "`";
  const std::string& entity = declared->attribute_of;
  if (entity.empty()) {
    if (!recorded.of.empty()) refuse(shown + " is not decided of a party", "remove `of:`");
  } else if (recorded.of.empty()) {
    refuse(
        shown + (entity == "party" ? " is decided of a party, and none is named"
                                   : " is decided of " + form_of_name(entity).what + ", and none is named"),
        "add `of:` and " + form_of_name(entity).words);
  } else if (!has_row_called(checked, facts, entity, recorded.of)) {
    const std::string none =
        entity == "party" ? "is no party of this case" : "names no " + entity + " of this case";
    refuse("`" + recorded.of + "` " + none,
           shown + " is decided of " + form_of_name(entity).what + ": write " + form_of_name(entity).words);
  }
}

/// A procedure under a regime that nobody loaded is read by no rule: perhaps meant for other rules, perhaps
/// misspelt.
void check_procedures(const Checked& checked, const model::Case& facts, diagnostics::Sink& sink) {
  std::vector<std::string> known;
  for (const auto& regime : checked.rule_sets->regimes) known.push_back(regime.id);
  for (const auto& row : facts.rows) {
    if (row.entity != checked.vocabulary->procedure) continue;
    if (std::find(known.begin(), known.end(), row.id) != known.end()) continue;
    auto& diagnostic = sink.emit(Code::unknown_procedure, row.span, "no regime `" + row.id + "` is loaded",
                                 "this procedure is read by no rule");
    diagnostic.with_help("the loaded regimes are " + base::join(known, ", "));
    if (const auto candidate = base::closest(row.id, known))
      diagnostic.with_help("did you mean the regime `" + *candidate + "`?");
    diagnostic.in(facts.id);
  }
}

}  // namespace

void check_case(const Checked& checked, const model::Case& facts, diagnostics::Sink& sink) {
  for (const auto& recorded : facts.judgements) check_judgement(checked, facts, recorded, sink);
  std::vector<std::string> known;
  for (const auto& item : checked.rule_sets->context) known.push_back(item.id);
  for (std::size_t i = 0; i < facts.context.size(); ++i) {
    const std::string& id = facts.context[i];
    if (std::find(known.begin(), known.end(), id) != known.end()) continue;
    const base::Span span = i < facts.context_spans.size() ? facts.context_spans[i] : facts.id_span;
    auto& diagnostic =
        sink.emit(Code::unknown_context, span, "there is no context item `" + id + "`", "no such item");
    diagnostic.with_help("use the id of an item under `context/` of the rules, or leave it out");
    diagnostics::suggest(diagnostic, base::closest(id, known), span, "item");
    diagnostic.in(facts.id);
  }
  check_procedures(checked, facts, sink);
  for (const std::string role : {"acquirer", "target"}) {
    const model::CaseRole* named = nullptr;
    for (const auto& given : facts.roles) {
      if (given.role == role) named = &given;
    }
    if (!named) {
      sink.emit(Code::role_missing, facts.id_span, "the case does not say who the " + role + " is")
          .with_help("add `" + role + ":` under `roles:`")
          .in(facts.id);
    } else if (!facts.find_row(checked.vocabulary->party, named->party)) {
      sink.emit(Code::role_missing, named->span,
                "the " + role + " `" + named->party + "` is no party of this case", "no such party")
          .in(facts.id);
    }
  }
}

}  // namespace weir::check
