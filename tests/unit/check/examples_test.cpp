#include <algorithm>
#include <string>
#include <vector>

#include "check/checked.hpp"
#include "load/load.hpp"
#include "support/catch.hpp"

namespace weir::check {

namespace {

constexpr std::string_view root =
    "regime: xx\ntitle: Example\ncountry: CA\nprefix: xx\ndecides: Minister\nby: transaction.closing\n"
    "in_force: 2000-01-01..\ndeterminations: {filing: {title: filing, levels: [none, notification], "
    "position: {notification: must-file-after}}}\n"
    "rules:\n  xx.zz: {in_force: always, when: target.employees > 1000}\n";

/// Names of the codes that a rule file of the regime `xx` raises, each once.
std::vector<std::string> raised(std::string_view text) {
  const base::DiskFileSystem disk;
  base::MemoryFileSystem files;
  const std::string vocabulary = std::string(WEIR_SOURCE_DIR) + "/rules/vocabulary";
  const auto names = disk.list(vocabulary);
  REQUIRE(names.ok());
  for (const auto& name : names.value()) {
    const auto bytes = disk.read(base::join_path(vocabulary, name), base::yaml_file_limit);
    REQUIRE(bytes.ok());
    files.add("rules/vocabulary/" + name, bytes.value());
  }
  files.add("rules/xx/xx/regime.yaml", std::string(root));
  files.add("rules/xx/xx/example.yaml", std::string(text));
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const auto loaded = load::load_rules(files, "rules", sources, sink);
  check(loaded.vocabulary, loaded.rule_sets, sink);
  std::vector<std::string> codes;
  for (const auto& diagnostic : sink.sorted()) {
    std::string name(diagnostics::info(diagnostic.code).name);
    if (std::find(codes.begin(), codes.end(), name) == codes.end()) codes.push_back(std::move(name));
  }
  return codes;
}

}  // namespace

TEST_CASE("the examples of names, types and meaning raise their code, and only that", "[check]") {
  for (const auto& code : diagnostics::all_codes()) {
    const auto number = static_cast<int>(code.code);
    const bool own = (number >= 3000 && number < 4000) || (number >= 4050 && number < 4060);
    if (!own || code.bad.empty()) continue;
    INFO(code.name);
    CHECK(raised(code.bad) == std::vector<std::string>{std::string(code.name)});
    CHECK(raised(code.good).empty());
  }
}

}  // namespace weir::check
