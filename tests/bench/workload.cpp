#include "bench/workload.hpp"

#include <algorithm>

#include "support/dice.hpp"

namespace weir::bench {

using base::Truth;
using test::Dice;

namespace {

constexpr std::size_t first_truth = 6, truth_count = 10, first_number = 16;
constexpr std::size_t acquirer_country = 0, parent_country = 1, party_type = 2, target_country = 3,
                      sector = 4, technologies = 5;

constexpr std::string_view countries[] = {
    "CN", "RU", "IR", "KP", "BY", "VE", "CU", "SY", "HK", "US", "GB", "AU", "NZ", "DE", "FR", "IT",
    "ES", "NL", "SE", "NO", "FI", "DK", "PL", "CZ", "JP", "KR", "SG", "IN", "AE", "SA", "QA", "KW",
    "MY", "TH", "VN", "ID", "BR", "MX", "ZA", "EG", "TR", "IL", "CH", "AT", "BE", "IE", "PT", "CA"};
constexpr std::string_view party_types[] = {"corporate", "state-owned", "sovereign-fund", "private-equity",
                                            "individual"};
constexpr std::string_view sectors[] = {
    "334220", "334290", "334413", "334511", "336411", "336414", "336419", "517410", "517312", "517111",
    "221111", "221113", "221121", "211120", "212230", "212291", "212299", "486110", "488310", "483111",
    "541715", "541512", "541330", "518210", "519130", "524113", "522110", "622110", "621511", "325412",
    "325414", "111110", "112111", "311611", "325180", "331110", "333242", "336992", "713990", "721110",
    "722511", "445110", "448140", "236220", "237110", "531120", "611310", "927110", "928110"};
// In the order of the alphabet, which is the order of a set's members.
constexpr std::string_view technology_names[] = {"additive",
                                                 "advanced-materials",
                                                 "ai",
                                                 "autonomous",
                                                 "biotech",
                                                 "cryptography",
                                                 "hypersonics",
                                                 "mobile-5g",
                                                 "nuclear",
                                                 "photonics",
                                                 "quantum",
                                                 "radar",
                                                 "robotics",
                                                 "satcom",
                                                 "semiconductors",
                                                 "sonar"};
static_assert(std::size(countries) == 48 && std::size(sectors) <= 64);

// `wanted` different places below `count`, lowest first.
std::vector<std::size_t> sample(Dice& dice, std::size_t count, std::size_t wanted) {
  std::vector<std::size_t> places(count);
  for (std::size_t i = 0; i < count; ++i) places[i] = i;
  for (std::size_t i = 0; i < wanted; ++i) std::swap(places[i], places[i + dice.below(count - i)]);
  places.resize(wanted);
  std::sort(places.begin(), places.end());
  return places;
}

Condition of_codes(Dice& dice, Condition::Kind kind, std::size_t field, std::size_t wanted) {
  Condition condition;
  condition.kind = kind;
  condition.field = field;
  const FieldKind codes = fields()[field].kind;
  for (const std::size_t place : sample(dice, code_count(codes), wanted)) {
    condition.members |= std::uint64_t{1} << place;
    condition.codes.emplace_back(code_text(codes, place));
  }
  return condition;
}

Condition of_sectors(Dice& dice) {
  static const std::vector<std::size_t> lengths = {2, 3, 4, 6};
  Condition condition;
  condition.kind = Condition::Kind::one_of;
  condition.field = sector;
  for (const std::size_t place : sample(dice, std::size(sectors), 1 + dice.below(5)))
    condition.codes.emplace_back(sectors[place].substr(0, dice.of(lengths)));
  std::sort(condition.codes.begin(), condition.codes.end());
  condition.codes.erase(std::unique(condition.codes.begin(), condition.codes.end()), condition.codes.end());
  for (std::size_t place = 0; place < std::size(sectors); ++place) {
    for (const std::string& code : condition.codes)
      if (sectors[place].starts_with(code)) condition.members |= std::uint64_t{1} << place;
  }
  return condition;
}

Condition of_number(Dice& dice) {
  static const std::vector<std::int64_t> percents = {5, 10, 25, 33, 50, 75};
  Condition condition;
  condition.field = first_number + dice.below(field_count - first_number);
  condition.kind = dice.percent(75) ? Condition::Kind::at_least : Condition::Kind::below;
  const Field& field = fields()[condition.field];
  condition.number = field.low + (field.high - field.low) * dice.of(percents) / 100;
  return condition;
}

Condition of_truth(Dice& dice, std::size_t chance_of_true) {
  Condition condition;
  condition.field = first_truth + dice.below(truth_count);
  condition.wanted = dice.percent(chance_of_true);
  return condition;
}

enum class Depth : std::uint8_t { outer, inner };

Condition random_condition(Dice& dice, Depth depth) {
  const std::size_t roll = dice.below(100);
  if (roll < 22) {
    const std::size_t field = dice.percent(50) ? acquirer_country : parent_country;
    return of_codes(dice, Condition::Kind::one_of, field, 2 + dice.below(11));
  }
  if (roll < 42) return of_sectors(dice);
  if (roll < 66) return of_number(dice);
  if (roll < 84) return of_truth(dice, 80);
  if (roll < 92) return of_codes(dice, Condition::Kind::overlaps, technologies, 1 + dice.below(5));
  if (roll < 95) return of_codes(dice, Condition::Kind::one_of, party_type, 1 + dice.below(3));
  if (depth == Depth::inner) return of_truth(dice, 100);
  Condition condition;
  condition.kind = roll < 98 ? Condition::Kind::any_of : Condition::Kind::none_of;
  const std::size_t parts = roll < 98 ? 2 + dice.below(2) : 1;
  for (std::size_t i = 0; i < parts; ++i) condition.parts.push_back(random_condition(dice, Depth::inner));
  return condition;
}

Facts random_facts(Dice& dice, std::size_t unknown_percent) {
  Facts facts;
  const int year = 2010 + static_cast<int>(dice.below(16)), month = 1 + static_cast<int>(dice.below(12));
  facts.date = base::Date::make(year, month, 1 + static_cast<int>(dice.below(28))).value();
  for (std::size_t f = 0; f < field_count; ++f) {
    const Field& field = fields()[f];
    std::int64_t& value = facts.values[f];
    switch (field.kind) {
      case FieldKind::country:
      case FieldKind::party_type:
      case FieldKind::sector:
        value = static_cast<std::int64_t>(dice.below(code_count(field.kind)));
        break;
      case FieldKind::technologies:
        for (const std::size_t place : sample(dice, std::size(technology_names), dice.below(5)))
          value |= std::int64_t{1} << place;
        break;
      case FieldKind::truth:
        value = dice.percent(30) ? 1 : 0;
        break;
      case FieldKind::share:
      case FieldKind::millions:
      case FieldKind::number:
        value = field.low +
                static_cast<std::int64_t>(dice.below(static_cast<std::size_t>(field.high - field.low + 1)));
        break;
    }
    if (f == target_country) value = static_cast<std::int64_t>(std::size(countries)) - 1;
    // Rolled in any case, so that the values of a seed do not hang on how much is left out.
    if (!dice.percent(unknown_percent)) facts.known |= 1u << f;
  }
  return facts;
}

}  // namespace

const std::array<Field, field_count>& fields() {
  static const std::array<Field, field_count> table = {{
      {"acquirer", "country", FieldKind::country},
      {"acquirer", "parent_country", FieldKind::country},
      {"acquirer", "type", FieldKind::party_type},
      {"target", "country", FieldKind::country},
      {"target", "sector", FieldKind::sector},
      {"target", "technologies", FieldKind::technologies},
      {"acquirer", "military_ties", FieldKind::truth},
      {"acquirer", "sanctioned", FieldKind::truth},
      {"acquirer", "state_party_cell", FieldKind::truth},
      {"target", "defence_contracts", FieldKind::truth},
      {"target", "critical_infrastructure", FieldKind::truth},
      {"target", "classified_work", FieldKind::truth},
      {"target", "sole_supplier", FieldKind::truth},
      {"deal", "access_to_technology", FieldKind::truth},
      {"deal", "board_seat", FieldKind::truth},
      {"deal", "greenfield", FieldKind::truth},
      {"acquirer", "state_ownership", FieldKind::share, 0, 100},
      {"deal", "stake", FieldKind::share, 1, 100},
      {"deal", "price", FieldKind::millions, 1, 5000},
      {"target", "assets", FieldKind::millions, 1, 3000},
      {"target", "employees", FieldKind::number, 5, 20'000},
      {"target", "personal_records", FieldKind::number, 0, 5'000'000},
  }};
  return table;
}

std::size_t code_count(FieldKind kind) {
  switch (kind) {
    case FieldKind::country:
      return std::size(countries);
    case FieldKind::party_type:
      return std::size(party_types);
    case FieldKind::sector:
      return std::size(sectors);
    case FieldKind::technologies:
      return std::size(technology_names);
    default:
      return 0;
  }
}

std::string_view code_text(FieldKind kind, std::size_t place) {
  switch (kind) {
    case FieldKind::country:
      return countries[place];
    case FieldKind::party_type:
      return party_types[place];
    case FieldKind::sector:
      return sectors[place];
    case FieldKind::technologies:
      return technology_names[place];
    default:
      return {};
  }
}

Workload make_workload(const Size& size) {
  Workload workload;
  Dice for_rules(size.seed), for_cases(size.seed + 1);
  for (std::size_t i = 0; i < size.rules; ++i) {
    const std::string digits = std::to_string(i);
    Rule rule;
    rule.id = "wl.r" + std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
    rule.points = 1 + static_cast<std::int64_t>(for_rules.below(20));
    const std::size_t conditions = 2 + for_rules.below(4);
    for (std::size_t c = 0; c < conditions; ++c)
      rule.conditions.push_back(random_condition(for_rules, Depth::outer));
    workload.rules.push_back(std::move(rule));
  }
  for (std::size_t i = 0; i < size.cases; ++i)
    workload.cases.push_back(random_facts(for_cases, size.unknown_percent));
  return workload;
}

Truth holds(const Condition& condition, const Facts& facts) {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::any_of || condition.kind == Kind::none_of) {
    Truth any = Truth::false_value;
    for (const Condition& part : condition.parts) any = base::truth_or(any, holds(part, facts));
    return condition.kind == Kind::any_of ? any : base::truth_not(any);
  }
  if ((facts.known >> condition.field & 1u) == 0) return Truth::unknown;
  const std::int64_t value = facts.values[condition.field];
  switch (condition.kind) {
    case Kind::one_of:
      return base::truth_of((condition.members >> value & 1u) != 0);
    case Kind::overlaps:
      return base::truth_of((condition.members & static_cast<std::uint64_t>(value)) != 0);
    case Kind::at_least:
      return base::truth_of(value >= condition.number);
    case Kind::below:
      return base::truth_of(value < condition.number);
    default:
      return base::truth_of((value != 0) == condition.wanted);
  }
}

Answer expected_answer(const std::vector<Rule>& rules, const Facts& facts) {
  Answer answer;
  for (std::uint32_t r = 0; r < rules.size(); ++r) {
    Truth all = Truth::true_value;
    for (const Condition& condition : rules[r].conditions)
      all = base::truth_and(all, holds(condition, facts));
    if (all == Truth::false_value) continue;
    answer.high += rules[r].points;
    if (all == Truth::true_value) answer.low += rules[r].points;
    (all == Truth::true_value ? answer.fired : answer.open).push_back(r);
  }
  return answer;
}

}  // namespace weir::bench
