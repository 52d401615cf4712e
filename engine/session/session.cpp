#include "session/session.hpp"

#include <deque>

#include "check/checked.hpp"
#include "load/load.hpp"
#include "plan/compile.hpp"

namespace weir::session {

/// Later members refer to earlier ones, so nothing here is ever moved.
struct Session::State {
  const base::FileSystem& files;
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::LoadedRules rules;
  check::Checked checked;
  std::optional<plan::Plan> plan;
  std::deque<model::Case> cases;
};

Session::Session(const base::FileSystem& files) : state_(new State{files, {}, {}, {}, {}, {}, {}}) {}
Session::~Session() = default;

void Session::load_rules(const std::string& folder) {
  State& state = *state_;
  state.rules = load::load_rules(state.files, folder, state.sources, state.sink);
  // Without a vocabulary nothing else can be read; the sink says why there is none.
  if (!state.rules.vocabulary.transaction.valid()) return;
  state.checked = check::check(state.rules.vocabulary, state.rules.rule_sets, state.sink);
  if (!state.sink.has_errors()) state.plan.emplace(plan::compile(state.checked));
}

const model::Case* Session::load_case(const std::string& path) {
  State& state = *state_;
  if (!state.rules.vocabulary.transaction.valid()) return nullptr;
  const std::size_t errors = state.sink.error_count();
  auto loaded = load::load_case(state.files, path, state.rules.vocabulary, state.sources, state.sink);
  if (!loaded) return nullptr;
  // A case can be held against the rule sets only where these are whole.
  if (state.plan) check::check_case(state.checked, *loaded, state.sink);
  if (state.sink.error_count() > errors) return nullptr;
  return &state.cases.emplace_back(std::move(*loaded));
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

}  // namespace weir::session
