#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/byte_stream.hpp"
#include "base/file_system.hpp"
#include "interview/conversation.hpp"
#include "lsp/channel.hpp"
#include "report/style.hpp"

namespace weir::cli {

/// Everything a run may read and write, so that tests can run the whole program in memory.
struct Environment {
  base::FileSystem& files;
  std::string& out;                                 ///< results
  std::string& err;                                 ///< all else
  report::Colour out_colour = report::Colour::off;  ///< what `--color auto` means
  report::Colour err_colour = report::Colour::off;
  std::size_t width = 80;
  std::string default_rules = "rules";  ///< used if the folder is there
  std::string installed_rules{};        ///< used otherwise; empty if there is none
  report::Characters characters =
      report::Characters::unicode;  ///< what results are written in without `--ascii`
  /// Shows how far long work is, in place of what was shown before; empty where nobody looks on.
  std::function<void(std::string_view)> progress{};
  /// A folder of the disk: revisions of git are those of the repository that it lies in. Empty: there are
  /// none.
  std::string repository{};
  /// Standard input; null where there is none.
  base::ByteSource* input = nullptr;
  /// Writes results at once, so that long output takes no memory; false if they cannot be written. Empty: all
  /// of them go to `out`.
  std::function<bool(std::string_view)> write{};
  /// `write` is best given a multiple of so many bytes; 0: whatever there is.
  std::size_t output_piece = 0;
  /// Whom an interview asks; null where there is nobody.
  interview::Conversation* conversation = nullptr;
  /// The connection of a verb that serves one, as `lsp` does; without it there is none.
  lsp::Channel channel{};
  std::string folder{};  ///< the absolute path of the folder in which the program runs
  std::string today{};   ///< the day of the run, as `2024-05-01`; empty: not known
  /// Milliseconds on a clock that is never put back. Empty: there is none, and nobody is told how long
  /// anything takes.
  std::function<std::uint64_t()> now{};
  /// How many bytes a file holds, `-` that of standard input; none where that is not known. May be empty.
  std::function<std::optional<std::uint64_t>(const std::string&)> size_of{};
};

/// Runs the program with the arguments after its name and returns its exit status: 0 done, 1 errors found by
/// a verb that looks for them, 2 bad input or usage.
int run(std::span<const std::string> args, Environment& env);

}  // namespace weir::cli
