#include "lsp/server.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <exception>

#include "lsp/framing.hpp"
#include "lsp/uri.hpp"

namespace weir::lsp {
namespace {

constexpr std::string_view version = WEIR_VERSION;

std::string key_of(const Json& id) {
  return json::dump_line(id);
}

/// The folder that the editor works in; empty if it names none.
std::string root_of(const Json& params) {
  if (const Json* folders = find(params, {"workspaceFolders"}); folders && folders->is_array()) {
    for (const Json& folder : *folders) {
      const auto uri = text_at(folder, {"uri"});
      if (const auto path = uri ? path_of(*uri) : std::nullopt) return *path;
    }
  }
  if (const auto uri = text_at(params, {"rootUri"})) {
    if (const auto path = path_of(*uri)) return *path;
  }
  return text_at(params, {"rootPath"}).value_or("");
}

Encoding encoding_of(const Json& params) {
  const Json* offered = find(params, {"capabilities", "general", "positionEncodings"});
  if (!offered || !offered->is_array()) return Encoding::utf16;
  return std::ranges::find(*offered, Json("utf-8")) != offered->end() ? Encoding::utf8 : Encoding::utf16;
}

}  // namespace

Server::Server(const base::FileSystem& files, const Channel& channel, ServerOptions options)
    : files_(files),
      channel_(channel),
      options_(std::move(options)),
      analyst_(files),
      scheduler_(options_.mode),
      linter_(options_.mode,
              [this](std::shared_ptr<const Linted> linted) { lints_found(std::move(linted)); }) {}

Server::~Server() {
  // What is under way may still hand work to the thread of lints, which goes first.
  newest_ = UINT64_MAX;
  scheduler_.finish();
}

int Server::run() {
  FrameReader reader(channel_);
  std::string body;
  while (true) {
    switch (reader.next(body)) {
      case FrameReader::Outcome::body:
        if (handle(body)) break;
        scheduler_.finish();
        return phase_ == Phase::shut_down ? 0 : 1;
      case FrameReader::Outcome::no_length:
        reply(nullptr, ResponseError{ErrorCode::parse_error, "a message begins with `Content-Length`"});
        return 1;
      case FrameReader::Outcome::too_long:
        reply(nullptr, ResponseError{ErrorCode::parse_error, "the message is too long"});
        return 1;
      case FrameReader::Outcome::cut_short:
      case FrameReader::Outcome::end:
        scheduler_.finish();
        return phase_ == Phase::shut_down ? 0 : 1;
    }
  }
}

void Server::send(const std::string& body) {
  const std::string frame = framed(body);
  const std::lock_guard lock(sending_);
  channel_.write(frame);
}

void Server::reply(const Json& id, const Answer& answer) {
  send(response_to(id, answer));
}

bool Server::handle(std::string_view body) {
  const auto read = parse_message(body);
  if (const auto* error = std::get_if<ResponseError>(&read)) {
    reply(nullptr, *error);
    return true;
  }
  const Message& message = std::get<Message>(read);
  if (message.method.empty()) return true;  // an answer to what the server asked
  if (message.method == "exit") return false;
  if (!message.id) {
    if (phase_ == Phase::running) notify(message.method, message.params);
    return true;
  }
  const Json& id = *message.id;
  if (message.method == "initialize") {
    if (phase_ == Phase::fresh) {
      initialize(id, message.params);
    } else {
      reply(id, ResponseError{ErrorCode::invalid_request, "the server is initialized already"});
    }
  } else if (phase_ == Phase::fresh) {
    reply(id, ResponseError{ErrorCode::server_not_initialized, "the server is not initialized"});
  } else if (phase_ == Phase::shut_down) {
    reply(id, ResponseError{ErrorCode::invalid_request, "the server is shut down"});
  } else if (message.method == "shutdown") {
    phase_ = Phase::shut_down;
    newest_ = UINT64_MAX;  // no analysis is wanted any more
    scheduler_.add([this, id] { reply(id, Json()); });
  } else {
    const auto known = features();
    const auto feature = std::ranges::find(known, std::string_view(message.method), &Feature::method);
    if (feature == known.end()) {
      reply(id, ResponseError{ErrorCode::method_not_found,
                              fmt::format("the server has no method `{}`", message.method)});
    } else {
      request(id, *feature, message.params);
    }
  }
  return true;
}

void Server::initialize(const Json& id, const Json& params) {
  phase_ = Phase::running;
  encoding_ = encoding_of(params);
  const Json* dynamic =
      find(params, {"capabilities", "workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  can_watch_ = dynamic && *dynamic == Json(true);
  root_ = root_of(params);
  if (root_.empty()) root_ = options_.folder;
  if (const Json* settings = find(params, {"initializationOptions"})) read_settings(*settings);
  Folders folders = find_folders(files_, root_, options_.installed_rules);
  if (!options_.rules.empty()) folders.rules = options_.rules;
  workspace_.set_folders(std::move(folders));
  reply(id, Json{{"capabilities", capabilities(encoding_)},
                 {"serverInfo", {{"name", "weir"}, {"version", version}}}});
}

/// `{"asOf": "2024-05-01", "codePages": "https://…/", "lints": false}`, perhaps under `weir`.
void Server::read_settings(const Json& settings) {
  const Json* own = find(settings, {"weir"});
  const Json& from = own ? *own : settings;
  if (const auto day = text_at(from, {"asOf"})) {
    if (const auto date = base::Date::parse(*day)) options_.as_of = date;
  }
  if (const auto pages = text_at(from, {"codePages"})) code_pages_ = *pages;
  if (const Json* lints = find(from, {"lints"}); lints && lints->is_boolean()) lints_ = lints->get<bool>();
}

void Server::watch_files() {
  if (!can_watch_) return;
  const Json watchers = Json::array({{{"globPattern", "**/*.yaml"}}, {{"globPattern", "**/*.yml"}}});
  const Json registration = {{"id", "weir-files"},
                             {"method", "workspace/didChangeWatchedFiles"},
                             {"registerOptions", {{"watchers", watchers}}}};
  send(lsp::request("weir-watch", "client/registerCapability",
                    {{"registrations", Json::array({registration})}}));
}

void Server::notify(const std::string& method, const Json& params) {
  if (method == "initialized") {
    watch_files();
    changed();
  } else if (method == "textDocument/didOpen") {
    open(params);
  } else if (method == "textDocument/didChange") {
    change(params);
  } else if (method == "textDocument/didClose") {
    if (const auto path = document_path(params)) {
      workspace_.close(*path);
      changed();
    }
  } else if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles") {
    workspace_.touch();
    changed();
  } else if (method == "workspace/didChangeConfiguration") {
    if (const Json* settings = find(params, {"settings"})) read_settings(*settings);
  } else if (method == "$/cancelRequest") {
    cancel(params);
  }
}

void Server::open(const Json& params) {
  const auto path = document_path(params);
  auto text = text_at(params, {"textDocument", "text"});
  if (!path || !text) return;
  if (workspace_.state()->folders.rules.empty()) {
    // The editor named no folder that has rules; the file may lie in one.
    Folders folders = find_folders(files_, base::parent_path(*path), options_.installed_rules);
    if (!folders.rules.empty()) workspace_.set_folders(std::move(folders));
  }
  workspace_.open(*path, std::move(*text), number_at(params, {"textDocument", "version"}).value_or(0));
  changed();
}

void Server::change(const Json& params) {
  const auto path = document_path(params);
  const Json* changes = find(params, {"contentChanges"});
  if (!path || !changes) return;
  const auto version = number_at(params, {"textDocument", "version"}).value_or(0);
  if (workspace_.change(*path, *changes, version, encoding_)) changed();
}

void Server::changed() {
  const auto state = workspace_.state();
  newest_ = state->revision;
  scheduler_.add_latest([this, state] {
    try {
      // Taking the last one apart takes time, which is better spent when the mistakes are told.
      const auto before = analyst_.latest();
      const auto snapshot = analyst_.snapshot(state, [&] { return newest_ != state->revision; });
      if (!snapshot || newest_ != state->revision) return;
      publish(*snapshot, snapshot->diagnostics(),
              [&](base::FileId file) { return snapshot->dropped_in(file); });
      if (lints_) linter_.ask(snapshot, [this, state] { return newest_ != state->revision; });
    } catch (const std::exception& error) {
      send(notification("window/logMessage",
                        {{"type", 1}, {"message", fmt::format("weir failed: {}", error.what())}}));
    }
  });
}

void Server::lints_found(std::shared_ptr<const Linted> linted) {
  scheduler_.add([this, linted = std::move(linted)] {
    const std::uint64_t revision = linted->snapshot->state().revision;
    if (newest_ != revision) return;
    linted_ = linted;
    publish(*linted->snapshot, linted->diagnostics,
            [&](base::FileId file) { return linted->dropped_in(file); });
  });
}

void Server::publish(const Snapshot& snapshot, const std::vector<diagnostics::Diagnostic>& all,
                     const std::function<std::size_t(base::FileId)>& more) {
  std::map<std::string, std::string> now;
  const auto send_for = [&](const std::string& path, const Json& diagnostics) {
    Json params = {{"uri", uri_of(path)}};
    const auto buffer = snapshot.state().buffers.find(path);
    if (buffer != snapshot.state().buffers.end()) params["version"] = buffer->second->version;
    params["diagnostics"] = diagnostics;
    std::string body = notification("textDocument/publishDiagnostics", std::move(params));
    const auto before = published_.find(path);
    const bool new_words = before == published_.end()
                               ? !diagnostics.empty() || buffer != snapshot.state().buffers.end()
                               : before->second != body;
    if (new_words) send(body);
    if (!diagnostics.empty() || buffer != snapshot.state().buffers.end()) now.emplace(path, std::move(body));
  };
  const auto& sources = snapshot.session().sources();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const base::FileId file(i);
    send_for(sources.get(file).path(),
             diagnostics_json(snapshot, all, more(file), file, encoding_, code_pages_));
  }
  // Files that are gone, or are no case any more, keep no mistakes.
  for (const auto& [path, body] : published_) {
    if (!now.contains(path) && !snapshot.file(path)) send_for(path, Json::array());
  }
  published_ = std::move(now);
  const std::string placeless = placeless_mistakes(snapshot);
  if (!placeless.empty() && placeless != told_)
    send(notification("window/showMessage", {{"type", 1}, {"message", placeless}}));
  told_ = placeless;
}

void Server::request(const Json& id, const Feature& feature, const Json& params) {
  const auto cancelled = std::make_shared<std::atomic<bool>>(false);
  const std::string key = key_of(id);
  {
    const std::lock_guard lock(waiting_);
    requests_[key] = cancelled;
  }
  scheduler_.add([this, id, key, &feature, params, cancelled, state = workspace_.state()] {
    Answer result = answer(feature, params, state, cancelled);
    {
      const std::lock_guard lock(waiting_);
      requests_.erase(key);
    }
    if (*cancelled) result = ResponseError{ErrorCode::request_cancelled, "the request was cancelled"};
    reply(id, result);
  });
}

Answer Server::answer(const Feature& feature, const Json& params, const std::shared_ptr<const State>& state,
                      const Cancelled& cancelled) {
  const ResponseError gone{ErrorCode::request_cancelled, "the request was cancelled"};
  if (*cancelled) return gone;
  const auto stale = [&] { return cancelled->load(); };
  try {
    auto snapshot = feature.needs == Needs::text ? analyst_.last() : nullptr;
    if (!snapshot) snapshot = analyst_.snapshot(state, stale);
    if (!snapshot) return gone;
    const FeatureContext context{
        params,
        *state,
        *snapshot,
        encoding_,
        options_.as_of,
        linted_ && linted_->snapshot == snapshot ? linted_->diagnostics : snapshot->diagnostics(),
        [&](std::shared_ptr<const State> other) { return analyst_.trial(std::move(other), stale); }};
    return feature.answer(context);
  } catch (const std::exception& error) {
    return ResponseError{ErrorCode::internal_error, fmt::format("weir failed: {}", error.what())};
  }
}

void Server::cancel(const Json& params) {
  const Json* id = find(params, {"id"});
  if (!id) return;
  const std::lock_guard lock(waiting_);
  const auto found = requests_.find(key_of(*id));
  if (found != requests_.end()) *found->second = true;
}

}  // namespace weir::lsp
