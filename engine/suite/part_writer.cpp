#include "suite/part_writer.hpp"

#include "base/text.hpp"
#include "language/printer.hpp"

namespace weir::suite {

using language::NodeKind;
using model::Condition;

namespace {

/// A condition as people read it on one line, and what it joins.
struct Joined {
  std::string by;  ///< "all", "any", "none of", "at least 2 of"; empty: a single one
  std::vector<std::string> items;
  std::string text;
};

std::string in_parentheses(const Joined& part) {
  return part.by == "all" || part.by == "any" ? "(" + part.text + ")" : part.text;
}

Joined join(std::string by, const std::vector<Joined>& parts) {
  Joined result{std::move(by), {}, {}};
  if (parts.size() == 1 && (result.by == "all" || result.by == "any")) return parts.front();
  for (const Joined& part : parts) {
    const bool same = part.by == result.by && (result.by == "all" || result.by == "any");
    if (same) {
      result.items.insert(result.items.end(), part.items.begin(), part.items.end());
    } else {
      result.items.push_back(in_parentheses(part));
    }
  }
  result.text = result.by == "all"   ? base::join(result.items, " and ")
                : result.by == "any" ? base::join(result.items, " or ")
                                     : result.by + " (" + base::join(result.items, "; ") + ")";
  return result;
}

Joined joined(const language::Ast& ast, language::NodeId id) {
  const NodeKind kind = ast.node(id).kind;
  if (kind != NodeKind::logical_and && kind != NodeKind::logical_or) {
    const std::string text = language::print(ast, id);
    return {"", {text}, text};
  }
  std::vector<Joined> parts;
  for (std::size_t i = 0; i < ast.child_count(id); ++i) parts.push_back(joined(ast, ast.child(id, i)));
  return join(kind == NodeKind::logical_and ? "all" : "any", parts);
}

Joined joined(const Condition& condition) {
  if (condition.kind == Condition::Kind::expression) {
    if (condition.expression.present())
      return joined(condition.expression.ast, condition.expression.ast.root());
    return {"", {}, condition.expression.text.text};
  }
  std::vector<Joined> parts;
  for (const Condition& part : condition.parts) parts.push_back(joined(part));
  const std::string by = condition.kind == Condition::Kind::all   ? "all"
                         : condition.kind == Condition::Kind::any ? "any"
                         : condition.kind == Condition::Kind::none
                             ? "none of"
                             : "at least " + std::to_string(condition.count) + " of";
  return join(by, parts);
}

}  // namespace

std::string expression_text(const model::Expression& expression) {
  return expression.present() ? language::print(expression.ast) : expression.text.text;
}

std::string expression_text(const std::optional<model::Expression>& expression) {
  return expression ? expression_text(*expression) : std::string();
}

void PartWriter::text(std::string label, std::string text, ClausePart::Role role) {
  if (text.empty()) return;
  parts_.push_back({std::move(label), std::move(text), {}, "", role});
}

void PartWriter::list(std::string label, std::string joined_by, const std::vector<std::string>& items) {
  if (items.empty()) return;
  const std::string text = base::join(items, ", ");
  parts_.push_back({std::move(label), text, items, std::move(joined_by), ClausePart::Role::meaning});
}

void PartWriter::condition(std::string label, const Condition& condition) {
  Joined all = joined(condition);
  // A single condition can be held beside a list that it has become one of.
  parts_.push_back({std::move(label), std::move(all.text), std::move(all.items), std::move(all.by),
                    ClausePart::Role::meaning});
}

void PartWriter::condition(std::string label, const std::optional<Condition>& condition) {
  if (condition) this->condition(std::move(label), *condition);
}

void PartWriter::citations(std::string label, const std::vector<model::Citation>& cite) {
  std::vector<std::string> texts;
  for (const model::Citation& citation : cite) {
    texts.push_back(citation.url.empty() ? citation.text : citation.text + " <" + citation.url + ">");
  }
  text(std::move(label), base::join(texts, "; "), ClausePart::Role::words);
}

void PartWriter::provision_head(const model::Provision& provision) {
  text("law date", expression_text(provision.by));
  const model::Status& status = provision.status;
  if (status.pending) {
    text("in force", "pending", ClausePart::Role::dates);
  } else if (provision.in_force) {
    text("in force", to_text(*provision.in_force), ClausePart::Role::dates);
  }
  if (status.enacted) text("enacted", base::to_iso(*status.enacted), ClausePart::Role::dates);
  if (status.at_latest) text("at the latest", base::to_iso(*status.at_latest), ClausePart::Role::dates);
  text("doubt", provision.doubt);
  if (provision.reading && provision.reading->holds)
    text("reading holds", *provision.reading->holds ? "true" : "false");
}

void PartWriter::provision_words(const model::Provision& provision) {
  using enum ClausePart::Role;
  text("title", provision.title, words);
  text("waits for", provision.status.waits_for, words);
  citations("cite", provision.cite);
  if (provision.reading) {
    const model::Reading& reading = *provision.reading;
    text("reading", reading.text + (reading.by.empty() ? "" : " (" + reading.by + ")"), words);
  }
  text("note", provision.note, words);
}

}  // namespace weir::suite
