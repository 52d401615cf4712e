#include "reference/loaded.hpp"
#include "support/clock_world.hpp"

// Statutory periods worked out by hand from the statutes' own rules of counting.

namespace weir::evaluate {
namespace {

using test::ClockWorld;
using test::days;
using test::end_of;
using test::state_of;

const char* british =
    "definitions:\n"
    "  xx_working_days: {calendar: weekdays, without: [holidays-england-wales, holidays-scotland, "
    "holidays-northern-ireland]}\n"
    "  xx.assessment:\n"
    "    silence: nothing\n"
    "    counting: from\n"
    "    stages:\n"
    "      review: {starts: procedure.accepted, runs: 30 xx_working_days, silence: clears}\n"
    "      initial: {starts: procedure.called_in, runs: 30 xx_working_days, stops: "
    "procedure.information_periods}\n"
    "      additional: {starts: 1 xx_working_days after initial.end, runs: 45 xx_working_days, stops: "
    "procedure.information_periods, if: happened(procedure.extension)}\n";

TEST_CASE("United Kingdom: the day of notice is day 1, holidays of every part count", "[evaluate][clock]") {
  ClockWorld world(british);
  const auto review = [&](const std::string& accepted) {
    return end_of(world.clock("2025-01-10", "accepted: " + accepted + ", called_in: never"), "review");
  };
  // Christmas, New Year, and 2 January, which is a holiday in Scotland only
  CHECK(review("2024-12-20") == "2025-02-05");
  // 14 July (Northern Ireland) and 4 August (Scotland) do not count
  CHECK(review("2025-06-23") == "2025-08-05");
  // a day without work is not day 1: the next working day is
  CHECK(review("2025-06-21") == "2025-08-05");
  CHECK(review("2024-12-20..2024-12-23") == "2025-02-05..2025-02-06");
  CHECK(review("at least 2024-12-20") == "2025-02-05..");
  // 2027 is the last year whose holidays are known; 21 working days of it are left
  CHECK(review("2027-12-01") == "2028-01-09..");
}

TEST_CASE("United Kingdom: requests for information stop the clock", "[evaluate][clock]") {
  ClockWorld world(british);
  const auto clock = [&](const std::string& rest) {
    return world.clock("2024-04-10",
                       "accepted: never, called_in: 2024-03-11, extension: 2024-04-24, " + rest);
  };
  const auto running = clock("information_periods: []");
  CHECK(end_of(running, "initial") == "2024-04-24");
  CHECK(state_of(running) == "initial");
  CHECK(end_of(clock("information_periods: [2024-03-20..2024-04-05]"), "initial") == "2024-05-10");
  CHECK(end_of(clock("information_periods: [2024-03-20..2024-04-05, 2024-04-15..2024-04-19]"), "initial") ==
        "2024-05-17");
  // overlapping requests stop it once
  CHECK(end_of(clock("information_periods: [2024-03-20..2024-04-05, 2024-03-25..2024-04-02]"), "initial") ==
        "2024-05-10");
  // an answer on some day of a week
  CHECK(end_of(clock("information_periods: [{from: 2024-03-20, to: 2024-04-05..2024-04-12}]"), "initial") ==
        "2024-05-10..2024-05-17");
  // perhaps more requests, or no answer yet
  CHECK(end_of(clock("information_periods: [2024-03-20..2024-04-05, unknown]"), "initial") == "2024-05-10..");
  CHECK(end_of(clock("information_periods: [{from: 2024-03-20, to: not yet}]"), "initial") == "2024-05-16..");
  CHECK(end_of(world.clock("2024-04-10", "accepted: never, called_in: 2024-03-11"), "initial") ==
        "2024-04-24..");
}

TEST_CASE("a stop that has not ended lasts beyond the day on which it was learned", "[evaluate][clock]") {
  ClockWorld world(british);
  const auto clock = [&](const std::string& periods, const std::string& as_of = "2024-04-10") {
    return world.clock(
        as_of, "accepted: never, called_in: 2024-03-11, extension: never, information_periods: " + periods);
  };
  const auto open = clock("[{from: 2024-03-20, to: not yet}]");
  CHECK(end_of(open, "initial") == "2024-05-16..");
  CHECK(state_of(open) == "initial");
  CHECK(open.stages[1].stopped == base::Truth::true_value);
  CHECK(open.stages[1].stopped_since == base::Date::parse("2024-03-20"));
  // Each day without an answer moves the earliest last day, and never a day on which nobody works.
  CHECK(end_of(clock("[{from: 2024-03-20, to: not yet}]", "2024-04-11"), "initial") == "2024-05-17..");
  CHECK(end_of(clock("[{from: 2024-03-20, to: not yet}]", "2024-04-12"), "initial") == "2024-05-17..");
  // Learned on 25 March, and nothing since: it may have been answered on the 26th.
  const auto stale = clock("{value: [{from: 2024-03-20, to: not yet}], learned: 2024-03-25}");
  CHECK(end_of(stale, "initial") == "2024-05-01..");
  CHECK(stale.stages[1].stopped == base::Truth::unknown);
  // What is learned later says more of the same request.
  const std::string both =
      "[{value: [{from: 2024-03-20, to: not yet}], learned: 2024-03-20}, "
      "{value: [2024-03-20..2024-04-05], learned: 2024-04-08}]";
  CHECK(end_of(clock(both, "2024-04-01"), "initial") == "2024-04-26..");
  CHECK(end_of(clock(both), "initial") == "2024-05-10");
  // A request answered before the first claim was made contradicts it.
  const std::string against =
      "[{value: [{from: 2024-03-20, to: not yet}], learned: 2024-04-06}, "
      "{value: [2024-03-20..2024-04-05], learned: 2024-04-08}]";
  CHECK(end_of(clock(against), "initial") == "2024-04-24..");
  CHECK(clock("[2024-03-20..2024-04-05]").stages[1].stopped == base::Truth::false_value);
  CHECK(clock("[2024-03-20..2024-04-10]").stages[1].stopped == base::Truth::true_value);
  CHECK(clock("[unknown]").stages[1].stopped == base::Truth::unknown);
}

TEST_CASE("United Kingdom: the additional period exists only with its notice", "[evaluate][clock]") {
  ClockWorld world(british);
  const std::string start = "accepted: never, called_in: 2024-03-11, information_periods: [], ";
  const auto with = world.clock("2024-05-01", start + "extension: 2024-04-24");
  CHECK(state_of(with) == "additional");
  CHECK(days(with.stages[2].since) == "2024-04-25");
  CHECK(end_of(with, "additional") == "2024-06-28");
  const auto without = world.clock("2024-05-01", start + "extension: never");
  CHECK(state_of(without) == "ran out: initial");
  CHECK(without.stages[2].exists == base::Truth::false_value);
  const auto open = world.clock("2024-05-01", start);
  CHECK(open.stages[2].exists == base::Truth::unknown);
  CHECK(state_of(open) == "? additional");
}

const char* german =
    "rules:\n"
    "  xx.review:\n"
    "    silence: clears\n"
    "    stages:\n"
    "      open: {starts: procedure.aware, runs: 2 months, not_after: 5 years after transaction.signing}\n"
    "      decide: {starts: procedure.complete_file, runs: 4 months, stops: procedure.information_periods}\n"
    "      longer: {starts: decide.end, runs: 3 months, if: happened(procedure.extension)}\n"
    "      defence: {starts: longer.end, runs: 1 month, if: happened(procedure.second_extension)}\n"
    "  xx.late: {in_force: always, when: as_of > xx.review.decide.end, then: {filing: notification}}\n";

TEST_CASE("Germany: months end on the last day there is, and grow by the days stopped", "[evaluate][clock]") {
  ClockWorld world(german);
  const auto clock = [&](const std::string& procedure, const std::string& signing = "2024-06-03") {
    return world.clock("2025-01-15", procedure, "transaction: {signing: " + signing + "}\n");
  };
  CHECK(end_of(clock("aware: 2024-12-31"), "open") == "2025-02-28");
  CHECK(end_of(clock("aware: 2023-12-31"), "open") == "2024-02-29");
  CHECK(end_of(clock("aware: 2024-12-31", "2020-01-15"), "open") == "2025-01-15");
  CHECK(end_of(clock("aware: 2024-12-31", "2020-01-15..2024-06-03"), "open") == "2025-01-15..2025-02-28");
  CHECK(end_of(clock("complete_file: 2024-10-31, information_periods: []"), "decide") == "2025-02-28");
  const auto stopped = clock(
      "complete_file: 2024-10-31, information_periods: [2024-12-02..2024-12-11], extension: 2025-01-10");
  CHECK(end_of(stopped, "decide") == "2025-03-10");
  CHECK(end_of(stopped, "longer") == "2025-06-10");
  // a second stop that only the first one brought into the period
  CHECK(end_of(clock("complete_file: 2024-10-31, information_periods: [2024-12-02..2024-12-11, "
                     "2025-03-05..2025-03-06]"),
               "decide") == "2025-03-12");
  CHECK(
      end_of(
          clock(
              "complete_file: 2024-10-31, information_periods: [], extension: 2025-01-10, second_extension: "
              "2025-01-12"),
          "defence") == "2025-06-28");
  const auto silent =
      world.clock("2025-03-01", "complete_file: 2024-10-31, information_periods: [], extension: never",
                  "transaction: {signing: 2024-06-03}\n");
  CHECK(state_of(silent) == "ran out: decide");
  CHECK(silent.stages[1].silence == model::Silence::clears);
}

TEST_CASE("rules read the days of a clock", "[evaluate][clock]") {
  ClockWorld world(german);
  const auto late = [&](const std::string& as_of) {
    const auto regime = world.assess(as_of, "complete_file: 2024-10-31, information_periods: []");
    for (const auto& finding : regime.findings) {
      if (finding.id == "xx.late") return finding.finding;
    }
    return model::FindingKind::pending;
  };
  CHECK(late("2025-02-28") == model::FindingKind::silent);
  CHECK(late("2025-03-01") == model::FindingKind::fired);
  const auto regime = world.assess("2025-03-01", "complete_file: 2024-10-31");
  for (const auto& finding : regime.findings) {
    if (finding.id == "xx.late") CHECK(finding.finding == model::FindingKind::open);
  }
  const bool asked = std::any_of(regime.open_facts.begin(), regime.open_facts.end(), [](const auto& fact) {
    return fact.fact.find("information_periods") != std::string::npos;
  });
  CHECK(asked);
}

TEST_CASE("France: business days, and silence refuses", "[evaluate][clock]") {
  ClockWorld world(
      "definitions:\n"
      "  xx_days: {calendar: weekdays, without: [holidays-france]}\n"
      "  xx_due: as_of > 10 xx_days after procedure.filed\n"
      "rules:\n"
      "  xx.review: {silence: refuses, stages: {first: {starts: procedure.filed, runs: 30 xx_days}, second: "
      "{starts: "
      "procedure.decision, runs: 45 xx_days}}}\n"
      "  xx.ten: {in_force: always, when: xx_due, then: {filing: notification}}\n");
  // May has three holidays and Whit Monday
  const auto first = world.clock("2024-05-31", "filed: 2024-04-15, decision: never");
  CHECK(end_of(first, "first") == "2024-05-31");
  CHECK(state_of(first) == "first");
  const auto refused = world.clock("2024-06-01", "filed: 2024-04-15, decision: never");
  CHECK(state_of(refused) == "ran out: first");
  CHECK(refused.stages[0].silence == model::Silence::refuses);
  CHECK(end_of(world.clock("2024-11-01", "filed: 2024-09-16, decision: 2024-10-30"), "second") ==
        "2025-01-07");
  const auto fired = [&](const std::string& as_of) {
    return world.assess(as_of, "filed: 2024-05-06").findings.front().finding == model::FindingKind::fired;
  };
  CHECK_FALSE(fired("2024-05-23"));
  CHECK(fired("2024-05-24"));
}

TEST_CASE("the last day of a stage with dated wordings is told by those that may hold", "[evaluate][clock]") {
  ClockWorld world(
      "definitions:\n"
      "  xx_days: {calendar: weekdays, without: holidays-france}\n"
      "  xx_start: {title: the start, is: procedure.certified}\n"
      "  xx_window:\n"
      "    title: the window\n"
      "    by: procedure.certified\n"
      "    versions: {..2020-07-30: 45 days after xx_start, 2020-07-31..: \"latest(45 xx_days after "
      "xx_start, 2020-12-31)\"}\n"
      "rules:\n"
      "  xx.review: {silence: lapses, stages: {first: {starts: xx_start, ends: xx_window}, second: {starts: "
      "first.end, runs: 1 xx_days}}}\n");
  const auto until = [&](const std::string& as_of, const std::string& procedure, std::size_t stage = 0) {
    return world.clock(as_of, procedure).stages[stage].until.words;
  };
  CHECK(until("2019-05-01", "filed: never") == "45 days after certification");
  CHECK(until("2021-05-01", "filed: never") ==
        "45 days after certification, or the latest of 45 days after certification and 31 December 2020");
  CHECK(until("2021-05-01", "certified: 2020-09-01..2020-09-04") ==
        "the latest of 45 days after certification and 31 December 2020");
  CHECK(until("2019-05-01", "filed: never", 1) == "1 day after the end of first");
  CHECK(end_of(world.clock("2021-05-01", "certified: 2020-09-01"), "first") == "2020-12-31");
}

TEST_CASE("a clock that may not apply names the day that decides it", "[evaluate][clock]") {
  ClockWorld world(
      "rules:\n"
      "  xx.a: {by: procedure.certified, in_force: ..2015-03-12, silence: lapses, stages: {first: {starts: "
      "procedure.certified, runs: 25 days}}}\n"
      "  xx.b: {by: procedure.certified, in_force: 2015-03-13.., silence: lapses, stages: {first: {starts: "
      "procedure.certified, runs: 45 days}}}\n");
  const auto clocks = [&](const std::string& procedure) {
    std::string text;
    for (const auto& clock : world.assess("2017-06-02", procedure).clocks) {
      text += clock.name + (clock.in_force == base::Truth::unknown ? "? " : " ") + clock.law_date.words + " ";
      CHECK(clock.law);
    }
    return text;
  };
  CHECK(clocks("filed: never") == "xx.a? certification xx.b? certification ");
  CHECK(clocks("certified: 2015-03-12..2015-03-13") == "xx.a? certification xx.b? certification ");
  CHECK(clocks("certified: at least 2015-03-13") == "xx.b certification ");
  CHECK(clocks("certified: not yet") == "xx.b certification ");
  CHECK(clocks("certified: at most 2015-03-12") == "xx.a certification ");
}

TEST_CASE("a day past the known holidays leaves a rule open, and it says why", "[evaluate][clock]") {
  ClockWorld world(
      "definitions:\n  xx_days: {calendar: weekdays, without: [holidays-france]}\n"
      "rules:\n  xx.ten: {in_force: always, when: as_of > 30 xx_days after procedure.filed, then: {filing: "
      "notification}}\n");
  const auto finding = world.assess("2028-02-15", "filed: 2027-12-20").findings.front();
  CHECK(finding.id == "xx.ten");
  CHECK(finding.finding == model::FindingKind::open);
  CHECK(finding.why.reasons == std::vector<std::string>{"no holidays known"});
  CHECK(world.assess("2028-01-02", "filed: 2027-12-20").findings.front().finding ==
        model::FindingKind::silent);
}

const char* american =
    "definitions:\n"
    "  xx_business_days: {calendar: weekdays, without: holidays-us-federal}\n"
    "  xx_lapses: {periods: [2018-12-22..2019-01-25, 2025-10-01..2025-11-12], to: 2025-12-31}\n"
    "  xx.review:\n"
    "    stops: xx_lapses\n"
    "    roll: xx_business_days\n"
    "    silence: nothing\n"
    "    stages:\n"
    "      review: {starts: procedure.accepted, runs: 45 days}\n"
    "      investigation: {starts: review.end, runs: 45 days}\n"
    "      extension: {starts: investigation.end, runs: 15 days, if: happened(procedure.extension)}\n"
    "      president: {starts: procedure.referral, runs: 15 days}\n";

TEST_CASE("United States: ends roll to a business day, a lapse of appropriations stops all",
          "[evaluate][clock]") {
  ClockWorld world(american);
  const auto clock = [&](const std::string& as_of, const std::string& accepted) {
    return world.clock(as_of, "accepted: " + accepted + ", extension: never, referral: never");
  };
  // 16 February 2025 is a Sunday, 17 February Washington's Birthday
  CHECK(end_of(clock("2025-01-10", "2025-01-02"), "review") == "2025-02-18");
  // 4 April 2025 is a Friday
  CHECK(end_of(clock("2025-01-10", "2025-01-02"), "investigation") == "2025-04-04");
  CHECK(state_of(clock("2025-02-18", "2025-01-02")) == "review");
  CHECK(state_of(clock("2025-02-19", "2025-01-02")) == "investigation");
  CHECK(state_of(clock("2025-04-07", "2025-01-02")) == "ran out: investigation");
  CHECK(end_of(clock("2018-12-20", "2018-12-10"), "review") == "2019-02-28");
  CHECK(end_of(clock("2025-10-20", "2025-09-02"), "review") == "2025-12-01");
  // accepted during a lapse: its first day is the first after it
  CHECK(end_of(clock("2019-01-10", "2019-01-02"), "review") == "2019-03-11");
  // whether money lapses again is not known for days behind the list
  CHECK(end_of(clock("2025-12-20", "2025-12-01"), "review") == "2026-01-15..");
  CHECK(state_of(clock("2025-01-10", "never")) == "-");
}

TEST_CASE("Canada: 45, 45, 45, 45 and 20 days, each from its own event", "[evaluate][clock]") {
  REQUIRE_FALSE(reference::loaded().sink.has_errors());
  const auto clocks = [](const std::string& as_of, const std::string& procedure) {
    const auto facts = reference::case_of(
        "case: path\ntitle: A path\nas_of: " + as_of +
        "\ntransaction: {kind: [shares], closing: 2016-06-01}\nroles: {acquirer: buyer, target: firm}\n"
        "parties: {buyer: {name: Buyer, kind: fund}, firm: {name: Firm, kind: corporation, active_in: [CA], "
        "staff_in: [CA], assets_in: [CA]}}\nholdings: [{owner: buyer, entity: firm, votes: 0% -> 100%}]\n"
        "procedures: {ca-ica: {" +
        procedure + "}}\n");
    REQUIRE(facts);
    const auto assessment = assess(reference::loaded().plan, *facts, {{}, {}, {"ca-ica"}, {}});
    REQUIRE(assessment.ok());
    auto security = assessment.value().regimes.at(0).clocks;
    std::erase_if(security, [](const auto& clock) { return !clock.name.starts_with("ca.security."); });
    return security;
  };
  const auto only = [&](const std::string& as_of, const std::string& procedure) {
    const auto found = clocks(as_of, procedure);
    REQUIRE(found.size() == 1);
    return found.front();
  };
  const std::string whole =
      "certified: 2016-01-04, notice: 2016-02-18, order: 2016-04-03, extension: 2016-05-18, referral: "
      "2016-07-02, "
      "decision: never";
  const auto path = only("2016-07-10", whole);
  CHECK(path.name == "ca.security.path");
  CHECK(end_of(path, "notice") == "2016-02-18");
  CHECK(end_of(path, "order") == "2016-04-03");
  CHECK(end_of(path, "review") == "2016-05-18");
  CHECK(end_of(path, "extension") == "2016-07-02");
  CHECK(end_of(path, "cabinet") == "2016-07-22");  // 200 days after certification
  CHECK(state_of(path) == "cabinet");
  CHECK(state_of(only("2016-02-01",
                      "certified: 2016-01-04, notice: not yet, order: not yet, extension: not yet, "
                      "referral: not yet, decision: not yet")) == "notice");
  // the overlay of 2020 lengthens, never past the end of the year
  CHECK(end_of(only("2020-09-10", "certified: 2020-09-01, notice: 2020-10-01"), "notice") == "2020-10-31");
  CHECK(end_of(only("2020-09-10", "certified: 2020-09-01, notice: 2020-10-01"), "order") == "2020-12-30");
  CHECK(end_of(only("2020-12-10", "certified: 2020-12-01"), "notice") == "2021-01-15");
  // until 12 March 2015 other lengths held
  const auto old = only("2014-03-01",
                        "certified: 2014-01-06, notice: 2014-02-20, order: 2014-03-17, referral: 2014-05-01");
  CHECK(old.name == "ca.security.path-2009");
  CHECK(end_of(old, "order") == "2014-03-17");
  CHECK(end_of(old, "cabinet") == "2014-05-16");  // 130 days after certification
  // an unknown certification leaves words, and both laws possible
  const auto open = clocks("2017-06-02", "notice: never");
  REQUIRE(open.size() == 2);
  // and, as it is open whether the deal had to be filed, the period of those that had not
  CHECK(open[1].stages[0].until.words ==
        "60 days after 17 September 2009, or 45 days after certification, or 45 days after closing");
  CHECK_FALSE(open[1].stages[0].until.at_most);
  // between two days
  const auto range = only("2017-06-02",
                          "certified: 2017-04-18..2017-06-02, notice: never, order: never, extension: "
                          "never, referral: never, decision: never");
  CHECK(end_of(range, "notice") == "2017-06-02..2017-07-17");
  CHECK(state_of(range) == "notice");
  CHECK(only("2017-06-02", "certified: 2017-04-18, decision: 2017-06-01").over == base::Truth::true_value);
}

TEST_CASE("Canada: a review of net benefit takes 45 and 30 days, and waits for the security review",
          "[evaluate][clock]") {
  REQUIRE_FALSE(reference::loaded().sink.has_errors());
  const auto review = [](const std::string& as_of, const std::string& procedure) {
    const auto facts =
        reference::case_of("case: review\ntitle: A review\nas_of: " + as_of +
                           "\ntransaction: {kind: [shares], closing: not yet, exempt_heads: []}\nroles: "
                           "{acquirer: buyer, target: firm}\n"
                           "parties:\n  buyer: {name: Buyer, kind: government-body, government_of: CN}\n"
                           "  firm: {name: Firm, kind: corporation, formed_in: CA, active_in: [CA], "
                           "staff_in: [CA], assets_in: [CA], "
                           "activities: [], gross_assets: 9 billion CAD}\n"
                           "holdings: [{owner: buyer, entity: firm, votes: 0% -> 100%}]\n"
                           "procedures: {ca-ica: {" +
                           procedure + "}}\n");
    REQUIRE(facts);
    const auto assessment = assess(reference::loaded().plan, *facts, {{}, {}, {"ca-ica"}, {}});
    REQUIRE(assessment.ok());
    for (const auto& clock : assessment.value().regimes.at(0).clocks)
      if (clock.name == "ca.net-benefit.review") return clock;
    FAIL("no clock");
    return model::ClockAnswer{};
  };
  const std::string plain =
      "certified: 2016-01-04, notice: never, order: never, preliminary_refusal: never, review_extension: ";
  CHECK(end_of(review("2016-02-01", plain + "not yet"), "first") == "2016-02-18");
  CHECK(state_of(review("2016-02-01", plain + "not yet")) == "first");
  const auto longer = review("2016-03-01", plain + "2016-02-18");
  CHECK(end_of(longer, "extension") == "2016-03-19");
  CHECK(state_of(longer) == "extension");
  // after a security notice within the 45 days: 30 days from the end of the step that has begun
  const std::string noticed = "certified: 2016-01-04, notice: 2016-02-18";
  const std::string rest = ", extension: not yet, referral: not yet, decision: ";
  CHECK(end_of(review("2016-02-20", noticed + ", order: not yet" + rest + "not yet"), "first") ==
        "2016-05-03");
  CHECK(end_of(review("2016-04-05", noticed + ", order: 2016-04-03" + rest + "not yet"), "first") ==
        "2016-06-17");
  CHECK(end_of(review("2016-04-30", noticed + ", order: 2016-04-03" + rest + "2016-04-29"), "first") ==
        "2016-05-29");
  // a notice after the 45 days moves nothing
  CHECK(end_of(review("2016-02-20", "certified: 2016-01-04, notice: 2016-02-19, order: not yet"), "first") ==
        "2016-02-18");
  // an order can come without a notice, and Cabinet had fifteen days until 12 March 2015
  const std::string ordered =
      "certified: 2016-01-04, notice: never, order: 2016-02-10, extension: not yet, decision: not yet";
  CHECK(end_of(review("2016-02-20", ordered + ", referral: not yet"), "first") == "2016-04-25");
  CHECK(end_of(review("2016-03-30", ordered + ", referral: 2016-03-20"), "first") == "2016-05-09");
  CHECK(end_of(review("2014-05-01",
                      "certified: 2014-01-06, notice: 2014-02-20, order: 2014-03-10, extension: never, "
                      "referral: 2014-04-20, decision: not yet"),
               "first") == "2014-05-10");
  // that no order will come, said early, moves nothing: the period for an order counts
  CHECK(end_of(review("2016-02-20",
                      "certified: 2016-01-04, notice: 2016-02-01, order: never, decision: 2016-02-15"),
               "first") == "2016-04-16");
  // the thirty days of an extension run from its notice, and wait for the security review as well
  const std::string extended = "certified: 2016-01-04, order: not yet, decision: not yet, review_extension: ";
  CHECK(end_of(review("2016-02-10", extended + "2016-02-05, notice: never"), "extension") == "2016-03-06");
  CHECK(end_of(review("2016-03-01", extended + "2016-02-15, notice: 2016-02-25"), "extension") ==
        "2016-05-10");
  // until 12 March 2015 five days were added
  CHECK(end_of(review("2014-03-01",
                      "certified: 2014-01-06, notice: 2014-02-20, order: not yet" + rest + "not yet"),
               "first") == "2014-03-22");
}

TEST_CASE("Canada: the longer periods of 2020 reach investments that need no filing", "[evaluate][clock]") {
  REQUIRE_FALSE(reference::loaded().sink.has_errors());
  const auto path = [](const std::string& closing, const std::string& notice) {
    const auto facts = reference::case_of(
        "case: part\ntitle: A part\nas_of: 2020-10-01\ntransaction: {kind: [shares], closing: " + closing +
        ", exempt_heads: []}\nroles: {acquirer: buyer, target: firm}\n"
        "parties:\n  buyer: {name: Buyer, kind: government-body, government_of: CN}\n"
        "  firm: {name: Firm, kind: corporation, formed_in: CA, active_in: [CA], "
        "staff_in: [CA], assets_in: [CA], activities: [], gross_assets: 9 billion CAD}\n"
        "holdings: [{owner: buyer, entity: firm, votes: 0% -> 20%}]\n"
        "procedures: {ca-ica: {certified: never, order: not yet, decision: not yet, notice: " +
        notice + "}}\n");
    REQUIRE(facts);
    const auto assessment = assess(reference::loaded().plan, *facts, {{}, {}, {"ca-ica"}, {}});
    REQUIRE(assessment.ok());
    for (const auto& clock : assessment.value().regimes.at(0).clocks)
      if (clock.name == "ca.security.path") return clock;
    FAIL("no clock");
    return model::ClockAnswer{};
  };
  // the first period of what closed from 16 June was still running on 31 July, and ran for 180 days
  CHECK(end_of(path("2020-07-01", "not yet"), "notice") == "2020-12-28");
  CHECK(end_of(path("2020-07-01", "2020-09-15"), "order") == "2020-12-14");
  CHECK(end_of(path("2020-06-16", "2020-07-31"), "order") == "2020-10-29");
  // a notice of before that day, and what had run out by then, keep the ordinary period
  CHECK(end_of(path("2020-07-01", "2020-07-30"), "order") == "2020-09-13");
  CHECK(end_of(path("2020-06-15", "2020-07-30"), "order") == "2020-09-13");
}

std::pair<base::Date, base::Date> bounds(const model::DateWords& date) {
  return {date.at_least.value_or(base::Date::beginning()), date.at_most.value_or(base::Date::never())};
}

TEST_CASE("knowing a start or a stop better only narrows the end", "[evaluate][clock][property]") {
  for (const char* rules : {british, german, american}) {
    ClockWorld world(rules);
    const bool months = rules == german;
    const std::string start = months ? "complete_file" : rules == british ? "called_in" : "accepted";
    const std::size_t stage = rules == american ? 0 : 1;
    const auto end = [&](const std::string& when, const std::string& stop) {
      return bounds(world.clock("2024-01-10", start + ": " + when + ", information_periods: [" + stop + "]")
                        .stages[stage]
                        .until);
    };
    for (int month = 1; month <= 3; ++month) {
      const std::string at = "2025-0" + std::to_string(month) + "-";
      for (const std::string stop : {"", "{from: 2025-01-30..2025-02-02, to: 2025-02-10..2025-03-03}"}) {
        const auto wide = end(at + "26.." + "2025-0" + std::to_string(month + 1) + "-02", stop);
        for (const std::string& day :
             {at + "26", at + "27", at + "28", "2025-0" + std::to_string(month + 1) + "-01",
              "2025-0" + std::to_string(month + 1) + "-02"}) {
          INFO(rules << day << stop);
          const auto here = end(day, stop);
          CHECK(wide.first <= here.first);
          CHECK(here.second <= wide.second);
          if (stop.empty()) continue;
          for (const std::string exact :
               {"2025-01-30..2025-02-10", "2025-02-02..2025-03-03", "2025-01-31..2025-02-20"}) {
            INFO(exact);
            const auto narrow = end(day, exact);
            CHECK(narrow.first == narrow.second);
            CHECK(here.first <= narrow.first);
            CHECK(narrow.second <= here.second);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace weir::evaluate
