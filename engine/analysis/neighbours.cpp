#include "analysis/neighbours.hpp"

#include <algorithm>

#include "analysis/causes.hpp"
#include "analysis/reads.hpp"
#include "base/text.hpp"

namespace weir::analysis {

using base::Rational;
using model::Candidate;
using model::Value;

namespace {

/// A value, how a case would write it, and where it lies on the line of cells.
struct Cell {
  Value value;
  std::string written;
  std::size_t distance = 1;
};

bool holds(const model::Interval& interval, const Rational& value) {
  if (interval.low && (value < *interval.low || (interval.low_open && value == *interval.low))) return false;
  return !interval.high || !(*interval.high < value || (interval.high_open && value == *interval.high));
}

Rational middle(const Rational& a, const Rational& b) {
  const auto sum = Rational::add(a, b);
  return sum ? Rational::divide(*sum, 2).value_or(a) : a;
}

// A round figure just above `a` and below `b`: the next whole percent of a share, else the middle.
Rational between(const Rational& a, const Rational& b) {
  const auto hundredths = Rational::multiply(a, 100);
  if (hundredths) {
    const std::int64_t whole = hundredths->numerator() / hundredths->denominator() + 1;
    const auto next = Rational::divide(Rational(whole), 100);
    if (next && a < *next && *next < b) return *next;
  }
  return middle(a, b);
}

// The same below `b`.
Rational just_below(const Rational& a, const Rational& b) {
  const auto hundredths = Rational::multiply(b, 100);
  if (hundredths) {
    std::int64_t whole = hundredths->numerator() / hundredths->denominator();
    if (hundredths->whole()) --whole;
    const auto next = Rational::divide(Rational(whole), 100);
    if (next && !(*next < a) && *next < b) return *next;
  }
  return middle(a, b);
}

/// The cells of one fact that its borders on the row make, without the one it lies in.
class Cells {
 public:
  Cells(const evaluate::Run& run, FactPlace place, const Borders& borders)
      : run_(run),
        place_(place),
        borders_(borders),
        fact_(run.plan().vocabulary().fact(place.fact)),
        known_(evaluate::fact_on(run.batch.cases[0], place.row, place.fact).value) {}

  std::vector<Cell> find() {
    switch (fact_.type.kind) {
      case model::Kind::truth:
        truths();
        break;
      case model::Kind::number:
      case model::Kind::share:
      case model::Kind::money:
      case model::Kind::quantity:
        numbers();
        break;
      case model::Kind::date:
        days();
        break;
      case model::Kind::code:
        fact_.type.shape == model::Shape::single ? items() : sets();
        break;
      case model::Kind::error:
      case model::Kind::period:
      case model::Kind::text:
      case model::Kind::party:
      case model::Kind::row:
        break;
    }
    return std::move(cells_);
  }

 private:
  void add(Candidate candidate, std::string written, std::size_t distance) {
    Value value{{std::move(candidate)}, false};
    if (value == known_) return;
    cells_.push_back({std::move(value), std::move(written), std::max<std::size_t>(1, distance)});
  }

  void truths() {
    add(true, "true", 1);
    add(false, "false", 1);
  }

  std::optional<model::Interval> known_interval(const std::string& currency) const {
    if (known_.candidates.size() != 1) return std::nullopt;
    if (const auto* interval = std::get_if<model::Interval>(&known_.candidates[0])) return *interval;
    if (const auto* change = std::get_if<model::Change>(&known_.candidates[0])) return change->after;
    if (const auto* money = std::get_if<model::Money>(&known_.candidates[0])) {
      for (const auto& amount : money->amounts) {
        if (amount.currency == currency) return amount.amount;
      }
    }
    return std::nullopt;
  }

  std::string number(const Rational& value, const std::string& currency) const {
    return evaluate::number_text(fact_.type, value, currency, run_.plan().vocabulary());
  }

  void add_number(const model::Interval& interval, const std::string& currency, std::string written,
                  std::size_t distance) {
    if (fact_.type.kind == model::Kind::money) {
      add(model::Money{{{currency, interval}}}, std::move(written), distance);
    } else if (fact_.type.change) {
      model::Interval before = model::Interval::exactly(0);
      if (known_.candidates.size() == 1) {
        if (const auto* change = std::get_if<model::Change>(&known_.candidates[0])) before = change->before;
      }
      if (!before.is_point()) return;
      written = number(*before.low, currency) + " -> " + written;
      add(model::Change{before, interval}, std::move(written), distance);
    } else {
      add(interval, std::move(written), distance);
    }
  }

