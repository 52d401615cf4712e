#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"

namespace weir::diagnostics {

/// A text with some fixes made.
struct FixedText {
  std::string text;
  std::vector<std::size_t> made;  ///< places of the diagnostics that were mended, ascending
  std::size_t overlapping = 0;    ///< fixes that were left out because another one changes the same part
};

/// Makes the fixes of diagnostics in the text of one file: of each diagnostic the first that is trusted
/// enough and changes this file alone. Of fixes that touch each other the first one is made. Two alternatives
/// of one trust are a choice, which nobody makes here.
FixedText apply_fixes(std::string_view text, base::FileId file, const std::vector<Diagnostic>& diagnostics,
                      Fix::Trust least);

}  // namespace weir::diagnostics
