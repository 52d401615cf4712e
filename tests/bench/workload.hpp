#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/truth.hpp"

namespace weir::bench {

/// What a generated fact is.
enum class FieldKind : std::uint8_t {
  country,
  party_type,
  sector,
  technologies,
  truth,
  share,
  millions,
  number
};

/// One of the facts that every generated case has.
struct Field {
  std::string_view owner;  ///< "acquirer", "target", "deal"
  std::string_view name;   ///< "state_ownership"
  FieldKind kind;
  std::int64_t low = 0, high = 0;  ///< of numbers: what they lie between
};
inline constexpr std::size_t field_count = 22;
const std::array<Field, field_count>& fields();

/// One generated case. A value is a number, 0 or 1, a place in a list of codes, or of technologies a set of
/// bits.
struct Facts {
  base::Date date;
  std::array<std::int64_t, field_count> values{};
  std::uint32_t known = 0;  ///< by field, a bit each
};

/// One generated condition.
struct Condition {
  enum class Kind : std::uint8_t { one_of, overlaps, at_least, below, is, any_of, none_of };
  Kind kind = Kind::is;
  std::size_t field = 0;
  std::uint64_t members = 0;       ///< of one_of, overlaps: places in the list of codes
  std::vector<std::string> codes;  ///< the same as the rule writes them; of sectors their leading digits
  std::int64_t number = 0;         ///< of at_least, below
  bool wanted = true;              ///< of is
  std::vector<Condition> parts;    ///< of any_of, none_of
};

/// A rule that fires when all of its conditions hold.
struct Rule {
  std::string id;
  std::int64_t points = 0;
  std::vector<Condition> conditions;
};

/// What the rules say of one case: the score between bounds, fired and open rules by their place.
struct Answer {
  std::int64_t low = 0, high = 0;
  std::vector<std::uint32_t> fired, open;
  friend bool operator==(const Answer&, const Answer&) = default;
};

struct Size {
  std::size_t cases = 0, rules = 0;
  std::size_t unknown_percent = 0;  ///< chance of each fact to be left out
  std::uint64_t seed = 7;
};

/// Cases and rules of one seed, the same on every machine.
struct Workload {
  std::vector<Rule> rules;
  std::vector<Facts> cases;
};
Workload make_workload(const Size& size);

/// By plain tests over the generated values, with nothing of the engine but Kleene's tables.
base::Truth holds(const Condition& condition, const Facts& facts);
Answer expected_answer(const std::vector<Rule>& rules, const Facts& facts);

/// A code's text by its place.
std::string_view code_text(FieldKind kind, std::size_t place);
std::size_t code_count(FieldKind kind);

/// The cases as JSON Lines, one object a line.
std::string json_lines(const std::vector<Facts>& cases);
/// How many strings, numbers and truth values stand in these lines, names of fields left out.
std::size_t scalar_count(const std::vector<Facts>& cases);
/// The rules as the text of a regime, `wl`.
std::string regime_text(const std::vector<Rule>& rules);
/// The lines that `weir batch --select risk,fired,open` is to put out for these cases.
std::string expected_lines(const Workload& workload);

}  // namespace weir::bench
