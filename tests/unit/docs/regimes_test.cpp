// docs/regimes by the rules themselves: each page is what `weir docs` writes now, and is fit to be read.
// WEIR_REBASE=1 writes the pages anew.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "report/markdown.hpp"
#include "report/rule_docs.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using namespace weir::test;

namespace {

const std::string folder = WEIR_SOURCE_DIR "/docs/regimes";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// A text without what stands in backquotes and without addresses.
std::string prose_of(const std::string& line) {
  static const std::regex code("`[^`]*`"), target("\\]\\([^)]*\\)|<http[^>]*>");
  return std::regex_replace(std::regex_replace(line, code, ""), target, "]");
}

/// Whether names of the rules may stand in a page: those that have no title have nothing else.
enum class Ids : std::uint8_t { none, for_want_of_titles };

/// What is wrong with a page as a reader sees it.
std::vector<std::string> faults_of(const std::string& page, Ids ids = Ids::none) {
  std::vector<std::string> faults;
  std::map<std::string, int> anchors;
  std::set<std::string> known;
  const std::vector<std::string> lines = lines_of(page);
  for (const std::string& line : lines) {
    if (!line.starts_with("#")) continue;
    const std::string anchor = report::anchor_of(line.substr(line.find(' ') + 1));
    const int before = anchors[anchor]++;
    known.insert(before == 0 ? anchor : anchor + "-" + std::to_string(before));
  }
  static const std::regex link("\\]\\(#([^)]*)\\)");
  static const std::regex id(
      "(^|[^A-Za-z0-9_.-])([a-z]{2}\\\\?_[a-z0-9]|[a-z]{2}\\.[a-z]+[.-]|it\\.[a-z]|party\\.[a-z])");
  static const std::regex sign("[a-z0-9] (==|!=|<=|>=|overlaps) ");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    for (std::sregex_iterator at(line.begin(), line.end(), link), end; at != end; ++at) {
      if (!known.contains((*at)[1])) faults.push_back("no heading for " + std::string((*at)[1]));
    }
    const std::string prose = prose_of(line);
    if (ids == Ids::none && std::regex_search(prose, id)) faults.push_back("an id: " + line);
    if (std::regex_search(prose, sign)) faults.push_back("an operator: " + line);
    for (const char* ugly :
         {"..", ",,", ";;", " .", " ,", "  -  ", ":.", "the day of the day", "****", "“”", "[]"}) {
      if (prose.find(ugly) != std::string::npos) faults.push_back(std::string(ugly) + " in: " + line);
    }
    const bool heading = line.starts_with("#"), last = i + 1 == lines.size();
    const std::string next = last ? "" : lines[i + 1] + (i + 2 < lines.size() ? lines[i + 2] : "");
    if (heading && next.empty()) faults.push_back("nothing below " + line);
    if (line.ends_with(":") && line.starts_with("- ") && !(!last && lines[i + 1].starts_with("  ")))
      faults.push_back("nothing behind " + line);
  }
  return faults;
}

}  // namespace

TEST_CASE("regimes: each page is what `weir docs` writes", "[docs][regimes]") {
  const RunResult check = run_weir("check");
  REQUIRE(check.exit == 0);
  const SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules");
  std::set<std::string> names;
  for (const model::Regime& regime : session.rule_sets().regimes) {
    names.insert(regime.id + ".md");
    const std::string path = folder + "/" + regime.id + ".md";
    const RunResult result = run_weir("docs " + regime.id);
    CHECK(result.exit == 0);
    CHECK(result.err.empty());
    if (std::getenv("WEIR_REBASE") != nullptr) {
      std::filesystem::create_directories(folder);
      std::ofstream(path, std::ios::binary) << result.out;
    }
    INFO(path);
    // Not in one comparison: a failure would print the whole page twice.
    CHECK((read_disk(path) == result.out));
  }
  CHECK_FALSE(names.empty());
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    INFO(entry.path().string() << " is the page of a regime that there is");
    CHECK(names.contains(entry.path().filename().string()));
  }
}

