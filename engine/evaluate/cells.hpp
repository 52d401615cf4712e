#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "evaluate/open.hpp"

namespace weir::evaluate {

/// Where the comparisons under some open conditions cut one fact, on one row of a case. No condition tells
/// two values apart that lie in one cell.
struct LeafCuts {
  std::set<std::pair<std::string, base::Rational>> numbers;         ///< currency (or empty), value
  std::set<std::pair<std::string, base::Rational>> numbers_before;  ///< of a change: the figure before
  std::set<base::Date> days;                                        ///< first days of cells
  std::set<std::vector<std::string>> sets;  ///< what the item is compared with or looked up in
  /// False where the fact feeds something else than a comparison with a known value, as a sum: its cells are
  /// then not known, and completions are samples.
  bool whole = true;
};

/// The cells of an open leaf: one override for each, and whether they are all there is.
struct Cells {
  std::vector<Override> values;
  bool exact = false;
};

/// Finds where the truth nodes under a root cut the open facts they rest on.
class CutFinder {
 public:
  /// What becomes of a fact that is compared with something open: nothing is known of its cells; or, where
  /// that is a choice between known values (a dated figure, a table), each of these cuts it.
  enum class Choices : std::uint8_t { spoil, cut };
  CutFinder(OpenLeaves& open, std::map<OpenLeaf, LeafCuts>& cuts, Choices choices = Choices::spoil)
      : run_(open.run()), open_(open), spoiled_(open), cuts_(cuts), choices_(choices) {}
  void walk(plan::NodeId truth, std::size_t row);

 private:
  /// Another side of a comparison: a point on its row. Not valid where it is only asked whether one side
  /// applies: that has a cell of its own.
  struct Other {
    plan::NodeId node;
    std::size_t row = 0;
  };
  void side(plan::NodeId id, std::size_t row, const Other& other, std::vector<const plan::Node*> offsets);
  void law_date(plan::NodeId id, std::size_t row, const std::vector<plan::VersionRange>& versions);
  /// The known values between which an open node chooses, with what chooses cut as well; none where one of
  /// them is not known.
  std::optional<std::vector<Other>> choices_of(plan::NodeId id, std::size_t row);
  /// Nothing is known of how the facts under a node are cut.
  void spoil(plan::NodeId id, std::size_t row);
  /// The cuts of the one leaf that a fact node is, entered if it is new; null for more than one.
  LeafCuts* leaf_of(plan::NodeId fact, std::size_t row);
  void cut(plan::NodeId fact, std::size_t row, const Other& other,
           const std::vector<const plan::Node*>& offsets);

  const Run& run_;
  OpenLeaves& open_;
  OpenLeaves::Walk spoiled_;  ///< what is spoiled once need not be again
  std::map<OpenLeaf, LeafCuts>& cuts_;
  Choices choices_;
  std::set<std::pair<plan::NodeId, std::size_t>> seen_;
};

/// Of each code of a list, which of the sets it lies in, by itself or by what it is part of: codes that are
/// the same in this cannot be told apart.
std::vector<std::vector<bool>> memberships(const model::Domain& domain,
                                           const std::set<std::vector<std::string>>& sets);

/// The cells of a leaf that what is known of it still allows.
Cells cells_of(const Run& run, const OpenLeaf& leaf, const LeafCuts& cuts);

}  // namespace weir::evaluate
