#pragma once
#include <compare>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "evaluate/run.hpp"

namespace weir::evaluate {

/// An unknown that an open rule rests on: a fact of a row, or a judgement (about a party, or about the
/// transaction).
struct OpenLeaf {
  model::RowId row;               ///< of a fact; not valid where the case has no such row (a procedure)
  model::FactId fact;             ///< of a fact
  std::string regime;             ///< of a procedure fact without a row
  check::DefinitionId judgement;  ///< of a judgement
  std::string of;                 ///< of a judgement: party id, or empty
  friend auto operator<=>(const OpenLeaf&, const OpenLeaf&) = default;
};

/// The leaf that a judgement is on a row of its table.
OpenLeaf leaf_of_judgement(const Run& run, const plan::Node& judgement, std::size_t row);
/// "ca_soe", of a party "hytera-project.ca_soe": what the leaf of a judgement is called.
std::string name_of_judgement(const plan::Plan& plan, const OpenLeaf& leaf);

/// Which rows of which nodes walks came to. Only the walk that came last is sure to be remembered.
class Visited {
 public:
  using Walk = std::uint32_t;
  explicit Visited(std::size_t nodes) : last_(nodes) {}
  Walk start() { return ++walks_; }
  /// Notes that a walk comes to a row of a node, which has so many; false if it was there before.
  bool enter(Walk walk, plan::NodeId node, std::size_t row, std::size_t rows) {
    std::vector<Walk>& of_node = last_[node.index()];
    if (of_node.empty()) of_node.resize(rows);
    return std::exchange(of_node[row], walk) != walk;
  }

 private:
  std::vector<std::vector<Walk>> last_;  ///< by node, by row: the walk that came last; 0: none
  Walk walks_ = 0;
};

/// Finds the unknowns under nodes of one run; what is open above a party is found out once.
class OpenLeaves {
 public:
  /// The run must outlive it.
  explicit OpenLeaves(const Run& run);
  ~OpenLeaves();
  OpenLeaves(const OpenLeaves&) = delete;
  OpenLeaves& operator=(const OpenLeaves&) = delete;

  const Run& run() const { return run_; }
  /// Adds the unknowns under a node that is unknown on a row of its table.
  void add(plan::NodeId node, std::size_t row, std::set<OpenLeaf>& leaves);

  /// Adds them, too, but passes over whatever it came to before.
  class Walk {
   public:
    explicit Walk(OpenLeaves& all);
    ~Walk();
    void add(plan::NodeId node, std::size_t row, std::set<OpenLeaf>& leaves);

   private:
    class Collector;
    std::unique_ptr<Collector> collector_;
  };

 private:
  class Above;
  const Run& run_;
  std::unique_ptr<Above> above_;
  Visited visited_;
};

/// Where the comparisons of a plan cut each fact: the values on either side of which no rule tells cases
/// apart.
struct Cuts {
  std::set<std::pair<std::string, base::Rational>> numbers;  ///< currency (or empty), value
  std::set<base::Date> dates;
  std::set<std::string> items;
};
std::map<model::FactId, Cuts> find_cuts(const plan::Plan& plan);

/// One value for each cell of a fact that what is known of it still allows.
std::vector<model::Value> completions(const plan::Plan& plan, const CaseRow& row, const OpenLeaf& leaf,
                                      const Cuts& cuts);

}  // namespace weir::evaluate
