// `weir batch` against `weir evaluate`: the same case as a line and as a file, under the project's own rules.
#include <algorithm>
#include <set>

#include "batch/batch.hpp"
#include "evaluate/assess.hpp"
#include "json/json.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"
#include "support/random_lines.hpp"

namespace weir {
namespace {

using json::Json;

struct Counts {
  std::size_t cases = 0, refused = 0, all_settled = 0, narrowed = 0, fired = 0;
};

std::set<std::string> ids_of(const Json& list) {
  std::set<std::string> ids;
  for (const Json& id : list) ids.insert(id.get<std::string>());
  return ids;
}

std::set<std::string> ids_of(const model::RegimeAssessment& regime, model::FindingKind kind) {
  std::set<std::string> ids;
  for (const model::Finding& finding : regime.findings) {
    if (finding.finding == kind) ids.insert(finding.id);
  }
  return ids;
}

// Of two levels the lowest and the highest possible, as places on their scale.
template <class Scale>
std::pair<std::ptrdiff_t, std::ptrdiff_t> places(const Scale& scale, const std::string& low,
                                                 const std::string& high) {
  const auto place = [&](const std::string& level) {
    const auto found = std::find(std::begin(scale), std::end(scale), level);
    REQUIRE(found != std::end(scale));
    return found - std::begin(scale);
  };
  return {place(low), place(high)};
}

// What `evaluate` settles lies in the bounds of `batch`, which takes rule by rule; where no rule is open
// there is nothing to settle.
void compare(const Json& line, const model::RegimeAssessment& regime, const model::Regime& law,
             Counts& counts) {
  INFO(line.dump());
  if (!regime.law) {
    CHECK(line == Json{{"law", false}});
    return;
  }
  const auto fired = ids_of(line["fired"]), open = ids_of(line["open"]);
  CHECK(fired == ids_of(regime, model::FindingKind::fired));
  CHECK(open == ids_of(regime, model::FindingKind::open));
  bool same = true;
  const auto within = [&](auto found, auto bounds) {
    CHECK(bounds.first <= found.first);
    CHECK(found.second <= bounds.second);
    same = same && found == bounds;
  };
  within(places(model::position_levels, regime.position.at_least, regime.position.at_most),
         places(model::position_levels, line["position"][0], line["position"][1]));
  REQUIRE(line["determinations"].size() == regime.determinations.size());
  for (const model::DeterminationAnswer& answer : regime.determinations) {
    INFO(answer.name);
    const auto scale =
        std::ranges::find(law.determinations, answer.name, &model::Determination::name)->levels;
    const Json& bounds = line["determinations"][answer.name];
    within(places(scale, answer.level.at_least, answer.level.at_most), places(scale, bounds[0], bounds[1]));
  }
  within(std::pair(regime.risk.low, regime.risk.high),
         std::pair(line["risk"][0].get<std::int64_t>(), line["risk"][1].get<std::int64_t>()));
  if (open.empty()) {
    CHECK(same);
    ++counts.all_settled;
  }
  counts.narrowed += same ? 0 : 1;
  counts.fired += fired.size();
}

}  // namespace

// WEIR_ROUNDS=250 takes ten thousand cases.
TEST_CASE("batch: a line has the answers that evaluate gives its case", "[batch][property]") {
  test::Dice dice(test::first_seed(41));
  Counts counts;
  // Each session keeps the cases that it has read.
  constexpr std::size_t of_round = 40, rounds_of_session = 10;
  const test::SourceTree tree;
  std::unique_ptr<base::MemoryFileSystem> files;
  std::unique_ptr<session::Session> session;
  for (std::size_t round = 0; round < test::rounds(); ++round) {
    if (round % rounds_of_session == 0) {
      session.reset();
      files = std::make_unique<base::MemoryFileSystem>(&tree);
      session = std::make_unique<session::Session>(*files);
      session->load_rules("rules", load::Examples::left_out);
      REQUIRE(session->plan() != nullptr);
    }
    const plan::Plan& plan = *session->plan();
    test::RandomLines random(session->vocabulary(), dice);
    std::vector<std::string> lines;
    std::string text;
    for (std::size_t i = 0; i < of_round; ++i) {
      // Most cases are whole; of the others some leave much out.
      const std::size_t gaps = dice.percent(70) ? 0 : dice.below(40);
      lines.push_back(random.full_line(i, plan.rule_sets(), gaps));
      text += lines.back() + "\n";
    }
    base::StringSource source(text);
    batch::JsonLines rows(source);
    batch::Settings settings;
    settings.parts = {batch::Part::position, batch::Part::determinations, batch::Part::risk,
                      batch::Part::fired, batch::Part::open};
    std::string out;
    settings.write = [&](std::string_view more) {
      out += more;
      return std::optional<base::Failure>();
    };
    REQUIRE(batch::run_batch(*session, rows, settings).ok());
    std::size_t at = 0;
    for (std::size_t i = 0; i < of_round; ++i, ++counts.cases) {
      const std::size_t end = out.find('\n', at);
      REQUIRE(end != std::string::npos);
      const Json answer = Json::parse(out.substr(at, end - at));
      at = end + 1;
      // JSON in braces is YAML; only the name of the case has another key there.
      std::string file = lines[i];
      file.replace(0, std::string_view("{\"id\":").size(), "{\"case\":");
      INFO(lines[i]);
      const std::string path = "cases/" + std::to_string(counts.cases) + ".yaml";
      diagnostics::Sink sink;
      const model::Case* facts = session->try_case(path, file, sink);
      if (answer.contains("error")) {
        CHECK(facts == nullptr);
        ++counts.refused;
        continue;
      }
      REQUIRE(facts != nullptr);
      CHECK(answer["id"] == facts->id);
      const auto assessed = evaluate::assess(plan, *facts, {});
      REQUIRE(assessed.ok());
      const auto& regimes = assessed.value().regimes;
      REQUIRE(regimes.size() == plan.rule_sets().regimes.size());
      for (std::size_t r = 0; r < regimes.size(); ++r)
        compare(answer["regimes"][regimes[r].id], regimes[r], plan.rule_sets().regimes[r], counts);
    }
    CHECK(at == out.size());
  }
  const std::string tally = std::to_string(counts.cases) + " cases, " + std::to_string(counts.refused) +
                            " refused, " + std::to_string(counts.all_settled) + " with no rule open, " +
                            std::to_string(counts.narrowed) + " where evaluate says more, " +
                            std::to_string(counts.fired) + " rules fired";
  INFO(tally);
  if (test::rounds() > 1) WARN(tally);
  CHECK(counts.refused < counts.cases / 10);
  CHECK(counts.all_settled > counts.cases / 4);
  CHECK(counts.fired > counts.cases);
}

}  // namespace weir
