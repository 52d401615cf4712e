// A timeline misses no day: held against an evaluation of every single day.
#include "analysis/timeline.hpp"

#include <algorithm>
#include <deque>

#include "analysis/dates.hpp"
#include "analysis/snapshot.hpp"
#include "load/change.hpp"
#include "reference/loaded.hpp"
#include "support/catch.hpp"

using namespace weir;
using model::Timeline;

namespace {

base::Date day(const char* text) {
  return base::Date::parse(text).value();
}

std::vector<std::string> days_of(const Timeline& timeline) {
  std::vector<std::string> days;
  for (const Timeline::Step& step : timeline.steps) {
    if (!step.regimes.empty()) days.push_back(base::to_iso(step.day));
  }
  return days;
}

Timeline made(const model::Case& facts, const analysis::TimelineOptions& options) {
  auto result = analysis::timeline(reference::loaded().plan, facts, options);
  REQUIRE(result.ok());
  return std::move(result).value();
}

/// The days on which an answer differs from that of the day before, each day of the span evaluated.
std::vector<std::string> days_one_by_one(const std::vector<evaluate::CaseRow>& rows, base::Date from,
                                         Timeline::Mode mode) {
  const bool moved = mode == Timeline::Mode::deal;
  const plan::Plan& plan = reference::loaded().plan;
  const evaluate::Run run = evaluate::run(plan, rows, {});
  std::vector<std::string> days;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    bool differs = false;
    for (std::uint32_t regime = 0; regime < plan.rule_sets().regimes.size(); ++regime) {
      auto before = analysis::snapshot(run, regime, row - 1), after = analysis::snapshot(run, regime, row);
      for (auto* one : {&before, &after}) {
        if (moved) {
          analysis::count_only(*one);
        } else {
          analysis::drop_passing_bounds(*one);
        }
      }
      const auto ends = moved ? analysis::Ends::whole : analysis::Ends::upper;
      differs = differs || !analysis::difference(plan, regime, before, after, ends).empty();
    }
    if (differs) days.push_back(base::to_iso({from.days + static_cast<std::int32_t>(row)}));
  }
  return days;
}

model::Case with(const model::Case& facts, const std::vector<std::string>& changes) {
  reference::Loaded& world = reference::loaded();
  model::Case result = facts;
  for (const std::string& text : changes) {
    const auto change = load::read_change("--set", text, facts, world.rules, world.sources, world.sink);
    REQUIRE(change.has_value());
    load::apply(*change, result);
  }
  return result;
}

}  // namespace

TEST_CASE("timeline: moving the viewpoint, no day is missed", "[analysis]") {
  const model::Case& facts = reference::hytera();
  analysis::TimelineOptions options;
  options.from = day("2017-03-01");
  options.to = day("2017-10-31");
  std::vector<evaluate::CaseRow> rows;
  for (std::int32_t at = options.from->days; at <= options.to->days; ++at) {
    evaluate::CaseRow row;
    row.facts = &facts;
    row.as_of = row.known_on = {at};
    rows.push_back(row);
  }
  const auto days = days_of(made(facts, options));
  CHECK(days == days_one_by_one(rows, *options.from, options.mode));
  CHECK(days.size() > 3);
}

TEST_CASE("timeline: moving the deal, no day is missed and the tiers turn the answer", "[analysis]") {
  const model::Case facts =
      with(reference::hytera(), {"norsat.enterprise_value=900 million CAD", "hytera-project.ca_soe=false"});
  analysis::TimelineOptions options;
  options.mode = Timeline::Mode::deal;
  options.known_on = day("2017-07-20");
  options.from = day("2017-01-01");
  options.to = day("2018-03-01");
  std::deque<model::Case> cases;
  std::vector<evaluate::CaseRow> rows;
  const base::Date closing = day("2017-07-20");
  for (std::int32_t at = options.from->days; at <= options.to->days; ++at) {
    const std::int32_t by = at - closing.days;
    evaluate::CaseRow row;
    row.facts = &cases.emplace_back(analysis::shifted(facts, by));
    row.as_of = {facts.as_of->days + by};
    row.known_on = {options.known_on->days + by};
    rows.push_back(row);
  }
  const Timeline timeline = made(facts, options);
  const auto days = days_of(timeline);
  CHECK(days == days_one_by_one(rows, *options.from, options.mode));
  CHECK(timeline.moved == "closing");
}

