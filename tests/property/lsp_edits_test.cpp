// Random edits to the project's own files: the server never fails, and after each burst its mistakes are
// those of a fresh check. WEIR_ROUNDS=100 takes a hundred times as many edits, and all files.
#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "lint/lint.hpp"
#include "lsp/feature.hpp"
#include "lsp/uri.hpp"
#include "support/catch.hpp"
#include "support/dice.hpp"
#include "support/golden_runner.hpp"
#include "support/lsp_client.hpp"
#include "support/random_edits.hpp"
#include "yaml/pieces.hpp"

using namespace weir;
using namespace weir::test;
using lsp::Json;

namespace {

const std::string root = WEIR_SOURCE_DIR;

/// Files below a folder of the project, by path, that are not too long for the rounds asked for.
std::vector<std::string> project_files(const std::string& folder, std::size_t largest) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root + "/" + folder)) {
    if (entry.path().extension() == ".yaml" && entry.file_size() <= largest)
      paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

enum class Lints : std::uint8_t { left_out, asked };

/// What a fresh check finds, as the editor would be told, by path.
std::map<std::string, Json> fresh_diagnostics(const base::FileSystem& files, const std::string& folder,
                                              const std::string& cases, Lints lints = Lints::left_out) {
  lsp::State state;
  state.folders = {folder, cases};
  session::Session session(files);
  session.load_rules(folder);
  lint::Scope scope;
  scope.which = lint::Scope::Cases::all;
  for (const model::Case* facts : session.load_cases(lsp::case_files(files, state))) {
    if (!facts) continue;
    session.check_expectations(*facts);
    scope.cases.push_back(facts);
  }
  if (lints == Lints::asked && !session.sink().has_errors() && session.plan())
    lint::run(*session.plan(), session.margin(), scope, session.sink());
  std::map<std::string, Json> found;
  for (const auto& diagnostic : session.sink().sorted()) {
    if (!diagnostic.primary) continue;
    const auto& source = session.sources().get(diagnostic.primary->span.file);
    found[source.path()].push_back(
        {{"code", diagnostics::info(diagnostic.code).id},
         {"range", lsp::range_of(source, diagnostic.primary->span, lsp::Encoding::utf16)},
         {"fixes", diagnostic.fixes.size()},
         {"labels", diagnostic.labels.size()}});
  }
  return found;
}

/// The same of what the server has told.
std::map<std::string, Json> told_diagnostics(LspClient& client) {
  std::map<std::string, Json> told;
  for (const auto& [path, all] : client.diagnostics()) {
    for (const Json& one : all) {
      if (!one.contains("code")) continue;  // how many are not shown
      const Json related = one.value("relatedInformation", Json::array());
      told[path].push_back({{"code", one["code"]}, {"range", one["range"]}, {"labels", related.size()}});
    }
  }
  return told;
}

void without_fixes(std::map<std::string, Json>& all) {
  for (auto& [path, list] : all) {
    for (Json& one : list) one.erase("fixes");
  }
}

/// Holds what was told against what a fresh check finds.
void compare(const std::map<std::string, Json>& told, std::map<std::string, Json> expected) {
  without_fixes(expected);
  for (const auto& [where, list] : expected) {
    INFO(where);
    const bool same = told.count(where) == 1 && told.at(where).size() == list.size();
    CHECK(same);
    if (!same) continue;
    for (std::size_t i = 0; i < list.size(); ++i) {
      CHECK(told.at(where)[i]["code"] == list[i]["code"]);
      CHECK(told.at(where)[i]["range"] == list[i]["range"]);
      CHECK(told.at(where)[i]["labels"] == list[i]["labels"]);
    }
  }
  CHECK(told.size() == expected.size());
}

/// The project's folders, some files of which are in memory, and others of which are hidden.
class Tree final : public base::FileSystem {
 public:
  std::map<std::string, std::string> texts;
  Kind kind(std::string_view path) const override {
    if (texts.count(std::string(path))) return Kind::file;
    const std::string below = std::string(path) + "/";
    const auto next = texts.lower_bound(below);
    return next != texts.end() && next->first.rfind(below, 0) == 0 ? Kind::folder : Kind::missing;
  }
  base::Result<std::string> read(std::string_view path, std::size_t) const override {
    const auto found = texts.find(std::string(path));
    if (found == texts.end()) return base::Failure{"there is no such file"};
    return found->second;
  }
  base::Result<std::vector<std::string>> list(std::string_view path) const override {
    std::set<std::string> names;
    const std::string below = std::string(path) + "/";
    for (auto at = texts.lower_bound(below); at != texts.end() && at->first.rfind(below, 0) == 0; ++at)
      names.insert(at->first.substr(below.size(), at->first.find('/', below.size()) - below.size()));
    return std::vector<std::string>(names.begin(), names.end());
  }
  std::optional<base::Failure> write(std::string_view, std::string_view) override {
    return base::Failure{"nothing is written"};
  }
};

/// Asks everything at a random place; the answers only have to be answers.
void ask_around(LspClient& client, const std::string& path, const std::string& text, Dice& dice) {
  const diagnostics::Source source(path, text);
  const auto offset = static_cast<std::uint32_t>(dice.below(text.size() + 1));
  const lsp::Position position = lsp::position_at(source, offset, lsp::Encoding::utf16);
  const Json place = {{"line", position.line}, {"character", position.character}};
  for (const lsp::Feature& feature : lsp::features()) {
    const Json answer =
        client.request(std::string(feature.method), {{"textDocument", {{"uri", lsp::uri_of(path)}}},
                                                     {"position", place},
                                                     {"range", {{"start", place}, {"end", place}}},
                                                     {"newName", "renamed"},
                                                     {"query", "ca"},
                                                     {"context", {{"diagnostics", Json::array()}}}});
    INFO(answer.dump().substr(0, 500));
    const bool failed = answer.contains("error") && answer["error"]["code"] == -32603;
    CHECK_FALSE(failed);
  }
}

}  // namespace

