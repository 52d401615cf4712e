#include <algorithm>
#include <set>

#include "evaluate/batch.hpp"

namespace weir::evaluate {

using plan::ColumnKind;

Override override_of(const model::CaseChange& change) {
  return {change.row, change.fact, change.value, change.judgement, change.of, change.decision};
}

const Override* CaseRow::change_of(model::RowId row, model::FactId fact) const {
  for (const Override& change : changed) {
    if (change.judgement.empty() && change.row == row && change.fact == fact) return &change;
  }
  return nullptr;
}

const Override* CaseRow::change_of(std::string_view judgement, std::string_view of) const {
  for (const Override& change : changed) {
    if (!change.judgement.empty() && change.judgement == judgement && change.of == of) return &change;
  }
  return nullptr;
}

void CaseRow::change(Override override) {
  const bool of_fact = override.judgement.empty();
  const Override* earlier =
      of_fact ? change_of(override.row, override.fact) : change_of(override.judgement, override.of);
  if (earlier == nullptr) {
    changed.push_back(std::move(override));
  } else {
    changed[static_cast<std::size_t>(earlier - changed.data())] = std::move(override);
  }
}

std::size_t Batch::rows(plan::TableRef table) const {
  if (table.is_list()) return lists[table.list_index()].rows();
  return table.is_entity() ? entities[table.entity().index()].size() : cases.size();
}

std::uint32_t Batch::case_row(plan::TableRef table, std::size_t row) const {
  while (table.is_list()) {
    row = lists[table.list_index()].parent[row];
    table = plan->list(table).parent;
  }
  return table.is_entity() ? entities[table.entity().index()][row].case_row : static_cast<std::uint32_t>(row);
}

std::size_t Batch::ancestor(plan::TableRef table, std::size_t row, plan::TableRef above) const {
  while (table != above && table.is_list()) {
    row = lists[table.list_index()].parent[row];
    table = plan->list(table).parent;
  }
  return table == above ? row : case_row(table, row);
}

Batch::Segment Batch::segment(model::EntityId entity, std::uint32_t in_case) const {
  const std::vector<EntityRow>& table = entities[entity.index()];
  const auto [first, last] =
      std::equal_range(table.begin(), table.end(), EntityRow{in_case, {}, {}},
                       [](const EntityRow& a, const EntityRow& b) { return a.case_row < b.case_row; });
  return {static_cast<std::uint32_t>(first - table.begin()),
          static_cast<std::uint32_t>(last - table.begin())};
}

std::optional<std::uint32_t> Batch::find(model::EntityId entity, std::uint32_t in_case,
                                         model::RowId row) const {
  const std::vector<EntityRow>& table = entities[entity.index()];
  const auto place = std::lower_bound(
      table.begin(), table.end(), std::pair(in_case, row),
      [](const EntityRow& a, const auto& key) { return std::pair(a.case_row, a.row) < key; });
  if (place == table.end() || place->case_row != in_case || place->row != row) return std::nullopt;
  return static_cast<std::uint32_t>(place - table.begin());
}

namespace {

// Pairs of parties are no rows of the case: the table is made where a rule set speaks of pairs.
bool reads_pairs(const plan::Plan& plan) {
  const auto pair = plan.vocabulary().find_entity("pair");
  return pair && std::any_of(plan.nodes.begin(), plan.nodes.end(),
                             [&](const plan::Node& node) { return node.table == plan::TableRef::of(*pair); });
}

void add_pairs(Batch& batch, model::EntityId pair) {
  for (std::uint32_t c = 0; c < batch.cases.size(); ++c) {
    const auto parties = batch.segment(batch.plan->vocabulary().party, c);
    const std::vector<EntityRow>& table = batch.entities[batch.plan->vocabulary().party.index()];
    for (std::uint32_t a = parties.first; a < parties.last; ++a) {
      for (std::uint32_t b = parties.first; b < parties.last; ++b)
        batch.entities[pair.index()].push_back({c, table[a].row, table[b].row});
    }
  }
}

}  // namespace

Batch make_batch(const plan::Plan& plan, std::vector<CaseRow> cases,
                 std::map<std::string, base::Date> suppose) {
  Batch batch;
  batch.plan = &plan;
  batch.cases = std::move(cases);
  batch.suppose = std::move(suppose);
  batch.entities.resize(plan.vocabulary().entities.size());
  for (std::uint32_t c = 0; c < batch.cases.size(); ++c) {
    const CaseRow& row = batch.cases[c];
    for (std::size_t i = 0; i < row.facts->rows.size(); ++i) {
      const model::Row& entry = row.facts->rows[i];
      if (entry.learned && *entry.learned > row.known_on) continue;
      batch.entities[entry.entity.index()].push_back({c, model::RowId(i), {}});
    }
  }
  if (reads_pairs(plan)) add_pairs(batch, *plan.vocabulary().find_entity("pair"));
  return batch;
}

Known fact_on(const CaseRow& row, model::RowId id, model::FactId fact) {
  if (const Override* change = row.change_of(id, fact)) {
    Known known;
    known.value = change->value;
    return known;
  }
  const model::FactEntry* entry = row.facts->row(id).find(fact);
  return entry ? known_on(*entry, row.known_on) : Known{};
}

ValueOn::ValueOn(const CaseRow& row, model::RowId id, model::FactId fact) {
  if (const Override* change = row.change_of(id, fact)) {
    value_ = &change->value;
    return;
  }
  const model::FactEntry* entry = row.facts->row(id).find(fact);
  if (entry == nullptr) return;
  value_ = plainly_known_on(*entry, row.known_on);
  if (value_ == nullptr) own_ = known_on(*entry, row.known_on).value;
}

namespace {

Bounds bounds_of(const model::Interval& interval) {
  Bounds bounds;
  bounds.has_low = interval.low.has_value();
  bounds.has_high = interval.high.has_value();
  bounds.low = interval.low.value_or(base::Rational{});
  bounds.high = interval.high.value_or(base::Rational{});
  bounds.low_open = interval.low_open;
  bounds.high_open = interval.high_open;
  return bounds;
}

void push_number(Column& column, const model::Value& value, const plan::Node& node, Dictionary& dictionary) {
  std::vector<Bounds> pieces;
  std::uint32_t group = 0;
  for (const model::Candidate& candidate : value.candidates) {
    ++group;
    if (const auto* interval = std::get_if<model::Interval>(&candidate)) {
      pieces.push_back(bounds_of(*interval));
    } else if (const auto* change = std::get_if<model::Change>(&candidate)) {
      pieces.push_back(bounds_of(node.before ? change->before : change->after));
    } else if (const auto* money = std::get_if<model::Money>(&candidate)) {
      for (const model::Money::Amount& amount : money->amounts) {
        pieces.push_back(bounds_of(amount.amount));
        pieces.back().currency = dictionary.id(amount.currency);
        pieces.back().group = group;
      }
      continue;
    }
    pieces.back().group = group;
  }
  const Applies applies = !value.not_applicable ? Applies::certainly
                          : pieces.empty()      ? Applies::not_at_all
                                                : Applies::perhaps;
  if (pieces.empty() && applies == Applies::certainly) pieces.push_back({});
  column.push_number(pieces, applies);
}

void push_items(Column& column, const model::Value& value, Dictionary& dictionary) {
  std::vector<std::int32_t> certain, possible;
  bool open = value.unknown();
  bool first = true;
  for (const model::Candidate& candidate : value.candidates) {
    std::vector<std::int32_t> members;
    if (const auto* item = std::get_if<model::Item>(&candidate)) members.push_back(dictionary.id(item->id));
    if (const auto* set = std::get_if<model::SetValue>(&candidate)) {
      for (const std::string& member : set->members) members.push_back(dictionary.id(member));
      open = open || set->open;
    }
    std::sort(members.begin(), members.end());
    std::vector<std::int32_t> merged;
    std::set_union(possible.begin(), possible.end(), members.begin(), members.end(),
                   std::back_inserter(merged));
    possible = merged;
    if (first) {
      certain = members;
    } else {
      std::vector<std::int32_t> common;
      std::set_intersection(certain.begin(), certain.end(), members.begin(), members.end(),
                            std::back_inserter(common));
      certain = common;
    }
    first = false;
  }
  // Of what nothing is known it is not known either whether it applies.
  const Applies applies = value.unknown()            ? Applies::perhaps
                          : !value.not_applicable    ? Applies::certainly
                          : value.candidates.empty() ? Applies::not_at_all
                                                     : Applies::perhaps;
  column.push_items(certain, possible, open, applies);
}

// The keys of the rows under a list fact, as a set.
model::Value keys_of(const CaseRow& row, model::RowId id, model::FactId fact,
                     const model::Vocabulary& vocabulary) {
  model::Value value;
  const model::RowList* list = row.facts->row(id).find_list(fact);
  if (!list) return value;
  model::SetValue set;
  set.open = list->open;
  const model::FactId key = vocabulary.entity(vocabulary.fact(fact).type.entity).key;
  for (model::RowId child : list->rows) {
    const model::Row& entry = row.facts->row(child);
    const bool absent =
        (entry.learned && *entry.learned > row.known_on) || entry.quality == model::Quality::alleged;
    const Known known = absent ? Known{} : fact_on(row, child, key);
    // A key that may not apply is no certain member.
    const bool one = known.value.candidates.size() == 1 && !known.value.not_applicable;
    if (const auto* item = one ? std::get_if<model::Item>(&known.value.candidates[0]) : nullptr) {
      set.members.push_back(item->id);
    } else {
      set.open = true;
    }
  }
  std::sort(set.members.begin(), set.members.end());
  set.members.erase(std::unique(set.members.begin(), set.members.end()), set.members.end());
  value.candidates.emplace_back(std::move(set));
  return value;
}

}  // namespace

Column fact_column(const Batch& batch, const plan::Node& node, Dictionary& dictionary) {
  const model::Vocabulary& vocabulary = batch.plan->vocabulary();
  const model::Fact& fact = vocabulary.fact(node.fact);
  const std::size_t rows = batch.rows(node.table);
  Column column = Column::of(node.kind, rows);
  for (std::size_t r = 0; r < rows; ++r) {
    const CaseRow& row = batch.cases[batch.case_row(node.table, r)];
    model::RowId id(std::size_t{0});
    if (node.table.is_entity()) {
      id = batch.entities[node.table.entity().index()][r].row;
    } else if (fact.entity == vocabulary.procedure) {
      id = row.facts->find_row(vocabulary.procedure, node.text).value_or(model::RowId{});
    }
    model::Value own;
    std::optional<ValueOn> said;
    if (node.table.is_entity() && batch.entities[node.table.entity().index()][r].second.valid()) {
      const EntityRow& pair = batch.entities[node.table.entity().index()][r];
      const model::RowId party = fact.field == "first" ? pair.row : pair.second;
      own.candidates.emplace_back(model::Item{row.facts->row(party).id});
    } else if (id.valid()) {
      if (fact.type.shape == model::Shape::rows && row.change_of(id, node.fact) == nullptr) {
        own = keys_of(row, id, node.fact, vocabulary);
      } else {
        said.emplace(row, id, node.fact);
      }
    }
    const model::Value& value = said ? **said : own;
    switch (node.kind) {
      case ColumnKind::truth: {
        bool yes = value.unknown(), no = value.unknown() || value.not_applicable;
        for (const model::Candidate& candidate : value.candidates) {
          const auto* truth = std::get_if<bool>(&candidate);
          yes = yes || !truth || *truth;
          no = no || !truth || !*truth;
        }
        column.set_truth(r, yes && no ? base::Truth::unknown : base::truth_of(yes));
        break;
      }
      case ColumnKind::number:
        push_number(column, value, node, dictionary);
        break;
      case ColumnKind::date: {
        bool first = true;
        for (const model::Candidate& candidate : value.candidates) {
          const auto* date = std::get_if<model::DateInterval>(&candidate);
          if (!date) continue;
          column.low[r] = first ? date->low.days : std::min(column.low[r], date->low.days);
          column.high[r] = first ? date->high.days : std::max(column.high[r], date->high.days);
          first = false;
        }
        if (value.not_applicable) column.applies[r] = first ? Applies::not_at_all : Applies::perhaps;
        break;
      }
      case ColumnKind::items:
        push_items(column, value, dictionary);
        break;
      case ColumnKind::rows:
        break;
    }
  }
  return column;
}

namespace {

// A pair has no order: a decision on "b and a" is one on "a and b".
bool names_same_row(std::string_view written, std::string_view name) {
  if (written == name) return true;
  constexpr std::string_view word = " and ";
  const auto at = written.find(word);
  if (at == std::string_view::npos || written.size() != name.size()) return false;
  const std::string_view first = written.substr(0, at), second = written.substr(at + word.size());
  return name.starts_with(second) && name.ends_with(first) && name.substr(second.size(), word.size()) == word;
}

}  // namespace

const model::RecordedJudgement* recorded_on(const CaseRow& row, std::string_view judgement,
                                            std::string_view of) {
  const model::RecordedJudgement* last = nullptr;
  for (const model::RecordedJudgement& entry : row.facts->judgements) {
    if (entry.judgement != judgement || !names_same_row(entry.of, of) ||
        entry.quality == model::Quality::alleged)
      continue;
    if (entry.learned && *entry.learned > row.known_on) continue;
    if (!last ||
        last->learned.value_or(base::Date::beginning()) <= entry.learned.value_or(base::Date::beginning())) {
      last = &entry;
    }
  }
  return last;
}

std::string name_of_row(const Batch& batch, const CaseRow& seen, const EntityRow& entry) {
  const model::Row& row = seen.facts->row(entry.row);
  if (entry.second.valid()) {
    const model::Row& other = seen.facts->row(entry.second);
    return entry.second < entry.row ? other.id + " and " + row.id : row.id + " and " + other.id;
  }
  const model::Vocabulary& vocabulary = batch.plan->vocabulary();
  const auto text_of = [&](model::FactId fact) -> std::string {
    const ValueOn known(seen, entry.row, fact);
    return known.item() ? known.item()->id : "?";
  };
  if (row.entity == vocabulary.holding) {
    return text_of(*vocabulary.find_fact("holding.owner")) + " in " +
           text_of(*vocabulary.find_fact("holding.entity"));
  }
  if (!row.parent.valid()) return row.id;
  const std::string above = seen.facts->row(row.parent).id;
  const model::FactId key = vocabulary.entity(row.entity).key;
  return (above.empty() ? "transaction" : above) + "." + (key.valid() ? text_of(key) : std::string("?"));
}

Column recorded_column(const Batch& batch, const plan::Node& node) {
  const std::size_t rows = batch.rows(node.table);
  Column column = Column::of(ColumnKind::truth, rows);
  for (std::size_t r = 0; r < rows; ++r) {
    const CaseRow& row = batch.cases[batch.case_row(node.table, r)];
    std::string of;
    if (node.table.is_entity()) of = name_of_row(batch, row, batch.entities[node.table.entity().index()][r]);
    if (const Override* change = row.change_of(node.text, of)) {
      column.set_truth(r, base::truth_of(change->decision));
    } else if (const model::RecordedJudgement* entry = recorded_on(row, node.text, of)) {
      column.set_truth(r, base::truth_of(entry->value));
    }
  }
  return column;
}

namespace {

bool is_party(const CaseRow& row, model::RowId holding, model::FactId fact, std::string_view party) {
  const ValueOn known(row, holding, fact);
  return known.item() && known.item()->id == party;
}

}  // namespace

Column role_column(const Batch& batch, const plan::Node& node) {
  const model::Vocabulary& vocabulary = batch.plan->vocabulary();
  Column column = Column::of(ColumnKind::rows, batch.cases.size());
  for (std::uint32_t c = 0; c < batch.cases.size(); ++c) {
    const CaseRow& row = batch.cases[c];
    if (node.text != "stake") {
      const auto id = row.facts->find_row(vocabulary.party, row.facts->party_in_role(node.text));
      const auto place = id ? batch.find(vocabulary.party, c, *id) : std::nullopt;
      if (place) column.index[c] = static_cast<std::int32_t>(*place);
      continue;
    }
    const auto owner = vocabulary.find_fact("holding.owner");
    const auto entity = vocabulary.find_fact("holding.entity");
    const std::vector<EntityRow>& holdings = batch.entities[vocabulary.holding.index()];
    auto first = std::lower_bound(holdings.begin(), holdings.end(), c,
                                  [](const EntityRow& a, std::uint32_t key) { return a.case_row < key; });
    for (; first != holdings.end() && first->case_row == c; ++first) {
      if (owner && entity && is_party(row, first->row, *owner, row.facts->party_in_role("acquirer")) &&
          is_party(row, first->row, *entity, row.facts->party_in_role("target"))) {
        column.index[c] = static_cast<std::int32_t>(first - holdings.begin());
        break;
      }
    }
  }
  return column;
}

}  // namespace weir::evaluate
