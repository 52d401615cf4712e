#include "reference/holdings.hpp"

#include <algorithm>

#include "reference/amounts.hpp"
#include "reference/ownership_reference.hpp"

namespace weir::reference {

using base::Date;
using base::Rational;
using base::Truth;
using language::Ast;
using language::NodeId;
using ownership::HolderId;
using ownership::Share;
using ownership::Shares;

HolderId Holdings::find(model::RowId party) const {
  const auto place = std::find(parties.begin(), parties.end(), party);
  return place == parties.end() ? HolderId{} : HolderId(static_cast<std::size_t>(place - parties.begin()));
}

namespace {

Shares figure(const Holdings& holdings, const model::Method& method, HolderId entity,
              const ownership::Selection& selection) {
  std::vector<std::uint32_t> key = {entity.value};
  for (const HolderId holder : selection.certain) key.push_back(holder.value);
  key.push_back(HolderId{}.value);
  for (const HolderId holder : selection.possible) key.push_back(holder.value);
  const auto found = holdings.known.find(key);
  if (found != holdings.known.end()) return found->second;
  return holdings.known[key] = joint(holdings.graph, method, entity, selection);
}

}  // namespace

Shares interest(const Holdings& holdings, const model::Method& method, HolderId holder, HolderId entity) {
  if (holder == entity) return Shares::both(Share::exactly(1));
  return figure(holdings, method, entity, {{holder}, {}});
}

Shares joint_interest(const Holdings& holdings, const model::Method& method, HolderId entity,
                      ownership::Selection selection) {
  Truth itself = Truth::false_value;
  for (std::vector<HolderId>* list : {&selection.possible, &selection.certain}) {
    for (HolderId& holder : *list) {
      if (holder == entity) itself = list == &selection.certain ? Truth::true_value : Truth::unknown;
      for (std::size_t i = 0; i < holdings.one_other.size(); ++i) {
        if (holdings.one_other[i] == holder) holder = *holdings.all_others[i];
      }
    }
  }
  if (itself == Truth::true_value) return Shares::both(Share::exactly(1));
  Shares shares = figure(holdings, method, entity, selection);
  if (itself == Truth::unknown) {
    for (Share* share : {&shares.before, &shares.after}) *share = {share->low, 1, share->low_open, false};
  }
  return shares;
}

namespace {

// The hull of what is stated of a share; between nothing and all where nothing is.
Share share_of(const model::Value& value, ownership::Time time) {
  Value stated = unknown(Value::Kind::number);
  stated.amounts.clear();
  for (const model::Candidate& candidate : value.candidates) {
    if (const auto* change = std::get_if<model::Change>(&candidate))
      stated.amounts.push_back({{"", time == ownership::Time::before ? change->before : change->after}});
    if (const auto* range = std::get_if<model::Interval>(&candidate))
      stated.amounts.push_back({{"", *range}});
  }
  const Value nothing = of_amounts({{{"", model::Interval::exactly(Rational(0))}}});
  if (value.not_applicable) stated.amounts.push_back(nothing.amounts[0]);
  if (stated.amounts.empty()) return Share::unknown();
  const model::Interval hull = hull_of(stated, "").amounts[0][0].second;
  Share share = Share::unknown();
  if (hull.low) share.low = *hull.low, share.low_open = hull.low_open;
  if (hull.high) share.high = *hull.high, share.high_open = hull.high_open;
  return share;
}

// From the lower of two low ends to the higher of two high ends.
Share spanned(const Share& a, const Share& b) {
  Share span = a;
  if (b.low < a.low || (b.low == a.low && !b.low_open)) span.low = b.low, span.low_open = b.low_open;
  if (a.high < b.high || (a.high == b.high && !b.high_open)) span.high = b.high, span.high_open = b.high_open;
  return span;
}

// Whether what runs from one day to another covers a day.
Truth covers(const model::DateInterval& from, const model::DateInterval& to, const model::DateInterval& day) {
  if (from.high <= day.low && day.high <= to.low) return Truth::true_value;
  const bool outside = day.high < from.low || to.high < day.low;
  return outside ? Truth::false_value : Truth::unknown;
}

}  // namespace

std::vector<model::RowId> Interpreter::rows_of(model::EntityId entity) const {
  std::vector<model::RowId> found;
  for (std::size_t i = 0; i < view_.facts->rows.size(); ++i) {
    const model::Row& row = view_.facts->rows[i];
    const bool later = row.learned && *row.learned > view_.known_on;
    if (row.entity == entity && !later) found.emplace_back(i);
  }
  return found;
}

std::string Interpreter::certain_item(model::RowId row, std::string_view fact) const {
  const model::Value value = known(row, *vocabulary_.find_fact(fact));
  if (value.not_applicable || value.candidates.size() != 1) return "";
  return std::get<model::Item>(value.candidates[0]).id;
}

Truth Interpreter::is_one_of(model::RowId row, std::string_view fact,
                             const std::set<std::string>& codes) const {
  const model::Value value = known(row, *vocabulary_.find_fact(fact));
  if (value.unknown()) return Truth::unknown;
  std::set<bool> answers;
  if (value.not_applicable) answers.insert(false);
  for (const model::Candidate& candidate : value.candidates)
    answers.insert(codes.contains(std::get<model::Item>(candidate).id));
  return answers.size() > 1 ? Truth::unknown : base::truth_of(*answers.begin());
}

// The day of the deal. While it is certainly still to come, holdings are those of today.
model::DateInterval Interpreter::deal_day() const {
  const Value closing =
      fact(model::RowId(std::size_t{0}), *vocabulary_.find_fact("transaction.closing"), Part::after);
  if (!closing.may_apply || closing.may_not_apply) return {Date::beginning(), Date::never(), false};
  if (closing.low > view_.as_of) return {view_.as_of, view_.as_of, false};
  return {closing.low, closing.high, false};
}

void Interpreter::add_links(Holdings& holdings, const model::Method& method) const {
  if (method.measures.size() != 1 || method.partnership != model::Method::Partnership::measure)
    throw NotCovered("methods with several measures or with general partners");
  const bool products =
      method.path == model::Method::Path::product || method.path == model::Method::Path::look_through_only;
  if (!products && !method.partnership_measures.empty())
    throw NotCovered("measures of partnerships where links are not multiplied");
  // What is measured in an entity: of a partnership or trust perhaps something else.
  const auto is_partnership = [&](HolderId entity) {
    const ownership::Entity& held = holdings.graph.parties[entity.index()];
    return method.partnership_measures.empty() ? Truth::false_value
                                               : base::truth_or(held.partnership, held.trust);
  };
  const auto figures_of = [&](model::RowId row, HolderId entity) {
    const auto all = [&](const std::vector<std::string>& measures) {
      std::vector<Shares> figures;
      for (const std::string& measure : measures) {
        const model::Value figure = known(row, *vocabulary_.find_fact(vocabulary_.holding, measure));
        figures.push_back(
            {share_of(figure, ownership::Time::before), share_of(figure, ownership::Time::after)});
      }
      return figures;
    };
    const Truth partnership = is_partnership(entity);
    if (partnership == Truth::true_value) return all(method.partnership_measures);
    std::vector<Shares> figures = all(method.measures);
    if (partnership == Truth::false_value) return figures;
    // Nobody knows which of them is asked: from the least of them to the most.
    for (const Shares& other : all(method.partnership_measures)) {
      figures[0].before = spanned(figures[0].before, other.before);
      figures[0].after = spanned(figures[0].after, other.after);
    }
    return figures;
  };
  const std::size_t named = holdings.parties.size();
  std::vector<Rational> most_before(named), most_after(named);
  std::vector<bool> open(named, false);
  const auto nameless = [&] {
    holdings.graph.parties.emplace_back();
    return HolderId(holdings.graph.parties.size() - 1);
  };
  const auto find = [&](const std::string& id) {
    const auto row = party(id);
    return row ? holdings.find(*row) : HolderId{};
  };
  for (const model::RowId row : rows_of(vocabulary_.holding)) {
    ownership::Link link;
    link.entity = find(certain_item(row, "holding.entity"));
    if (!link.entity.valid()) continue;
    static const std::set<std::string> for_others = {"nominee", "secured-creditor", "manager"};
    const std::string behalf = certain_item(row, "holding.on_behalf_of");
    if (behalf.empty() && for_others.contains(certain_item(row, "holding.as")))
      throw NotCovered("holdings for somebody who is not named");
    link.owner = find(behalf.empty() ? certain_item(row, "holding.owner") : behalf);
    const model::Value period = known(row, *vocabulary_.find_fact("holding.period"));
    if (period.candidates.size() > 1) throw NotCovered("disputed periods");
    if (!period.candidates.empty()) {
      const auto& span = std::get<model::PeriodValue>(period.candidates[0]);
      if (span.from.not_yet || span.to.not_yet) throw NotCovered("periods that have not ended");
      link.held = covers(span.from, span.to, deal_day());
    }
    if (link.held == Truth::false_value) continue;
    const std::vector<Shares> figures = figures_of(row, link.entity);
    const std::size_t entity = link.entity.index();
    most_before[entity] = *Rational::add(most_before[entity], figures[0].before.high);
    most_after[entity] = *Rational::add(most_after[entity], figures[0].after.high);
    // Of a holder without name and figure it is only said that there is one.
    const bool figure_known = std::any_of(figures.begin(), figures.end(), [](const Shares& shares) {
      return !(shares == Shares::both(Share::unknown()));
    });
    if (!link.owner.valid() && !figure_known) {
      open[entity] = true;
      continue;
    }
    if (!link.owner.valid()) link.owner = nameless();
    for (std::size_t i = 0; i < figures.size(); ++i) {
      link.shares = figures[i];
      link.measure = static_cast<std::uint8_t>(i);
      holdings.graph.links.push_back(link);
    }
  }
  holdings.one_other.resize(named);
  holdings.all_others.resize(named);
  for (std::size_t i = 0; i < named; ++i) {
    const Truth person = is_one_of(holdings.parties[i], "party.kind", {"individual", "government"});
    const bool room = most_before[i] < Rational(1) || most_after[i] < Rational(1);
    if (!open[i] && (person == Truth::true_value || !room)) continue;
    const model::Value most =
        known(holdings.parties[i], *vocabulary_.find_fact("party.other_holders_at_most"));
    Share one = share_of(most, ownership::Time::after);
    one.low = 0;
    one.low_open = false;
    holdings.one_other[i] = nameless();
    holdings.all_others[i] = nameless();
    for (const auto& [holder, share] :
         {std::pair(holdings.one_other[i], one), std::pair(holdings.all_others[i], Share::unknown())}) {
      ownership::Link link;
      link.owner = *holder;
      link.entity = HolderId(i);
      link.shares = Shares::both(share);
      // They may have as much by each measure; where nothing else is held, one stands for all.
      const std::size_t measures =
          is_partnership(link.entity) == Truth::true_value ? method.partnership_measures.size() : 1;
      for (std::size_t measure = 0; measure < measures; ++measure) {
        link.measure = static_cast<std::uint8_t>(measure);
        holdings.graph.links.push_back(link);
      }
    }
  }
}

const Holdings& Interpreter::holdings(const model::Definition& method) {
  if (const auto found = holdings_.find({&method, reading_}); found != holdings_.end()) return *found->second;
  const auto& declared = std::get<model::Attribution>(method.body);
  auto made = std::make_unique<Holdings>();
  made->parties = rows_of(vocabulary_.party);
  made->graph.parties.resize(made->parties.size());
  for (std::size_t i = 0; i < made->parties.size(); ++i) {
    ownership::Entity& entity = made->graph.parties[i];
    entity.partnership = is_one_of(made->parties[i], "party.kind",
                                   {"partnership", "limited-partnership", "joint-venture", "fund"});
    entity.trust = is_one_of(made->parties[i], "party.kind", {"trust"});
  }
  if (!declared.circle.empty()) {
    std::vector<bool> open;
    const auto connected = circles(*find_definition(declared.circle), open);
    for (std::size_t i = 0; i < connected.size(); ++i) made->graph.parties[i].circle = connected[i];
  }
  add_links(*made, declared.method);
  const auto relations = vocabulary_.find_fact("party.relations");
  for (std::size_t i = 0; declared.method.dominant && i < made->parties.size(); ++i) {
    for (const Row& tie : under(made->parties[i], *relations, Truth::true_value).rows) {
      const Truth dominant = is_one_of(*tie.row, "relation.kind", {"dominant-influence", "board-majority"});
      const auto other = party(certain_item(*tie.row, "relation.other"));
      if (dominant != Truth::false_value && other)
        made->graph.influence.push_back({HolderId(i), made->find(*other), dominant});
    }
  }
  return *(holdings_[{&method, reading_}] = std::move(made));
}

// Who is tied to whom, certainly and perhaps, and who can be reached along those ties.
std::vector<std::vector<ownership::Related>> Interpreter::circles(const model::Definition& definition,
                                                                  std::vector<bool>& open) {
  const auto& declared = std::get<model::Circle>(definition.body);
  const std::vector<model::RowId> parties = rows_of(vocabulary_.party);
  const std::size_t count = parties.size();
  using Ties = std::set<std::pair<std::size_t, std::size_t>>;
  Ties certain, possible;
  const auto tie = [&](std::size_t a, std::size_t b, Truth truth) {
    for (const auto& pair : {std::pair(a, b), std::pair(b, a)}) {
      if (truth == Truth::true_value) certain.insert(pair);
      if (truth != Truth::false_value) possible.insert(pair);
    }
  };
  std::vector<bool> unstated(count);
  const auto kind_of_tie = *vocabulary_.find_fact("relation.kind");
  for (std::size_t i = 0; i < count; ++i) {
    const List ties = under(parties[i], *vocabulary_.find_fact("party.relations"), Truth::true_value);
    unstated[i] = ties.open;
    for (const Row& row : ties.rows) {
      Value links = unknown(Value::Kind::items);
      links.certain = links.possible = {declared.links.begin(), declared.links.end()};
      links.open = false;
      Truth truth = is_in(fact(row.row, kind_of_tie, Part::after), links);
      const auto day = [&](std::string_view name, Date missing) {
        const Value stated = fact(row.row, *vocabulary_.find_fact(name), Part::after);
        const bool stated_at_all = !known(*row.row, *vocabulary_.find_fact(name)).unknown();
        return stated_at_all ? model::DateInterval{stated.low, stated.high, false}
                             : model::DateInterval{missing, missing, false};
      };
      truth = base::truth_and(truth, covers(day("relation.from", Date::beginning()),
                                            day("relation.to", Date::never()), deal_day()));
      const auto other = party(certain_item(*row.row, "relation.other"));
      if (other) {
        tie(i, static_cast<std::size_t>(std::find(parties.begin(), parties.end(), *other) - parties.begin()),
            truth);
      } else if (truth != Truth::false_value) {
        unstated[i] = true;
      }
    }
  }
  // Two whose ties are both not fully stated may be tied to each other.
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = 0; b < count; ++b) {
      if (a == b) continue;
      if (unstated[a] && unstated[b]) tie(a, b, Truth::unknown);
      if (declared.judged.empty()) continue;
      pair_ = {parties[a], parties[b]};
      tie(a, b, this->definition(*find_definition("pair." + declared.judged), {}, 0, Part::after, {}).truth);
      pair_.reset();
    }
  }
  std::vector<Truth> may_join(count, Truth::true_value);
  for (std::size_t i = 0; declared.only && i < count; ++i) {
    Scope scope;
    for (const model::Regime& regime : rule_sets_.regimes) {
      if (regime.id == definition.regime) scope.regime = &regime;
    }
    scope.it = parties[i];
    scope.entity = vocabulary_.party;
    may_join[i] = truth(declared.only->ast, declared.only->ast.root(), scope);
  }
  const auto reached = [&](std::size_t from, const Ties& ties, bool certainly) {
    std::set<std::size_t> members = {from};
    for (std::size_t round = 0; round < count; ++round) {
      for (const auto& [a, b] : ties) {
        const bool joins = certainly ? may_join[b] == Truth::true_value : may_join[b] != Truth::false_value;
        if (members.contains(a) && joins) members.insert(b);
      }
    }
    return members;
  };
  std::vector<std::vector<ownership::Related>> result(count);
  open.assign(count, false);
  for (std::size_t i = 0; i < count; ++i) {
    const auto sure = reached(i, certain, true), all = reached(i, possible, false);
    for (const std::size_t member : all) {
      // Somebody nobody names may be tied to any of them.
      open[i] = open[i] || unstated[member];
      if (member == i) continue;
      result[i].push_back({HolderId(member), sure.contains(member) ? Truth::true_value : Truth::unknown});
    }
  }
  return result;
}

