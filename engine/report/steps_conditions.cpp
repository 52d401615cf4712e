#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/proof_shapes.hpp"
#include "report/sentences.hpp"
#include "report/steps.hpp"

namespace weir::report {

using base::Truth;
using model::ProofNode;

namespace {

/// The tests of a line of a table: the texts between commas outside braces and parentheses.
std::vector<std::string> tests_of(std::string_view line) {
  std::vector<std::string> tests(1);
  int depth = 0;
  for (const char c : line) {
    depth += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
    if (c == ',' && depth == 0) {
      tests.emplace_back();
    } else if (c != ' ' || !tests.back().empty()) {
      tests.back() += c;
    }
  }
  return tests;
}

/// A chain of holdings, its parties by their names: "through Holding AG 60% → Buyer Ltd. …".
std::string chain_words(const Words& words, std::string_view chain) {
  std::vector<std::string> tokens;
  for (const std::string_view part : base::split(chain, ' ')) {
    std::string& token = tokens.emplace_back(part);
    const bool comma = token.ends_with(',');
    const std::string name =
        words.party_name(std::string_view(token).substr(0, token.size() - (comma ? 1 : 0)));
    if (!name.empty()) token = name + (comma ? "," : "");
  }
  return base::join(tokens, " ");
}

/// What was computed, of a comparison that reads no fact.
std::string computed(const Words& words, const ProofNode& node) {
  std::vector<std::string> said;
  for (const std::string& value : node.values) {
    const std::size_t equals = value.find(" = ");
    if (equals == std::string::npos) {
      said.push_back(chain_words(words, value));
      continue;
    }
    const std::string name = value.substr(0, equals), amount = words.value(value.substr(equals + 3));
    // What the condition compares was just named.
    const bool compared = node.expression.starts_with(name + " ");
    said.push_back(compared ? amount : fmt::format("{} {}", sentence_of(words, name).whole(), amount));
  }
  return base::join(said, "; ");
}

}  // namespace

Step Steps::leaf(const ProofNode& node) {
  Step step;
  step.truth = node.truth;
  step.cite = citation_words(node.cite);
  if (const auto members = matching(words_, node)) {
    if (const std::string what = compared(words_, node.expression); !what.empty()) {
      step.text = what;
      step.value = citing_.quoted(node.facts[0], *members);
      return step;
    }
  }
  const Sentence sentence = sentence_of(words_, node.expression, node.values);
  step.text = sentence.owner.empty() && !node.title.empty() ? node.title : sentence.whole();
  step.value = node.facts.empty() ? computed(words_, node) : citing_.quoted(node.facts);
  // What is known of an open fact is said once.
  const bool known = !node.facts.empty() && node.facts[0].written != "unknown";
  if (node.truth == Truth::unknown && known && !asked_.insert(step.value).second)
    step.value = "known as above";
  if (node.truth == Truth::unknown) go_on(step.value, "; ", reason_words(node.reasons));
  if (step.value.empty() && node.assumed) step.value = "assumed";
  return step;
}

Step Steps::judgement(const ProofNode& node) {
  Step step;
  step.truth = node.truth;
  step.text = sentence_of(words_, node.expression).whole();
  step.cite = citation_words(node.cite);
  // What the sign says already is not said again, only what it rests on.
  std::string origin = citing_.quoted(node.facts[0], "");
  const std::size_t begin = origin.find_first_not_of(' ');
  step.value = begin == std::string::npos ? "as recorded in the case" : origin.substr(begin);
  if (step.value.starts_with('(')) {
    step.value.erase(step.value.find(')'), 1);
    step.value.erase(0, 1);
  }
  return step;
}

Step Steps::line(const ProofNode& table, const ProofNode& line) {
  std::vector<std::string> tests;
  for (const std::string& text : tests_of(line.expression)) {
    const std::size_t colon = text.find(": ");
    if (text == "otherwise") continue;
    if (colon == std::string::npos) {
      tests.push_back(sentence_of(words_, text).whole());
      continue;
    }
    const std::string wanted = text.substr(colon + 2);
    const Sentence input = sentence_of(words_, text.substr(0, colon));
    tests.push_back(wanted == "true"    ? input.whole()
                    : wanted == "false" ? input.negated()
                                        : input.whole() + ": " + wanted);
  }
  const std::string when = tests.empty() ? "in all other cases" : base::join(tests, " and ");
  const bool literal = line.parts.size() == 1 && is_literal(line.parts[0]);
  if (line.parts.empty() || literal) {
    Step result;
    result.truth = literal ? line.parts[0].truth : line.truth;
    result.text = result.truth == Truth::true_value ? when : "where " + when;
    std::vector<model::QuotedFact> read;
    for (const model::QuotedFact& fact : table.facts) {
      if (line.expression.find(last_word(fact.fact)) != std::string::npos) read.push_back(fact);
    }
    if (!read.empty()) result.value = citing_.quoted(read);
    if (line.truth == Truth::unknown) {
      result.truth = Truth::unknown;
      result.text = (line.parts[0].truth == Truth::true_value ? "yes where " : "no where ") + when;
    }
    return result;
  }
  Step result = step(line.parts[0]);
  if (line.truth == Truth::unknown) {
    go_on(result.value, "; ", fmt::format("counts only if {}, which is open", when));
  }
  return result;
}

Step Steps::table(const ProofNode& node) {
  Step result;
  result.truth = node.truth;
  result.text = node.title.empty() ? sentence_of(words_, node.expression).whole() : node.title;
  result.cite = citation_words(node.cite);
  const std::string key = key_of(node);
  if (shown_.count(key) > 0) {
    result.value = "see above";
    result.cite.clear();
    return result;
  }
  for (const ProofNode& part : node.parts) {
    Step inner = line(node, part);
    const bool repeated = std::any_of(result.parts.begin(), result.parts.end(), [&](const Step& other) {
      return other.text == inner.text && other.value == inner.value;
    });
    if (!repeated) result.parts.push_back(std::move(inner));
  }
  if (result.parts.size() == 1 && result.parts[0].parts.empty() && result.parts[0].cite.empty()) {
    result.value = result.parts[0].text;
    go_on(result.value, ": ", result.parts[0].value);
    result.parts.clear();
  } else {
    shown_.insert(key);
  }
  return result;
}

}  // namespace weir::report
