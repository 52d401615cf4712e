// The known answers of docs/ownership.md by their own text, and the same with a deal in the middle of the
// chain.
#include <map>
#include <sstream>

#include "support/catch.hpp"
#include "support/golden_runner.hpp"
#include "support/ownership_sketch.hpp"

using namespace weir;
using namespace weir::test;
using Path = model::Method::Path;

namespace {

/// The cells of the rows of the table under a heading.
std::vector<std::vector<std::string>> table(const std::string& heading) {
  std::istringstream lines(read_disk(WEIR_SOURCE_DIR "/docs/ownership.md"));
  std::vector<std::vector<std::string>> rows;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) inside = line == "## " + heading;
    if (!inside || !line.starts_with("| ") || line.starts_with("| ---")) continue;
    std::vector<std::string> cells;
    std::istringstream parts(line.substr(2));
    for (std::string cell; std::getline(parts, cell, '|');) {
      std::erase(cell, '`');
      while (cell.ends_with(' ')) cell.pop_back();
      while (cell.starts_with(' ')) cell.erase(0, 1);
      cells.push_back(cell);
    }
    rows.push_back(cells);
  }
  REQUIRE(rows.size() > 1);
  rows.erase(rows.begin());  // its head
  return rows;
}

std::optional<model::Bar> bar(const std::string& text) {
  if (text.starts_with("at least ")) return at_least(text.substr(9));
  if (text.starts_with("more than ")) return more_than(text.substr(10));
  return std::nullopt;
}

std::map<std::string, model::Method> methods() {
  std::map<std::string, model::Method> named;
  const std::map<std::string, Path> paths = {{"direct", Path::direct},
                                             {"product", Path::product},
                                             {"whole", Path::whole},
                                             {"look-through-only", Path::look_through_only}};
  for (const auto& cells : table("Methods by name")) {
    INFO(cells[0]);
    model::Method method;
    REQUIRE(paths.count(cells[1]) == 1);
    method.path = paths.at(cells[1]);
    if (cells[2] == "majority-or-dominant") {
      method.dominant = true;
    } else {
      method.link = bar(cells[2]);
    }
    method.full_from = bar(cells[3]);
    using Partnership = model::Method::Partnership;
    method.partnership = cells[4] == "gp-interest" ? Partnership::gp_interest
                         : cells[4] == "gp-parent" ? Partnership::gp_parent
                                                   : Partnership::measure;
    named[cells[0]] = method;
  }
  return named;
}

}  // namespace

TEST_CASE("ownership: the known answers of the documentation", "[ownership]") {
  const auto named = methods();
  for (const auto& cells : table("Known answers")) {
    INFO(cells[0] << " | " << cells[1] << " | " << cells[2]);
    REQUIRE(named.count(cells[1]) == 1);
    CHECK(ask(cells[0], named.at(cells[1]), cells[2]) == cells[3]);
  }
}

TEST_CASE("ownership: a deal in a chain is read before and after", "[ownership]") {
  const model::Method us_244 = product_full(at_least("50%"));
  const model::Method uk = majority_or_dominant();
  CHECK(ask("F has 75% of B; B has 49% -> 51% of A", us_244, "F in A") == "36.75% -> 75%");
  CHECK(ask("F has 75% of B; B has 0% -> 51% of A", product(), "F in A") == "0% -> 38.25%");
  CHECK(ask("A has 12% -> 8% of Y; Y has 15% of T", whole(at_least("10%")), "A in T") == "15% -> 0%");
  CHECK(ask("A has 20% of B; B has 19% -> 20% of C; C has 20% of T", whole(at_least("20%")), "A in T") ==
        "0% -> 20%");
  CHECK(ask("A has 50% -> 51% of Q; Q has 26% of T", uk, "A in T") == "0% -> 26%");
  CHECK(ask("A has 60% of Q; A has 60% of R; Q has 10% of T; R has 0% -> 15% of T; A has 5% of T", uk,
            "A in T") == "15% -> 30%");
  CHECK(ask("S has 100% of F; F has 0% -> 30% of T", product(), "S, F in T") == "0% -> 30%");
  CHECK(ask("A has 0% -> 60% of Q; Q has 60% of R; R has 30% of Q; R has 100% of T", uk, "A in T") ==
        "0% -> 100%");
  CHECK(ask("A and B count together; A has 14% of T; B has 0% -> 12% of T", uk, "A in T") == "14% -> 26%");
  CHECK(ask("F has 9%..11% of H; H has 100% of P; P has 0% -> 100% of N", product(), "F in N") ==
        "0% -> 9%..11%");
}
