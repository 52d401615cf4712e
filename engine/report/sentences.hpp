#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/assessment.hpp"
#include "report/words.hpp"

namespace weir::report {

/// A condition as a sentence: "the target's customers include police or armed forces".
struct Sentence {
  std::string owner;  ///< "the acquirer", where the rest is about it and can be negated; else empty
  std::string text;
  /// "the acquirer: Canadian in the sense of the Act".
  std::string whole() const { return owner.empty() ? text : owner + ": " + text; }
  /// "the acquirer: not Canadian in the sense of the Act".
  std::string negated() const { return owner.empty() ? "not: " + text : owner + ": not " + text; }
};

/// The sentence of an expression in canonical text; a construct without words of its own is shown as written.
Sentence sentence_of(const Words& words, std::string_view expression);
/// The same, what is compared with being said with its computed value: `values` are texts `name = value`.
Sentence sentence_of(const Words& words, std::string_view expression, const std::vector<std::string>& values);

/// Of a true comparison of one quoted set or code with what is wanted: the members that made it true. None
/// where that cannot be told from the texts alone (a dated group, another construct).
std::optional<std::string> matching(const Words& words, const model::ProofNode& leaf);
/// What a comparison compares, without what it compares it with: "the target's customers".
std::string compared(const Words& words, std::string_view expression);

}  // namespace weir::report
