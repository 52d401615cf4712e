#include "lint/reasoner.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "base/text.hpp"
#include "evaluate/cone.hpp"

namespace weir::lint {

using evaluate::Cells;
using evaluate::LeafCuts;
using evaluate::OpenLeaf;
using model::RowId;
using plan::NodeId;
using plan::Op;

namespace {

/// Combinations that one question may look at.
constexpr std::size_t most_steps = 4000;
/// Figures that one fact is compared with, at most.
constexpr std::size_t most_figures = 8;
/// Codes of a set that are told apart, at most; all their combinations are cells.
constexpr std::size_t most_codes = 6;

void state(const model::Vocabulary& vocabulary, model::Row& row, std::string_view field,
           std::string_view party) {
  const auto fact = vocabulary.find_fact(row.entity, field);
  if (!fact) return;
  model::Claim claim;
  claim.value.candidates.emplace_back(model::Item{std::string(party)});
  claim.written = party;
  row.facts.push_back({*fact, {std::move(claim)}, {}});
}

/// A deal of which nothing is known but who the parties are.
model::Case blank_deal(const plan::Plan& plan) {
  const model::Vocabulary& vocabulary = plan.vocabulary();
  model::Case facts;
  const auto add_row = [&](model::EntityId entity, std::string id) -> model::Row& {
    model::Row& row = facts.rows.emplace_back();
    row.entity = entity;
    row.id = std::move(id);
    return row;
  };
  add_row(vocabulary.transaction, "");
  for (const char* role : {"acquirer", "target", "vendor"}) {
    add_row(vocabulary.party, role);
    facts.roles.push_back({role, role, {}});
  }
  if (vocabulary.holding.valid()) {
    model::Row& stake = add_row(vocabulary.holding, "");
    state(vocabulary, stake, "owner", "acquirer");
    state(vocabulary, stake, "entity", "target");
  }
  if (vocabulary.procedure.valid()) {
    for (const model::Regime& regime : plan.rule_sets().regimes) add_row(vocabulary.procedure, regime.id);
  }
  return facts;
}

/// The facts that some condition counts members of a set by; combinations of single codes do not tell them.
std::set<model::FactId> counted_sets(const plan::Plan& plan) {
  std::set<model::FactId> found;
  for (const plan::Node& node : plan.nodes) {
    if (node.op != Op::contains_at_least) continue;
    const plan::Node* side = &plan.node(node.inputs[0]);
    while (side->op == Op::broadcast || side->op == Op::gather) side = &plan.node(side->inputs[0]);
    if (side->op == Op::fact) found.insert(side->fact);
  }
  return found;
}

}  // namespace

struct Reasoner::Ground {
  model::Case facts;
  evaluate::Run run;
  std::set<model::FactId> counted;
  std::map<std::pair<std::vector<NodeId>, Inapplicable>, std::unique_ptr<Matter>> known;
};

Reasoner::Reasoner(const plan::Plan& plan, Tally& tally, std::function<bool()> stale)
    : plan_(plan), tally_(tally), stale_(std::move(stale)), ground_(std::make_unique<Ground>()) {
  ground_->facts = blank_deal(plan);
  evaluate::CaseRow row;
  row.facts = &ground_->facts;
  // Long after all law that is written: what is enacted by then is all there is.
  row.as_of = row.known_on = *base::Date::make(2200, 1, 1);
  ground_->run = evaluate::run(plan, {row}, {});
  ground_->counted = counted_sets(plan);
}

Reasoner::~Reasoner() = default;

bool Reasoner::can_look_at(NodeId node) const {
  const plan::TableRef table = plan_.node(node).table;
  return table == plan::TableRef::cases() || table == plan::TableRef::subjects() ||
         table == plan::TableRef::of(plan_.vocabulary().party);
}

std::size_t Reasoner::row_of(NodeId node) const {
  const plan::TableRef table = plan_.node(node).table;
  if (!table.is_entity()) return 0;
  return ground_->run.batch.find(table.entity(), 0, RowId(std::size_t{1})).value_or(0);
}

namespace {

/// True if the day from which the deal is seen decides something beside what is enacted by it.
bool depends_on_viewpoint(const plan::Plan& plan, const std::vector<NodeId>& nodes) {
  const std::vector<bool> in = evaluate::cone_of(plan, nodes);
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const plan::Node& node = plan.nodes[i];
    if (!in[i] || node.op == Op::broadcast) continue;
    for (std::size_t k = 0; k < node.inputs.size(); ++k) {
      const plan::Node* input = &plan.node(node.inputs[k]);
      while (input->op == Op::broadcast) input = &plan.node(input->inputs[0]);
      const bool enactment = k == 1 && (node.op == Op::in_force || node.op == Op::version);
      if ((input->op == Op::as_of || input->op == Op::known_on) && !enactment) return true;
    }
  }
  return false;
}

}  // namespace

