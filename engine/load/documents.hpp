#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "yaml/cuts.hpp"
#include "yaml/document.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// What every loader needs: where texts come from, where they are kept, where mistakes go.
struct Workbench {
  const base::FileSystem& files;
  diagnostics::SourceMap& sources;
  diagnostics::Sink& sink;
};

/// Reads and parses one YAML file; none if it cannot be read, is too large or has no usable tree (already
/// reported).
std::optional<yaml::Document> read_document(Workbench& bench, const std::string& path);

/// The same for several files, parsed side by side; documents and mistakes stand in the order of `paths`.
/// What is `left_out` is not read.
std::vector<std::optional<yaml::Document>> read_documents(Workbench& bench,
                                                          const std::vector<std::string>& paths,
                                                          const yaml::LeftOut* left_out = nullptr);

/// Paths of all `*.yaml` and `*.yml` files below `folder`, sorted; folders below are entered.
std::vector<std::string> yaml_files_below(Workbench& bench, const std::string& folder);

/// True for a file name that ends in `.yaml` or `.yml`.
bool is_yaml_name(std::string_view name);

/// Emits `code` at `span` with the usual "did you mean" of the closest candidate.
diagnostics::Diagnostic& emit_unknown(diagnostics::Sink& sink, diagnostics::Code code, base::Span span,
                                      std::string message, std::string_view word,
                                      const std::vector<std::string>& candidates, std::string_view what);

/// True for a kebab-case word: lower-case letters, digits and single inner hyphens.
bool is_kebab_word(std::string_view word);
/// True for a snake_case word: a lower-case letter, then letters, digits, underscores.
bool is_snake_word(std::string_view word);

}  // namespace weir::load
