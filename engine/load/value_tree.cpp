#include "load/value_tree.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using language::NodeId;
using language::NodeKind;
using model::Candidate;
using model::Interval;
using model::Kind;
using model::Value;

}  // namespace

std::string how_to_write(const model::Vocabulary& vocabulary, const model::Fact& fact) {
  const model::Type& type = fact.type;
  std::string words;
  switch (type.kind) {
    case Kind::truth:
      return "`true` or `false`";
    case Kind::number:
      words = "a number, as `1500` or `10..20`";
      break;
    case Kind::share:
      words = "a percentage, as `25%`, `10%..25%` or `at least 10%`";
      break;
    case Kind::money:
      return "an amount, as `68 million USD` or `under 200 million CAD`";
    case Kind::quantity:
      return "a quantity, as `10 " + vocabulary.dimension(type.dimension).units.front().first + "`";
    case Kind::date:
      return "a day, as `2017-03-27`, a range of days, `not yet` or `never`";
    case Kind::period:
      return "a period, as `{from: 2015-01-01, to: never}`";
    case Kind::party:
      words = "the id of a party";
      break;
    case Kind::code:
      words = "an item of `" + vocabulary.domain(type.domain).name + "`";
      break;
    case Kind::text:
      return "a text";
    case Kind::row:
      return "a list of rows";
    case Kind::error:
      return "nothing";
  }
  if (type.shape == model::Shape::set) return "a list in brackets; each member is " + words;
  if (type.change) words += ", or before and after as `0% -> 100%`";
  return words;
}

std::string ValueTree::raw(NodeId id) const {
  const auto range = ast_.node(id).range;
  return std::string(base::trim(std::string_view(text_.text).substr(range.begin, range.end - range.begin)));
}

void ValueTree::misfit(NodeId id) const {
  sink_.emit(Code::wrong_value, span(id), "`" + raw(id) + "` is no value of `" + fact_.name + "`")
      .label(fact_.span, "declared here as " + vocabulary_.describe(fact_.type))
      .with_help("write " + how_to_write(vocabulary_, fact_));
}

void ValueTree::upside_down(NodeId id) const {
  sink_.emit(Code::value_upside_down, span(id), "the range `" + raw(id) + "` ends below its beginning")
      .with_help("write the lower end first");
}

std::optional<Value> ValueTree::value(NodeId id) const {
  const auto& node = ast_.node(id);
  Value value;
  switch (node.kind) {
    case NodeKind::value_unknown:
      return value;
    case NodeKind::value_not_applicable:
      value.not_applicable = true;
      return value;
    case NodeKind::value_one_of:
      for (std::size_t i = 0; i < ast_.child_count(id); ++i) {
        auto part = this->value(ast_.child(id, i));
        if (!part) return std::nullopt;
        if (part->unknown()) return Value{};
        value.not_applicable = value.not_applicable || part->not_applicable;
        for (auto& alternative : part->candidates) {
          if (std::ranges::find(value.candidates, alternative) == value.candidates.end()) {
            value.candidates.push_back(std::move(alternative));
          }
        }
      }
      return value;
    case NodeKind::none:
      if (fact_.type.kind == Kind::code && vocabulary_.domain(fact_.type.domain).find("none")) break;
      value.not_applicable = true;
      return value;
    default:
      break;
  }
  auto one = candidate(id);
  if (!one) return std::nullopt;
  value.candidates.push_back(std::move(*one));
  return value;
}

std::optional<Candidate> ValueTree::candidate(NodeId id) const {
  const auto& node = ast_.node(id);
  if (node.kind == NodeKind::value_change && !fact_.type.change) {
    sink_.emit(Code::change_refused, span(id), "`" + fact_.name + "` has no value before and after the deal")
        .label(fact_.span, "declared here as " + vocabulary_.describe(fact_.type))
        .with_help("write one figure");
    return std::nullopt;
  }
  if (fact_.type.shape == model::Shape::set) return set(id);
  switch (fact_.type.kind) {
    case Kind::truth:
      if (node.kind == NodeKind::truth) return Candidate(node.flag);
      misfit(id);
      return std::nullopt;
    case Kind::number:
    case Kind::share:
    case Kind::quantity:
      return figure(id);
    case Kind::money:
      return money(id);
    case Kind::date:
      if (const auto interval = days(id)) return Candidate(*interval);
      return std::nullopt;
    case Kind::period:
      return period(id);
    case Kind::text:
      return Candidate(model::Text{raw(id)});
    case Kind::code:
    case Kind::party:
      if (node.kind == NodeKind::value_list) break;
      if (auto item = read_item(vocabulary_, parties_, fact_.type, raw(id), span(id), sink_)) {
        return Candidate(model::Item{std::move(*item)});
      }
      return std::nullopt;
    case Kind::row:
    case Kind::error:
      break;
  }
  misfit(id);
  return std::nullopt;
}

