#pragma once
#include "cli/command.hpp"
#include "evaluate/assess.hpp"
#include "report/memo.hpp"

namespace weir::cli {

/// `text` as a day, or what is wrong with the flag.
base::Result<base::Date> day_of(std::string_view flag, const std::string& text);
/// The texts of `--suppose`, `ID=DATE` each.
base::Result<std::map<std::string, base::Date>> supposed_of(const std::vector<std::string>& texts);

/// Where in time a case is seen and under which regimes, as several verbs ask for it.
struct SeenOptions {
  std::vector<std::string> regimes, suppose;
  std::string as_of, known_on;
};
/// `--as-of` and `--known-on`.
void add_viewpoint(Command& command, SeenOptions& options);
void add_regimes(Command& command, SeenOptions& options);
void add_suppose(Command& command, SeenOptions& options);
/// The options of an evaluation, or what is wrong with them.
base::Result<evaluate::Options> options_of(const SeenOptions& seen);

/// Says on standard error what is wrong with what was loaded; false if a case cannot be assessed with it.
bool usable(session::Session& session, const CommonOptions& options, Environment& env);

/// Writes a memo as text or Markdown, two lines below what was written before.
void write_memo(const report::Memo& memo, const CommonOptions& options, Environment& env);

}  // namespace weir::cli
