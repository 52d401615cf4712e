#include "support/random_rows.hpp"

#include <algorithm>
#include <map>

namespace weir::test {

const std::vector<RandomRows::Field>& RandomRows::fields(const std::string& entity) {
  static const std::map<std::string, std::vector<Field>> all = {
      {"transaction",
       {{"closing", "date"},
        {"signing", "date"},
        {"price", "money"},
        {"share_of_assets_here", "share"},
        {"on_exchange", "truth"},
        {"parties", "party", "", true},
        {"steps", "rows", "step"},
        {"approvals", "rows", "approval"}}},
      {"party",
       {{"kind", "party-kind"},
        {"formed_in", "country"},
        {"government_of", "country"},
        {"nationalities", "country", "", true},
        {"has_substance", "truth"},
        {"employees", "number"},
        {"turnover", "money"},
        {"citizenship_eligible", "date"},
        {"sites", "rows", "site"},
        {"breaches", "rows", "breach"},
        {"directors", "rows", "office-holder"},
        {"links_of_concern", "rows", "link"},
        {"assets", "rows", "asset"}}},
      {"step", {{"date", "date"}, {"votes", "share"}}},
      {"approval", {{"date", "date"}, {"acquirer", "party"}, {"report_at", "share"}}},
      {"site",
       {{"country", "country"},
        {"land_kind", "land-kind"},
        {"value", "money"},
        {"dwellings_added", "number"}}},
      {"breach", {{"kind", "breach-kind"}, {"date", "date"}}},
      {"office-holder", {{"nationalities", "country", "", true}, {"residence", "country"}}},
      {"link", {{"party", "party"}, {"revenue", "money"}, {"capital_spending", "money"}}},
      {"asset",
       {{"country", "country"},
        {"power", "quantity", "MW"},
        {"functions", "verb", "", true},
        {"in_listed_port", "truth"}}},
      {"holding", {{"passive", "truth"}, {"rights", "right", "", true}}},
  };
  return all.at(entity);
}

std::size_t RandomRows::levels(const Roots& roots) {
  return static_cast<std::size_t>(
      std::count_if(roots.begin(), roots.end(), [](const Root& root) { return root.text[0] == 'x'; }));
}

std::string RandomRows::code(const std::string& domain) {
  static const std::vector<std::string> countries = {"CA", "US", "CN", "DE"};
  if (domain == "country") return dice_.of(countries);
  const auto& codes = vocabulary_.domain(*vocabulary_.find_domain(domain)).codes;
  // Individuals and governments have no holders; corporations, funds and trusts do.
  static const std::vector<std::string> kinds = {"individual", "corporation", "corporation", "fund",
                                                 "trust",      "government",  "corporation"};
  return domain == "party-kind" ? dice_.of(kinds)
                                : codes[dice_.below(std::min<std::size_t>(3, codes.size()))].id;
}

std::string RandomRows::codes(const std::string& domain) {
  std::string text = code(domain);
  for (std::size_t i = dice_.below(2); i > 0; --i) {
    const std::string more = code(domain);
    if (text.find(more) == std::string::npos) text += ", " + more;
  }
  return text;
}

std::string RandomRows::day() {
  static const std::vector<std::string> days = {"2015-01-31", "2016-02-29", "2017-06-02", "2017-07-20",
                                                "2018-01-01"};
  return dice_.of(days);
}

std::string RandomRows::order() {
  static const std::vector<std::string> orders = {"<", "<=", ">", ">="};
  return dice_.of(orders);
}

std::string RandomRows::literal(const Field& field) {
  static const std::vector<std::string> numbers = {"0", "50", "100", "150"};
  static const std::vector<std::string> shares = {"10%", "25%", "1/3", "50%", "0%", "100%"};
  static const std::vector<std::string> money = {"0 CAD", "5 million CAD", "10 million CAD",
                                                 "800 million CAD"};
  const std::string type = field.type;
  if (type == "truth") return dice_.percent(50) ? "true" : "false";
  if (type == "number") return dice_.of(numbers);
  if (type == "share") return dice_.of(shares);
  if (type == "money") return dice_.of(money);
  if (type == "quantity") return dice_.of(numbers) + " " + field.of;
  if (type == "date") return day();
  return code(type);
}

std::string RandomRows::party(const Roots& roots) {
  std::vector<std::string> parties;
  for (const Root& root : roots) {
    if (root.entity == "party") parties.push_back(root.text);
  }
  return dice_.of(parties);
}

std::string RandomRows::date(const Roots& roots) {
  static const std::vector<std::string> offsets = {"45 days after", "1 month from", "1 year before",
                                                   "2 weeks after"};
  std::vector<std::string> days = {"as_of"};
  for (const Root& root : roots) {
    for (const Field& field : fields(root.entity)) {
      if (std::string(field.type) == "date") days.push_back(root.text + "." + field.name);
    }
  }
  std::string text = dice_.percent(25) ? day() : dice_.of(days);
  if (roots.size() > 1 && levels(roots) < 2 && dice_.percent(15)) {
    const Rows steps{"transaction.steps", "step"};
    const Roots inside = with(roots, steps);
    const std::string& x = inside.back().text;
    text = std::string(dice_.percent(50) ? "max" : "min") + " of " + x + ".date for " + x +
           " in transaction.steps" + filter(inside);
  }
  if (dice_.percent(30)) text = dice_.of(offsets) + " " + (text.find(' ') == text.npos ? text : day());
  if (dice_.percent(10)) text = "latest(" + text + ", " + day() + ")";
  return text;
}

RandomRows::Roots RandomRows::with(const Roots& roots, const Rows& list) const {
  Roots inside = roots;
  inside.push_back({"x" + std::to_string(levels(roots) + 1), list.entity, list.holders});
  return inside;
}

std::string RandomRows::filter(const Roots& inside) {
  return dice_.percent(45) ? " where (" + atom(inside.back(), inside) + ")" : "";
}

RandomRows::Rows RandomRows::list(const Roots& roots) {
  static const std::vector<std::string> calls = {"holders", "holders", "upstream", "downstream"};
  if (dice_.percent(40) && !methods_.empty()) {
    const std::string& call = dice_.of(calls);
    return {call + "(" + party(roots) + ", " + method() + ")", "party", call != "downstream"};
  }
  if (dice_.percent(15) && !lists_.empty()) return {dice_.of(lists_), "party"};
  if (dice_.percent(20) && !circles_.empty()) {
    const std::string circle = "circle(" + party(roots) + ", " + dice_.of(circles_) + ")";
    if (dice_.percent(50)) return {circle, "party"};
    return dice_.percent(50) ? Rows{circle + ".sites", "site"} : Rows{circle + ".breaches", "breach"};
  }
  if (dice_.percent(8)) return {"transaction.parties", "party"};
  std::vector<Rows> lists;
  for (const Root& root : roots) {
    for (const Field& field : fields(root.entity)) {
      if (std::string(field.type) == "rows") lists.push_back({root.text + "." + field.name, field.of});
    }
  }
  return dice_.of(lists);
}

std::string RandomRows::atom(const Root& root, const Roots& roots) {
  if (root.entity == "party" && !self_.empty() && root.holder && dice_.percent(45))
    return root.text + "." + self_;
  if (root.entity == "party" && !attributes_.empty() && dice_.percent(25))
    return root.text + "." + dice_.of(attributes_);
  if (root.holder && dice_.percent(40)) {
    const Field share{"held", "share"};
    switch (dice_.below(4)) {
      case 0:
        return root.text + ".held.before " + order() + " " + literal(share);
      case 1:
        return root.text + ".held reaches " + literal(share);
      case 2:
        return root.text + ".votes " + order() + " " + literal(share);
      case 3:
        return root.text + (dice_.percent(50) ? ".passive" : ".rights overlaps {" + codes("right") + "}");
      default:
        return root.text + ".held " + order() + " " + literal(share);
    }
  }
  if (root.entity == "party" && !shares_.empty() && dice_.percent(15))
    return root.text + "." + dice_.of(shares_) + " " + order() + " " + literal({"", "share"});
  if (root.entity == "party" && dice_.percent(10)) return root.text + " == " + party(roots);
  const Field& field = dice_.of(fields(root.entity));
  const std::string name = root.text + "." + field.name, type = field.type;
  if (type == "rows") return "count(" + name + ") " + order() + " " + std::to_string(dice_.below(4));
  if (type == "truth") return dice_.percent(30) ? "not " + name : name;
  if (type == "date") return name + " " + order() + " " + date({roots[0]});
  if (type == "party" && field.many) return "count(" + name + ") > " + std::to_string(dice_.below(3));
  if (type == "party") return name + (dice_.percent(70) ? " == " : " != ") + party(roots);
  if (type == "number" || type == "share" || type == "money" || type == "quantity")
    return name + " " + order() + " " + literal(field);
  if (field.many) {
    switch (dice_.below(3)) {
      case 0:
        return name + " overlaps {" + codes(type) + "}";
      case 1:
        return name + " within {" + codes(type) + "}";
      default:
        return name + " contains " + code(type);
    }
  }
  switch (dice_.below(4)) {
    case 0:
      return name + " in {" + codes(type) + "}";
    case 1:
      return name + " not in {" + codes(type) + "}";
    case 2:
      return name + " != " + code(type);
    default:
      return name + " == " + code(type);
  }
}

// A condition over the rows of a list.
std::string RandomRows::rows(const Roots& roots) {
  const Rows over = list(roots);
  const Roots inside = with(roots, over);
  const std::string& x = inside.back().text;
  const std::string in = x + " in " + over.text;
  static const std::vector<std::string> shares = {"10%", "25%", "1/3", "50%", "2/3"};
  switch (dice_.below(9)) {
    case 0:
    case 1:
    case 2: {
      static const std::vector<std::string> words = {"some", "some", "every", "no"};
      return dice_.of(words) + " " + in + filter(inside) + " has (" + truth(1, inside) + ")";
    }
    case 3:
      return "count of " + in + filter(inside) + " " + order() + " " + std::to_string(dice_.below(4));
    case 4:
      return "(count(" + over.text + ") >= 0 and portion of " + in + " where (" +
             atom(inside.back(), inside) + ") " + order() + " " + dice_.of(shares) + ")";
    case 5: {
      std::vector<const Field*> values;
      for (const Field& field : fields(over.entity)) {
        const std::string type = field.type;
        if (type == "country" || type == "land-kind" || type == "breach-kind" || type == "verb")
          values.push_back(&field);
      }
      if (values.empty()) break;
      const Field& field = *dice_.of(values);
      return over.text + "." + field.name + (dice_.percent(60) ? " overlaps {" : " within {") +
             codes(field.type) + "}";
    }
    case 6:
    case 7:
      if (!over.holders) break;
      if (dice_.percent(60))
        return "joint interest of " + in + filter(inside) + " " + order() + " " + dice_.of(shares);
      return "largest joint interest by " + x + ".government_of of " + in + filter(inside) + " " + order() +
             " " + dice_.of(shares);
    default:
      break;
  }
  return amount(roots);
}

// A condition on something calculated.
std::string RandomRows::amount(const Roots& roots) {
  static const std::vector<std::string> money_lines = {"0 CAD", "5 million CAD", "10 million CAD",
                                                       "800 million CAD"};
  switch (dice_.below(4)) {
    case 0: {
      const std::string days = dice_.percent(50) ? "0 days" : "413 days";
      const std::string first = date({roots[0]}), second = date({roots[0]});
      if (first.find(' ') == first.npos && second.find(' ') == second.npos)
        return first + " - " + second + " " + order() + " " + days;
      return money(roots) + " " + order() + " " + dice_.of(money_lines);
    }
    case 1: {
      const std::string number = party(roots) + ".employees";
      return (dice_.percent(50) ? number + " * 2 " : "greatest(" + number + ", 100) ") + order() + " " +
             std::to_string(50 * dice_.below(4));
    }
    default:
      return money(roots) + " " + order() + " " + dice_.of(money_lines);
  }
}

std::string RandomRows::money(const Roots& roots) {
  const std::string turnover = party(roots) + ".turnover";
  if (levels(roots) < 2 && dice_.percent(60)) {
    static const std::vector<std::string> ways = {"sum of ", "sum of ", "max of ", "min of "};
    const std::string& way = dice_.of(ways);
    const bool sites = dice_.percent(50);
    const std::string base = party(roots);
    std::string over = base + (sites ? ".sites" : ".links_of_concern");
    if (sites && !circles_.empty() && dice_.percent(30))
      over = "circle(" + base + ", " + dice_.of(circles_) + ").sites";
    const Roots inside = with(roots, {over, sites ? "site" : "link"});
    const std::string& x = inside.back().text;
    std::string term = x + (sites ? ".value" : ".revenue");
    if (!sites && dice_.percent(30)) term += dice_.percent(50) ? " - 5 million CAD" : " + " + x + ".revenue";
    const std::string text = way + term + " for " + x + " in " + over + filter(inside);
    return dice_.percent(30) ? text + " + 5 million CAD" : text;
  }
  switch (dice_.below(4)) {
    case 0:
      return "50% * " + turnover;
    case 1:
      return "greatest(2 * " + turnover + ", 10 million CAD)";
    case 2:
      return turnover + " / 2";
    default:
      return "transaction.price - 5 million CAD";
  }
}

std::string RandomRows::relation(const Roots& roots) {
  if (levels(roots) < 2 && dice_.percent(45)) return rows(roots);
  if (dice_.percent(15)) return amount(roots);
  if (dice_.percent(20) && !methods_.empty()) {
    const std::string interest = "interest(" + party(roots) + ", " + party(roots) + ", " + method() + ")";
    static const std::vector<std::string> crossings = {"reaches 25%", "rises above 25%", "falls below 50%",
                                                       "> 25%",       ">= 50%",          "== 100%"};
    return interest + " " + dice_.of(crossings);
  }
  const Root& root = dice_.percent(60) ? roots.back() : dice_.of(roots);
  return atom(root, roots);
}

std::string RandomRows::truth(int depth, const Roots& roots) {
  if (depth == 0 || dice_.percent(40)) return relation(roots);
  const std::size_t shape = dice_.below(4);
  if (shape == 0) return "not (" + truth(depth - 1, roots) + ")";
  return "(" + truth(depth - 1, roots) + (shape == 1 ? ") or (" : ") and (") + truth(depth - 1, roots) + ")";
}

void RandomRows::define_methods() {
  const auto& kinds = vocabulary_.domain(*vocabulary_.find_domain("relation-kind")).codes;
  define(word("near"), " {links: [" + kinds[0].id + ", " + kinds[1].id + "]}");
  circles_.push_back(word("near"));
  define("pair." + word("use"),
         "\n    ask: Do they act together?\n    decides: Minister\n    true_if: it.first.formed_in == "
         "it.second.formed_in and it.first.has_substance\n    false_if: it.first.government_of != "
         "it.second.government_of");
  define(word("wide"), " {links: [" + kinds[2].id + "], judged: " + word("use") +
                           (dice_.percent(50) ? ", only: it.has_substance}" : "}"));
  circles_.push_back(word("wide"));
  static const std::vector<std::string> ways = {"product",
                                                "product, full_from: at least 50%",
                                                "whole",
                                                "whole, link: at least 25%",
                                                "whole, link: majority-or-dominant",
                                                "direct",
                                                "look-through-only"};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string name = word("m" + std::to_string(i));
    const std::string circle = dice_.percent(30) ? ", circle: " + dice_.of(circles_) : "";
    define(name, " {path: " + dice_.of(ways) + ", measure: votes" + circle + "}");
    methods_.push_back(name);
  }
}

