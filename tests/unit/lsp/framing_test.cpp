// Messages cut out of a stream of bytes, and what is no message.
#include "lsp/framing.hpp"

#include <cstring>

#include "lsp/message.hpp"
#include "lsp/uri.hpp"
#include "support/catch.hpp"

using namespace weir::lsp;
using Outcome = FrameReader::Outcome;

namespace {

/// Gives `step` bytes at a time.
Channel channel_of(const std::string& bytes, std::size_t step, std::size_t& at) {
  return {[&bytes, step, &at](char* into, std::size_t size) {
            const std::size_t count = std::min({size, step, bytes.size() - at});
            std::memcpy(into, bytes.data() + at, count);
            at += count;
            return count;
          },
          nullptr};
}

Outcome read_one(const std::string& bytes, std::string& body) {
  std::size_t at = 0;
  const Channel channel = channel_of(bytes, 7, at);
  return FrameReader(channel).next(body);
}

}  // namespace

TEST_CASE("framing: bodies come out whole however the bytes come in", "[lsp]") {
  const std::string bytes =
      framed("first") + "content-LENGTH:  6 \r\nContent-Type: x\r\n\r\nsecond" + framed("");
  for (const std::size_t step : {1u, 3u, 1000u}) {
    std::size_t at = 0;
    const Channel channel = channel_of(bytes, step, at);
    FrameReader reader(channel);
    std::string body;
    CHECK(reader.next(body) == Outcome::body);
    CHECK(body == "first");
    CHECK(reader.next(body) == Outcome::body);
    CHECK(body == "second");
    CHECK(reader.next(body) == Outcome::body);
    CHECK(body.empty());
    CHECK(reader.next(body) == Outcome::end);
  }
}

TEST_CASE("framing: what is no message ends the reading", "[lsp]") {
  std::string body;
  CHECK(read_one("", body) == Outcome::end);
  CHECK(read_one("Content-Length: 5\r\n\r\nab", body) == Outcome::cut_short);
  CHECK(read_one("Content-Length: 5", body) == Outcome::cut_short);
  CHECK(read_one("Hello: 5\r\n\r\nabcde", body) == Outcome::no_length);
  CHECK(read_one("Content-Length: -5\r\n\r\nabcde", body) == Outcome::no_length);
  CHECK(read_one("Content-Length: five\r\n\r\nabcde", body) == Outcome::no_length);
  CHECK(read_one("Content-Length: 99999999999\r\n\r\nabcde", body) == Outcome::too_long);
  CHECK(read_one("Content-Length: 999999999999999999999999999\r\n\r\nabcde", body) == Outcome::too_long);
  CHECK(read_one(std::string(20000, 'x'), body) == Outcome::too_long);
}

TEST_CASE("messages: what is no JSON or no request says so", "[lsp]") {
  const auto code_of = [](std::string_view body) {
    const auto read = parse_message(body);
    const auto* error = std::get_if<ResponseError>(&read);
    return error ? error->code : ErrorCode{};
  };
  CHECK(code_of("{") == ErrorCode::parse_error);
  CHECK(code_of("\xff") == ErrorCode::parse_error);
  CHECK(code_of(std::string(100000, '[')) == ErrorCode::parse_error);
  CHECK(code_of("[]") == ErrorCode::invalid_request);
  CHECK(code_of("{}") == ErrorCode::invalid_request);
  CHECK(code_of(R"({"jsonrpc": "2.0"})") == ErrorCode::invalid_request);
  CHECK(code_of(R"({"jsonrpc": "2.0", "method": 5})") == ErrorCode::invalid_request);
  CHECK(code_of(R"({"jsonrpc": "2.0", "id": {}, "method": "x"})") == ErrorCode::invalid_request);
  CHECK(code_of(R"({"jsonrpc": "2.0", "id": 1, "method": "x"})") == ErrorCode{});
}

TEST_CASE("addresses: a path and back", "[lsp]") {
  for (const std::string path : {"/a/b.yaml", "/with blank/ü%.yaml", "/C#/ä?"}) {
    CHECK(path_of(uri_of(path)) == path);
  }
  CHECK(uri_of("/a b") == "file:///a%20b");
  CHECK(path_of("file:///a%20b/") == "/a b");
  CHECK(path_of("file://localhost/a") == "/a");
  CHECK_FALSE(path_of("http://x/a"));
  CHECK_FALSE(path_of("file:///a%2"));
  CHECK_FALSE(path_of("file:///a%00"));
  CHECK_FALSE(path_of("untitled:1"));
}
