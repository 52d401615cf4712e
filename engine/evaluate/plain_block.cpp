#include "evaluate/plain_block.hpp"

#include <algorithm>

#include "evaluate/cone.hpp"
#include "evaluate/kernels.hpp"
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
      evaluation_(batch_, dictionary_),
      bits_(rows) {
  const std::vector<RestsOn> rest = what_rests_on(plan);
  const auto of_days = [&](plan::NodeId node) { return rest[node.index()] != RestsOn::more; };
  const TruthProgram::Sources sources{[this](plan::NodeId node) { return plain_behind(node); }, of_days};
  program_.emplace(plan, cone_of(plan, roots), sources, dictionary_);
  evaluation_.keep_sets_once();
  share_out(roots);
  clear();
}

/// What is stated of the fact that a node has on a row a case; null of any other node.
PlainFact* PlainBlock::plain_behind(plan::NodeId id) {
  const plan::Plan& plan = *batch_.plan;
  const plan::Node* node = &plan.node(id);
  if (!has_row_a_case(node->table)) return nullptr;
  while (node->op == plan::Op::broadcast && has_row_a_case(node->table)) node = &plan.node(node->inputs[0]);
  auto owner = Owner::transaction;
  if (node->op == plan::Op::gather) {
    const plan::Node& row = plan.node(node->inputs[1]);
    if (row.op != plan::Op::role_row || (row.text != "acquirer" && row.text != "target")) return nullptr;
    owner = row.text == "acquirer" ? Owner::acquirer : Owner::target;
    node = &plan.node(node->inputs[0]);
  }
  const bool testable =
      node->kind == ColumnKind::truth || node->kind == ColumnKind::number || node->kind == ColumnKind::items;
  if (node->op != plan::Op::fact || !testable || !is_stated_plainly(*node)) return nullptr;
  const bool of_transaction = plan.vocabulary().fact(node->fact).entity == plan.vocabulary().transaction;
  if (of_transaction != (owner == Owner::transaction)) return nullptr;
  return &plain_.try_emplace({owner, node->fact}, node->kind, node->type.shape, batch_.cases.size(), bits_)
              .first->second;
}

/// True of a fact of the transaction or of a party. A figure before and after the deal has two columns and is
/// never stated here.
bool PlainBlock::is_stated_plainly(const plan::Node& node) const {
  const model::Vocabulary& vocabulary = batch_.plan->vocabulary();
  const model::Fact& fact = vocabulary.fact(node.fact);
  return (fact.entity == vocabulary.transaction || fact.entity == vocabulary.party) && !fact.type.change &&
         fact.type.shape != model::Shape::rows;
}

/// Leaves to the program what it can compute, and to the plan's kernels the rest.
void PlainBlock::share_out(const std::vector<plan::NodeId>& roots) {
  const plan::Plan& plan = *batch_.plan;
  const auto in_program = [&](plan::NodeId node) { return program_->has(node); };
  std::vector<plan::NodeId> of_kernels;
  for (const plan::NodeId root : roots) {
    if (in_program(root)) {
      program_->show(root);
    } else {
      of_kernels.push_back(root);
    }
  }
  const std::vector<bool> needed = cone_of(plan, of_kernels, in_program);
  for (std::size_t i = 0; i < needed.size(); ++i) {
    const plan::NodeId id(i);
    if (!needed[i] || !in_program(id)) continue;
    Column& column = evaluation_.take_over(id);
    column.reset(ColumnKind::truth, batch_.rows(plan.nodes[i].table));
    program_->put_out(id, column);
  }
  const std::vector<bool> for_days = cone_of(plan, program_->days_read());
  for (std::size_t i = 0; i < needed.size(); ++i) {
    const plan::NodeId id(i);
    const plan::Node& node = plan.nodes[i];
    if (in_program(id) && needed[i]) continue;
    if (!needed[i] && !for_days[i]) {
      evaluation_.give(id, {});
      continue;
    }
    makes_graphs_ = makes_graphs_ || node.op == plan::Op::circle || node.op == plan::Op::attribution;
    if (node.op != plan::Op::fact || !is_stated_plainly(node)) continue;
    Column& column = evaluation_.take_over(id);
    column.kind = node.kind;
    column.rows = batch_.rows(node.table);
    columns_.emplace(node.fact, &column);
  }
  evaluation_.new_days();
  program_->compile(batch_.cases.size(),
                    [&](plan::NodeId node) -> const Column& { return evaluation_.column(node); });
  const auto read = program_->facts_read();
  std::erase_if(plain_, [&](const auto& stated) { return !read.contains(&stated.second); });
}