TEST_CASE("timeline: moving the deal, law that is made but not in force begins to wait on its very day",
          "[analysis]") {
  const model::Case& facts = reference::hytera();
  analysis::TimelineOptions options;
  options.mode = Timeline::Mode::deal;
  options.from = day("2024-01-10");
  options.to = day("2024-06-30");
  const Timeline timeline = made(facts, options);
  CHECK(timeline.moved == "as of");
  const auto days = days_of(timeline);
  CHECK(std::find(days.begin(), days.end(), "2024-03-22") != days.end());
  std::deque<model::Case> cases;
  std::vector<evaluate::CaseRow> rows;
  for (std::int32_t at = options.from->days; at <= options.to->days; ++at) {
    const std::int32_t by = at - facts.as_of->days;
    evaluate::CaseRow row;
    row.facts = &cases.emplace_back(analysis::shifted(facts, by));
    row.as_of = {at};
    row.known_on = {facts.known_on.value_or(*facts.as_of).days + by};
    rows.push_back(row);
  }
  CHECK(days == days_one_by_one(rows, *options.from, options.mode));
}

TEST_CASE("timeline: moving the deal moves the periods of its lists too", "[analysis]") {
  const auto facts = reference::case_of(
      "case: stops\ntitle: Stops\nas_of: 2024-04-10\nroles: {acquirer: buyer, target: firm}\n"
      "parties: {buyer: {kind: fund}, firm: {kind: corporation}}\n"
      "procedures: {ca-ica: {information_periods: [{from: 2024-02-20, to: not yet}, "
      "2024-03-01..2024-03-04, {from: 2024-03-08..2024-03-09, to: never}]}}\n");
  REQUIRE(facts);
  std::vector<std::string> members;
  for (const model::Row& row : analysis::shifted(*facts, 10).rows) {
    for (const model::FactEntry& entry : row.facts) {
      for (const model::Claim& claim : entry.claims) {
        for (const model::Candidate& candidate : claim.value.candidates) {
          const auto* set = std::get_if<model::SetValue>(&candidate);
          if (set && !set->members.empty()) members = set->members;
        }
      }
    }
  }
  CHECK(members == std::vector<std::string>{"2024-03-01..not yet", "2024-03-11..2024-03-14",
                                            "2024-03-18|2024-03-19..never"});
}

TEST_CASE("timeline: the known days of the tiers, by closing", "[analysis]") {
  const model::Case facts = with(
      reference::hytera(), {"norsat.enterprise_value=700 million CAD", "norsat.gross_assets=100 million CAD",
                            "hytera-project.ca_soe=false", "transaction.closing=2017-07-20"});
  analysis::TimelineOptions options;
  options.mode = Timeline::Mode::deal;
  // Seen on the day of closing, so that each tier counts as enacted when the closing reaches it.
  model::Case on_closing = facts;
  on_closing.as_of = day("2017-07-20");
  on_closing.known_on = day("2017-06-02");
  const Timeline timeline = made(on_closing, options);
  std::vector<std::string> turns;
  for (const Timeline::Step& step : timeline.steps) {
    for (const auto& regime : step.regimes) {
      for (const auto& answer : regime.answers) {
        if (answer.name == "net_benefit")
          turns.push_back(base::to_iso(step.day) + " " + answer.after.at_most);
      }
    }
  }
  // Below the tier of assets until 23 April 2015, above that of CAD 600 million of enterprise value, below
  // 800.
  CHECK(turns == std::vector<std::string>{"2015-04-24 reviewable", "2017-04-24 none"});
}

TEST_CASE("timeline: a case without any day names what is missing", "[analysis]") {
  model::Case facts = reference::hytera();
  facts.as_of.reset();
  analysis::TimelineOptions options;
  options.mode = Timeline::Mode::deal;
  const auto result = analysis::timeline(reference::loaded().plan, facts, options);
  REQUIRE_FALSE(result.ok());
  CHECK(result.failure().message.find("names no `as_of` date") != std::string::npos);
}
