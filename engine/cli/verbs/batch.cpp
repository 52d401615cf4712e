#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/text.hpp"
#include "batch/batch.hpp"
#include "batch/csv_rows.hpp"
#include "batch/gzip.hpp"
#include "batch/tally_report.hpp"
#include "cli/assess_flags.hpp"
#include "cli/pace.hpp"

namespace weir::cli {
namespace {

struct Choices {
  CommonOptions common;
  SeenOptions seen;
  std::vector<std::string> files;
  std::string select, input_format;
  bool summary = false;
  unsigned threads = 0;
  std::uint64_t skip = 0;
};

void describe(Command& command, Choices& choices) {
  CLI::App& app = command.app();
  app.add_option("FILE", choices.files,
                 "files of cases, read one after the other; `-` or none: standard input")
      ->type_name("");
  app.add_option("--input", choices.input_format, "jsonl or csv (default: by the name of the file)")
      ->type_name("FORMAT");
  app.add_option("--select", choices.select,
                 "what to put out, with commas: position, determinations, risk, fired, open")
      ->type_name("PARTS");
  app.add_flag("--summary", choices.summary, "a table of counts in place of lines");
  app.add_option("--skip", choices.skip, "pass over so many cases at the beginning")->type_name("N");
  app.add_option("--threads", choices.threads, "work on so many blocks at a time (default: one a processor)")
      ->type_name("N");
  add_viewpoint(command, choices.seen);
  add_regimes(command, choices.seen);
  add_suppose(command, choices.seen);
  command.add_rules(choices.common);
  command.add_format(choices.common, Writes::everything);
  command.add_color(choices.common);
  command.add_ascii(choices.common);
}

constexpr std::pair<std::string_view, batch::Part> part_names[] = {
    {"position", batch::Part::position},
    {"determinations", batch::Part::determinations},
    {"risk", batch::Part::risk},
    {"fired", batch::Part::fired},
    {"open", batch::Part::open}};

base::Result<std::vector<batch::Part>> parts_of(const std::string& text) {
  std::vector<batch::Part> parts;
  for (const std::string_view word : base::split(text, ',')) {
    const auto found =
        std::ranges::find(part_names, base::trim(word), [](const auto& name) { return name.first; });
    if (found == std::end(part_names)) {
      return base::Failure{fmt::format(
          "`--select {}` is not one of position, determinations, risk, fired, open", base::trim(word))};
    }
    parts.push_back(found->second);
  }
  return parts;
}

bool ends_in(std::string_view name, std::string_view ending) {
  return name.ends_with(ending) || name.ends_with(std::string(ending) + ".gz");
}

/// Counts the bytes that are read.
class Counting final : public base::ByteSource {
 public:
  Counting(base::ByteSource& source, std::atomic<std::uint64_t>& bytes) : source_(source), bytes_(bytes) {}
  base::Result<std::size_t> read(std::span<char> into) override {
    auto count = source_.read(into);
    if (count) bytes_ += count.value();
    return count;
  }

 private:
  base::ByteSource& source_;
  std::atomic<std::uint64_t>& bytes_;
};

/// Tells whoever looks on how far the batch is.
class Progress {
 public:
  Progress(const std::vector<std::string>& files, const Environment& env) : env_(env) {
    if (!env.progress || !env.now) return;
    std::optional<std::uint64_t> all = 0;
    for (const std::string& file : files) {
      const auto size = env.size_of ? env.size_of(file) : std::nullopt;
      all = all && size ? std::optional(*all + *size) : std::nullopt;
    }
    pace_.emplace(env.now(), all);
  }

  void show(std::uint64_t cases) {
    if (!pace_) return;
    const auto words = pace_->words(env_.now(), cases, bytes);
    if (!words) return;
    env_.progress(*words);
    shown_ = true;
  }
  void clear() {
    if (shown_) env_.progress("");
    shown_ = false;
  }

  /// Read so far, of all files; one thread reads while another shows.
  std::atomic<std::uint64_t> bytes = 0;

