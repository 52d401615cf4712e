#pragma once
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lsp/server.hpp"

namespace weir::test {

/// An editor in this process: speaks to a server that does everything at once, in the order of the messages.
class LspClient {
 public:
  using Json = lsp::Json;

  /// Starts a server on `files` with the folder `root`; `capabilities` are those of the editor.
  LspClient(const base::FileSystem& files, const std::string& root, Json capabilities = Json::object(),
            Json options = Json::object());

  /// Sends a request and returns the whole response.
  Json request(const std::string& method, Json params);
  void notify(const std::string& method, Json params);
  /// Raw bytes of a body; what came back.
  std::vector<Json> raw(const std::string& body);

  void open(const std::string& path, const std::string& text);
  /// Replaces a range of an open file; places are the protocol's.
  void change(const std::string& path, lsp::Position from, lsp::Position to, const std::string& text);
  /// The same of several ranges in one message, each in the text that the ones before have left.
  struct Replacement {
    lsp::Position from, to;
    std::string text;
  };
  void change(const std::string& path, const std::vector<Replacement>& replacements);
  /// Replaces the whole text of an open file.
  void change(const std::string& path, const std::string& text);
  void close(const std::string& path);
  /// Types nothing for a while: the server asks its lints.
  void be_idle();

  /// The last diagnostics of each file by path; files without any are left out.
  const std::map<std::string, Json>& diagnostics() const { return diagnostics_; }
  /// What the server told since it was last asked.
  std::vector<Json> take_notifications();
  const Json& initialized() const { return initialized_; }

 private:
  std::vector<Json> take();
  void take_in(const Json& message);

  std::string bytes_;
  lsp::Channel channel_;
  std::unique_ptr<lsp::Server> server_;
  std::map<std::string, Json> diagnostics_;
  std::vector<Json> notifications_;
  Json initialized_;
  int next_id_ = 1;
  int version_ = 1;
};

}  // namespace weir::test
