#include "bench/world.hpp"

#include <algorithm>
#include <filesystem>

namespace weir::bench {

std::string World::mistakes() {
  std::string lines;
  for (const auto& diagnostic : session.sink().sorted()) {
    if (diagnostics::info(diagnostic.code).severity != diagnostics::Severity::error) continue;
    lines += std::string(diagnostics::info(diagnostic.code).name) + ": " + diagnostic.message + "\n";
  }
  return lines;
}

std::unique_ptr<World> load_world(const std::string& regime, const std::string& more) {
  auto world = std::make_unique<World>();
  const base::DiskFileSystem disk;
  const std::string folder = WEIR_SOURCE_DIR "/tests/bench/vocabulary";
  const auto names = disk.list(folder);
  for (const std::string& name : names.value()) {
    const std::string path = base::join_path(folder, name);
    world->files.add("rules/vocabulary/" + name, disk.read(path, base::yaml_file_limit).value());
  }
  if (!more.empty()) world->files.add("rules/vocabulary/more.yaml", more);
  world->files.add("rules/generated/regime.yaml", regime);
  world->session.load_rules("rules");
  return world;
}

std::vector<std::string> Project::case_files() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(WEIR_SOURCE_DIR "/cases")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  return paths;
}

std::unique_ptr<Project> load_project(load::Examples examples) {
  auto project = std::make_unique<Project>();
  project->session.load_rules(WEIR_SOURCE_DIR "/rules", examples);
  return project;
}

}  // namespace weir::bench
