#include <algorithm>

#include "base/text.hpp"
#include "check/checked.hpp"

namespace weir::check {

using diagnostics::Code;

namespace {

void check_judgement(const Checked& checked, const model::Case& facts,
                     const model::RecordedJudgement& recorded, diagnostics::Sink& sink) {
  std::vector<std::string> known;
  const model::Definition* declared = nullptr;
  for (const auto& definition : checked.rule_sets->definitions) {
    if (!std::holds_alternative<model::Judgement>(definition.body)) continue;
    known.push_back(definition.name);
    if (definition.name == recorded.judgement || definition.id == recorded.judgement) declared = &definition;
  }
  if (!declared) {
    auto& diagnostic = sink.emit(Code::unknown_judgement, recorded.span,
                                 "there is no judgement `" + recorded.judgement + "`", "no such judgement");
    const auto candidate = base::closest(recorded.judgement, known);
    if (candidate) diagnostic.with_help("did you mean `" + *candidate + "`?");
    diagnostic.in(facts.id);
    return;
  }
  const bool of_party = declared->attribute_of == "party";
  if (of_party && recorded.of.empty()) {
    sink.emit(Code::judgement_party, recorded.span,
              "`" + recorded.judgement + "` is decided of a party, and none is named")
        .with_help("add `of:` and the party's id")
        .in(facts.id);
  } else if (of_party && !facts.find_row(checked.vocabulary->party, recorded.of)) {
    sink.emit(Code::judgement_party, recorded.span, "`" + recorded.of + "` is no party of this case",
              "no such party")
        .in(facts.id);
  } else if (declared->attribute_of.empty() && !recorded.of.empty()) {
    sink.emit(Code::judgement_party, recorded.span, "`" + recorded.judgement + "` is not decided of a party")
        .with_help("remove `of:`")
        .in(facts.id);
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