TEST_CASE("regimes: pages read well and their links lead somewhere", "[docs][regimes]") {
  const RunResult result = run_weir("docs ca-ica");
  for (const std::string& fault : faults_of(result.out)) {
    INFO(fault);
    CHECK(fault.empty());
  }
  for (const std::string section :
       {"What it covers", "The law over time", "Rules", "What is left to judgement", "Periods and procedure",
        "Amounts and figures", "Lists", "What is uncertain", "Definitions used"}) {
    INFO(section);
    CHECK(result.out.find("\n## " + section + "\n") != std::string::npos);
  }
}

TEST_CASE("regimes: every rule and definition of a regime stands on its page", "[docs][regimes]") {
  const SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules");
  const std::string page = run_weir("docs ca-ica").out;
  for (const model::Regime& regime : session.rule_sets().regimes) {
    if (regime.id != "ca-ica") continue;
    for (const model::Rule& rule : regime.rules) {
      INFO(rule.id);
      CHECK(page.find("`" + rule.id + "`\n") != std::string::npos);
      for (const model::Citation& citation : rule.cite) CHECK(page.find(citation.url) != std::string::npos);
    }
  }
  for (const model::Definition& entry : session.rule_sets().definitions) {
    INFO(entry.id);
    if (entry.regime == "ca-ica") CHECK(page.find("`" + entry.id + "`\n") != std::string::npos);
  }
}

TEST_CASE("regimes: the hard provisions of other laws make pages too", "[docs][regimes]") {
  // A folder of their own, since the project's rules have prefixes of the same countries.
  const std::filesystem::path source = WEIR_SOURCE_DIR;
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& file : std::filesystem::directory_iterator(source / "rules/vocabulary"))
    files.emplace_back("laws/vocabulary/" + file.path().filename().string(), read_disk(file.path().string()));
  std::size_t pages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source / "tests/provisions/rules")) {
    const std::string id = entry.path().filename().string();
    auto here = files;
    for (const auto& file : std::filesystem::directory_iterator(entry.path())) {
      here.emplace_back("laws/" + id + "/" + file.path().filename().string(),
                        read_disk(file.path().string()));
    }
    const RunResult result = run_weir("docs --rules laws", here);
    INFO(id << "\n" << result.err);
    REQUIRE(result.exit == 0);
    for (const std::string& fault : faults_of(result.out, Ids::for_want_of_titles)) {
      INFO(fault);
      CHECK(fault.empty());
    }
    ++pages;
  }
  CHECK(pages == 11);
}

TEST_CASE("docs: pages are written into a folder, and compared with what is there", "[docs][regimes]") {
  const RunResult first = run_weir("docs --out pages ca-ica");
  CHECK(first.exit == 0);
  CHECK(first.out == "pages/ca-ica.md written\n");
  REQUIRE(first.written.contains("pages/ca-ica.md"));
  const std::string page = first.written.at("pages/ca-ica.md");
  CHECK(page == run_weir("docs ca-ica").out);

  const RunResult again = run_weir("docs --out pages ca-ica", {{"pages/ca-ica.md", page}});
  CHECK(again.exit == 0);
  CHECK(again.out == "pages/ca-ica.md is as it should be\n");
  CHECK(again.written.empty());

  const RunResult same = run_weir("docs --out pages --check ca-ica", {{"pages/ca-ica.md", page}});
  CHECK(same.exit == 0);
  CHECK(same.out == "all pages are as they should be\n");
  const RunResult other = run_weir("docs --out pages --check ca-ica", {{"pages/ca-ica.md", page + "x"}});
  CHECK(other.exit == 1);
  CHECK(other.out == "pages/ca-ica.md differs\n");
  CHECK(other.written.empty());
  const RunResult missing = run_weir("docs --out pages --check ca-ica");
  CHECK(missing.exit == 1);
  CHECK(missing.out == "pages/ca-ica.md is missing\n");
}

TEST_CASE("docs: what is asked for wrongly is a usage error", "[docs][regimes]") {
  const RunResult unknown = run_weir("docs ca-ics");
  CHECK(unknown.exit == 2);
  CHECK(unknown.out.empty());
  CHECK(unknown.err.find("no regime `ca-ics`; did you mean `ca-ica`?") != std::string::npos);
  const RunResult check = run_weir("docs --check");
  CHECK(check.exit == 2);
  CHECK(check.err.find("`--check` needs the folder of the pages: `--out DIR`") != std::string::npos);
  const RunResult none = run_weir("docs --rules nowhere");
  CHECK(none.exit == 2);
  CHECK(none.out.empty());
}
