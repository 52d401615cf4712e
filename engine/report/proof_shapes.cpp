#include "report/proof_shapes.hpp"

#include "base/text.hpp"

namespace weir::report {

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

bool is_recorded(const ProofNode& node) {
  return node.facts.size() == 1 && last_word(node.facts[0].fact) == last_word(node.expression) &&
         (node.facts[0].written == "true" || node.facts[0].written == "false");
}

bool is_line(const ProofNode& node) {
  return node.title.empty() && node.facts.empty() && node.parts.size() <= 1 && !is_list(node) &&
         !is_negation(node) &&
         (node.expression == "otherwise" || node.expression.find(": ") != std::string::npos ||
          (node.parts.size() == 1 && node.expression.find(' ') != std::string::npos));
}

bool is_literal(const ProofNode& node) {
  return node.expression == "true" || node.expression == "false";
}

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

void go_on(std::string& text, std::string_view separator, const std::string& more) {
  if (more.empty()) return;
  if (!text.empty()) text += separator;
  text += more;
}

}  // namespace weir::report
