#pragma once
#include <optional>
#include <string_view>

#include "language/parser.hpp"
#include "model/rule_set.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// Which grammar of docs/language.md a text is read with.
enum class Grammar : std::uint8_t { expression, test, rows };

/// Reports a syntax error with its exact place in the file, its second place and its fix.
void report_syntax_error(diagnostics::Sink& sink, const base::MappedText& text,
                         const language::SyntaxError& error);

/// The expression in a scalar. With a syntax error it is there without a tree; none if the node is no
/// expression text.
std::optional<model::Expression> read_expression(const yaml::Reader& reader, yaml::NodeId node,
                                                 std::string_view what,
                                                 Grammar grammar = Grammar::expression);

/// The expression under `key` of a map, if there is one.
std::optional<model::Expression> read_expression_at(const yaml::Reader& reader, yaml::NodeId map,
                                                    std::string_view key);

/// A condition: a scalar, or a map of exactly one of `all`, `any`, `none`, `at_least`.
std::optional<model::Condition> read_condition(const yaml::Reader& reader, yaml::NodeId node,
                                               std::string_view what);
std::optional<model::Condition> read_condition_at(const yaml::Reader& reader, yaml::NodeId map,
                                                  std::string_view key);

/// The one key of `map` that makes it a condition (`is`, `all`, `any`, `none`, `at_least`); empty if there is
/// none.
std::string_view condition_key(const yaml::Reader& reader, yaml::NodeId map);
/// The condition that `map` holds under its condition key beside other keys.
std::optional<model::Condition> read_condition_inside(const yaml::Reader& reader, yaml::NodeId map,
                                                      std::string_view what);

}  // namespace weir::load
