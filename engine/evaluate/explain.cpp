#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "evaluate/clocks.hpp"
#include "evaluate/run.hpp"

namespace weir::evaluate {

using base::Truth;
using model::ProofNode;
using model::QuotedFact;
using plan::Sketch;

std::size_t Explainer::table_row(plan::TableRef table, const Rows& rows) const {
  if (table.is_list()) {
    const auto known = rows.lists.find(static_cast<std::uint32_t>(table.list_index()));
    if (known != rows.lists.end()) return known->second;
    // A list deeper than the proof stands is read at its first row below.
    const auto& list = run_.batch.lists[table.list_index()];
    const std::size_t above = table_row(run_.plan().list(table).parent, rows);
    return above + 1 < list.begin.size() ? list.begin[above] : 0;
  }
  return table.is_entity() ? static_cast<std::size_t>(rows.it < 0 ? 0 : rows.it) : row_;
}

std::optional<model::RowId> Explainer::row_of(const plan::FactRead& read, const Rows& rows) const {
  const model::Vocabulary& vocabulary = run_.plan().vocabulary();
  const model::Case& facts = *case_row().facts;
  const check::Place& place = read.place;
  model::RowId row(std::size_t{0});
  auto party = [&](std::string_view id) {
    return facts.find_row(vocabulary.party, id).value_or(model::RowId{});
  };
  const auto entity_row = [&](model::EntityId entity, std::int32_t index) {
    return index < 0 ? model::RowId{}
                     : run_.batch.entities[entity.index()][static_cast<std::size_t>(index)].row;
  };
  switch (place.root) {
    case check::Root::transaction:
      break;
    case check::Root::procedure:
      row = facts.find_row(vocabulary.procedure, read.regime).value_or(model::RowId{});
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
      plan::Node role;
      role.op = plan::Op::role_row;
      role.text = "stake";
      row = entity_row(vocabulary.holding, role_column(run_.batch, role).index[row_]);
      break;
    }
    case check::Root::it: {
      const model::EntityId entity =
          place.via.empty() ? vocabulary.fact(read.fact).entity : vocabulary.fact(place.via.front()).entity;
      row = entity_row(entity, rows.it);
      break;
    }
    case check::Root::variable:
    case check::Root::subject: {
      if (!read.row.valid()) return std::nullopt;
      const plan::Node& index = run_.plan().node(read.row);
      if (index.table.is_list() &&
          !rows.lists.contains(static_cast<std::uint32_t>(index.table.list_index()))) {
        return std::nullopt;
      }
      row = entity_row(index.type.entity, run_.column(read.row).index[table_row(index.table, rows)]);
      break;
    }
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
    const model::CaseSource* from = facts.find_source(source);
    if (from && quoted.source.empty()) {
      quoted.source = from->title;
      quoted.source_id = from->id;
      quoted.learned = learned;
    }
    if (quoted.source.empty()) quoted.learned = learned;
    quoted.quality = quoted.quality ? std::max(*quoted.quality, quality) : quality;
  };
  if (const model::RowList* list = facts.row(row).find_list(fact)) {
    std::vector<std::string> keys;
    std::size_t unnamed = 0;
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
      if (named && !named->claims.empty()) {
        keys.push_back(named->claims[0].written);
      } else {
        ++unnamed;
      }
      cite(entry.source, entry.quality, entry.learned);
    }
    if (unnamed > 0) keys.push_back(std::to_string(unnamed) + " without a name");
    if (open) keys.push_back("unknown");
    quoted.written = keys.empty() ? "none" : base::join(keys, ", ");
    if (!quoted.quality && !open) quoted.quality = model::Quality::confirmed;
    return quoted;
  }
  const model::FactEntry* entry = facts.row(row).find(fact);
  if (!entry) return quoted;
  const Known known = known_on(*entry, seen.known_on);
  // As they became known: the order in which a case writes them means nothing.
  std::vector<const model::Claim*> claims;
  for (std::size_t i : known.basis) claims.push_back(&entry->claims[i]);
  const auto first = [](const model::Claim* a, const model::Claim* b) {
    const base::Date days[] = {a->learned.value_or(base::Date::beginning()),
                               b->learned.value_or(base::Date::beginning())};
    return std::tie(days[0], a->source, a->written) < std::tie(days[1], b->source, b->written);
  };
  std::sort(claims.begin(), claims.end(), first);
  std::vector<std::string> written;
  for (const model::Claim* claim : claims) {
    if (std::find(written.begin(), written.end(), claim->written) == written.end())
      written.push_back(claim->written);
    cite(claim->source, claim->quality, claim->learned);
  }
  if (!written.empty()) quoted.written = base::join(written, known.disputed ? " or " : ", ");
  return quoted;
}

QuotedFact Explainer::quote(const plan::FactRead& read, const Rows& rows) const {
  return quote(row_of(read, rows).value_or(model::RowId{}), read.fact);
}

