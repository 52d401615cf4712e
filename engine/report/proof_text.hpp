#pragma once
#include <set>
#include <string>

#include "model/assessment.hpp"
#include "report/layout.hpp"

namespace weir::report {

/// Draws proofs as trees of ├ └ │ with ✓ (true), ✗ (false) and ? (unknown). Parts that did not decide are
/// left out and counted; a definition that was shown before is named only.
class ProofPrinter {
 public:
  explicit ProofPrinter(Page& page) : page_(page) {}

  void print(const model::ProofNode& proof, const std::string& indent);

 private:
  void print_part(const model::ProofNode& node, const std::string& bars, const std::string& branch,
                  const std::string& below);
  void print_parts(const model::ProofNode& node, const std::string& bars);

  Page& page_;
  std::set<std::string> shown_;
};

/// What a proof quotes of a fact: value, source, day learned, whether it is assumed.
std::string quoted_words(const model::QuotedFact& fact, std::string_view beside);

}  // namespace weir::report
