#include "load/case_rows.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using model::EntityId;
using model::FactId;
using model::RowId;
using yaml::NodeId;

}  // namespace

RowReader::RowReader(const yaml::Reader& reader, const model::Vocabulary& vocabulary, model::Case& into)
    : reader_(reader),
      vocabulary_(vocabulary),
      case_(into),
      values_(reader, vocabulary, parties_),
      provenance_(reader, into) {}

RowId RowReader::add_row(EntityId entity, std::string id, RowId parent, base::Span span) {
  model::Row row;
  row.entity = entity;
  row.id = std::move(id);
  row.parent = parent;
  row.span = span;
  case_.rows.push_back(std::move(row));
  return RowId(case_.rows.size() - 1);
}

FactId RowReader::find_fact(EntityId entity, std::string_view field, base::Span span) const {
  if (const auto fact = vocabulary_.find_fact(entity, field)) return *fact;
  const auto& owner = vocabulary_.entity(entity);
  std::vector<std::string> fields;
  for (const FactId id : owner.facts) fields.push_back(vocabulary_.fact(id).field);
  auto& diagnostic =
      emit_unknown(reader_.sink(), Code::case_fact, span,
                   "`" + owner.name + "` has no fact `" + std::string(field) + "`", field, fields, "fact");
  for (const auto& fact : vocabulary_.facts) {
    if (fact.field != field || !diagnostic.help.empty()) continue;
    diagnostic.note("`" + fact.name + "` is a fact of another kind of thing");
    break;
  }
  return {};
}

Provenance RowReader::read_provenance(RowId row, NodeId map, const Provenance& inherited,
                                      std::set<std::string_view>& taken) {
  // A row whose entity has a fact of that name (where money comes from, say) keeps the key for the fact.
  const EntityId entity = case_.row(row).entity;
  bool any = false;
  for (const std::string_view key : {"source", "quality", "learned"}) {
    if (vocabulary_.find_fact(entity, key)) continue;
    taken.insert(key);
    any = true;
  }
  if (!any || !taken.contains("source")) return inherited;
  Provenance result = provenance_.read(map, inherited);
  auto& target = case_.rows[row.index()];
  target.source = result.source;
  target.quality = result.quality;
  target.learned = result.learned;
  return result;
}

void RowReader::read_facts(RowId row, NodeId map, const Provenance& inherited,
                           std::set<std::string_view> skip) {
  const EntityId entity = case_.row(row).entity;
  const std::vector<FactId>& facts = vocabulary_.entity(entity).facts;
  // Most keys stand in the order in which their facts are declared: each is looked for behind the one before.
  std::size_t next = 0;
  const auto find = [&](std::string_view word, base::Span span) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const std::size_t place = next + i < facts.size() ? next + i : next + i - facts.size();
      if (vocabulary_.fact(facts[place]).field != word) continue;
      next = place + 1;
      return facts[place];
    }
    return find_fact(entity, word, span);
  };
  const std::vector<yaml::Entry>& entries = reader_.node(map).entries;
  case_.rows[row.index()].facts.reserve(entries.size());
  for (const auto& [key, value] : entries) {
    const std::string& word = reader_.node(key).scalar.text;
    if (skip.contains(word)) continue;
    const FactId fact = find(word, reader_.span(key));
    if (fact.valid()) read_fact(row, fact, key, value, inherited);
  }
}

void RowReader::read_fact(RowId row, FactId fact, NodeId key, NodeId value, const Provenance& inherited) {
  const auto& declared = vocabulary_.fact(fact);
  if (declared.type.shape == model::Shape::rows) return read_list(row, fact, key, value, inherited);
  model::FactEntry entry;
  entry.fact = fact;
  entry.key_span = reader_.span(key);
  entry.claims = read_claims(reader_, value, declared, values_, provenance_, inherited);
  case_.rows[row.index()].facts.push_back(std::move(entry));
}

void RowReader::read_list(RowId row, FactId fact, NodeId key, NodeId list, const Provenance& inherited) {
  const auto& declared = vocabulary_.fact(fact);
  model::RowList rows;
  rows.fact = fact;
  rows.span = reader_.span(key);
  if (reader_.is_scalar(list) && reader_.node(list).scalar.text == "unknown") {
    rows.open = true;
  } else if (reader_.is_map(list)) {
    reader_.sink()
        .emit(Code::claim_on_rows, reader_.span(list),
              "`" + declared.name + "` is a list of rows and takes no claim")
        .label(declared.span, "declared here as " + vocabulary_.describe(declared.type))
        .with_help("write a list; each of its rows may carry `source`, `quality` and `learned`");
    return;
  } else if (!reader_.expect_sequence(list, "`" + declared.name + "`")) {
    return;
  } else {
    for (const NodeId item : reader_.node(list).items) read_list_item(row, fact, item, inherited, rows);
  }
  case_.rows[row.index()].lists.push_back(std::move(rows));
}

void RowReader::read_list_item(RowId parent, FactId fact, NodeId item, const Provenance& inherited,
                               model::RowList& list) {
  const auto& declared = vocabulary_.fact(fact);
  const EntityId entity = declared.type.entity;
  const FactId key = vocabulary_.entity(entity).key;
  if (reader_.is_scalar(item) && reader_.node(item).scalar.text == "unknown") {
    list.open = true;
    return;
  }
  if (reader_.is_map(item)) {
    const RowId row = add_row(entity, "", parent, reader_.span(item));
    std::set<std::string_view> taken;
    const Provenance from = read_provenance(row, item, inherited, taken);
    read_facts(row, item, from, std::move(taken));
    list.rows.push_back(row);
    return;
  }
  if (!key.valid()) {
    reader_.sink()
        .emit(Code::row_without_key, reader_.span(item),
              "a row of `" + declared.name + "` is written as a map")
        .label(declared.span, "its rows have no key to stand for them");
    return;
  }
  if (!reader_.text(item, "a row of `" + declared.name + "`")) return;
  const RowId row = add_row(entity, "", parent, reader_.span(item));
  auto& added = case_.rows[row.index()];
  added.source = inherited.source;
  added.quality = inherited.quality;
  added.learned = inherited.learned;
  read_fact(row, key, item, item, inherited);
  list.rows.push_back(row);
}

