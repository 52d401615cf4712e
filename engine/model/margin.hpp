#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/span.hpp"

namespace weir::model {

/// A lint that is not heeded at a place, and why (`waive:`).
struct Waiver {
  std::string lint;  ///< "no-boundary-example"
  std::string because;
  base::Span span;  ///< of the name
};

/// What stands beside the law in the texts of rule sets and is part of no meaning: only lints read it.
struct Margin {
  /// By the id of the rule, definition or regime.
  std::map<std::string, std::vector<Waiver>, std::less<>> waivers;
  /// Where a reading stands, by the id of what it is of.
  std::map<std::string, base::Span, std::less<>> readings;
  /// Where citations stand, by the id of what they are of, in the order of the file.
  std::map<std::string, std::vector<base::Span>, std::less<>> citations;
};

}  // namespace weir::model
