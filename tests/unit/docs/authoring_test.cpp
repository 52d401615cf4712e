// docs/authoring.md by its own text: the rule set loads, its examples do what they say, and each command
// prints what stands below it. WEIR_REBASE=1 writes into the page what is printed now.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "evaluate/run.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using namespace weir::test;

namespace {

const std::string page_path = WEIR_SOURCE_DIR "/docs/authoring.md";

/// A fenced block of the page, or the text between two of them, whose language is then empty.
struct Part {
  std::string language;  ///< "yaml", "console"
  std::string text;
};

std::vector<Part> parts_of(const std::string& page) {
  std::vector<Part> parts(1);
  std::istringstream lines(page);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
      parts.push_back({inside ? line.substr(3) : std::string(), ""});
    } else {
      parts.back().text += line + "\n";
    }
  }
  return parts;
}

std::string page_of(const std::vector<Part>& parts) {
  std::string page;
  for (const Part& part : parts) {
    page += part.language.empty() ? part.text : "```" + part.language + "\n" + part.text + "```\n";
  }
  return page;
}

using Files = std::vector<std::pair<std::string, std::string>>;

/// The file that a block shows: its first line is a comment with the name.
std::pair<std::string, std::string> file_of(const Part& part) {
  REQUIRE(part.text.starts_with("# "));
  return {part.text.substr(2, part.text.find('\n') - 2), part.text};
}

/// The arguments of each line `$ weir …`; what is printed stands below the last.
std::vector<std::string> commands_of(const Part& part) {
  static const std::string prompt = "$ weir ";
  std::vector<std::string> commands;
  std::istringstream lines(part.text);
  for (std::string line; std::getline(lines, line) && line.starts_with(prompt);) {
    commands.push_back(line.substr(prompt.size()));
  }
  return commands;
}

/// The block as it must stand: one command has its output below, of several only that they work is said.
std::string run_block(const Part& part, const Files& files) {
  const std::vector<std::string> commands = commands_of(part);
  REQUIRE_FALSE(commands.empty());
  std::string text;
  for (const std::string& command : commands) {
    INFO(command);
    const RunResult result = run_weir(command, files);
    REQUIRE(result.err.find("WR9001") == std::string::npos);
    text += "$ weir " + command + "\n";
    if (commands.size() == 1) {
      text += result.err + result.out;
    } else {
      CHECK(result.err.empty());
      CHECK(result.exit == 0);
    }
  }
  return text;
}

bool shows_mistakes(const std::string& path) {
  return path.ends_with("mistakes.yaml");
}

}  // namespace

TEST_CASE("authoring: the page's rule set and case are without mistakes", "[docs]") {
  Files files;
  for (const Part& part : parts_of(read_disk(page_path))) {
    if (part.language != "yaml") continue;
    const auto file = file_of(part);
    INFO(file.first);
    if (shows_mistakes(file.first)) continue;
    files.push_back(file);
    // The folder is a rule set from the first file on, though the first has no rules yet.
    const RunResult result = run_weir("check --no-lints", files);
    CHECK(result.exit == 0);
    if (files.size() > 1) CHECK(result.err.empty());
  }
  CHECK(files.size() == 5);
}

TEST_CASE("authoring: the page shows what the program prints", "[docs]") {
  const std::string page = read_disk(page_path);
  std::vector<Part> parts = parts_of(page);
  REQUIRE(page_of(parts) == page);
  Files files;
  int blocks = 0;
  for (Part& part : parts) {
    if (part.language == "yaml") files.push_back(file_of(part));
    if (part.language != "console") continue;
    ++blocks;
    const std::string now = run_block(part, files);
    if (std::getenv("WEIR_REBASE") != nullptr) part.text = now;
    CHECK(part.text == now);
  }
  CHECK(blocks == 3);
  if (std::getenv("WEIR_REBASE") != nullptr) std::ofstream(page_path, std::ios::binary) << page_of(parts);
}

TEST_CASE("authoring: the page's examples do what they say", "[docs]") {
  const SourceTree tree;
  base::MemoryFileSystem memory(&tree);
  for (const Part& part : parts_of(read_disk(page_path))) {
    if (part.language != "yaml") continue;
    const auto [path, text] = file_of(part);
    if (!shows_mistakes(path)) memory.add(path, text);
  }
  session::Session session(memory);
  session.load_rules("rules");
  REQUIRE_FALSE(session.sink().has_errors());
  REQUIRE(session.plan() != nullptr);
  std::vector<base::Truth> seen;
  for (const plan::CompiledRule& rule : session.plan()->rules) {
    if (!rule.rule->id.starts_with("hb.")) continue;
    for (const model::Example& example : rule.rule->examples) {
      evaluate::CaseRow row;
      row.facts = &example.facts;
      row.as_of = example.facts.as_of.value();
      row.known_on = example.facts.known_on.value_or(row.as_of);
      const evaluate::Run run = evaluate::run(*session.plan(), {row}, {});
      const base::Truth wanted = example.demand == model::Example::Demand::fires    ? base::Truth::true_value
                                 : example.demand == model::Example::Demand::silent ? base::Truth::false_value
                                                                                    : base::Truth::unknown;
      INFO(rule.rule->id << " at byte " << example.span.begin);
      CHECK(base::to_text(run.truth(rule.applies, 0)) == base::to_text(wanted));
      seen.push_back(wanted);
    }
  }
  CHECK(seen.size() == 3);
}
