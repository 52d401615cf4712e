#include "model/vocabulary.hpp"

#include "support/catch.hpp"

namespace weir::model {
namespace {

Domain make_domain(std::vector<Code> codes, Domain::Levels levels) {
  Domain domain;
  domain.name = "sample";
  domain.levels = levels;
  domain.codes = std::move(codes);
  for (std::size_t i = 0; i < domain.codes.size(); ++i) domain.index.emplace(domain.codes[i].id, i);
  return domain;
}

Code code(std::string id, std::string parent = {}) {
  Code made;
  made.id = std::move(id);
  made.parent = std::move(parent);
  return made;
}

TEST_CASE("a listed code lies in itself and in what it is part of") {
  const Domain domain =
      make_domain({code("radio", "telecom"), code("antennas", "radio"), code("telecom"), code("food")},
                  Domain::Levels::listed);
  CHECK(domain.lies_in("radio", "radio"));
  CHECK(domain.lies_in("antennas", "radio"));
  CHECK(domain.lies_in("antennas", "telecom"));
  CHECK_FALSE(domain.lies_in("telecom", "antennas"));
  CHECK_FALSE(domain.lies_in("antennas", "food"));
  CHECK_FALSE(domain.lies_in("not-listed", "food"));
  CHECK_FALSE(domain.lies_in("food", ""));
}

TEST_CASE("a circle of parents ends") {
  const Domain domain = make_domain({code("a", "b"), code("b", "a"), code("c")}, Domain::Levels::listed);
  CHECK(domain.lies_in("a", "b"));
  CHECK(domain.lies_in("b", "a"));
  CHECK_FALSE(domain.lies_in("a", "c"));
}

TEST_CASE("codes of digit levels lie in their leading digits") {
  const Domain domain = make_domain({code("33"), code("334")}, Domain::Levels::digits);
  CHECK(domain.lies_in("334220", "334"));
  CHECK(domain.lies_in("334", "33"));
  CHECK(domain.lies_in("334", "334"));
  CHECK_FALSE(domain.lies_in("33", "334"));
  CHECK_FALSE(domain.lies_in("335", "334"));
  CHECK_FALSE(domain.lies_in("334", ""));
}

TEST_CASE("codes of separator levels lie in whole parts only") {
  const Domain domain = make_domain({code("us"), code("us.wy")}, Domain::Levels::separator);
  CHECK(domain.lies_in("us.wy.laramie", "us.wy"));
  CHECK(domain.lies_in("us.wy", "us"));
  CHECK_FALSE(domain.lies_in("us.wyoming", "us.wy"));
  CHECK_FALSE(domain.lies_in("us", "us.wy"));
}

/// party.kind, party.turnover, party.activities (rows of activity, key kind), activity.kind.
Vocabulary sample() {
  Vocabulary vocabulary;
  vocabulary.domains.push_back(make_domain({code("CA"), code("US")}, Domain::Levels::listed));
  vocabulary.domains.back().name = "country";
  vocabulary.domains.push_back(make_domain({code("fund")}, Domain::Levels::listed));
  vocabulary.domains.back().name = "party-kind";
  vocabulary.dimensions.push_back({"power", {{"W", 1}, {"MW", 1000000}}});
  vocabulary.dimensions.push_back({"days", {{"days", 1}, {"weeks", 7}}});
  vocabulary.entities.push_back({"party", {FactId(0), FactId(1)}, {}});
  vocabulary.entities.push_back({"activity", {FactId(2)}, FactId(2)});
  Fact kind;
  kind.name = "party.kind";
  kind.field = "kind";
  kind.entity = EntityId(0);
  Fact activities = kind;
  activities.name = "party.activities";
  activities.field = "activities";
  Fact activity_kind = kind;
  activity_kind.name = "activity.kind";
  activity_kind.entity = EntityId(1);
  vocabulary.facts = {kind, activities, activity_kind};
  return vocabulary;
}

TEST_CASE("names are found, others are not") {
  const Vocabulary vocabulary = sample();
  REQUIRE(vocabulary.find_fact("party.kind"));
  CHECK(vocabulary.fact(*vocabulary.find_fact("activity.kind")).entity == EntityId(1));
  CHECK_FALSE(vocabulary.find_fact("party.size"));
  CHECK_FALSE(vocabulary.find_fact("kind"));
  CHECK_FALSE(vocabulary.find_fact("asset.kind"));
  CHECK_FALSE(vocabulary.find_fact(EntityId{}, "kind"));
  CHECK(vocabulary.find_domain("country") == DomainId(0));
  CHECK_FALSE(vocabulary.find_domain("region"));
  CHECK(vocabulary.find_entity("activity") == EntityId(1));
}

TEST_CASE("units are found with their factor, currencies by ISO 4217") {
  const Vocabulary vocabulary = sample();
  const auto megawatt = vocabulary.find_unit("MW");
  REQUIRE(megawatt);
  CHECK(megawatt->dimension == DimensionId(0));
  CHECK(megawatt->factor == base::Rational(1000000));
  CHECK(vocabulary.find_unit("weeks")->dimension == DimensionId(1));
  CHECK_FALSE(vocabulary.find_unit("mw"));
  CHECK(vocabulary.is_currency("CAD"));
  CHECK_FALSE(vocabulary.is_currency("CA"));
  CHECK_FALSE(vocabulary.is_currency("cad"));
}

Type type(Kind kind, Shape shape = Shape::single) {
  Type made;
  made.kind = kind;
  made.shape = shape;
  return made;
}

TEST_CASE("types are described in the words of `type:`") {
  const Vocabulary vocabulary = sample();
  CHECK(vocabulary.describe(type(Kind::truth)) == "truth");
  CHECK(vocabulary.describe(type(Kind::money)) == "money");
  CHECK(vocabulary.describe(type(Kind::period, Shape::set)) == "list of period");
  CHECK(vocabulary.describe(type(Kind::party, Shape::set)) == "set of party");

  Type share = type(Kind::share);
  share.change = true;
  CHECK(vocabulary.describe(share) == "percent, change");

  Type country = type(Kind::code);
  country.domain = DomainId(0);
  CHECK(vocabulary.describe(country) == "country");
  country.shape = Shape::set;
  CHECK(vocabulary.describe(country) == "set of country");
  Type kind = type(Kind::code);
  kind.domain = DomainId(1);
  CHECK(vocabulary.describe(kind) == "one of party-kind");
  kind.shape = Shape::set;
  CHECK(vocabulary.describe(kind) == "set of party-kind");

  Type power = type(Kind::quantity);
  power.dimension = DimensionId(0);
  CHECK(vocabulary.describe(power) == "W");

  Type rows = type(Kind::row, Shape::rows);
  rows.entity = EntityId(1);
  CHECK(vocabulary.describe(rows) == "rows of activity, key kind");
}

}  // namespace
}  // namespace weir::model
