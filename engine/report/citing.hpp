#pragma once
#include <string>
#include <vector>

#include "model/assessment.hpp"
#include "report/words.hpp"

namespace weir::report {

/// Says what facts are and where that comes from. A source is named by its id in the case; the list of those
/// named stands at the end of the memo.
class Citing {
 public:
  explicit Citing(const Words& words) : words_(words) {}

  /// "armed forces of allied states, perhaps others (assumed) [annual-report]".
  std::string quoted(const model::QuotedFact& fact);
  /// The same with `value` in place of the whole value.
  std::string quoted(const model::QuotedFact& fact, const std::string& value);
  /// Several facts that one comparison read, each with its label.
  std::string quoted(const std::vector<model::QuotedFact>& facts);
  /// A list of facts: "WTO investor: yes; customers: … [author]". Neighbours from one source name it once.
  std::string listed(const std::vector<model::QuotedFact>& facts);
  /// The sources named so far, in the order of the case.
  std::vector<const model::CaseSource*> named() const;

 private:
  std::string origin(const model::QuotedFact& fact);
  std::string series(const std::vector<model::QuotedFact>& facts, std::string_view between,
                     std::string_view after);

  const Words& words_;
  std::vector<std::string> named_;
};

}  // namespace weir::report
