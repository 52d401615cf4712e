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

TEST_CASE("bad input: a file of 100 MB is refused, and one byte above the limit", "[cli]") {
  for (const std::size_t size : {std::size_t{100} << 20, weir::base::yaml_file_limit + 1}) {
    std::string huge = small_case;
    huge.resize(size, '#');
    const auto result = run_weir("evaluate case.yaml", {{"case.yaml", huge}});
    refuses(result, "WR1003");
    CHECK(result.err.find("8,388,608 bytes") != std::string::npos);
    CHECK(result.err.find("help: check that it is the file you mean") != std::string::npos);
  }
}

TEST_CASE("bad input: bytes that are not UTF-8 are refused where they stand", "[cli]") {
  for (const std::string bytes : {"caf\xe9", "caf\xc3", "caf\xed\xa0\x80", "caf\xc0\xaf", "caf\xff"}) {
    const auto result = run_weir("evaluate case.yaml", {{"case.yaml", small_case + "note: " + bytes + "\n"}});
    refuses(result, "WR1005");
    CHECK(result.err.find("--> case.yaml:6:10") != std::string::npos);
    CHECK(result.err.find("help: save the file as UTF-8") != std::string::npos);
  }
  refuses(run_weir("evaluate case.yaml", {{"case.yaml", std::string("\xff\xfe"
                                                                    "c\0a\0",
                                                                    6)}}),
          "WR1005");
}

TEST_CASE("bad input: control characters are refused where they stand", "[cli]") {
  for (const std::string& bytes :
       {std::string("\a"), std::string("\x1b"), std::string("\0", 1), std::string("\x7f"),
        std::string("\xe2\x80\xae"), std::string("\xe2\x80\x8b")}) {
    const auto result =
        run_weir("evaluate case.yaml", {{"case.yaml", small_case + "note: x" + bytes + "y\n"}});
    refuses(result, "WR1006");
    CHECK(result.err.find("--> case.yaml:6:8") != std::string::npos);
    CHECK(result.err.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("bad input: columns are right behind a byte order mark and CRLF", "[cli]") {
  const auto result =
      run_weir("evaluate case.yaml", {{"case.yaml",
                                       "\xef\xbb\xbf"
                                       "case: small\r\nas_of: 2020-01-01\r\nacquirer: {formed_in: NO}\r\n"
                                       "target: {formed_in: no}\r\n"}});
  refuses(result, "WR5016");
  CHECK(result.err.find("--> case.yaml:4:21") != std::string::npos);
  const auto first = run_weir("evaluate case.yaml", {{"case.yaml",
                                                      "\xef\xbb\xbf"
                                                      "caze: small\r\n"}});
  refuses(first, "WR1021");
  CHECK(first.err.find("--> case.yaml:1:1\n") != std::string::npos);
}

TEST_CASE("bad input: a line of megabytes is shown in part, with the place in sight", "[cli]") {
  const std::string line = "note: " + std::string(4u << 20, 'x') + "\n";
  const auto result = run_weir("evaluate case.yaml",
                               {{"case.yaml", small_case + line + "holdings: [" + std::string(3u << 20, ' ') +
                                                  "{owner: nobody, entity: target}]\n"}});
  refuses(result, "WR5020");
  CHECK(result.err.size() < 2'000);
  CHECK(result.err.find("nobody") != std::string::npos);
}

TEST_CASE("bad input: a hundred thousand unknown keys are fifty messages and a count", "[cli]") {
  std::string keys = small_case;
  for (int i = 0; i < 100'000; ++i) keys += "k" + std::to_string(i) + ": 1\n";
  const auto result = run_weir("evaluate case.yaml", {{"case.yaml", keys}});
  refuses(result, "WR1021");
  CHECK(result.err.find("99950 more in case.yaml") != std::string::npos);
  CHECK(result.err.size() < 40'000);
}

TEST_CASE("good input: ten thousand holdings are read in linear time", "[cli]") {
  std::string many = small_case + "parties:\n";
  for (int i = 0; i < 10'000; ++i) many += "  p" + std::to_string(i) + ": {}\n";
  many += "holdings:\n";
  for (int i = 0; i < 10'000; ++i) {
    many += "  - {owner: p" + std::to_string(i) + ", entity: p" + std::to_string((i + 1) % 10'000) +
            ", votes: 1%}\n";
  }
  // The same holding once more, at the end: found without comparing each with each.
  many += "  - {owner: p0, entity: p1, votes: 2%}\n";
  const auto result = run_weir("evaluate case.yaml", {{"case.yaml", many}});
  refuses(result, "WR5023");
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
