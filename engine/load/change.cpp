#include "load/change.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "load/case_parts.hpp"
#include "load/documents.hpp"
#include "load/row_names.hpp"
#include "load/value.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using model::CaseChange;

/// Reads one flag's text. `file` is the flag's own text among the sources.
class ChangeReader {
 public:
  ChangeReader(base::FileId file, const std::string& text, const model::Case& facts, const LoadedRules& rules,
               diagnostics::Sink& sink)
      : file_(file), text_(text), facts_(facts), rules_(rules), sink_(sink) {}

  /// The place that the first `length` bytes name.
  std::optional<CaseChange> place(std::size_t length);
  /// The value behind the first `begin` bytes, read in the copy of the sources that `scratch` is.
  bool value(std::size_t begin, diagnostics::SourceMap scratch, CaseChange& change);

 private:
  const model::Vocabulary& vocabulary() const { return rules_.vocabulary; }
  base::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  std::optional<CaseChange> judgement(std::string_view entity, const std::string& of, std::string_view name,
                                      std::size_t begin, std::size_t end);
  std::vector<std::string> owners() const;

  base::FileId file_;
  const std::string& text_;
  const model::Case& facts_;
  const LoadedRules& rules_;
  diagnostics::Sink& sink_;
};

std::vector<std::string> ChangeReader::owners() const {
  std::vector<std::string> names = {"transaction", "stake"};
  for (const model::CaseRole& role : facts_.roles) names.push_back(role.role);
  for (const model::Row& row : facts_.rows) {
    if (!row.id.empty()) names.push_back(row.id);
  }
  return names;
}

std::optional<CaseChange> ChangeReader::judgement(std::string_view entity, const std::string& of,
                                                  std::string_view name, std::size_t begin, std::size_t end) {
  for (const model::Definition& definition : rules_.rule_sets.definitions) {
    if (definition.name != name || !std::holds_alternative<model::Judgement>(definition.body)) continue;
    if (definition.attribute_of == entity) {
      CaseChange change;
      change.judgement = definition.name;
      change.of = of;
      return change;
    }
    sink_
        .emit(Code::judgement_party, span(begin, end),
              definition.attribute_of.empty()
                  ? "`" + definition.name + "` is a judgement on the deal, not on one party"
                  : "`" + definition.name + "` is a judgement on one " + definition.attribute_of)
        .with_help(definition.attribute_of.empty()
                       ? "write `" + definition.name + "` alone"
                       : "write `" + definition.attribute_of + "." + definition.name +
                             "` with the id of the " + definition.attribute_of);
    return std::nullopt;
  }
  return CaseChange{};
}

std::optional<CaseChange> ChangeReader::place(std::size_t length) {
  const std::string_view whole = base::trim(std::string_view(text_).substr(0, length));
  const std::size_t begin = whole.empty() ? 0 : static_cast<std::size_t>(whole.data() - text_.data());
  const std::size_t end = begin + whole.size();
  const std::size_t dot = whole.rfind('.');
  if (dot == std::string_view::npos) {
    auto found = judgement("", "", whole, begin, end);
    if (!found || !found->judgement.empty()) return found;
    std::vector<std::string> candidates;
    for (const model::Definition& definition : rules_.rule_sets.definitions) {
      if (definition.attribute_of.empty() && std::holds_alternative<model::Judgement>(definition.body))
        candidates.push_back(definition.name);
    }
    emit_unknown(sink_, Code::unknown_judgement, span(begin, end),
                 "`" + std::string(whole) + "` is no judgement on the deal", whole, candidates, "judgement")
        .note("a fact is written with what it belongs to, as `norsat.kind` or `transaction.closing`");
    return std::nullopt;
  }
  const std::string_view owner = whole.substr(0, dot), field = whole.substr(dot + 1);
  const auto at = find_row_named(facts_, vocabulary(), owner);
  if (!at) {
    emit_unknown(sink_, Code::unknown_party, span(begin, begin + dot),
                 "the case has no `" + std::string(owner) + "`", owner, owners(), "name")
        .note(
            "a fact belongs to the transaction, a party, a role, a holding (`a in b`, `stake`) or the "
            "procedure of a regime");
    return std::nullopt;
  }
  const model::Row& found = facts_.row(*at);
  if (const auto fact = vocabulary().find_fact(found.entity, field)) {
    if (vocabulary().fact(*fact).type.shape == model::Shape::rows) {
      sink_
          .emit(Code::claim_on_rows, span(begin + dot + 1, end),
                "`" + std::string(field) + "` is a list of rows with facts of their own")
          .with_help("change it in a copy of the case");
      return std::nullopt;
    }
    CaseChange change;
    change.row = *at;
    change.fact = *fact;
    return change;
  }
  const std::string entity = vocabulary().entity(found.entity).name;
  auto decided = judgement(entity, found.id, field, begin + dot + 1, end);
  if (!decided || !decided->judgement.empty()) return decided;
  std::vector<std::string> candidates;
  for (model::FactId fact : vocabulary().entity(found.entity).facts)
    candidates.push_back(vocabulary().fact(fact).field);
  for (const model::Definition& definition : rules_.rule_sets.definitions) {
    if (definition.attribute_of == entity && std::holds_alternative<model::Judgement>(definition.body))
      candidates.push_back(definition.name);
  }
  emit_unknown(sink_, Code::case_fact, span(begin + dot + 1, end),
               "a " + entity + " has no fact or judgement `" + std::string(field) + "`", field, candidates,
               "fact");
  return std::nullopt;
}

