#include <algorithm>
#include <set>

#include "evaluate/deciding.hpp"
#include "evaluate/run.hpp"

namespace weir::evaluate {

using model::ProofNode;
using model::QuotedFact;
using plan::Sketch;

QuotedFact Explainer::quote_decision(const model::RecordedJudgement& decision, const std::string& of) const {
  QuotedFact quoted;
  quoted.fact = of.empty() ? decision.judgement : of + "." + decision.judgement;
  quoted.written = decision.value ? "true" : "false";
  if (const model::CaseSource* from = case_row().facts->find_source(decision.source)) {
    quoted.source = from->title;
    quoted.source_id = from->id;
  }
  quoted.quality = decision.quality;
  quoted.learned = decision.learned;
  return quoted;
}

namespace {

/// False of what is its parts and nothing else.
bool decides_by_more(const plan::Plan& plan, const Sketch& sketch) {
  switch (sketch.kind) {
    case Sketch::Kind::all:
    case Sketch::Kind::any:
    case Sketch::Kind::none:
    case Sketch::Kind::at_least:
    case Sketch::Kind::negation:
      return std::any_of(sketch.parts.begin(), sketch.parts.end(), [](auto part) { return !part.valid(); });
    case Sketch::Kind::definition:
      return sketch.parts.size() != 1 || !sketch.parts[0].valid() ||
             plan.sketch(sketch.parts[0]).node != sketch.node;
    case Sketch::Kind::leaf:
    case Sketch::Kind::table:
    case Sketch::Kind::line:
    case Sketch::Kind::judgement:
    case Sketch::Kind::retest:
    case Sketch::Kind::rows:
      break;
  }
  return true;
}

void collect_names(const ProofNode& node, std::set<std::string>& names) {
  for (const auto* quoted : {&node.facts, &node.further}) {
    for (const QuotedFact& fact : *quoted) names.insert(fact.fact);
  }
  for (const ProofNode& part : node.parts) collect_names(part, names);
}

}  // namespace

void Explainer::add_further(const Sketch& sketch, std::size_t row, ProofNode& node) const {
  if (!decides_by_more(run_.plan(), sketch)) return;
  std::set<Deciding> deciding;
  collect_deciding(run_, sketch.node, row, deciding);
  std::set<std::string> quoted;
  collect_names(node, quoted);
  for (const Deciding& one : deciding) {
    if (!one.judgement.empty()) {
      const model::RecordedJudgement* decision = recorded_on(case_row(), one.judgement, one.of);
      QuotedFact said = quote_decision(*decision, one.of);
      if (quoted.insert(said.fact).second) node.further.push_back(std::move(said));
    } else if (quoted.insert(name_of_fact(run_.plan(), *case_row().facts, one.row, one.fact)).second) {
      node.further.push_back(quote(one.row, one.fact));
    }
  }
}

}  // namespace weir::evaluate
