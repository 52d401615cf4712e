#include "library/table_worker.hpp"

#include <algorithm>

#include "evaluate/cone.hpp"

namespace weir::library {

using evaluate::PlainBlock;
using Cell = FactColumn::Cell;

namespace {

PlainBlock::Owner block_owner(Owner owner) {
  return owner == Owner::transaction ? PlainBlock::Owner::transaction
         : owner == Owner::acquirer  ? PlainBlock::Owner::acquirer
                                     : PlainBlock::Owner::target;
}

}  // namespace

TableWorker::TableWorker(const TableView& view)
    : view_(view),
      block_(*view.session.plan(), view.suppose, block_rows, view.roots),
      parties_(frame_of(view.session, Frame::parties)),
      parties_and_stake_(frame_of(view.session, Frame::parties_and_stake)),
      in_cone_(evaluate::cone_of(*view.session.plan(), view.roots)) {
  for (const batch::RegimeRules& regime : view.regimes) {
    plain_answers_.emplace_back(regime).follow(*view.session.plan(), block_);
    case_answers_.emplace_back(regime);
  }
  cases_.reserve(block_rows);
  for (const FactColumn& column : view.columns) {
    Target& target = targets_.emplace_back();
    target.is_plain = column.owner() != Owner::stake && !block_.wants_value(column.fact());
    if (target.is_plain) target.fact = block_.fact_of(block_owner(column.owner()), column.fact());
    target.codes.resize(column.meanings().size());
    target.currencies.assign(column.meanings().size(), -2);
  }
}

bool TableWorker::is_plain(const FactColumn& column, const Target& target, const Cell& cell) const {
  if (cell.kind == Cell::Kind::unknown) return true;
  if (!target.is_plain) return false;
  if (cell.kind != Cell::Kind::meaning) return true;
  const Meaning& meaning = column.meanings()[static_cast<std::size_t>(cell.value)];
  return meaning.says_nothing() || meaning.plain.index() != 0;
}

void TableWorker::state(const FactColumn& column, Target& target, const Cell& cell, std::size_t row) {
  if (cell.kind == Cell::Kind::unknown || !target.fact) return;
  const PlainBlock::Fact& into = *target.fact;
  const auto currency = [&](const std::string& name) {
    return name.empty() ? -1 : block_.dictionary().id(name);
  };
  if (cell.kind == Cell::Kind::truth) return into.state(row, cell.value != 0);
  if (cell.kind == Cell::Kind::figure) {
    if (target.currency < 0) target.currency = currency(column.currency());
    return into.state(row, cell.value, target.currency);
  }
  const auto place = static_cast<std::size_t>(cell.value);
  const auto& plain = column.meanings()[place].plain;
  if (const bool* truth = std::get_if<bool>(&plain)) {
    into.state(row, *truth);
  } else if (const Figure* figure = std::get_if<Figure>(&plain)) {
    if (target.currencies[place] == -2) target.currencies[place] = currency(figure->currency);
    into.state(row, figure->parts, target.currencies[place]);
  } else if (const base::Date* day = std::get_if<base::Date>(&plain)) {
    into.state(row, *day);
  } else if (const auto* codes = std::get_if<std::vector<std::string>>(&plain)) {
    auto& numbers = target.codes[place];
    if (!numbers) {
      numbers.emplace();
      for (const std::string& code : *codes) numbers->push_back(block_.dictionary().id(code));
      std::ranges::sort(*numbers);
    }
    into.state(row, std::span<const std::int32_t>(*numbers));
  }
}

void TableWorker::add_case(std::size_t row, std::size_t at) {
  const bool has_stake = std::ranges::any_of(view_.columns, [&](const FactColumn& column) {
    return column.owner() == Owner::stake && !column.says_nothing(column.cells()[row]);
  });
  place_[at] = cases_.size();
  model::Case& facts = cases_.emplace_back(has_stake ? parties_and_stake_ : parties_);
  for (const FactColumn& column : view_.columns) {
    column.state(column.cells()[row], facts, frame_row(facts, view_.session.vocabulary(), column.owner()));
  }
  evaluate::CaseRow& seen = seen_.emplace_back();
  seen.facts = &facts;
  seen.as_of = view_.as_of[row];
  seen.known_on = view_.known_on[row];
}

void TableWorker::evaluate_cases() {
  const plan::Plan& plan = *view_.session.plan();
  batch::evaluate_cases(plan, seen_, view_.suppose, in_cone_, [&](const evaluate::Evaluation& evaluation) {
    for (batch::Answers& answers : case_answers_) {
      answers.follow(plan, evaluation, cases_.size());
      answers.read(cases_.size());
    }
  });
}

void TableWorker::evaluate(std::size_t first, std::size_t count) {
  block_.clear();
  cases_.clear();
  seen_.clear();
  of_case_.assign(count, false);
  place_.resize(count);
  for (std::size_t at = 0; at < count; ++at) {
    const std::size_t row = first + at;
    bool plain = true;
    for (std::size_t c = 0; plain && c < targets_.size(); ++c)
      plain = is_plain(view_.columns[c], targets_[c], view_.columns[c].cells()[row]);
    of_case_[at] = !plain;
    if (!plain) {
      add_case(row, at);
      continue;
    }
    place_[at] = at;
    block_.set_days(at, view_.as_of[row], view_.known_on[row]);
    for (std::size_t c = 0; c < targets_.size(); ++c)
      state(view_.columns[c], targets_[c], view_.columns[c].cells()[row], at);
  }
  if (cases_.size() < count) {
    block_.evaluate();
    for (batch::Answers& answers : plain_answers_) answers.read(count);
  }
  if (!cases_.empty()) evaluate_cases();
}

}  // namespace weir::library