  void numbers() {
    std::map<std::string, std::vector<Rational>> lines;
    for (const auto& [currency, value] : borders_.numbers) {
      if (!currency.empty() == (fact_.type.kind == model::Kind::money)) lines[currency].push_back(value);
    }
    const bool share = fact_.type.kind == model::Kind::share;
    for (const auto& [currency, borders] : lines) {
      // Places on the line: 0 below the first border, 1 at it, 2 above it, 3 at the second, and so on.
      std::optional<std::size_t> low, high;
      const auto now = known_interval(currency);
      for (std::size_t i = 0; now && i <= 2 * borders.size(); ++i) {
        const bool at = i % 2 == 1;
        const Rational* under = i == 0 ? nullptr : &borders[(i - 1) / 2];
        const Rational* over = i / 2 < borders.size() ? &borders[i / 2] : nullptr;
        const bool inside = at ? holds(*now, borders[i / 2])
                               : !(under && now->high && !(*under < *now->high)) &&
                                     !(over && now->low && !(*now->low < *over));
        if (inside && !low) low = i;
        if (inside) high = i;
      }
      auto distance = [&](std::size_t place) -> std::size_t {
        if (!low) return 1;
        // Between two neighbouring places lies half the way over a border.
        return ((place < *low ? *low - place : place > *high ? place - *high : 1) + 1) / 2;
      };
      for (std::size_t i = 0; i <= 2 * borders.size(); ++i) {
        if (low && low == high && *low == i) continue;
        if (i % 2 == 1) {
          const Rational& border = borders[i / 2];
          if (share && Rational(1) < border) continue;
          add_number(model::Interval::exactly(border), currency, number(border, currency), distance(i));
        } else if (fact_.type.kind != model::Kind::share && i == 0) {
          add_number({std::nullopt, borders[0], false, true}, currency,
                     "under " + number(borders[0], currency), distance(i));
        } else if (fact_.type.kind != model::Kind::share && i == 2 * borders.size()) {
          add_number({borders.back(), std::nullopt, true, false}, currency,
                     "over " + number(borders.back(), currency), distance(i));
        } else if (i == 0) {
          if (!(Rational(0) < borders[0])) continue;
          const Rational value = just_below(0, borders[0]);
          add_number(model::Interval::exactly(value), currency, number(value, currency), distance(i));
        } else {
          const Rational next = i / 2 < borders.size() ? borders[i / 2] : Rational(2);
          const Rational value = between(borders[i / 2 - 1], next);
          if (share && Rational(1) < value) continue;
          add_number(model::Interval::exactly(value), currency, number(value, currency), distance(i));
        }
      }
    }
  }

  void days() {
    std::set<base::Date> days;
    for (base::Date border : borders_.days) {
      days.insert(border);
      days.insert({border.days - 1});
    }
    days.insert(base::Date::never());
    const std::vector<base::Date> line(days.begin(), days.end());
    const auto* now =
        known_.candidates.size() == 1 ? std::get_if<model::DateInterval>(&known_.candidates[0]) : nullptr;
    const auto place = now ? std::lower_bound(line.begin(), line.end(), now->low) - line.begin() : 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const auto away = static_cast<std::ptrdiff_t>(i) - place;
      add(model::DateInterval{line[i], line[i], false}, base::to_iso(line[i]),
          static_cast<std::size_t>(now ? std::abs(away) : 1));
    }
  }

  // Which of the compared sets a code is in.
  std::vector<bool> cell_of(const std::string& code) const {
    std::vector<bool> in;
    for (const auto& set : borders_.sets) in.push_back(std::binary_search(set.begin(), set.end(), code));
    return in;
  }

  void items() {
    std::set<std::vector<bool>> done;
    if (known_.candidates.size() == 1 && !known_.not_applicable) {
      if (const auto* item = std::get_if<model::Item>(&known_.candidates[0])) done.insert(cell_of(item->id));
    }
    if (!fact_.type.domain.valid() || borders_.sets.empty()) return;
    for (const model::Code& code : run_.plan().vocabulary().domain(fact_.type.domain).codes) {
      if (done.insert(cell_of(code.id)).second) add(model::Item{code.id}, code.id, 1);
    }
  }

