// `weir test --update` changes the values that differ and nothing else.
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir::test;

namespace {

const std::string head =
    "case: quiet-purchase\nas_of: 2020-01-02\nacquirer: {kind: individual, nationalities: [US], "
    "permanent_resident_of: [], state_ties: []}\ntarget: {kind: corporation, formed_in: CA, active_in: [CA], "
    "staff_in: [CA], assets_in: [CA], activities: [radio-components], gross_assets: 50 million CAD, "
    "enterprise_value: 60 million CAD}\ntransaction: {kind: [shares], closing: 2020-01-02, exempt_heads: "
    "[]}\n"
    "holdings: [{owner: acquirer, entity: target, votes: 0% -> 100%}]\nexpect:\n";

/// What the expectations read after an update; the run must end with everything passed.
std::string updated(const std::string& expect) {
  const RunResult result = run_weir("test --update case.yaml", {{"case.yaml", head + expect}});
  INFO(result.out << result.err);
  CHECK(result.exit == 0);
  if (result.written.empty()) return "nothing written";
  REQUIRE(result.written.size() == 1);
  const std::string text = result.written.at("case.yaml");
  REQUIRE(text.starts_with(head));
  return text.substr(head.size());
}

}  // namespace

TEST_CASE("update: entries of a list go with their commas", "[suite]") {
  const auto list = [](const std::string& before, const std::string& after) {
    const std::string line = "  - {regime: ca-ica, fires: ";
    CHECK(updated(line + before + "}\n") == line + after + "}\n");
  };
  list("[ca.net-benefit.direct, ca.notify.control]", "[ca.notify.control]");
  list("[ca.notify.control, ca.net-benefit.direct]", "[ca.notify.control]");
  list("[ca.net-benefit.direct, ca.notify.control, ca.net-benefit.indirect, ca.exempt.indirect]",
       "[ca.notify.control]");
  list("[ ca.net-benefit.direct ,  ca.net-benefit.indirect ]", "[  ]");
  list("ca.net-benefit.direct", "[]");
}

TEST_CASE("update: entries of a list in lines go with their lines", "[suite]") {
  const std::string line = "  - regime: ca-ica\n    determinations: {filing: notification}\n    fires:\n";
  CHECK(updated(line + "      - ca.net-benefit.direct\n      - ca.notify.control  # stays\n") ==
        line + "      - ca.notify.control  # stays\n");
  CHECK(updated(line + "      - ca.net-benefit.direct\n      - ca.net-benefit.indirect\n") ==
        line + "      []\n");
  CHECK(updated(
            "  - regime: ca-ica\n    duties:\n      - rule: ca.net-benefit.direct\n        due: 2020-01-01\n"
            "      - rule: ca.notify.control\n        due: 2020-01-01..2020-02-02\n") ==
        "  - regime: ca-ica\n    duties:\n      - rule: ca.notify.control\n        due: 2020-02-01\n");
}

TEST_CASE("update: line ends and quotes stay", "[suite]") {
  const std::string before =
      "  - regime: \"ca-ica\"\r\n    determinations: { filing : 'approval' , net_benefit: \"reviewable\" }   "
      "# both\r\n"
      "    risk:   \"7..9\"\r\n";
  const std::string after =
      "  - regime: \"ca-ica\"\r\n    determinations: { filing : 'notification' , net_benefit: \"none\" }   # "
      "both\r\n"
      "    risk:   \"0..143\"\r\n";
  const RunResult result = run_weir("test --update case.yaml", {{"case.yaml", head + before}});
  INFO(result.out << result.err);
  CHECK(result.written.at("case.yaml").substr(head.size()) == after);
}

TEST_CASE("update: what holds is not written, and what nobody can write is left", "[suite]") {
  CHECK(updated("  - {regime: ca-ica, determinations: {filing: notification}}\n") == "nothing written");
  const RunResult gap = run_weir(
      "test --update case.yaml",
      {{"case.yaml",
        head + "  - {regime: ca-ica, determinations: {filing: approval}, todo: not encoded yet}\n"}});
  CHECK(gap.exit == 0);
  CHECK(gap.written.empty());
  const RunResult wrong =
      run_weir("test --update case.yaml", {{"case.yaml", head + "  - {regime: ca-ica, fires: [x]}\n"}});
  CHECK(wrong.exit == 2);
  CHECK(wrong.written.empty());
  CHECK(wrong.out.empty());
}

TEST_CASE("update: a dry run shows the same and writes nothing", "[suite]") {
  const std::string expect = "  - {regime: ca-ica, determinations: {filing: approval}}\n";
  const RunResult dry = run_weir("test --update --dry-run case.yaml", {{"case.yaml", head + expect}});
  const RunResult wet = run_weir("test --update case.yaml", {{"case.yaml", head + expect}});
  CHECK(dry.exit == 1);
  CHECK(dry.written.empty());
  CHECK(wet.out.starts_with(dry.out));
  CHECK(wet.out.find("+  - {regime: ca-ica, determinations: {filing: notification}}") != std::string::npos);
}

TEST_CASE("test: flags that contradict each other, and nothing to run, are usage errors", "[suite]") {
  const auto usage = [](const std::string& arguments) {
    const RunResult result = run_weir("test " + arguments);
    CHECK(result.out.empty());
    CHECK(result.exit == 2);
    return result.err;
  };
  CHECK(usage("--dry-run").find("goes with `--update`") != std::string::npos);
  CHECK(usage("--update --format json").find("text only") != std::string::npos);
  CHECK(usage("--update --fail-fast").find("--fail-fast") != std::string::npos);
  CHECK(usage("--filter nothing-is-called-so").find("no test is there") != std::string::npos);
  CHECK(usage("--regime ca-icaa").find("did you mean `ca-ica`?") != std::string::npos);
  CHECK(usage("--format xml").find("is not one of") != std::string::npos);
  CHECK(usage("no-such-file.yaml").find("no-such-file.yaml") != std::string::npos);
}
