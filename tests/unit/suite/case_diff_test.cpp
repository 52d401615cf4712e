// Which clause is named for an answer that comes out otherwise: the one whose words differ and that decides
// on the case, and no other that differs as well.
#include "suite/case_diff.hpp"

#include "unit/plan/small_world.hpp"

using namespace weir;
using suite::AnswerDiff;
using suite::CaseDiff;
using suite::ClauseKind;
using suite::Turn;
using Kind = model::AnswerChange::Kind;

namespace {

/// Two worlds and one case that both read.
class Two {
 public:
  Two(const std::string& was, const std::string& is)
      : before_(plan::world_of(was)), after_(plan::world_of(is)) {}

  CaseDiff on(const std::string& facts, unsigned threads = 1, std::size_t times = 1) {
    base::MemoryFileSystem files;
    files.add("case.yaml", "case: deal\nas_of: 2015-06-01\nacquirer: {formed_in: US}\n" + facts);
    const auto read = [&](plan::SmallWorld& world) {
      auto loaded = load::load_case(files, "case.yaml", world.rules.vocabulary, world.sources, world.sink);
      for (const auto& diagnostic : world.sink.sorted()) UNSCOPED_INFO(diagnostic.message);
      REQUIRE(loaded.has_value());
      return std::move(*loaded);
    };
    cases_.push_back(read(*before_));
    cases_.push_back(read(*after_));
    const base::Date day = *base::Date::make(2015, 6, 1);
    const suite::CasePair pair{&cases_[0], &cases_[1], "case.yaml", day, day, day, day};
    diff_ = suite::compare(before_->plan, after_->plan);
    suite::CompareOptions options;
    options.threads = threads;
    return suite::compare_cases(diff_, std::vector<suite::CasePair>(times, pair), options);
  }

 private:
  std::unique_ptr<plan::SmallWorld> before_, after_;
  suite::RuleSetDiff diff_;
  std::deque<model::Case> cases_;
};

const std::string facts =
    "transaction: {closing: 2015-06-01, public: true}\ntarget: {employees: 150, formed_in: CA}\n";

/// The ids of the clauses that an answer of this kind is traced to.
std::vector<std::string> clauses_of(const CaseDiff& diff, Kind kind) {
  std::vector<std::string> ids;
  REQUIRE(diff.cases.size() == 1);
  for (const AnswerDiff& answer : diff.cases[0].answers) {
    if (answer.answer.kind != kind) continue;
    for (const std::size_t clause : answer.clauses) ids.push_back(diff.clauses[clause].id);
  }
  return ids;
}

using Ids = std::vector<std::string>;

std::string notify(const std::string& condition, const std::string& more = "") {
  return "rules:\n  xx.a: {in_force: always, when: " + condition + ", then: {filing: notification}" + more +
         "}\n";
}

}  // namespace

TEST_CASE("case diff: the threshold that moved is named, not the rule or what lies between", "[suite]") {
  const auto text = [](const std::string& early, const std::string& late) {
    return "definitions:\n"
           "  xx_bar: {values: {1990-01-01: " +
           early + ", 2010-01-01: " + late +
           "}}\n"
           "  xx_large: {is: target.employees > xx_bar}\n" +
           notify("xx_large");
  };
  const CaseDiff diff = Two(text("50", "100"), text("60", "200")).on(facts);
  CHECK(clauses_of(diff, Kind::determination) == Ids{"xx_bar"});
  REQUIRE(diff.clauses.size() == 1);
  CHECK(diff.clauses[0].kind == ClauseKind::threshold);
  // The version of the case's own day alone; the earlier one differs as well.
  REQUIRE(diff.clauses[0].parts.size() == 1);
  CHECK(diff.clauses[0].parts[0].label == "2010-01-01");
  for (const AnswerDiff& answer : diff.cases[0].answers) CHECK(answer.turn == Turn::eased);
  // Where both versions give the same answer, the case is none of those that differ.
  CHECK(Two(text("50", "100"), text("60", "120")).on(facts).cases.empty());
}

