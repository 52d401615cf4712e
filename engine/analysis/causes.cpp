#include "analysis/causes.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "evaluate/findings.hpp"
#include "evaluate/kernels.hpp"

namespace weir::analysis {

using evaluate::Column;
using model::Cause;
using plan::Op;

std::string fact_name(const evaluate::Run& run, const evaluate::CaseRow& seen, model::RowId row,
                      model::FactId fact) {
  const model::Vocabulary& vocabulary = run.plan().vocabulary();
  const model::Fact& declared = vocabulary.fact(fact);
  if (!row.valid() || seen.facts->row(row).entity == vocabulary.transaction) return declared.name;
  const std::string owner = evaluate::name_of_row(run.batch, seen, {0, row, {}});
  return owner.empty() ? declared.name : owner + "." + declared.field;
}

namespace {

/// The most versions of a definition that a cause names one by one.
constexpr std::size_t most_versions = 3;

bool same_items(const Column& column, std::size_t a, std::size_t b) {
  const evaluate::ItemCell &x = column.cells[a], &y = column.cells[b];
  const auto members = [&](std::uint32_t begin, std::uint32_t end) {
    return std::vector<std::int32_t>(column.pool.begin() + begin, column.pool.begin() + end);
  };
  return x.open == y.open &&
         members(x.certain_begin, x.certain_end) == members(y.certain_begin, y.certain_end) &&
         members(x.possible_begin, x.possible_end) == members(y.possible_begin, y.possible_end);
}

// The fact whose value, perhaps some periods later, a date node is.
const plan::Node* fact_behind(const plan::Plan& plan, plan::NodeId id) {
  const plan::Node* node = &plan.node(id);
  while (node->op == Op::broadcast || node->op == Op::gather || node->op == Op::offset)
    node = &plan.node(node->inputs[0]);
  return node->op == Op::fact ? node : nullptr;
}

bool is_day_of_run(const plan::Plan& plan, plan::NodeId id) {
  const plan::Node* node = &plan.node(id);
  while (node->op == Op::broadcast || node->op == Op::offset) node = &plan.node(node->inputs[0]);
  return node->op == Op::as_of || node->op == Op::known_on;
}

std::string days_text(std::int32_t low, std::int32_t high) {
  const base::Date first{low}, last{high};
  if (first == last) return base::to_iso(first);
  if (last.is_never()) return first.is_beginning() ? "unknown" : "after " + base::to_iso({first.days - 1});
  return first.is_beginning() ? "by " + base::to_iso(last) : base::to_iso(first) + ".." + base::to_iso(last);
}

}  // namespace

bool Causes::same_row(const plan::Node& rows, std::int32_t a, std::int32_t b) const {
  if (a < 0 || b < 0) return a == b;
  const auto& table = run_.batch.entities[rows.type.entity.index()];
  const evaluate::EntityRow &x = table[static_cast<std::size_t>(a)], &y = table[static_cast<std::size_t>(b)];
  return x.row == y.row && x.second == y.second;
}

bool Causes::same(plan::NodeId id, std::size_t a, std::size_t b) const {
  const Column& column = run_.column(id);
  switch (column.kind) {
    case plan::ColumnKind::truth:
      return column.truth(a) == column.truth(b);
    case plan::ColumnKind::number: {
      const auto x = column.candidates(a), y = column.candidates(b);
      return column.applies[a] == column.applies[b] &&
             std::equal(x.begin(), x.end(), y.begin(), y.end(), [](evaluate::Bounds p, evaluate::Bounds q) {
               p.group = q.group = 0;
               return p == q;
             });
    }
    case plan::ColumnKind::date:
      return column.applies[a] == column.applies[b] && column.low[a] == column.low[b] &&
             column.high[a] == column.high[b];
    case plan::ColumnKind::items:
      return column.applies[a] == column.applies[b] && same_items(column, a, b);
    case plan::ColumnKind::rows: {
      const plan::Node& node = run_.plan().node(id);
      if (column.index.size() <= std::max(a, b) || !node.type.entity.valid()) return false;
      return same_row(node, column.index[a], column.index[b]);
    }
  }
  return false;
}

void Causes::add(Cause cause) {
  if (std::find(found_.begin(), found_.end(), cause) == found_.end()) found_.push_back(std::move(cause));
}

model::RowId Causes::row_of(const plan::Node& fact, std::size_t row) const {
  if (fact.table.is_entity()) return run_.batch.entities[fact.table.entity().index()][row].row;
  const model::Vocabulary& vocabulary = run_.plan().vocabulary();
  if (vocabulary.fact(fact.fact).entity != vocabulary.procedure) return model::RowId(std::size_t{0});
  return run_.batch.cases[row].facts->find_row(vocabulary.procedure, fact.text).value_or(model::RowId{});
}

void Causes::add_fact(const plan::Node& node, std::size_t a, std::size_t b) {
  const model::RowId row = row_of(node, b);
  if (!row.valid()) return;
  const evaluate::CaseRow& seen = run_.batch.cases[after_];
  const bool date = run_.plan().vocabulary().fact(node.fact).type.kind == model::Kind::date;
  if (moved_ == Moved::dates && date) return;
  Cause cause;
  cause.kind = Cause::Kind::fact;
  cause.name = fact_name(run_, seen, row, node.fact);
  const model::QuotedFact after = evaluate::Explainer(run_, after_).quote(row, node.fact);
  cause.before = evaluate::Explainer(run_, before_).quote(row_of(node, a), node.fact).written;
  cause.after = after.written;
  cause.source = after.source;
  // What was learned between the rows says more than everything that is known by then.
  const model::FactEntry* entry = seen.facts->row(row).find(node.fact);
  const base::Date known = run_.batch.cases[before_].known_on;
  std::vector<std::string> fresh;
  bool replaces = false;
  for (const model::Claim& claim : entry ? entry->claims : std::vector<model::Claim>{}) {
    const bool learned = claim.learned && known < *claim.learned && *claim.learned <= seen.known_on;
    if (!learned || claim.quality == model::Quality::alleged) continue;
    fresh.push_back(claim.written);
    replaces = replaces || !claim.replaces.empty();
    const model::CaseSource* source = seen.facts->find_source(claim.source);
    cause.source = source ? source->title : "";
  }
  const bool first = cause.before == "unknown" || cause.before == "not yet";
  const bool list = run_.plan().vocabulary().fact(node.fact).type.shape == model::Shape::set;
  cause.adds = !fresh.empty() && list && !first && !replaces;
  // Of anything but a list, claims that stand beside each other bound or contradict each other: all are told.
  if (!fresh.empty() && (list || first || replaces)) cause.after = base::join(fresh, "; ");
  add(std::move(cause));
}

// A version's value in words: an amount, or which wording.
std::string Causes::version_text(plan::NodeId picked, std::size_t row) const {
  const plan::Node& node = run_.plan().node(picked);
  if (node.kind == plan::ColumnKind::number || node.kind == plan::ColumnKind::date) {
    const bool readable = node.table == plan::TableRef::cases() || node.table == plan::TableRef::subjects();
    const std::size_t in_case = run_.batch.case_row(node.table, row);
    return readable ? evaluate::Explainer(run_, in_case).value_text(picked) : std::string();
  }
  return "";
}

void Causes::add_version(plan::NodeId id, std::size_t a, std::size_t b) {
  const plan::Plan& plan = run_.plan();
  const plan::Node& node = plan.node(id);
  Cause cause;
  cause.kind = Cause::Kind::definition;
  cause.name = node.text;
  for (const model::Definition& definition : plan.rule_sets().definitions) {
    const bool column = node.text.starts_with(definition.id + ".");
    if (node.text == definition.id || column) cause.title = definition.title;
  }
  if (cause.name.empty()) return;
  const auto picked = [&](std::size_t row) {
    return evaluate::touched_versions(node.versions, run_.column(node.inputs[0]), row,
                                      base::Date{run_.column(node.inputs[1]).low[row]})
        .versions;
  };
  const auto text = [&](const auto& versions, std::size_t row) {
    std::vector<std::string> texts;
    for (std::size_t version : versions) {
      std::string value = version_text(node.inputs[2 + version], row);
      const plan::VersionRange& range = node.versions[version];
      if (value.empty()) {
        value = range.first.is_beginning() ? "the earlier one" : "the one of " + base::to_iso(range.first);
      }
      if (std::find(texts.begin(), texts.end(), value) == texts.end()) texts.push_back(std::move(value));
    }
    if (texts.empty()) return std::string("none yet");
    // A date that is not known leaves many versions possible; one by one they would say nothing.
    if (texts.size() > most_versions) return "any of " + std::to_string(texts.size()) + " versions";
    return base::join(texts, " or ");
  };
  if (node.kind == plan::ColumnKind::items && picked(a).size() == 1 && picked(b).size() == 1) {
    const plan::Node& was = plan.node(node.inputs[2 + picked(a)[0]]);
    const plan::Node& is = plan.node(node.inputs[2 + picked(b)[0]]);
    std::vector<std::string> gone, come;
    std::set_difference(was.items.begin(), was.items.end(), is.items.begin(), is.items.end(),
                        std::back_inserter(gone));
    std::set_difference(is.items.begin(), is.items.end(), was.items.begin(), was.items.end(),
                        std::back_inserter(come));
    if (!gone.empty()) cause.before = "without " + base::join(gone, ", ");
    if (!come.empty()) cause.after = "with " + base::join(come, ", ");
  } else {
    cause.before = text(picked(a), a);
    cause.after = text(picked(b), b);
    if (cause.before == cause.after) return;
  }
  add(std::move(cause));
}

void Causes::walk_version(plan::NodeId id, const plan::Node& node, std::size_t a, std::size_t b) {
  const auto picked = [&](std::size_t row) {
    return evaluate::touched_versions(node.versions, run_.column(node.inputs[0]), row,
                                      base::Date{run_.column(node.inputs[1]).low[row]})
        .versions;
  };
  const auto was = picked(a), is = picked(b);
  if (was != is) {
    add_version(id, a, b);
    walk(node.inputs[0], a, b);
    return;
  }
  for (std::size_t version : is) walk(node.inputs[2 + version], a, b);
}

// A day that a date is compared with came or passed between the rows.
void Causes::walk_day(const plan::Node& node, std::size_t a, std::size_t b) {
  for (std::size_t side = 0; side < 2; ++side) {
    const plan::NodeId moving = node.inputs[side], other = node.inputs[1 - side];
    const Column& column = run_.column(other);
    if (column.applies[b] == evaluate::Applies::not_at_all) continue;
    const bool passes = is_day_of_run(run_.plan(), moving);
    const bool constant = run_.plan().node(other).op == Op::constant;
    if (!passes && !(moved_ == Moved::dates && constant)) continue;
    if (!constant && !same(other, a, b) && moved_ == Moved::nothing) continue;
    if (base::Date{column.low[b]}.is_beginning() && base::Date{column.high[b]}.is_never()) continue;
    Cause cause;
    cause.kind = Cause::Kind::day;
    if (const plan::Node* fact = fact_behind(run_.plan(), constant ? moving : other)) {
      const bool direct = run_.plan().node(constant ? moving : other).op == Op::fact;
      cause.name = run_.plan().vocabulary().fact(fact->fact).name;
      if (!direct) cause.title = "a period from " + run_.plan().vocabulary().fact(fact->fact).label;
    }
    cause.after = days_text(column.low[b], column.high[b]);
    add(std::move(cause));
  }
  walk(node.inputs[0], a, b);
  walk(node.inputs[1], a, b);
}

void Causes::walk_list(std::uint32_t list, plan::NodeId input, std::size_t a, std::size_t b) {
  const evaluate::ListRows& rows = run_.batch.lists[list];
  const std::size_t many = rows.begin[a + 1] - rows.begin[a];
  if (many == rows.begin[b + 1] - rows.begin[b]) {
    for (std::size_t i = 0; i < many; ++i) walk(input, rows.begin[a] + i, rows.begin[b] + i);
  }
  for (plan::NodeId of : run_.plan().node(run_.plan().lists[list].rows).inputs) {
    const plan::TableRef table = run_.plan().node(of).table;
    if (table == run_.plan().lists[list].parent) walk(of, a, b);
  }
}

void Causes::walk(plan::NodeId id, std::size_t a, std::size_t b) {
  const plan::Plan& plan = run_.plan();
  if (same(id, a, b) || !seen_.insert({id, a, b}).second) return;
  const plan::Node& node = plan.node(id);
  switch (node.op) {
    case Op::fact:
      return add_fact(node, a, b);
    case Op::recorded: {
      const evaluate::CaseRow& seen = run_.batch.cases[after_];
      std::string of;
      if (node.table.is_entity())
        of = evaluate::name_of_row(run_.batch, seen, run_.batch.entities[node.table.entity().index()][b]);
      Cause cause;
      cause.kind = Cause::Kind::judgement;
      cause.name = of.empty() ? node.text : of + "." + node.text;
      const auto text = [&](std::size_t row) -> std::string {
        const base::Truth truth = run_.truth(id, row);
        return truth == base::Truth::unknown ? "open" : truth == base::Truth::true_value ? "true" : "false";
      };
      cause.before = text(a);
      cause.after = text(b);
      if (const auto* entry = evaluate::recorded_on(seen, node.text, of)) {
        if (const auto* source = seen.facts->find_source(entry->source)) cause.source = source->title;
      }
      return add(std::move(cause));
    }
    case Op::version:
      return walk_version(id, node, a, b);
    case Op::in_force: {
      walk(node.inputs[0], a, b);
      return;
    }
    case Op::gather: {
      const Column& rows = run_.column(node.inputs[1]);
      if (rows.index[a] >= 0 && rows.index[b] >= 0 &&
          same_row(plan.node(node.inputs[1]), rows.index[a], rows.index[b])) {
        return walk(node.inputs[0], static_cast<std::size_t>(rows.index[a]),
                    static_cast<std::size_t>(rows.index[b]));
      }
      return walk(node.inputs[1], a, b);
    }
    case Op::date_less:
    case Op::date_less_equal:
    case Op::date_equal:
    case Op::date_not_equal:
      return walk_day(node, a, b);
    default:
      break;
  }
  for (plan::NodeId input : node.inputs) {
    const plan::TableRef table = plan.node(input).table;
    if (table == node.table) {
      walk(input, a, b);
    } else if (table.is_list() && plan.list(table).parent == node.table) {
      walk_list(static_cast<std::uint32_t>(table.list_index()), input, a, b);
    } else if (plan.depth(table) < plan.depth(node.table) && !table.is_entity()) {
      walk(input, run_.batch.ancestor(node.table, a, table), run_.batch.ancestor(node.table, b, table));
    }
  }
}

void Causes::add_rule(const plan::CompiledRule& rule) {
  const base::Truth was = run_.truth(rule.in_force, before_), is = run_.truth(rule.in_force, after_);
  if (was != is) {
    // Its own dates, which the change of the finding says; here only what moved the law date.
    if (moved_ == Moved::nothing) walk(rule.in_force, before_, after_);
  }
  if (rule.not_run_out.valid() && !same(rule.not_run_out, before_, after_)) {
    const std::size_t known = found_.size();
    walk(rule.not_run_out, before_, after_);
    // The words of the period say more than its last fact.
    for (std::size_t i = known; i < found_.size(); ++i) {
      if (found_[i].kind != Cause::Kind::day) continue;
      found_[i].title = evaluate::words_of(run_, rule.until_words, after_);
      found_[i].name = rule.rule->id;
    }
  }
  walk(rule.applies, before_, after_);
  if (rule.due.valid() && rule.rule->duty) walk(rule.due, before_, after_);
}

}  // namespace weir::analysis
