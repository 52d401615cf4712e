#include "cli/paths.hpp"

#include <set>

namespace weir::cli {
namespace {

using Kind = base::FileSystem::Kind;

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

/// Adds the YAML files at and below `path` in sorted order.
void collect(const base::FileSystem& files, const std::string& path, std::set<std::string>& seen,
             std::vector<std::string>& found) {
  if (files.kind(path) != Kind::folder) {
    found.push_back(path);
    return;
  }
  if (!seen.insert(files.identity(path)).second) return;
  const auto names = files.list(path);
  if (!names) return;
  for (const std::string& name : names.value()) {
    const std::string below = base::join_path(path, name);
    if (files.kind(below) == Kind::folder || name.ends_with(".yaml") || name.ends_with(".yml")) {
      collect(files, below, seen, found);
    }
  }
}

}  // namespace

bool lies_in(std::string_view path, std::string_view folder) {
  return path == folder ||
         (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

void take_rules_folder(const std::vector<std::string>& paths, CommonOptions& options,
                       const Environment& env) {
  for (const std::string& given : paths) {
    const std::string path = without_slash(given);
    const bool rules = env.files.kind(base::join_path(path, "vocabulary")) == Kind::folder;
    if (rules && options.rules.empty()) options.rules = path;
  }
}

std::vector<std::string> yaml_files_at(const std::vector<std::string>& paths, const Environment& env) {
  std::vector<std::string> found;
  std::set<std::string> seen;
  for (const std::string& path : paths) collect(env.files, without_slash(path), seen, found);
  return found;
}

NamedPaths parted(const std::vector<std::string>& paths, const std::string& rules_folder,
                  const Environment& env) {
  NamedPaths named;
  const std::string rules = without_slash(rules_folder);
  std::set<std::string> seen;
  for (const std::string& given : paths) {
    const std::string path = without_slash(given);
    if (lies_in(path, rules)) {
      named.rule_paths.push_back(path);
    } else {
      collect(env.files, path, seen, named.case_files);
    }
  }
  if (paths.empty() && env.files.kind("cases") == Kind::folder)
    collect(env.files, "cases", seen, named.case_files);
  return named;
}

}  // namespace weir::cli
