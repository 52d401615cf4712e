// The conversation: what is answered when, and what ends it.
#include "lsp/server.hpp"

#include <cstring>
#include <map>

#include "lsp/framing.hpp"
#include "support/catch.hpp"

using namespace weir;
using namespace weir::lsp;

namespace {

base::MemoryFileSystem project() {
  base::MemoryFileSystem files;
  files.add("/w/rules/vocabulary/core.yaml",
            "facts:\n  party.kind: {type: text}\n  party.staff: {type: number}\n  transaction.closing: "
            "{type: date}\n");
  files.add("/w/rules/xx/xx-act/regime.yaml",
            "regime: xx-act\ntitle: T\ncountry: CA\nprefix: xx\nby: transaction.closing\n"
            "determinations: {filing: {levels: [none, due], position: {due: must-file-after}}}\n"
            "rules: {xx.a: {in_force: always, when: target.staff > 5, then: {filing: due}}}\n");
  return files;
}

std::string framed_request(int id, const std::string& method, Json params = Json::object()) {
  return framed(request(id, method, std::move(params)));
}
std::string framed_notification(const std::string& method, Json params = Json::object()) {
  return framed(notification(method, std::move(params)));
}
std::string start() {
  return framed_request(0, "initialize", {{"rootUri", "file:///w"}, {"capabilities", Json::object()}}) +
         framed_notification("initialized");
}

struct Run {
  int status = -1;
  std::vector<Json> messages;

  /// The answers to a request.
  std::vector<Json> to(const Json& id) const {
    std::vector<Json> found;
    for (const Json& message : messages) {
      if (message.contains("id") && message["id"] == id && !message.contains("method"))
        found.push_back(message);
    }
    return found;
  }
  int error_of(const Json& id) const {
    const auto answers = to(id);
    return answers.size() == 1 && answers[0].contains("error") ? answers[0]["error"]["code"].get<int>() : 0;
  }
};

/// Cuts bytes into messages again.
std::vector<Json> messages_in(const std::string& bytes) {
  std::size_t at = 0;
  const Channel channel{[&](char* into, std::size_t size) {
                          const std::size_t count = std::min(size, bytes.size() - at);
                          std::memcpy(into, bytes.data() + at, count);
                          at += count;
                          return count;
                        },
                        nullptr};
  FrameReader reader(channel);
  std::vector<Json> messages;
  std::string body;
  while (reader.next(body) == FrameReader::Outcome::body) messages.push_back(Json::parse(body));
  return messages;
}

Run run(const std::string& input, Scheduler::Mode mode = Scheduler::Mode::immediate) {
  const base::MemoryFileSystem files = project();
  std::size_t at = 0;
  std::string output;
  const Channel channel{[&](char* into, std::size_t size) {
                          const std::size_t count = std::min({size, std::size_t{100}, input.size() - at});
                          std::memcpy(into, input.data() + at, count);
                          at += count;
                          return count;
                        },
                        [&](std::string_view bytes) { output += bytes; }};
  ServerOptions options;
  options.mode = mode;
  Run result;
  {
    Server server(files, channel, std::move(options));
    result.status = server.run();
  }
  result.messages = messages_in(output);
  return result;
}

const std::string uri = "file:///w/rules/xx/xx-act/rules.yaml";
Json place(int line, int character) {
  return {{"textDocument", {{"uri", uri}}}, {"position", {{"line", line}, {"character", character}}}};
}
std::string open(const std::string& text) {
  return framed_notification("textDocument/didOpen",
                             {{"textDocument", {{"uri", uri}, {"version", 1}, {"text", text}}}});
}

}  // namespace

TEST_CASE("server: life from initialize to exit", "[lsp]") {
  const Run well = run(framed_request(7, "textDocument/hover") + start() + framed_request(1, "no/such") +
                       framed_request(2, "initialize") + framed_request(3, "shutdown") +
                       framed_request(4, "textDocument/hover") + framed_notification("exit"));
  CHECK(well.status == 0);
  CHECK(well.error_of(7) == -32002);
  CHECK(well.error_of(1) == -32601);
  CHECK(well.error_of(2) == -32600);
  CHECK(well.to(3).size() == 1);
  CHECK(well.error_of(4) == -32600);
  CHECK(run(start() + framed_notification("exit")).status == 1);
  CHECK(run(start()).status == 1);
  CHECK(run("").status == 1);
}

TEST_CASE("server: what is no message is answered, and the next one is heard", "[lsp]") {
  const Run bad = run(start() + framed("{") + framed("[]") + framed("\xff\xfe") +
                      framed_request(1, "shutdown") + framed_notification("exit"));
  CHECK(bad.status == 0);
  std::map<int, int> codes;
  for (const Json& message : bad.to(nullptr)) ++codes[message["error"]["code"].get<int>()];
  CHECK(codes == std::map<int, int>{{-32700, 2}, {-32600, 1}});
  CHECK(run(start() + "Content-Length: 99999999999\r\n\r\nx").error_of(nullptr) == -32700);
  CHECK(run(start() + "Hello\r\n\r\nx").error_of(nullptr) == -32700);
  CHECK(run(start() + "Content-Length: 10\r\n\r\nx").status == 1);
}

