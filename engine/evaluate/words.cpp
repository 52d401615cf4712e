#include "base/text.hpp"
#include "evaluate/run.hpp"

namespace weir::evaluate {

std::string name_of_fact(const plan::Plan& plan, const model::Case& facts, model::RowId row,
                         model::FactId fact) {
  const model::Fact& declared = plan.vocabulary().fact(fact);
  if (!row.valid()) return declared.name;
  const model::Row& entry = facts.row(row);
  if (entry.entity == plan.vocabulary().party) return entry.id + "." + declared.field;
  return declared.name;
}

std::string number_text(const model::Type& type, const base::Rational& number, std::string_view currency,
                        const model::Vocabulary& vocabulary) {
  if (type.kind == model::Kind::share) {
    const auto percent = base::Rational::multiply(number, 100);
    const std::string text = percent ? percent->to_text() : number.to_text();
    return text.find('/') == std::string::npos ? text + "%" : number.to_text();
  }
  if (type.kind == model::Kind::money || !currency.empty()) {
    constexpr std::int64_t million = 1'000'000;
    std::string amount = number.to_text();
    std::string scale;
    if (number.whole() && number.numerator() != 0 && number.numerator() % million == 0) {
      amount = std::to_string(number.numerator() / million);
      scale = " million";
    }
    if (number.whole()) amount = base::with_thousands(amount);
    return amount + scale + " " + std::string(currency);
  }
  if (type.kind == model::Kind::quantity && type.dimension.valid()) {
    const auto& units = vocabulary.dimension(type.dimension).units;
    return number.to_text() + (units.empty() ? "" : " " + units[0].first);
  }
  return number.to_text();
}

std::string bounds_text(const model::Type& type, const Bounds& bounds, std::string_view currency,
                        const model::Vocabulary& vocabulary) {
  auto text = [&](const base::Rational& number) { return number_text(type, number, currency, vocabulary); };
  if (bounds.has_low && bounds.has_high) {
    return bounds.low == bounds.high ? text(bounds.low) : text(bounds.low) + ".." + text(bounds.high);
  }
  if (bounds.has_low) return (bounds.low_open ? "over " : "at least ") + text(bounds.low);
  if (bounds.has_high) return (bounds.high_open ? "under " : "at most ") + text(bounds.high);
  return "unknown";
}

std::string share_text(const ownership::Share& share) {
  const auto percent = [](const base::Rational& value) {
    const auto hundred = base::Rational::multiply(value, 100);
    return (hundred ? hundred->to_text() : value.to_text()) + (hundred ? "%" : "");
  };
  if (share.low == share.high) return percent(share.low);
  const bool none = share.low == base::Rational(0) && !share.low_open;
  const bool all = share.high == base::Rational(1) && !share.high_open;
  if (none && all) return "an unknown share";
  if (all) return (share.low_open ? "over " : "at least ") + percent(share.low);
  if (none) return (share.high_open ? "under " : "at most ") + percent(share.high);
  return percent(share.low) + ".." + percent(share.high);
}

}  // namespace weir::evaluate
