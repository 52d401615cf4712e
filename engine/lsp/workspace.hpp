#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.hpp"
#include "lsp/message.hpp"
#include "lsp/position.hpp"

namespace weir::lsp {

/// A file as the editor has it, saved or not.
struct Buffer {
  std::string text;
  std::int64_t version = 0;  ///< the editor's number of this text
};

/// The open files by path.
using Buffers = std::map<std::string, std::shared_ptr<const Buffer>, std::less<>>;

/// Where rules and cases lie; empty where there are none.
struct Folders {
  std::string rules;
  std::string cases;
};

/// All that an analysis is made from, at one moment. Never changes, so that any thread may read it.
struct State {
  std::uint64_t revision = 0;  ///< grows with each change
  Folders folders;
  Buffers buffers;
};

/// The open files over those of a file system.
class OverlayFiles final : public base::FileSystem {
 public:
  OverlayFiles(const base::FileSystem& below, const Buffers& buffers) : below_(below), buffers_(buffers) {}
  Kind kind(std::string_view path) const override;
  base::Result<std::string> read(std::string_view path, std::size_t limit) const override;
  base::Result<std::vector<std::string>> list(std::string_view path) const override;
  std::optional<base::Failure> write(std::string_view path, std::string_view bytes) override;
  std::string identity(std::string_view path) const override { return below_.identity(path); }

 private:
  const base::FileSystem& below_;
  const Buffers& buffers_;
};

/// The rules and cases that belong to `root`: `rules` and `cases` in it or in the nearest folder above that
/// has rules; `root` itself where it holds a vocabulary. Without any, `installed` rules.
Folders find_folders(const base::FileSystem& files, const std::string& root, const std::string& installed);

/// Case files of a state: those below the folder of cases, and open files elsewhere that say `case:`.
std::vector<std::string> case_files(const base::FileSystem& files, const State& state);

/// What the editor has open. Each change makes a new state.
class Workspace {
 public:
  std::shared_ptr<const State> state() const { return state_; }
  void set_folders(Folders folders);
  void open(const std::string& path, std::string text, std::int64_t version);
  /// Applies the `contentChanges` of a notification; false, and nothing happens, if the file is not open or
  /// the changes are not as the protocol has them.
  bool change(const std::string& path, const Json& changes, std::int64_t version, Encoding encoding);
  void close(const std::string& path);
  /// Something on the disk is different.
  void touch();

 private:
  /// A copy of the state with the next revision.
  std::shared_ptr<State> next() const;

  std::shared_ptr<const State> state_ = std::make_shared<State>();
};

}  // namespace weir::lsp