QuotedFact Explainer::quote(const plan::FactRead& read) const {
  return quote(read, Rows{});
}

std::vector<std::string> Explainer::reasons(const plan::FactRead& read, const Rows& rows) const {
  const model::RowId row = row_of(read, rows).value_or(model::RowId{});
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
  return value_text(id, Rows{});
}

std::string Explainer::value_text(plan::NodeId id, const Rows& rows) const {
  const plan::Plan& plan = run_.plan();
  const Column& column = run_.column(id);
  const std::size_t at = table_row(plan.node(id).table, rows);
  if ((plan.node(id).table.is_entity() && rows.it < 0) || at >= column.rows) return "";
  plan::NodeId typed = id;
  while (plan.node(typed).type.kind == model::Kind::error && !plan.node(typed).inputs.empty()) {
    typed = plan.node(typed).inputs[plan.node(typed).op == plan::Op::select ? 1 : 0];
  }
  const model::Type& type = plan.node(typed).type;
  if (column.kind == plan::ColumnKind::date) {
    if (column.low[at] == column.high[at]) return base::to_long_text(base::Date{column.low[at]});
    return "";
  }
  if (column.kind != plan::ColumnKind::number) return "";
  if (column.applies[at] == Applies::not_at_all) return "none";
  std::vector<std::string> parts;
  const Candidates candidates = column.candidates(at);
  for (const Bounds* first = candidates.begin(); first != candidates.end();) {
    // One amount in several currencies.
    std::vector<std::string> equivalents;
    bool exact = true;
    const Bounds* piece = first;
    for (; piece != candidates.end() && piece->group == first->group; ++piece) {
      const std::string currency = piece->currency < 0 ? "" : run_.dictionary.text(piece->currency);
      exact = exact && piece->has_low && piece->has_high && piece->low == piece->high;
      equivalents.push_back(bounds_text(type, *piece, currency, plan.vocabulary()));
    }
    std::string text = base::join(equivalents, exact ? " = " : " and ");
    if (std::find(parts.begin(), parts.end(), text) == parts.end()) parts.push_back(std::move(text));
    first = piece;
  }
  return base::join(parts, " or ");
}

std::string Explainer::row_name(std::uint32_t list, std::size_t row) const {
  const ListRows& rows = run_.batch.lists[list];
  if (rows.item[row] < 0) return "a holder nobody names";
  const model::EntityId entity = run_.plan().lists[list].entity;
  const EntityRow& entry = run_.batch.entities[entity.index()][static_cast<std::size_t>(rows.item[row])];
  return name_of_row(run_.batch, case_row(), entry);
}

void Explainer::add_row_proofs(const Sketch& sketch, const Rows& rows, ProofNode& node) const {
  const plan::ListTable& table = run_.plan().lists[sketch.list];
  const ListRows& list = run_.batch.lists[sketch.list];
  const std::size_t above = table_row(table.parent, rows);
  if (above + 1 >= list.begin.size()) return;
  if (list.open.get(above)) node.reasons.emplace_back("range");
  for (std::size_t row = list.begin[above]; row < list.begin[above + 1]; ++row) {
    Rows inside = rows;
    inside.lists[sketch.list] = row;
    const Truth selected =
        run_.column(sketch.selected).truth(table_row(run_.plan().node(sketch.selected).table, inside));
    if (selected == Truth::false_value) continue;
    ProofNode one;
    one.expression = row_name(sketch.list, row);
    if (!list.held.empty()) {
      one.values.push_back("holds " + share_text(list.held[row].after));
    }
    one.parts.push_back(proof(sketch.parts.front(), inside));
    one.truth = one.parts.front().truth;
    one.assumed = one.parts.front().assumed;
    if (selected == Truth::unknown) one.reasons.emplace_back("perhaps not one of them");
    node.parts.push_back(std::move(one));
  }
  // The order in which a case describes its parties means nothing.
  std::stable_sort(node.parts.begin(), node.parts.end(), [](const ProofNode& a, const ProofNode& b) {
    return std::tie(a.expression, a.truth, a.values, a.reasons) <
           std::tie(b.expression, b.truth, b.values, b.reasons);
  });
}

Truth Explainer::truth_at(plan::NodeId node, const Rows& rows) const {
  const std::size_t at = table_row(run_.plan().node(node).table, rows);
  return at < run_.column(node).rows ? run_.truth(node, at) : Truth::unknown;
}

