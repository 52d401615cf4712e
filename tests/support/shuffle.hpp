#pragma once
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace weir::test {

/// Lines of a YAML text by indentation: a line and what is indented under it. Comments on lines of their own
/// are left out; texts and brackets of several lines stay as they are.
struct Outline {
  std::string line;
  std::vector<Outline> below;
  bool verbatim = false;  ///< what is below is text, or the rest of what stands in brackets
};

std::vector<Outline> outline_of(const std::string& text);
std::string text_of(const std::vector<Outline>& outline);
/// The key of a line `key: …` without indentation and quotes.
std::string key_of(const Outline& entry);

using Files = std::vector<std::pair<std::string, std::string>>;

/// The rules folder of the source tree under `folder`: the same entries in other files, other names and
/// another order, and the keys of each entry in another order.
Files shuffled_rules(const std::string& folder, std::mt19937& random);
/// A case with its parts, parties, facts, claims and holdings in another order.
std::string shuffled_case(const std::string& text, std::mt19937& random);

}  // namespace weir::test
