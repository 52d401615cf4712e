#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"

namespace weir::cli {

/// What the paths of a command line come to: files of cases, and parts of the rules folder.
struct NamedPaths {
  std::vector<std::string>
      case_files;  ///< YAML files at and below the paths that are no rules, sorted by path
  std::vector<std::string> rule_paths;  ///< paths at or below the rules folder; empty if none was named
};

/// Makes a path that holds a vocabulary the rules folder, unless `--rules` names one.
void take_rules_folder(const std::vector<std::string>& paths, CommonOptions& options, const Environment& env);
/// Parts the paths by whether they lie in the rules folder; without any, `cases` is read if it is there.
NamedPaths parted(const std::vector<std::string>& paths, const std::string& rules_folder,
                  const Environment& env);

/// The YAML files at and below the paths, sorted by path in each.
std::vector<std::string> yaml_files_at(const std::vector<std::string>& paths, const Environment& env);

/// True if `path` is `folder` or lies below it.
bool lies_in(std::string_view path, std::string_view folder);

}  // namespace weir::cli
