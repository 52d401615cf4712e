#pragma once
#include <string>
#include <vector>

#include "diagnostics/source.hpp"
#include "suite/run_suite.hpp"

namespace weir::suite {

/// Whole lines of a file as they are and as they would be.
struct LineChange {
  std::uint32_t line = 0;  ///< first of the lines, from 1
  std::string before, after;
};

/// A case file whose expectations are brought in line with what comes out; everything else in it stays, byte
/// for byte.
struct FileRewrite {
  base::FileId file;
  std::string text;                 ///< the whole file
  std::vector<LineChange> changes;  ///< in the order of the file
};

/// The files in which trials failed, rewritten so that these pass. Values are replaced, entries of lists that
/// do not come out are taken out; known gaps and examples of rules are left alone. `left` counts mismatches
/// that no rewriting meets.
struct Rewriting {
  std::vector<FileRewrite> files;
  std::size_t values = 0, left = 0;
};
Rewriting rewrite_expectations(const diagnostics::SourceMap& sources, const std::vector<Trial>& trials,
                               const std::vector<Verdict>& verdicts);

}  // namespace weir::suite
