// Rule files of the example regime `xx` with the project's vocabulary, and what lints say of them.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lint/lint.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"

namespace weir::lint::test {

inline constexpr std::string_view header =
    "regime: xx\ntitle: Example\ncountry: CA\nprefix: xx\ndecides: Minister\nby: transaction.closing\n"
    "in_force: 2000-01-01..\n"
    "determinations:\n"
    "  filing: {title: filing, levels: [none, notification], position: {notification: must-file-after}}\n"
    "  review: {title: review, levels: [none, possible, certain], position: {possible: may-be-called-in}}\n"
    "risk: {factors: {target: {title: Target}}, bands: {low: 0}}\n";

/// A session over the rule set.
class World {
 public:
  explicit World(std::string_view rules, std::string_view root = header,
                 std::string_view more =
                     "rules:\n  xx.zz:\n    in_force: always\n    when: target.employees > 1000\n"
                     "    cite: {text: s. 1, url: \"https://example.org/act\"}\n    examples:\n"
                     "      - fires: {target.employees: 1001}\n      - silent: {target.employees: 1000}\n")
      : session_(files_) {
    const base::DiskFileSystem disk;
    const std::string vocabulary = std::string(WEIR_SOURCE_DIR) + "/rules/vocabulary";
    const auto names = disk.list(vocabulary);
    REQUIRE(names.ok());
    for (const auto& name : names.value()) {
      const auto bytes = disk.read(base::join_path(vocabulary, name), base::yaml_file_limit);
      REQUIRE(bytes.ok());
      files_.add("rules/vocabulary/" + name, bytes.value());
    }
    files_.add("rules/xx/xx/regime.yaml", std::string(root) + std::string(more));
    files_.add("rules/xx/xx/example.yaml", std::string(rules));
    session_.load_rules("rules");
  }

  session::Session& session() { return session_; }

  /// What these lints say (all, if none is named); the rules must have no errors.
  std::vector<diagnostics::Diagnostic> lints(const std::vector<std::string>& only = {}) {
    for (const auto& found : session_.sink().sorted()) UNSCOPED_INFO(found.message);
    REQUIRE(session_.plan() != nullptr);
    Scope scope;
    scope.only = only;
    scope.which = Scope::Cases::all;
    diagnostics::Sink sink;
    tally = run(*session_.plan(), session_.margin(), scope, sink);
    return sink.sorted();
  }

  /// Names of the lints that speak, each once.
  std::vector<std::string> names(const std::vector<std::string>& only = {}) {
    std::vector<std::string> found;
    for (const auto& diagnostic : lints(only)) {
      std::string name(diagnostics::info(diagnostic.code).name);
      if (std::find(found.begin(), found.end(), name) == found.end()) found.push_back(std::move(name));
    }
    return found;
  }

  Tally tally;

 private:
  base::MemoryFileSystem files_;
  session::Session session_;
};

}  // namespace weir::lint::test
