#include "session/session.hpp"

#include <deque>

#include "check/checked.hpp"
#include "load/change.hpp"
#include "load/load.hpp"
#include "plan/compile.hpp"

namespace weir::session {

/// Later members refer to earlier ones, so nothing here is ever moved.
struct Session::State {
  const base::FileSystem& files;
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::LoadedRules rules;
  model::Margin margin;
  check::Checked checked;
  std::optional<plan::Plan> plan;
  std::deque<model::Case> cases;
};

Session::Session(const base::FileSystem& files) : state_(new State{files, {}, {}, {}, {}, {}, {}, {}}) {}
Session::~Session() = default;

void Session::load_rules(const std::string& folder) {
  State& state = *state_;
  state.rules = load::load_rules(state.files, folder, state.sources, state.sink, state.margin);
  // Without a vocabulary nothing else can be read; the sink says why there is none.
  if (!state.rules.vocabulary.transaction.valid()) return;
  state.checked = check::check(state.rules.vocabulary, state.rules.rule_sets, state.sink);
  if (!state.sink.has_errors()) state.plan.emplace(plan::compile(state.checked));
}

const model::Case* Session::load_case(const std::string& path) {
  return load_cases({path}).front();
}

std::vector<const model::Case*> Session::load_cases(const std::vector<std::string>& paths) {
  State& state = *state_;
  std::vector<const model::Case*> cases(paths.size());
  if (!state.rules.vocabulary.transaction.valid()) return cases;
  auto loaded = load::load_cases(state.files, paths, state.rules.vocabulary, state.sources, state.sink);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!loaded[i]) continue;
    // A case can be held against the rule sets only where these are whole.
    if (state.plan) check::check_case(state.checked, *loaded[i], state.sink);
    if (state.sink.has_errors_in(loaded[i]->file)) continue;
    cases[i] = &state.cases.emplace_back(std::move(*loaded[i]));
  }
  return cases;
}

const model::Case* Session::try_case(const std::string& path, std::string text, diagnostics::Sink& sink) {
  State& state = *state_;
  base::MemoryFileSystem files(&state.files);
  files.add(path, std::move(text));
  auto loaded = load::load_case(files, path, state.rules.vocabulary, state.sources, sink);
  if (loaded && state.plan) check::check_case(state.checked, *loaded, sink);
  if (!loaded || sink.has_errors()) return nullptr;
  return &state.cases.emplace_back(std::move(*loaded));
}

void Session::check_expectations(const model::Case& facts) {
  if (state_->plan) check::check_expectations(state_->checked, facts, state_->sink);
}

std::vector<model::CaseChange> Session::read_changes(const std::string& flag,
                                                     const std::vector<std::string>& texts,
                                                     const model::Case& facts) {
  State& state = *state_;
  std::vector<model::CaseChange> changes;
  for (const std::string& text : texts) {
    if (auto change = load::read_change(flag, text, facts, state.rules, state.sources, state.sink))
      changes.push_back(std::move(*change));
  }
  return changes;
}

std::vector<model::CaseChange> Session::read_places(const std::string& flag,
                                                    const std::vector<std::string>& texts,
                                                    const model::Case& facts) {
  State& state = *state_;
  std::vector<model::CaseChange> places;
  for (const std::string& text : texts) {
    if (auto place = load::read_place(flag, text, facts, state.rules, state.sources, state.sink))
      places.push_back(std::move(*place));
  }
  return places;
}

const model::Case* Session::change_case(const model::Case& facts,
                                        const std::vector<model::CaseChange>& changes) {
  State& state = *state_;
  const std::size_t errors = state.sink.error_count();
  model::Case changed = facts;
  for (const model::CaseChange& change : changes) load::apply(change, changed);
  if (state.plan) check::check_case(state.checked, changed, state.sink);
  if (state.sink.error_count() > errors) return nullptr;
  return &state.cases.emplace_back(std::move(changed));
}

base::FileId Session::add_text(const std::string& flag, const std::string& text) {
  return state_->sources.add(flag, text);
}

const plan::Plan* Session::plan() const {
  return state_->plan ? &*state_->plan : nullptr;
}
const diagnostics::SourceMap& Session::sources() const {
  return state_->sources;
}
diagnostics::Sink& Session::sink() {
  return state_->sink;
}
const model::Vocabulary& Session::vocabulary() const {
  return state_->rules.vocabulary;
}
const model::RuleSets& Session::rule_sets() const {
  return state_->rules.rule_sets;
}

const model::Margin& Session::margin() const {
  return state_->margin;
}

}  // namespace weir::session
