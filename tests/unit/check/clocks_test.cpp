#include "support/clock_world.hpp"

// What rule authors get wrong about calendars and clocks, and where it is underlined.

namespace weir::check {
namespace {

using test::ClockWorld;
using Lines = std::vector<std::string>;

Lines said(const char* text) {
  return ClockWorld(text).said();
}

TEST_CASE("a calendar that nobody declares", "[check][clock]") {
  CHECK(said("definitions:\n  xx_a: as_of < 30 uk_working_days after transaction.closing\n") ==
        Lines{"unknown-calendar: 30 uk_working_days after transaction.closing"});
  CHECK(said("definitions:\n  xx_c: {silence: clears, stages: {a: {starts: procedure.filed, runs: 3 "
             "bank_days}}}\n") == Lines{"unknown-calendar: 3 bank_days"});
  CHECK(said("definitions:\n  xx_c: {silence: clears, roll: xx_days, stages: {a: {starts: procedure.filed, "
             "runs: 3 "
             "days}}}\n") == Lines{"unknown-calendar: xx_days"});
  const ClockWorld close(
      "definitions:\n  xx_days: {calendar: weekdays}\n  xx_a: as_of < 30 xx_dais after "
      "transaction.closing\n");
  REQUIRE(close.sink.sorted().size() == 1);
  REQUIRE(close.sink.sorted().front().fixes.size() == 1);
  CHECK(close.sources.text(close.sink.sorted().front().fixes.front().edits.front().span) == "xx_dais");
}

TEST_CASE("holidays that nobody lists, or not for that year", "[check][clock]") {
  CHECK(said("definitions:\n  xx_days: {calendar: weekdays, without: [holidays-frence]}\n") ==
        Lines{"unknown-holidays: holidays-frence"});
  CHECK(
      said("definitions:\n  xx_days: {calendar: weekdays, without: holidays-france}\n"
           "  xx_a: as_of < 3 xx_days after 2027-12-30\n  xx_b: as_of < 3 xx_days before 2019-01-03\n"
           "  xx_c: as_of < 1 xx_days after 2027-12-30\n") ==
      Lines{"outside-calendar: 3 xx_days after 2027-12-30", "outside-calendar: 3 xx_days before 2019-01-03"});
  CHECK(said("definitions:\n  xx_days: {calendar: workdays}\n") == Lines{"bad-clock: workdays"});
  CHECK(said("definitions:\n  xx_days: {calendar: weekdays}\n  xx_a: xx_days\n") ==
        Lines{"no-value: xx_days"});
}

TEST_CASE("a list of holidays is complete between two days and names each day once", "[check][clock]") {
  base::MemoryFileSystem files;
  files.add("rules/vocabulary/a.yaml",
            "holidays:\n  holidays-a:\n    from: 2024-01-01\n    to: 2024-12-31\n"
            "    days: [2024-05-01, 2025-05-01, 2024-05-01]\n");
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  load::load_rules(files, "rules", sources, sink);
  std::size_t bad = 0;
  for (const auto& diagnostic : sink.sorted())
    bad += diagnostic.code == diagnostics::Code::bad_holidays ? 1 : 0;
  CHECK(bad == 2);
}

TEST_CASE("each stage says what silence does", "[check][clock]") {
  CHECK(said("rules:\n  xx.c: {stages: {a: {starts: procedure.filed, runs: 3 days}, b: {starts: a.end, runs: "
             "3 days, "
             "silence: nothing}}}\n") == Lines{"missing-silence: a"});
  CHECK(said("rules:\n  xx.c: {silence: clears, stages: {a: {starts: procedure.filed, runs: 3 days}}}\n")
            .empty());
  CHECK(said("rules:\n  xx.c: {silence: clear, stages: {a: {starts: procedure.filed, runs: 3 days}}}\n") ==
        Lines{"bad-clock: clear"});
}

TEST_CASE("stages do not wait for each other in a circle", "[check][clock]") {
  CHECK(said("rules:\n  xx.c: {silence: clears, stages: {a: {starts: b.end, runs: 3 days}, b: {starts: "
             "a.end, runs: 3 "
             "days}}}\n") == Lines{"definition-cycle: a"});
  CHECK(said("rules:\n  xx.c: {silence: clears, stages: {a: {starts: a.end, runs: 3 days}}}\n") ==
        Lines{"definition-cycle: a"});
  CHECK(said("definitions:\n  xx_day: xx.c.a.end\n"
             "rules:\n  xx.c: {silence: clears, stages: {a: {starts: xx_day, runs: 3 days}}}\n")
            .size() == 1);
}

TEST_CASE("the days of a clock are read by stage", "[check][clock]") {
  const std::string clock =
      "  xx_c: {silence: clears, stages: {first: {starts: procedure.filed, runs: 3 days}}}\n";
  const auto with = [&](const char* text) { return said(("definitions:\n" + clock + text).c_str()); };
  CHECK(with("  xx_a: as_of <= xx_c.first.end and xx_c.first.start < as_of\n").empty());
  CHECK(with("  xx_a: as_of <= xx_c.frist.end\n") == Lines{"unknown-stage: frist"});
  CHECK(with("  xx_a: as_of <= xx_c\n") == Lines{"unknown-stage: xx_c"});
  CHECK(with("  xx_a: as_of <= xx_c.first.stop\n") == Lines{"unknown-stage: stop"});
  CHECK(with("  xx_a: as_of <= first.end\n") == Lines{"unknown-name: first"});
}

TEST_CASE("a clock or a stage by itself is refused, and the help names its days", "[check][clock]") {
  const auto help = [](const std::string& text) {
    const ClockWorld world(
        ("definitions:\n  xx_c: {silence: clears, stages: {first: {starts: procedure.filed, runs: 3 days}, " +
         text)
            .c_str());
    const auto sorted = world.sink.sorted();
    REQUIRE(sorted.size() == 1);
    const auto& diagnostic = sorted.front();
    CHECK(diagnostic.code == diagnostics::Code::unknown_stage);
    REQUIRE(diagnostic.primary);
    return std::string(world.sources.text(diagnostic.primary->span)) + ": " + diagnostic.message + ": " +
           diagnostic.help;
  };
  const std::string later = "later: {starts: first.end, runs: 3 days}}}\n  xx_a: as_of <= ";
  CHECK(help(later + "xx_c\n") ==
        "xx_c: `xx_c` is a clock and no value: name a stage and a day of it: `xx_c.first.end`, its last day, "
        "or `xx_c.first.start`");
  CHECK(help(later + "xx_c.later\n") ==
        "xx_c.later: `xx_c.later` is a stage of a clock and no value: write `xx_c.later.end`, its last day, "
        "or `xx_c.later.start`");
  CHECK(
      help("later: {starts: first, runs: 3 days}}}\n") ==
      "first: `first` is a stage of a clock and no value: write `first.end`, its last day, or `first.start`");
}

TEST_CASE("a holiday is announced before it is over", "[check][clock]") {
  const auto bad = [](const std::string& day) {
    base::MemoryFileSystem files;
    files.add(
        "rules/vocabulary/a.yaml",
        "holidays:\n  holidays-a:\n    from: 2024-01-01\n    to: 2024-12-31\n    days: {" + day + "}\n");
    diagnostics::SourceMap sources;
    diagnostics::Sink sink;
    load::load_rules(files, "rules", sources, sink);
    std::size_t found = 0;
    for (const auto& diagnostic : sink.sorted())
      found += diagnostic.code == diagnostics::Code::bad_holidays ? 1 : 0;
    return found;
  };
  CHECK(bad("2024-05-03: {name: mourning, announced: 2024-05-01}") == 0);
  CHECK(bad("2024-05-03: {name: mourning, announced: 2024-05-03}") == 0);
  CHECK(bad("2024-05-03: {name: mourning, announced: 2024-05-04}") == 1);
}

TEST_CASE("lengths and stops of stages", "[check][clock]") {
  const auto stage = [](const char* text) {
    return said((std::string("rules:\n  xx.c: {silence: clears, stages: {a: {starts: procedure.filed, ") +
                 text + "}}}\n")
                    .c_str());
  };
  CHECK(stage("runs: 45") == Lines{"bad-length: 45"});
  CHECK(stage("runs: 0 days") == Lines{"bad-length: 0 days"});
  CHECK(stage("runs: 2 months, stops: procedure.filed") == Lines{"not-periods: procedure.filed"});
  CHECK(stage("runs: 2 months, stops: procedure.information_periods").empty());
  CHECK(stage("silence: clears") == Lines{"bad-clock: a"});
  CHECK(stage("runs: 2 months, ends: 2020-01-01") == Lines{"bad-clock: a"});
  CHECK(stage("runs: 2 months, not_after: 5") == Lines{"not-a-date: 5"});
  CHECK(stage("runs: 2 months, if: procedure.extension") == Lines{"not-a-truth: procedure.extension"});
}

}  // namespace
}  // namespace weir::check
