#include "bench/workload.hpp"

namespace weir::bench {

namespace {

model::Candidate candidate_of(const Field& field, std::int64_t value) {
  using model::Interval;
  switch (field.kind) {
    case FieldKind::truth:
      return value != 0;
    case FieldKind::country:
    case FieldKind::party_type:
    case FieldKind::sector:
      return model::Item{std::string(code_text(field.kind, static_cast<std::size_t>(value)))};
    case FieldKind::technologies: {
      model::SetValue set;
      for (std::size_t place = 0; place < code_count(field.kind); ++place)
        if ((value >> place & 1) != 0) set.members.emplace_back(code_text(field.kind, place));
      return set;
    }
    case FieldKind::share:
      return Interval::exactly(base::Rational::make(value, 100).value());
    case FieldKind::millions:
      return model::Money{{{"CAD", Interval::exactly(base::Rational(value * 1'000'000))}}};
    case FieldKind::number:
      return Interval::exactly(base::Rational(value));
  }
  return false;
}

}  // namespace

model::Case case_of(const Facts& facts, std::size_t number, const model::Vocabulary& vocabulary) {
  model::Case made;
  made.id = "c" + std::to_string(number);
  made.as_of = made.known_on = facts.date;
  made.rows.resize(3);
  made.rows[0].entity = vocabulary.transaction;
  made.rows[1].entity = made.rows[2].entity = vocabulary.party;
  made.rows[1].id = "buyer";
  made.rows[2].id = "company";
  made.roles = {{"acquirer", "buyer", {}}, {"target", "company", {}}};
  for (std::size_t f = 0; f < field_count; ++f) {
    if ((facts.known >> f & 1u) == 0) continue;
    const Field& field = fields()[f];
    model::Row& row = made.rows[field.owner == "deal" ? 0 : field.owner == "acquirer" ? 1 : 2];
    model::Claim claim;
    claim.value.candidates.push_back(candidate_of(field, facts.values[f]));
    row.facts.push_back({vocabulary.find_fact(row.entity, field.name).value(), {std::move(claim)}, {}});
  }
  return made;
}

}  // namespace weir::bench
