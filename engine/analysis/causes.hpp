#pragma once
#include <set>
#include <vector>

#include "evaluate/run.hpp"
#include "model/change.hpp"

namespace weir::analysis {

/// "norsat.customers", "hytera in hytera-project.votes", "stake.votes" never: the holding's own name.
std::string fact_name(const evaluate::Run& run, const evaluate::CaseRow& seen, model::RowId row,
                      model::FactId fact);

/// Finds why a node has another value on one row of a run than on another: walks down where values differ,
/// to facts, decisions, versions of the law and days that came or passed.
class Causes {
 public:
  /// What of the case differs on purpose and is no cause by itself: nothing, or all its dates.
  enum class Moved : std::uint8_t { nothing, dates };

  Causes(const evaluate::Run& run, std::size_t before, std::size_t after, Moved moved)
      : run_(run), before_(before), after_(after), moved_(moved) {}

  /// Everything that made a rule say something else.
  void add_rule(const plan::CompiledRule& rule);
  /// In the order found, each once.
  std::vector<model::Cause> take() { return std::move(found_); }

 private:
  void walk(plan::NodeId id, std::size_t a, std::size_t b);
  void walk_list(std::uint32_t list, plan::NodeId input, std::size_t a, std::size_t b);
  void walk_day(const plan::Node& node, std::size_t a, std::size_t b);
  void walk_version(plan::NodeId id, const plan::Node& node, std::size_t a, std::size_t b);
  bool same(plan::NodeId id, std::size_t a, std::size_t b) const;
  bool same_row(const plan::Node& rows, std::int32_t a, std::int32_t b) const;
  void add_fact(const plan::Node& node, std::size_t a, std::size_t b);
  void add_version(plan::NodeId id, std::size_t a, std::size_t b);
  void add(model::Cause cause);
  model::RowId row_of(const plan::Node& fact, std::size_t row) const;
  std::string version_text(plan::NodeId picked, std::size_t row) const;

  const evaluate::Run& run_;
  std::size_t before_, after_;
  Moved moved_;
  std::set<std::tuple<plan::NodeId, std::size_t, std::size_t>> seen_{};
  std::vector<model::Cause> found_{};
};

}  // namespace weir::analysis
