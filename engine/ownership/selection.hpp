#pragma once
#include <cstdint>
#include <vector>

namespace weir::ownership {

/// Some nodes of a net: those certainly chosen (for the low ends) and those possibly chosen (for the high).
class Chosen {
 public:
  explicit Chosen(std::size_t nodes) : state_(nodes, 0) {}

  void add_certain(std::uint32_t node) { add(node, 2); }
  void add_possible(std::uint32_t node) { add(node, 1); }
  void remove(std::uint32_t node) { state_[node] = 0; }
  bool certain(std::uint32_t node) const { return state_[node] == 2; }
  bool possible(std::uint32_t node) const { return state_[node] != 0; }
  /// Each once, in the order they were added; may hold some that were removed.
  const std::vector<std::uint32_t>& members() const { return members_; }

 private:
  void add(std::uint32_t node, std::uint8_t state) {
    if (state_[node] == 0) members_.push_back(node);
    if (state_[node] < state) state_[node] = state;
  }

  std::vector<std::uint8_t> state_;  ///< by node: 0 not, 1 possibly, 2 certainly chosen
  std::vector<std::uint32_t> members_;
};

}  // namespace weir::ownership
