// docs/reference is written from the engine's own tables. WEIR_REBASE=1 rewrites it; look at the difference
// afterwards.
#include <cstdlib>
#include <fstream>
#include <map>
#include <vector>

#include "base/text.hpp"
#include "cli/run.hpp"
#include "diagnostics/codes.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;

namespace {

/// A text in the cell of a table.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text)
    result += c == '|' ? std::string("\\|") : c == '\n' ? std::string(" ") : std::string(1, c);
  return result;
}

std::string held(std::string_view table) {
  return "\nWritten from " + std::string(table) + "; a test holds the page against it.\n";
}

std::string codes_page() {
  std::string page =
      "# Codes of mistakes\n\nEvery message of `weir check` has a code that never changes its meaning. `weir "
      "codes WR1001` shows what stands "
      "here.\nNumbers say what was read: 1… files and YAML, 2… expressions, 3… names and types, 4… what "
      "rules mean, 5… cases and the\n"
      "vocabulary, 6… limits, 7… lints ([lints](../lints.md)), 8… what tests expect, 9… the engine "
      "itself.\n" +
      held("`engine/diagnostics/codes/`") + "\n| code | name | what it says |\n| --- | --- | --- |\n";
  std::string details;
  for (const diagnostics::CodeInfo& info : diagnostics::all_codes()) {
    if (diagnostics::is_lint(info.code)) continue;
    page += "| [" + std::string(info.id) + "](#" + std::string(info.name) + ") | " + std::string(info.name) +
            " | " + cell(info.summary) + " |\n";
    details += "\n## " + std::string(info.name) + "\n\n`" + std::string(info.id) + "`, " +
               (info.severity == diagnostics::Severity::error ? "an error" : "a warning") + ": " +
               std::string(info.summary) + ".\n\n";
    for (const std::string& line : base::wrap(info.explanation, 120)) details += line + "\n";
    if (!info.bad.empty()) details += "\nWrong:\n\n```yaml\n" + std::string(info.bad) + "```\n";
    if (!info.good.empty()) details += "\nRight:\n\n```yaml\n" + std::string(info.good) + "```\n";
  }
  return page + details;
}

std::string operators_page() {
  struct Row {
    std::string_view symbol, level, doc;
  };
  const std::vector<Row> rows = {
#define WEIR_OPERATOR(symbol, level, kind, doc) {symbol, #level, doc},
#include "language/operators.def"
#undef WEIR_OPERATOR
  };
  const std::map<std::string_view, std::string_view> titles = {
      {"logic", "Joining conditions"}, {"comparison", "Comparisons"},  {"relation", "Membership"},
      {"contains", "Membership"},      {"threshold", "Crossings"},     {"sum", "Arithmetic"},
      {"product", "Arithmetic"},       {"dated", "Law of another day"}};
  std::string page = "# Operators and words of expressions\n" + held("`engine/language/operators.def`") +
                     "[The language](../language.md) says how they work together and what they give where a "
                     "fact is unknown.\n";
  std::string_view before;
  for (const Row& row : rows) {
    const std::string_view title = titles.at(row.level);
    if (title != before)
      page += "\n## " + std::string(title) + "\n\n| written | holds, or gives |\n| --- | --- |\n";
    before = title;
    page += "| `" + cell(row.symbol) + "` | " + cell(row.doc) + " |\n";
  }
  const auto list = [&](std::string_view title, std::string_view about,
                        const std::vector<std::string_view>& words) {
    page += "\n## " + std::string(title) + "\n\n" + std::string(about) + "\n\n";
    std::string line;
    for (const std::string_view word : words) line += (line.empty() ? "`" : ", `") + std::string(word) + "`";
    for (const std::string& part : base::wrap(line, 120)) page += part + "\n";
  };
  list("Functions", "Called with parentheses; the language page has what each takes.",
       {
#define WEIR_FUNCTION(name) name,
#include "language/operators.def"
#undef WEIR_FUNCTION
       });
  list("Reserved words", "No definition or entity can have these names; a field after a dot can.",
       {
#define WEIR_WORD(word) word,
#include "language/operators.def"
#undef WEIR_WORD
       });
  list("Refused words", "Using one gives a message that says what to write instead.",
       {
#define WEIR_REFUSED(word) word,
#include "language/operators.def"
#undef WEIR_REFUSED
       });
  return page;
}

