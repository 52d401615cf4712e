// Assesses one case, says what it found and why, sees it on two days, shows a mistake, and screens deals in
// columns. Usage: hytera_norsat CASE
#include <algorithm>
#include <iostream>
#include <thread>
#include <weir/weir.hpp>

namespace {

std::string span_of(const weir::Level& level) {
  return level.at_least == level.at_most ? level.at_least : level.at_least + " to " + level.at_most;
}

/// The parts that make a step what it is, some steps down.
void print(const weir::Proof& proof, int depth) {
  const char* const marks[] = {"no  ", "yes ", "?   "};
  std::cout << std::string(2 * depth, ' ') << marks[static_cast<int>(proof.truth)] << proof.expression;
  for (const weir::QuotedFact& fact : proof.facts) std::cout << "  " << fact.fact << " is " << fact.written;
  std::cout << "\n";
  constexpr int deepest = 5;
  for (const weir::Proof& part : proof.parts) {
    if (part.truth == proof.truth && depth < deepest) print(part, depth + 1);
  }
}

void print(const weir::Assessment& assessment) {
  std::cout << assessment.title << ", as of " << assessment.as_of << "\n";
  for (const weir::RegimeAssessment& regime : assessment.regimes) {
    std::cout << regime.regime << ": " << span_of(regime.position) << ", risk " << regime.risk.low << " to "
              << regime.risk.high << "\n";
    for (const weir::Determination& answer : regime.determinations) {
      std::cout << "  " << answer.name << ": " << span_of(answer.level) << "\n";
      for (const std::string& rule : answer.by) std::cout << "    by " << rule << "\n";
    }
    const auto fired = std::ranges::count(regime.findings, weir::FindingKind::fired, &weir::Finding::kind);
    std::cout << "  " << fired << " of " << regime.findings.size() << " rules fired, "
              << regime.open_facts.size() << " facts are open\n";
    if (!regime.open_facts.empty())
      std::cout << "  first to find out: " << regime.open_facts.front().question << "\n";
  }
}

/// The same case seen on two days by two threads, which share the rules and the case.
void print_change(const weir::RuleSets& rules, const weir::Case& deal) {
  const char* const days[] = {"2017-06-02", "2017-07-20"};
  std::string answers[2];
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i) {
      threads.emplace_back([&, i] {
        const auto seen = rules.evaluate(deal, {.as_of = days[i]});
        answers[i] = seen ? span_of(seen->regime("ca-ica")->determination("security")->level)
                          : weir::to_text(seen.diagnostics);
      });
    }
  }
  for (int i = 0; i < 2; ++i) std::cout << days[i] << ": " << answers[i] << "\n";
}

/// Three deals as columns; of the last it is not known whose government buys.
bool print_columns(const weir::RuleSets& rules) {
  weir::FactTable deals(rules, 3);
  std::vector<weir::Diagnostic> mistakes;
  const auto add = [&](const char* fact, const char* unit = "") {
    auto column = deals.add(fact, unit);
    mistakes.insert(mistakes.end(), column.diagnostics.begin(), column.diagnostics.end());
    return column.value.value_or(0);
  };
  const auto check = [&](std::optional<weir::Diagnostic> mistake) {
    if (mistake) mistakes.push_back(*mistake);
  };
  const auto buyer = add("acquirer.kind"), government = add("acquirer.government_of"),
             value = add("target.enterprise_value", "CAD"), kind = add("transaction.kind"),
             votes = add("stake.votes"), target = add("target.kind"), active = add("target.active_in"),
             staff = add("target.staff_in"), assets = add("target.assets_in");
  for (std::size_t row = 0; row < deals.rows(); ++row) {
    check(deals.set(buyer, row, "government-body"));
    if (row < 2) check(deals.set(government, row, "CN"));
    check(deals.set(kind, row, "[shares]"));
    check(deals.set(votes, row, row == 1 ? "0% -> 20%" : "0% -> 100%"));
    check(deals.set(target, row, "corporation"));
    for (const std::size_t where : {active, staff, assets}) check(deals.set(where, row, "[CA]"));
    check(deals.set_number(value, row, 85'202'724));
  }
  const auto answers = deals.evaluate({.as_of = "2017-06-02", .regimes = {"ca-ica"}});
  mistakes.insert(mistakes.end(), answers.diagnostics.begin(), answers.diagnostics.end());
  std::cerr << weir::to_text(mistakes);
  if (!answers || !mistakes.empty()) return false;
  const weir::RegimeColumns& canada = answers->front();
  const weir::Regime& regime = rules.regimes().front();
  for (std::size_t row = 0; row < deals.rows(); ++row) {
    std::cout << "deal " << row << ":";
    for (std::size_t d = 0; d < canada.determinations.size(); ++d) {
      const weir::Scale& scale = regime.determinations[d];
      std::cout << " " << scale.name << " "
                << span_of({scale.levels[canada.determinations[d].at_least[row]],
                            scale.levels[canada.determinations[d].at_most[row]]})
                << ",";
    }
    std::cout << " risk " << canada.risk_low[row] << " to " << canada.risk_high[row] << "\n";
  }
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: hytera_norsat CASE\n";
    return 2;
  }
  const auto rules = weir::RuleSets::load(RULES_FOLDER);
  std::cerr << weir::to_text(rules.diagnostics);
  if (!rules) return 1;
  for (const weir::Regime& regime : rules->regimes())
    std::cout << regime.id << ": " << regime.title << ", " << regime.rules.size() << " rules\n";

  const auto deal = rules->read_case_file(arguments[1]);
  std::cerr << weir::to_text(deal.diagnostics);
  if (!deal) return 1;
  const auto assessed = rules->evaluate(*deal);
  if (!assessed) return 1;
  std::cout << "\n";
  print(*assessed);

  const std::string& rule = assessed->regimes.front().determinations.front().by.front();
  std::cout << "\nwhy " << rule << "\n";
  print(*assessed->proof(rule), 1);

  std::cout << "\n";
  print_change(*rules, *deal);

  // A mistake is an answer, too.
  const auto wrong =
      rules->read_case("case: x\nacquirer: {formd_in: CN}\ntarget: {formed_in: CA}\n", "x.yaml");
  std::cout << "\n" << weir::to_text(wrong.diagnostics) << "\n";

  return print_columns(*rules) ? 0 : 1;
}
