// Documents are typed anew in random layouts and laid out: nothing that they say changes, no comment is lost,
// and a second time changes nothing.
#include "format/format.hpp"

#include <algorithm>

#include "load/load.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"
#include "support/layout.hpp"
#include "yaml/document.hpp"

using namespace weir;
using namespace weir::test;

namespace {

struct Laid {
  std::optional<std::string> text;
  std::string said;      ///< by the text that was given
  std::string mistakes;  ///< their messages
};

Laid lay_out(const std::string& text) {
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const base::FileId file = sources.add("file.yaml", text);
  const yaml::Document document = yaml::parse_document(sources, file, sink);
  Laid laid;
  if (document.root().valid()) laid.said = said_by(document);
  laid.text = format::formatted(sources, file, sink);
  for (const auto& mistake : sink.sorted()) laid.mistakes += mistake.message + "\n";
  return laid;
}

std::vector<std::string> files_below(const std::string& folder) {
  const SourceTree tree;
  std::vector<std::string> found;
  const auto names = tree.list(folder);
  for (const std::string& name : names.value()) {
    const std::string path = base::join_path(folder, name);
    if (tree.kind(path) == base::FileSystem::Kind::folder) {
      for (std::string& below : files_below(path)) found.push_back(std::move(below));
    } else if (name.ends_with(".yaml")) {
      found.push_back(path);
    }
  }
  return found;
}

std::string content(const std::string& path) {
  return SourceTree().read(path, base::yaml_file_limit).value();
}

}  // namespace

TEST_CASE("format: random layouts keep what is said and every comment", "[format]") {
  std::vector<std::string> paths = files_below("cases/ca");
  for (std::string& path : files_below("rules")) paths.push_back(std::move(path));
  std::erase_if(paths, [](const std::string& path) { return content(path).size() > 9000; });
  REQUIRE(paths.size() > 20);
  std::size_t comments = 0;
  const std::size_t first = first_seed(1);
  for (std::size_t seed = first; seed < first + 150 * rounds(); ++seed) {
    Dice dice(seed);
    const std::string& path = dice.of(paths);
    INFO("seed " << seed << ", " << path);
    diagnostics::SourceMap sources;
    diagnostics::Sink sink;
    const yaml::Document document = yaml::parse_document(sources, sources.add(path, content(path)), sink);
    REQUIRE(document.root().valid());
    const TypedText typed = type_anew(document, dice);
    INFO(typed.text);
    const Laid laid = lay_out(typed.text);
    INFO(laid.mistakes);
    REQUIRE(laid.said == said_by(document));
    REQUIRE(laid.text);
    INFO(*laid.text);
    const Laid again = lay_out(*laid.text);
    REQUIRE(again.said == laid.said);
    REQUIRE(again.text == laid.text);
    for (const std::string& comment : typed.comments) {
      const std::size_t found = laid.text->find(comment + "\n");
      INFO(comment);
      REQUIRE(found != std::string::npos);
      REQUIRE(laid.text->find(comment + "\n", found + 1) == std::string::npos);
    }
    comments += typed.comments.size();
  }
  CHECK(comments > 1000);
}

TEST_CASE("format: how brackets were broken into lines makes no difference", "[format]") {
  std::vector<std::string> paths = files_below("cases/ca");
  for (std::string& path : files_below("rules")) paths.push_back(std::move(path));
  std::erase_if(paths, [](const std::string& path) { return content(path).size() > 9000; });
  std::size_t moved = 0;
  const std::size_t first = first_seed(11);
  for (std::size_t seed = first; seed < first + 50 * rounds(); ++seed) {
    Dice dice(seed);
    const std::string& path = dice.of(paths);
    INFO("seed " << seed << ", " << path);
    const auto parsed = [&](const std::string& text) {
      diagnostics::SourceMap sources;
      diagnostics::Sink sink;
      return yaml::parse_document(sources, sources.add("file.yaml", text), sink);
    };
    const Laid laid = lay_out(type_anew(parsed(content(path)), dice).text);
    REQUIRE(laid.text);
    const std::string other = shaken(*laid.text, parsed(*laid.text), dice);
    INFO(other);
    const Laid again = lay_out(other);
    INFO(again.mistakes);
    REQUIRE(again.text == laid.text);
    if (other != *laid.text) ++moved;
  }
  CHECK(moved > 20);
}

TEST_CASE("format: the project's rules and cases mean the same when they are laid out", "[format]") {
  const SourceTree tree;
  base::MemoryFileSystem typed(&tree), laid(&tree);
  Dice dice(first_seed(7));
  std::vector<std::string> cases;
  for (const std::string folder : {"rules", "cases"}) {
    for (const std::string& path : files_below(folder)) {
      if (folder == "cases") cases.push_back(path);
      INFO(path);
      diagnostics::SourceMap sources;
      diagnostics::Sink sink;
      const yaml::Document document = yaml::parse_document(sources, sources.add(path, content(path)), sink);
      // In a case quotes are part of the digest, so that only rules are typed with others.
      const std::string text = folder == "rules" ? type_anew(document, dice).text : content(path);
      typed.add(path, text);
      const auto result = lay_out(text);
      REQUIRE(result.text);
      laid.add(path, *result.text);
    }
  }
  struct Loaded {
    diagnostics::SourceMap sources;
    diagnostics::Sink sink;
    load::LoadedRules rules;
    std::vector<std::optional<model::Case>> cases;
  };
  const auto loaded = [&](const base::FileSystem& files) {
    Loaded result;
    result.rules = load::load_rules(files, "rules", result.sources, result.sink);
    result.cases = load::load_cases(files, cases, result.rules.vocabulary, result.sources, result.sink);
    return result;
  };
  const Loaded before = loaded(tree), between = loaded(typed), after = loaded(laid);
  CHECK_FALSE(after.sink.has_errors());
  CHECK(between.rules.rule_sets.digest == before.rules.rule_sets.digest);
  CHECK(after.rules.rule_sets.digest == before.rules.rule_sets.digest);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO(cases[i]);
    REQUIRE(before.cases[i]);
    REQUIRE(after.cases[i]);
    CHECK(after.cases[i]->digest == before.cases[i]->digest);
  }
}
