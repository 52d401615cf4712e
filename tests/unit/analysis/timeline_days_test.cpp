// Days that calendars make: each span is held against an evaluation of every single day in it.
#include <algorithm>
#include <deque>

#include "analysis/dates.hpp"
#include "analysis/snapshot.hpp"
#include "analysis/spread.hpp"
#include "analysis/timeline.hpp"
#include "support/clock_world.hpp"

using namespace weir;
using model::Timeline;
using test::ClockWorld;

namespace {

base::Date day(const char* text) {
  return base::Date::parse(text).value();
}

const char* british =
    "definitions:\n"
    "  xx_days: {calendar: weekdays, without: [holidays-england-wales, holidays-scotland, "
    "holidays-northern-ireland]}\n";

model::Case case_in(ClockWorld& world, const std::string& text) {
  for (const std::string& line : world.said()) UNSCOPED_INFO(line);
  REQUIRE_FALSE(world.sink.has_errors());
  world.files.add("case.yaml",
                  "case: days\ntitle: Days\nroles: {acquirer: buyer, target: firm}\n"
                  "parties: {buyer: {kind: fund}, firm: {kind: corporation}}\n" +
                      text);
  auto facts = load::load_case(world.files, "case.yaml", world.rules.vocabulary, world.sources, world.sink);
  for (const std::string& line : world.said()) UNSCOPED_INFO(line);
  REQUIRE(facts);
  return std::move(*facts);
}

Timeline made(const ClockWorld& world, const model::Case& facts, const analysis::TimelineOptions& options) {
  auto result = analysis::timeline(world.plan, facts, options);
  REQUIRE(result.ok());
  return std::move(result).value();
}

std::vector<std::string> days_of(const Timeline& timeline) {
  std::vector<std::string> days;
  for (const Timeline::Step& step : timeline.steps) days.push_back(base::to_iso(step.day));
  return days;
}

/// The days on which the deal, moved to close on each, is answered in another way than on the day before.
std::vector<std::string> moved_one_by_one(const ClockWorld& world, const model::Case& facts,
                                          base::Date closing, base::Date from, base::Date to) {
  std::deque<model::Case> cases;
  std::vector<evaluate::CaseRow> rows;
  for (std::int32_t at = from.days; at <= to.days; ++at) {
    evaluate::CaseRow row;
    row.facts = &cases.emplace_back(analysis::shifted(facts, at - closing.days));
    row.as_of = row.known_on = {facts.as_of->days + at - closing.days};
    rows.push_back(row);
  }
  const evaluate::Run run = evaluate::run(world.plan, rows, {});
  std::vector<std::string> days;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    auto before = analysis::snapshot(run, 0, row - 1), after = analysis::snapshot(run, 0, row);
    analysis::count_only(before);
    analysis::count_only(after);
    if (!analysis::difference(world.plan, 0, before, after).empty())
      days.push_back(base::to_iso({from.days + static_cast<std::int32_t>(row)}));
  }
  return days;
}

analysis::TimelineOptions deal(const char* from, const char* to) {
  analysis::TimelineOptions options;
  options.mode = Timeline::Mode::deal;
  options.from = day(from);
  options.to = day(to);
  return options;
}

}  // namespace

TEST_CASE("timeline: a deal that is moved lands on a day counted over Christmas", "[analysis]") {
  ClockWorld world(
      std::string(british) +
      "rules:\n"
      "  xx.counted: {in_force: always, when: 8 xx_days after transaction.closing >= 2025-01-07, "
      "then: {filing: notification}}\n"
      "  xx.month: {in_force: always, when: 1 months after transaction.closing >= 2025-02-28}\n");
  const model::Case facts =
      case_in(world, "as_of: 2024-06-10\nknown_on: 2024-06-10\ntransaction: {closing: 2024-06-03}\n");
  const Timeline timeline = made(world, facts, deal("2024-10-01", "2025-03-31"));
  CHECK(timeline.moved == "closing");
  CHECK(timeline.view == 7);
  const auto expected =
      moved_one_by_one(world, facts, day("2024-06-03"), day("2024-10-01"), day("2025-03-31"));
  CHECK(days_of(timeline) == expected);
  CHECK(expected.size() == 2);
  CHECK(timeline.days_tried < 100);
}

TEST_CASE("timeline: two days of the deal counted in different ways change places and back", "[analysis]") {
  ClockWorld world(std::string(british) +
                   "  xx.look:\n"
                   "    silence: clears\n"
                   "    roll: xx_days\n"
                   "    stages: {look: {starts: transaction.signing, runs: 10 days}}\n"
                   "rules:\n"
                   "  xx.counted: {in_force: always, when: 8 xx_days after transaction.signing > "
                   "transaction.closing, then: {filing: notification}}\n"
                   "  xx.rolled: {in_force: always, when: xx.look.look.end > transaction.closing}\n");
  const model::Case facts = case_in(world,
                                    "as_of: 2024-06-20\nknown_on: 2024-06-20\n"
                                    "transaction: {signing: 2024-06-03, closing: 2024-06-15}\n");
  const auto options = deal("2024-11-15", "2025-02-15");
  const auto expected = moved_one_by_one(world, facts, day("2024-06-15"), *options.from, *options.to);
  CHECK(days_of(made(world, facts, options)) == expected);
  CHECK(expected.size() > 4);
}