void RowReader::read_holdings(NodeId list) {
  if (!reader_.expect_sequence(list, "`holdings`")) return;
  for (const NodeId item : reader_.node(list).items) {
    if (!reader_.expect_map(item, "a holding")) continue;
    const RowId row = add_row(vocabulary_.holding, "", {}, reader_.span(item));
    std::set<std::string_view> taken;
    const Provenance from = read_provenance(row, item, {}, taken);
    read_facts(row, item, from, std::move(taken));
    check_holding(row, item);
  }
  check_totals();
}

void RowReader::check_totals() {
  struct Total {
    base::Rational before, after;
    base::Span first;
  };
  std::map<std::pair<std::string, FactId>, Total> totals;
  const auto text_of = [&](const model::Row& row, std::string_view field) -> std::string {
    const auto fact = vocabulary_.find_fact(vocabulary_.holding, field);
    const auto* entry = fact ? row.find(*fact) : nullptr;
    return entry && entry->claims.size() == 1 ? entry->claims.front().written : std::string();
  };
  for (const model::Row& row : case_.rows) {
    if (row.entity != vocabulary_.holding) continue;
    // An interest held for somebody else stands there a second time, and a former one does not count.
    const bool own = text_of(row, "as").empty() || text_of(row, "as") == "shareholder";
    if (!own || !text_of(row, "on_behalf_of").empty() || !text_of(row, "period").empty()) continue;
    for (const model::FactEntry& entry : row.facts) {
      if (!vocabulary_.fact(entry.fact).type.change || entry.claims.size() != 1) continue;
      const model::Value& value = entry.claims.front().value;
      const auto* change =
          value.candidates.size() == 1 ? std::get_if<model::Change>(&value.candidates[0]) : nullptr;
      const std::string entity = text_of(row, "entity");
      if (!change || entity.empty()) continue;
      Total& total = totals[{entity, entry.fact}];
      if (!total.first.file.valid()) total.first = entry.claims.front().span;
      const auto add = [](base::Rational& sum, const std::optional<base::Rational>& low) {
        if (low) sum = base::Rational::add(sum, *low).value_or(sum);
        return base::Rational(1) < sum;
      };
      const bool before = add(total.before, change->before.low), after = add(total.after, change->after.low);
      if (!before && !after) continue;
      const std::string field = vocabulary_.fact(entry.fact).field;
      reader_.sink()
          .emit(Code::shares_above_whole, entry.claims.front().span,
                "the " + field + " in `" + entity + "` are more than 100 % together " +
                    (after ? "after" : "before") + " the deal",
                "with this holding")
          .label(total.first, "the first of them")
          .with_help(
              "a figure that the deal changes is written `17.6% -> 0%`; an interest held for somebody else "
              "names that person under `on_behalf_of`");
      total.before = total.after = base::Rational(0);  // said once
    }
  }
}

void RowReader::check_holding(RowId row, NodeId map) {
  const auto& here = case_.row(row);
  const auto written = [&](std::string_view field) -> std::string {
    const auto fact = vocabulary_.find_fact(vocabulary_.holding, field);
    const auto* entry = fact ? here.find(*fact) : nullptr;
    return entry && !entry->claims.empty() ? entry->claims.front().written : std::string();
  };
  for (const std::string_view field : {"owner", "entity"}) {
    if (!vocabulary_.find_fact(vocabulary_.holding, field)) continue;
    reader_.get(map, field, yaml::Reader::Need::required, "a holding");
  }
  const HoldingKey key = {written("owner"), written("entity"), written("as"), written("on_behalf_of"),
                          written("period")};
  const auto& [owner, entity, as, on_behalf_of, period] = key;
  if (owner.empty() || owner == "unknown" || entity.empty()) return;
  if (owner == entity) {
    reader_.sink()
        .emit(Code::self_holding, here.span, "`" + owner + "` is said to hold itself", "a holding of itself")
        .with_help(
            "own shares do not vote and are left out of all figures; name the other side, or leave the "
            "holding out");
    return;
  }
  const auto [first, fresh] = holdings_.try_emplace(key, here.span);
  if (fresh) return;
  reader_.sink()
      .emit(Code::duplicate_holding, here.span,
            "the holding of `" + owner + "` in `" + entity + "` is stated twice")
      .label(first->second, "first stated here")
      .with_help(
          "put both figures into one holding, as claims with their sources; "
          "a second holding needs another `as`, `on_behalf_of` or `period`");
}

void RowReader::read_procedures(NodeId map) {
  if (!reader_.expect_map(map, "`procedures`")) return;
  for (const auto& [key, value] : reader_.node(map).entries) {
    if (!reader_.expect_map(value, "the procedure of a regime")) continue;
    const RowId row = add_row(vocabulary_.procedure, reader_.node(key).scalar.text, {}, reader_.span(key));
    read_facts(row, value, {});
  }
}

void RowReader::read_approvals(NodeId key, NodeId list) {
  const FactId fact = find_fact(vocabulary_.transaction, "approvals", reader_.span(key));
  if (fact.valid()) read_fact(RowId(0), fact, key, list, {});
}

}  // namespace weir::load
