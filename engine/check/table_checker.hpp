#pragma once
#include "check/analysis.hpp"

namespace weir::check {

/// Types a decision table and proves that some line answers for every input.
class TableChecker {
 public:
  TableChecker(Analysis& analysis, const Scope& scope, const model::Table& table, base::Span span)
      : analysis_(analysis), scope_(scope), table_(table), span_(span) {}
  /// The type of its answers.
  model::Type run();

 private:
  void type_tests();
  void check_coverage();

  Analysis& analysis_;
  const Scope& scope_;
  const model::Table& table_;
  base::Span span_;
  std::vector<model::Type> inputs_;
};

}  // namespace weir::check
