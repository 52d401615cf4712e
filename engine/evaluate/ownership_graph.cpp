#include "evaluate/ownership_graph.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "evaluate/ties.hpp"

namespace weir::evaluate {

using base::Date;
using base::Rational;
using base::Truth;
using ownership::HolderId;
using ownership::Role;
using ownership::Share;

namespace {

// Reads the facts of one case.
class CaseReader {
 public:
  CaseReader(const Batch& batch, std::uint32_t in_case, const GraphFacts& read)
      : batch_(batch),
        read_(read),
        vocabulary_(batch.plan->vocabulary()),
        seen_(batch.cases[in_case]),
        parties_(batch.segment(vocabulary_.party, in_case)),
        holdings_(batch.segment(vocabulary_.holding, in_case)) {
    for (std::size_t i = 0; i < party_count(); ++i) by_id_.emplace(seen_.facts->row(party(i)).id, i);
  }

  std::size_t party_count() const { return parties_.last - parties_.first; }
  model::RowId party(std::size_t index) const {
    return batch_.entities[vocabulary_.party.index()][parties_.first + index].row;
  }
  std::vector<model::RowId> holdings() const {
    std::vector<model::RowId> rows;
    for (std::uint32_t h = holdings_.first; h < holdings_.last; ++h)
      rows.push_back(batch_.entities[vocabulary_.holding.index()][h].row);
    return rows;
  }

