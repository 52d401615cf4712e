#include "support/random_rows.hpp"

#include <algorithm>
#include <set>

namespace weir::test {

std::string RandomRows::value(const Field& field) {
  const std::string type = field.type;
  if (type == "truth") return literal(field);
  if (type == "date") {
    switch (dice_.below(8)) {
      case 0:
        return "never";
      case 1:
        return "not yet";
      case 2:
        return "2015-01-31..2017-06-02";
      case 3:
        return "2017-06-03..";
      default:
        return day();
    }
  }
  if (type == "party") {
    if (!field.many) return "p" + std::to_string(dice_.below(4));
    return dice_.percent(70) ? "[p0, p1]" : "[p0, unknown]";
  }
  if (type == "number" || type == "quantity") {
    const std::string unit = type == "number" ? "" : std::string(" ") + field.of;
    switch (dice_.below(6)) {
      case 0:
        return "50" + unit + "..100" + unit;
      case 1:
        return "at least 100" + unit;
      case 2:
        return "over 50" + unit;
      case 3:
        return "under 100" + unit;
      default:
        return literal(field);
    }
  }
  if (type == "share")
    return dice_.percent(25) ? "25%..50%" : dice_.percent(20) ? "over 25%" : literal(field);
  if (type == "money") {
    switch (dice_.below(8)) {
      case 0:
        return "5 million CAD..10 million CAD";
      case 1:
        return "at least 5 million CAD";
      case 2:
        return "under 10 million CAD";
      case 3:
        return "5 million USD";
      default:
        return literal(field);
    }
  }
  if (field.many) return "[" + codes(type) + (dice_.percent(30) ? ", unknown]" : "]");
  if (dice_.percent(12)) return "not applicable";
  if (dice_.percent(15)) {
    const std::string first = code(type), second = code(type);
    if (first != second) return "one of [" + first + ", " + second + "]";
  }
  return code(type);
}

// `name: value` for a fact, sometimes as a claim; nothing where it is left out.
std::string RandomRows::stated(const Field& field) {
  if (dice_.percent(22)) return "";
  const std::string name = field.name, type = field.type;
  if (type == "rows") return name + ": " + list_of(field.of);
  std::string text = value(field);
  if (text[0] != '[') text = "\"" + text + "\"";
  static const std::vector<std::string> qualities = {"confirmed", "assumed", "alleged", "reported"};
  if (dice_.percent(20))
    return name + ": {value: " + text + ", source: paper, quality: " + dice_.of(qualities) +
           (dice_.percent(50) ? ", learned: 2017-07-01" : "") + "}";
  return name + ": " + text;
}

std::string RandomRows::row(const std::string& entity) {
  std::string text;
  for (const Field& field : fields(entity)) {
    const std::string one = stated(field);
    if (!one.empty()) text += (text.empty() ? "" : ", ") + one;
  }
  if (dice_.percent(10)) text += std::string(text.empty() ? "" : ", ") + "learned: 2017-07-01";
  return "{" + text + "}";
}

std::string RandomRows::list_of(const std::string& entity) {
  std::string text;
  for (std::size_t i = dice_.below(4); i > 0; --i) text += (text.empty() ? "" : ", ") + row(entity);
  if (dice_.percent(30)) text += text.empty() ? "unknown" : ", unknown";
  return "[" + text + "]";
}

// Of what others certainly leave, so that no entity has more than all.
std::string RandomRows::share(int& room) {
  static const std::vector<int> parts = {10, 20, 25, 30, 50, 51, 60, 75, 100};
  const int part = std::min(dice_.of(parts), room);
  const auto percent = [](int value) { return std::to_string(value) + "%"; };
  switch (dice_.below(8)) {
    case 0:
      return "unknown";
    case 1:
      room -= part;
      return percent(part) + ".." + percent(std::min(100, part + 25));
    case 2:
      if (part < 25) break;
      room -= part;
      return "over " + percent(part - 1);
    case 3:
      return "under " + percent(std::max(part, 10));
    case 4:
      room -= part;
      return (dice_.percent(50) ? "0%" : percent(part / 2)) + " -> " + percent(part);
    default:
      break;
  }
  room -= part;
  return percent(part);
}

std::string RandomRows::facts() {
  const auto& kinds = vocabulary_.domain(*vocabulary_.find_domain("relation-kind")).codes;
  std::string text =
      "case: random\ntitle: Random\nas_of: 2017-06-02\nsources:\n  paper: {title: Paper, date: 2017-01-01}\n"
      "roles: {acquirer: p0, target: p1, vendor: p2}\n";
  std::string deal;
  for (const Field& field : fields("transaction")) {
    const std::string one = stated(field);
    if (!one.empty()) deal += "  " + one + "\n";
  }
  text += deal.empty() ? "transaction: {}\nparties:\n" : "transaction:\n" + deal + "parties:\n";
  const std::size_t count = 3 + dice_.below(2);
  for (std::size_t i = 0; i < 4; ++i) {
    text += "  p" + std::to_string(i) + ": {name: P" + std::to_string(i);
    for (const Field& field : fields("party")) {
      const std::string one = stated(field);
      if (!one.empty()) text += ", " + one;
    }
    if (dice_.percent(25)) text += ", other_holders_at_most: 10%";
    if (dice_.percent(70)) {
      text += ", relations: [";
      const std::size_t ties = dice_.below(2);
      if (ties > 0)
        text += "{other: p" + std::to_string((i + 1 + dice_.below(3)) % 4) +
                ", kind: " + kinds[dice_.below(4)].id + (dice_.percent(30) ? ", to: 2017-01-01" : "") + "}";
      if (dice_.percent(15)) text += ties > 0 ? ", unknown" : "unknown";
      text += "]";
    }
    text += "}\n";
  }
  std::string holdings;
  for (std::size_t entity = 0; entity < count; ++entity) {
    int room = 100;
    std::set<std::size_t> owners = {entity};
    for (std::size_t i = dice_.below(4); i > 0 && room > 0; --i) {
      const std::size_t owner = dice_.below(4);
      if (!owners.insert(owner).second) continue;
      holdings += std::string("  - {owner: ") + (dice_.percent(8) ? "unknown" : "p" + std::to_string(owner)) +
                  ", entity: p" + std::to_string(entity);
      holdings += ", votes: \"" + share(room) + "\"";
      for (const Field& field : fields("holding")) {
        const std::string one = stated(field);
        if (!one.empty()) holdings += ", " + one;
      }
      if (dice_.percent(10)) holdings += ", period: 2010-01-01..2017-06-10";
      if (dice_.percent(8)) holdings += ", on_behalf_of: p" + std::to_string(dice_.below(4));
      if (dice_.percent(10)) holdings += ", learned: 2017-07-01";
      holdings += "}\n";
    }
  }
  if (count == 3) holdings += "  - {owner: p0, entity: p3, votes: 10%}\n";
  // Without a holding the key is left out: nothing is no list.
  if (!holdings.empty()) text += "holdings:\n" + holdings;
  std::string decisions;
  for (std::size_t i = 0; i < 4; ++i) {
    if (dice_.percent(30))
      decisions += "  - {id: " + word("r2") + ", of: p" + std::to_string(i) +
                   ", value: " + (dice_.percent(50) ? "true" : "false") + ", by: Minister, on: 2017-01-01}\n";
  }
  if (dice_.percent(30))
    decisions += "  - {id: " + word("use") + ", of: p0 and p2, value: true, by: Minister, on: 2017-01-01}\n";
  if (!decisions.empty()) text += "judgements:\n" + decisions;
  return text;
}

}  // namespace weir::test
