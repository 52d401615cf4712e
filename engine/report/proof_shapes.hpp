#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/assessment.hpp"

namespace weir::report {

/// The last name of a path: "kind" of "acquirer.kind".
std::string_view last_word(std::string_view path);

/// A node that only puts others together: "all of these".
bool is_list(const model::ProofNode& node);
bool is_negation(const model::ProofNode& node);
/// A judgement on which the case records or assumes a decision.
bool is_recorded(const model::ProofNode& node);
/// One line of a decision table: its tests, written `input: wanted, input > 50%`, or `otherwise`.
bool is_line(const model::ProofNode& node);
bool is_literal(const model::ProofNode& node);

/// Why a part is unknown, where its value does not say so already.
std::string reason_words(const std::vector<std::string>& reasons);
/// Goes on with a text: `more` after `separator`, where there is any.
void go_on(std::string& text, std::string_view separator, const std::string& more);

}  // namespace weir::report
