#pragma once
#include <string>
#include <string_view>

namespace weir::report {

/// A text of a case or of rules on one line, with what Markdown would read as its own signs escaped.
std::string escaped(std::string_view text);
/// An address that does not end early in a Markdown link.
std::string address(std::string_view url);
/// The anchor that a heading gets: "What it covers" is "what-it-covers".
std::string anchor_of(std::string_view heading);

}  // namespace weir::report
