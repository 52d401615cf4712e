#include <algorithm>

#include "base/text.hpp"
#include "evaluate/run.hpp"

namespace weir::evaluate {

using base::Truth;
using model::ProofNode;
using model::QuotedFact;
using plan::Sketch;

std::size_t Explainer::table_row(plan::NodeId node, std::int32_t it) const {
  const bool entity = run_.plan().node(node).table.is_entity();
  return entity ? static_cast<std::size_t>(it < 0 ? 0 : it) : row_;
}

model::RowId Explainer::row_of(const check::Place& place, model::EntityId entity, const std::string& regime,
                               std::int32_t it) const {
  const model::Vocabulary& vocabulary = run_.plan().vocabulary();
  const model::Case& facts = *case_row().facts;
  model::RowId row(std::size_t{0});
  auto party = [&](std::string_view id) {
    return facts.find_row(vocabulary.party, id).value_or(model::RowId{});
  };
  switch (place.root) {
    case check::Root::transaction:
      break;
    case check::Root::procedure:
      row = facts.find_row(vocabulary.procedure, regime).value_or(model::RowId{});
      break;
    case check::Root::acquirer:
      row = party(facts.party_in_role("acquirer"));
      break;
    case check::Root::target:
      row = party(facts.party_in_role("target"));
      break;
    case check::Root::vendor:
      row = party(facts.party_in_role("vendor"));
      break;
    case check::Root::stake: {
      row = model::RowId{};
      plan::Node role;
      role.op = plan::Op::role_row;
      role.text = "stake";
      const Column found = role_column(run_.batch, role);
      if (found.index[row_] >= 0) {
        row =
            run_.batch.entities[vocabulary.holding.index()][static_cast<std::size_t>(found.index[row_])].row;
      }
      break;
    }
    case check::Root::it:
      row = it < 0 ? model::RowId{} : run_.batch.entities[entity.index()][static_cast<std::size_t>(it)].row;
      break;
  }
  for (model::FactId via : place.via) {
    if (!row.valid()) return row;
    const Known known = fact_on(case_row(), row, via);
    const auto* item =
        known.value.candidates.size() == 1 ? std::get_if<model::Item>(&known.value.candidates[0]) : nullptr;
    row = item ? party(item->id) : model::RowId{};
  }
  return row;
}

QuotedFact Explainer::quote(model::RowId row, model::FactId fact) const {
  const CaseRow& seen = case_row();
  const model::Case& facts = *seen.facts;
  QuotedFact quoted;
  quoted.fact = name_of_fact(run_.plan(), facts, row, fact);
  quoted.written = "unknown";
  if (!row.valid()) return quoted;
  auto cite = [&](const std::string& source, model::Quality quality, std::optional<base::Date> learned) {
    if (const model::CaseSource* from = facts.find_source(source); from && quoted.source.empty()) {
      quoted.source = from->title;
      quoted.source_id = from->id;
    }
    quoted.learned = learned;
    quoted.quality = quoted.quality ? std::max(*quoted.quality, quality) : quality;
  };
  if (const model::RowList* list = facts.row(row).find_list(fact)) {
    std::vector<std::string> keys;
    const model::FactId key =
        run_.plan().vocabulary().entity(run_.plan().vocabulary().fact(fact).type.entity).key;
    bool open = list->open;
    for (model::RowId child : list->rows) {
      const model::Row& entry = facts.row(child);
      if ((entry.learned && *entry.learned > seen.known_on) || entry.quality == model::Quality::alleged) {
        open = true;
        continue;
      }
      const model::FactEntry* named = key.valid() ? entry.find(key) : nullptr;
      if (named && !named->claims.empty()) keys.push_back(named->claims[0].written);
      cite(entry.source, entry.quality, entry.learned);
    }
    if (open) keys.push_back("unknown");
    quoted.written = keys.empty() ? "none" : base::join(keys, ", ");
    if (!quoted.quality && !open) quoted.quality = model::Quality::confirmed;
    return quoted;
  }
  const model::FactEntry* entry = facts.row(row).find(fact);
  if (!entry) return quoted;
  const Known known = known_on(*entry, seen.known_on);
  std::vector<std::string> written;
  for (std::size_t i : known.basis) {
    const model::Claim& claim = entry->claims[i];
    if (std::find(written.begin(), written.end(), claim.written) == written.end())
      written.push_back(claim.written);
    cite(claim.source, claim.quality, claim.learned);
  }
  if (!written.empty()) quoted.written = base::join(written, known.disputed ? " or " : ", ");
  return quoted;
}

QuotedFact Explainer::quote(const plan::FactRead& read, std::int32_t it) const {
  const model::EntityId entity = read.place.root == check::Root::it && read.place.via.empty()
                                     ? run_.plan().vocabulary().fact(read.fact).entity
                                     : run_.plan().vocabulary().party;
  return quote(row_of(read.place, entity, read.regime, it), read.fact);
}

QuotedFact Explainer::quote(const plan::FactRead& read) const {
  return quote(read, -1);
}

std::vector<std::string> Explainer::reasons(const plan::FactRead& read, std::int32_t it) const {
  const model::Vocabulary& vocabulary = run_.plan().vocabulary();
  const model::EntityId entity = vocabulary.fact(read.fact).entity;
  const model::RowId row = row_of(read.place, entity, read.regime, it);
  if (!row.valid()) return {"missing"};
  const model::RowList* list = case_row().facts->row(row).find_list(read.fact);
  if (list) return list->open ? std::vector<std::string>{"range"} : std::vector<std::string>{};
  const Known known = fact_on(case_row(), row, read.fact);
  if (known.value.unknown()) return {"missing"};
  if (known.disputed) return {"dispute"};
  if (known.value.candidates.size() > 1 || known.value.not_applicable) return {"range"};
  const model::Candidate& only = known.value.candidates[0];
  const auto* interval = std::get_if<model::Interval>(&only);
  const auto* date = std::get_if<model::DateInterval>(&only);
  const auto* set = std::get_if<model::SetValue>(&only);
  const auto* money = std::get_if<model::Money>(&only);
  const auto* change = std::get_if<model::Change>(&only);
  const bool range = (interval && !interval->is_point()) || (date && date->low != date->high) ||
                     (set && set->open) ||
                     (change && !(change->before.is_point() && change->after.is_point())) ||
                     (money && std::any_of(money->amounts.begin(), money->amounts.end(),
                                           [](const auto& amount) { return !amount.amount.is_point(); }));
  if (range) return {"range"};
  return money ? std::vector<std::string>{"no rate"} : std::vector<std::string>{};
}

std::string Explainer::value_text(plan::NodeId id) const {
  const plan::Plan& plan = run_.plan();
  const Column& column = run_.column(id);
  if (plan.node(id).table.is_entity() || row_ >= column.rows) return "";
  plan::NodeId typed = id;
  while (plan.node(typed).type.kind == model::Kind::error && !plan.node(typed).inputs.empty()) {
    typed = plan.node(typed).inputs[plan.node(typed).op == plan::Op::select ? 1 : 0];
  }
  const model::Type& type = plan.node(typed).type;
  if (column.kind == plan::ColumnKind::date) {
    if (column.low[row_] == column.high[row_]) return base::to_long_text(base::Date{column.low[row_]});
    return "";
  }
  if (column.kind != plan::ColumnKind::number) return "";
  if (column.applies[row_] == Applies::not_at_all) return "none";
  std::vector<std::string> parts;
  for (std::uint32_t i = column.piece_begin[row_]; i < column.piece_begin[row_ + 1]; ++i) {
    const Bounds& bounds = column.pieces[i];
    const std::string currency = bounds.currency < 0 ? "" : run_.dictionary.text(bounds.currency);
    std::string text = bounds_text(type, bounds, currency, plan.vocabulary());
    if (std::find(parts.begin(), parts.end(), text) == parts.end()) parts.push_back(std::move(text));
  }
  return base::join(parts, " or ");
}

ProofNode Explainer::proof(plan::SketchId id, std::int32_t it) const {
  const plan::Plan& plan = run_.plan();
  const Sketch& sketch = plan.sketch(id);
  ProofNode node;
  node.expression = sketch.expression;
  node.title = sketch.title;
  node.truth = run_.truth(sketch.node, table_row(sketch.node, it));
  if (sketch.enters.valid()) it = run_.column(sketch.enters).index[table_row(sketch.enters, it)];
  const bool row_known = !sketch.enters.valid() || it >= 0;
  if (sketch.provision) node.cite = sketch.provision->cite;
  for (const plan::FactRead& read : sketch.facts) {
    if (!row_known && read.place.root == check::Root::it) continue;
    node.facts.push_back(quote(read, it));
    if (node.truth != Truth::unknown) continue;
    for (std::string& reason : reasons(read, it)) {
      if (std::find(node.reasons.begin(), node.reasons.end(), reason) == node.reasons.end()) {
        node.reasons.push_back(std::move(reason));
      }
    }
  }
  for (const auto& [name, value] : sketch.values) {
    const std::string text = value_text(value);
    if (!text.empty()) node.values.push_back(name + " = " + text);
  }
  if (sketch.kind == Sketch::Kind::judgement) {
    const auto* entry = static_cast<const model::Definition*>(sketch.provision);
    std::string of;
    if (!entry->attribute_of.empty() && it >= 0) {
      const model::EntityId entity = *plan.vocabulary().find_entity(entry->attribute_of);
      of = case_row().facts->row(run_.batch.entities[entity.index()][static_cast<std::size_t>(it)].row).id;
    }
    if (const model::RecordedJudgement* decision = recorded_on(case_row(), entry->name, of)) {
      QuotedFact quoted;
      quoted.fact = of.empty() ? entry->name : of + "." + entry->name;
      quoted.written = decision->value ? "true" : "false";
      if (const model::CaseSource* from = case_row().facts->find_source(decision->source)) {
        quoted.source = from->title;
        quoted.source_id = from->id;
      }
      quoted.quality = decision->quality;
      quoted.learned = decision->learned;
      node.facts.push_back(std::move(quoted));
    }
    if (node.truth == Truth::unknown) node.reasons.emplace_back("judgement");
  }
  if (sketch.provision && !sketch.provision->doubt.empty() && node.truth == Truth::unknown) {
    node.reasons.emplace_back("law doubtful");
  }
  if (row_known) {
    for (plan::SketchId part : sketch.parts) {
      if (!part.valid()) continue;
      const Sketch& shape = plan.sketch(part);
      const bool line = shape.kind == Sketch::Kind::line;
      const Truth match = run_.truth(shape.node, table_row(shape.node, it));
      if (line && match == Truth::false_value) continue;
      node.parts.push_back(proof(part, it));
      if (line && match == Truth::true_value) break;
    }
  }
  for (const QuotedFact& quoted : node.facts) {
    node.assumed = node.assumed || quoted.quality == model::Quality::assumed;
  }
  for (const ProofNode& part : node.parts) node.assumed = node.assumed || part.assumed;
  return node;
}

ProofNode Explainer::proof(plan::SketchId sketch) const {
  return proof(sketch, -1);
}

void collect_assumptions(const ProofNode& proof, std::vector<QuotedFact>& assumptions) {
  for (const QuotedFact& quoted : proof.facts) {
    if (quoted.quality != model::Quality::assumed) continue;
    const bool known = std::any_of(assumptions.begin(), assumptions.end(),
                                   [&](const QuotedFact& other) { return other.fact == quoted.fact; });
    if (!known) assumptions.push_back(quoted);
  }
  for (const ProofNode& part : proof.parts) collect_assumptions(part, assumptions);
}

}  // namespace weir::evaluate
