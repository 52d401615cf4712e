#pragma once
#include <CLI/CLI.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/run.hpp"
#include "session/session.hpp"

namespace weir::cli {

/// Exit statuses of every verb.
inline constexpr int exit_done = 0, exit_errors = 1, exit_usage = 2;

enum class Format : std::uint8_t {
#define WEIR_FORMAT(name, of, doc) name,
#include "report/formats.def"
#undef WEIR_FORMAT
};

/// What a verb writes, which decides the formats it has.
enum class Writes : std::uint8_t { everything, assessments, tests, checks };

/// What several verbs share.
struct CommonOptions {
  std::string rules;
  std::string format = "text";
  std::string color = "auto";
  bool ascii = false;
};

/// The command-line parser of one verb with its help.
class Command {
 public:
  explicit Command(std::string_view verb);

  CLI::App& app() { return app_; }
  void add_rules(CommonOptions& options);
  void add_format(CommonOptions& options, Writes writes);
  void add_color(CommonOptions& options);
  void add_ascii(CommonOptions& options);
  std::string help() const { return app_.help(); }
  /// Parses the arguments. An exit status if the run ends here: help was asked for, or the usage is wrong.
  std::optional<int> parse(std::span<const std::string> args, Environment& env);

 private:
  CLI::App app_;
  std::string verb_;
  std::string formats_;  ///< "text, json"
};

/// The help of a verb; `describe` declares its flags.
template <typename Choices>
std::string help_of(std::string_view verb, void (*describe)(Command&, Choices&)) {
  Command command(verb);
  Choices choices{};
  describe(command, choices);
  return command.help();
}

Format format_of(const CommonOptions& options);
report::Style out_style(const CommonOptions& options, const Environment& env);
report::Style err_style(const CommonOptions& options, const Environment& env);

/// Says on standard error what is wrong with the usage, and where help is; returns exit_usage.
int usage_error(Environment& env, std::string_view message, std::string_view verb = {});

/// Says on standard error what went wrong with a run that was asked for rightly, as a disk that is full;
/// returns exit_usage.
int run_error(Environment& env, std::string_view message);

/// The rules folder to use: the flag's, else ./rules, else the installed one. If there is none, says so as
/// `verb`, and the run ends with exit_usage.
std::optional<std::string> rules_folder(const CommonOptions& options, Environment& env,
                                        std::string_view verb);

/// Loads the rules folder into the session: the flag's, else ./rules, else the installed one. Returns the
/// folder; if there is none, says so as `verb` and returns none, and the run ends with exit_usage.
std::optional<std::string> load_rules(session::Session& session, const CommonOptions& options,
                                      Environment& env, std::string_view verb,
                                      load::Examples examples = load::Examples::left_out);

/// Writes the diagnostics of a session: as text to standard error, as JSON or SARIF to
/// `json_to`.
void write_diagnostics(session::Session& session, const CommonOptions& options, Environment& env,
                       std::string& json_to);

// The verbs; each is one file of verbs/. A verb has two functions: how it is parsed for help, and the run
// itself.
#define WEIR_VERB(name, summary, examples)                              \
  int verb_##name(std::span<const std::string> args, Environment& env); \
  std::string help_##name();
#include "cli/verbs.def"
#undef WEIR_VERB

}  // namespace weir::cli