std::optional<Candidate> ValueTree::figure(NodeId id) const {
  const auto side = [&](NodeId part) -> std::optional<Interval> {
    if (ast_.node(part).kind == NodeKind::value_unknown) return Interval{};
    const auto read = bounded(part);
    return read ? std::optional(read->interval) : std::nullopt;
  };
  if (ast_.node(id).kind == NodeKind::value_change) {
    const auto before = side(ast_.child(id, 0));
    const auto after = side(ast_.child(id, 1));
    if (!before || !after) return std::nullopt;
    return Candidate(model::Change{*before, *after});
  }
  const auto interval = side(id);
  if (!interval) return std::nullopt;
  if (fact_.type.change) return Candidate(model::Change{*interval, *interval});
  return Candidate(*interval);
}

std::optional<Candidate> ValueTree::money(NodeId id) const {
  model::Money money;
  const auto add = [&](NodeId part) {
    const auto read = bounded(part);
    if (!read) return false;
    const auto same = std::ranges::find(money.amounts, read->currency, &model::Money::Amount::currency);
    if (same != money.amounts.end()) {
      sink_.emit(Code::currency_twice, span(part), "the amount in " + read->currency + " is stated twice");
      return false;
    }
    money.amounts.push_back({read->currency, read->interval});
    return true;
  };
  if (ast_.node(id).kind == NodeKind::value_equivalents) {
    for (std::size_t i = 0; i < ast_.child_count(id); ++i) {
      if (!add(ast_.child(id, i))) return std::nullopt;
    }
  } else if (!add(id)) {
    return std::nullopt;
  }
  return Candidate(std::move(money));
}

std::optional<Candidate> ValueTree::set(NodeId id) const {
  if (ast_.node(id).kind != NodeKind::value_list) {
    auto& diagnostic = sink_.emit(Code::list_needed, span(id), "`" + fact_.name + "` is a list")
                           .label(fact_.span, "declared here as " + vocabulary_.describe(fact_.type))
                           .with_help("a list stands in brackets, even of one: `[" + raw(id) + "]`");
    if (id == ast_.root() && text_.exact) {
      diagnostic.fix({"write it as a list of one",
                      diagnostics::Fix::Trust::suggested,
                      {{text_.whole, "[" + raw(id) + "]"}}});
    }
    return std::nullopt;
  }
  model::SetValue set;
  for (std::size_t i = 0; i < ast_.child_count(id); ++i) {
    const NodeId member = ast_.child(id, i);
    if (ast_.node(member).kind == NodeKind::value_unknown) {
      set.open = true;
      continue;
    }
    auto item = read_item(vocabulary_, parties_, fact_.type, raw(member), span(member), sink_);
    if (!item) return std::nullopt;
    set.members.push_back(std::move(*item));
  }
  std::ranges::sort(set.members);
  set.members.erase(std::unique(set.members.begin(), set.members.end()), set.members.end());
  if (!may_be_empty(vocabulary_, fact_, set, span(id), sink_)) return std::nullopt;
  return Candidate(std::move(set));
}

std::optional<Candidate> ValueTree::period(NodeId id) const {
  if (ast_.node(id).kind != NodeKind::value_range) {
    misfit(id);
    return std::nullopt;
  }
  const auto from = days(ast_.child(id, 0));
  const auto to = days(ast_.child(id, 1));
  if (!from || !to) return std::nullopt;
  if (to->high < from->low) {
    upside_down(id);
    return std::nullopt;
  }
  return Candidate(model::PeriodValue{*from, *to});
}

std::optional<base::Date> ValueTree::day(NodeId id) const {
  const auto& node = ast_.node(id);
  if (node.kind == NodeKind::date) return node.date;
  if (node.kind == NodeKind::never) return base::Date::never();
  const std::string text = raw(id);
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      std::ranges::all_of(text, [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
  if (shaped) {
    sink_.emit(Code::no_such_day, span(id), "there is no day `" + text + "`")
        .with_help("write year, month and day of a day that exists, as `2017-03-27`");
  } else {
    misfit(id);
  }
  return std::nullopt;
}

std::optional<model::DateInterval> ValueTree::days(NodeId id) const {
  using base::Date;
  const auto& node = ast_.node(id);
  const auto child = [&](std::size_t i) { return day(ast_.child(id, i)); };
  switch (node.kind) {
    case NodeKind::value_unknown:
      return model::DateInterval{Date::beginning(), Date::never(), false};
    case NodeKind::value_not_yet:
      return model::DateInterval{Date::beginning(), Date::never(), true};
    case NodeKind::value_range: {
      const auto low = child(0);
      const auto high = child(1);
      if (!low || !high) return std::nullopt;
      if (*high < *low) {
        upside_down(id);
        return std::nullopt;
      }
      return model::DateInterval{*low, *high, false};
    }
    case NodeKind::at_least:
    case NodeKind::value_over:
    case NodeKind::at_most:
    case NodeKind::value_under: {
      const auto bound = child(0);
      if (!bound) return std::nullopt;
      const bool below = node.kind == NodeKind::at_most || node.kind == NodeKind::value_under;
      const std::int64_t step = node.kind == NodeKind::value_over    ? 1
                                : node.kind == NodeKind::value_under ? -1
                                                                     : 0;
      const Date edge = base::add(*bound, step, base::CalendarUnit::day);
      return below ? model::DateInterval{Date::beginning(), edge, false}
                   : model::DateInterval{edge, Date::never(), false};
    }
    default:
      break;
  }
  const auto only = day(id);
  if (!only) return std::nullopt;
  return model::DateInterval{*only, *only, false};
}

}  // namespace weir::load
