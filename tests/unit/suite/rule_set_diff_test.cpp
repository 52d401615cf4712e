// Two rule sets without any case: what is another law, and what only reads otherwise.
#include "suite/rule_set_diff.hpp"

#include "unit/plan/small_world.hpp"

using namespace weir;
using suite::ClauseChange;
using suite::ClauseKind;
using Status = suite::ClauseChange::Status;

namespace {

/// The one change of a comparison; none if nothing differs.
struct Compared {
  std::unique_ptr<plan::SmallWorld> before, after;
  suite::RuleSetDiff diff;

  static constexpr const char* parties = "  transaction.parties: {type: list of party}\n";

  Compared(const std::string& was, const std::string& is)
      : before(plan::world_of(was, parties)),
        after(plan::world_of(is, parties)),
        diff(suite::compare(before->plan, after->plan)) {}

  std::optional<Status> status(ClauseKind kind, const std::string& id) const {
    const ClauseChange* change = diff.find(kind, id);
    return change ? std::optional(change->status) : std::nullopt;
  }
};

std::string rule(const std::string& condition) {
  return "rules:\n  xx.a: {in_force: always, when: '" + condition + "'}\n";
}

/// What became of the one rule when its condition is written otherwise.
std::optional<Status> condition_becomes(const std::string& was, const std::string& is) {
  return Compared(rule(was), rule(is)).status(ClauseKind::rule, "xx.a");
}

const std::string foreign = "acquirer.formed_in != CA", large = "target.employees > 100",
                  open = "transaction.public";

}  // namespace

TEST_CASE("rule set diff: order, grouping and negation of conditions do not matter", "[suite]") {
  CHECK_FALSE(condition_becomes(foreign + " and " + large, foreign + "  and  " + large).has_value());
  CHECK(condition_becomes(foreign + " and " + large, large + " and " + foreign) == Status::rewritten);
  CHECK(condition_becomes(foreign + " and (" + large + " and " + open + ")",
                          open + " and " + foreign + " and " + large) == Status::rewritten);
  CHECK(condition_becomes("not (" + large + " or " + open + ")", "not " + open + " and not " + large) ==
        Status::rewritten);
  CHECK(condition_becomes(large, "100 < target.employees") == Status::rewritten);
  CHECK(condition_becomes(open + " or " + open, open) == Status::rewritten);
}

TEST_CASE("rule set diff: what is another law is never called equal", "[suite]") {
  CHECK(condition_becomes(large, "target.employees >= 100") == Status::changed);
  CHECK(condition_becomes(large, "target.employees > 101") == Status::changed);
  CHECK(condition_becomes(foreign + " and " + large, foreign + " or " + large) == Status::changed);
  CHECK(condition_becomes("not (" + large + " or " + open + ")", "not (" + large + " and " + open + ")") ==
        Status::changed);
  CHECK(condition_becomes(large, "acquirer.employees > 100") == Status::changed);
  CHECK(condition_becomes("some p in transaction.parties has (p.employees > 1)",
                          "every p in transaction.parties has (p.employees > 1)") == Status::changed);
  CHECK(condition_becomes("some p in transaction.parties has (p.employees > 1)",
                          "some p in transaction.parties has (p.employees > 2)") == Status::changed);
}

TEST_CASE("rule set diff: names of definitions do not matter, and one may be written out", "[suite]") {
  const std::string named =
      "definitions:\n  xx_large: {is: target.employees > 100}\n"
      "rules:\n  xx.a: {in_force: always, when: xx_large and acquirer.formed_in != CA}\n";
  const std::string renamed =
      "definitions:\n  xx_big: {is: target.employees > 100}\n"
      "rules:\n  xx.a: {in_force: always, when: xx_big and acquirer.formed_in != CA}\n";
  const Compared other_name(named, renamed);
  CHECK(other_name.status(ClauseKind::rule, "xx.a") == Status::rewritten);
  CHECK(other_name.status(ClauseKind::definition, "xx_big") == Status::renamed);
  CHECK(other_name.diff.find(ClauseKind::definition, "xx_big")->was == "xx_large");
  CHECK(other_name.diff.find(ClauseKind::definition, "xx_large") == nullptr);
  CHECK_FALSE(other_name.diff.alters_meaning());
  const Compared written_out(named, rule("target.employees > 100 and acquirer.formed_in != CA"));
  CHECK(written_out.status(ClauseKind::rule, "xx.a") == Status::rewritten);
  CHECK(written_out.status(ClauseKind::definition, "xx_large") == Status::removed);
}