bool ChangeReader::value(std::size_t begin, diagnostics::SourceMap scratch, CaseChange& change) {
  const std::string_view written = base::trim(std::string_view(text_).substr(begin));
  change.written = std::string(written);
  const std::size_t from =
      written.empty() ? text_.size() : static_cast<std::size_t>(written.data() - text_.data());
  const base::Span where = span(from, from + written.size());
  if (!change.judgement.empty()) {
    if (written != "true" && written != "false") {
      sink_.emit(Code::wrong_value, where, "`" + std::string(written) + "` is no decision")
          .with_help("a judgement is `true` or `false`");
      return false;
    }
    change.decision = written == "true";
    return true;
  }
  // The reader of values reads YAML: blanks stand for what is before the value, so that places stay true.
  scratch.add("", std::string(begin, ' ') + text_.substr(begin));
  const yaml::Document document = yaml::parse_document(scratch, file_, sink_);
  if (!document.root().valid()) return false;
  PartyIds parties;
  for (const model::Row& row : facts_.rows) {
    if (row.entity == vocabulary().party) parties.insert(row.id);
  }
  const yaml::Reader reader(document, sink_);
  auto value =
      ValueReader(reader, vocabulary(), parties).read(document.root(), vocabulary().fact(change.fact));
  if (!value) return false;
  change.value = std::move(*value);
  return true;
}

}  // namespace

std::optional<model::CaseChange> read_change(const std::string& flag, const std::string& text,
                                             const model::Case& facts, const LoadedRules& rules,
                                             diagnostics::SourceMap& sources, diagnostics::Sink& sink) {
  diagnostics::SourceMap scratch = sources;
  const base::FileId file = sources.add(flag, text);
  ChangeReader reader(file, text, facts, rules, sink);
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || base::trim(std::string_view(text).substr(equals + 1)).empty()) {
    const auto whole = static_cast<std::uint32_t>(text.size());
    sink.emit(Code::wrong_value, {file, 0, whole}, "`" + text + "` gives no value")
        .with_help("write FACT=VALUE, as `target.enterprise_value=900 million CAD`");
    return std::nullopt;
  }
  auto change = reader.place(equals);
  if (!change || !reader.value(equals + 1, std::move(scratch), *change)) return std::nullopt;
  return change;
}

std::optional<model::CaseChange> read_place(const std::string& flag, const std::string& text,
                                            const model::Case& facts, const LoadedRules& rules,
                                            diagnostics::SourceMap& sources, diagnostics::Sink& sink) {
  const base::FileId file = sources.add(flag, text);
  return ChangeReader(file, text, facts, rules, sink).place(text.size());
}

void apply(const model::CaseChange& change, model::Case& facts) {
  static const std::string source = "--set";
  if (!facts.find_source(source)) {
    model::CaseSource set;
    set.id = source;
    set.title = "set on the command line";
    facts.sources.push_back(std::move(set));
  }
  if (!change.judgement.empty()) {
    std::erase_if(facts.judgements, [&](const model::RecordedJudgement& other) {
      return other.judgement == change.judgement && other.of == change.of;
    });
    model::RecordedJudgement decision;
    decision.judgement = change.judgement;
    decision.of = change.of;
    decision.value = change.decision;
    decision.source = source;
    decision.quality = model::Quality::assumed;
    facts.judgements.push_back(std::move(decision));
    return;
  }
  model::Row& row = facts.rows[change.row.index()];
  std::erase_if(row.facts, [&](const model::FactEntry& entry) { return entry.fact == change.fact; });
  model::Claim claim;
  claim.value = change.value;
  claim.written = change.written;
  claim.source = source;
  claim.quality = model::Quality::assumed;
  row.facts.push_back({change.fact, {std::move(claim)}, {}});
}

}  // namespace weir::load
