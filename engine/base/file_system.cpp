#include "base/file_system.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>

#include "base/text.hpp"

namespace weir::base {
namespace {

namespace fs = std::filesystem;

Failure unreadable(std::string_view path, std::string_view why) {
  return {fmt::format("cannot read `{}`: {}", path, why)};
}

Failure too_large(std::string_view path, std::size_t limit) {
  return unreadable(path, fmt::format("it is larger than {} bytes", with_thousands(std::to_string(limit))));
}

/// `./a//b/` as `a/b`; "" is the folder in which everything lies.
std::string normalised(std::string_view path) {
  std::string result = fs::path(path).lexically_normal().generic_string();
  while (result.size() > 1 && result.back() == '/') result.pop_back();
  return result == "." ? std::string{} : result;
}

bool hidden(std::string_view name) {
  return name.empty() || name.front() == '.';
}

/// A file of the disk that is read block by block.
class DiskSource final : public ByteSource {
 public:
  DiskSource(std::string_view path, std::ifstream stream) : path_(path), stream_(std::move(stream)) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (stream_.eof()) return std::size_t{0};
    stream_.read(into.data(), static_cast<std::streamsize>(into.size()));
    if (stream_.bad()) return unreadable(path_, "reading stopped half-way");
    return static_cast<std::size_t>(stream_.gcount());
  }

 private:
  std::string path_;
  std::ifstream stream_;
};

}  // namespace

Result<std::shared_ptr<ByteSource>> FileSystem::open(std::string_view path) const {
  auto bytes = read(path, std::string::npos);
  if (!bytes) return bytes.failure();
  return std::shared_ptr<ByteSource>(std::make_shared<StringSource>(std::move(bytes).value()));
}

Result<std::shared_ptr<ByteSource>> DiskFileSystem::open(std::string_view path) const {
  const Kind found = kind(path);
  if (found == Kind::missing) return unreadable(path, "there is no such file");
  if (found == Kind::folder) return unreadable(path, "it is a folder");
  std::ifstream stream(fs::path(path), std::ios::binary);
  if (!stream) return unreadable(path, "it cannot be opened");
  return std::shared_ptr<ByteSource>(std::make_shared<DiskSource>(path, std::move(stream)));
}

FileSystem::Kind DiskFileSystem::kind(std::string_view path) const {
  std::error_code error;
  const fs::file_status status = fs::status(fs::path(path), error);
  if (error || !fs::exists(status)) return Kind::missing;
  return fs::is_directory(status) ? Kind::folder : Kind::file;
}

Result<std::string> DiskFileSystem::read(std::string_view path, std::size_t limit) const {
  const Kind found = kind(path);
  if (found == Kind::missing) return unreadable(path, "there is no such file");
  if (found == Kind::folder) return unreadable(path, "it is a folder");
  std::ifstream stream(fs::path(path), std::ios::binary);
  if (!stream) return unreadable(path, "it cannot be opened");
  std::string bytes;
  std::array<char, 1u << 14> block{};
  while (stream.read(block.data(), block.size()), stream.gcount() > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > limit) return too_large(path, limit);
  }
  if (stream.bad()) return unreadable(path, "reading stopped half-way");
  return bytes;
}

Result<std::vector<std::string>> DiskFileSystem::list(std::string_view path) const {
  std::error_code error;
  fs::directory_iterator entry(fs::path(path), error);
  if (error) return unreadable(path, "it is no folder that can be listed");
  std::vector<std::string> names;
  for (const fs::directory_iterator end; entry != end; entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (!hidden(name)) names.push_back(std::move(name));
    if (error) return unreadable(path, "listing it stopped half-way");
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<Failure> DiskFileSystem::write(std::string_view path, std::string_view bytes) {
  const auto fail = [&](std::string_view why) {
    return Failure{fmt::format("cannot write `{}`: {}", path, why)};
  };
  if (kind(path) == Kind::folder) return fail("it is a folder");
  std::error_code error;
  const fs::path target = fs::weakly_canonical(fs::path(path), error);
  if (error) return fail(error.message());
  fs::create_directories(target.parent_path(), error);
  if (error) return fail(error.message());
  // Written beside it and moved into its place, so that nobody ever reads half a file.
  const fs::path beside = target.string() + ".weir-new";
  {
    std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) {
      fs::remove(beside, error);
      return fail("the disk does not take it");
    }
  }
  if (const fs::file_status old = fs::status(target, error); !error && fs::exists(old))
    fs::permissions(beside, old.permissions(), error);
  fs::rename(beside, target, error);
  if (!error) return std::nullopt;
  const std::string why = error.message();
  fs::remove(beside, error);
  return fail(why);
}

std::string DiskFileSystem::identity(std::string_view path) const {
  std::error_code error;
  const fs::path real = fs::canonical(fs::path(path), error);
  return error ? std::string(path) : real.string();
}

void MemoryFileSystem::add(std::string path, std::string bytes) {
  files_[normalised(path)] = std::move(bytes);
}

std::optional<Failure> MemoryFileSystem::write(std::string_view path, std::string_view bytes) {
  if (kind(path) == Kind::folder) return Failure{fmt::format("cannot write `{}`: it is a folder", path)};
  add(std::string(path), std::string(bytes));
  return std::nullopt;
}

FileSystem::Kind MemoryFileSystem::kind(std::string_view path) const {
  const std::string key = normalised(path);
  if (files_.contains(key)) return Kind::file;
  const std::string prefix = key.empty() ? key : key + "/";
  const auto below = files_.lower_bound(prefix);
  if (below != files_.end() && below->first.starts_with(prefix)) return Kind::folder;
  return fallback_ == nullptr ? Kind::missing : fallback_->kind(path);
}

Result<std::string> MemoryFileSystem::read(std::string_view path, std::size_t limit) const {
  const auto found = files_.find(normalised(path));
  if (found != files_.end()) {
    if (found->second.size() > limit) return too_large(path, limit);
    return found->second;
  }
  if (kind(path) == Kind::folder) return unreadable(path, "it is a folder");
  if (fallback_ != nullptr) return fallback_->read(path, limit);
  return unreadable(path, "there is no such file");
}

Result<std::vector<std::string>> MemoryFileSystem::list(std::string_view path) const {
  if (kind(path) != Kind::folder) return unreadable(path, "it is no folder that can be listed");
  std::set<std::string> names;
  if (fallback_ != nullptr && fallback_->kind(path) == Kind::folder) {
    Result<std::vector<std::string>> others = fallback_->list(path);
    if (!others) return others;
    names.insert(others.value().begin(), others.value().end());
  }
  const std::string key = normalised(path);
  const std::string prefix = key.empty() ? key : key + "/";
  for (auto file = files_.lower_bound(prefix); file != files_.end() && file->first.starts_with(prefix);
       ++file) {
    const std::string_view rest = std::string_view(file->first).substr(prefix.size());
    const std::string_view name = rest.substr(0, rest.find('/'));
    if (!hidden(name)) names.emplace(name);
  }
  return std::vector<std::string>(names.begin(), names.end());
}

std::string join_path(std::string_view folder, std::string_view name) {
  if (folder.empty()) return std::string(name);
  while (!name.empty() && name.front() == '/') name.remove_prefix(1);
  std::string result(folder);
  if (result.back() != '/') result += '/';
  return result += name;
}

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

}  // namespace weir::base