PlainBlock::~PlainBlock() = default;

void PlainBlock::clear() {
  for (std::size_t row = 0; row < rows_with_values_; ++row) batch_.cases[row].changed.clear();
  rows_with_values_ = 0;
  bits_.clear();
  for (auto& [fact, plain] : plain_) plain.clear();
  for (const auto& [fact, column] : columns_) {
    const std::size_t rows = column->rows;
    column->reset(column->kind, rows);
    switch (column->kind) {
      case ColumnKind::number:
        column->value.assign(rows, 0);
        column->applies.assign(rows, Applies::certainly);
        column->blank.set_all(rows);
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

PlainBlock::Fact PlainBlock::fact_of(Owner owner, model::FactId fact) {
  const auto plain = plain_.find({owner, fact});
  const auto column = columns_.find(fact);
  return Fact(owner, plain == plain_.end() ? nullptr : &plain->second,
              column == columns_.end() ? nullptr : column->second);
}

void PlainBlock::Fact::state_in_column(std::size_t place, std::int64_t parts, std::int32_t currency) const {
  Column& column = *column_;
  column.blank.words()[place / 64] &= ~(std::uint64_t{1} << (place % 64));
  // A column has one currency; amounts in others stand beside it.
  if (column.currency < 0) column.currency = currency;
  if (column.currency == currency) {
    column.plain.set(place);
    column.value[place] = parts;
    return;
  }
  Bounds amount = Bounds::exactly(*base::Rational::make(parts, parts_of_one));
  amount.currency = currency;
  amount.group = 1;
  column.value[place] = static_cast<std::int64_t>(column.piece_begin.size()) - 1;
  column.pieces.push_back(amount);
  column.piece_begin.push_back(static_cast<std::uint32_t>(column.pieces.size()));
}

void PlainBlock::Fact::state_in_column(std::size_t place, std::span<const std::int32_t> items) const {
  ItemCell& cell = column_->cells[place];
  cell.certain_begin = cell.possible_begin = static_cast<std::uint32_t>(column_->pool.size());
  column_->pool.insert(column_->pool.end(), items.begin(), items.end());
  const auto begin = column_->pool.end() - static_cast<std::ptrdiff_t>(items.size());
  std::sort(begin, column_->pool.end());
  column_->pool.erase(std::unique(begin, column_->pool.end()), column_->pool.end());
  cell.certain_end = cell.possible_end = static_cast<std::uint32_t>(column_->pool.size());
  cell.open = false;
  column_->applies[place] = Applies::certainly;
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

bool PlainBlock::show_in(plan::NodeId root, const TruthStrips& into) {
  if (!program_->has(root)) return false;
  program_->show_in(root, into);
  return true;
}

void PlainBlock::evaluate() {
  for (const auto& [fact, column] : columns_) {
    if (column->kind != ColumnKind::items) continue;
    column->all_apply =
        std::ranges::all_of(column->applies, [](Applies a) { return a == Applies::certainly; });
  }
  if (new_days_) evaluation_.new_days();
  new_days_ = false;
  bits_.turn();
  for (auto& [fact, plain] : plain_) plain.settle();
  program_->run();
  batch_.lists.assign(batch_.plan->lists.size(), {});
  evaluation_.run();
}

}  // namespace weir::evaluate
