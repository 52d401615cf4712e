#include "bench/questions.hpp"

#include <algorithm>

#include "support/dice.hpp"

namespace weir::bench {

namespace {

using test::Dice;

struct Literal {
  std::size_t fact = 0;
  bool wanted = true;
};

/// Fires when in each clause one literal at least is as wanted.
struct Formula {
  std::int64_t points = 0;
  std::vector<std::vector<Literal>> clauses;
};

std::string name_of(std::size_t fact) {
  return "answer_" + std::to_string(fact + 1);
}

// One formula for each fact, begun by it, so that every fact is read.
std::vector<Formula> random_formulas(std::size_t count) {
  Dice dice(count);
  std::vector<Formula> formulas(count);
  for (std::size_t f = 0; f < count; ++f) {
    formulas[f].points = 1 + static_cast<std::int64_t>(dice.below(20));
    const std::size_t clauses = 2 + dice.below(2);
    for (std::size_t c = 0; c < clauses; ++c) {
      std::vector<Literal>& clause = formulas[f].clauses.emplace_back();
      if (c == 0) clause.push_back({f, dice.percent(70)});
      const std::size_t length = clause.size() + 1 + dice.below(2);
      while (clause.size() < length) {
        const Literal next{dice.below(count), dice.percent(70)};
        // A fact twice in one clause would make it true whatever the answer, or say nothing new.
        const bool fresh = std::ranges::find(clause, next.fact, &Literal::fact) == clause.end();
        if (fresh) clause.push_back(next);
      }
    }
  }
  return formulas;
}

std::string text_of(const Formula& formula) {
  std::string text;
  for (const std::vector<Literal>& clause : formula.clauses) {
    text += text.empty() ? "(" : " and (";
    for (std::size_t i = 0; i < clause.size(); ++i)
      text += (i > 0 ? " or " : "") + std::string(clause[i].wanted ? "" : "not ") + "transaction." +
              name_of(clause[i].fact);
    text += ")";
  }
  return text;
}

bool fires(const Formula& formula, std::size_t answers) {
  return std::ranges::all_of(formula.clauses, [&](const std::vector<Literal>& clause) {
    return std::ranges::any_of(clause, [&](const Literal& literal) {
      return ((answers >> literal.fact & 1u) != 0) == literal.wanted;
    });
  });
}

}  // namespace

Questions make_questions(std::size_t count) {
  const std::vector<Formula> formulas = random_formulas(count);
  Questions made;
  made.vocabulary = "facts:\n";
  for (std::size_t f = 0; f < count; ++f)
    made.vocabulary +=
        "  transaction." + name_of(f) +
        ": {type: truth, label: answer, question: \"Yes or no?\", description: \"A yes or no.\"}\n";
  made.regime =
      "regime: questions\ntitle: Generated questions\ncountry: CA\nprefix: qu\ndecides: nobody\nby: as_of\n"
      "in_force: 2000-01-01..\ndeterminations:\n  filing: {title: filing, levels: [none, notification], "
      "position: {notification: must-file-after}}\n"
      "risk:\n  factors:\n    points: {title: Points}\n  bands: {low: 0}\nrules:\n";
  for (std::size_t f = 0; f < count; ++f) {
    made.regime += "  qu.rule" + std::to_string(f + 1) +
                   ":\n    in_force: always\n    when: " + text_of(formulas[f]) + "\n    then: {" +
                   (f == 0 ? "filing: notification, " : "") +
                   "risk: {points: " + std::to_string(formulas[f].points) + "}}\n";
  }
  for (std::size_t answers = 0; answers < std::size_t{1} << count; ++answers) {
    std::int64_t score = 0;
    for (const Formula& formula : formulas) score += fires(formula, answers) ? formula.points : 0;
    made.low = answers == 0 ? score : std::min(made.low, score);
    made.high = std::max(made.high, score);
  }
  return made;
}

model::Case unanswered(const model::Vocabulary& vocabulary) {
  model::Case made;
  made.id = "unanswered";
  made.as_of = made.known_on = base::Date::make(2020, 1, 1);
  made.rows.resize(1);
  made.rows[0].entity = vocabulary.transaction;
  return made;
}

}  // namespace weir::bench
