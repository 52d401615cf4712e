#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/file_system.hpp"

namespace weir::test {

/// The project's own `rules` and `cases` folders, under the names they have in the source tree; nothing else.
class SourceTree final : public base::FileSystem {
 public:
  Kind kind(std::string_view path) const override;
  base::Result<std::string> read(std::string_view path, std::size_t limit) const override;
  base::Result<std::vector<std::string>> list(std::string_view path) const override;
  /// Tests do not write into the source tree.
  std::optional<base::Failure> write(std::string_view path, std::string_view bytes) override;

 private:
  base::DiskFileSystem disk_;
};

/// What a run of the program gave.
struct RunResult {
  int exit = 0;
  std::string out, err;
  std::map<std::string, std::string> written;  ///< files that the run wrote, by path
};

/// Runs `weir` in this process on the files given over the source tree; `arguments` are parted by blanks.
/// `answers` are the lines that somebody says to its questions; they stand in `out` behind the prompts.
RunResult run_weir(const std::string& arguments,
                   const std::vector<std::pair<std::string, std::string>>& files = {},
                   const std::string& answers = {});

/// One golden file: comment lines with `#`, `run:`, `exit:`, perhaps `copy: FROM TO`, then sections `---
/// name` with files, `--- edit name` with lines to replace, `stdout`, `stderr` and what was written.
struct Golden {
  std::string comment, arguments;
  std::string copy;  ///< a folder of the source tree and the name of a copy of it
  int exit = 0;
  std::vector<std::pair<std::string, std::string>> files;
  std::string answers;  ///< section `--- answers`: what is said to an interview
  std::string out, err;
  std::map<std::string, std::string> written;  ///< sections `--- written PATH`
};

/// The files that the run finds over the source tree: those of the golden, and a copied folder with its
/// edits: lines with `-` in front stand there once and give way to those with `+`.
std::vector<std::pair<std::string, std::string>> files_of(const Golden& golden);
Golden parse_golden(const std::string& text);
std::string print_golden(const Golden& golden);
/// Digests are replaced by `sha256:…`, so that expectations survive changes of law that do not concern them.
std::string normalised(std::string text);

/// All *.golden files below tests/golden, sorted, as absolute paths.
std::vector<std::string> golden_files();
/// All *_test.cpp files below tests, sorted, as absolute paths.
std::vector<std::string> test_sources();
std::string read_disk(const std::string& path);

}  // namespace weir::test
