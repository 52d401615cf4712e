#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "support/dice.hpp"
#include "yaml/document.hpp"

namespace weir::test {

/// A document as an author might have typed it: random comments, blank lines, indentation, quotes, brackets
/// or not.
struct TypedText {
  std::string text;
  std::vector<std::string> comments;  ///< in the order of the file
};

/// Types the document anew. What it says stays.
TypedText type_anew(const yaml::Document& document, Dice& dice);

/// The text of a document with other blanks and line breaks inside of its brackets, which must hold no
/// comments; all else stays.
std::string shaken(std::string_view text, const yaml::Document& document, Dice& dice);

/// What a document says, one line a scalar, whatever its layout; blanks inside of texts are left out, because
/// a layout may change those of expressions.
std::string said_by(const yaml::Document& document);

}  // namespace weir::test
