// Runs every *.session file of tests/golden/lsp: files with marks, a script, and what the server answers.
// WEIR_REBASE=1 rewrites the answers; look at the difference afterwards.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "lsp/uri.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"
#include "support/lsp_client.hpp"

using namespace weir;
using lsp::Json;
using lsp::Position;

namespace {

constexpr std::string_view folder = "/w/";

std::vector<std::string> session_files() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(WEIR_SOURCE_DIR "/tests/golden/lsp")) {
    if (entry.path().extension() == ".session") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// A session as it stands in its file.
struct Session {
  std::string head;  ///< everything up to the answers
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::string> script;
  std::string answers;
};

Session parse(const std::string& text) {
  Session session;
  std::string section;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("--- ", 0) == 0) {
      section = line.substr(4);
      if (section != "answers") session.head += line + "\n";
      if (section != "script" && section != "answers") session.files.emplace_back(section, "");
      continue;
    }
    if (section == "answers") {
      session.answers += line + "\n";
      continue;
    }
    session.head += line + "\n";
    if (section == "script") {
      if (!line.empty()) session.script.push_back(line);
    } else if (!section.empty()) {
      session.files.back().second += line + "\n";
    }
  }
  return session;
}

/// Plays one session and writes down what comes back.
class Player {
 public:
  explicit Player(const Session& session) {
    for (auto [name, text] : session.files) {
      take_marks(std::string(folder) + name, text);
      files_.add(std::string(folder) + name, text);
      texts_[std::string(folder) + name] = text;
    }
    disk_ = texts_;
    Json capabilities = Json::object();
    Json options = {{"asOf", "2024-05-01"}};
    std::size_t first = 0;
    if (session.script.at(0) == "utf-8") {
      capabilities = {{"general", {{"positionEncodings", {"utf-8", "utf-16"}}}}};
      encoding_ = lsp::Encoding::utf8;
      first = 1;
    }
    client_ =
        std::make_unique<test::LspClient>(files_, std::string(folder.substr(0, 2)), capabilities, options);
    tell();
    for (std::size_t i = first; i < session.script.size(); ++i) step(session.script[i]);
  }

  std::string answers() const { return answers_; }

 private:
  struct Mark {
    std::string path;
    std::uint32_t offset = 0;
  };

  /// Marks are written ⟦name⟧ and stand for the place between two characters.
  void take_marks(const std::string& path, std::string& text) {
    const std::string open = "⟦", close = "⟧";
    for (auto at = text.find(open); at != text.npos; at = text.find(open)) {
      const auto end = text.find(close, at);
      REQUIRE(end != text.npos);
      marks_[text.substr(at + open.size(), end - at - open.size())] = {path, static_cast<std::uint32_t>(at)};
      text.erase(at, end + close.size() - at);
    }
  }

  Position position_of(const Mark& mark) const {
    const diagnostics::Source source(mark.path, texts_.at(mark.path));
    return lsp::position_at(source, mark.offset, encoding_);
  }

  static Json json_of(Position position) {
    return {{"line", position.line}, {"character", position.character}};
  }

  Json at(const std::string& name) const {
    REQUIRE(marks_.count(name) == 1);
    const Mark& mark = marks_.at(name);
    return {{"textDocument", {{"uri", lsp::uri_of(mark.path)}}}, {"position", json_of(position_of(mark))}};
  }

  void write(const std::string& line) { answers_ += line + "\n"; }

  /// The text at a range, to show what a range means.
  std::string text_at(const std::string& uri, const Json& range) const {
    const std::string path = *lsp::path_of(uri);
    const diagnostics::Source source(path, texts_.at(path));
    const auto offset = [&](const char* key) {
      return lsp::offset_at(source, *lsp::read_position(range, key), encoding_);
    };
    const std::uint32_t begin = offset("start"), end = offset("end");
    std::string text(source.text().substr(begin, end - begin));
    std::replace(text.begin(), text.end(), '\n', '|');
    return text;
  }