 private:
  const Environment& env_;
  std::optional<Pace> pace_;
  bool shown_ = false;
};

/// One input file, assessed; adds to the tally.
std::optional<base::Failure> run_one(const std::string& name, const session::Session& session,
                                     Choices& choices, batch::Settings settings, batch::Tally& total,
                                     Progress& progress, Environment& env) {
  std::shared_ptr<base::ByteSource> file;
  const bool standard = name == "-";
  if (!standard) {
    auto opened = env.files.open(name);
    if (!opened) return opened.failure();
    file = std::move(opened).value();
  } else if (env.input == nullptr) {
    return base::Failure{"there is no standard input"};
  }
  Counting counted(standard ? *env.input : *file, progress.bytes);
  const auto unpacked = batch::unpacked(counted);
  const bool table = choices.input_format == "csv" || (choices.input_format.empty() && ends_in(name, ".csv"));
  std::unique_ptr<batch::RowSource> rows;
  if (table) {
    auto csv = std::make_unique<batch::CsvRows>(*unpacked, session.vocabulary(), session.rule_sets());
    if (auto failure = csv->read_header()) return failure;
    rows = std::move(csv);
  } else {
    rows = std::make_unique<batch::JsonLines>(*unpacked);
  }
  settings.progress = [&, before = total.rows](std::uint64_t done) { progress.show(before + done); };
  auto tally = batch::run_batch(session, *rows, settings);
  progress.clear();
  if (!tally) return tally.failure();
  total.add(tally.value());
  return std::nullopt;
}

}  // namespace

std::string help_batch() {
  return help_of("batch", describe);
}

int verb_batch(std::span<const std::string> args, Environment& env) {
  Command command("batch");
  Choices choices;
  describe(command, choices);
  if (const auto status = command.parse(args, env)) return *status;
  const auto fail = [&](const base::Failure& failure) { return usage_error(env, failure.message, "batch"); };
  const auto options = options_of(choices.seen);
  if (!options) return fail(options.failure());
  if (!choices.input_format.empty() && choices.input_format != "jsonl" && choices.input_format != "csv")
    return fail({fmt::format("`--input {}` is not one of jsonl, csv", choices.input_format)});
  if (choices.files.size() > 1 && choices.skip > 0) return fail({"`--skip` goes with one input only"});
  if (format_of(choices.common) == Format::json && !choices.summary)
    return fail({"`--format` is of `--summary`; without it every line is JSON"});
  batch::Settings settings;
  settings.options = options.value();
  settings.skip = choices.skip;
  settings.threads =
      choices.threads > 0 ? choices.threads : std::max(1u, std::thread::hardware_concurrency());
  settings.output = choices.summary ? batch::Settings::Output::tally : batch::Settings::Output::lines;
  if (!choices.select.empty()) {
    auto parts = parts_of(choices.select);
    if (!parts) return fail(parts.failure());
    settings.parts = std::move(parts).value();
  }

  session::Session session(env.files);
  if (!load_rules(session, choices.common, env, "batch")) return exit_usage;
  if (!usable(session, choices.common, env)) return exit_usage;
  if (choices.files.empty()) choices.files = {"-"};
  Progress progress(choices.files, env);
  settings.write = [&](std::string_view text) -> std::optional<base::Failure> {
    if (!env.write) {
      env.out += text;
    } else if (!env.write(text)) {
      return base::Failure{"the output cannot be written"};
    }
    return std::nullopt;
  };
  settings.piece = env.output_piece;
  batch::Tally total;
  for (const std::string& name : choices.files) {
    if (auto failure = run_one(name, session, choices, settings, total, progress, env))
      return run_error(env, failure->message);
  }
  if (choices.summary) {
    if (format_of(choices.common) == Format::json) {
      env.out += batch::render_tally_json(total, *session.plan());
    } else {
      write_memo(batch::make_tally_memo(total, *session.plan()), choices.common, env);
    }
  }
  return total.refused > 0 ? exit_errors : exit_done;
}

}  // namespace weir::cli
