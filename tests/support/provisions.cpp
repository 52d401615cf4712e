#include "support/provisions.hpp"

#include <algorithm>
#include <stdexcept>

#include "check/checked.hpp"
#include "evaluate/assess.hpp"
#include "evaluate/run.hpp"
#include "language/parser.hpp"
#include "plan/compile.hpp"

namespace weir::provisions {

struct RuleSet::Compiled {
  model::RuleSets rule_sets;
  check::Checked checked;
  plan::Plan plan;
};

namespace {

constexpr std::string_view probe_word = "probe";

std::string said(const diagnostics::Sink& sink) {
  std::string text;
  for (const auto& diagnostic : sink.sorted()) {
    text += std::string(diagnostics::info(diagnostic.code).name) + ": " + diagnostic.message + "\n";
  }
  return text;
}

void add_folder(const base::FileSystem& disk, const std::string& from, const std::string& to,
                base::MemoryFileSystem& into) {
  const auto names = disk.list(from);
  if (!names.ok()) throw std::runtime_error(names.failure().message);
  for (const std::string& name : names.value()) {
    const auto bytes = disk.read(base::join_path(from, name), base::yaml_file_limit);
    if (!bytes.ok()) throw std::runtime_error(bytes.failure().message);
    into.add(base::join_path(to, name), bytes.value());
  }
}

std::string party(const std::string& id, const std::string& facts, const std::string& more) {
  return "  " + id + ": {" + facts + (facts.empty() || more.empty() ? "" : ", ") + more + "}\n";
}

}  // namespace

std::string Facts::text() const {
  // Who states no ties might have some: these cases state theirs.
  const auto ties = [](const std::string& facts) {
    return facts.find("relations:") == std::string::npos ? "relations: []" : "";
  };
  std::string result = "case: a-case\ntitle: A case\nas_of: " + as_of + "\ntransaction: {" + transaction +
                       "}\nroles: {acquirer: buyer, target: firm" +
                       (vendor.empty() ? "" : ", vendor: " + vendor) + "}\nparties:\n" +
                       party("buyer", buyer, ties(buyer)) + party("firm", firm, ties(firm));
  for (const std::string& other : others) result += "  " + other + "\n";
  if (!stake.empty() || !holdings.empty()) result += "holdings:\n";
  if (!stake.empty()) result += "  - {owner: buyer, entity: firm, " + stake + "}\n";
  for (const std::string& holding : holdings) result += "  - {" + holding + "}\n";
  return result + rest;
}

RuleSet& RuleSet::of(const std::string& regime) {
  static std::map<std::string, std::unique_ptr<RuleSet>> all;
  auto& one = all[regime];
  if (!one) one.reset(new RuleSet(regime));
  return *one;
}

RuleSet::RuleSet(const std::string& regime) {
  const base::DiskFileSystem disk;
  base::MemoryFileSystem files;
  add_folder(disk, WEIR_SOURCE_DIR "/rules/vocabulary", "rules/vocabulary", files);
  add_folder(disk, WEIR_SOURCE_DIR "/tests/provisions/rules/" + regime, "rules/" + regime, files);
  diagnostics::Sink sink;
  loaded_ = load::load_rules(files, "rules", sources_, sink);
  if (sink.has_errors()) throw std::runtime_error(said(sink));
  const model::Regime& only = loaded_.rule_sets.regimes.at(0);
  prefix_ = only.prefix;
  // A condition on a subject can only be asked in the family of rules that runs over it.
  family_ = only.subjects.empty() ? prefix_ : only.subjects.front().family;
  with_probe("");
}

std::string RuleSet::said_of(const std::string& regime, const std::string& file) {
  const base::DiskFileSystem disk;
  base::MemoryFileSystem files;
  add_folder(disk, WEIR_SOURCE_DIR "/rules/vocabulary", "rules/vocabulary", files);
  add_folder(disk, WEIR_SOURCE_DIR "/tests/provisions/rules/" + regime, "rules/" + regime, files);
  files.add("rules/" + regime + "/more.yaml", file);
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const load::LoadedRules rules = load::load_rules(files, "rules", sources, sink);
  check::check(rules.vocabulary, rules.rule_sets, sink);
  return said(sink);
}

const RuleSet::Compiled& RuleSet::with_probe(const std::string& condition) {
  auto& entry = compiled_[condition];
  if (entry) return *entry;
  auto made = std::make_shared<Compiled>();
  made->rule_sets = loaded_.rule_sets;
  model::Regime& regime = made->rule_sets.regimes.at(0);
  if (!condition.empty()) {
    auto parsed = language::parse_expression(condition);
    if (parsed.error) throw std::runtime_error(condition + ": " + parsed.error->message);
    model::Rule probe;
    probe.id = family_ + "." + std::string(probe_word);
    probe.title = condition;
    probe.in_force = model::DateRange{};
    probe.when.expression.text = base::unmapped(condition);
    probe.when.expression.ast = std::move(parsed.ast);
    regime.rules.push_back(std::move(probe));
    std::ranges::stable_sort(regime.rules, {}, &model::Rule::id);
  }
  diagnostics::Sink sink;
  made->checked = check::check(loaded_.vocabulary, made->rule_sets, sink);
  // A question may well be put to days on which the law says nothing.
  for (const auto& diagnostic : sink.sorted()) {
    if (diagnostic.severity == diagnostics::Severity::error &&
        diagnostic.code != diagnostics::Code::reads_outside_force)
      throw std::runtime_error(condition + "\n" + said(sink));
  }
  made->plan = plan::compile(made->checked);
  entry = std::move(made);
  return *entry;
}

model::Case RuleSet::load(const std::string& case_text) {
  base::MemoryFileSystem files;
  files.add("case.yaml", case_text);
  diagnostics::Sink sink;
  auto facts = load::load_case(files, "case.yaml", loaded_.vocabulary, sources_, sink);
  if (facts) check::check_case(with_probe("").checked, *facts, sink);
  if (!facts || sink.has_errors()) throw std::runtime_error(said(sink) + case_text);
  return *facts;
}

std::string RuleSet::mistakes(const std::string& case_text) {
  base::MemoryFileSystem files;
  files.add("case.yaml", case_text);
  diagnostics::Sink sink;
  const auto facts = load::load_case(files, "case.yaml", loaded_.vocabulary, sources_, sink);
  if (facts) check::check_case(with_probe("").checked, *facts, sink);
  return said(sink);
}

char RuleSet::truth(const std::string& condition, const std::string& case_text) {
  const Compiled& compiled = with_probe(condition);
  const model::Case facts = load(case_text);
  evaluate::CaseRow row;
  row.facts = &facts;
  row.as_of = facts.as_of.value();
  row.known_on = facts.known_on.value_or(row.as_of);
  const evaluate::Run run = evaluate::run(compiled.plan, {row}, {});
  for (const plan::CompiledRule& rule : compiled.plan.rules) {
    if (!rule.rule->id.ends_with("." + std::string(probe_word))) continue;
    const base::Truth truth = run.truth(rule.undefeated, 0);
    return truth == base::Truth::true_value ? 't' : truth == base::Truth::false_value ? 'f' : '?';
  }
  throw std::logic_error("no probe");
}

model::RegimeAssessment RuleSet::assess(const std::string& case_text) {
  const model::Case facts = load(case_text);
  auto assessment = evaluate::assess(with_probe("").plan, facts, {});
  if (!assessment.ok()) throw std::runtime_error(assessment.failure().message);
  return assessment.value().regimes.at(0);
}

model::FindingKind RuleSet::finding(const std::string& rule, const std::string& case_text) {
  for (const model::Finding& finding : assess(case_text).findings) {
    if (finding.id == rule) return finding.finding;
  }
  throw std::logic_error("no rule " + rule);
}

std::string RuleSet::level(const std::string& determination, const std::string& case_text) {
  for (const auto& answer : assess(case_text).determinations) {
    if (answer.name != determination) continue;
    const model::Level& level = answer.level;
    return level.at_least == level.at_most ? level.at_least : level.at_least + ".." + level.at_most;
  }
  throw std::logic_error("no determination " + determination);
}

std::string RuleSet::presumed(const std::string& determination, const std::string& case_text) {
  for (const auto& answer : assess(case_text).determinations) {
    if (answer.name == determination) return answer.presumed ? answer.presumed->at_most : "";
  }
  throw std::logic_error("no determination " + determination);
}

model::ClockAnswer RuleSet::clock(const std::string& name, const std::string& case_text) {
  for (const model::ClockAnswer& answer : assess(case_text).clocks) {
    if (answer.name == name) return answer;
  }
  throw std::logic_error("no clock " + name);
}

std::string RuleSet::due(const std::string& rule, const std::string& case_text) {
  for (const auto& duty : assess(case_text).duties) {
    if (duty.rule == rule) {
      return duty.due.at_least && duty.due.at_most == duty.due.at_least ? base::to_iso(*duty.due.at_least)
                                                                        : duty.due.words;
    }
  }
  return "";
}

}  // namespace weir::provisions
