#include "load/examples.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "load/case_parts.hpp"
#include "load/case_rows.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using model::RowId;
using yaml::NodeId;
using yaml::Reader;

/// Reads one example as a case: an acquirer, a target, a vendor, the acquirer's stake and this regime's
/// procedure.
class ExampleReader {
 public:
  ExampleReader(const Reader& reader, const model::Vocabulary& vocabulary,
                const std::vector<std::string>& judgements, const std::string& regime,
                const model::Rule& rule)
      : reader_(reader),
        vocabulary_(vocabulary),
        judgements_(judgements),
        regime_(regime),
        rule_(rule),
        rows_(reader, vocabulary, case_) {}

  model::Case read(NodeId map) {
    case_.id = rule_.id;
    case_.title = "example of " + rule_.id;
    case_.file = reader_.document().file();
    case_.id_span = reader_.span(map);
    case_.as_of = default_day();
    add_fixed_rows();
    announce_parties(map);
    for (const auto& [key, value] : reader_.node(map).entries) read_entry(key, value);
    if (!case_.known_on) case_.known_on = case_.as_of;
    return std::move(case_);
  }

 private:
  /// The day after the rule came into force, if that was after 2000.
  std::optional<base::Date> default_day() const {
    base::Date first = *base::Date::make(2000, 1, 1);
    if (rule_.in_force && !rule_.in_force->first.is_beginning())
      first = std::max(first, rule_.in_force->first);
    const base::Date next = base::add(first, 1, base::CalendarUnit::day);
    return rule_.in_force && rule_.in_force->last < next ? rule_.in_force->last : next;
  }

  void add_fixed_rows() {
    const base::Span span = case_.id_span;
    transaction_ = rows_.add_row(vocabulary_.transaction, "", {}, span);
    for (const auto role : role_names) {
      rows_.announce_party(std::string(role));
      const RowId row = rows_.add_row(vocabulary_.party, std::string(role), {}, span);
      if (role == "acquirer") acquirer_ = row;
      if (role == "target") target_ = row;
      if (role == "vendor") vendor_ = row;
      case_.roles.push_back({std::string(role), std::string(role), span});
    }
    stake_ = rows_.add_row(vocabulary_.holding, "", {}, span);
    state(stake_, "owner", "acquirer");
    state(stake_, "entity", "target");
    procedure_ = rows_.add_row(vocabulary_.procedure, regime_, {}, span);
  }

  void state(RowId row, std::string_view field, std::string_view party) {
    const auto fact = vocabulary_.find_fact(case_.row(row).entity, field);
    if (!fact) return;
    model::Claim claim;
    claim.value.candidates.emplace_back(model::Item{std::string(party)});
    claim.written = party;
    claim.span = case_.id_span;
    case_.rows[row.index()].facts.push_back({*fact, {std::move(claim)}, case_.id_span});
  }

  void announce_parties(NodeId map) {
    const auto parties = reader_.document().find(map, "parties");
    if (!parties || !reader_.is_map(*parties)) return;
    for (const auto& entry : reader_.node(*parties).entries) {
      rows_.announce_party(reader_.node(entry.key).scalar.text);
    }
  }

  /// The row that the first word of a dotted path names; not valid if it names none.
  RowId row_named(std::string_view word) const {
    const std::array<std::pair<std::string_view, RowId>, 6> rows = {{{"transaction", transaction_},
                                                                     {"acquirer", acquirer_},
                                                                     {"target", target_},
                                                                     {"vendor", vendor_},
                                                                     {"stake", stake_},
                                                                     {"procedure", procedure_}}};
    const auto found = std::ranges::find(rows, word, &std::pair<std::string_view, RowId>::first);
    return found == rows.end() ? RowId{} : found->second;
  }

  bool is_judgement(std::string_view name) const {
    return std::ranges::find(judgements_, name) != judgements_.end();
  }

  void record(std::string_view name, std::string_view of, NodeId key, NodeId value) {
    const auto truth = reader_.truth(value, "a judgement");
    if (!truth) return;
    model::RecordedJudgement judgement;
    judgement.judgement = name;
    judgement.of = of;
    judgement.value = *truth;
    judgement.span = reader_.span(key);
    case_.judgements.push_back(std::move(judgement));
  }

