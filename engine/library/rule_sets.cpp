#include "weir/rule_sets.hpp"

#include <algorithm>
#include <utility>

#include "check/checked.hpp"
#include "evaluate/assess.hpp"
#include "library/convert.hpp"
#include "library/held.hpp"
#include "load/load.hpp"
#include "report/version.hpp"
#include "weir/weir.hpp"

namespace weir {

namespace {

/// What texts in memory are below.
constexpr const char* memory_folder = "rules";

std::vector<Regime> regimes_of(const model::RuleSets& rule_sets) {
  std::vector<Regime> regimes;
  for (const model::Regime& law : rule_sets.regimes) {
    Regime& regime = regimes.emplace_back();
    regime.id = law.id;
    regime.title = law.title;
    regime.country = law.country;
    for (const model::Determination& scale : law.determinations)
      regime.determinations.push_back({scale.name, scale.title, scale.levels});
    for (const model::Rule& rule : law.rules) regime.rules.push_back(rule.id);
    std::ranges::sort(regime.rules);
  }
  return regimes;
}

/// Loads the rules of `folder`; the sets are there if nothing in them is a mistake.
std::vector<Diagnostic> load_into(RuleSets::Held& held, const base::FileSystem& files,
                                  const std::string& folder) {
  held.session = std::make_unique<session::Session>(files);
  held.session->load_rules(folder, load::Examples::left_out);
  // Compiled now, so that nothing is left to do when threads share the sets.
  if (held.session->plan() != nullptr) held.regimes = regimes_of(held.session->rule_sets());
  return library::diagnostics_of(held.session->sink(), held.session->sources());
}

/// Reads a case and holds it against the rules; null if anything in it is a mistake.
std::shared_ptr<const Case::Held> read_from(const base::FileSystem& files, const std::string& path,
                                            std::shared_ptr<const RuleSets::Held> rules,
                                            std::vector<Diagnostic>& diagnostics) {
  const auto held = std::make_shared<Case::Held>();
  held->rules = std::move(rules);
  const session::Session& session = *held->rules->session;
  // Mistakes in a case may point at rules, so their texts come along.
  held->sources = session.sources();
  diagnostics::Sink sink;
  auto facts = load::load_case(files, path, session.vocabulary(), held->sources, sink);
  if (facts) check::check_case(session.checked(), *facts, sink);
  diagnostics = library::diagnostics_of(sink, held->sources);
  if (!facts || sink.has_errors()) return nullptr;
  held->facts = std::move(*facts);
  return held;
}

}  // namespace

std::string_view version() {
  return report::version;
}

Outcome<RuleSets> RuleSets::load(const std::string& folder) {
  Outcome<RuleSets> result;
  const auto held = std::make_shared<Held>();
  result.diagnostics = load_into(*held, held->disk, folder);
  if (held->session->rules_are_whole()) result.value.emplace().held_ = held;
  return result;
}

Outcome<RuleSets> RuleSets::from_texts(const std::map<std::string, std::string>& texts) {
  Outcome<RuleSets> result;
  const auto held = std::make_shared<Held>();
  for (const auto& [path, text] : texts) held->memory.add(base::join_path(memory_folder, path), text);
  result.diagnostics = load_into(*held, held->memory, memory_folder);
  if (held->session->rules_are_whole()) result.value.emplace().held_ = held;
  return result;
}

const std::vector<Regime>& RuleSets::regimes() const {
  return held_->regimes;
}

const std::string& RuleSets::digest() const {
  return held_->session->rule_sets().digest;
}

Outcome<Case> RuleSets::read_case(std::string text, const std::string& path) const {
  base::MemoryFileSystem files;
  files.add(path, std::move(text));
  Outcome<Case> result;
  if (auto read = read_from(files, path, held_, result.diagnostics)) result.value.emplace().held_ = read;
  return result;
}

Outcome<Case> RuleSets::read_case_file(const std::string& path) const {
  Outcome<Case> result;
  if (auto read = read_from(held_->disk, path, held_, result.diagnostics))
    result.value.emplace().held_ = read;
  return result;
}

const std::string& Case::name() const {
  return held_->facts.id;
}

const std::string& Case::title() const {
  return held_->facts.title;
}

std::string Case::as_of() const {
  return held_->facts.as_of ? base::to_iso(*held_->facts.as_of) : std::string();
}

Outcome<Assessment> RuleSets::evaluate(const Case& facts, const Options& options) const {
  const auto& seen = facts.held_;
  if (seen->rules != held_)
    return library::refused<Assessment>(library::wrong_request(
        "the case `" + facts.name() + "` was read for other rule sets", "read it with these"));
  const plan::Plan& plan = *held_->session->plan();
  auto read = library::options_of(options, plan);
  if (!read) return {std::nullopt, std::move(read.diagnostics)};
  if (!read->as_of && !seen->facts.as_of)
    return library::refused<Assessment>(library::wrong_request(
        diagnostics::Code::no_viewpoint, "nothing says on which day the case `" + facts.name() + "` is seen",
        "give `as_of` in the case or in the options"));
  auto assessed = evaluate::assess(plan, seen->facts, *read);
  if (!assessed) return library::refused<Assessment>(library::wrong_request(assessed.failure().message));

  Outcome<Assessment> result;
  const auto held = std::make_shared<Assessment::Held>(Assessment::Held{seen, std::move(assessed).value()});
  const model::Assessment& made = held->assessment;
  Assessment& told = result.value.emplace();
  told.case_name = made.case_id;
  told.title = made.title;
  told.as_of = base::to_iso(made.as_of);
  told.known_on = base::to_iso(made.known_on);
  told.digest = made.digest;
  told.rules_digest = made.rules_digest;
  told.regimes = library::regimes_of(made);
  told.held_ = held;
  return result;
}

}  // namespace weir
