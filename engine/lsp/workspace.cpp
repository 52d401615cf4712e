#include "lsp/workspace.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "lsp/uri.hpp"

namespace weir::lsp {
namespace {

using Kind = base::FileSystem::Kind;

bool lies_below(std::string_view path, std::string_view folder) {
  return !folder.empty() && path.size() > folder.size() && path.starts_with(folder) &&
         path[folder.size()] == '/';
}

bool is_yaml(std::string_view path) {
  return path.ends_with(".yaml") || path.ends_with(".yml");
}

/// True if a line of the text begins with the key that every case has.
bool says_case(std::string_view text) {
  return text.starts_with("case:") || text.find("\ncase:") != text.npos;
}

void collect(const base::FileSystem& files, const std::string& path, std::set<std::string>& seen,
             std::vector<std::string>& found) {
  if (!seen.insert(files.identity(path)).second) return;
  const auto names = files.list(path);
  if (!names) return;
  for (const std::string& name : names.value()) {
    const std::string below = base::join_path(path, name);
    if (files.kind(below) == Kind::folder) {
      collect(files, below, seen, found);
    } else if (is_yaml(name)) {
      found.push_back(below);
    }
  }
}

/// The text after one change; none if the change is not as the protocol has it.
std::optional<std::string> changed(std::string text, const Json& change, Encoding encoding) {
  auto replacement = text_at(change, {"text"});
  if (!replacement) return std::nullopt;
  const Json* range = find(change, {"range"});
  if (!range || range->is_null()) return replacement;
  const auto start = read_position(*range, "start"), end = read_position(*range, "end");
  if (!start || !end) return std::nullopt;
  const diagnostics::Source source("", text);
  const std::uint32_t begin = offset_at(source, *start, encoding);
  const std::uint32_t stop = std::max(begin, offset_at(source, *end, encoding));
  text.replace(begin, stop - begin, *replacement);
  return text;
}

}  // namespace

Kind OverlayFiles::kind(std::string_view path) const {
  if (buffers_.contains(path)) return Kind::file;
  return below_.kind(path);
}

base::Result<std::string> OverlayFiles::read(std::string_view path, std::size_t limit) const {
  const auto buffer = buffers_.find(path);
  if (buffer == buffers_.end()) return below_.read(path, limit);
  if (buffer->second->text.size() > limit)
    return base::Failure{fmt::format("cannot read `{}`: it is larger than {} bytes", path, limit)};
  return buffer->second->text;
}

base::Result<std::vector<std::string>> OverlayFiles::list(std::string_view path) const {
  auto names = below_.list(path);
  if (!names) return names;
  // A new file counts from when it is opened, though the disk does not have it yet.
  for (const auto& [name, buffer] : buffers_) {
    if (lies_below(name, path) && name.find('/', path.size() + 1) == name.npos)
      names.value().push_back(name.substr(path.size() + 1));
  }
  std::ranges::sort(names.value());
  names.value().erase(std::unique(names.value().begin(), names.value().end()), names.value().end());
  return names;
}

std::optional<base::Failure> OverlayFiles::write(std::string_view path, std::string_view) {
  return base::Failure{fmt::format("cannot write `{}`: the language server writes no files", path)};
}

Folders find_folders(const base::FileSystem& files, const std::string& root, const std::string& installed) {
  const auto has_vocabulary = [&](const std::string& folder) {
    return files.kind(base::join_path(folder, "vocabulary")) == Kind::folder;
  };
  const auto cases_of = [&](const std::string& folder) {
    std::string cases = base::join_path(folder, "cases");
    return files.kind(cases) == Kind::folder ? cases : std::string();
  };
  for (std::string folder = root; !folder.empty(); folder = base::parent_path(folder)) {
    if (has_vocabulary(folder)) return {folder, cases_of(base::parent_path(folder))};
    const std::string rules = base::join_path(folder, "rules");
    if (has_vocabulary(rules)) return {rules, cases_of(folder)};
    if (folder == "/" || folder == ".") break;
  }
  return {has_vocabulary(installed) ? installed : std::string(), root.empty() ? "" : cases_of(root)};
}

std::vector<std::string> case_files(const base::FileSystem& files, const State& state) {
  const Folders& folders = state.folders;
  std::vector<std::string> paths;
  std::set<std::string> seen;
  if (!folders.cases.empty()) collect(files, folders.cases, seen, paths);
  for (const auto& [path, buffer] : state.buffers) {
    if (lies_below(path, folders.rules) || lies_below(path, folders.cases)) continue;
    if (is_yaml(path) && says_case(buffer->text)) paths.push_back(path);
  }
  std::ranges::sort(paths);
  return paths;
}

std::shared_ptr<State> Workspace::next() const {
  auto state = std::make_shared<State>(*state_);
  ++state->revision;
  return state;
}

void Workspace::set_folders(Folders folders) {
  auto state = next();
  state->folders = std::move(folders);
  state_ = std::move(state);
}

void Workspace::open(const std::string& path, std::string text, std::int64_t version) {
  auto state = next();
  state->buffers[path] = std::make_shared<const Buffer>(Buffer{std::move(text), version});
  state_ = std::move(state);
}

bool Workspace::change(const std::string& path, const Json& changes, std::int64_t version,
                       Encoding encoding) {
  const auto open = state_->buffers.find(path);
  if (open == state_->buffers.end() || !changes.is_array()) return false;
  std::string text = open->second->text;
  for (const Json& change : changes) {
    auto after = changed(std::move(text), change, encoding);
    if (!after) return false;
    text = std::move(*after);
  }
  this->open(path, std::move(text), version);
  return true;
}

void Workspace::close(const std::string& path) {
  auto state = next();
  state->buffers.erase(path);
  state_ = std::move(state);
}

void Workspace::touch() {
  state_ = next();
}

}  // namespace weir::lsp
