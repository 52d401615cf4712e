#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "load/wanted.hpp"
#include "model/case.hpp"
#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"

namespace weir::load {

/// Everything below a rules folder.
struct LoadedRules {
  model::Vocabulary vocabulary;
  model::RuleSets rule_sets;
};

/// Reads `folder`/vocabulary, `folder`/context and every folder below `folder` that holds a regime.yaml, in
/// sorted order. Mistakes go to the sink and reading goes on. `digest` is over the meaning and the texts
/// shown, not over bytes: it does not change with layout, comments or the order of files and rules.
LoadedRules load_rules(const base::FileSystem& files, std::string_view folder,
                       diagnostics::SourceMap& sources, diagnostics::Sink& sink,
                       Examples examples = Examples::read);

/// Reads case files, side by side; none for a file that has errors. Mistakes stand in the order of `paths`.
std::vector<std::optional<model::Case>> load_cases(const base::FileSystem& files,
                                                   const std::vector<std::string>& paths,
                                                   const model::Vocabulary& vocabulary,
                                                   diagnostics::SourceMap& sources, diagnostics::Sink& sink);

/// Reads one case file; none if it has errors.
inline std::optional<model::Case> load_case(const base::FileSystem& files, const std::string& path,
                                            const model::Vocabulary& vocabulary,
                                            diagnostics::SourceMap& sources, diagnostics::Sink& sink) {
  return std::move(load_cases(files, {path}, vocabulary, sources, sink).front());
}

}  // namespace weir::load
