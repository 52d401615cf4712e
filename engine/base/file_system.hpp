#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_stream.hpp"
#include "base/result.hpp"

namespace weir::base {

/// Where texts are read from and written to: the disk, or memory in tests. Paths use '/'.
class FileSystem {
 public:
  enum class Kind : std::uint8_t { missing, file, folder };

  virtual ~FileSystem() = default;
  virtual Kind kind(std::string_view path) const = 0;
  /// The bytes of a file; fails, naming the reason, when it is missing, unreadable or above `limit` bytes.
  virtual Result<std::string> read(std::string_view path, std::size_t limit) const = 0;
  /// Opens a file to be read bit by bit; the default reads it whole. Fails as `read` does.
  virtual Result<std::shared_ptr<ByteSource>> open(std::string_view path) const;
  /// Names (not paths) in a folder, sorted by bytes; hidden names are left out.
  virtual Result<std::vector<std::string>> list(std::string_view path) const = 0;
  /// Replaces or makes a file, and the folders it lies in. A file is replaced whole or not at all. Fails,
  /// naming the reason, where nothing can be written.
  virtual std::optional<Failure> write(std::string_view path, std::string_view bytes) = 0;
  /// The same for all paths that lead to one folder, so that links in a circle are walked once.
  virtual std::string identity(std::string_view path) const { return std::string(path); }
};

/// The real disk, relative to the process's working directory.
class DiskFileSystem final : public FileSystem {
 public:
  Kind kind(std::string_view path) const override;
  Result<std::string> read(std::string_view path, std::size_t limit) const override;
  Result<std::shared_ptr<ByteSource>> open(std::string_view path) const override;
  Result<std::vector<std::string>> list(std::string_view path) const override;
  std::optional<Failure> write(std::string_view path, std::string_view bytes) override;
  std::string identity(std::string_view path) const override;
};

/// Files in memory over an optional fallback; folders exist because files lie in them.
class MemoryFileSystem final : public FileSystem {
 public:
  explicit MemoryFileSystem(const FileSystem* fallback = nullptr) : fallback_(fallback) {}
  void add(std::string path, std::string bytes);
  Kind kind(std::string_view path) const override;
  Result<std::string> read(std::string_view path, std::size_t limit) const override;
  Result<std::vector<std::string>> list(std::string_view path) const override;
  std::optional<Failure> write(std::string_view path, std::string_view bytes) override;

 private:
  std::map<std::string, std::string, std::less<>> files_;
  const FileSystem* fallback_;
};

/// `folder` and `name` with one slash between.
std::string join_path(std::string_view folder, std::string_view name);
/// The part of `path` before its last slash, or ".".
std::string parent_path(std::string_view path);

/// Largest YAML file read, in bytes.
inline constexpr std::size_t yaml_file_limit = 8u << 20;

}  // namespace weir::base