ProofNode Explainer::proof(plan::SketchId id, const Rows& around) const {
  const plan::Plan& plan = run_.plan();
  const Sketch& sketch = plan.sketch(id);
  Rows rows = around;
  ProofNode node;
  node.expression = sketch.expression;
  node.title = sketch.title;
  const plan::TableRef own = plan.node(sketch.node).table;
  const std::size_t at = table_row(own, rows);
  node.truth = truth_at(sketch.node, rows);
  if (sketch.enters.valid())
    rows.it = run_.column(sketch.enters).index[table_row(plan.node(sketch.enters).table, rows)];
  const bool row_known = !sketch.enters.valid() || rows.it >= 0;
  if (sketch.provision) node.cite = sketch.provision->cite;
  for (const plan::FactRead& read : sketch.facts) {
    if (!row_known && read.place.root == check::Root::it) continue;
    if (!row_of(read, rows)) continue;
    node.facts.push_back(quote(read, rows));
    if (node.truth != Truth::unknown) continue;
    for (std::string& reason : reasons(read, rows)) {
      if (std::find(node.reasons.begin(), node.reasons.end(), reason) == node.reasons.end()) {
        node.reasons.push_back(std::move(reason));
      }
    }
  }
  if (node.truth == Truth::unknown && sketch.parts.empty() && lacks_holidays(run_, sketch.node, at))
    node.reasons.emplace_back("no holidays known");
  for (const auto& [name, value] : sketch.values) {
    const std::string text = value_text(value, rows);
    if (!text.empty()) node.values.push_back(name + " = " + text);
    for (std::string& path : paths_text(value, rows)) node.values.push_back(std::move(path));
  }
  if (sketch.kind == Sketch::Kind::judgement) {
    const auto* entry = static_cast<const model::Definition*>(sketch.provision);
    std::string of;
    if (!entry->attribute_of.empty() && rows.it >= 0) {
      const model::EntityId entity = *plan.vocabulary().find_entity(entry->attribute_of);
      of = name_of_row(run_.batch, case_row(),
                       run_.batch.entities[entity.index()][static_cast<std::size_t>(rows.it)]);
    }
    // A decision against a bright line is no ground of anything: the line is.
    const model::RecordedJudgement* decision = recorded_on(case_row(), entry->name, of);
    if (decision != nullptr && node.truth == base::truth_of(decision->value))
      node.facts.push_back(quote_decision(*decision, of));
    if (node.truth == Truth::unknown) node.reasons.emplace_back("judgement");
  }
  if (sketch.kind == Sketch::Kind::retest && node.truth == Truth::unknown &&
      truth_at(plan.sketch(sketch.parts[2]).node, rows) != Truth::false_value) {
    const bool over = truth_at(plan.sketch(sketch.parts[1]).node, rows) == Truth::false_value;
    if (over) node.reasons.emplace_back("perhaps lost after the period");
  }
  if (sketch.provision && !sketch.provision->doubt.empty() && node.truth == Truth::unknown) {
    node.reasons.emplace_back("law doubtful");
  }
  // A definition that reads itself on holders comes back to a party only through a loop of holdings.
  const auto step = std::pair(id, rows.it);
  const bool again = std::find(path_.begin(), path_.end(), step) != path_.end();
  if (again && node.truth == Truth::unknown) node.reasons.emplace_back("loop");
  if (row_known && !again) {
    path_.push_back(step);
    if (sketch.kind == Sketch::Kind::rows) {
      add_row_proofs(sketch, rows, node);
    } else {
      for (plan::SketchId part : sketch.parts) {
        if (!part.valid()) continue;
        const Sketch& shape = plan.sketch(part);
        const bool line = shape.kind == Sketch::Kind::line;
        if (line && truth_at(shape.selected, rows) == Truth::false_value) continue;
        node.parts.push_back(proof(part, rows));
        if (line && truth_at(shape.node, rows) == Truth::true_value) break;
      }
    }
    path_.pop_back();
  }
  if (node.truth != Truth::unknown && row_known) add_further(sketch, at, node);
  if (node.truth != Truth::unknown && !row_known) {
    // Of a party that is not known no parts are shown; what they hang on all the same is quoted here.
    Sketch whole = sketch;
    whole.kind = Sketch::Kind::leaf;
    whole.parts.clear();
    add_further(whole, at, node);
  }
  for (const auto* quoted : {&node.facts, &node.further}) {
    for (const QuotedFact& fact : *quoted)
      node.assumed = node.assumed || fact.quality == model::Quality::assumed;
  }
  for (const ProofNode& part : node.parts) node.assumed = node.assumed || part.assumed;
  return node;
}

ProofNode Explainer::proof(plan::SketchId sketch) const {
  return proof(sketch, Rows{});
}

void collect_assumptions(const ProofNode& proof, std::vector<QuotedFact>& assumptions) {
  for (const auto* facts : {&proof.facts, &proof.further}) {
    for (const QuotedFact& quoted : *facts) {
      if (quoted.quality != model::Quality::assumed) continue;
      const bool known = std::any_of(assumptions.begin(), assumptions.end(),
                                     [&](const QuotedFact& other) { return other.fact == quoted.fact; });
      if (!known) assumptions.push_back(quoted);
    }
  }
  for (const ProofNode& part : proof.parts) collect_assumptions(part, assumptions);
}

}  // namespace weir::evaluate
