#include "support/catch.hpp"
#include "support/clock_world.hpp"
#include "support/provisions.hpp"

// Periods of procedures. Expected days follow from how each law counts: worked out by hand from the statutes'
// lengths, the days on which they start and the holidays in between.

namespace weir::provisions {
namespace {

using base::Truth;
using model::ClockAnswer;
using model::Silence;
using test::days;
using test::end_of;
using test::state_of;

/// A clock of a case whose procedure has these dates, on a day.
ClockAnswer clock(const std::string& regime, const std::string& name, const std::string& as_of,
                  const std::string& procedure, const std::string& transaction = "closing: not yet") {
  const Facts facts{.as_of = as_of,
                    .transaction = transaction,
                    .rest = "procedures:\n  " + regime + ": {" + procedure + "}\n"};
  return RuleSet::of(regime).clock(name, facts.text());
}

Silence silence_of(const ClockAnswer& clock) {
  REQUIRE(clock.ran_out);
  return clock.stages[*clock.ran_out].silence;
}

ClockAnswer canada(const std::string& as_of, const std::string& procedure) {
  return clock("ca-prov", "ca.security.path", as_of, procedure);
}

TEST_CASE("provision 14: the longest way through Part IV.1 takes 200 days, the shortest 110",
          "[provisions][clock]") {
  // Vector T13: each step on the last day of its period.
  const auto whole = canada("2016-07-22",
                            "certified: 2016-01-04, notice: 2016-02-18, order: 2016-04-03, extension: "
                            "2016-05-18, referral: 2016-07-02");
  CHECK(end_of(whole, "notice") == "2016-02-18");
  CHECK(end_of(whole, "order") == "2016-04-03");
  CHECK(end_of(whole, "review") == "2016-05-18");
  CHECK(end_of(whole, "extension") == "2016-07-02");
  CHECK(end_of(whole, "cabinet") == "2016-07-22");
  CHECK(state_of(whole) == "cabinet");
  const auto late = canada("2016-07-23",
                           "certified: 2016-01-04, notice: 2016-02-18, order: 2016-04-03, extension: "
                           "2016-05-18, referral: 2016-07-02");
  CHECK(state_of(late) == "ran out: cabinet");
  CHECK(silence_of(late) == Silence::lapses);
  // An order without a notice, and no extension.
  CHECK(end_of(canada("2016-04-10",
                      "certified: 2016-01-04, notice: never, order: 2016-02-18, extension: never, "
                      "referral: 2016-04-03"),
               "cabinet") == "2016-04-23");
}

TEST_CASE("provision 14: each period runs from its own event, and the next event ends it",
          "[provisions][clock]") {
  const std::string nothing = "notice: never, order: never, extension: never, referral: never";
  CHECK(state_of(canada("2016-02-18", "certified: 2016-01-04, " + nothing)) == "notice");
  CHECK(state_of(canada("2016-02-19", "certified: 2016-01-04, " + nothing)) == "ran out: notice");
  // A notice on day 10 starts the 45 days for an order at once.
  const std::string early =
      "certified: 2016-01-04, notice: 2016-01-14, order: never, extension: never, referral: never";
  CHECK(state_of(canada("2016-01-13", early)) == "notice");
  CHECK(state_of(canada("2016-01-14", early)) == "order");
  CHECK(end_of(canada("2016-01-14", early), "order") == "2016-02-28");
  CHECK(state_of(canada("2016-02-28", early)) == "order");
  CHECK(state_of(canada("2016-02-29", early)) == "ran out: order");
  // A leap day counts, and a month has the days it has.
  CHECK(end_of(canada("2016-02-01", "certified: 2016-01-15, " + nothing), "notice") == "2016-02-29");
  CHECK(end_of(canada("2017-02-01", "certified: 2017-01-15, " + nothing), "notice") == "2017-03-01");
}

TEST_CASE("provision 14: these lengths hold for filings certified since 13 March 2015",
          "[provisions][clock]") {
  CHECK(canada("2015-04-01", "certified: 2015-03-13").in_force == Truth::true_value);
  CHECK_THROWS(canada("2015-04-01", "certified: 2015-03-12"));
  const auto either = canada("2015-04-01", "certified: 2015-03-12..2015-03-13, notice: never");
  CHECK(either.in_force == Truth::unknown);
  CHECK_FALSE(either.stage);
  CHECK(either.law_date.words == "certification");
  CHECK(days(either.law_date) == "2015-03-12..2015-03-13");
  // What is yet to come cannot come before the law did.
  CHECK(canada("2017-06-02", "certified: not yet").in_force == Truth::true_value);
  CHECK(canada("2017-06-02", "notice: never").in_force == Truth::unknown);
}

ClockAnswer america(const std::string& as_of, const std::string& procedure) {
  return clock("us-prov", "us.review", as_of, procedure, "first_interest: not yet");
}

TEST_CASE("provision 31: 45 and 45 days, 15 more, and 15 of the President; ends roll",
          "[provisions][clock]") {
  const std::string accepted = "accepted: 2025-01-02, ";
  const std::string rest = "extension: never, referral: never";
  // The 45th day is Sunday 16 February, the day after it Washington's Birthday.
  CHECK(end_of(america("2025-01-10", accepted + rest), "review") == "2025-02-18");
  CHECK(state_of(america("2025-02-18", accepted + rest)) == "review");
  CHECK(state_of(america("2025-02-19", accepted + rest)) == "investigation");
  CHECK(end_of(america("2025-02-19", accepted + rest), "investigation") == "2025-04-04");
  CHECK(state_of(america("2025-04-04", accepted + rest)) == "investigation");
  const auto silent = america("2025-04-05", accepted + rest);
  CHECK(state_of(silent) == "ran out: investigation");
  CHECK(silence_of(silent) == Silence::nothing);
  const auto longer = america("2025-04-05", accepted + "extension: 2025-04-01, referral: never");
  CHECK(state_of(longer) == "extension");
  CHECK(end_of(longer, "extension") == "2025-04-21");  // the 15th day is Saturday 19 April
  const auto president = america("2025-04-10", accepted + "extension: never, referral: 2025-04-04");
  CHECK(state_of(president) == "president");
  CHECK(end_of(president, "president") == "2025-04-21");
}

TEST_CASE("provision 31: a lapse of appropriations stops every period", "[provisions][clock]") {
  const std::string rest = ", extension: never, referral: never";
  CHECK(end_of(america("2018-12-20", "accepted: 2018-12-10" + rest), "review") == "2019-02-28");
  // Accepted while there was no money: the first day that counts is the first after the lapse.
  CHECK(end_of(america("2019-02-01", "accepted: 2019-01-02" + rest), "review") == "2019-03-11");
  CHECK(end_of(america("2025-10-20", "accepted: 2025-09-02" + rest), "review") == "2025-12-01");
  const auto stopped = america("2025-11-12", "accepted: 2025-09-02" + rest);
  CHECK(state_of(stopped) == "review");
  CHECK(stopped.stages[0].stopped == Truth::true_value);
  CHECK(stopped.stages[0].stopped_since == base::Date::parse("2025-10-01"));
  CHECK(america("2025-11-13", "accepted: 2025-09-02" + rest).stages[0].stopped == Truth::false_value);
  // Ten days before the lapse, five after it; the fifteenth is a Sunday.
  CHECK(end_of(america("2026-02-05", "accepted: 2025-10-01, extension: never, referral: 2026-01-20"),
               "president") == "2026-02-09");
  // Behind the last day of the list nobody knows whether money lapses again.
  CHECK(end_of(america("2026-02-05", "accepted: 2026-01-05" + rest), "review") == "2026-02-23..");
}

TEST_CASE("provision 31: a holiday by order counts from the order on", "[provisions][clock]") {
  const std::string rest = ", extension: never, referral: never";
  // 24 December 2024 was made one on 19 December.
  CHECK(end_of(america("2024-12-18", "accepted: 2024-11-09" + rest), "review") == "2024-12-24");
  CHECK(end_of(america("2024-12-19", "accepted: 2024-11-09" + rest), "review") == "2024-12-26");
  // Juneteenth became law on the day before it was first observed.
  CHECK(end_of(america("2021-06-16", "accepted: 2021-05-04" + rest), "review") == "2021-06-18");
  CHECK(end_of(america("2021-06-17", "accepted: 2021-05-04" + rest), "review") == "2021-06-21");
}

ClockAnswer britain(const std::string& as_of, const std::string& procedure) {
  return clock("uk-prov", "uk.assessment", as_of, procedure);
}
std::string reviewed(const std::string& as_of, const std::string& accepted) {
  return end_of(britain(as_of, "accepted: " + accepted + ", called_in: never"), "review");
}

TEST_CASE("provision 37: thirty working days, the day of the notice being the first", "[provisions][clock]") {
  // Six weeks without a holiday.
  CHECK(reviewed("2024-02-01", "2024-01-15") == "2024-02-23");
  // On a Saturday it is the Monday that counts first.
  CHECK(reviewed("2024-02-01", "2024-01-13") == "2024-02-23");
  const std::string none = "called_in: never, extension: never, second_extension: never";
  CHECK(state_of(britain("2024-02-23", "accepted: 2024-01-15, " + none)) == "review");
  const auto silent = britain("2024-02-24", "accepted: 2024-01-15, " + none);
  CHECK(state_of(silent) == "ran out: review");
  CHECK(silence_of(silent) == Silence::clears);
}

TEST_CASE("provision 37: a holiday of any part of the United Kingdom is one everywhere",
          "[provisions][clock]") {
  // 2 January, in Scotland only; besides Christmas and New Year.
  CHECK(reviewed("2025-01-10", "2024-12-20") == "2025-02-05");
  // St Patrick's Day, in Northern Ireland only.
  CHECK(reviewed("2025-03-01", "2025-02-17") == "2025-03-31");
  // The Battle of the Boyne (Northern Ireland), moved to Monday the 14th, and the summer holiday of Scotland.
  CHECK(reviewed("2025-07-01", "2025-06-23") == "2025-08-05");
  // St Andrew's Day, in Scotland only, moved to Monday 2 December.
  CHECK(reviewed("2024-11-10", "2024-11-04") == "2024-12-16");
  // Both summer holidays: Scotland's on 5 August, that of the others on the 26th.
  CHECK(reviewed("2024-08-01", "2024-07-22") == "2024-09-03");
}

TEST_CASE("provision 37: a holiday does not count before it was announced", "[provisions][clock]") {
  // The day of the state funeral, 19 September 2022, was made a holiday on the 10th.
  CHECK(reviewed("2022-09-09", "2022-08-15") == "2022-09-26");
  CHECK(reviewed("2022-09-10", "2022-08-15") == "2022-09-27");
  // The coronation: announced half a year ahead.
  CHECK(reviewed("2022-11-05", "2023-04-03") == "2023-05-17");
  CHECK(reviewed("2022-11-06", "2023-04-03") == "2023-05-18");
  // 15 June 2026, in Scotland only.
  CHECK(reviewed("2026-02-03", "2026-05-18") == "2026-06-29");
  CHECK(reviewed("2026-02-04", "2026-05-18") == "2026-06-30");
}

TEST_CASE("provision 37: 30 and 45 working days after a call-in, then as long as is agreed",
          "[provisions][clock]") {
  const std::string start = "accepted: never, called_in: 2024-03-11, information_periods: [], ";
  const std::string none = start + "extension: never, second_extension: never";
  CHECK(end_of(britain("2024-04-10", none), "initial") == "2024-04-24");
  CHECK(state_of(britain("2024-04-24", none)) == "initial");
  CHECK(state_of(britain("2024-04-25", none)) == "ran out: initial");
  const std::string longer = start + "extension: 2024-04-24, second_extension: never";
  CHECK(state_of(britain("2024-04-24", longer)) == "initial");
  CHECK(state_of(britain("2024-04-25", longer)) == "additional");
  CHECK(end_of(britain("2024-04-25", longer), "additional") == "2024-06-28");
  CHECK(state_of(britain("2024-06-28", longer)) == "additional");
  CHECK(state_of(britain("2024-06-29", longer)) == "ran out: additional");
  const std::string agreed =
      start + "extension: 2024-04-24, second_extension: 2024-06-27, agreed_end: 2024-07-26";
  const auto voluntary = britain("2024-07-01", agreed);
  CHECK(state_of(britain("2024-06-28", agreed)) == "additional");
  CHECK(state_of(voluntary) == "voluntary");
  CHECK(days(voluntary.stages[3].since) == "2024-07-01");
  CHECK(end_of(voluntary, "voluntary") == "2024-07-26");
  CHECK(state_of(britain("2024-07-26", agreed)) == "voluntary");
  CHECK(state_of(britain("2024-07-27", agreed)) == "ran out: voluntary");
  // Without a notice of the additional period there is nothing to agree on after it.
  CHECK(britain("2024-04-10", none).stages[3].exists == Truth::false_value);
  CHECK(britain("2024-04-25", start + "extension: 2024-04-24").stages[3].exists == Truth::unknown);
}

TEST_CASE("provision 37: requests for information stop the assessment, not the review",
          "[provisions][clock]") {
  const auto initial = [](const std::string& periods, const std::string& as_of = "2024-04-10") {
    return britain(as_of,
                   "accepted: never, called_in: 2024-03-11, extension: never, second_extension: never, "
                   "information_periods: " +
                       periods);
  };
  // Eleven working days, from Wednesday 20 March to Friday 5 April.
  CHECK(end_of(initial("[2024-03-20..2024-04-05]"), "initial") == "2024-05-10");
  // Restarted and stopped again.
  CHECK(end_of(initial("[2024-03-20..2024-04-05, 2024-04-15..2024-04-19]"), "initial") == "2024-05-17");
  CHECK(end_of(initial("[2024-03-20..2024-04-05, 2024-03-25..2024-04-02]"), "initial") == "2024-05-10");
  // A weekend stops nothing.
  CHECK(end_of(initial("[2024-03-16..2024-03-17]"), "initial") == "2024-04-24");
  // A stop after the last day comes too late, one on the last day does not.
  CHECK(end_of(initial("[2024-04-25..2024-05-03]"), "initial") == "2024-04-24");
  CHECK(end_of(initial("[2024-04-24..2024-05-03]"), "initial") == "2024-05-07");
  const auto review = britain(
      "2024-02-01", "accepted: 2024-01-15, called_in: never, information_periods: [2024-01-17..2024-01-30]");
  CHECK(end_of(review, "review") == "2024-02-23");
  // Not answered yet: stopped to the day after at least, and no last day.
  const auto open = initial("[{from: 2024-03-20, to: not yet}]");
  CHECK(end_of(open, "initial") == "2024-05-16..");
  CHECK(state_of(open) == "initial");
  CHECK(open.stages[1].stopped == Truth::true_value);
  CHECK(open.stages[1].stopped_since == base::Date::parse("2024-03-20"));
}

ClockAnswer germany(const std::string& as_of, const std::string& procedure,
                    const std::string& signing = "2023-12-01") {
  return clock("de-prov", "de.review", as_of, procedure, "signing: " + signing);
}

TEST_CASE("provision 48: two months from knowledge, and none after five years", "[provisions][clock]") {
  const std::string rest = ", complete_file: never";
  CHECK(end_of(germany("2024-02-01", "aware: 2024-01-15" + rest), "open") == "2024-03-15");
  CHECK(state_of(germany("2024-03-15", "aware: 2024-01-15" + rest)) == "open");
  const auto silent = germany("2024-03-16", "aware: 2024-01-15" + rest);
  CHECK(state_of(silent) == "ran out: open");
  CHECK(silence_of(silent) == Silence::clears);
  // A month without such a day ends on its last one.
  CHECK(end_of(germany("2024-01-10", "aware: 2023-12-31" + rest), "open") == "2024-02-29");
  CHECK(end_of(germany("2025-01-10", "aware: 2024-12-31" + rest), "open") == "2025-02-28");
  CHECK(end_of(germany("2025-01-10", "aware: 2024-12-28" + rest), "open") == "2025-02-28");
  // Learned late: five years after signing it is over, however long the two months would run.
  CHECK(end_of(germany("2025-01-02", "aware: 2024-12-31" + rest, "2020-01-15"), "open") == "2025-01-15");
  CHECK(state_of(germany("2025-01-15", "aware: 2024-12-31" + rest, "2020-01-15")) == "open");
  CHECK(state_of(germany("2025-01-16", "aware: 2024-12-31" + rest, "2020-01-15")) == "ran out: open");
  CHECK(end_of(germany("2025-01-02", "aware: 2024-12-31" + rest, "2020-02-29"), "open") == "2025-02-28");
  CHECK(state_of(germany("2025-03-05", "aware: 2025-03-01" + rest, "2020-01-15")) == "ran out: open");
}

TEST_CASE("provision 48: two, four, three and one month are ten, and stops come on top",
          "[provisions][clock]") {
  const auto whole = [](const std::string& periods) {
    return germany("2024-10-10",
                   "aware: 2024-01-15, complete_file: 2024-03-15, extension: 2024-07-01, second_extension: "
                   "2024-10-01, information_periods: " +
                       periods);
  };
  const auto plain = whole("[]");
  CHECK(end_of(plain, "decide") == "2024-07-15");
  CHECK(end_of(plain, "longer") == "2024-10-15");
  CHECK(end_of(plain, "defence") == "2024-11-15");
  CHECK(state_of(plain) == "longer");
  // Ten days in the first stage move all that follow.
  const auto early = whole("[2024-05-01..2024-05-10]");
  CHECK(end_of(early, "decide") == "2024-07-25");
  CHECK(end_of(early, "longer") == "2024-10-25");
  CHECK(end_of(early, "defence") == "2024-11-25");
  CHECK(state_of(early) == "longer");
  // Five in the second do not move the first.
  const auto late = whole("[2024-08-01..2024-08-05]");
  CHECK(end_of(late, "decide") == "2024-07-15");
  CHECK(end_of(late, "longer") == "2024-10-20");
  // A stop that begins in a stage holds it up for all its days, though most lie behind the day on which it
  // would have ended.
  CHECK(end_of(whole("[2024-07-12..2024-07-21]"), "decide") == "2024-07-25");
  CHECK(end_of(germany("2024-04-01", "complete_file: 2024-03-15"), "decide") == "2024-07-15..");
}

TEST_CASE("provision 48: silence clears at the end of the last period there is", "[provisions][clock]") {
  const std::string start = "aware: 2024-01-15, complete_file: 2024-03-15, information_periods: [], ";
  const std::string none = start + "extension: never";
  CHECK(state_of(germany("2024-07-15", none)) == "decide");
  const auto silent = germany("2024-07-16", none);
  CHECK(state_of(silent) == "ran out: decide");
  CHECK(silence_of(silent) == Silence::clears);
  const std::string once = start + "extension: 2024-07-01, second_extension: never";
  CHECK(state_of(germany("2024-10-15", once)) == "longer");
  CHECK(state_of(germany("2024-10-16", once)) == "ran out: longer");
  const auto open = germany("2024-07-16", start);
  CHECK(state_of(open) == "? longer");
  CHECK(open.stages[2].exists == Truth::unknown);
}

ClockAnswer france(const std::string& name, const std::string& as_of, const std::string& procedure) {
  return clock("fr-prov", name, as_of, procedure);
}

TEST_CASE("provision 55: ten business days of silence allow the purchase, for six months",
          "[provisions][clock]") {
  // 8, 9 and 20 May 2024 are holidays.
  const auto ten = [](const std::string& as_of, const std::string& filed) {
    return france("fr.ten", as_of, "filed: " + filed);
  };
  CHECK(end_of(ten("2024-05-10", "2024-05-06"), "objection") == "2024-05-23");
  CHECK(state_of(ten("2024-05-23", "2024-05-06")) == "objection");
  CHECK(state_of(ten("2024-05-24", "2024-05-06")) == "purchase");
  CHECK(ten("2024-05-24", "2024-05-06").stages[0].silence == Silence::clears);
  CHECK(end_of(ten("2024-05-24", "2024-05-06"), "purchase") == "2024-11-23");
  CHECK(state_of(ten("2024-11-23", "2024-05-06")) == "purchase");
  const auto late = ten("2024-11-24", "2024-05-06");
  CHECK(state_of(late) == "ran out: purchase");
  CHECK(silence_of(late) == Silence::lapses);
  // Six months from the end of August end with February.
  CHECK(end_of(ten("2024-09-10", "2024-08-16"), "objection") == "2024-08-30");
  CHECK(end_of(ten("2024-09-10", "2024-08-16"), "purchase") == "2025-02-28");
}

TEST_CASE("provision 56: 30 and 45 business days, and silence refuses", "[provisions][clock]") {
  const auto review = [](const std::string& as_of, const std::string& filed, const std::string& decision) {
    return france("fr.review", as_of, "filed: " + filed + ", decision: " + decision);
  };
  CHECK(end_of(review("2024-05-02", "2024-04-15", "never"), "first") == "2024-05-31");
  CHECK(state_of(review("2024-05-31", "2024-04-15", "never")) == "first");
  const auto refused = review("2024-06-01", "2024-04-15", "never");
  CHECK(state_of(refused) == "ran out: first");
  CHECK(silence_of(refused) == Silence::refuses);
  // The second phase runs from the decision of the first, early or late, over All Saints, Armistice and
  // Christmas.
  CHECK(end_of(review("2024-11-01", "2024-09-16", "2024-10-30"), "second") == "2025-01-07");
  CHECK(state_of(review("2024-10-29", "2024-09-16", "2024-10-30")) == "ran out: first");
  CHECK(state_of(review("2024-10-28", "2024-09-16", "2024-10-28")) == "second");
  CHECK(state_of(review("2025-01-07", "2024-09-16", "2024-10-30")) == "second");
  CHECK(state_of(review("2025-01-08", "2024-09-16", "2024-10-30")) == "ran out: second");
  CHECK(end_of(review("2025-05-01", "2025-04-17", "never"), "first") == "2025-06-04");
  // The decision is not yet: the second phase is words.
  const auto open = review("2024-05-02", "2024-04-15", "not yet");
  CHECK(open.stages[1].until.words == "45 business days after the decision");
}

}  // namespace
}  // namespace weir::provisions