  ValueOn value(model::RowId row, GraphFact fact) const { return ValueOn(seen_, row, read_[fact]); }
  /// Of a holding: a measure of a method.
  ValueOn measure(model::RowId row, const std::string& name) const {
    const auto fact = vocabulary_.find_fact(vocabulary_.holding, name);
    return ValueOn(seen_, row, fact.value_or(model::FactId{}));
  }
  /// The one code or party id that a fact certainly is; empty where it is not known.
  std::string item(model::RowId row, GraphFact fact) const {
    const ValueOn known = value(row, fact);
    return known.item() && !known->not_applicable ? known.item()->id : std::string();
  }
  HolderId find(std::string_view id) const {
    const auto place = by_id_.find(id);
    return place == by_id_.end() ? HolderId{} : HolderId(place->second);
  }
  /// Whether a code fact lies in one of `codes`: unknown where it is not known.
  Truth is_one_of(model::RowId row, GraphFact fact, std::initializer_list<std::string_view> codes) const {
    const ValueOn known = value(row, fact);
    if (known->candidates.empty()) return known->not_applicable ? Truth::false_value : Truth::unknown;
    bool yes = false, no = known->not_applicable;
    for (const model::Candidate& candidate : known->candidates) {
      const auto* one = std::get_if<model::Item>(&candidate);
      const bool in = one && std::find(codes.begin(), codes.end(), one->id) != codes.end();
      (in ? yes : no) = true;
    }
    return yes == no ? Truth::unknown : base::truth_of(yes);
  }
  /// The day of the deal; while closing is still to come, the day of the viewpoint.
  model::DateInterval deal_day() const {
    const ValueOn known = value(model::RowId(std::size_t{0}), GraphFact::closing);
    model::DateInterval day{Date::beginning(), Date::never(), false};
    if (known->candidates.size() == 1) {
      if (const auto* range = std::get_if<model::DateInterval>(&known->candidates[0])) day = *range;
    }
    if (day.low > seen_.as_of) return {seen_.as_of, seen_.as_of, false};
    return day;
  }
  /// The rows under a list fact of a row; null if none are stated.
  const model::RowList* list(model::RowId row, GraphFact fact) const {
    return seen_.facts->row(row).find_list(read_[fact]);
  }
  const CaseRow& seen() const { return seen_; }
  const model::Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  const Batch& batch_;
  const GraphFacts& read_;
  const model::Vocabulary& vocabulary_;
  const CaseRow& seen_;
  Batch::Segment parties_, holdings_;
  std::unordered_map<std::string_view, std::size_t> by_id_;
};

Share share_of(const model::Value& value, bool before) {
  Share share = Share::unknown();
  if (value.candidates.empty()) return value.not_applicable ? Share::exactly(Rational(0)) : share;
  bool first = true;
  const auto widen = [&](const model::Interval& interval) {
    Share here = Share::unknown();
    if (interval.low) here.low = *interval.low, here.low_open = interval.low_open;
    if (interval.high) here.high = *interval.high, here.high_open = interval.high_open;
    if (first || here.low < share.low || (here.low == share.low && !here.low_open))
      share.low = here.low, share.low_open = here.low_open;
    if (first || share.high < here.high || (here.high == share.high && !here.high_open))
      share.high = here.high, share.high_open = here.high_open;
    first = false;
  };
  for (const model::Candidate& candidate : value.candidates) {
    if (const auto* change = std::get_if<model::Change>(&candidate)) {
      widen(before ? change->before : change->after);
    } else if (const auto* interval = std::get_if<model::Interval>(&candidate)) {
      widen(*interval);
    }
  }
  if (value.not_applicable) share.low = Rational(0), share.low_open = false;
  return share;
}

ownership::Shares shares_of(const model::Value& value) {
  return {share_of(value, true), share_of(value, false)};
}

Role role_of(const std::string& code) {
  static constexpr std::array<std::pair<std::string_view, Role>, 8> roles = {{
      {"shareholder", Role::shareholder},
      {"general-partner", Role::general_partner},
      {"limited-partner", Role::limited_partner},
      {"trustee", Role::trustee},
      {"beneficiary", Role::beneficiary},
      {"nominee", Role::nominee},
      {"secured-creditor", Role::secured_creditor},
      {"manager", Role::manager},
  }};
  for (const auto& [name, role] : roles) {
    if (name == code) return role;
  }
  return code.empty() ? Role::unstated : Role::other;
}

// Whether something that ran over a period was there on a day.
Truth covers(const model::Value& period, const model::DateInterval& day) {
  if (period.candidates.empty()) return Truth::true_value;  // left out: it lasts over the deal
  bool yes = false, no = false;
  for (const model::Candidate& candidate : period.candidates) {
    const auto* span = std::get_if<model::PeriodValue>(&candidate);
    if (!span) continue;
    const bool surely = span->from.high <= day.low && (span->to.not_yet || day.high <= span->to.low);
    const bool never = day.high < span->from.low || (!span->to.not_yet && span->to.high < day.low);
    yes = yes || !never;
    no = no || !surely;
  }
  return yes && no ? Truth::unknown : base::truth_of(yes);
}

Share both_kinds(const Share& a, const Share& b) {
  Share share = a;
  if (b.low < a.low || (b.low == a.low && !b.low_open)) share.low = b.low, share.low_open = b.low_open;
  if (a.high < b.high || (b.high == a.high && !b.high_open))
    share.high = b.high, share.high_open = b.high_open;
  return share;
}

void add_links(const CaseReader& facts, const model::Method& method, ownership::Graph& graph) {
  const model::DateInterval day = facts.deal_day();
  std::vector<bool> stated(graph.parties.size(), false);
  std::vector<Rational> most_before(graph.parties.size()), most_after(graph.parties.size());
  for (const model::RowId row : facts.holdings()) {
    const HolderId entity = facts.find(facts.item(row, GraphFact::entity));
    if (!entity.valid()) continue;
    const std::string owner = facts.item(row, GraphFact::owner);
    const bool partnership_measures = !method.partnership_measures.empty();
    const Truth partnership = partnership_measures ? base::truth_or(graph.parties[entity.index()].partnership,
                                                                    graph.parties[entity.index()].trust)
                                                   : Truth::false_value;
    ownership::Link link;
    link.owner = facts.find(owner);
    link.entity = entity;
    link.role = role_of(facts.item(row, GraphFact::as));
    link.on_behalf_of = facts.find(facts.item(row, GraphFact::on_behalf_of));
    link.held = covers(*facts.value(row, GraphFact::period), day);
    if (link.held == Truth::false_value) continue;
    if (!link.owner.valid() && !owner.empty()) continue;
    const bool named = link.owner.valid() || link.on_behalf_of.valid();
    const auto figure = [&](const std::vector<std::string>& measures, std::size_t i) {
      return shares_of(*facts.measure(row, measures[i]));
    };
    const std::vector<std::string>& main =
        partnership == Truth::true_value ? method.partnership_measures : method.measures;
    bool known = false;
    for (std::size_t i = 0; i < main.size(); ++i) {
      link.shares = figure(main, i);
      if (partnership == Truth::unknown) {
        for (std::size_t k = 0; k < method.partnership_measures.size(); ++k) {
          const ownership::Shares other = figure(method.partnership_measures, k);
          link.shares.before = both_kinds(link.shares.before, other.before);
          link.shares.after = both_kinds(link.shares.after, other.after);
        }
      }
      link.measure = static_cast<std::uint8_t>(i);
      known = known || !(link.shares == ownership::Shares::both(Share::unknown()));
      if (i == 0) {
        stated[entity.index()] = true;
        const auto add = [](Rational& sum, const Rational& more) {
          sum = Rational::add(sum, more).value_or(Rational(1));
        };
        add(most_before[entity.index()], link.shares.before.high);
        add(most_after[entity.index()], link.shares.after.high);
      }
      // A holder without name and figure says only that the list is open.
      if (named || known) graph.links.push_back(link);
    }
    if (!named && !known) graph.parties[entity.index()].open = true;
  }
  for (std::size_t i = 0; i < graph.parties.size(); ++i) {
    const Truth person = facts.is_one_of(facts.party(i), GraphFact::kind, {"individual", "government"});
    if (person == Truth::true_value) continue;
    if (!stated[i] || most_before[i] < Rational(1) || most_after[i] < Rational(1))
      graph.parties[i].open = true;
  }
}

}  // namespace

GraphFacts::GraphFacts(const model::Vocabulary& vocabulary) {
  static constexpr std::pair<GraphFact, std::string_view> names[] = {
      {GraphFact::owner, "holding.owner"},
      {GraphFact::entity, "holding.entity"},
      {GraphFact::as, "holding.as"},
      {GraphFact::on_behalf_of, "holding.on_behalf_of"},
      {GraphFact::period, "holding.period"},
      {GraphFact::closing, "transaction.closing"},
      {GraphFact::kind, "party.kind"},
      {GraphFact::lead_partner, "party.gp"},
      {GraphFact::general_partners, "party.general_partners"},
      {GraphFact::other_holders, "party.other_holders_at_most"},
      {GraphFact::relations, "party.relations"},
      {GraphFact::relation_kind, "relation.kind"},
      {GraphFact::relation_other, "relation.other"},
      {GraphFact::relation_from, "relation.from"},
      {GraphFact::relation_to, "relation.to"},
  };
  static_assert(std::size(names) == std::tuple_size_v<decltype(facts_)>);
  for (const auto& [fact, name] : names)
    facts_[static_cast<std::size_t>(fact)] = vocabulary.find_fact(name).value_or(model::FactId{});
}

ownership::Graph make_graph(const Batch& batch, std::uint32_t case_row, const GraphFacts& read,
                            const model::Method& method, const Circles* circles) {
  const CaseReader facts(batch, case_row, read);
  ownership::Graph graph;
  graph.parties.resize(facts.party_count());
  for (std::size_t i = 0; i < graph.parties.size(); ++i) {
    const model::RowId row = facts.party(i);
    ownership::Entity& entity = graph.parties[i];
    entity.partnership = facts.is_one_of(row, GraphFact::kind,
                                         {"partnership", "limited-partnership", "joint-venture", "fund"});
    entity.trust = facts.is_one_of(row, GraphFact::kind, {"trust"});
    const ValueOn most = facts.value(row, GraphFact::other_holders);
    if (!most->candidates.empty()) entity.other_holders_at_most = share_of(*most, false);
    const std::string lead = facts.item(row, GraphFact::lead_partner);
    if (!lead.empty()) entity.general_partners.push_back({facts.find(lead), Truth::true_value});
    const ValueOn partners = facts.value(row, GraphFact::general_partners);
    for (const model::Candidate& candidate : partners->candidates) {
      const auto* set = std::get_if<model::SetValue>(&candidate);
      if (!set) continue;
      const Truth certain = partners->candidates.size() == 1 ? Truth::true_value : Truth::unknown;
      for (const std::string& member : set->members) {
        if (member != lead) entity.general_partners.push_back({facts.find(member), certain});
      }
      if (set->open) entity.general_partners.push_back({HolderId{}, Truth::unknown});
    }
    if (!circles) continue;
    for (const ownership::Related& other : (*circles)[i]) {
      if (other.party.valid()) entity.circle.push_back(other);
    }
  }
  add_links(facts, method, graph);
  for (std::size_t i = 0; method.dominant && i < graph.parties.size(); ++i) {
    const model::RowList* rows = facts.list(facts.party(i), GraphFact::relations);
    for (const model::RowId tie : rows ? rows->rows : std::vector<model::RowId>{}) {
      const model::Row& entry = facts.seen().facts->row(tie);
      if ((entry.learned && *entry.learned > facts.seen().known_on) ||
          entry.quality == model::Quality::alleged)
        continue;
      const Truth dominant =
          facts.is_one_of(tie, GraphFact::relation_kind, {"dominant-influence", "board-majority"});
      const HolderId entity = facts.find(facts.item(tie, GraphFact::relation_other));
      if (dominant != Truth::false_value && entity.valid())
        graph.influence.push_back({HolderId(i), entity, dominant});
    }
  }
  return graph;
}

Circles make_circles(const Batch& batch, std::uint32_t case_row, const GraphFacts& read,
                     const model::Circle& circle, const Column& judged, const Column& only) {
  const CaseReader facts(batch, case_row, read);
  const model::Vocabulary& vocabulary = facts.vocabulary();
  const std::size_t count = facts.party_count();
  const model::FactId kind = read[GraphFact::relation_kind];
  const model::Domain* kinds = kind.valid() ? &vocabulary.domain(vocabulary.fact(kind).type.domain) : nullptr;
  Ties ties(count);
  std::vector<bool>& open = ties.open;
  const model::DateInterval day = facts.deal_day();
  for (std::size_t i = 0; kinds && i < count; ++i) {
    const model::RowList* rows = facts.list(facts.party(i), GraphFact::relations);
    if (!rows) continue;
    open[i] = rows->open;
    for (const model::RowId row : rows->rows) {
      const model::Row& entry = facts.seen().facts->row(row);
      if ((entry.learned && *entry.learned > facts.seen().known_on) ||
          entry.quality == model::Quality::alleged) {
        open[i] = true;
        continue;
      }
      const ValueOn known = facts.value(row, GraphFact::relation_kind);
      bool yes = known->candidates.empty(), no = known->candidates.empty();
      for (const model::Candidate& candidate : known->candidates) {
        const auto* one = std::get_if<model::Item>(&candidate);
        const bool in =
            one && std::any_of(circle.links.begin(), circle.links.end(),
                               [&](const std::string& link) { return kinds->lies_in(one->id, link); });
        (in ? yes : no) = true;
      }
      Truth truth = yes && no ? Truth::unknown : base::truth_of(yes);
      const auto bound = [&](GraphFact fact, Date missing) {
        model::DateInterval range{missing, missing, false};
        const ValueOn value = facts.value(row, fact);
        if (value->candidates.size() == 1) {
          if (const auto* stated = std::get_if<model::DateInterval>(&value->candidates[0])) range = *stated;
        }
        return range;
      };
      model::Value period;
      period.candidates.emplace_back(model::PeriodValue{bound(GraphFact::relation_from, Date::beginning()),
                                                        bound(GraphFact::relation_to, Date::never())});
      truth = base::truth_and(truth, covers(period, day));
      const HolderId other = facts.find(facts.item(row, GraphFact::relation_other));
      if (other.valid()) {
        ties.add(i, other.index(), truth);
      } else if (truth != Truth::false_value) {
        open[i] = true;
      }
    }
  }
  const auto pair = vocabulary.find_entity("pair");
  if (!circle.judged.empty() && pair) {
    const Batch::Segment pairs = batch.segment(*pair, case_row);
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b < count; ++b) {
        if (a != b) ties.add(a, b, judged.truth(pairs.first + a * count + b));
      }
    }
  }
  if (circle.only) {
    const Batch::Segment parties = batch.segment(vocabulary.party, case_row);
    for (std::size_t i = 0; i < count; ++i) ties.eligible[i] = only.truth(parties.first + i);
  }
  Circles circles(count);
  for (std::size_t from = 0; from < count; ++from) {
    if (ties.alone(from)) continue;
    const std::vector<Truth> reached = ties.reached_from(from);
    for (std::size_t i = 0; i < count; ++i) {
      if (i != from && reached[i] != Truth::false_value) circles[from].push_back({HolderId(i), reached[i]});
    }
    // Somebody nobody names may be tied to any of them.
    bool others = false;
    for (std::size_t i = 0; i < count; ++i) others = others || (reached[i] != Truth::false_value && open[i]);
    if (others) circles[from].push_back({HolderId{}, Truth::unknown});
  }
  return circles;
}

bool read_by_graphs(const model::Vocabulary& vocabulary, model::FactId id) {
  const model::Fact& fact = vocabulary.fact(id);
  const std::string& name = fact.name;
  return fact.entity == vocabulary.holding || name == "party.kind" || name == "party.gp" ||
         name == "party.general_partners" || name == "party.other_holders_at_most" ||
         name == "transaction.closing" || name.starts_with("relation.") || name == "party.relations";
}

}  // namespace weir::evaluate
