#include "support/random_world.hpp"

#include "support/random_rules.hpp"

namespace weir::test {

namespace {

// Kinds of fact that conditions of this version reach only here: a quantity and an ordered code of a party.
constexpr const char* more_facts = R"(enumerations:
  test-rank:
    title: Ranks in order
    ordered: true
    members:
      lowest: Lowest
      middle: Middle
      highest: Highest
facts:
  party.test_power:
    type: MW
    label: power
    question: How much power?
    description: A quantity.
    users: C
    unit: MW
  party.test_rank:
    type: one of test-rank
    label: rank
    question: Which rank?
    description: An ordered code.
    users: C
)";

base::MemoryFileSystem vocabulary_files() {
  const base::DiskFileSystem disk;
  base::MemoryFileSystem files;
  const std::string folder = WEIR_SOURCE_DIR "/rules/vocabulary";
  const auto names = disk.list(folder);
  for (const std::string& name : names.value())
    files.add("rules/vocabulary/" + name,
              disk.read(base::join_path(folder, name), base::yaml_file_limit).value());
  files.add("rules/vocabulary/more.yaml", more_facts);
  return files;
}

}  // namespace

std::string RandomWorld::mistakes() const {
  std::string result;
  for (const auto& diagnostic : sink.sorted()) {
    if (diagnostics::info(diagnostic.code).severity != diagnostics::Severity::error) continue;
    result += std::string(diagnostics::info(diagnostic.code).name) + ": " + diagnostic.message + "\n";
  }
  return result;
}

const model::Vocabulary& random_vocabulary() {
  static const model::Vocabulary vocabulary = [] {
    diagnostics::SourceMap sources;
    diagnostics::Sink sink;
    return load::load_rules(vocabulary_files(), "rules", sources, sink).vocabulary;
  }();
  return vocabulary;
}

namespace {

using Regimes = std::vector<std::pair<std::string, std::string>>;

base::MemoryFileSystem files_of(const Regimes& regimes) {
  base::MemoryFileSystem files = vocabulary_files();
  for (const auto& [id, text] : regimes) files.add("rules/xx/" + id + "/regime.yaml", text);
  return files;
}

Regimes random_regimes(std::size_t count, Dice& dice) {
  Regimes regimes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = "g" + std::to_string(i);
    regimes.emplace_back(id, RandomRules(random_vocabulary(), id, dice).text());
  }
  return regimes;
}

}  // namespace

base::MemoryFileSystem random_files(std::size_t regimes, Dice& dice) {
  return files_of(random_regimes(regimes, dice));
}

std::unique_ptr<RandomWorld> world_of(const std::vector<std::pair<std::string, std::string>>& regimes) {
  auto world = std::make_unique<RandomWorld>();
  for (const auto& [id, text] : regimes) {
    world->text += text;
    world->regimes.push_back(id);
  }
  world->rules = load::load_rules(files_of(regimes), "rules", world->sources, world->sink);
  world->checked = check::check(world->rules.vocabulary, world->rules.rule_sets, world->sink);
  if (!world->sink.has_errors()) world->plan = plan::compile(world->checked);
  return world;
}

std::optional<model::Case> case_in(RandomWorld& world, const std::string& text) {
  base::MemoryFileSystem files;
  files.add("case.yaml", text);
  return load::load_case(files, "case.yaml", world.rules.vocabulary, world.sources, world.sink);
}

std::unique_ptr<RandomWorld> random_world(std::size_t regimes, Dice& dice) {
  auto world = world_of(random_regimes(regimes, dice));
  const std::string path = WEIR_SOURCE_DIR "/cases/ca/hytera-norsat.yaml";
  world->hytera =
      load::load_case(base::DiskFileSystem(), path, world->rules.vocabulary, world->sources, world->sink)
          .value();
  return world;
}

}  // namespace weir::test