TEST_CASE("random edits: the server's mistakes are those of a fresh check", "[property][lsp]") {
  const bool long_run = rounds() > 1;
  const std::size_t edits = long_run ? 1000 * rounds() : 120;
  const std::size_t burst = 20;
  Tree tree;
  for (const std::string& path : project_files("rules", long_run ? 1u << 20 : 30000u))
    tree.texts[path] = read_disk(path);
  std::size_t cases = 0;
  for (const std::string& path : project_files("cases", 20000)) {
    if (long_run || cases++ < 4) tree.texts[path] = read_disk(path);
  }
  std::vector<std::string> paths;
  for (const auto& [path, text] : tree.texts) paths.push_back(path);
  const std::map<std::string, std::string> original = tree.texts;
  const Tree disk = tree;  // what is edited is not saved
  LspClient client(disk, root);
  const auto offered = [&] { return fresh_diagnostics(tree, root + "/rules", root + "/cases"); };
  Dice dice(first_seed(17));
  std::map<std::string, int> open;
  for (std::size_t done = 0; done < edits;) {
    const std::string path = dice.of(paths);
    if (!open.count(path)) client.open(path, tree.texts[path]);
    open[path] = 1;
    // A fast typist's editor sends several edits in one message.
    std::vector<LspClient::Replacement> message;
    for (std::size_t i = 0; i < burst; ++i, ++done) {
      std::string& text = tree.texts[path];
      const RandomEdit edit = random_edit(text, dice);
      const diagnostics::Source source(path, text);
      const auto place = [&](std::size_t offset) {
        return lsp::position_at(source, static_cast<std::uint32_t>(offset), lsp::Encoding::utf16);
      };
      const lsp::Position from = place(edit.begin), to = place(edit.begin + edit.length);
      message.push_back({from, to, edit.text});
      // No position lies between the two characters of a line's end.
      const std::size_t begin = lsp::offset_at(source, from, lsp::Encoding::utf16);
      const std::size_t end = lsp::offset_at(source, to, lsp::Encoding::utf16);
      text.replace(begin, end - begin, edit.text);
      if (i + 1 == burst || dice.percent(10)) client.change(path, std::exchange(message, {}));
    }
    INFO("after edit " << done << " in " << path);
    compare(told_diagnostics(client), offered());
    if (dice.percent(30)) ask_around(client, path, tree.texts[path], dice);
    // Mistakes would soon hide one another: begin again, sometimes by closing the file.
    if (dice.percent(60)) {
      tree.texts[path] = original.at(path);
      if (dice.percent(50)) {
        client.close(path);
        open.erase(path);
      } else {
        client.change(path, original.at(path));
      }
    }
  }
}