const Matter* Reasoner::matter(const std::vector<NodeId>& nodes, Inapplicable inapplicable) {
  auto& kept = ground_->known[{nodes, inapplicable}];
  if (kept) return kept->roots_.empty() ? nullptr : kept.get();
  kept = std::make_unique<Matter>();
  Matter& made = *kept;
  if (!std::ranges::all_of(nodes, [&](NodeId node) { return can_look_at(node); })) return nullptr;
  const evaluate::Run& run = ground_->run;
  std::set<OpenLeaf> leaves;
  std::map<OpenLeaf, LeafCuts> cuts;
  evaluate::OpenLeaves unknowns(run);
  evaluate::CutFinder finder(unknowns, cuts, evaluate::CutFinder::Choices::cut);
  for (const NodeId node : nodes) {
    finder.walk(node, row_of(node));
    unknowns.add(node, row_of(node), leaves);
  }
  made.leaves_.assign(leaves.begin(), leaves.end());
  for (const OpenLeaf& leaf : made.leaves_) {
    LeafCuts& cut = cuts[leaf];
    // A figure for each of many years makes more cells than can be run through beside others.
    if (cut.numbers.size() + cut.numbers_before.size() > most_figures) cut.whole = false;
    Cells& cells = made.cells_.emplace_back(cells_of(leaf, cut));
    if (inapplicable == Inapplicable::left_out) {
      std::erase_if(cells.values, [](const evaluate::Override& value) {
        return value.judgement.empty() && value.value.not_applicable && value.value.candidates.empty();
      });
      if (cells.values.empty()) cells.exact = false;
    }
  }
  evaluate::TermBuilder builder(unknowns, made.leaves_, made.cells_, evaluate::TermBuilder::Gaps::free);
  for (const NodeId node : nodes) made.roots_.push_back(*builder.build(node, row_of(node)));
  builder.tabulate({});
  made.terms_ = builder.terms();
  made.viewpoint_ = depends_on_viewpoint(plan_, nodes);
  return kept.get();
}

Cells Reasoner::cells_of(const OpenLeaf& leaf, const LeafCuts& cuts) const {
  const bool fact = !leaf.judgement.valid() && leaf.row.valid();
  if (!fact || plan_.vocabulary().fact(leaf.fact).type.shape != model::Shape::set)
    return evaluate::cells_of(ground_->run, leaf, cuts);
  Cells cells;
  const model::Fact& declared = plan_.vocabulary().fact(leaf.fact);
  if (declared.type.kind != model::Kind::code || !declared.type.domain.valid() || !cuts.whole ||
      ground_->counted.contains(leaf.fact))
    return cells;
  const model::Domain& domain = plan_.vocabulary().domain(declared.type.domain);
  if (domain.open) return cells;
  // Codes that lie in the same of the sets that conditions name are one.
  std::vector<std::vector<bool>> lies_in = evaluate::memberships(domain, cuts.sets);
  std::map<std::vector<bool>, std::string> patterns;
  for (std::size_t i = 0; i < domain.codes.size(); ++i)
    patterns.emplace(std::move(lies_in[i]), domain.codes[i].id);
  if (patterns.size() > most_codes) return cells;
  std::vector<std::string> codes;
  for (const auto& [pattern, code] : patterns) codes.push_back(code);
  std::ranges::sort(codes);
  for (std::size_t chosen = declared.never_empty ? 1 : 0; chosen < (std::size_t{1} << codes.size());
       ++chosen) {
    model::SetValue members;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if ((chosen >> i) & 1u) members.members.push_back(codes[i]);
    }
    cells.values.push_back({leaf.row, leaf.fact, {{std::move(members)}, false}, {}, {}, false});
  }
  cells.values.push_back({leaf.row, leaf.fact, {{}, true}, {}, {}, false});
  cells.exact = true;
  return cells;
}

