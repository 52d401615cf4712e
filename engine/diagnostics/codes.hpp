#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace weir::diagnostics {

/// Every diagnostic code, one row of codes.def each. Numbers say who spoke: 1xxx YAML and files, 2xxx
/// expression syntax, 3xxx names and types, 4xxx rule-set meaning, 5xxx cases and vocabulary, 6xxx evaluation
/// limits, 7xxx lints, 8xxx expectations, 9xxx internal.
enum class Code : std::uint16_t {
#define WEIR_CODE(number, name, severity, summary, explanation, bad, good) name = number,
#include "diagnostics/codes.def"
#undef WEIR_CODE
};

enum class Severity : std::uint8_t { error, warning, note };

/// What codes.def says of one code.
struct CodeInfo {
  Code code;
  std::string_view id;    ///< "WR3004"
  std::string_view name;  ///< "unknown-fact"
  Severity severity;
  std::string_view summary;      ///< one line
  std::string_view explanation;  ///< a paragraph: what is wrong, why it matters, what to do
  std::string_view bad;          ///< an example that raises it; empty where none fits on a page
  std::string_view good;         ///< the same, mended
};

const CodeInfo& info(Code code);
std::span<const CodeInfo> all_codes();
/// True of the codes that a waiver can silence.
bool is_lint(Code code);
/// By id ("WR3004", also lower case) or by name ("unknown-fact"); null if there is none.
const CodeInfo* find_code(std::string_view id_or_name);

}  // namespace weir::diagnostics
