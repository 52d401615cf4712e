// How long it takes from a keystroke to the mistakes in the editor: a session of 500 edits over all rule
// files, spoken with the real program over pipes. Usage: weir_lsp_latency PROGRAM FOLDER [EDITS]
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "lsp/framing.hpp"
#include "lsp/message.hpp"
#include "lsp/position.hpp"
#include "lsp/uri.hpp"

namespace {

using weir::lsp::Json;
using Clock = std::chrono::steady_clock;

/// The program as a child, with pipes to and from it.
class Child {
 public:
  Child(const std::string& program, const std::string& folder) {
    int to[2], from[2];
    if (pipe(to) != 0 || pipe(from) != 0 || chdir(folder.c_str()) != 0) std::abort();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, to[1]);
    posix_spawn_file_actions_addclose(&actions, from[0]);
    std::string name = program, verb = "lsp";
    char* arguments[] = {name.data(), verb.data(), nullptr};
    if (posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments, environ) != 0) std::abort();
    close(to[0]);
    close(from[1]);
    to_ = to[1];
    from_ = from[0];
  }

  void send(const std::string& body) const {
    const std::string frame = weir::lsp::framed(body);
    for (std::size_t at = 0; at < frame.size();) {
      const ssize_t count = write(to_, frame.data() + at, frame.size() - at);
      if (count <= 0) std::abort();
      at += static_cast<std::size_t>(count);
    }
  }

  Json receive() {
    std::string body;
    if (reader_.next(body) != weir::lsp::FrameReader::Outcome::body) std::abort();
    return Json::parse(body);
  }

  void finish() const {
    close(to_);
    waitpid(pid_, nullptr, 0);
  }

 private:
  pid_t pid_ = 0;
  int to_ = -1, from_ = -1;
  weir::lsp::Channel channel_{[this](char* into, std::size_t size) {
                                const ssize_t count = read(from_, into, size);
                                return count > 0 ? static_cast<std::size_t>(count) : std::size_t{0};
                              },
                              nullptr};
  weir::lsp::FrameReader reader_{channel_};
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::fputs("usage: weir_lsp_latency PROGRAM FOLDER [EDITS]\n", stderr);
    return 2;
  }
  const std::string folder = std::filesystem::canonical(arguments[2]).string();
  const std::size_t edits = count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 500;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder + "/rules")) {
    if (entry.path().extension() == ".yaml" &&
        entry.path().string().find("/vocabulary/") == std::string::npos)
      paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  Child child(std::filesystem::canonical(arguments[1]).string(), folder);
  child.send(weir::lsp::request(0, "initialize",
                                {{"rootUri", weir::lsp::uri_of(folder)}, {"capabilities", Json::object()}}));
  child.send(weir::lsp::notification("initialized", Json::object()));
  std::vector<std::string> texts;
  std::vector<int> versions(paths.size(), 1);
  const auto wait_for = [&](const std::string& uri, int version) {
    while (true) {
      const Json message = child.receive();
      if (message.value("method", "") != "textDocument/publishDiagnostics") continue;
      const Json& params = message["params"];
      if (params["uri"] == uri && params.value("version", 0) == version) return;
    }
  };
  for (const std::string& path : paths) {
    texts.push_back(read_file(path));
    child.send(weir::lsp::notification("textDocument/didOpen", {{"textDocument",
                                                                 {{"uri", weir::lsp::uri_of(path)},
                                                                  {"languageId", "yaml"},
                                                                  {"version", 1},
                                                                  {"text", texts.back()}}}}));
  }
  wait_for(weir::lsp::uri_of(paths.back()), 1);
  std::vector<double> times;
  std::vector<std::pair<double, std::string>> slowest;
  for (std::size_t i = 0; i < edits; ++i) {
    // Every second keystroke takes back the one before; places go through the file, files through the list.
    const std::size_t which = i / 2 % paths.size();
    std::string& text = texts[which];
    std::size_t at = (i / 2 / paths.size() * 7919 + 131) * 977 % text.size();
    while (at > 0 && text[at] != ' ') --at;
    const weir::diagnostics::Source source(paths[which], text);
    const auto from =
        weir::lsp::position_at(source, static_cast<std::uint32_t>(at), weir::lsp::Encoding::utf16);
    const bool back = i % 2 == 1;
    const Json start = {{"line", from.line}, {"character", from.character - (back ? 1 : 0)}};
    const Json end = {{"line", from.line}, {"character", from.character}};
    if (back) {
      text.erase(at - 1, 1);
    } else {
      text.insert(at, "x");
    }
    const Json change = {{"range", {{"start", start}, {"end", end}}}, {"text", back ? "" : "x"}};
    const std::string uri = weir::lsp::uri_of(paths[which]);
    const int version = ++versions[which];
    const auto begin = Clock::now();
    child.send(weir::lsp::notification(
        "textDocument/didChange",
        {{"textDocument", {{"uri", uri}, {"version", version}}}, {"contentChanges", Json::array({change})}}));
    wait_for(uri, version);
    const double took = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    times.push_back(took);
    slowest.emplace_back(took, paths[which].substr(folder.size() + 1));
  }
  child.finish();
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const double processor = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
                           static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
  std::sort(times.begin(), times.end());
  std::sort(slowest.rbegin(), slowest.rend());
  const auto at = [&](double part) {
    return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
  };
  std::printf("%zu edits in %zu files: median %.1f ms, 90 %% %.1f ms, 99 %% %.1f ms, longest %.1f ms\n",
              times.size(), paths.size(), at(0.5), at(0.9), at(0.99), times.back());
  std::printf("processor time of the server, all in all: %.0f ms\n", processor);
  for (std::size_t i = 0; i < 3 && i < slowest.size(); ++i)
    std::printf("  %.1f ms in %s\n", slowest[i].first, slowest[i].second.c_str());
}
