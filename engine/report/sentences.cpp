#include "report/sentences.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "language/parser.hpp"
#include "report/sentence_reader.hpp"

namespace weir::report {

using language::NodeKind;

Sentence sentence_of(const Words& words, std::string_view expression) {
  return sentence_of(words, expression, {});
}

Sentence sentence_of(const Words& words, std::string_view expression,
                     const std::vector<std::string>& values) {
  const language::Parsed parsed = language::parse_expression(expression);
  if (!parsed.error && !parsed.ast.empty()) {
    const SentenceReader reader(words, parsed.ast, values);
    if (auto sentence = reader.sentence(parsed.ast.root())) return *sentence;
    if (auto term = reader.term(parsed.ast.root(), nullptr)) return {"", std::move(*term)};
  }
  return {"", std::string(expression)};
}

std::string compared(const Words& words, std::string_view expression) {
  const language::Parsed parsed = language::parse_expression(expression);
  if (parsed.error || parsed.ast.empty() || parsed.ast.child_count(parsed.ast.root()) == 0) return {};
  return SentenceReader(words, parsed.ast)
      .term(parsed.ast.child(parsed.ast.root(), 0), nullptr)
      .value_or(std::string());
}

std::optional<std::string> matching(const Words& words, const model::ProofNode& leaf) {
  if (leaf.truth != base::Truth::true_value || leaf.facts.size() != 1 || !leaf.parts.empty())
    return std::nullopt;
  const language::Parsed parsed = language::parse_expression(leaf.expression);
  if (parsed.error || parsed.ast.empty()) return std::nullopt;
  const language::Ast& ast = parsed.ast;
  const NodeKind kind = ast.node(ast.root()).kind;
  const bool chooses = kind == NodeKind::overlaps || kind == NodeKind::contains || kind == NodeKind::in ||
                       kind == NodeKind::equal;
  if (!chooses) return std::nullopt;
  const SentenceReader reader(words, ast);
  const model::Fact* fact = reader.fact(ast.child(ast.root(), 0));
  const auto listed = words.domain(fact);
  if (!listed) return std::nullopt;
  const auto wanted = reader.wanted(ast.child(ast.root(), 1));
  std::string_view written = leaf.facts[0].written;
  if (!wanted || written.find("one of") != std::string_view::npos) return std::nullopt;
  const model::Domain& domain = words.vocabulary().domain(*listed);
  std::vector<std::string> members;
  std::string item;
  for (const char c : std::string(written) + ",") {
    if (c != '[' && c != ']' && c != ',') {
      item += c;
      continue;
    }
    const std::string id(base::trim(item));
    item.clear();
    const bool fits = std::any_of(wanted->begin(), wanted->end(), [&](const std::string& code) {
      return id == code || (domain.find(id) != nullptr && domain.lies_in(id, code));
    });
    if (fits && std::find(members.begin(), members.end(), id) == members.end()) members.push_back(id);
  }
  // A part need not be named beside its whole.
  std::vector<std::string> found;
  for (const std::string& id : members) {
    const bool part = std::any_of(members.begin(), members.end(), [&](const std::string& whole) {
      return whole != id && domain.find(id) != nullptr && domain.lies_in(id, whole);
    });
    if (!part) found.push_back(words.code(fact, id));
  }
  if (found.empty()) return std::nullopt;
  return base::join(found, ", ");
}

}  // namespace weir::report
