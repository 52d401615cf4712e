#include "report/steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/proof_shapes.hpp"
#include "report/sentences.hpp"

namespace weir::report {
namespace {

using base::Truth;
using model::ProofNode;

/// True if a part of `part` truth helped to make its whole what it is.
bool decides(Truth whole, Truth part) {
  return whole == Truth::unknown ? part != Truth::false_value : part == whole;
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
      go_on(head.value, ": ", only.value);
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
  if (node.truth == Truth::unknown) go_on(step.value, "; ", reason_words(node.reasons));
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
      go_on(ground.value, "; ", base::counted(others, "other ground", "other grounds") + " as well");
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
    go_on(step.value, "; ", reason_words(node.reasons));
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
    go_on(condition, ": ", only.value);
    go_on(step.value, "; ", condition);
  }
  return step;
}

}  // namespace weir::report