  static std::string place_text(const Json& range) {
    const auto one = [&](const char* key) {
      return std::to_string(range[key]["line"].get<int>()) + ":" +
             std::to_string(range[key]["character"].get<int>());
    };
    return one("start") + "-" + one("end");
  }

  std::string shown(const std::string& uri, const Json& range) const {
    return uri.substr(std::string("file:///w/").size()) + " " + place_text(range) + " `" +
           text_at(uri, range) + "`";
  }

  void show_edit(const Json& edit) {
    for (const auto& [uri, edits] : edit["changes"].items()) {
      for (const Json& one : edits)
        write("  " + shown(uri, one["range"]) + " -> `" + one["newText"].get<std::string>() + "`");
    }
  }

  void show(const std::string& method, const std::string& uri, const Json& answer) {
    if (answer.contains("error")) return write("  " + answer["error"].dump());
    const Json& result = answer["result"];
    if (result.is_null()) return write("  null");
    if (method == "textDocument/hover") {
      write("  " + shown(uri, result["range"]));
      std::istringstream lines(result["contents"]["value"].get<std::string>());
      for (std::string line; std::getline(lines, line);) write(line.empty() ? "" : "  | " + line);
    } else if (method == "textDocument/completion") {
      std::vector<Json> items(result["items"].begin(), result["items"].end());
      std::sort(items.begin(), items.end(), [](const Json& a, const Json& b) {
        return a["sortText"].get<std::string>() < b["sortText"].get<std::string>();
      });
      std::size_t count = 0;
      for (const Json& item : items) {
        if (count++ == 8) break;
        write("  " + item["label"].get<std::string>() + " (" + item.value("detail", "") + ") -> `" +
              item["textEdit"]["newText"].get<std::string>() + "` for `" +
              text_at(uri, item["textEdit"]["range"]) + "`");
      }
      write("  of " + std::to_string(items.size()));
    } else if (method == "textDocument/rename") {
      show_edit(result);
    } else if (method == "textDocument/codeAction") {
      for (const Json& action : result) {
        write("  " + action["kind"].get<std::string>() + ": " + action["title"].get<std::string>() +
              (action.value("isPreferred", false) ? " (preferred)" : ""));
        show_edit(action["edit"]);
      }
    } else if (method == "textDocument/documentSymbol") {
      show_symbols(uri, result, 1);
    } else if (method == "textDocument/formatting") {
      for (const Json& edit : result)
        write("  " + shown(uri, edit["range"]) + " -> `" + edit["newText"].get<std::string>() + "`");
    } else if (result.is_array()) {
      for (const Json& one : result) show_place(uri, one);
    } else {
      show_place(uri, result);
    }
  }

  void show_place(const std::string& uri, const Json& one) {
    const Json& location = one.contains("location") ? one["location"] : one;
    std::string line = "  ";
    if (one.contains("name"))
      line += one["name"].get<std::string>() + " (" + one["containerName"].get<std::string>() + ") ";
    line += shown(location.value("uri", uri), location["range"]);
    if (one.contains("kind") && !one.contains("name"))
      line += " kind " + std::to_string(one["kind"].get<int>());
    if (one.contains("placeholder")) line += " placeholder " + one["placeholder"].get<std::string>();
    write(line);
  }

  void show_symbols(const std::string& uri, const Json& symbols, std::size_t depth) {
    for (const Json& symbol : symbols) {
      write(std::string(depth * 2, ' ') + symbol["name"].get<std::string>() + " (" +
            symbol["detail"].get<std::string>() + ") " + place_text(symbol["range"]));
      show_symbols(uri, symbol["children"], depth + 1);
    }
  }

  /// What the server said by itself.
  void tell() {
    for (const Json& message : client_->take_notifications()) {
      if (message["method"] != "textDocument/publishDiagnostics") {
        write("  " + message["method"].get<std::string>() + " " + message["params"].dump());
        continue;
      }
      const std::string uri = message["params"]["uri"].get<std::string>();
      const Json& all = message["params"]["diagnostics"];
      if (all.empty()) write("  no mistakes in " + uri.substr(std::string("file:///w/").size()));
      for (const Json& one : all) {
        write("  " + std::to_string(one["severity"].get<int>()) + " " + one["code"].get<std::string>() + " " +
              shown(uri, one["range"]));
        std::istringstream lines(one["message"].get<std::string>());
        for (std::string line; std::getline(lines, line);) write("    " + line);
        for (const Json& related : one.value("relatedInformation", Json::array()))
          write("    " + shown(related["location"]["uri"], related["location"]["range"]) + ": " +
                related["message"].get<std::string>());
      }
    }
  }

