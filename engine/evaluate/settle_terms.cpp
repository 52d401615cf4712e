#include "evaluate/settle_terms.hpp"

#include <algorithm>

#include "evaluate/cone.hpp"

namespace weir::evaluate {

using base::Truth;
using plan::Op;

namespace {

constexpr std::size_t most_combinations = 4096;
/// The same where a gap costs little: it is a part that may be anything.
constexpr std::size_t most_before_gap = 256;

std::size_t combinations(const std::vector<std::size_t>& leaves, const std::vector<Cells>& cells) {
  std::size_t product = 1;
  for (const std::size_t leaf : leaves) {
    product *= cells[leaf].values.size();
    if (product > most_combinations) return product;
  }
  return product;
}

}  // namespace

TermBuilder::TermBuilder(OpenLeaves& open, const std::vector<OpenLeaf>& leaves,
                         const std::vector<Cells>& cells, Gaps gaps)
    : run_(open.run()), open_(open), leaves_(leaves), cells_(cells), gaps_(gaps) {
  for (std::size_t i = 0; i < leaves.size(); ++i) places_.emplace(leaves[i], i);
}

TermId TermBuilder::add(Term term) {
  terms_.push_back(std::move(term));
  return TermId(terms_.size() - 1);
}

std::optional<TermId> TermBuilder::build(plan::NodeId node, std::size_t row) {
  const auto known = known_.find({node, row});
  if (known != known_.end()) return known->second;
  auto made = make(node, row);
  if (!made && gaps_ == Gaps::free) {
    Term term;
    term.kind = Term::Kind::free;
    made = add(std::move(term));
  }
  if (made) known_.emplace(std::pair(node, row), *made);
  return made;
}

std::optional<std::vector<TermId>> TermBuilder::parts_of(const std::vector<plan::NodeId>& nodes,
                                                         std::size_t row) {
  std::vector<TermId> parts;
  for (plan::NodeId node : nodes) {
    const auto part = build(node, row);
    if (!part) return std::nullopt;
    parts.push_back(*part);
  }
  return parts;
}

std::optional<TermId> TermBuilder::atom(plan::NodeId node, std::size_t row) {
  std::set<OpenLeaf> open;
  open_.add(node, row, open);
  Term term;
  term.kind = Term::Kind::atom;
  term.node = node;
  term.row = row;
  for (const OpenLeaf& leaf : open) {
    const auto place = places_.find(leaf);
    if (place == places_.end() || !cells_[place->second].exact) return std::nullopt;
    term.leaves.push_back(place->second);
  }
  const std::size_t most = gaps_ == Gaps::free ? most_before_gap : most_combinations;
  if (combinations(term.leaves, cells_) > most) return std::nullopt;
  return add(std::move(term));
}

std::optional<TermId> TermBuilder::make(plan::NodeId id, std::size_t row) {
  const plan::Plan& plan = run_.plan();
  const plan::Node& node = plan.node(id);
  const Truth now = run_.truth(id, row);
  Term term;
  if (now != Truth::unknown) {
    term.truth = now;
    return add(std::move(term));
  }
  const auto with_parts = [&](Term::Kind kind,
                              const std::vector<plan::NodeId>& inputs) -> std::optional<TermId> {
    auto parts = parts_of(inputs, row);
    if (!parts) return std::nullopt;
    term.kind = kind;
    term.parts = std::move(*parts);
    return add(std::move(term));
  };
  switch (node.op) {
    case Op::logical_and:
      return with_parts(Term::Kind::all, node.inputs);
    case Op::logical_or:
      return with_parts(Term::Kind::any, node.inputs);
    case Op::logical_not:
      return with_parts(Term::Kind::negation, node.inputs);
    case Op::doubtful:
      return with_parts(Term::Kind::doubtful, node.inputs);
    case Op::at_least:
      term.count = node.count;
      return with_parts(Term::Kind::at_least, node.inputs);
    case Op::judgement: {
      const auto place = places_.find(leaf_of_judgement(run_, node, row));
      term.decision = place == places_.end() ? Term::no_leaf : place->second;
      return with_parts(Term::Kind::judgement, {node.inputs[0], node.inputs[1]});
    }
    case Op::broadcast:
      return build(node.inputs[0], run_.batch.ancestor(node.table, row, plan.node(node.inputs[0]).table));
    case Op::gather: {
      const std::int32_t from = run_.column(node.inputs[1]).index[row];
      if (from < 0) return std::nullopt;
      return build(node.inputs[0], static_cast<std::size_t>(from));
    }
    case Op::some: {
      const ListRows& list = run_.batch.lists[node.list];
      if (list.open.get(row)) return std::nullopt;
      term.kind = Term::Kind::any;
      for (std::size_t r = list.begin[row]; r < list.begin[row + 1]; ++r) {
        const auto part = build(node.inputs[0], r);
        if (!part) return std::nullopt;
        term.parts.push_back(*part);
      }
      return add(std::move(term));
    }
    case Op::select:
      return with_parts(Term::Kind::select, node.inputs);
    case Op::recursive:
      return std::nullopt;
    default:
      return atom(id, row);
  }
}

void TermBuilder::tabulate(const std::map<std::string, base::Date>& suppose) {
  std::vector<CaseRow> rows;
  std::vector<plan::NodeId> atoms;
  for (Term& term : terms_) {
    if (term.kind != Term::Kind::atom) continue;
    atoms.push_back(term.node);
    term.table.assign(combinations(term.leaves, cells_), Truth::unknown);
    for (std::size_t i = 0; i < term.table.size(); ++i) {
      CaseRow row = run_.batch.cases[0];
      std::size_t rest = i;
      for (const std::size_t leaf : term.leaves) {
        row.change(cells_[leaf].values[rest % cells_[leaf].values.size()]);
        rest /= cells_[leaf].values.size();
      }
      rows.push_back(std::move(row));
    }
  }
  if (rows.empty()) return;
  const Run completed = run_cone(run_.plan(), std::move(rows), suppose, atoms);
  std::uint32_t next = 0;
  for (Term& term : terms_) {
    if (term.kind != Term::Kind::atom) continue;
    const plan::TableRef table = run_.plan().node(term.node).table;
    for (Truth& truth : term.table) {
      // The same row of the same table, in the part of the batch that belongs to this completion.
      std::size_t row = next;
      if (table.is_entity())
        row = completed.batch.segment(table.entity(), next).first + term.row -
              run_.batch.segment(table.entity(), 0).first;
      if (table.is_list()) {
        const auto first = [&](const Batch& batch, std::uint32_t in_case) {
          const std::size_t count = batch.rows(table);
          std::size_t low = 0, high = count;
          while (low < high) {
            const std::size_t middle = (low + high) / 2;
            if (batch.case_row(table, middle) < in_case) {
              low = middle + 1;
            } else {
              high = middle;
            }
          }
          return low;
        };
        row = first(completed.batch, next) + term.row - first(run_.batch, 0);
      }
      if (row < completed.column(term.node).rows) truth = completed.truth(term.node, row);
      ++next;
    }
  }
}

}  // namespace weir::evaluate
