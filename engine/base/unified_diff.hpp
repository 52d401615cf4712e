#pragma once
#include <string>
#include <string_view>

namespace weir::base {

/// What changes from one text to another, as `diff -u` writes it: three lines of context, `--- a/PATH` and
/// `+++ b/PATH` in front. Empty if nothing does.
std::string unified_diff(std::string_view before, std::string_view after, std::string_view path);

}  // namespace weir::base
