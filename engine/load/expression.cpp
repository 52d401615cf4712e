#include "load/expression.hpp"

#include <string>
#include <utility>

#include "language/mending.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using model::Condition;
using yaml::NodeId;
using yaml::Reader;

constexpr std::string_view group_keys[] = {"all", "any", "none", "at_least"};
constexpr std::string_view condition_keys[] = {"is", "all", "any", "none", "at_least"};

std::string quoted(std::string_view word) {
  return "`" + std::string(word) + "`";
}

Condition::Kind kind_of(std::string_view key) {
  if (key == "all") return Condition::Kind::all;
  if (key == "any") return Condition::Kind::any;
  if (key == "none") return Condition::Kind::none;
  return Condition::Kind::at_least;
}

void read_parts(const Reader& reader, NodeId list, std::string_view key, Condition& condition) {
  if (!reader.expect_sequence(list, quoted(key))) return;
  const auto& items = reader.node(list).items;
  if (items.empty()) {
    reader.sink()
        .emit(Code::empty_condition, reader.span(list), "`" + std::string(key) + "` lists no conditions")
        .with_help("write at least one condition, or leave the key out");
  }
  for (const NodeId item : items) {
    if (auto part = read_condition(reader, item, "a condition")) condition.parts.push_back(std::move(*part));
  }
}

std::optional<Condition> read_group(const Reader& reader, NodeId value, std::string_view key) {
  Condition condition;
  condition.kind = kind_of(key);
  condition.span = reader.span(value);
  if (key != "at_least") {
    read_parts(reader, value, key, condition);
    return condition;
  }
  static constexpr std::string_view keys[] = {"n", "of"};
  if (!reader.expect_map(value, "`at_least`")) return std::nullopt;
  reader.expect_keys(value, keys, "`at_least`");
  if (const auto n = reader.get(value, "n", Reader::Need::required, "`at_least`")) {
    condition.count = reader.whole_number(*n, "`n`").value_or(1);
    if (const auto of = reader.get(value, "of", Reader::Need::required, "`at_least`")) {
      read_parts(reader, *of, "of", condition);
      if (condition.count < 1 || static_cast<std::size_t>(condition.count) > reader.node(*of).items.size()) {
        reader.sink().emit(Code::impossible_count, reader.span(*n),
                           "`n` must lie between 1 and the number of conditions");
      }
    }
  }
  return condition;
}

}  // namespace

void report_syntax_error(diagnostics::Sink& sink, const base::MappedText& text,
                         const language::SyntaxError& error) {
  const base::Span span = text.to_file(error.range);
  auto& diagnostic = sink.emit(error.code, span, error.message);
  if (!error.help.empty()) diagnostic.with_help(error.help);
  if (error.second) diagnostic.label(text.to_file(*error.second), error.second_text);
  if (!text.exact) return;
  for (language::Mending& mending : language::mendings_of(text.text, error)) {
    diagnostics::Fix fix{std::move(mending.title), mending.trust, {}};
    for (language::TextEdit& edit : mending.edits)
      fix.edits.push_back({text.to_file(edit.range), std::move(edit.replacement)});
    diagnostic.fix(std::move(fix));
  }
}

std::optional<model::Expression> read_expression(const Reader& reader, NodeId node, std::string_view what,
                                                 Grammar grammar) {
  auto text = reader.expression_text(node, what);
  if (!text) return std::nullopt;
  language::Parsed parsed;
  switch (grammar) {
    case Grammar::expression:
      parsed = language::parse_expression(text->text);
      break;
    case Grammar::test:
      parsed = language::parse_test(text->text);
      break;
    case Grammar::rows:
      parsed = language::parse_rows(text->text);
      break;
  }
  if (parsed.error) report_syntax_error(reader.sink(), *text, *parsed.error);
  model::Expression expression;
  expression.text = std::move(*text);
  expression.ast = std::move(parsed.ast);
  return expression;
}

std::optional<model::Expression> read_expression_at(const Reader& reader, NodeId map, std::string_view key) {
  const auto node = reader.document().find(map, key);
  return node ? read_expression(reader, *node, quoted(key)) : std::nullopt;
}

std::optional<Condition> read_condition(const Reader& reader, NodeId node, std::string_view what) {
  if (reader.is_map(node)) {
    reader.expect_keys(node, group_keys, what);
    if (reader.node(node).entries.size() > 1) {
      reader.sink()
          .emit(Code::mixed_condition, reader.span(node),
                "a condition takes one of `all`, `any`, `none`, `at_least`")
          .with_help("nest them: `all: [{any: […]}, {none: […]}]`");
    }
    for (const auto key : group_keys) {
      if (const auto value = reader.document().find(node, key)) return read_group(reader, *value, key);
    }
    if (reader.node(node).entries.empty()) {
      reader.sink().emit(Code::empty_condition, reader.span(node), "an empty map is no condition");
    }
    return std::nullopt;
  }
  auto expression = read_expression(reader, node, what);
  if (!expression) return std::nullopt;
  Condition condition;
  condition.span = reader.span(node);
  condition.expression = std::move(*expression);
  return condition;
}

std::optional<Condition> read_condition_at(const Reader& reader, NodeId map, std::string_view key) {
  const auto node = reader.document().find(map, key);
  return node ? read_condition(reader, *node, quoted(key)) : std::nullopt;
}

std::string_view condition_key(const Reader& reader, NodeId map) {
  for (const auto key : condition_keys) {
    if (reader.document().find(map, key)) return key;
  }
  return {};
}

std::optional<Condition> read_condition_inside(const Reader& reader, NodeId map, std::string_view what) {
  const auto key = condition_key(reader, map);
  if (key.empty()) return std::nullopt;
  for (const auto other : condition_keys) {
    const auto value = reader.document().find(map, other);
    if (!value || other == key) continue;
    reader.sink().emit(
        Code::mixed_condition, reader.span(*value),
        "`" + std::string(other) + "` and `" + std::string(key) + "` cannot stand side by side");
  }
  const auto value = *reader.document().find(map, key);
  if (key == "is") return read_condition(reader, value, what);
  return read_group(reader, value, key);
}

}  // namespace weir::load
