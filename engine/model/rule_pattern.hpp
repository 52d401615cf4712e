#pragma once
#include <string_view>

namespace weir::model {

/// True if `pattern` is this rule's id, or a family ("ca.notify.*") that it belongs to.
bool names_rule(std::string_view pattern, std::string_view rule_id);

/// True if `pattern` names a family of rules.
bool is_family(std::string_view pattern);

}  // namespace weir::model
