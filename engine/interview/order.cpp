#include "interview/order.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace weir::interview {

namespace {

using model::Finding;
using model::ProofNode;

void add_unknown_facts(const ProofNode& node, std::set<std::string>& into) {
  if (node.truth != base::Truth::unknown) return;
  for (const auto* facts : {&node.facts, &node.further}) {
    for (const model::QuotedFact& fact : *facts) into.insert(fact.fact);
  }
  for (const ProofNode& part : node.parts) add_unknown_facts(part, into);
}

/// Rules with a say in a determination or duty weigh most, then those that only score.
int weight(const Finding& finding) {
  return !finding.determines.empty() ? 3 : !finding.points.empty() ? 2 : 1;
}

using Waiting = std::map<std::string, std::vector<const Finding*>>;

Waiting waiting_in(const model::RegimeAssessment& regime) {
  Waiting waiting;
  for (const Finding& finding : regime.findings) {
    if (finding.finding != model::FindingKind::open) continue;
    std::set<std::string> facts;
    add_unknown_facts(finding.why, facts);
    for (const std::string& fact : facts) waiting[fact].push_back(&finding);
  }
  for (auto& [fact, findings] : waiting) {
    std::ranges::stable_sort(findings,
                             [](const Finding* a, const Finding* b) { return weight(*a) > weight(*b); });
  }
  return waiting;
}

int weight(const Turn& turn) {
  int sum = 0;
  for (const Finding* finding : turn.waiting) sum += weight(*finding);
  return sum;
}

}  // namespace

std::vector<Turn> turns_of(const report::MemoSubject& subject) {
  std::vector<Turn> turns;
  for (std::size_t r = 0; r < subject.assessment.regimes.size(); ++r) {
    const model::RegimeAssessment& regime = subject.assessment.regimes[r];
    Waiting waiting = waiting_in(regime);
    for (const report::OpenQuestion& question : report::open_questions(subject, regime)) {
      // A fact that several regimes ask for is asked once, where it tells most.
      const auto same =
          std::ranges::find(turns, question.name, [](const Turn& turn) { return turn.question.name; });
      Turn turn{question, r, waiting[question.name]};
      if (same == turns.end()) {
        turns.push_back(std::move(turn));
      } else if (turn.question.telling() && !same->question.telling()) {
        *same = std::move(turn);
      }
    }
  }
  std::ranges::stable_sort(turns, [](const Turn& a, const Turn& b) {
    if (a.question.judgement != b.question.judgement) return b.question.judgement;
    if (a.question.telling() != b.question.telling()) return a.question.telling();
    if (a.question.telling()) return a.question.rank < b.question.rank;
    return weight(a) > weight(b);
  });
  return turns;
}

}  // namespace weir::interview
