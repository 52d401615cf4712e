#include "base/rational.hpp"

#include <limits>

#include "support/catch.hpp"

using weir::base::Rational;

namespace {

std::string text(const std::optional<Rational>& value) {
  return value ? value->to_text() : "none";
}
std::string parsed(std::string_view words) {
  return text(Rational::parse(words));
}

}  // namespace

TEST_CASE("rational: what is a number", "[base]") {
  CHECK(parsed("12") == "12");
  CHECK(parsed("0") == "0");
  CHECK(parsed("-0") == "0");
  CHECK(parsed("-3.75") == "-3.75");
  CHECK(parsed("0.10") == "0.1");
  CHECK(parsed("5.000000000000000000000000000") == "5");
  CHECK(parsed("1/3") == "1/3");
  CHECK(parsed("-2/4") == "-0.5");
  CHECK(parsed("9223372036854775807") == "9223372036854775807");
  CHECK(parsed("-9223372036854775808") == "-9223372036854775808");
}

TEST_CASE("rational: what is none", "[base]") {
  for (const char* words : {"",
                            "-",
                            "012",
                            "00",
                            "01.5",
                            "1e3",
                            "1_000",
                            ".5",
                            "5.",
                            " 1",
                            "1 ",
                            "+1",
                            "1/0",
                            "1/",
                            "/2",
                            "1/-2",
                            "1/03",
                            "1.2.3",
                            "0x10",
                            "9223372036854775808",
                            "-9223372036854775809",
                            "99999999999999999999999999999999999999999999",
                            "0.0000000000000000001",
                            "1.5/2"}) {
    CAPTURE(words);
    CHECK_FALSE(Rational::parse(words));
  }
}

TEST_CASE("rational: arithmetic is exact or none", "[base]") {
  const Rational third = *Rational::make(1, 3);
  const Rational sixth = *Rational::make(1, 6);
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  CHECK(text(Rational::add(third, sixth)) == "0.5");
  CHECK(text(Rational::subtract(sixth, third)) == "-1/6");
  CHECK(text(Rational::multiply(third, 3)) == "1");
  CHECK(text(Rational::divide(1, third)) == "3");
  CHECK(text(Rational::divide(1, 0)) == "none");
  CHECK(text(Rational::add(most, 1)) == "none");
  CHECK(text(Rational::subtract(least, 1)) == "none");
  CHECK(text(Rational::multiply(least, -1)) == "none");
  CHECK(text(Rational::divide(least, -1)) == "none");
  CHECK(text(Rational::multiply(least, least)) == "none");
  CHECK(text(Rational::multiply(least, 1)) == "-9223372036854775808");
  CHECK(text(Rational::make(5, -10)) == "-0.5");
  CHECK(text(Rational::make(1, 0)) == "none");
}

TEST_CASE("rational: comparison does not overflow", "[base]") {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const Rational a = *Rational::make(most, most - 1);
  const Rational b = *Rational::make(most - 1, most - 2);
  CHECK(a < b);
  CHECK(*Rational::parse("33.33") < *Rational::make(100, 3));
  CHECK(*Rational::parse("0.25") == *Rational::make(1, 4));
  CHECK(Rational(std::numeric_limits<std::int64_t>::min()) < Rational(most));
}

TEST_CASE("rational: text reads back as the same number", "[base]") {
  std::uint64_t state = 42;
  const auto next = [&state] {
    return static_cast<std::int64_t>((state = state * 6364136223846793005u + 1442695040888963407u) >> 20);
  };
  for (int i = 0; i < 2000; ++i) {
    const auto value =
        Rational::make(next() - (std::int64_t{1} << 43), next() % (i % 2 == 0 ? 1000 : 1'000'000'007) + 1);
    REQUIRE(value);
    CAPTURE(value->to_text());
    CHECK(Rational::parse(value->to_text()) == value);
  }
}