Reasoner::Answer Reasoner::possible(const Matter& matter, const std::vector<Goal>& goals, Witness* witness) {
  if (stale_ && stale_()) throw Stale{};
  Search search(matter.terms_, matter.cells_, goals);
  const Search::Result result = search.run(most_steps);
  Answer answer = Answer::undecided;
  if (result == Search::Result::found) answer = Answer::yes;
  if (result == Search::Result::none && !matter.viewpoint_) answer = Answer::no;
  ++(answer == Answer::undecided ? tally_.undecided : tally_.decided);
  if (witness && answer == Answer::yes) {
    witness->clear();
    for (std::size_t leaf = 0; leaf < search.chosen().size(); ++leaf) {
      if (search.chosen()[leaf] != Search::no_cell) witness->emplace_back(leaf, search.chosen()[leaf]);
    }
  }
  return answer;
}

std::string Reasoner::name_of(const OpenLeaf& leaf) const {
  if (leaf.judgement.valid()) {
    const model::Definition& definition = plan_.rule_sets().definitions[leaf.judgement.index()];
    return leaf.of.empty() ? definition.name : leaf.of + "." + definition.name;
  }
  const model::Fact& fact = plan_.vocabulary().fact(leaf.fact);
  if (!leaf.row.valid()) return fact.name;
  const model::Row& row = ground_->facts.row(leaf.row);
  if (row.entity == plan_.vocabulary().party) return row.id + "." + fact.field;
  if (row.entity == plan_.vocabulary().holding) return "stake." + fact.field;
  return fact.name;
}

namespace {

/// One value as a case writes it.
struct Writer {
  const model::Vocabulary& vocabulary;
  const model::Type& type;

  std::string number(const model::Interval& value, std::string_view currency) const {
    // A case takes no commas in numbers.
    std::string text = evaluate::number_text(type, *value.low, currency, vocabulary);
    std::erase(text, ',');
    while (text.ends_with(' ')) text.pop_back();
    return text;
  }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(const model::Interval& value) const { return number(value, ""); }
  std::string operator()(const model::Money& value) const {
    return number(value.amounts[0].amount, value.amounts[0].currency);
  }
  std::string operator()(const model::DateInterval& value) const {
    return value.low.is_never() ? "never" : base::to_iso(value.low);
  }
  std::string operator()(const model::Change& value) const {
    return number(value.before, "") + " -> " + number(value.after, "");
  }
  std::string operator()(const model::Item& value) const { return value.id; }
  std::string operator()(const model::SetValue& value) const {
    return "[" + base::join(value.members, ", ") + "]";
  }
  std::string operator()(const model::PeriodValue&) const { return "a period"; }
  std::string operator()(const model::Text& value) const { return value.text; }
};

}  // namespace

std::string Reasoner::text(const Matter& matter, const Witness& witness) const {
  std::vector<std::string> facts;
  for (const auto& [leaf, cell] : witness) {
    const evaluate::Override& value = matter.cells_[leaf].values[cell];
    std::string written = "not applicable";
    if (!value.judgement.empty()) {
      written = value.decision ? "true" : "false";
    } else if (!value.value.candidates.empty()) {
      written = std::visit(Writer{plan_.vocabulary(), plan_.vocabulary().fact(value.fact).type},
                           value.value.candidates[0]);
    }
    facts.push_back(name_of(matter.leaves_[leaf]) + ": " + written);
  }
  if (facts.empty()) return "any facts";
  return "{" + base::join(facts, ", ") + "}";
}

}  // namespace weir::lint
