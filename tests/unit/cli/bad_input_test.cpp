// Inputs that do not fit into a golden file: huge, or with bytes that no editor shows.
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using weir::test::run_weir;

namespace {

void refuses(const weir::test::RunResult& result, const std::string& code) {
  CHECK(result.exit == 2);
  CHECK(result.out.empty());
  INFO(result.err.substr(0, 2000));
  CHECK(result.err.find(code) != std::string::npos);
  CHECK(result.err.find("WR9001") == std::string::npos);
}

const std::string small_case =
    "case: small\ntitle: Small\nas_of: 2020-01-01\nacquirer: {kind: corporation}\ntarget: {kind: "
    "corporation}\n";

}  // namespace

TEST_CASE("bad input: 100,000 nested parentheses are a clean error", "[cli]") {
  const std::string deep = std::string(100'000, '(') + "true" + std::string(100'000, ')');
  const auto result =
      run_weir("evaluate case.yaml --rules rules",
               {{"case.yaml", small_case},
                {"rules/ca/ca-ica/deep.yaml", "definitions:\n  ca_deep: \"" + deep + "\"\n"}});
  refuses(result, "error[WR2");
  CHECK(result.err.size() < 20'000);
}

TEST_CASE("bad input: a file above the limit is refused", "[cli]") {
  std::string huge = small_case;
  while (huge.size() < 9u << 20) huge += "# a comment of sixty-four bytes that makes the file as large....\n";
  refuses(run_weir("evaluate case.yaml", {{"case.yaml", huge}}), "WR1003");
}

TEST_CASE("bad input: bytes that are not UTF-8 are refused", "[cli]") {
  refuses(run_weir("evaluate case.yaml", {{"case.yaml", "case: caf\xe9\n"}}), "WR1005");
}

TEST_CASE("good input: a byte order mark and CRLF line ends are read", "[cli]") {
  const auto plain = run_weir("evaluate case.yaml", {{"case.yaml", small_case}});
  std::string marked = "\xef\xbb\xbf";
  for (const char c : small_case) marked += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto result = run_weir("evaluate case.yaml", {{"case.yaml", marked}});
  INFO(result.err);
  CHECK(plain.exit == 0);
  CHECK(result.exit == 0);
  CHECK(result.out == plain.out);
}

TEST_CASE("bad input: deep flow lists are a clean error", "[cli]") {
  refuses(run_weir("evaluate case.yaml",
                   {{"case.yaml", small_case + "transaction: " + std::string(100'000, '[') + "\n"}}),
          "error[WR1");
}
