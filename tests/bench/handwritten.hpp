#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

// What a programmer would write who needs no engine: a struct for a deal, simdjson to fill it, and every rule
// of the workload as a condition in C++. The rules are written out by write_handwritten.cpp when this is
// built.
namespace weir::bench::handwritten {

struct Deal {
  struct Acquirer {
    std::string_view country, parent_country, type;
    bool military_ties = false, sanctioned = false, state_party_cell = false;
    std::int64_t state_ownership = 0;  ///< percent
  } acquirer;
  struct Target {
    std::string_view country, sector;
    std::array<std::string_view, 16> technologies;
    std::size_t technology_count = 0;
    bool defence_contracts = false, critical_infrastructure = false, classified_work = false,
         sole_supplier = false;
    std::int64_t assets = 0;  ///< million CAD
    std::int64_t employees = 0, personal_records = 0;

    bool has(std::string_view technology) const {
      for (std::size_t i = 0; i < technology_count; ++i)
        if (technologies[i] == technology) return true;
      return false;
    }
  } target;
  struct Transaction {
    bool access_to_technology = false, board_seat = false, greenfield = false;
    std::int64_t stake = 0;  ///< percent
    std::int64_t price = 0;  ///< million CAD
  } transaction;
};

/// Adds the ids of rules that fire, quoted and with a comma before each, and returns their points.
using Rules = std::int64_t (*)(const Deal& deal, std::string& fired);
std::int64_t first_20(const Deal& deal, std::string& fired);
std::int64_t first_200(const Deal& deal, std::string& fired);
std::int64_t first_2000(const Deal& deal, std::string& fired);
/// The first rules of the workload, so many; null if these were not written out.
Rules rules_of(std::size_t count);

/// Reads lines in memory and answers them one after the other.
class Program {
 public:
  explicit Program(std::string_view lines);
  ~Program();

  /// Hands over the lines that `weir batch --select risk,fired,open` would put out, a megabyte at a time.
  void run(Rules rules, const std::function<void(std::string_view)>& write);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir::bench::handwritten
