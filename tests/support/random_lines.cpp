#include "support/random_lines.hpp"

#include <algorithm>
#include <set>

namespace weir::test {

using model::Kind;

namespace {

bool says_one_thing(const model::Fact& fact) {
  return fact.type.shape != model::Shape::rows && !fact.type.change && fact.type.kind != Kind::party &&
         fact.type.kind != Kind::period && fact.type.kind != Kind::row;
}

}  // namespace

std::string RandomLines::line(std::size_t number) {
  mode_ = dice_.percent(60) ? Mode::plain : Mode::anything;
  blanks_ = dice_.percent(40) ? Blanks::none : dice_.percent(50) ? Blanks::one : Blanks::any;
  const auto key = [&](const std::string& name) { return "\"" + name + "\":" + gap(); };
  if (mode_ == Mode::plain) {
    std::vector<std::string> parts = {key("id") + id(number), key("as_of") + "\"" + day() + "\"",
                                      key("acquirer") + facts(vocabulary_.party),
                                      key("target") + facts(vocabulary_.party)};
    if (dice_.percent(80)) parts.push_back(key("transaction") + facts(vocabulary_.transaction));
    return blank() + "{" + joined(parts) + "}" + blank();
  }
  std::vector<std::string> parts = {key("id") + id(number)};
  if (!dice_.percent(3)) parts.push_back(key("as_of") + "\"" + day() + "\"");
  if (dice_.percent(20)) parts.push_back(key("known_on") + "\"" + day() + "\"");
  if (!dice_.percent(2)) parts.push_back(key("acquirer") + facts(vocabulary_.party));
  if (!dice_.percent(2)) parts.push_back(key("target") + facts(vocabulary_.party));
  if (!dice_.percent(10)) parts.push_back(key("transaction") + facts(vocabulary_.transaction));
  if (dice_.percent(2)) parts.push_back("\"vendor\":{}");
  if (dice_.percent(2))
    parts.push_back("\"holdings\":[{\"owner\":\"acquirer\",\"entity\":\"target\",\"votes\":\"0% -> 60%\"}]");
  if (dice_.percent(1)) parts.push_back("\"nonsense\":1");
  if (dice_.percent(1)) parts.push_back("\"target\":{}");
  // The order of keys means nothing.
  for (std::size_t i = parts.size(); i-- > 1;) std::swap(parts[i], parts[dice_.below(i + 1)]);
  std::string text = "{" + joined(parts) + "}";
  if (dice_.percent(1)) text += "}";
  if (dice_.percent(1)) text.pop_back();
  if (dice_.percent(1)) text += " {}";
  return blank() + text + blank();
}

std::string RandomLines::blank() {
  if (mode_ == Mode::full || blanks_ != Blanks::any) return "";
  return dice_.percent(5) ? (dice_.percent(50) ? " " : "\t") : "";
}
std::string RandomLines::gap() {
  return mode_ != Mode::full && blanks_ == Blanks::one ? " " : blank();
}
std::string RandomLines::joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "," + gap()) + part;
  return text;
}
std::string RandomLines::id(std::size_t number) {
  const std::string digits = std::to_string(number);
  if (dice_.percent(10)) return digits;
  return dice_.percent(5) ? "\"Caf\u00e9 " + digits + "\\n\"" : "\"deal " + digits + "\"";
}
std::string RandomLines::day() {
  const auto two = [&](std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  if (mode_ == Mode::anything && dice_.percent(1)) return "2017-02-30";
  return std::to_string(2008 + dice_.below(19)) + "-" + two(1 + dice_.below(12)) + "-" +
         two(1 + dice_.below(28));
}

std::string RandomLines::facts(model::EntityId entity) {
  std::vector<std::string> parts;
  const std::size_t few = dice_.below(mode_ == Mode::plain ? 100 : 30);
  for (const model::FactId id : vocabulary_.entity(entity).facts) {
    const model::Fact& fact = vocabulary_.fact(id);
    if (!dice_.percent(few) || (mode_ == Mode::plain && !says_one_thing(fact))) continue;
    parts.push_back("\"" + fact.field + "\"" + blank() + ":" + gap() + value(fact) + blank());
  }
  if (mode_ == Mode::anything && dice_.percent(1) && !parts.empty()) parts.push_back(parts[0]);
  return "{" + joined(parts) + "}";
}

std::string RandomLines::value(const model::Fact& fact) {
  if (mode_ == Mode::anything && dice_.percent(3)) {
    static const std::vector<std::string> odd = {
        "null",   "\"unknown\"", "[]",           "{}",
        "-3",     "1e3",         "007",          "\"\"",
        "12.50",  "\"10%\"",     "true",         "\"not applicable\"",
        "[null]", "tru",         "\"\\u0043A\"", "{\"value\":\"unknown\"}"};
    return dice_.of(odd);
  }
  const bool set = fact.type.shape == model::Shape::set;
  if (set) {
    std::vector<std::string> members;
    const std::size_t count = dice_.below(4) + (fact.never_empty ? 1 : 0);
    for (std::size_t i = 0; i < count; ++i) members.push_back(single(fact));
    if (mode_ == Mode::anything && dice_.percent(2)) members.push_back("\"unknown\"");
    return "[" + joined(members) + "]";
  }
  return single(fact);
}

std::string RandomLines::single(const model::Fact& fact) {
  static const std::vector<std::string> currencies = {"CAD", "CAD", "CAD", "USD", "EUR"};
  static const std::vector<std::string> shares = {"0%",   "10%",    "17.6%", "24.99%",   "25%",     "50%",
                                                  "100%", "100.5%", "1/3",   "under 5%", "25%..30%"};
  constexpr std::size_t exact_shares = 7;
  static const std::vector<std::string> amounts = {
      "0", "5 million", "23.5 million", "600 million", "1.25 billion", "344000000", "999999999", "123.456"};
  switch (fact.type.kind) {
    case Kind::truth:
      return dice_.percent(50) ? "true" : "false";
    case Kind::share: {
      const auto share = [&] {
        return shares[dice_.below(mode_ == Mode::anything ? shares.size() : exact_shares)];
      };
      std::string text = share();
      if (mode_ == Mode::full && fact.type.change) text += " -> " + share();
      return "\"" + text + "\"";
    }
    case Kind::number:
      if (mode_ == Mode::anything && dice_.percent(2)) return dice_.percent(50) ? "-1234567" : "12.34567";
      return dice_.percent(70) ? std::to_string(dice_.below(3000))
                               : "\"" + std::to_string(dice_.below(3000)) + "\"";
    case Kind::money:
      return "\"" + dice_.of(amounts) + " " + dice_.of(currencies) + "\"";
    case Kind::quantity:
      return std::to_string(dice_.below(500));
    case Kind::date:
      return "\"" + day() + "\"";
    case Kind::code: {
      const model::Domain& domain = vocabulary_.domain(fact.type.domain);
      return domain.codes.empty() ? "\"x\"" : "\"" + dice_.of(domain.codes).id + "\"";
    }
    case Kind::party:
      if (mode_ != Mode::full) return "\"unknown\"";
      return dice_.percent(50) ? "\"acquirer\"" : "\"target\"";
    case Kind::period: {
      if (mode_ != Mode::full) return "\"unknown\"";
      const std::string one = day(), other = day();
      const auto& [first, last] = std::minmax(one, other);
      return "\"" + first + ".." + last + "\"";
    }
    case Kind::text:
      return "\"Some words\"";
    default:
      return "\"unknown\"";
  }
}

std::string RandomLines::rows(model::EntityId entity, std::size_t depth) {
  const model::FactId key = vocabulary_.entity(entity).key;
  std::vector<std::string> parts;
  std::set<std::string> keys;
  for (std::size_t i = dice_.below(3); i-- > 0;) {
    std::string row = full_facts(entity, depth);
    if (key.valid()) {
      // Each row has a name of its own.
      const std::string name = single(vocabulary_.fact(key));
      if (!keys.insert(name).second) continue;
      row = "{\"" + vocabulary_.fact(key).field + "\":" + name + (row == "{}" ? "" : ",") + row.substr(1);
    }
    parts.push_back(row);
  }
  return "[" + joined(parts) + "]";
}

std::string RandomLines::full_facts(model::EntityId entity, std::size_t depth) {
  constexpr std::size_t deepest = 2;
  std::vector<std::string> parts;
  for (const model::FactId id : vocabulary_.entity(entity).facts) {
    const model::Fact& fact = vocabulary_.fact(id);
    if (id == vocabulary_.entity(entity).key || dice_.percent(gaps_)) continue;
    std::string said;
    if (fact.type.shape == model::Shape::rows) {
      if (depth == deepest) continue;
      said = rows(fact.type.entity, depth + 1);
    } else {
      said = value(fact);
    }
    parts.push_back("\"" + fact.field + "\":" + said);
  }
  return "{" + joined(parts) + "}";
}

std::string RandomLines::holding(const std::string& owner, const std::string& entity) {
  std::string text = "{\"owner\":\"" + owner + "\",\"entity\":\"" + entity + "\"";
  for (const model::FactId id : vocabulary_.entity(vocabulary_.holding).facts) {
    const model::Fact& fact = vocabulary_.fact(id);
    const bool named = fact.field == "owner" || fact.field == "entity" || fact.field == "on_behalf_of";
    if (named || fact.type.shape == model::Shape::rows || dice_.percent(gaps_)) continue;
    text += ",\"" + fact.field + "\":" + value(fact);
  }
  return text + "}";
}

std::string RandomLines::decisions(const model::RuleSets& rule_sets) {
  std::vector<std::string> parts;
  for (const model::Definition& definition : rule_sets.definitions) {
    if (!std::holds_alternative<model::Judgement>(definition.body)) continue;
    const auto decide = [&](const std::string& of) {
      if (dice_.percent(gaps_)) return;
      parts.push_back("{\"id\":\"" + definition.name + "\"" + of +
                      ",\"value\":" + (dice_.percent(50) ? "true" : "false") + "}");
    };
    if (definition.attribute_of.empty()) decide("");
    if (definition.attribute_of != "party") continue;
    decide(",\"of\":\"acquirer\"");
    decide(",\"of\":\"target\"");
  }
  return "[" + joined(parts) + "]";
}

std::string RandomLines::full_line(std::size_t number, const model::RuleSets& rule_sets, std::size_t gaps) {
  mode_ = Mode::full;
  gaps_ = gaps;
  std::vector<std::string> procedures;
  for (const model::Regime& regime : rule_sets.regimes)
    procedures.push_back("\"" + regime.id + "\":" + full_facts(vocabulary_.procedure, 0));
  std::vector<std::string> holdings;
  if (!dice_.percent(10)) holdings.push_back(holding("acquirer", "target"));
  if (dice_.percent(10)) holdings.push_back(holding("target", "acquirer"));
  return "{\"id\":\"c" + std::to_string(number) + "\",\"as_of\":\"" + day() +
         "\",\"acquirer\":" + full_facts(vocabulary_.party, 0) +
         ",\"target\":" + full_facts(vocabulary_.party, 0) +
         ",\"transaction\":" + full_facts(vocabulary_.transaction, 0) + ",\"holdings\":[" + joined(holdings) +
         "],\"procedures\":{" + joined(procedures) + "},\"judgements\":" + decisions(rule_sets) + "}";
}

}  // namespace weir::test