TEST_CASE("timeline: how far a counted length differs is read off the calendar", "[analysis]") {
  ClockWorld world(std::string(british) +
                   "  xx_week: {is: 7 days after transaction.closing}\n"
                   "  xx_month: {is: 1 months after transaction.closing}\n"
                   "  xx_year: {is: 1 years after transaction.closing}\n"
                   "  xx_next: {is: 1 xx_days after transaction.closing}\n"
                   "rules:\n"
                   "  xx.w: {in_force: always, when: xx_week > 2024-01-01}\n"
                   "  xx.m: {in_force: always, when: xx_month > 2024-01-01}\n"
                   "  xx.y: {in_force: always, when: xx_year > 2024-01-01}\n"
                   "  xx.n: {in_force: always, when: xx_next > 2024-01-01}\n");
  const model::Case facts = case_in(world, "as_of: 2024-06-20\ntransaction: {closing: 2024-06-15}\n");
  evaluate::CaseRow row;
  row.facts = &facts;
  row.as_of = row.known_on = *facts.as_of;
  const evaluate::Run run = evaluate::run(world.plan, {row}, {});
  const analysis::Spreads spreads(run);
  std::vector<std::int32_t> found;
  for (std::size_t i = 0; i < world.plan.nodes.size(); ++i) {
    const plan::Node& node = world.plan.nodes[i];
    if (node.op == plan::Op::offset || node.op == plan::Op::calendar_offset)
      found.push_back(spreads.of(plan::NodeId(i)));
  }
  std::ranges::sort(found);
  // None for days, one for years, three for months; and of the next working day the longest run of days off
  // but one: from a Friday before a long Christmas the next is five days later, in other weeks the very next
  // day.
  REQUIRE(found.size() == 4);
  CHECK(found[0] == 0);
  CHECK(found[1] == 1);
  CHECK(found[2] == 3);
  CHECK(found[3] >= 4);
}

TEST_CASE("timeline: the last day of an effect is an answer", "[analysis]") {
  ClockWorld world(
      "rules:\n"
      "  xx.open: {in_force: always, when: 'transaction.kind overlaps {shares}', then: {filing: "
      "notification}, "
      "until: 45 days after procedure.certified}\n");
  const model::Case facts = case_in(
      world,
      "as_of: 2024-06-20\n"
      "sources: {first: {title: First, date: 2024-03-08}, second: {title: Second, date: 2024-03-20}}\n"
      "transaction: {kind: [shares], closing: 2024-03-01}\n"
      "procedures: {xx: {certified: [{value: 2024-03-04..2024-03-06, source: first}, "
      "{value: 2024-03-05, source: second}]}}\n");
  analysis::TimelineOptions options;
  options.from = day("2024-03-01");
  options.to = day("2024-06-30");
  const Timeline timeline = made(world, facts, options);
  std::vector<std::string> ends;
  for (const Timeline::Step& step : timeline.steps) {
    for (const model::AnswerChange& answer : step.regimes.at(0).answers) {
      if (answer.kind != model::AnswerChange::Kind::window) continue;
      ends.push_back(base::to_iso(step.day) + " " + answer.title + " " + test::days(answer.day_after->day));
    }
  }
  CHECK(ends ==
        std::vector<std::string>{"2024-03-08 filing 2024-04-18..2024-04-20", "2024-03-20 filing 2024-04-19"});
  // It ends on that day: the answer of the next is another one.
  CHECK(std::ranges::count(days_of(timeline), "2024-04-20") == 1);
}

TEST_CASE("timeline: an end is no end of what another rule goes on saying", "[analysis]") {
  const auto ends = [](const std::string& more) {
    ClockWorld world(
        "rules:\n"
        "  xx.a: {in_force: always, when: 'transaction.kind overlaps {shares}', then: {filing: "
        "notification}, "
        "until: 45 days after procedure.certified}\n" +
        more);
    const model::Case facts =
        case_in(world,
                "as_of: 2024-06-20\n"
                "sources: {first: {title: First, date: 2024-03-08}}\n"
                "transaction: {kind: [shares], closing: 2024-03-01}\n"
                "procedures: {xx: {certified: [{value: 2024-03-04, source: first}]}}\n");
    analysis::TimelineOptions options;
    options.from = day("2024-03-01");
    options.to = day("2024-03-30");
    std::size_t count = 0;
    for (const Timeline::Step& step : made(world, facts, options).steps) {
      for (const model::AnswerChange& answer : step.regimes.at(0).answers)
        count += answer.kind == model::AnswerChange::Kind::window;
    }
    return count;
  };
  const std::string b =
      "  xx.b: {in_force: always, when: 'transaction.kind overlaps {shares}', then: {filing: notification}";
  CHECK(ends("") == 1);
  CHECK(ends(b + "}\n") == 0);
  CHECK(ends(b + ", until: 90 days after procedure.certified}\n") == 2);
}

TEST_CASE("timeline: what has not happened yet moves along and is no change", "[analysis]") {
  ClockWorld world(
      "rules:\n"
      "  xx.owed: {in_force: always, when: 'transaction.kind overlaps {shares}', then: {filing: "
      "notification}, "
      "duty: {who: acquirer, what: file, due: 'earliest(20 days after transaction.closing, 2026-01-01)'}, "
      "until: 'latest(45 days after procedure.certified, 2024-02-01)'}\n");
  const model::Case facts = case_in(world,
                                    "as_of: 2024-01-10\ntransaction: {kind: [shares], closing: not yet}\n"
                                    "procedures: {xx: {certified: not yet}}\n");
  analysis::TimelineOptions options;
  options.from = day("2024-01-10");
  options.to = day("2025-12-01");
  const Timeline timeline = made(world, facts, options);
  CHECK(days_of(timeline).empty());
  CHECK(timeline.days_tried < 100);
}
