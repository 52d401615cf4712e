#include "suite/coverage_borders.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "evaluate/run.hpp"

namespace weir::suite {

using plan::Node;
using plan::NodeId;
using plan::Op;

namespace {

/// Finds the constants that a value can be; `all` is false where it can be anything else.
class Constants {
 public:
  Constants(const plan::Plan& plan, NodeId root) : plan_(plan) { walk(root); }

  bool all = true;
  std::vector<const Node*> found{};

 private:
  void walk(NodeId id) {
    if (!all || !seen_.insert(id).second) return;
    const Node& node = plan_.node(id);
    switch (node.op) {
      case Op::constant:
        if (!node.not_applicable) found.push_back(&node);
        return;
      case Op::broadcast:
      case Op::gather:
        return walk(node.inputs[0]);
      case Op::version:
        for (std::size_t i = 2; i < node.inputs.size(); ++i) walk(node.inputs[i]);
        return;
      case Op::select:
        for (std::size_t i = 1; i < node.inputs.size(); i += 2) walk(node.inputs[i]);
        return;
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::greatest:
      case Op::least:
      case Op::earliest:
      case Op::latest:
      case Op::offset:
        for (NodeId input : node.inputs) walk(input);
        return;
      default:
        all = false;
    }
  }

  const plan::Plan& plan_;
  std::set<NodeId> seen_{};
};

bool is_order(Op op) {
  return op == Op::less || op == Op::less_equal || op == Op::date_less || op == Op::date_less_equal;
}

/// How far from a figure of a kind is near it.
base::Rational step_of(model::Kind kind) {
  if (kind == model::Kind::share) return *base::Rational::make(1, 100);
  if (kind == model::Kind::number) return base::Rational(1);
  return base::Rational(0);
}

/// The figure that says what is compared: a share of an amount is an amount.
const Node& measured(const std::vector<const Node*>& figures) {
  const auto amount = std::ranges::find_if(figures, [](const Node* figure) {
    return figure->type.kind == model::Kind::money || figure->type.kind == model::Kind::quantity;
  });
  return amount == figures.end() ? *figures.front() : **amount;
}

void describe(Threshold& threshold, const std::vector<const Node*>& figures, const model::Vocabulary& words) {
  const Node& first = measured(figures);
  threshold.step = step_of(first.type.kind);
  if (first.kind == plan::ColumnKind::date) {
    if (figures.size() == 1) threshold.text = base::to_iso(first.date);
    return;
  }
  const auto nought = [](const Node* figure) { return figure->number == base::Rational(0); };
  const auto whole = [](const Node* figure) { return figure->number == base::Rational(1); };
  const bool signless = first.type.kind != model::Kind::error;
  threshold.can_be_below = !(signless && std::ranges::all_of(figures, nought));
  threshold.can_be_above = !(first.type.kind == model::Kind::share && std::ranges::all_of(figures, whole));
  if (figures.size() == 1)
    threshold.text = evaluate::number_text(first.type, first.number, first.currency, words);
}

class Comparisons {
 public:
  explicit Comparisons(const plan::Plan& plan) : plan_(plan) {}

  void walk(NodeId id) {
    const Node& node = plan_.node(id);
    switch (node.op) {
      case Op::logical_and:
      case Op::logical_or:
      case Op::logical_not:
      case Op::broadcast:
        for (NodeId input : node.inputs) walk(input);
        return;
      default:
        if (is_order(node.op) && seen_.insert(id).second) add(node);
    }
  }

  std::vector<Threshold> found{};

 private:
  void add(const Node& node) {
    const Constants left(plan_, node.inputs[0]), right(plan_, node.inputs[1]);
    if (left.all == right.all) return;
    const Constants& figures = left.all ? left : right;
    if (figures.found.empty()) return;
    Threshold threshold;
    threshold.value = node.inputs[left.all ? 1 : 0];
    threshold.figure = node.inputs[left.all ? 0 : 1];
    threshold.table = node.table;
    describe(threshold, figures.found, plan_.vocabulary());
    // A change that rises above a figure is compared with it twice, before and after the deal: each counts.
    found.push_back(std::move(threshold));
  }

  const plan::Plan& plan_;
  std::set<NodeId> seen_{};
};

}  // namespace

std::vector<Threshold> thresholds_under(const plan::Plan& plan, NodeId truth) {
  Comparisons comparisons(plan);
  comparisons.walk(truth);
  return std::move(comparisons.found);
}

std::vector<NodeId> version_nodes(const plan::Plan& plan, const model::Definition& definition) {
  std::vector<NodeId> nodes;
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const Node& node = plan.nodes[i];
    if (node.op != Op::version) continue;
    const bool column = node.text.size() > definition.id.size() && node.text[definition.id.size()] == '.' &&
                        node.text.starts_with(definition.id) &&
                        std::holds_alternative<model::Values>(definition.body);
    if (node.text == definition.id || column) nodes.emplace_back(i);
  }
  return nodes;
}

std::vector<Border> borders_of(const plan::Plan& plan, const std::vector<NodeId>& nodes) {
  std::map<base::Date, std::set<NodeId>> days;
  const auto note = [&](base::Date day, NodeId law_date) {
    if (!day.is_beginning() && !day.is_never()) days[day].insert(law_date);
  };
  for (const NodeId id : nodes) {
    const Node& node = plan.node(id);
    if (node.op != Op::version && node.op != Op::in_force) continue;
    for (const plan::VersionRange& range : node.versions) {
      if (range.last < range.first) continue;  // in force on no day
      note(range.first, node.inputs[0]);
      if (!range.last.is_never()) note({range.last.days + 1}, node.inputs[0]);
    }
  }
  std::vector<Border> borders;
  for (const auto& [day, law_dates] : days) {
    Border border;
    border.day = day;
    border.law_dates.assign(law_dates.begin(), law_dates.end());
    borders.push_back(std::move(border));
  }
  return borders;
}

}  // namespace weir::suite