void RandomRows::define_attributes() {
  const Roots it = {{"it", "party"}};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string name = word("a" + std::to_string(i));
    define("party." + name, " \"" + truth(2, it) + "\"");
    attributes_.push_back(name);
  }
  const std::string name = word("s0");
  define("party." + name, " \"joint interest of x1 in holders(it, " + method() + ") where (x1." +
                              dice_.of(attributes_) + ")\"");
  shares_.push_back(name);
}

// Attributes that read themselves on the holders of their party.
void RandomRows::define_recursion() {
  const Roots it = {{"it", "party"}};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string name = word("r" + std::to_string(i));
    self_ = name;
    const Rows holders{"holders(it, " + method() + ")", "party", true};
    const Roots inside = with(it, holders);
    const std::string self = "x1." + name;
    static const std::vector<std::string> lines = {"20%", "25%", "50%"};
    std::string above;
    switch (dice_.below(4)) {
      case 0:
        above = "joint interest of x1 in " + holders.text + " where (" + self + ") >= " + dice_.of(lines);
        break;
      case 1:
        above = "largest joint interest by x1.government_of of x1 in " + holders.text + " where (" + self +
                ") > " + dice_.of(lines);
        break;
      case 2:
        above = "every x1 in " + holders.text + " where (" + atom(inside[0], it) + ") has (" + self + ")";
        break;
      default:
        above = "some x1 in " + holders.text + " has (" + self + " and " + atom(inside.back(), inside) + ")";
    }
    self_.clear();
    if (i == 2) {
      define("party." + name, "\n    ask: Is it so?\n    decides: Minister\n    true_if: \"" + above +
                                  "\"\n    false_if: \"" + truth(1, it) + "\"");
    } else {
      define("party." + name, "\n    any:\n      - \"" + truth(1, it) + "\"\n      - \"" + above + "\"");
    }
    attributes_.push_back(name);
  }
}

