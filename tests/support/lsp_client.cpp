#include "support/lsp_client.hpp"

#include <cstring>
#include <stdexcept>

#include "lsp/framing.hpp"
#include "lsp/uri.hpp"

namespace weir::test {

using lsp::Json;

LspClient::LspClient(const base::FileSystem& files, const std::string& root, Json capabilities,
                     Json options) {
  channel_.read = [](char*, std::size_t) { return std::size_t{0}; };
  channel_.write = [this](std::string_view bytes) { bytes_ += bytes; };
  lsp::ServerOptions server;
  server.mode = lsp::Scheduler::Mode::immediate;
  server_ = std::make_unique<lsp::Server>(files, channel_, std::move(server));
  initialized_ = request("initialize", {{"rootUri", lsp::uri_of(root)},
                                        {"capabilities", std::move(capabilities)},
                                        {"initializationOptions", std::move(options)}});
  notify("initialized", Json::object());
}

std::vector<Json> LspClient::take() {
  std::string bytes;
  bytes.swap(bytes_);
  std::size_t at = 0;
  const lsp::Channel channel{[&](char* into, std::size_t size) {
                               const std::size_t count = std::min(size, bytes.size() - at);
                               std::memcpy(into, bytes.data() + at, count);
                               at += count;
                               return count;
                             },
                             nullptr};
  lsp::FrameReader reader(channel);
  std::vector<Json> messages;
  std::string body;
  while (reader.next(body) == lsp::FrameReader::Outcome::body) messages.push_back(Json::parse(body));
  return messages;
}

void LspClient::take_in(const Json& message) {
  if (!message.contains("method")) return;
  notifications_.push_back(message);
  if (message["method"] != "textDocument/publishDiagnostics") return;
  const Json& params = message["params"];
  const auto path = lsp::path_of(params["uri"].get<std::string>());
  if (params["diagnostics"].empty()) {
    diagnostics_.erase(*path);
  } else {
    diagnostics_[*path] = params["diagnostics"];
  }
}

Json LspClient::request(const std::string& method, Json params) {
  const int id = next_id_++;
  server_->handle(lsp::request(id, method, std::move(params)));
  Json answer;
  for (const Json& message : take()) {
    if (message.contains("id") && message["id"] == id && !message.contains("method")) {
      answer = message;
    } else {
      take_in(message);
    }
  }
  if (answer.is_null()) throw std::runtime_error("no answer to " + method);
  return answer;
}

void LspClient::notify(const std::string& method, Json params) {
  server_->handle(lsp::notification(method, std::move(params)));
  for (const Json& message : take()) take_in(message);
}

std::vector<Json> LspClient::raw(const std::string& body) {
  server_->handle(body);
  return take();
}

void LspClient::open(const std::string& path, const std::string& text) {
  notify("textDocument/didOpen",
         {{"textDocument",
           {{"uri", lsp::uri_of(path)}, {"languageId", "yaml"}, {"version", version_++}, {"text", text}}}});
}

void LspClient::change(const std::string& path, lsp::Position from, lsp::Position to,
                       const std::string& text) {
  change(path, {{from, to, text}});
}

void LspClient::change(const std::string& path, const std::vector<Replacement>& replacements) {
  const auto place = [](lsp::Position position) {
    return Json{{"line", position.line}, {"character", position.character}};
  };
  Json changes = Json::array();
  for (const Replacement& one : replacements)
    changes.push_back({{"range", {{"start", place(one.from)}, {"end", place(one.to)}}}, {"text", one.text}});
  notify("textDocument/didChange", {{"textDocument", {{"uri", lsp::uri_of(path)}, {"version", version_++}}},
                                    {"contentChanges", std::move(changes)}});
}

void LspClient::change(const std::string& path, const std::string& text) {
  notify("textDocument/didChange", {{"textDocument", {{"uri", lsp::uri_of(path)}, {"version", version_++}}},
                                    {"contentChanges", Json::array({{{"text", text}}})}});
}

void LspClient::close(const std::string& path) {
  notify("textDocument/didClose", {{"textDocument", {{"uri", lsp::uri_of(path)}}}});
}

void LspClient::be_idle() {
  server_->be_idle();
  for (const Json& message : take()) take_in(message);
}

std::vector<Json> LspClient::take_notifications() {
  std::vector<Json> taken;
  taken.swap(notifications_);
  return taken;
}

}  // namespace weir::test
