#include "bench/world.hpp"

#include "plan/compile.hpp"

namespace weir::bench {

std::string World::mistakes() const {
  std::string lines;
  for (const auto& diagnostic : sink.sorted()) {
    if (diagnostics::info(diagnostic.code).severity != diagnostics::Severity::error) continue;
    lines += std::string(diagnostics::info(diagnostic.code).name) + ": " + diagnostic.message + "\n";
  }
  return lines;
}

std::unique_ptr<World> load_world(const std::string& regime, const std::string& more) {
  const base::DiskFileSystem disk;
  base::MemoryFileSystem files;
  const std::string folder = WEIR_SOURCE_DIR "/tests/bench/vocabulary";
  const auto names = disk.list(folder);
  for (const std::string& name : names.value()) {
    const std::string path = base::join_path(folder, name);
    files.add("rules/vocabulary/" + name, disk.read(path, base::yaml_file_limit).value());
  }
  if (!more.empty()) files.add("rules/vocabulary/more.yaml", more);
  files.add("rules/generated/regime.yaml", regime);
  auto world = std::make_unique<World>();
  world->rules = load::load_rules(files, "rules", world->sources, world->sink);
  world->checked = check::check(world->rules.vocabulary, world->rules.rule_sets, world->sink);
  if (!world->sink.has_errors()) world->plan = plan::compile(world->checked);
  return world;
}

}  // namespace weir::bench
