#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/file_system.hpp"

namespace weir::session {

/// The files of one commit under a name of their own, over the files of another file system: what lies below
/// `root()` comes from the commit, all else from below. Nothing can be written below the root.
class GitFiles final : public base::FileSystem {
 public:
  /// Opens what `name` means: `REVISION`, and then the folder that `folder` is in that commit, or
  /// `REVISION:PATH`, a path from the top of the repository. The repository is that which `from` lies in.
  /// Fails where there is no repository, no such revision, or no such folder in it; the message says what can
  /// be done.
  static base::Result<std::unique_ptr<GitFiles>> open(base::FileSystem& below, const std::string& from,
                                                      const std::string& name, const std::string& folder);
  ~GitFiles() override;

  /// "main~3:rules": the folder as paths of this file system name it.
  const std::string& root() const;

  Kind kind(std::string_view path) const override;
  base::Result<std::string> read(std::string_view path, std::size_t limit) const override;
  base::Result<std::vector<std::string>> list(std::string_view path) const override;
  std::optional<base::Failure> write(std::string_view path, std::string_view bytes) override;
  std::string identity(std::string_view path) const override;

 private:
  struct State;
  explicit GitFiles(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace weir::session
