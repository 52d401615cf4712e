#include <algorithm>

#include "evaluate/findings.hpp"
#include "suite/coverage.hpp"

namespace weir::suite {

using base::Truth;
using evaluate::Column;
using plan::NodeId;
using plan::TableRef;

namespace {

bool is_settled(Truth truth) {
  return truth != Truth::unknown;
}

/// The exact value of a number on a row, with its currency; none where it is not known exactly.
std::optional<evaluate::Bounds> exact_number(const Column& column, std::size_t row) {
  if (column.applies[row] != evaluate::Applies::certainly || !column.is_point(row)) return std::nullopt;
  return *column.candidates(row).begin();
}

std::optional<base::Date> exact_day(const Column& column, std::size_t row) {
  if (column.applies[row] != evaluate::Applies::certainly || column.low[row] != column.high[row])
    return std::nullopt;
  const base::Date day{column.low[row]};
  return day.is_never() || day.is_beginning() ? std::nullopt : std::optional(day);
}

/// On which side of a figure a value is, if it is at or near it.
std::optional<Threshold::Shows> side_of(const Threshold& threshold, const evaluate::Bounds& value,
                                        const evaluate::Bounds& figure) {
  if (value.currency != figure.currency) return std::nullopt;
  if (value.low == figure.low) return Threshold::at;
  auto near = threshold.step;
  if (near == base::Rational(0)) near = base::Rational::divide(figure.low, 100).value_or(near);
  if (near == base::Rational(0)) near = base::Rational(1);
  const bool below = value.low < figure.low;
  const auto away = below ? base::Rational::subtract(figure.low, value.low)
                          : base::Rational::subtract(value.low, figure.low);
  if (!away || near < *away) return std::nullopt;
  return below ? Threshold::below : Threshold::above;
}

}  // namespace

std::optional<std::size_t> RowReader::row_of(TableRef wanted, TableRef table, std::size_t row) const {
  const auto flat = [](TableRef ref) { return ref == TableRef::cases() || ref == TableRef::subjects(); };
  if (wanted == table || (flat(wanted) && flat(table))) return row;
  const plan::Plan& plan = run_.plan();
  if (flat(wanted)) return run_.batch.case_row(table, row);
  for (TableRef above = table; above.is_list();) {
    above = plan.list(above).parent;
    if (above == wanted) return run_.batch.ancestor(table, row, wanted);
  }
  return std::nullopt;
}

Truth RowReader::truth_at(NodeId node, TableRef table, std::size_t row) const {
  const auto at = row_of(run_.plan().node(node).table, table, row);
  return at ? run_.truth(node, *at) : Truth::unknown;
}

bool RowReader::in_version(const Decision& decision, TableRef table, std::size_t row) const {
  if (!decision.version.valid()) return true;
  const plan::Node& picks = run_.plan().node(decision.version);
  const auto date_row = row_of(run_.plan().node(picks.inputs[0]).table, table, row);
  if (!date_row) return false;
  const Column& law_date = run_.column(picks.inputs[0]);
  const plan::VersionRange& range = picks.versions[decision.place];
  return law_date.applies[*date_row] == evaluate::Applies::certainly &&
         range.first.days <= law_date.low[*date_row] && law_date.high[*date_row] <= range.last.days &&
         range.enacted <= run_.batch.cases[run_.batch.case_row(table, row)].as_of;
}

bool Observer::is_asked(const Decision& decision, TableRef table, std::size_t row) const {
  return std::ranges::all_of(decision.gates,
                             [&](const Decision::Gate& gate) {
                               return rows_.truth_at(gate.node, table, row) == base::truth_of(gate.wanted);
                             }) &&
         rows_.in_version(decision, table, row);
}

void Observer::show(const Clause& clause, Truth truth, std::size_t case_row, Decides decides) {
  if (clause.kind == Clause::Kind::line) {
    if (truth == Truth::true_value) visit_(clause.mark(Clause::is_true), case_row);
    return;
  }
  if (!is_settled(truth)) return visit_(clause.mark(Clause::is_open), case_row);
  const bool yes = truth == Truth::true_value;
  visit_(clause.mark(yes ? Clause::is_true : Clause::is_false), case_row);
  if (decides == Decides::alone)
    visit_(clause.mark(yes ? Clause::turns_true : Clause::turns_false), case_row);
}

void Observer::walk_rows(const Decision& decision, const Part& part, TableRef table, std::size_t row,
                         Decides decides) {
  const TableRef inside = TableRef::list(part.list);
  const auto above = rows_.row_of(run_.plan().list(inside).parent, table, row);
  const evaluate::ListRows& list = run_.batch.lists[part.list];
  if (!above || *above + 1 >= list.begin.size()) return;
  const std::size_t first = list.begin[*above], last = list.begin[*above + 1];
  const NodeId body = decision.parts[part.parts[0]].node;
  // A row decides alone where no other row, named or not, speaks against the opposite outcome.
  const Truth neutral = base::truth_of(part.kind == Part::Kind::every);
  const auto stands_aside = [&](std::size_t other) {
    return rows_.truth_at(part.selected, inside, other) == Truth::false_value ||
           rows_.truth_at(body, inside, other) == neutral;
  };
  std::size_t others = 0;
  for (std::size_t i = first; i < last; ++i) others += stands_aside(i) ? 0 : 1;
  for (std::size_t i = first; i < last; ++i) {
    if (rows_.truth_at(part.selected, inside, i) != Truth::true_value) continue;
    const bool alone =
        decides == Decides::alone && !list.open.get(*above) && others == (stands_aside(i) ? 0u : 1u);
    walk(decision, part.parts[0], inside, i, alone ? Decides::alone : Decides::no);
  }
}

void Observer::walk(const Decision& decision, std::uint32_t which, TableRef table, std::size_t row,
                    Decides decides) {
  const Part& part = decision.parts[which];
  if (part.clause) {
    show(map_.clauses[*part.clause], rows_.truth_at(part.node, table, row), run_.batch.case_row(table, row),
         decides);
  }
  switch (part.kind) {
    case Part::Kind::leaf:
      return;
    case Part::Kind::some:
    case Part::Kind::every:
    case Part::Kind::no:
      return walk_rows(decision, part, table, row, decides);
    case Part::Kind::negation:
      return walk(decision, part.parts[0], table, row, decides);
    case Part::Kind::all:
    case Part::Kind::any:
    case Part::Kind::none:
    case Part::Kind::at_least:
      break;
  }
  std::size_t yes = 0, no = 0;
  std::vector<Truth> truths;
  for (const std::uint32_t child : part.parts) {
    truths.push_back(rows_.truth_at(decision.parts[child].node, table, row));
    yes += truths.back() == Truth::true_value ? 1 : 0;
    no += truths.back() == Truth::false_value ? 1 : 0;
  }
  // So many of the others must be true, and the rest false, for one to decide.
  const std::size_t wanted = part.kind == Part::Kind::all        ? part.parts.size() - 1
                             : part.kind == Part::Kind::at_least ? static_cast<std::size_t>(part.count - 1)
                                                                 : 0;
  for (std::size_t i = 0; i < part.parts.size(); ++i) {
    const std::size_t other_yes = yes - (truths[i] == Truth::true_value ? 1 : 0);
    const std::size_t other_no = no - (truths[i] == Truth::false_value ? 1 : 0);
    const bool alone =
        decides == Decides::alone && other_yes == wanted && other_yes + other_no + 1 == part.parts.size();
    walk(decision, part.parts[i], table, row, alone ? Decides::alone : Decides::no);
  }
}

void Observer::observe(const Decision& decision) {
  const auto root = static_cast<std::uint32_t>(decision.parts.size() - 1);
  const TableRef table = run_.plan().node(decision.parts[root].node).table;
  const std::size_t rows = run_.batch.rows(table);
  for (std::size_t row = 0; row < rows; ++row) {
    if (asks_(run_.batch.case_row(table, row), decision.regime) && is_asked(decision, table, row))
      walk(decision, root, table, row, Decides::alone);
  }
}

void Observer::observe_rule(const CoverageEntry& entry) {
  for (std::size_t row = 0; row < run_.batch.cases.size(); ++row) {
    if (!asks_(row, entry.regime)) continue;
    switch (evaluate::finding_kind(run_, run_.plan().rules[entry.rule], row)) {
      case model::FindingKind::fired:
        visit_(entry.mark(CoverageEntry::fired), row);
        break;
      case model::FindingKind::silent:
        visit_(entry.mark(CoverageEntry::silent), row);
        break;
      case model::FindingKind::open:
        visit_(entry.mark(CoverageEntry::open), row);
        break;
      case model::FindingKind::defeated:
        visit_(entry.mark(CoverageEntry::defeated), row);
        break;
      case model::FindingKind::pending:
      case model::FindingKind::not_in_force:
        break;
    }
  }
}

void Observer::observe(const Threshold& threshold, std::optional<std::uint32_t> regime) {
  const Column& values = run_.column(threshold.value);
  const Column& figures = run_.column(threshold.figure);
  const std::size_t rows = run_.batch.rows(threshold.table);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t case_row = run_.batch.case_row(threshold.table, row);
    if (!asks_(case_row, regime)) continue;
    if (values.kind == plan::ColumnKind::date) {
      const auto day = exact_day(values, row), figure = exact_day(figures, row);
      if (!day || !figure || std::abs(day->days - figure->days) > 1) continue;
      visit_(threshold.mark(*day < *figure    ? Threshold::below
                            : *day == *figure ? Threshold::at
                                              : Threshold::above),
             case_row);
      continue;
    }
    const auto value = exact_number(values, row), figure = exact_number(figures, row);
    if (!value || !figure) continue;
    if (const auto side = side_of(threshold, *value, *figure)) visit_(threshold.mark(*side), case_row);
  }
}

void Observer::observe(const Border& border, std::optional<std::uint32_t> regime) {
  for (const NodeId law_date : border.law_dates) {
    const TableRef table = run_.plan().node(law_date).table;
    const Column& column = run_.column(law_date);
    for (std::size_t row = 0; row < run_.batch.rows(table); ++row) {
      const std::size_t case_row = run_.batch.case_row(table, row);
      const auto day = exact_day(column, row);
      if (!day || !asks_(case_row, regime)) continue;
      if (day->days == border.day.days - 1) visit_(border.mark(Border::day_before), case_row);
      if (*day == border.day) visit_(border.mark(Border::first_day), case_row);
    }
  }
}

void Observer::observe() {
  for (const CoverageEntry& entry : map_.entries) {
    if (entry.kind == CoverageEntry::Kind::rule) observe_rule(entry);
    for (const std::uint32_t place : entry.decisions) observe(map_.decisions[place]);
    for (const std::uint32_t place : entry.thresholds) observe(map_.thresholds[place], entry.regime);
    for (const std::uint32_t place : entry.borders) observe(map_.borders[place], entry.regime);
  }
}

}  // namespace weir::suite
