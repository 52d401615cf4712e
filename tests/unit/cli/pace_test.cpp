// How far a batch is, as a terminal shows it, by a clock that the test holds.
#include "cli/pace.hpp"

#include "cli/run.hpp"
#include "support/catch.hpp"
#include "support/small_law.hpp"

using namespace weir;
using namespace weir::cli;

TEST_CASE("pace: cases, rate and how much is left", "[cli]") {
  Pace pace(1000, 4'000'000'000);
  CHECK_FALSE(pace.words(1499, 10, 10).has_value());
  CHECK(pace.words(3000, 1'234'567, 1'000'000'000) ==
        "1,234,567 cases, 617,283 a second, 25 % read, 6 s left");
  CHECK_FALSE(pace.words(3199, 1'234'567, 1'000'000'000).has_value());
  CHECK(pace.words(3200, 1'000, 1'000'000) == "1,000 cases, 454 a second, 0 % read, 2 h 26 min left");
  CHECK(pace.words(61'000, 1'000, 1'999'000'000) == "1,000 cases, 16 a second, 49 % read, 1 min 1 s left");
  CHECK(pace.words(62'000, 1'000, 4'000'000'000) == "1,000 cases, 16 a second, 100 % read, 0 s left");
}

TEST_CASE("pace: where nobody knows how much there is, what was read", "[cli]") {
  Pace pace(0, std::nullopt);
  CHECK(pace.words(500, 7, 123'456'789) == "7 cases, 14 a second, 123 MB read");
  Pace grown(0, 1000);
  CHECK(grown.words(1000, 7, 2'000'000) == "7 cases, 7 a second, 2 MB read");
  Pace nothing_yet(0, 1000);
  CHECK(nothing_yet.words(1000, 0, 0) == "0 cases, 0 a second, 0 MB read");
}

namespace {

/// What a terminal is shown during `weir batch` on two files of a thousand lines and more.
struct Shown {
  std::vector<std::string> texts;
  int status = -1;
};

enum class Clock : std::uint8_t { none, running };

Shown shown(Clock clock, std::string arguments) {
  base::MemoryFileSystem files;
  files.add("rules/vocabulary/core.yaml", test::small_vocabulary);
  files.add("rules/xx/xx-act/regime.yaml", test::small_regime);
  std::string text;
  constexpr int lines = 3000;
  for (int i = 0; i < lines; ++i) text += "{\"as_of\":\"2020-01-01\",\"acquirer\":{},\"target\":{}}\n";
  files.add("a.jsonl", text);
  files.add("b.jsonl", text);
  std::string out, err;
  Environment env{files, out, err};
  Shown result;
  env.progress = [&](std::string_view words) { result.texts.emplace_back(words); };
  env.write = [](std::string_view) { return true; };
  std::uint64_t now = 0;
  if (clock == Clock::running) env.now = [&] { return now += 600; };
  env.size_of = [&](const std::string& path) {
    return std::optional<std::uint64_t>(files.read(path, 1u << 20).value().size());
  };
  std::vector<std::string> args = {"batch", "--threads", "1", "a.jsonl", "b.jsonl"};
  if (!arguments.empty()) args.push_back(std::move(arguments));
  result.status = run(args, env);
  return result;
}

}  // namespace

TEST_CASE("pace: a batch shows how far it is, and nothing of it stays", "[cli][batch]") {
  for (const std::string arguments : {"", "--summary"}) {
    const Shown found = shown(Clock::running, arguments);
    CHECK(found.status == 0);
    REQUIRE(found.texts.size() >= 2);
    CHECK(found.texts.back().empty());
    std::string last;
    for (const std::string& words : found.texts) {
      INFO(words);
      CHECK((words.empty() || words.find("% read") != std::string::npos));
      if (!words.empty()) last = words;
    }
    // Twelve blocks, of both files; the clock is asked once before them.
    CHECK(last == "6,000 cases, 833 a second, 100 % read, 0 s left");
  }
  CHECK(shown(Clock::none, "").texts.empty());
}
