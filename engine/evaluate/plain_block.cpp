#include "evaluate/plain_block.hpp"

#include <algorithm>

#include "evaluate/cone.hpp"
#include "evaluate/ownership_graph.hpp"

namespace weir::evaluate {

using plan::ColumnKind;

model::Case PlainBlock::frame_of(const model::Vocabulary& vocabulary) {
  model::Case frame;
  frame.rows.resize(owner_count);
  frame.rows[0].entity = vocabulary.transaction;
  frame.rows[1].entity = frame.rows[2].entity = vocabulary.party;
  frame.rows[1].id = "acquirer";
  frame.rows[2].id = "target";
  frame.roles = {{"acquirer", "acquirer", {}}, {"target", "target", {}}};
  return frame;
}

PlainBlock::PlainBlock(const plan::Plan& plan, const std::map<std::string, base::Date>& suppose,
                       std::size_t rows, const std::vector<plan::NodeId>& roots)
    : frame_(frame_of(plan.vocabulary())),
      batch_(make_batch(plan, std::vector<CaseRow>(rows, CaseRow{&frame_, {}, {}, {}, {}}), suppose)),
      evaluation_(batch_, dictionary_) {
  const model::Vocabulary& vocabulary = plan.vocabulary();
  const std::vector<bool> in = cone_of(plan, roots);
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const plan::Node& node = plan.nodes[i];
    if (!in[i]) {
      evaluation_.give(plan::NodeId(i), {});
      continue;
    }
    makes_graphs_ = makes_graphs_ || node.op == plan::Op::circle || node.op == plan::Op::attribution;
    if (node.op != plan::Op::fact) continue;
    const model::Fact& fact = vocabulary.fact(node.fact);
    // A figure before and after the deal has two columns and is never stated here.
    if ((fact.entity != vocabulary.transaction && fact.entity != vocabulary.party) || fact.type.change ||
        fact.type.shape == model::Shape::rows)
      continue;
    Column& column = evaluation_.take_over(plan::NodeId(i));
    column.kind = node.kind;
    column.rows = batch_.rows(node.table);
    facts_.emplace(node.fact, &column);
  }
  evaluation_.keep_sets_once();
  clear();
}

PlainBlock::~PlainBlock() = default;

void PlainBlock::clear() {
  for (std::size_t row = 0; row < rows_with_values_; ++row) batch_.cases[row].changed.clear();
  rows_with_values_ = 0;
  for (const auto& [fact, column] : facts_) {
    const std::size_t rows = column->rows;
    column->reset(column->kind, rows);
    switch (column->kind) {
      case ColumnKind::number:
        column->value.assign(rows, 0);
        column->applies.assign(rows, Applies::certainly);
        std::fill(column->blank.words().begin(), column->blank.words().end(), ~std::uint64_t{0});
        if (rows % 64 != 0) column->blank.words().back() = (std::uint64_t{1} << (rows % 64)) - 1;
        break;
      case ColumnKind::items:
        column->cells.assign(rows, ItemCell{});
        column->applies.assign(rows, Applies::perhaps);
        column->all_apply = false;
        break;
      default:
        break;
    }
  }
}

void PlainBlock::set_days(std::size_t row, base::Date as_of, base::Date known_on) {
  CaseRow& seen = batch_.cases[row];
  new_days_ = new_days_ || seen.as_of != as_of || seen.known_on != known_on;
  seen.as_of = as_of;
  seen.known_on = known_on;
}

Column* PlainBlock::column_of(model::FactId fact) {
  const auto found = facts_.find(fact);
  return found == facts_.end() ? nullptr : found->second;
}

void PlainBlock::state_in_other_currency(Column& column, std::size_t place, std::int64_t parts,
                                         std::int32_t currency) {
  Bounds amount = Bounds::exactly(*base::Rational::make(parts, parts_of_one));
  amount.currency = currency;
  amount.group = 1;
  column.value[place] = static_cast<std::int64_t>(column.piece_begin.size()) - 1;
  column.pieces.push_back(amount);
  column.piece_begin.push_back(static_cast<std::uint32_t>(column.pieces.size()));
}

bool PlainBlock::wants_value(model::FactId fact) const {
  return makes_graphs_ && read_by_graphs(batch_.plan->vocabulary(), fact);
}

void PlainBlock::state_value(Owner owner, std::size_t row, model::FactId fact, model::Candidate value) {
  Override stated;
  stated.row = model::RowId(static_cast<std::size_t>(owner));
  stated.fact = fact;
  stated.value.candidates.push_back(std::move(value));
  batch_.cases[row].changed.push_back(std::move(stated));
  rows_with_values_ = std::max(rows_with_values_, row + 1);
}

void PlainBlock::evaluate() {
  for (const auto& [fact, column] : facts_) {
    if (column->kind != ColumnKind::items) continue;
    column->all_apply =
        std::ranges::all_of(column->applies, [](Applies a) { return a == Applies::certainly; });
  }
  if (new_days_) evaluation_.new_days();
  new_days_ = false;
  batch_.lists.assign(batch_.plan->lists.size(), {});
  evaluation_.run();
}

}  // namespace weir::evaluate
