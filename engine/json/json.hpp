#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace weir::json {

/// JSON whose objects keep the order in which keys were put in.
using Json = nlohmann::ordered_json;

/// Indented by two blanks, with a line break at the end; bytes that are not UTF-8 become U+FFFD.
std::string dump(const Json& value);
/// The same on one line, without a line break.
std::string dump_line(const Json& value);

}  // namespace weir::json
