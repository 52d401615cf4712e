#pragma once
#include <string>

#include "support/dice.hpp"

namespace weir::test {

/// A place to replace and what by, in bytes.
struct RandomEdit {
  std::size_t begin = 0, length = 0;
  std::string text;
};

/// An edit such as people and accidents make: letters, signs that mean something in YAML and in expressions,
/// lines copied, cut and indented otherwise. Never cuts a character in two.
RandomEdit random_edit(const std::string& text, Dice& dice);

}  // namespace weir::test
