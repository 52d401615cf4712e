#pragma once
#include <string>
#include <string_view>

#include "format/leaves.hpp"
#include "format/tree.hpp"

namespace weir::format {

/// The canonical text of a tree. `text` is the file that it was made of.
std::string write(std::string_view text, const yaml::Document& document, const Branch& tree, Quotes quotes);

}  // namespace weir::format
