#include "session/git_files.hpp"

#include <fmt/format.h>
#include <git2.h>

#include <algorithm>
#include <filesystem>

#include "base/text.hpp"

namespace weir::session {
namespace {

namespace fs = std::filesystem;
using base::Failure;

/// What libgit2 hands out, freed in the end.
template <typename T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, decltype([](T* thing) { Free(thing); })>;
using Repository = Owned<git_repository, git_repository_free>;
using Object = Owned<git_object, git_object_free>;
using Tree = Owned<git_tree, git_tree_free>;
using Entry = Owned<git_tree_entry, git_tree_entry_free>;
using Blob = Owned<git_blob, git_blob_free>;

/// libgit2 counts how often it is set up.
struct Library {
  Library() { git_libgit2_init(); }
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

std::string last_error() {
  const git_error* error = git_error_last();
  return error && error->message ? error->message : "git does not say why";
}

Failure unreadable(std::string_view path, std::string_view why) {
  return {fmt::format("cannot read `{}`: {}", path, why)};
}

/// `a/./b/../c/` as `a/c`; empty for the top.
std::string tidy(std::string_view path) {
  std::string result = fs::path(path).lexically_normal().generic_string();
  while (!result.empty() && result.back() == '/') result.pop_back();
  return result == "." ? std::string() : result;
}

/// The path of a folder of the disk from the top of the repository; none where it lies outside.
std::optional<std::string> path_in(git_repository* repository, const std::string& from,
                                   const std::string& folder) {
  const char* top = git_repository_workdir(repository);
  if (top == nullptr) return folder;
  std::error_code error;
  const fs::path root = fs::weakly_canonical(top, error);
  const fs::path asked = fs::weakly_canonical(fs::path(from) / folder, error);
  const std::string relative = tidy(asked.lexically_relative(root).generic_string());
  if (error || relative == ".." || relative.starts_with("../")) return std::nullopt;
  return relative;
}

}  // namespace

struct GitFiles::State {
  // The library goes last.
  Library library{};
  base::FileSystem& below;
  Repository repository{};
  Tree tree{};         ///< of the commit
  std::string root{};  ///< "main~3:rules"
  std::string top{};   ///< "rules": the root in the tree