  // A list that loses its last member, or is said to be complete, is further away than one that goes on.
  void add_set(std::vector<std::string> members, std::size_t distance) {
    if (members.empty()) ++distance;
    std::sort(members.begin(), members.end());
    std::string written = "[" + base::join(members, ", ") + "]";
    add(model::SetValue{std::move(members), false}, std::move(written), distance);
  }

  void sets() {
    if (borders_.sets.empty()) return;
    std::vector<std::string> now;
    bool open = known_.candidates.empty();
    if (!known_.candidates.empty()) {
      if (const auto* set = std::get_if<model::SetValue>(&known_.candidates[0])) {
        now = set->members;
        open = open || set->open || known_.candidates.size() > 1;
      }
    }
    const std::size_t closing = open ? 1 : 0;
    const bool keeps_one = fact_.never_empty;
    if (open && !(keeps_one && now.empty())) add_set(now, 1);
    if (now.size() > 1 && !keeps_one) add_set({}, now.size() + closing);
    std::set<std::vector<bool>> cells;
    for (const auto& set : borders_.sets) {
      for (const std::string& code : set) {
        const std::vector<bool> cell = cell_of(code);
        if (!cells.insert(cell).second) continue;
        std::vector<std::string> without;
        for (const std::string& member : now) {
          if (cell_of(member) != cell) without.push_back(member);
        }
        if (without.size() < now.size()) {
          const std::size_t gone = now.size() - without.size();
          const bool empties = without.empty() && (keeps_one || now.size() > 1);
          if (!empties) add_set(std::move(without), gone + closing);
        } else {
          std::vector<std::string> with = now;
          with.push_back(code);
          add_set(std::move(with), 1 + closing);
          if (keeps_one && !now.empty()) add_set({code}, now.size() + 1 + closing);
        }
      }
    }
    if (keeps_one) exchange_for_another(now, cells, closing);
  }

  // What cannot be left empty has a member of which no condition asks instead.
  void exchange_for_another(const std::vector<std::string>& now, const std::set<std::vector<bool>>& cells,
                            std::size_t closing) {
    const std::vector<bool> none(borders_.sets.size(), false);
    if (!fact_.type.domain.valid() || cells.contains(none)) return;
    for (const model::Code& code : run_.plan().vocabulary().domain(fact_.type.domain).codes) {
      if (cell_of(code.id) == none) return add_set({code.id}, now.size() + 1 + closing);
    }
  }

  const evaluate::Run& run_;
  FactPlace place_;
  const Borders& borders_;
  const model::Fact& fact_;
  Value known_;
  std::vector<Cell> cells_{};
};

}  // namespace

Neighbourhood neighbourhood(const evaluate::Run& run, const std::vector<plan::NodeId>& roots,
                            const std::vector<model::CaseChange>& thawed) {
  Neighbourhood result;
  const Reads reads(run, roots);
  const evaluate::CaseRow& seen = run.batch.cases[0];
  for (const auto& [place, borders] : reads.facts()) {
    const model::Fact& fact = run.plan().vocabulary().fact(place.fact);
    if (fact.type.shape == model::Shape::rows || !place.row.valid()) continue;
    model::CaseChange change;
    change.row = place.row;
    change.fact = place.fact;
    const bool thaw = std::any_of(thawed.begin(), thawed.end(),
                                  [&](const model::CaseChange& other) { return other.same_place(change); });
    if (fact.fixed && !thaw) {
      result.fixed.push_back(std::move(change));
      continue;
    }
    const std::string name = fact_name(run, seen, place.row, place.fact);
    for (Cell& cell : Cells(run, place, borders).find()) {
      Neighbour neighbour{change, name, cell.distance};
      neighbour.change.value = std::move(cell.value);
      neighbour.change.written = std::move(cell.written);
      result.neighbours.push_back(std::move(neighbour));
    }
  }
  for (const auto& [judgement, of] : reads.judgements()) {
    model::CaseChange change;
    change.judgement = judgement;
    change.of = of;
    result.judgements.push_back(std::move(change));
  }
  std::sort(result.neighbours.begin(), result.neighbours.end(), [](const Neighbour& a, const Neighbour& b) {
    return std::tie(a.name, a.distance, a.change.written) < std::tie(b.name, b.distance, b.change.written);
  });
  return result;
}

}  // namespace weir::analysis