std::string RandomRows::rule(std::size_t index, const std::string& family) {
  Roots roots = {{"transaction", "transaction"}, {"acquirer", "party"}, {"target", "party"}};
  if (!family.empty()) roots.push_back({word("person"), "party"});
  static const std::vector<std::string> levels = {"none", "low", "high"};
  std::string text =
      "  " + prefix_ + "." + family + "r" + std::to_string(index) + ":\n    in_force: always\n";
  text += "    when: \"" + truth(2, roots) + "\"\n";
  if (dice_.percent(20)) text += "    unless: \"" + truth(1, roots) + "\"\n";
  text += "    then: {first: " + dice_.of(levels) + ", second: " + dice_.of(levels) + "}\n";
  if (dice_.percent(20)) text += "    until: \"" + date(roots) + "\"\n";
  if (family.empty() && dice_.percent(40))
    text += "    duty: {who: acquirer, what: report, due: \"" + date(roots) + "\", if_not: {penalty: \"" +
            money(roots) + "\"}}\n";
  if (index == 1) text += "    defeats: [" + prefix_ + ".s.*]\n";
  return text;
}

std::string RandomRows::rules() {
  definitions_.clear();
  define_methods();
  define_attributes();
  define_recursion();
  const Roots deal = {{"transaction", "transaction"}, {"acquirer", "party"}, {"target", "party"}};
  define(word("list"), " {list: \"p in upstream(acquirer, " + method() + ") where (p.held >= 25%)\"}");
  lists_.push_back(word("list"));
  std::string rules;
  for (std::size_t i = 0; i < 12; ++i) rules += rule(i, "");
  rules += "  " + prefix_ + ".s:\n    subjects: {" + word("person") + ": \"p in upstream(acquirer, " +
           method() + ") where (p." + dice_.of(attributes_) + ")\"}\n";
  for (std::size_t i = 12; i < 16; ++i) rules += rule(i, "s.");
  return "regime: " + prefix_ + "\ntitle: Random " + prefix_ + "\ncountry: CA\nprefix: " + prefix_ +
         "\nby: transaction.closing\nin_force: 2008-01-01..\ndeterminations:\n"
         "  first: {title: first, levels: [none, low, high]}\n"
         "  second: {title: second, levels: [none, low, high]}\ndefinitions:\n" +
         definitions_ + "rules:\n" + rules;
}

}  // namespace weir::test
