#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "evaluate/run.hpp"
#include "model/case_change.hpp"

namespace weir::analysis {

/// What one fact is compared with on one row of a run: the borders of its cells there.
struct Borders {
  std::set<std::pair<std::string, base::Rational>> numbers;  ///< currency (or empty), value
  std::set<base::Date> days;                                 ///< first days of the later side
  std::set<std::vector<std::string>> sets;                   ///< sorted codes
};

struct FactPlace {
  model::RowId row;
  model::FactId fact;
  friend auto operator<=>(const FactPlace&, const FactPlace&) = default;
};

/// Everything that nodes read on row 0 of a run, whether known or not.
class Reads {
 public:
  Reads(const evaluate::Run& run, const std::vector<plan::NodeId>& roots);
  const std::map<FactPlace, Borders>& facts() const { return facts_; }
  /// Judgement name and party id.
  const std::set<std::pair<std::string, std::string>>& judgements() const { return judgements_; }

 private:
  void walk(plan::NodeId id, std::size_t row);
  void walk_inputs(const plan::Node& node, std::size_t row);
  void compare(const plan::Node& node, std::size_t row);
  std::optional<FactPlace> fact_at(plan::NodeId id, std::size_t row) const;
  std::optional<std::size_t> row_in(const plan::Node& from, plan::NodeId input, std::size_t row) const;

  const evaluate::Run& run_;
  std::set<std::pair<plan::NodeId, std::size_t>> seen_{};
  std::map<FactPlace, Borders> facts_{};
  std::set<std::pair<std::string, std::string>> judgements_{};
};

}  // namespace weir::analysis