  void read_entry(NodeId key, NodeId value) {
    const std::string& word = reader_.node(key).scalar.text;
    const auto dot = word.find('.');
    if (dot != std::string::npos) return read_path(word.substr(0, dot), word.substr(dot + 1), key, value);
    if (word == "as_of") {
      if (const auto day = reader_.date(value, "`as_of`")) case_.as_of = day;
    } else if (word == "known_on") {
      if (const auto day = reader_.date(value, "`known_on`")) case_.known_on = day;
    } else if (word == "holdings") {
      rows_.read_holdings(value);
    } else if (word == "approvals") {
      rows_.read_approvals(key, value);
    } else if (word == "parties") {
      read_parties(value);
    } else if (word == "judgements") {
      read_judgements(reader_, value, rows_.parties(), case_);
    } else if (is_judgement(word)) {
      record(word, "", key, value);
    } else if (const RowId row = row_named(word); row.valid()) {
      if (reader_.expect_map(value, "`" + word + "`")) {
        for (const auto& entry : reader_.node(value).entries) {
          read_path(word, reader_.node(entry.key).scalar.text, entry.key, entry.value);
        }
      }
    } else {
      std::vector<std::string> known = judgements_;
      for (const std::string_view name : {"as_of", "transaction", "acquirer", "target", "vendor", "stake",
                                          "procedure", "holdings", "parties", "approvals", "judgements"}) {
        known.emplace_back(name);
      }
      emit_unknown(reader_.sink(), Code::bad_example, reader_.span(key),
                   "`" + word + "` states nothing in an example", word, known, "name")
          .note(
              "an example states facts by their paths, as `target.formed_in: CA`, and judgements by their "
              "names");
    }
  }

  void read_path(const std::string& owner, const std::string& field, NodeId key, NodeId value) {
    const RowId row = row_named(owner);
    if (!row.valid()) {
      emit_unknown(reader_.sink(), Code::bad_example, reader_.span(key), "an example has no `" + owner + "`",
                   owner, {"transaction", "acquirer", "target", "vendor", "stake", "procedure"}, "name")
          .fixes.clear();
      return;
    }
    if (is_judgement(field)) {
      const bool party = case_.row(row).entity == vocabulary_.party;
      // What is judged of the stake is judged of its holder.
      return record(field, party ? std::string_view(owner) : owner == "stake" ? "acquirer" : "", key, value);
    }
    const auto fact = rows_.find_fact(case_.row(row).entity, field, reader_.span(key));
    if (!fact.valid()) return;
    auto& facts = case_.rows[row.index()].facts;
    std::erase_if(facts, [&](const model::FactEntry& entry) { return entry.fact == fact; });
    rows_.read_fact(row, fact, key, value, {});
  }

  void read_parties(NodeId map) {
    if (!reader_.expect_map(map, "`parties`")) return;
    for (const auto& [key, value] : reader_.node(map).entries) {
      std::string id = reader_.node(key).scalar.text;
      if (case_.find_row(vocabulary_.party, id)) {
        reader_.sink()
            .emit(Code::duplicate_party, reader_.span(key), "the party `" + id + "` is in every example")
            .with_help("state its facts as `" + id + ".formed_in: CA`");
        continue;
      }
      const RowId row = rows_.add_row(vocabulary_.party, std::move(id), {}, reader_.span(key));
      if (reader_.expect_map(value, "a party")) rows_.read_facts(row, value, {});
    }
  }

  const Reader& reader_;
  const model::Vocabulary& vocabulary_;
  const std::vector<std::string>& judgements_;
  const std::string& regime_;
  const model::Rule& rule_;
  model::Case case_;
  RowReader rows_;
  RowId transaction_, acquirer_, target_, vendor_, stake_, procedure_;
};

std::optional<model::Example::Demand> demand_of(std::string_view word) {
  if (word == "fires") return model::Example::Demand::fires;
  if (word == "silent") return model::Example::Demand::silent;
  if (word == "open") return model::Example::Demand::open;
  return std::nullopt;
}

}  // namespace

void read_examples(const Reader& reader, NodeId list, const model::Vocabulary& vocabulary,
                   const std::vector<std::string>& judgements, const std::string& regime, model::Rule& rule) {
  if (!reader.expect_sequence(list, "`examples`")) return;
  for (const NodeId item : reader.node(list).items) {
    if (!reader.expect_map(item, "an example")) continue;
    const auto& entries = reader.node(item).entries;
    const auto demand =
        entries.size() == 1 ? demand_of(reader.node(entries.front().key).scalar.text) : std::nullopt;
    if (!demand) {
      reader.sink()
          .emit(Code::bad_example, reader.span(item), "an example says one of `fires`, `silent`, `open`")
          .with_help("write `- fires: {target.formed_in: CA}`")
          .in(rule.id);
      continue;
    }
    const NodeId facts = entries.front().value;
    if (!reader.expect_map(facts, "the facts of an example")) continue;
    model::Example example;
    example.demand = *demand;
    example.span = reader.span(item);
    example.facts = ExampleReader(reader, vocabulary, judgements, regime, rule).read(facts);
    rule.examples.push_back(std::move(example));
  }
}

}  // namespace weir::load