TEST_CASE("random edits: in a pause the server's lints are those of a fresh check", "[property][lsp][lint]") {
  // A small project, because lints take their time; edits that leave no error are what counts.
  const std::string folder = root + "/tests/editor/project", rules = folder + "/rules/xx/xx-act/rules.yaml";
  Tree tree;
  for (const char* part : {"rules", "cases"}) {
    for (const std::string& path : project_files("tests/editor/project/" + std::string(part), 30000))
      tree.texts[path] = read_disk(path);
  }
  std::string& text = tree.texts.at(rules);
  text.replace(text.find("employes"), 8, "employees");
  const std::string original = text;
  const Tree disk = tree;
  LspClient client(disk, folder);
  client.open(rules, text);
  Dice dice(first_seed(23));
  std::size_t with_lints = 0, with_errors = 0;
  std::set<std::string> kinds;
  for (std::size_t state = 0; state < 60 * rounds(); ++state) {
    // A figure, a day or an operator becomes another; now and then anything.
    text = original;
    for (int i = 0; i < 2; ++i) {
      const std::size_t at = text.find_first_of("123456789<>", dice.below(text.size()));
      if (at == text.npos || dice.percent(10)) {
        const RandomEdit edit = random_edit(text, dice);
        text.replace(edit.begin, edit.length, edit.text);
      } else {
        text[at] = text[at] == '<' || text[at] == '>' ? dice.percent(50) ? '<' : '>'
                                                      : static_cast<char>('1' + dice.below(9));
      }
    }
    client.change(rules, text);
    INFO("state " << state << "\n" << text);
    compare(told_diagnostics(client), fresh_diagnostics(tree, folder + "/rules", folder + "/cases"));
    client.be_idle();
    const auto expected = fresh_diagnostics(tree, folder + "/rules", folder + "/cases", Lints::asked);
    compare(told_diagnostics(client), expected);
    bool lints = false;
    for (const auto& [path, list] : expected) {
      for (const Json& one : list) {
        if (one["code"].get<std::string>().rfind("WR7", 0) != 0) continue;
        lints = true;
        kinds.insert(one["code"].get<std::string>());
      }
    }
    ++(lints ? with_lints : with_errors);
  }
  CHECK(with_lints > 20);
  CHECK(with_errors > 2);
  CHECK(kinds.size() >= 4);
}

namespace {

std::string shown(const yaml::Document& document) {
  std::string all;
  if (!document.root().valid()) return "none";
  std::vector<yaml::NodeId> waiting = {document.root()};
  while (!waiting.empty()) {
    const yaml::NodeId id = waiting.back();
    waiting.pop_back();
    const yaml::Node& node = document.node(id);
    all += std::to_string(id.index()) + " " + std::to_string(static_cast<int>(node.kind)) +
           std::to_string(static_cast<int>(node.style)) + std::to_string(node.multi_line) + " " +
           std::to_string(node.span.file.index()) + ":" + std::to_string(node.span.begin) + "-" +
           std::to_string(node.span.end) + " `" + node.scalar.text + "` " +
           std::to_string(node.scalar.exact) + std::to_string(node.scalar.whole.begin) + "-" +
           std::to_string(node.scalar.whole.end);
    for (const auto& run : node.scalar.runs)
      all += " " + std::to_string(run.text_begin) + "," + std::to_string(run.source_begin) + "," +
             std::to_string(run.length) + "," + std::to_string(run.source_length);
    all += "\n";
    for (const yaml::NodeId item : node.items) waiting.push_back(item);
    for (const yaml::Entry& entry : node.entries) {
      waiting.push_back(entry.key);
      waiting.push_back(entry.value);
    }
  }
  return all;
}

}  // namespace

TEST_CASE("random edits: a file read by its entries is the file read as a whole", "[property][yaml]") {
  const std::size_t edits = 150 * rounds();
  const auto paths = project_files("rules", rounds() > 1 ? 1u << 20 : 12000u);
  REQUIRE(paths.size() > 10);
  Dice dice(first_seed(5));
  std::string path = paths.front(), text = read_disk(path);
  std::size_t by_entries = 0;
  yaml::PieceCache cache;
  for (std::size_t done = 0; done < edits; ++done) {
    if (done % 10 == 0) {
      path = dice.of(paths);
      text = read_disk(path);
    } else {
      const RandomEdit edit = random_edit(text, dice);
      text.replace(edit.begin, edit.length, edit.text);
    }
    diagnostics::SourceMap sources;
    const base::FileId file = sources.add(path, text);
    diagnostics::Sink one, other;
    const auto joined = yaml::parse_document(sources, file, one, cache);
    const auto whole = yaml::parse_document(sources, file, other);
    by_entries += !cache.pieces.empty() && joined.root().valid() ? 1 : 0;
    INFO(path << " after edit " << done);
    CHECK(shown(joined) == shown(whole));
    CHECK(one.sorted().size() == other.sorted().size());
    CHECK(one.error_count() == other.error_count());
  }
  CHECK(by_entries > edits / 4);
}