TEST_CASE("rule set diff: a rule that reads as before says because of which clause it is another",
          "[suite]") {
  const auto text = [](const std::string& amount) {
    return "definitions:\n"
           "  xx_bar: {values: {1990-01-01: 100, 2010-01-01: " +
           amount +
           "}}\n"
           "  xx_large: {is: target.employees > xx_bar}\n"
           "rules:\n  xx.a: {in_force: always, when: xx_large}\n";
  };
  const Compared compared(text("200"), text("300"));
  CHECK(compared.status(ClauseKind::threshold, "xx_bar") == Status::changed);
  const auto& parts = compared.diff.find(ClauseKind::threshold, "xx_bar")->parts;
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].label == "2010-01-01");
  CHECK(parts[0].before == "200");
  CHECK(parts[0].after == "300");
  CHECK(compared.status(ClauseKind::definition, "xx_large") == Status::carried);
  CHECK(compared.status(ClauseKind::rule, "xx.a") == Status::carried);
  CHECK(compared.diff.find(ClauseKind::rule, "xx.a")->because == std::vector<std::string>{"xx_bar"});
}

TEST_CASE("rule set diff: days in force, outcomes, exceptions and words are told apart", "[suite]") {
  const auto text = [](const std::string& days, const std::string& more) {
    return "rules:\n  xx.a: {in_force: \"" + days + "\", when: transaction.public" + more +
           "}\n"
           "  xx.b: {in_force: always, when: target.employees > 100, then: {filing: notification}}\n";
  };
  const std::string plain = text("2001-01-01..", "");
  CHECK(Compared(plain, text("2002-01-01..", "")).status(ClauseKind::rule, "xx.a") == Status::moved);
  CHECK(Compared(plain, text("2001-01-01..", ", title: public")).status(ClauseKind::rule, "xx.a") ==
        Status::reworded);
  CHECK(Compared(plain, text("2001-01-01..", ", then: {filing: notification}"))
            .status(ClauseKind::rule, "xx.a") == Status::changed);
  const Compared exception(plain, text("2001-01-01..", ", defeats: [xx.b]"));
  CHECK(exception.status(ClauseKind::rule, "xx.a") == Status::changed);
  CHECK(exception.status(ClauseKind::rule, "xx.b") == Status::carried);
  CHECK(exception.diff.find(ClauseKind::rule, "xx.b")->because == std::vector<std::string>{"xx.a"});
}

TEST_CASE("rule set diff: rules that come and go, and other facts", "[suite]") {
  const std::string two = rule(large) + "  xx.b: {in_force: always, when: transaction.public}\n";
  const Compared gone(two, rule(large));
  CHECK(gone.status(ClauseKind::rule, "xx.b") == Status::removed);
  CHECK_FALSE(gone.status(ClauseKind::rule, "xx.a").has_value());
  CHECK(Compared(rule(large), two).status(ClauseKind::rule, "xx.b") == Status::added);
  const auto was = plan::world_of(rule(large));
  const auto is = plan::world_of(rule(large), "  party.listed: {type: truth}\n");
  const suite::RuleSetDiff facts = suite::compare(was->plan, is->plan);
  CHECK_FALSE(facts.same_vocabulary);
  REQUIRE(facts.find(ClauseKind::fact, "party.listed") != nullptr);
  CHECK(facts.find(ClauseKind::fact, "party.listed")->status == Status::added);
}