std::string values_page() {
  struct Row {
    std::string_view name, words, doc;
  };
  const std::vector<Row> rows = {
#define WEIR_TYPE(name, words, doc) {#name, words, doc},
#include "model/types.def"
#undef WEIR_TYPE
  };
  std::string page = "# Kinds of value\n" + held("`engine/model/types.def`") +
                     "How a value is written where it is known in part stands in [the "
                     "language](../language.md).\n\n| as `type:` | what "
                     "it is |\n| --- | --- |\n";
  for (const Row& row : rows) {
    if (!row.words.empty()) page += "| " + cell(row.words) + " | " + cell(row.doc) + " |\n";
  }
  return page;
}

std::string facts_page() {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules");
  const model::Vocabulary& vocabulary = session.vocabulary();
  std::string page =
      "# Facts\n\nWhat a case can state, by what it belongs to. [The vocabulary](../vocabulary.md) says how "
      "to add a fact.\n" +
      held("`rules/vocabulary/`");
  for (const model::Entity& entity : vocabulary.entities) {
    if (entity.facts.empty()) continue;
    page += "\n## " + entity.name +
            "\n\n| fact | kind of value | question, and what counts |\n| --- | --- | --- |\n";
    for (const model::FactId id : entity.facts) {
      const model::Fact& fact = vocabulary.fact(id);
      page += "| `" + fact.name + "` | " + cell(vocabulary.describe(fact.type)) + " | " + cell(fact.question);
      if (!fact.description.empty()) page += " *" + cell(fact.description) + "*";
      page += " |\n";
    }
  }
  page += "\n# Lists of words\n";
  for (const model::Domain& domain : vocabulary.domains) {
    if (domain.name == "country" || domain.levels != model::Domain::Levels::listed) continue;
    page += "\n## " + domain.name + "\n\n" + domain.title + (domain.ordered ? ", lowest first" : "") +
            ".\n\n| word | meaning | part of |\n| --- | --- | --- |\n";
    for (const model::Code& code : domain.codes)
      page += "| `" + code.id + "` | " + cell(code.title) + " | " +
              (code.parent.empty() ? "" : "`" + code.parent + "`") + " |\n";
  }
  return page;
}

std::string commands_page() {
  const auto help = [](const std::string& arguments) { return test::run_weir(arguments).out; };
  std::string page =
      "# Help of the commands\n\n[The commands](../commands.md) explains them; here stands what `weir help "
      "VERB` prints.\n" +
      held("`engine/cli/`") + "\n```\n" + help("help") + "```\n";
  const std::vector<std::string> verbs = {
#define WEIR_VERB(name, summary, examples) #name,
#include "cli/verbs.def"
#undef WEIR_VERB
  };
  for (const std::string& verb : verbs)
    page += "\n## weir " + verb + "\n\n```\n" + help("help " + verb) + "```\n";
  return page;
}

}  // namespace

TEST_CASE("docs: the reference says what the tables say", "[docs]") {
  const std::vector<std::pair<std::string, std::string>> pages = {{"codes", codes_page()},
                                                                  {"operators", operators_page()},
                                                                  {"values", values_page()},
                                                                  {"facts", facts_page()},
                                                                  {"commands", commands_page()}};
  for (const auto& [name, text] : pages) {
    const std::string path = WEIR_SOURCE_DIR "/docs/reference/" + name + ".md";
    if (std::getenv("WEIR_REBASE") != nullptr) std::ofstream(path, std::ios::binary) << text;
    INFO(path);
    CHECK(test::read_disk(path) == text);
  }
}
