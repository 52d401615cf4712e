#include "schema/values.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/iso_codes.hpp"

namespace weir::schema {

using json::Json;
using model::Kind;

const std::string day_pattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

namespace {

/// What may stand for any value: how little is known of it.
const std::string knowledge = "unknown|not applicable|none|one of *\\[.*\\]";

/// A literal, a range of two, or one end.
std::string ranged(const std::string& literal) {
  return "(?:(?:at least|at most|over|under) +)?(?:" + literal + ")|(?:" + literal +
         ") *\\.\\. *(?:" + literal + ")";
}

std::string number_pattern() {
  return "[0-9]+(?:\\.[0-9]+)?";
}

std::string scaled(const std::string& unit) {
  return number_pattern() + "(?: +(?:thousand|million|billion))?" + unit;
}

/// Words of a pattern as alternatives, special characters escaped.
std::string alternatives(const std::vector<std::string>& words) {
  std::vector<std::string> escaped;
  for (const std::string& word : words) {
    std::string text;
    for (const char c : word) {
      if (std::string_view(".*+?()[]{}|^$\\/").find(c) != std::string_view::npos) text += '\\';
      text += c;
    }
    escaped.push_back(std::move(text));
  }
  return base::join(escaped, "|");
}

std::string currencies() {
  std::vector<std::string> ids;
  for (const auto& currency : model::iso_currencies()) ids.emplace_back(currency.id);
  return alternatives(ids);
}

std::string literal_of(const model::Vocabulary& vocabulary, const model::Fact& fact) {
  switch (fact.type.kind) {
    case Kind::share:
      return number_pattern() + "%|[0-9]+/[0-9]+";
    case Kind::money:
      return scaled(" +(?:" + currencies() + ")");
    case Kind::quantity: {
      std::vector<std::string> units;
      for (const auto& unit : vocabulary.dimension(fact.type.dimension).units) units.push_back(unit.first);
      return scaled("(?: +(?:" + alternatives(units) + "))" + (fact.unit.empty() ? "" : "?"));
    }
    default:
      return scaled("");
  }
}

Json figure(const model::Vocabulary& vocabulary, const model::Fact& fact) {
  const std::string literal = literal_of(vocabulary, fact);
  std::string pattern = ranged(literal);
  if (fact.type.change) {
    const std::string side = "(?:" + ranged(literal) + "|unknown)";
    pattern += "|" + side + " *-> *" + side;
  }
  if (fact.type.kind == Kind::money) {
    pattern += "|(?:" + literal + ")(?: *= *(?:" + literal + "))+";
  }
  Json schema = text_like("^(?:" + pattern + "|" + knowledge + ")$");
  const bool bare =
      fact.type.kind == Kind::number || (fact.type.kind == Kind::quantity && !fact.unit.empty());
  if (bare) schema["type"] = {"string", "number"};
  return schema;
}

Json date() {
  const std::string end = "(?:" + day_pattern + "|never)";
  return text_like("^(?:" + ranged(end) + "|" + day_pattern + " *\\.\\.|not yet|" + knowledge + ")$");
}

Json period() {
  const std::string end = "(?:" + day_pattern + "|never)";
  Json ends = Json::object();
  ends["type"] = "object";
  ends["properties"] = {{"from", date()}, {"to", date()}};
  ends["additionalProperties"] = false;
  Json schema = Json::object();
  schema["anyOf"] = {ends, text_like("^(?:" + day_pattern + " *\\.\\. *" + end + "?|" + knowledge + ")$")};
  return schema;
}

/// One code or party.
Json item(const model::Vocabulary& vocabulary, const model::Type& type) {
  if (type.kind == Kind::period) return period();
  if (type.kind == Kind::party) return any_scalar();
  Json schema = Json::object();
  schema["$ref"] = "#/$defs/" + list_name(vocabulary.domain(type.domain));
  return schema;
}

Json set(const model::Vocabulary& vocabulary, const model::Fact& fact) {
  Json list = Json::object();
  list["type"] = "array";
  list["items"] = {{"anyOf", {item(vocabulary, fact.type), {{"const", "unknown"}}}}};
  if (fact.never_empty) list["minItems"] = 1;
  Json schema = Json::object();
  schema["anyOf"] = {list, text_like("^(?:" + knowledge + "|\\[.*\\])$")};
  return schema;
}

}  // namespace

Json any_scalar() {
  Json schema = Json::object();
  schema["type"] = {"string", "number", "boolean"};
  return schema;
}

Json text_like(const std::string& pattern) {
  Json schema = Json::object();
  schema["type"] = "string";
  schema["pattern"] = pattern;
  return schema;
}

std::string list_name(const model::Domain& domain) {
  return "list-" + domain.name;
}

Json codes_of(const model::Domain& domain) {
  Json codes = Json::array();
  for (const model::Code& code : domain.codes) {
    const bool digits = code.id.find_first_not_of("0123456789") == std::string::npos && code.id.size() < 10 &&
                        (code.id == "0" || !code.id.starts_with('0'));
    codes.push_back({{"const", code.id}, {"title", code.title}});
    if (digits) codes.push_back({{"const", std::stoll(code.id)}, {"title", code.title}});
  }
  Json schema = Json::object();
  schema["title"] = domain.title.empty() ? domain.name : domain.title;
  if (!domain.description.empty()) schema["description"] = domain.description;
  if (domain.open) codes.push_back(any_scalar());
  schema["anyOf"] = std::move(codes);
  return schema;
}

Json value_of(const model::Vocabulary& vocabulary, const model::Fact& fact) {
  if (fact.type.shape == model::Shape::set) return set(vocabulary, fact);
  switch (fact.type.kind) {
    case Kind::truth: {
      Json schema = Json::object();
      schema["anyOf"] = {{{"type", "boolean"}}, text_like("^(?:true|false|" + knowledge + ")$")};
      return schema;
    }
    case Kind::number:
    case Kind::share:
    case Kind::money:
    case Kind::quantity:
      return figure(vocabulary, fact);
    case Kind::date:
      return date();
    case Kind::period:
      return period();
    case Kind::party:
    case Kind::code: {
      Json schema = Json::object();
      schema["anyOf"] = {item(vocabulary, fact.type), text_like("^(?:" + knowledge + ")$")};
      return schema;
    }
    case Kind::text:
    case Kind::row:
    case Kind::error:
      break;
  }
  return any_scalar();
}

std::vector<std::string> examples_of(const model::Vocabulary& vocabulary, const model::Fact& fact) {
  const bool set = fact.type.shape == model::Shape::set;
  switch (fact.type.kind) {
    case Kind::share:
      if (fact.type.change) return {"0% -> 25%", "17.6% -> 0%", "100%"};
      return {"25%", "10%..25%", "at least 10%"};
    case Kind::money:
      return {"5 million CAD", "60 million USD..70 million USD", "under 200 million CAD"};
    case Kind::quantity: {
      const auto& units = vocabulary.dimension(fact.type.dimension).units;
      const std::string unit = fact.unit.empty() ? units.front().first : fact.unit;
      return {"10 " + unit, "10 " + unit + "..20 " + unit};
    }
    case Kind::date:
      return {"2017-07-20", "2017-06-02..2017-07-20", "not yet", "never"};
    case Kind::period:
      return {"2017-01-01..2017-06-30"};
    case Kind::party:
      return set ? std::vector<std::string>{} : std::vector<std::string>{"the id of a party"};
    case Kind::code: {
      const auto& codes = vocabulary.domain(fact.type.domain).codes;
      if (set || codes.empty()) return {};
      return {codes.front().id, "one of [" + codes.front().id + ", " + codes.back().id + "]", "unknown"};
    }
    case Kind::number:
      return {"12", "10..20", "at least 10"};
    case Kind::truth:
    case Kind::text:
    case Kind::row:
    case Kind::error:
      break;
  }
  return {};
}

}  // namespace weir::schema
