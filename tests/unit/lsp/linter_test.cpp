// Lints in the editor: when they come, that they go at the next keystroke, and that the server does not wait
// for them.
#include "lsp/linter.hpp"

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "lsp/uri.hpp"
#include "support/catch.hpp"
#include "support/lsp_client.hpp"

using namespace weir;
using lsp::Json;

namespace {

const std::string rules = "/w/rules/xx/xx-act/rules.yaml";

/// A rule without citation and example, and one that never fires.
const std::string text =
    "rules:\n  xx.a: {in_force: always, when: target.staff > 5, then: {filing: due}}\n"
    "  xx.b: {in_force: always, when: target.staff > 5 and target.staff < 3, then: {filing: due}}\n";

base::MemoryFileSystem project() {
  base::MemoryFileSystem files;
  files.add("/w/rules/vocabulary/core.yaml",
            "facts:\n  party.staff: {type: number}\n  transaction.closing: {type: date}\n");
  files.add("/w/rules/xx/xx-act/regime.yaml",
            "regime: xx-act\ntitle: T\ncountry: CA\nprefix: xx\nby: transaction.closing\n"
            "determinations: {filing: {levels: [none, due], position: {due: must-file-after}}}\n"
            "cite: {text: T, url: \"https://example.org\"}\n");
  files.add(rules, text);
  return files;
}

std::set<std::string> codes(const test::LspClient& client) {
  std::set<std::string> found;
  for (const auto& [path, all] : client.diagnostics()) {
    for (const Json& one : all) found.insert(one["code"].get<std::string>());
  }
  return found;
}

}  // namespace

TEST_CASE("lints in editors: they come when nothing is typed, and go with the next keystroke",
          "[lsp][lint]") {
  const auto files = project();
  test::LspClient client(files, "/w");
  client.open(rules, text);
  CHECK(codes(client).empty());
  client.take_notifications();
  client.be_idle();
  const auto found = codes(client);
  CHECK(found.count("WR7001") == 1);  // no citation
  CHECK(found.count(std::string(diagnostics::info(diagnostics::Code::never_fires).id)) == 1);
  CHECK(found.size() >= 3);
  // The quick ones are told before the slow ones.
  std::size_t told = 0;
  for (const Json& one : client.take_notifications()) told += one["params"]["uri"] == lsp::uri_of(rules);
  CHECK(told == 2);
  client.be_idle();
  CHECK(client.take_notifications().empty());
  client.change(rules, {0, 0}, {0, 0}, "# a comment\n");
  CHECK(codes(client).empty());
  client.be_idle();
  CHECK(codes(client) == found);
}

TEST_CASE("lints in editors: none while there is an error, none where they are turned off", "[lsp][lint]") {
  const auto files = project();
  test::LspClient client(files, "/w");
  client.open(rules, text);
  client.change(rules, {0, 0}, {0, 0}, "x: 1\n");
  const auto errors = codes(client);
  CHECK(errors.size() == 1);
  client.be_idle();
  CHECK(codes(client) == errors);
  test::LspClient quiet(files, "/w", Json::object(), {{"lints", false}});
  quiet.open(rules, text);
  quiet.be_idle();
  CHECK(codes(quiet).empty());
}

TEST_CASE("lints in editors: the fix of a lint is offered", "[lsp][lint]") {
  auto files = project();
  const std::string denied =
      "rules:\n  xx.a: {in_force: always, when: not (target.staff > 5), then: {filing: due}}\n";
  files.add(rules, denied);
  test::LspClient client(files, "/w");
  client.open(rules, denied);
  const auto actions = [&] {
    const Json place = {{"line", 1}, {"character", 40}};
    return client.request("textDocument/codeAction",
                          {{"textDocument", {{"uri", lsp::uri_of(rules)}}},
                           {"range", {{"start", place}, {"end", place}}},
                           {"context", {{"diagnostics", Json::array()}}}})["result"];
  };
  CHECK(actions().empty());
  client.be_idle();
  REQUIRE(actions().size() == 1);
  CHECK(actions()[0]["title"] == "replace with `target.staff <= 5`");
}

TEST_CASE("lints in editors: what is stale is given up, and a server with threads tells the rest",
          "[lsp][lint]") {
  const auto files = project();
  auto state = std::make_shared<lsp::State>();
  state->folders = {"/w/rules", "/w/cases"};
  load::DocumentCache cache;
  const std::shared_ptr<const lsp::Snapshot> snapshot =
      lsp::Snapshot::make(files, state, cache, [] { return false; });
  std::atomic<int> told = 0;
  const auto wait = [&](int count) {
    for (int i = 0; i < 1000 && told < count; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return told.load();
  };
  {
    lsp::Linter linter(lsp::Scheduler::Mode::threaded,
                       [&](const std::shared_ptr<const lsp::Linted>&) { ++told; });
    linter.ask(snapshot, [] { return true; });
    linter.ask(snapshot, [] { return false; });
    CHECK(wait(2) == 2);
    // Stale as soon as the quick ones are told.
    told = 0;
    linter.ask(snapshot, [&] { return told > 0; });
    CHECK(wait(1) == 1);
  }
  CHECK(told == 1);
}