TEST_CASE("server: columns are what editor and server have in common", "[lsp]") {
  const auto agreed = [](const Json& encodings) {
    const Json capabilities =
        encodings.is_null() ? Json::object() : Json{{"general", {{"positionEncodings", encodings}}}};
    const Run one = run(framed_request(0, "initialize", {{"capabilities", capabilities}}));
    return one.to(0).at(0)["result"]["capabilities"]["positionEncoding"].get<std::string>();
  };
  CHECK(agreed(nullptr) == "utf-16");
  CHECK(agreed({"utf-32"}) == "utf-16");
  CHECK(agreed({"utf-16", "utf-8"}) == "utf-8");
}

TEST_CASE("server: a table row is a capability", "[lsp]") {
  const Json all = capabilities(Encoding::utf16);
  for (const Feature& feature : features()) CHECK(all.contains(std::string(feature.capability)));
}

TEST_CASE("server: with a thread of its own every request has one answer", "[lsp]") {
  const std::string text = "definitions:\n  xx_b: target.staff > 7\n";
  std::string input = start() + open(text);
  constexpr int requests = 60;
  for (int i = 1; i <= requests; ++i) {
    input +=
        framed_notification("textDocument/didChange",
                            {{"textDocument", {{"uri", uri}, {"version", i + 1}}},
                             {"contentChanges", Json::array({{{"range",
                                                               {{"start", {{"line", 1}, {"character", 23}}},
                                                                {"end", {{"line", 1}, {"character", 24}}}}},
                                                              {"text", std::to_string(i % 10)}}})}});
    input += framed_request(i, i % 2 ? "textDocument/hover" : "textDocument/completion", place(1, 16));
    if (i % 3 == 0) input += framed_notification("$/cancelRequest", {{"id", i}});
  }
  // The last keystroke is a mistake, and it must be told.
  input += framed_notification(
      "textDocument/didChange",
      {{"textDocument", {{"uri", uri}, {"version", 100}}},
       {"contentChanges", Json::array({{{"text", "definitions:\n  xx_b: target.stuff > 7\n"}}})}});
  const Run end = run(input, Scheduler::Mode::threaded);
  for (int i = 1; i <= requests; ++i) {
    INFO(i);
    const auto answers = end.to(i);
    REQUIRE(answers.size() == 1);
    const int error = end.error_of(i);
    CHECK((error == 0 || (error == -32800 && i % 3 == 0)));
  }
  Json last;
  for (const Json& message : end.messages) {
    if (message.value("method", "") == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri)
      last = message["params"];
  }
  REQUIRE(last.value("version", 0) == 100);
  REQUIRE(last["diagnostics"].size() == 1);
  CHECK(last["diagnostics"][0]["code"] == "WR3004");
}

TEST_CASE("workspace: rules are found from the root, above it, or in it", "[lsp]") {
  base::MemoryFileSystem files = project();
  files.add("/w/cases/one.yaml", "case: one\n");
  const auto rules_of = [&](const std::string& root) { return find_folders(files, root, "/none").rules; };
  CHECK(rules_of("/w") == "/w/rules");
  CHECK(rules_of("/w/rules") == "/w/rules");
  CHECK(rules_of("/w/rules/xx/xx-act") == "/w/rules");
  CHECK(rules_of("/w/cases") == "/w/rules");
  CHECK(rules_of("/elsewhere").empty());
  CHECK(find_folders(files, "/elsewhere", "/w/rules").rules == "/w/rules");
  CHECK(find_folders(files, "/w/rules/xx", "").cases == "/w/cases");
}

TEST_CASE("workspace: open files lie over the disk, and a change that makes no sense changes nothing",
          "[lsp]") {
  const base::MemoryFileSystem files = project();
  Workspace workspace;
  workspace.open("/w/rules/new.yaml", "aé\nb\n", 1);
  const auto state = workspace.state();
  const OverlayFiles overlay(files, state->buffers);
  CHECK(overlay.read("/w/rules/new.yaml", 100).value() == "aé\nb\n");
  CHECK(overlay.list("/w/rules").value() == std::vector<std::string>{"new.yaml", "vocabulary", "xx"});
  CHECK_FALSE(overlay.read("/w/rules/new.yaml", 2));
  const Json start = {{"line", 0}, {"character", 1}}, end = {{"line", 1}, {"character", 0}};
  const Json good = Json::array({{{"range", {{"start", start}, {"end", end}}}, {"text", "x"}}});
  CHECK_FALSE(workspace.change("/other.yaml", good, 2, Encoding::utf16));
  CHECK_FALSE(workspace.change("/w/rules/new.yaml", Json::array({{{"text", 5}}}), 2, Encoding::utf16));
  CHECK_FALSE(workspace.change("/w/rules/new.yaml", 5, 2, Encoding::utf16));
  CHECK(workspace.state()->revision == state->revision);
  CHECK(workspace.change("/w/rules/new.yaml", good, 2, Encoding::utf16));
  CHECK(workspace.state()->buffers.at("/w/rules/new.yaml")->text == "axb\n");
  // What others hold does not change.
  CHECK(state->buffers.at("/w/rules/new.yaml")->text == "aé\nb\n");
}
