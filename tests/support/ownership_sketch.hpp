#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ownership/attribution.hpp"

namespace weir::test {

/// A graph written as sentences parted by `;`, the way docs/ownership.md has them:
///   "A has 75% of B"          also `45%..55%`, `over 50%`, `under 5%`, `unknown`, `0% -> 60%`
///   "A and B count together"  "A and B may count together"
///   "A runs B"  "A may run B"            general partner
///   "A dominates B"  "A may dominate B"
///   "B has others"  "B has others up to 5%"
///   "B is a trust"  "B is a partnership"  "B may be a trust"
/// Somebody called `?` has no name.
struct Sketch {
  ownership::Graph graph;
  std::map<std::string, ownership::HolderId> names;

  explicit Sketch(std::string_view text);
  ownership::HolderId operator[](const std::string& name);
  ownership::Link& last_link() { return graph.links.back(); }
};

ownership::Shares shares(std::string_view text);
/// "75%", "45%..55%", "over 50% up to 100%"; "0% -> 60%" if before and after differ.
std::string text(const ownership::Shares& shares);
std::string text(const ownership::Interest& interest);

model::Bar at_least(std::string_view percent);
model::Bar more_than(std::string_view percent);
model::Method product();
model::Method product_full(model::Bar full_from);
model::Method whole(model::Bar link);
model::Method majority_or_dominant();
model::Method direct();

/// "A in T" by a method: `text` of the interest; with commas before `in`, of the joint interest.
std::string ask(std::string_view sketch, const model::Method& method, std::string_view question);

}  // namespace weir::test
