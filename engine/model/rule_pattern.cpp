#include "model/rule_pattern.hpp"

namespace weir::model {

bool is_family(std::string_view pattern) {
  return pattern.ends_with(".*");
}

bool names_rule(std::string_view pattern, std::string_view rule_id) {
  return is_family(pattern) ? rule_id.starts_with(pattern.substr(0, pattern.size() - 1)) : rule_id == pattern;
}

}  // namespace weir::model