TEST_CASE("case diff: of two definitions that differ the one that decides is named", "[suite]") {
  const auto text = [](const std::string& country, const std::string& number) {
    return "definitions:\n"
           "  xx_foreign: {is: acquirer.formed_in != " +
           country +
           "}\n"
           "  xx_large: {is: target.employees > " +
           number + "}\n" + notify("xx_foreign and xx_large");
  };
  CHECK(clauses_of(Two(text("CA", "100"), text("MX", "200")).on(facts), Kind::determination) ==
        Ids{"xx_large"});
  CHECK(clauses_of(Two(text("CA", "100"), text("US", "120")).on(facts), Kind::determination) ==
        Ids{"xx_foreign"});
}

TEST_CASE("case diff: a rule's own condition, outcome, days and exceptions are named as its own", "[suite]") {
  const std::string base = notify("transaction.public");
  CHECK(clauses_of(Two(base, notify("transaction.public and target.employees > 200")).on(facts),
                   Kind::determination) == Ids{"xx.a"});
  const CaseDiff outcome =
      Two(base, "rules:\n  xx.a: {in_force: always, when: transaction.public}\n").on(facts);
  CHECK(clauses_of(outcome, Kind::determination) == Ids{"xx.a"});
  REQUIRE(outcome.clauses.at(0).parts.size() == 1);
  CHECK(outcome.clauses[0].parts[0].label == "gives filing");
  const CaseDiff days = Two(base,
                            "rules:\n  xx.a: {in_force: 2016-01-01.., when: transaction.public, then: "
                            "{filing: notification}}\n")
                            .on(facts);
  CHECK(clauses_of(days, Kind::determination) == Ids{"xx.a"});
  CHECK(days.clauses.at(0).parts.at(0).label == "in force");
  const CaseDiff exception =
      Two(base, base + "  xx.b: {in_force: always, when: target.employees > 100, defeats: [xx.a]}\n")
          .on(facts);
  CHECK(clauses_of(exception, Kind::determination) == Ids{"xx.b"});
}

TEST_CASE("case diff: the member of a group that the case asks for is named", "[suite]") {
  const auto text = [](const std::string& members) {
    return "definitions:\n  xx_friends: {of: country, members: " + members + "}\n" +
           notify("acquirer.formed_in not in xx_friends");
  };
  const CaseDiff diff = Two(text("[CA]"), text("[CA, MX, US]")).on(facts);
  CHECK(clauses_of(diff, Kind::determination) == Ids{"xx_friends"});
  REQUIRE(diff.clauses.at(0).parts.size() == 1);
  CHECK(diff.clauses[0].parts[0].label == "US");
}

TEST_CASE("case diff: what is open on both sides but open otherwise is traced, too", "[suite]") {
  // Unknown either way; settled together with the other rule the answers differ.
  const std::string b = "  xx.b: {in_force: always, then: {filing: notification}, when: ";
  const std::string was = notify("transaction.public") + b + "not transaction.public}\n";
  const std::string is =
      notify("transaction.public") + b + "not transaction.public and target.employees > 100}\n";
  const CaseDiff diff = Two(was, is).on("transaction: {closing: 2015-06-01}\ntarget: {formed_in: CA}\n");
  CHECK(clauses_of(diff, Kind::determination) == Ids{"xx.b"});
  for (const AnswerDiff& answer : diff.cases[0].answers) CHECK(answer.turn == Turn::eased);
}

TEST_CASE("case diff: any number of threads gives the same", "[suite]") {
  const std::string was = notify("target.employees > 100"), is = notify("target.employees > 200");
  const CaseDiff one = Two(was, is).on(facts, 1, 300), many = Two(was, is).on(facts, 4, 300);
  CHECK(one.cases.size() == 300);
  CHECK(many.cases.size() == 300);
  CHECK(one.clauses == many.clauses);
  const auto groups = suite::by_clause(one);
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].cases.size() == 300);
}