Interpreter::List Interpreter::circle(const model::Definition& definition,
                                      std::optional<model::RowId> party) {
  List result;
  result.entity = vocabulary_.party;
  result.open = true;
  if (!party) return result;
  const std::vector<model::RowId> parties = rows_of(vocabulary_.party);
  std::vector<bool> open;
  const auto connected = circles(definition, open);
  const auto place =
      static_cast<std::size_t>(std::find(parties.begin(), parties.end(), *party) - parties.begin());
  result.open = open[place];
  Row self;
  self.row = party;
  self.entity = vocabulary_.party;
  result.rows.push_back(self);
  for (const ownership::Related& other : connected[place]) {
    Row row = self;
    row.row = parties[other.party.index()];
    row.there = other.certain;
    result.rows.push_back(row);
  }
  return result;
}

Interpreter::List Interpreter::holders(const model::Definition& method, std::optional<model::RowId> party,
                                       const std::string& which) {
  List result;
  result.entity = vocabulary_.party;
  result.method = &method;
  result.asked = party;
  if (!party) {
    result.open = true;
    return result;
  }
  const Holdings& all = holdings(method);
  const auto& declared = std::get<model::Attribution>(method.body).method;
  const HolderId asked = all.find(*party);
  const bool down = which == "downstream";
  result.open = down;
  for (std::size_t i = 0; i < all.graph.parties.size(); ++i) {
    const HolderId who(i);
    const bool stands_for_all =
        std::find(all.all_others.begin(), all.all_others.end(), std::optional(who)) != all.all_others.end();
    if (stands_for_all || (down && !all.is_named(who)) || (who == asked && which == "holders")) continue;
    Row row;
    row.entity = vocabulary_.party;
    row.has_share = true;
    row.held = down ? reference::interest(all, declared, asked, who)
                    : reference::interest(all, declared, who, asked);
    if (!row.held.before.perhaps_some() && !row.held.after.perhaps_some()) continue;
    const bool sure = row.held.before.certainly_some() || row.held.after.certainly_some();
    row.there = sure ? Truth::true_value : Truth::unknown;
    if (all.is_named(who)) row.row = all.parties[i];
    row.any_number =
        std::find(all.one_other.begin(), all.one_other.end(), std::optional(who)) != all.one_other.end();
    row.who = who;
    if (!down) row.asked = party;
    result.rows.push_back(row);
  }
  return result;
}

