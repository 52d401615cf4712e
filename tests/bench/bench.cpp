// weir_bench: how fast rules are evaluated, beside simdjson alone reading the same cases in the same run.
#include <fmt/core.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/byte_stream.hpp"
#include "base/file_system.hpp"
#include "base/text.hpp"
#include "batch/batch.hpp"
#include "bench/clock.hpp"
#include "bench/questions.hpp"
#include "bench/reference.hpp"
#include "bench/workload.hpp"
#include "bench/world.hpp"
#include "evaluate/assess.hpp"
#include "json/json.hpp"

#ifndef NDEBUG
#error "only a release program is worth measuring: use `make bench`"
#endif

namespace weir::bench {
namespace {

constexpr std::size_t question_counts[] = {5, 10, 15, 20};

struct Asked {
  Size size{.cases = 131072, .rules = 200};
  unsigned threads = 1;
  std::size_t block = 0;  ///< rows evaluated together; 0: as the program does
  double seconds = 5;     ///< of the main measure; of each lesser one a fifth
  bool json = false, questions = true, table = false;
  std::string folder;  ///< where to write the workload, in place of measuring
};

/// A mistake of the program or of the workload: no figure is worth printing.
[[noreturn]] void stop(const std::string& why) {
  fmt::print(stderr, "weir_bench: {}\n", why);
  std::exit(1);
}

struct Throughput {
  Seconds reference, weir;
  Seconds thrown_away;  ///< Weir, with the answers written to where nothing is kept
  std::size_t rounds = 0, text_bytes = 0, output_bytes = 0, nodes = 0, nodes_before_sharing = 0;
};

/// A file that is gone when the program ends.
class Scratch {
 public:
  explicit Scratch(std::string_view name)
      : path_((std::filesystem::temp_directory_path() / fmt::format("weir-bench-{}-{}", getpid(), name))
                  .string()) {}
  ~Scratch() { std::filesystem::remove(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void write_file(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) stop("cannot write " + path);
}

/// One run of `weir batch --select risk,fired,open` from one file to another.
void run_batch(const session::Session& session, const Asked& asked, const std::string& from,
               const std::string& to) {
  const base::DiskFileSystem disk;
  const auto file = disk.open(from).value();
  std::FILE* const out = std::fopen(to.c_str(), "wb");
  if (out == nullptr) stop("cannot write " + to);
  std::setvbuf(out, nullptr, _IONBF, 0);
  batch::JsonLines rows(*file);
  batch::Settings settings;
  settings.parts = {batch::Part::risk, batch::Part::fired, batch::Part::open};
  settings.threads = asked.threads;
  settings.block_rows = asked.block;
  settings.piece = base::output_piece;
  settings.write = [&](std::string_view text) -> std::optional<base::Failure> {
    return std::fwrite(text.data(), 1, text.size(), out) == text.size()
               ? std::nullopt
               : std::optional(base::Failure{"the output cannot be written"});
  };
  const auto tally = batch::run_batch(session, rows, settings);
  if (std::fclose(out) != 0 || !tally || tally.value().refused != 0) stop("the batch failed");
}

Throughput measure_throughput(const Asked& asked) {
  const Workload workload = make_workload(asked.size);
  const auto world = load_world(regime_text(workload.rules), "");
  if (const std::string mistakes = world->mistakes(); !mistakes.empty())
    stop("the rules have mistakes\n" + mistakes);
  const std::string lines = json_lines(workload.cases);
  const Scratch input("cases.jsonl"), output("answers.jsonl");
  write_file(input.path(), lines);

  Throughput result;
  result.text_bytes = lines.size();
  result.nodes = world->plan().nodes.size();
  result.nodes_before_sharing = world->plan().nodes_before_sharing;
  run_batch(world->session, asked, input.path(), output.path());
  const std::string found = base::DiskFileSystem().read(output.path(), std::size_t{1} << 32).value();
  if (found != expected_lines(workload)) stop("an answer is not the expected one");
  result.output_bytes = found.size();
  Reference reference(lines);
  const Reference::Reading first = reference.read();
  if (first.cases != workload.cases.size() || first.scalars != scalar_count(workload.cases))
    stop("the reference did not read every scalar");

  // Turn and turn about, so that whatever else the machine does meets both. Answers go to a file that does
  // not exist yet: a file system gives back the memory of an old one first, and ext4 writes it out at once.
  result.rounds = repeat(asked.seconds, [&] {
    std::filesystem::remove(output.path());
    std::size_t sum = 0;
    keep_best(result.reference, time_of([&] { sum = reference.read().sum; }));
    keep_best(result.weir, time_of([&] { run_batch(world->session, asked, input.path(), output.path()); }));
    keep_best(result.thrown_away,
              time_of([&] { run_batch(world->session, asked, input.path(), "/dev/null"); }));
    if (sum != first.sum) stop("a round gave another answer than the first");
  });
  return result;
}

Seconds measure_questions(std::size_t count, double seconds) {
  const Questions questions = make_questions(count);
  const auto world = load_world(questions.regime, questions.vocabulary);
  if (const std::string mistakes = world->mistakes(); !mistakes.empty())
    stop("the rules have mistakes\n" + mistakes);
  const model::Case facts = unanswered(world->session.vocabulary());
  Seconds best;
  repeat(seconds, [&] {
    std::optional<model::Assessment> assessment;
    keep_best(best, time_of([&] { assessment = evaluate::assess(world->plan(), facts, {}).value(); }));
    const model::RegimeAssessment& regime = assessment->regimes.at(0);
    if (!regime.determinations.at(0).exact || regime.risk.low != questions.low ||
        regime.risk.high != questions.high)
      stop(fmt::format("{} questions: expected {}..{}, found {}..{}", count, questions.low, questions.high,
                       regime.risk.low, regime.risk.high));
  });
  return best;
}

/// Puts rules and cases where `weir batch` can read them.
void write_workload(const Asked& asked) {
  const Workload workload = make_workload(asked.size);
  const std::string rules = base::join_path(asked.folder, "rules");
  std::filesystem::create_directories(rules + "/generated");
  std::filesystem::copy(
      WEIR_SOURCE_DIR "/tests/bench/vocabulary", rules + "/vocabulary",
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  write_file(rules + "/generated/regime.yaml", regime_text(workload.rules));
  write_file(base::join_path(asked.folder, "cases.jsonl"), json_lines(workload.cases));
  write_file(base::join_path(asked.folder, "expected.jsonl"), expected_lines(workload));
}

double load_average() {
  double load = 0;
  return getloadavg(&load, 1) == 1 ? load : -1;
}

json::Json to_json(double count, const Seconds& seconds) {
  return {{"a_second_wall", count / seconds.wall}, {"a_second_processor", count / seconds.processor}};
}

/// Cases a second of Weir over those of the reference.
struct Ratio {
  double wall = 0, processor = 0;
};

void run(const Asked& asked) {
  const double load = load_average();
  const auto cases = static_cast<double>(asked.size.cases);
  const Throughput through = measure_throughput(asked);
  const auto ratio_of = [&](const Seconds& weir) {
    return Ratio{.wall = through.reference.wall / weir.wall,
                 .processor = through.reference.processor / weir.processor};
  };
  const Ratio ratio = ratio_of(through.weir), thrown_away_ratio = ratio_of(through.thrown_away);
  json::Json out = {
      {"cases", asked.size.cases},
      {"rules", asked.size.rules},
      {"unknown_percent", asked.size.unknown_percent},
      {"seed", asked.size.seed},
      {"threads", asked.threads},
      {"rounds", through.rounds},
      {"load_before", load},
      {"processors", std::thread::hardware_concurrency()},
      {"reference", to_json(cases, through.reference)},
      {"weir", to_json(cases, through.weir)},
      {"output_bytes", through.output_bytes},
      {"ratio_wall", ratio.wall},
      {"ratio_processor", ratio.processor},
      {"thrown_away", to_json(cases, through.thrown_away)},
      {"thrown_away_ratio_wall", thrown_away_ratio.wall},
      {"thrown_away_ratio_processor", thrown_away_ratio.processor},
      {"nodes", through.nodes},
      {"nodes_before_sharing", through.nodes_before_sharing},
  };
  if (!asked.json) {
    fmt::print("workload    {} cases, {} rules, {} % of facts unknown, seed {}; all answers as expected\n",
               asked.size.cases, asked.size.rules, asked.size.unknown_percent, asked.size.seed);
    fmt::print("machine     load {:.1f} before the run on {} processors; {} of Weir; best of {} rounds\n",
               load, std::thread::hardware_concurrency(), base::counted(asked.threads, "thread", "threads"),
               through.rounds);
    fmt::print("plan        {} nodes, {} before sharing\n", through.nodes, through.nodes_before_sharing);
    const auto line = [&](std::string_view name, const Seconds& seconds, std::string_view what) {
      fmt::print("{:<11} {:>12.0f} cases/s by processor time {:>12.0f} by the wall    {}\n", name,
                 cases / seconds.processor, cases / seconds.wall, what);
    };
    line("reference", through.reference,
         fmt::format("simdjson on demand alone, every scalar of {:.1f} MB read",
                     static_cast<double>(through.text_bytes) / 1e6));
    line(
        "weir", through.weir,
        fmt::format("from a file to a file: read, evaluated, {:.1f} MB of risk, fired and open rules written",
                    static_cast<double>(through.output_bytes) / 1e6));
    line("thrown away", through.thrown_away, "the same with answers written to where nothing is kept");
    const auto ratio_line = [](const Ratio& ratios, std::string_view what) {
      fmt::print("ratio       {:>12.4f} by processor time {:>20.4f} by the wall    {}\n", ratios.processor,
                 ratios.wall, what);
    };
    ratio_line(ratio, "from a file to a file");
    ratio_line(thrown_away_ratio, "with answers thrown away");
  }
  for (const std::size_t count : question_counts) {
    if (!asked.questions) break;
    const Seconds best = measure_questions(count, asked.seconds / 5);
    const auto ways = static_cast<double>(std::size_t{1} << count);
    if (!asked.json)
      fmt::print(
          "questions   {:>2} unknown: {:>9.3f} ms to assess, {:>12.0f} completions/s by processor time\n",
          count, best.processor * 1e3, ways / best.processor);
    json::Json entry = to_json(ways, best);
    entry["questions"] = count;
    entry["milliseconds_processor"] = best.processor * 1e3;
    out["completions"].push_back(std::move(entry));
  }
  if (asked.json) fmt::print("{}", json::dump(out));
}

/// All settings that docs/performance.md tells of, as the rows of a Markdown table.
void print_table(Asked asked) {
  fmt::print(
      "| rules | unknown | threads | reference, cases/s | Weir, cases/s | ratio | answers thrown away |\n");
  fmt::print("| --- | --- | --- | --- | --- | --- | --- |\n");
  const auto cases = static_cast<double>(asked.size.cases);
  const auto a_second = [&](const Seconds& seconds) {
    return base::with_thousands(fmt::format("{:.0f}", cases / seconds.wall));
  };
  for (const unsigned threads : {1u, 2u}) {
    asked.threads = threads;
    for (const std::size_t unknown : {0u, 10u, 50u}) {
      asked.size.unknown_percent = unknown;
      for (const std::size_t rules : {20u, 200u, 2000u}) {
        asked.size.rules = rules;
        const Throughput found = measure_throughput(asked);
        fmt::print("| {} | {} % | {} | {} | {} | {:.2f} | {:.2f} |\n",
                   base::with_thousands(std::to_string(rules)), unknown, threads, a_second(found.reference),
                   a_second(found.weir), found.reference.wall / found.weir.wall,
                   found.reference.wall / found.thrown_away.wall);
        std::fflush(stdout);
      }
    }
  }
}

}  // namespace
}  // namespace weir::bench

int main(int argc, char** argv) {
  weir::bench::Asked asked;
  CLI::App app("Measures Weir on a generated workload, beside simdjson alone in the same run.");
  app.add_option("--cases", asked.size.cases, "How many cases")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--rules", asked.size.rules, "How many rules")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  app.add_option("--unknown", asked.size.unknown_percent, "Chance in percent that a fact is left out")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  app.add_option("--threads", asked.threads, "Of Weir; the reference has one")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--block", asked.block, "Rows evaluated together (default: as the program does)")
      ->check(CLI::Range(1, 65536));
  app.add_option("--seed", asked.size.seed, "Of the generator")->capture_default_str();
  app.add_option("--seconds", asked.seconds, "How long to go on measuring")->capture_default_str();
  app.add_option("--write", asked.folder,
                 "Measure nothing; write rules, cases.jsonl and expected.jsonl below this folder");
  app.add_flag("!--no-questions", asked.questions, "Measure the batch only");
  auto* const json = app.add_flag("--json", asked.json, "Print one JSON object");
  app.add_flag(
         "--table", asked.table,
         "Measure the batch at 20, 200 and 2,000 rules, 0, 10 and 50 percent unknown, with one thread and "
         "with two; print a Markdown table")
      ->excludes(json);
  CLI11_PARSE(app, argc, argv);
  if (!asked.folder.empty()) {
    weir::bench::write_workload(asked);
  } else if (asked.table) {
    weir::bench::print_table(asked);
  } else {
    weir::bench::run(asked);
  }
  return 0;
}
