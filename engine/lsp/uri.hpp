#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace weir::lsp {

/// The path of a `file:` address, decoded; none of any other address.
std::optional<std::string> path_of(std::string_view uri);
/// The `file:` address of an absolute path; what is not a letter, a digit or one of `-._~/` is encoded.
std::string uri_of(std::string_view path);

}  // namespace weir::lsp