namespace {

Value of_share(const Share& share) {
  return of_amounts({{{"", {share.low, share.high, share.low_open, share.high_open}}}});
}

}  // namespace

Value Interpreter::interest(const Ast& ast, NodeId id, const Scope& scope, Part part) {
  const auto holder = one_party(ast, ast.child(id, 0), scope),
             entity = one_party(ast, ast.child(id, 1), scope);
  if (!holder || !entity) return of_share(Share::unknown());
  const model::Definition& method = *find_definition(ast.node(ast.child(id, 2)).names[0]);
  const Holdings& all = holdings(method);
  const auto& declared = std::get<model::Attribution>(method.body).method;
  const Shares shares = reference::interest(all, declared, all.find(*holder), all.find(*entity));
  return of_share(part == Part::before ? shares.before : shares.after);
}

Value Interpreter::joint(const Ast& ast, NodeId id, const Scope& scope, const List& all, const List& chosen,
                         Part part) {
  const language::Node& node = ast.node(id);
  if (!all.method || !all.asked) {
    if (all.method) return of_share(Share::unknown());
    throw NotCovered("a joint interest of rows that are no holders");
  }
  const Holdings& graph = holdings(*all.method);
  const auto& method = std::get<model::Attribution>(all.method->body).method;
  const HolderId entity = graph.find(*all.asked);
  const auto figure = [&](const ownership::Selection& selection) {
    const Shares shares = joint_interest(graph, method, entity, selection);
    return of_share(part == Part::before ? shares.before : shares.after);
  };
  ownership::Selection selection;
  if (node.kind == language::NodeKind::joint_interest) {
    for (const Row& row : chosen.rows) {
      if (row.there == Truth::true_value) selection.certain.push_back(row.who);
      if (row.there == Truth::unknown) selection.possible.push_back(row.who);
    }
    return figure(selection);
  }
  // Group by group: every key that somebody may have, and one that nobody has who is named.
  std::vector<Value> keys;
  std::set<std::string> names = {""};
  for (const Row& row : chosen.rows) {
    keys.push_back(value(ast, ast.child(id, 0), with(scope, node.names[0], row)));
    names.insert(keys.back().possible.begin(), keys.back().possible.end());
  }
  std::optional<Value> largest;
  for (const std::string& name : names) {
    selection = {};
    for (std::size_t i = 0; i < chosen.rows.size(); ++i) {
      const Value& key = keys[i];
      const bool perhaps = key.may_apply && (key.open || key.possible.contains(name));
      if (!perhaps || chosen.rows[i].there == Truth::false_value) continue;
      const bool sure = !key.open && key.possible.size() == 1 && !key.may_not_apply;
      const bool in = sure && chosen.rows[i].there == Truth::true_value;
      (in ? selection.certain : selection.possible).push_back(chosen.rows[i].who);
    }
    const Value one = figure(selection);
    largest = largest ? calculate(Arithmetic::greatest, *largest, one) : one;
  }
  return *largest;
}

}  // namespace weir::reference
