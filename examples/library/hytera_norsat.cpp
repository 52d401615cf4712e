// Assesses one case, says what it found, asks a mistaken question, and screens two deals at once.
// Usage: hytera_norsat CASE
#include <algorithm>
#include <iostream>
#include <thread>
#include <weir/weir.hpp>

namespace {

std::string span_of(const weir::Level& level) {
  return level.at_least == level.at_most ? level.at_least : level.at_least + " to " + level.at_most;
}

void print(const weir::Proof& proof, int depth) {
  const char* const marks[] = {"no  ", "yes ", "?   "};
  std::cout << std::string(2 * depth, ' ') << marks[static_cast<int>(proof.truth)] << proof.expression;
  for (const weir::QuotedFact& fact : proof.facts) std::cout << "  [" << fact.written << "]";
  std::cout << "\n";
  for (const weir::Proof& part : proof.parts) print(part, depth + 1);
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
        answers[i] = seen ? span_of(seen->regimes.front().position) : weir::to_text(seen.diagnostics);
      });
    }
  }
  for (int i = 0; i < 2; ++i) std::cout << days[i] << ": " << answers[i] << "\n";
}

/// Three deals as columns, of which one says nothing of the acquirer.
bool print_columns(const weir::RuleSets& rules) {
  weir::FactTable deals(rules, 3);
  const auto country = deals.add("acquirer.formed_in");
  const auto value = deals.add("target.enterprise_value", "CAD");
  const auto votes = deals.add("stake.votes");
  const auto active = deals.add("target.active_in");
  if (!country || !value || !votes || !active) return false;
  deals.set(*country, 0, "CN");
  deals.set(*country, 1, "US");
  for (std::size_t row = 0; row < deals.rows(); ++row) {
    deals.set_number(*value, row, 85'202'724);
    deals.set(*votes, row, "0% -> 100%");
    deals.set(*active, row, "[CA]");
  }
  const auto answers = deals.evaluate({.as_of = "2017-06-02"});
  if (!answers) return false;
  const weir::RegimeColumns& canada = answers->front();
  for (std::size_t row = 0; row < deals.rows(); ++row) {
    std::cout << "deal " << row << ": risk " << canada.risk_low[row] << " to " << canada.risk_high[row]
              << ", " << canada.fired.of(row).size() << " rules fired, " << canada.open.of(row).size()
              << " open\n";
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