  void insert(const Mark& from, const Mark& to, std::string text) {
    for (auto at = text.find("\\n"); at != text.npos; at = text.find("\\n")) text.replace(at, 2, "\n");
    client_->change(from.path, position_of(from), position_of(to), text);
    std::string& whole = texts_[from.path];
    const std::uint32_t begin = from.offset, removed = to.offset - from.offset;
    whole.replace(begin, removed, text);
    // A mark at the place itself goes behind what was typed, as a cursor does.
    for (auto& [name, mark] : marks_) {
      if (mark.path == from.path && mark.offset >= begin + removed)
        mark.offset = mark.offset - removed + static_cast<std::uint32_t>(text.size());
    }
  }

  void step(const std::string& line) {
    write("> " + line);
    std::istringstream in(line);
    std::string verb, first;
    in >> verb >> first;
    std::string rest;
    std::getline(in >> std::ws, rest);
    const std::string path = std::string(folder) + first;
    if (verb == "open") {
      client_->open(path, texts_.at(path));
    } else if (verb == "pause") {
      client_->be_idle();
    } else if (verb == "close") {
      client_->close(path);
      texts_[path] = disk_.at(path);
    } else if (verb == "whole") {
      texts_[path] = rest + "\n";
      client_->change(path, rest + "\n");
    } else if (verb == "type") {
      insert(marks_.at(first), marks_.at(first), rest);
    } else if (verb == "remove") {
      insert(marks_.at(first), marks_.at(rest), "");
    } else {
      Json params = Json::object();
      if (verb == "workspace/symbol") {
        params["query"] = first;
      } else if (verb == "textDocument/documentSymbol" || verb == "textDocument/formatting") {
        params["textDocument"]["uri"] = lsp::uri_of(path);
      } else if (marks_.count(first) == 1) {
        params = at(first);
        if (verb == "textDocument/rename") params["newName"] = rest;
        if (verb == "textDocument/codeAction") {
          params["range"] = {{"start", params["position"]}, {"end", params["position"]}};
          params["context"] = {{"diagnostics", Json::array()}};
        }
      }
      const std::string uri =
          params.contains("textDocument") ? params["textDocument"]["uri"].get<std::string>() : "";
      show(verb, uri, client_->request(verb, params));
    }
    tell();
  }

  base::MemoryFileSystem files_;
  std::map<std::string, std::string> texts_, disk_;  ///< as the editor has them, and as they are saved
  std::map<std::string, Mark> marks_;
  lsp::Encoding encoding_ = lsp::Encoding::utf16;
  std::unique_ptr<test::LspClient> client_;
  std::string answers_;
};

}  // namespace

TEST_CASE("editor sessions: the server answers as written down", "[golden][lsp]") {
  const bool rebase = std::getenv("WEIR_REBASE") != nullptr;
  const auto files = session_files();
  REQUIRE_FALSE(files.empty());
  for (const std::string& path : files) {
    DYNAMIC_SECTION(path.substr(path.find("tests/golden/"))) {
      const Session session = parse(test::read_disk(path));
      const std::string answers = Player(session).answers();
      if (rebase) std::ofstream(path, std::ios::binary) << session.head << "--- answers\n" << answers;
      CHECK(answers == session.answers);
    }
  }
}

TEST_CASE("editor sessions: every method of the server occurs in one", "[golden][lsp]") {
  std::string all;
  for (const std::string& path : session_files()) all += parse(test::read_disk(path)).answers;
  for (const lsp::Feature& feature : lsp::features()) {
    INFO(feature.method);
    CHECK(all.find("> " + std::string(feature.method) + " ") != std::string::npos);
  }
}
