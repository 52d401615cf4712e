#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "check/checked.hpp"
#include "diagnostics/diagnostic.hpp"
#include "load/load.hpp"
#include "plan/compile.hpp"

namespace weir::reference {

/// The rule sets of the source tree, loaded, checked and compiled once for all tests of a process.
struct Loaded {
  base::DiskFileSystem disk;
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::LoadedRules rules;
  check::Checked checked;
  plan::Plan plan;
};

inline Loaded& loaded() {
  static const std::unique_ptr<Loaded> world = [] {
    auto made = std::make_unique<Loaded>();
    made->rules = load::load_rules(made->disk, WEIR_SOURCE_DIR "/rules", made->sources, made->sink);
    made->checked = check::check(made->rules.vocabulary, made->rules.rule_sets, made->sink);
    if (!made->sink.has_errors()) made->plan = plan::compile(made->checked);
    return made;
  }();
  return *world;
}

/// A case from the text of its file; none if it has errors.
inline std::optional<model::Case> case_of(std::string_view text) {
  base::MemoryFileSystem files;
  files.add("case.yaml", std::string(text));
  return load::load_case(files, "case.yaml", loaded().rules.vocabulary, loaded().sources, loaded().sink);
}

/// The Hytera and Norsat case of the source tree.
inline const model::Case& hytera() {
  static const std::optional<model::Case> facts =
      load::load_case(loaded().disk, WEIR_SOURCE_DIR "/cases/ca/hytera-norsat.yaml",
                      loaded().rules.vocabulary, loaded().sources, loaded().sink);
  return facts.value();
}

}  // namespace weir::reference
