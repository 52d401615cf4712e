#include "format/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "base/unified_diff.hpp"
#include "cli/paths.hpp"
#include "report/diagnostics_text.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  std::vector<std::string> paths;
  bool check = false;
  bool diff = false;
  std::string stdin_path = "standard input";
};

void describe(Command& command, Choices& choices) {
  command.app()
      .add_option("PATH", choices.paths,
                  "files and folders, or `-` for standard input (default: rules, cases)")
      ->type_name("");
  command.app().add_flag("--check", choices.check, "write nothing; name the files that would change");
  command.app().add_flag("--diff", choices.diff, "write nothing; show what would change");
  command.app()
      .add_option("--stdin-path", choices.stdin_path, "with `-`: the name of the file, for messages")
      ->type_name("FILE");
  command.add_rules(choices.common);
  command.add_color(choices.common);
}

/// One file on its way.
struct Piece {
  std::string path;
  base::FileId file;
  std::optional<std::string> result;  ///< none if the file has mistakes
  diagnostics::Sink mistakes;
};

class Run {
 public:
  Run(const Choices& choices, Environment& env) : choices_(choices), env_(env) {}

  int standard_input() {
    if (!env_.input) return usage_error(env_, "there is no standard input", "format");
    Piece piece;
    piece.path = choices_.stdin_path;
    auto bytes = base::read_all(*env_.input);
    if (!bytes) return usage_error(env_, bytes.failure().message, "format");
    piece.file = sources_.add(piece.path, std::move(bytes).value());
    piece.result = format::formatted(sources_, piece.file, piece.mistakes);
    if (!piece.result) return refused(std::move(piece.mistakes));
    if (!choices_.check && !choices_.diff) {
      env_.out += *piece.result;
      return exit_done;
    }
    return say(piece);
  }

  int files(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      auto bytes = env_.files.read(path, base::yaml_file_limit);
      if (!bytes) return usage_error(env_, bytes.failure().message, "format");
      Piece piece;
      piece.path = path;
      piece.file = sources_.add(path, std::move(bytes).value());
      pieces_.push_back(std::move(piece));
    }
    // Nothing is added to the sources any more, so that all threads may read them.
    base::for_each_index(pieces_.size(), std::thread::hardware_concurrency(), [&](std::size_t i) {
      pieces_[i].result = format::formatted(sources_, pieces_[i].file, pieces_[i].mistakes);
    });
    int status = exit_done;
    std::size_t changed = 0;
    diagnostics::Sink mistakes;
    for (Piece& piece : pieces_) {
      mistakes.absorb(std::move(piece.mistakes));
      if (!piece.result || *piece.result == sources_.get(piece.file).text()) continue;
      ++changed;
      status = std::max(status, choices_.check || choices_.diff ? say(piece) : put(piece));
    }
    if (mistakes.has_errors()) status = refused(std::move(mistakes));
    if (!choices_.diff) tell(changed);
    return status;
  }

 private:
  /// Shows what would change. Exit status.
  int say(const Piece& piece) {
    const std::string_view before = sources_.get(piece.file).text();
    if (before == *piece.result) return exit_done;
    if (choices_.diff) {
      env_.out += base::unified_diff(before, *piece.result, piece.path);
    } else {
      env_.out += fmt::format("{} would change\n", piece.path);
    }
    return choices_.check ? exit_errors : exit_done;
  }

  int put(const Piece& piece) {
    if (const auto failure = env_.files.write(piece.path, *piece.result))
      return usage_error(env_, failure->message, "format");
    env_.out += fmt::format("{} laid out\n", piece.path);
    return exit_done;
  }

  int refused(diagnostics::Sink mistakes) {
    env_.err += report::render_diagnostics_text(mistakes, sources_, err_style(choices_.common, env_));
    return exit_usage;
  }

  void tell(std::size_t changed) {
    const auto left = static_cast<std::size_t>(
        std::ranges::count_if(pieces_, [](const Piece& piece) { return !piece.result.has_value(); }));
    const std::size_t same = pieces_.size() - changed - left;
    env_.out += fmt::format("{} {}, {} as {} should be{}\n", base::counted(changed, "file", "files"),
                            choices_.check ? "would change" : "laid out", same, same == 1 ? "it" : "they",
                            left == 0 ? "" : fmt::format(", {} left alone", left));
  }

  const Choices& choices_;
  Environment& env_;
  diagnostics::SourceMap sources_;
  std::vector<Piece> pieces_;
};

/// The YAML files at and below the paths; without any, those of the rules and of `cases`.
std::vector<std::string> files_of(const Choices& choices, const Environment& env) {
  std::vector<std::string> paths = choices.paths;
  if (paths.empty()) {
    paths.push_back(choices.common.rules.empty() ? env.default_rules : choices.common.rules);
    paths.emplace_back("cases");
    std::erase_if(paths, [&](const std::string& path) {
      return env.files.kind(path) == base::FileSystem::Kind::missing;
    });
    if (paths.empty()) return {};
  }
  return yaml_files_at(paths, env);
}

}  // namespace

std::string help_format() {
  return help_of("format", describe);
}

int verb_format(std::span<const std::string> args, Environment& env) {
  Command command("format");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  Run run(choices, env);
  if (choices.paths == std::vector<std::string>{"-"}) return run.standard_input();
  if (std::ranges::find(choices.paths, "-") != choices.paths.end())
    return usage_error(env, "`-` stands alone: standard input is one file", "format");
  const std::vector<std::string> paths = files_of(choices, env);
  if (paths.empty())
    return usage_error(env, "no files: there is no folder `rules` or `cases` here; name what to lay out",
                       "format");
  return run.files(paths);
}

}  // namespace weir::cli
