#include "report/steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/sentences.hpp"

namespace weir::report {
namespace {

using base::Truth;
using model::ProofNode;

std::string_view last_word(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

bool is_list(const ProofNode& node) {
  return node.title.empty() && node.facts.empty() && node.expression.ends_with(" of these");
}

bool is_negation(const ProofNode& node) {
  return node.parts.size() == 1 && node.facts.empty() && node.title.empty() &&
         (node.expression == "unless" || node.expression == "not" || node.expression.starts_with("not "));
}

/// A judgement on which the case records or assumes a decision.
bool is_recorded(const ProofNode& node) {
  return node.facts.size() == 1 && last_word(node.facts[0].fact) == last_word(node.expression) &&
         (node.facts[0].written == "true" || node.facts[0].written == "false");
}

/// One line of a decision table: its tests, written `input: wanted, input > 50%`, or `otherwise`.
bool is_line(const ProofNode& node) {
  return node.title.empty() && node.facts.empty() && node.parts.size() <= 1 && !is_list(node) &&
         !is_negation(node) &&
         (node.expression == "otherwise" || node.expression.find(": ") != std::string::npos ||
          (node.parts.size() == 1 && node.expression.find(' ') != std::string::npos));
}

bool is_literal(const ProofNode& node) {
  return node.expression == "true" || node.expression == "false";
}

/// True if a part of `part` truth helped to make its whole what it is.
bool decides(Truth whole, Truth part) {
  return whole == Truth::unknown ? part != Truth::false_value : part == whole;
}

/// Why a part is unknown, where its value does not say so already.
std::string reason_words(const std::vector<std::string>& reasons) {
  std::vector<std::string> words;
  for (const std::string& reason : reasons) {
    if (reason == "missing" || reason == "range") continue;
    words.push_back(reason == "judgement"      ? "to be judged"
                    : reason == "dispute"      ? "the sources disagree"
                    : reason == "no rate"      ? "no amount in the currency asked for"
                    : reason == "law doubtful" ? "the law is in doubt"
                                               : reason);
  }
  return base::join(words, "; ");
}

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

void add(std::string& text, std::string_view separator, const std::string& more) {
  if (more.empty()) return;
  if (!text.empty()) text += separator;
  text += more;
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

/// Neighbours that say the same of several facts of one party, on one line: "the target's A, B and C:
/// Canada".
std::vector<Step> merged(std::vector<Step> steps) {
  std::vector<Step> result;
  for (std::size_t i = 0; i < steps.size();) {
    const std::size_t owner_end = steps[i].text.find("'s ");
    std::size_t next = i + 1;
    if (owner_end != std::string::npos && steps[i].parts.empty() && !steps[i].value.empty()) {
      const std::string owner = steps[i].text.substr(0, owner_end + 3);
      while (next < steps.size() && steps[next].parts.empty() && steps[next].truth == steps[i].truth &&
             steps[next].value == steps[i].value && steps[next].cite == steps[i].cite &&
             steps[next].text.starts_with(owner)) {
        ++next;
      }
      std::vector<std::string> texts;
      for (std::size_t k = i; k < next; ++k) texts.push_back(steps[k].text.substr(owner.size()));
      steps[i].text = owner + enumeration(texts, "and");
    }
    result.push_back(std::move(steps[i]));
    i = next;
  }
  return result;
}

}  // namespace

std::vector<const ProofNode*> Steps::shown(const ProofNode& node) const {
  std::vector<const ProofNode*> parts;
  for (const ProofNode& part : node.parts) {
    if (wanted_ == Parts::all || decides(node.truth, part.truth)) parts.push_back(&part);
  }
  if (parts.empty()) {
    for (const ProofNode& part : node.parts) parts.push_back(&part);
  }
  return parts;
}

std::vector<Step> Steps::of(const ProofNode& proof) {
  if (proof.expression.empty()) return {};
  Step whole = step(proof);
  const bool unsaid = whole.text == "all of these" && !whole.parts.empty();
  if (unsaid) return std::move(whole.parts);
  std::vector<Step> one;
  one.push_back(std::move(whole));
  return one;
}

std::vector<Step> Steps::heads(const ProofNode& proof) {
  // What a short form leaves out was not shown, and is shown where it is next wanted.
  const std::set<std::string> shown = shown_, asked = asked_;
  std::vector<Step> steps = of(proof);
  shown_ = shown;
  asked_ = asked;
  for (Step& head : steps) {
    if (!head.value.empty()) {
      head.parts.clear();
      continue;
    }
    // A definition with one condition left is that condition.
    while (head.parts.size() == 1 && head.value.empty()) {
      Step only = std::move(head.parts[0]);
      head.value = only.text;
      add(head.value, ": ", only.value);
      head.parts = std::move(only.parts);
    }
    head.parts.clear();
  }
  return steps;
}

Step Steps::step(const ProofNode& node) {
  if (const std::string name = words_.party_name(node.expression); !name.empty()) return row(node, name);
  if (is_list(node)) return list(node);
  if (is_negation(node)) return negation(node);
  if (is_recorded(node)) return judgement(node);
  if (node.parts.empty()) return leaf(node);
  const bool decides_by_lines =
      std::all_of(node.parts.begin(), node.parts.end(), [](const ProofNode& part) { return is_line(part); });
  return decides_by_lines ? table(node) : definition(node);
}

Step Steps::row(const ProofNode& node, const std::string& name) {
  Step step;
  step.truth = node.truth;
  step.text = name;
  step.value = base::join(node.values, "; ");
  if (node.truth == Truth::unknown) add(step.value, "; ", reason_words(node.reasons));
  const std::string outer = std::exchange(row_, node.expression);
  for (const ProofNode* part : shown(node)) {
    Step inner = this->step(*part);
    const bool unsaid = inner.text == "all of these";
    if (!unsaid) {
      step.parts.push_back(std::move(inner));
      continue;
    }
    for (Step& each : inner.parts) step.parts.push_back(std::move(each));
  }
  row_ = outer;
  return step;
}

std::string Steps::key_of(const ProofNode& node) const {
  return row_ + "\n" + node.expression + "\n" + node.title;
}

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
  if (node.truth == Truth::unknown) add(step.value, "; ", reason_words(node.reasons));
  if (step.value.empty() && node.assumed) step.value = "assumed";
  return step;
}

Step Steps::list(const ProofNode& node) {
  auto parts = shown(node);
  // One ground is enough. The best is one that rests on no assumption; the others are counted.
  const bool one_of_many = wanted_ == Parts::deciding && node.expression == "any of these" &&
                           node.truth == Truth::true_value && parts.size() > 1;
  if (one_of_many) {
    const auto best =
        std::find_if(parts.begin(), parts.end(), [](const ProofNode* part) { return !part->assumed; });
    Step ground = step(best == parts.end() ? *parts[0] : **best);
    if (!ground.value.ends_with(" as well")) {
      const std::size_t others = parts.size() - 1;
      add(ground.value, "; ", base::counted(others, "other ground", "other grounds") + " as well");
    }
    return ground;
  }
  const bool plain = node.expression == "all of these" || node.expression == "any of these";
  if (plain && parts.size() == 1) return step(*parts[0]);
  Step result;
  result.truth = node.truth;
  result.text = node.expression;
  for (const ProofNode* part : parts) {
    Step inner = step(*part);
    // A list in a list of the same kind says nothing that the outer one does not.
    const bool same = plain && inner.text == node.expression && inner.truth == node.truth;
    if (same) {
      for (Step& each : inner.parts) result.parts.push_back(std::move(each));
    } else {
      result.parts.push_back(std::move(inner));
    }
  }
  result.parts = merged(std::move(result.parts));
  return result;
}

Step Steps::negation(const ProofNode& node) {
  const ProofNode* part = &node.parts[0];
  while (is_list(*part) && shown(*part).size() == 1 &&
         (part->expression == "all of these" || part->expression == "any of these")) {
    part = shown(*part)[0];
  }
  Step inner = step(*part);
  const Sentence sentence = sentence_of(words_, part->expression);
  const bool owned = !sentence.owner.empty() && inner.text == sentence.whole();
  const bool excepted = node.expression == "unless" && node.truth == Truth::false_value;
  inner.text = excepted ? "the exception holds: " + inner.text
               : owned  ? sentence.negated()
                        : "not: " + inner.text;
  inner.truth = node.truth;
  return inner;
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
  const bool agrees =
      node.truth == (node.facts[0].written == "true" ? Truth::true_value : Truth::false_value);
  if (!agrees) step.value = "recorded as " + words_.value(node.facts[0].written) + " " + step.value;
  return step;
}

Step Steps::definition(const ProofNode& whole) {
  // What a party is by an attribute, and the definition of the attribute, are one step.
  const ProofNode* under = &whole;
  while (under->parts.size() == 1 && under->facts.empty() && under->title.empty() &&
         last_word(under->parts[0].expression) == last_word(whole.expression)) {
    under = &under->parts[0];
  }
  const ProofNode& node = *under;
  Step step;
  step.truth = node.truth;
  const Sentence sentence = sentence_of(words_, whole.expression);
  step.text = sentence.owner.empty() && !node.title.empty() ? node.title : sentence.whole();
  step.cite = citation_words(node.cite);
  const bool again = shown_.count(key_of(node)) > 0;
  if (again) {
    step.value = "see above";
    step.cite.clear();
    return step;
  }
  if (!node.facts.empty()) step.value = citing_.quoted(node.facts);
  if (node.truth == Truth::unknown &&
      std::find(node.reasons.begin(), node.reasons.end(), "judgement") != node.reasons.end()) {
    // What would settle it without a decision stands among the facts to find out.
    add(step.value, "; ", reason_words(node.reasons));
    if (wanted_ == Parts::deciding) return step;
  }
  std::vector<Step> parts;
  for (const ProofNode* part : shown(node)) {
    if (is_literal(*part) && node.parts.size() > 1) continue;
    Step inner = this->step(*part);
    // A condition that only repeats what it is called is not a step of its own.
    const bool unsaid =
        inner.text == "all of these" ||
        (inner.text == "any of these" && inner.parts.size() > 1 && node.truth != Truth::true_value);
    if (unsaid) {
      for (Step& each : inner.parts) parts.push_back(std::move(each));
    } else {
      parts.push_back(std::move(inner));
    }
  }
  const bool one = parts.size() == 1 && parts[0].parts.empty();
  if (!one) {
    shown_.insert(key_of(node));
    step.parts = std::move(parts);
    return step;
  }
  Step& only = parts[0];
  if (node.title.empty()) {
    if (only.cite.empty()) only.cite = step.cite;
    return std::move(only);
  }
  if (only.text != "true" && only.text != "false") {
    std::string condition = std::move(only.text);
    add(condition, ": ", only.value);
    add(step.value, "; ", condition);
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
    add(result.value, "; ", fmt::format("counts only if {}, which is open", when));
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
    add(result.value, ": ", result.parts[0].value);
    result.parts.clear();
  } else {
    shown_.insert(key);
  }
  return result;
}

}  // namespace weir::report