  /// The path in the commit of one that lies below the root.
  std::optional<std::string> inside(std::string_view path) const {
    if (!path.starts_with(root)) return std::nullopt;
    if (path.size() > root.size() && path[root.size()] != '/') return std::nullopt;
    return tidy(base::join_path(top, path.substr(root.size())));
  }
  Entry entry(const std::string& path) const {
    git_tree_entry* found = nullptr;
    if (git_tree_entry_bypath(&found, tree.get(), path.c_str()) != 0) return nullptr;
    return Entry(found);
  }
  Kind kind(const std::string& path) const {
    if (path.empty()) return Kind::folder;
    const Entry found = entry(path);
    if (!found) return Kind::missing;
    const git_object_t type = git_tree_entry_type(found.get());
    const bool link = git_tree_entry_filemode(found.get()) == GIT_FILEMODE_LINK;
    if (type == GIT_OBJECT_TREE) return Kind::folder;
    return type == GIT_OBJECT_BLOB && !link ? Kind::file : Kind::missing;
  }
};

GitFiles::GitFiles(std::unique_ptr<State> state) : state_(std::move(state)) {}
GitFiles::~GitFiles() = default;

base::Result<std::unique_ptr<GitFiles>> GitFiles::open(base::FileSystem& below, const std::string& from,
                                                       const std::string& name, const std::string& folder) {
  auto state = std::unique_ptr<State>(new State{{}, below});
  git_repository* repository = nullptr;
  if (git_repository_open_ext(&repository, from.c_str(), 0, nullptr) != 0) {
    const git_error* error = git_error_last();
    const bool none = !error || error->klass == GIT_ERROR_REPOSITORY || error->klass == GIT_ERROR_OS;
    if (none)
      return Failure{
          fmt::format("`{}` is no folder, and this is no git repository that it could be a revision "
                      "of; name a folder of rules",
                      name)};
    return Failure{
        fmt::format("`{}` is no folder, and the git repository cannot be read: {}", name, last_error())};
  }
  state->repository.reset(repository);
  const std::size_t colon = name.find(':');
  const std::string revision = name.substr(0, colon);
  git_object* commit = nullptr;
  if (git_revparse_single(&commit, repository, (revision + "^{commit}").c_str()) != 0) {
    return Failure{
        fmt::format("`{}` is neither a folder nor a revision of this git repository; "
                    "`git log --oneline` and `git tag` list revisions",
                    revision)};
  }
  const Object owned(commit);
  git_tree* tree = nullptr;
  if (git_commit_tree(&tree, reinterpret_cast<git_commit*>(commit)) != 0)
    return Failure{fmt::format("the revision `{}` cannot be read: {}", revision, last_error())};
  state->tree.reset(tree);
  if (colon != std::string::npos) {
    state->top = tidy(name.substr(colon + 1));
  } else {
    const auto path = path_in(repository, from, folder);
    if (!path)
      return Failure{
          fmt::format("the rules folder `{}` lies outside the git repository; name the folder of "
                      "the revision, as `{}:rules`",
                      folder, revision)};
    state->top = *path;
  }
  state->root = revision + ":" + state->top;
  if (state->kind(state->top) != Kind::folder) {
    return Failure{
        fmt::format("the revision `{}` has no folder `{}`; name the folder of its rules, as "
                    "`{}:PATH` with a path from the top of the repository",
                    revision, state->top, revision)};
  }
  return std::unique_ptr<GitFiles>(new GitFiles(std::move(state)));
}

const std::string& GitFiles::root() const {
  return state_->root;
}

base::FileSystem::Kind GitFiles::kind(std::string_view path) const {
  const auto inside = state_->inside(path);
  return inside ? state_->kind(*inside) : state_->below.kind(path);
}

base::Result<std::string> GitFiles::read(std::string_view path, std::size_t limit) const {
  const auto inside = state_->inside(path);
  if (!inside) return state_->below.read(path, limit);
  const Kind found = state_->kind(*inside);
  if (found == Kind::folder) return unreadable(path, "it is a folder");
  if (found == Kind::missing) return unreadable(path, "there is no such file in the commit");
  git_blob* read = nullptr;
  if (git_blob_lookup(&read, state_->repository.get(), git_tree_entry_id(state_->entry(*inside).get())) != 0)
    return unreadable(path, last_error());
  const Blob blob(read);
  const auto size = static_cast<std::size_t>(git_blob_rawsize(read));
  if (size > limit)
    return unreadable(path,
                      fmt::format("it is larger than {} bytes", base::with_thousands(std::to_string(limit))));
  return std::string(static_cast<const char*>(git_blob_rawcontent(read)), size);
}

base::Result<std::vector<std::string>> GitFiles::list(std::string_view path) const {
  const auto inside = state_->inside(path);
  if (!inside) return state_->below.list(path);
  if (state_->kind(*inside) != Kind::folder) return unreadable(path, "it is no folder that can be listed");
  git_tree* tree = state_->tree.get();
  Tree owned;
  if (!inside->empty()) {
    git_tree* found = nullptr;
    const Entry entry = state_->entry(*inside);
    if (git_tree_lookup(&found, state_->repository.get(), git_tree_entry_id(entry.get())) != 0)
      return unreadable(path, last_error());
    owned.reset(found);
    tree = found;
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
    const std::string name = git_tree_entry_name(git_tree_entry_byindex(tree, i));
    if (!name.starts_with('.')) names.push_back(name);
  }
  // Git sorts folders as if their names ended with a slash.
  std::ranges::sort(names);
  return names;
}

std::optional<Failure> GitFiles::write(std::string_view path, std::string_view bytes) {
  if (state_->inside(path)) return Failure{fmt::format("cannot write `{}`: a commit is never changed", path)};
  return state_->below.write(path, bytes);
}

std::string GitFiles::identity(std::string_view path) const {
  return state_->inside(path) ? std::string(path) : state_->below.identity(path);
}

}  // namespace weir::session
