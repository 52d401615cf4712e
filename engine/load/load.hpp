#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "load/document_cache.hpp"
#include "load/wanted.hpp"
#include "model/case.hpp"
#include "model/margin.hpp"
#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"
#include "yaml/document.hpp"

namespace weir::load {

/// Everything below a rules folder.
struct LoadedRules {
  model::Vocabulary vocabulary;
  model::RuleSets rule_sets;
  model::Margin margin;  ///< what stands beside the law in their texts
};

/// Reads `folder`/vocabulary, `folder`/context and every folder below `folder` that holds a regime.yaml, in
/// sorted order. Mistakes go to the sink and reading goes on. `digest` is over the meaning and the texts
/// shown, not over bytes: it does not change with layout, comments or the order of files and rules.
/// `cache` saves the parsing of files that have not changed since it was last given.
LoadedRules load_rules(const base::FileSystem& files, std::string_view folder,
                       diagnostics::SourceMap& sources, diagnostics::Sink& sink,
                       Examples examples = Examples::read, DocumentCache* cache = nullptr);

/// Reads case files, side by side; none for a file that has errors. Mistakes stand in the order of `paths`.
std::vector<std::optional<model::Case>> load_cases(const base::FileSystem& files,
                                                   const std::vector<std::string>& paths,
                                                   const model::Vocabulary& vocabulary,
                                                   diagnostics::SourceMap& sources, diagnostics::Sink& sink,
                                                   DocumentCache* cache = nullptr);

/// Reads one case file; none if it has errors.
inline std::optional<model::Case> load_case(const base::FileSystem& files, const std::string& path,
                                            const model::Vocabulary& vocabulary,
                                            diagnostics::SourceMap& sources, diagnostics::Sink& sink) {
  return std::move(load_cases(files, {path}, vocabulary, sources, sink).front());
}

/// Reads a case that is a line of a batch, with `id` in place of `case`; none if it has errors. It gets no
/// digest.
std::optional<model::Case> read_case_line(const yaml::Document& line, const model::Vocabulary& vocabulary,
                                          diagnostics::Sink& sink);

}  // namespace weir::load
