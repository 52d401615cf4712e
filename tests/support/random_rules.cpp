#include "support/random_rules.hpp"

#include <algorithm>

namespace weir::test {

using model::Kind;
using model::Shape;
using model::Type;

namespace {

bool same_kind(const Type& a, const Type& b) {
  return a.kind == b.kind && a.shape == b.shape && a.domain == b.domain && a.dimension == b.dimension;
}

const std::vector<std::string> orders = {"<", "<=", ">", ">="};
const std::vector<std::string> equalities = {"==", "!="};

}  // namespace

RandomRules::RandomRules(const model::Vocabulary& vocabulary, std::string prefix, Dice& dice)
    : vocabulary_(vocabulary), prefix_(std::move(prefix)), dice_(dice) {
  collect("transaction", vocabulary.transaction, 0);
  own_names_ = any_names_ = names_;
  collect("procedure", vocabulary.procedure, 0);
  for (const char* role : {"acquirer", "target", "vendor"}) collect(role, vocabulary.party, 1);
  collect("stake", vocabulary.holding, 0);
  std::swap(names_, own_names_);
  collect("it", vocabulary.party, 1);
  std::swap(names_, own_names_);
  for (std::vector<Name>* list : {&names_, &own_names_, &any_names_}) {
    list->push_back({"as_of", {.kind = Kind::date}, "", false});
    list->push_back({"known_on", {.kind = Kind::date}, "", false});
  }
}

void RandomRules::collect(const std::string& root, model::EntityId entity, int depth) {
  for (const model::FactId id : vocabulary_.entity(entity).facts) {
    const model::Fact& fact = vocabulary_.fact(id);
    Type type = fact.type;
    if (type.kind == Kind::text || type.kind == Kind::period) continue;
    const std::string path = root + "." + fact.field;
    if (type.shape == Shape::rows || type.kind == Kind::row) {
      const model::FactId key = type.entity.valid() ? vocabulary_.entity(type.entity).key : model::FactId();
      if (!key.valid()) continue;
      type = vocabulary_.fact(key).type;
      type.shape = Shape::set;
    }
    names_.push_back({path, type, fact.measures, false});
    if (type.kind == Kind::party && type.shape == Shape::single && depth > 0)
      collect(path, vocabulary_.party, depth - 1);
  }
}

const std::vector<RandomRules::Name>& RandomRules::names(Side side) const {
  if (side == Side::either) return any_names_;
  return side == Side::rule ? names_ : own_names_;
}

const RandomRules::Name* RandomRules::name_of(const Type& type, Side side) {
  std::vector<const Name*> fitting;
  for (const Name& name : names(side)) {
    if (same_kind(name.type, type)) fitting.push_back(&name);
  }
  if (fitting.empty()) return nullptr;
  // What this rule set defines is read more often than its share of the names.
  if (dice_.percent(40)) {
    std::vector<const Name*> own;
    for (const Name* name : fitting) {
      if (name->text.find(prefix_ + "_") != std::string::npos) own.push_back(name);
    }
    if (!own.empty()) return dice_.of(own);
  }
  return dice_.of(fitting);
}

std::string RandomRules::day() {
  const std::size_t year = 2009 + dice_.below(18), month = 1 + dice_.below(12), day = 1 + dice_.below(28);
  auto two = [](std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(year) + "-" + two(month) + "-" + two(day);
}

std::string RandomRules::code(model::DomainId domain) {
  return dice_.of(vocabulary_.domain(domain).codes).id;
}

std::string RandomRules::code_set(model::DomainId domain) {
  std::string text;
  for (std::size_t i = 1 + dice_.below(4); i > 0; --i) text += (text.empty() ? "" : ", ") + code(domain);
  return "{" + text + "}";
}

std::string RandomRules::literal(const Type& type) {
  static const std::vector<std::string> shares = {"0%", "10%", "25%", "1/3", "33.33%", "50%", "2/3", "100%"};
  static const std::vector<std::string> amounts = {"5 million", "800 million", "0", "1000 million"};
  static const std::vector<std::string> money = {"CAD", "CAD", "USD"};
  switch (type.kind) {
    case Kind::truth:
      return dice_.percent(50) ? "true" : "false";
    case Kind::number:
      return std::to_string(dice_.below(4) * 50);
    case Kind::share:
      return dice_.of(shares);
    case Kind::money:
      return dice_.of(amounts) + " " + dice_.of(money);
    case Kind::quantity: {
      const auto& units = vocabulary_.dimension(type.dimension).units;
      return std::to_string(1 + dice_.below(3) * 500) + " " + dice_.of(units).first;
    }
    case Kind::date:
      return dice_.percent(8) ? "never" : day();
    default:
      return code(type.domain);
  }
}

std::string RandomRules::date(int depth, Side side) {
  static const std::vector<std::string> offsets = {"45 days after", "30 days before", "1 month from",
                                                   "6 months from", "1 year after",   "5 years after",
                                                   "2 weeks after"};
  const Type type{.kind = Kind::date};
  if (depth > 0 && dice_.percent(30)) return dice_.of(offsets) + " " + date(0, side);
  if (depth > 0 && dice_.percent(15)) {
    const std::string a = date(0, side), b = date(0, side);
    return std::string(dice_.percent(50) ? "earliest(" : "latest(") + a + ", " + b + ")";
  }
  if (dice_.percent(20)) return literal(type);
  return name_of(type, side)->text;
}

std::string RandomRules::value(const Type& type, const std::string& measures, Side side) {
  if (type.kind == Kind::date) return date(1, side);
  if (dice_.percent(25)) {
    const Name* other = name_of(type, side);
    if (other && (measures.empty() || other->measures.empty() || other->measures == measures)) {
      if (other->dated && dice_.percent(40)) return other->text + " at " + date(0, side);
      return other->text;
    }
  }
  return literal(type);
}

std::string RandomRules::ordered(const Type& type, Side side) {
  const Name* left = name_of(type, side);
  if (!left) return dice_.percent(50) ? "true" : "false";
  if (dice_.percent(15) && type.kind != Kind::date) {
    const std::string low = literal(type);
    std::string high = literal(type);
    // Both ends in one currency.
    if (type.kind == Kind::money) high = high.substr(0, high.size() - 3) + low.substr(low.size() - 3);
    return low + " " + dice_.of(orders) + " " + left->text + " " + dice_.of(orders) + " " + high;
  }
  const std::string& how = dice_.percent(75) ? dice_.of(orders) : dice_.of(equalities);
  return left->text + " " + how + " " + value(type, left->measures, side);
}

std::string RandomRules::codes(const Name& name, Side side) {
  const model::DomainId domain = name.type.domain;
  const model::Domain& list = vocabulary_.domain(domain);
  if (list.codes.empty()) return name.text + (name.type.shape == Shape::set ? " within {}" : " in {}");
  Type set = name.type;
  set.shape = Shape::set;
  auto group = [&] {
    const Name* other = dice_.percent(60) ? name_of(set, side) : nullptr;
    if (!other) return code_set(domain);
    return other->dated && dice_.percent(40) ? other->text + " at " + date(0, side) : other->text;
  };
  Type single = set;
  single.shape = Shape::single;
  if (name.type.shape == Shape::single) {
    const std::size_t shape = dice_.below(5);
    if (shape == 0) return name.text + " in " + group();
    if (shape == 1) return name.text + " not in " + group();
    if (shape == 2 && list.ordered) return name.text + " " + dice_.of(orders) + " " + code(domain);
    if (shape == 3) return code(domain) + " == " + name.text;
    return name.text + " " + dice_.of(equalities) + " " + value(single, "", side);
  }
  switch (dice_.below(6)) {
    case 0:
      return name.text + " overlaps " + group();
    case 1:
      return name.text + " within " + group();
    case 2:
      return name.text + " contains " + value(single, "", side);
    case 3:
      return name.text + " contains at least " + std::to_string(1 + dice_.below(3)) + " of " +
             code_set(domain);
    case 4:
      return code(domain) + " in " + name.text;
    default:
      return "count(" + name.text + ") " + dice_.of(orders) + " " + std::to_string(dice_.below(4));
  }
}

std::string RandomRules::change(const Name& name, Side side) {
  static const std::vector<std::string> crossings = {"reaches", "rises above", "falls below"};
  const Type share{.kind = Kind::share};
  const std::size_t shape = dice_.below(4);
  if (shape == 0) return name.text + ".before " + dice_.of(orders) + " " + literal(share);
  if (shape == 1)
    return name.text + " " + dice_.of(crossings) + " any of {" + literal(share) + ", " + literal(share) + "}";
  if (shape == 2) return name.text + " " + dice_.of(crossings) + " " + value(share, "", side);
  return name.text + " " + dice_.of(crossings) + " " + literal(share);
}

std::string RandomRules::relation(Side side) {
  const Name& name = dice_.of(names(side));
  if (name.type.shape == Shape::set)
    return name.type.kind == Kind::code ? codes(name, side)
                                        : "count(" + name.text + ") > " + std::to_string(dice_.below(3));
  switch (name.type.kind) {
    case Kind::truth:
      if (dice_.percent(15)) return name.text + " " + dice_.of(equalities) + " " + literal(name.type);
      return name.text;
    case Kind::code:
      return codes(name, side);
    case Kind::party: {
      static const std::vector<std::string> roles = {"target", "acquirer", "vendor"};
      const bool deal = side == Side::rule && dice_.percent(70);
      const std::string other = deal ? dice_.of(roles) : name_of(name.type, side)->text;
      return name.text + " " + dice_.of(equalities) + " " + other;
    }
    case Kind::date:
      if (dice_.percent(25)) return "happened(" + date(1, side) + ")";
      if (dice_.percent(8))
        return date(0, side) + " - " + date(0, side) + " " + dice_.of(orders) + " " +
               std::to_string(dice_.below(400)) + " days";
      if (dice_.percent(15)) return "year(" + name.text + ") >= " + std::to_string(2009 + dice_.below(18));
      return date(1, side) + " " + dice_.of(dice_.percent(80) ? orders : equalities) + " " + date(1, side);
    case Kind::share:
      if (name.type.change && dice_.percent(80)) return change(name, side);
      return ordered(name.type, side);
    default:
      return ordered(name.type, side);
  }
}

std::string RandomRules::truth(int depth, Side side) {
  if (depth == 0 || dice_.percent(35)) return relation(side);
  const std::size_t shape = dice_.below(4);
  if (shape == 0) return "not (" + truth(depth - 1, side) + ")";
  const std::string word = shape == 1 ? " or " : " and ";
  std::string text = "(" + truth(depth - 1, side) + ")";
  for (std::size_t i = 1 + dice_.below(2); i > 0; --i) text += word + "(" + truth(depth - 1, side) + ")";
  return text;
}

// One expression, or a list of conditions.
std::string RandomRules::condition(const std::string& indent, Side side) {
  if (dice_.percent(60)) return " " + quoted(truth(2, side)) + "\n";
  static const std::vector<std::string> words = {"all", "any", "none", "at_least"};
  const std::string& word = dice_.of(words);
  std::string parts;
  const std::size_t count = 2 + dice_.below(3);
  for (std::size_t i = 0; i < count; ++i) parts += (parts.empty() ? "" : ", ") + quoted(truth(1, side));
  if (word == "at_least")
    return "\n" + indent + "at_least: {n: " + std::to_string(1 + dice_.below(count)) + ", of: [" + parts +
           "]}\n";
  return "\n" + indent + word + ": [" + parts + "]\n";
}

void RandomRules::add(const std::string& name, Side side, const Type& type, const std::string& body,
                      bool dated) {
  const std::string id = side == Side::rule ? name : "party." + name;
  definitions_ += "  " + id + ":\n" + body;
  if (side == Side::rule) {
    names_.push_back({name, type, "", dated});
    // An attribute may read what does not speak of the deal; that is only certain of groups and figures.
    return;
  }
  own_names_.push_back({"it." + name, type, "", dated});
  for (const char* role : {"acquirer", "target", "acquirer.gp"})
    names_.push_back({std::string(role) + "." + name, type, "", dated});
}

std::string RandomRules::by(Side side) {
  return dice_.percent(70) ? "    by: " + quoted(date(1, side)) + "\n" : "";
}

// A law date that nothing else follows: the checker demands that what follows one date is law together.
std::string RandomRules::by_of_its_own(Side side) {
  ++count_;
  const std::string far = std::to_string(2900 + count_ / 28) + "-01-" + std::to_string(10 + count_ % 20);
  return "    by: " + quoted("earliest(" + date(1, side) + ", " + far + ")") + "\n";
}

void RandomRules::define_group() {
  static const std::vector<std::string> lists = {"country", "activity-kind", "party-kind", "mineral"};
  const model::DomainId domain = *vocabulary_.find_domain(dice_.of(lists));
  std::string body = "    of: " + vocabulary_.domain(domain).name + "\n" + by(Side::either);
  std::vector<std::string> used;
  auto member = [&]() -> std::string {
    const std::string found = code(domain);
    if (std::find(used.begin(), used.end(), found) != used.end()) return "";
    used.push_back(found);
    return found;
  };
  if (dice_.percent(8)) {
    body += "    members: unknown\n";
  } else {
    body += "    members:\n";
    for (std::size_t i = 0; i < 5; ++i) {
      const std::string found = member();
      if (found.empty()) continue;
      std::string first = day(), last = day();
      if (last < first) std::swap(first, last);
      const std::string range = dice_.percent(40)   ? "always"
                                : dice_.percent(50) ? quoted(first + "..")
                                                    : quoted(first + ".." + last);
      body += "      " + quoted(found) + ": " + range + "\n";
    }
    const std::string doubtful = dice_.percent(30) ? member() : "";
    if (!doubtful.empty()) body += "    uncertain: [" + quoted(doubtful) + "]\n";
  }
  const std::string name = fresh();
  const Type type{.kind = Kind::code, .shape = Shape::set, .domain = domain};
  add(name, Side::rule, type, body, true);
  own_names_.push_back(names_.back());
  any_names_.push_back(names_.back());
}

void RandomRules::define_values() {
  static const std::vector<Type> types = {
      {.kind = Kind::money}, {.kind = Kind::share}, {.kind = Kind::date}, {.kind = Kind::number}};
  const Type type = dice_.of(types);
  const bool columns = dice_.percent(30);
  auto cell = [&](bool first) -> std::string {
    if (first || dice_.percent(70)) return quoted(literal(type));
    return dice_.percent(50) ? quoted("none")
                             : quoted((dice_.percent(50) ? "at least " : "at most ") + literal(type));
  };
  std::string body = by(Side::either);
  if (columns) body += "    columns: [low, high]\n";
  body += "    values:\n";
  std::vector<std::string> days;
  for (std::size_t i = 1 + dice_.below(4); i > 0; --i) days.push_back(day());
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  for (const std::string& from : days) {
    const bool first = from == days.front();
    const std::string cells = columns ? "[" + cell(first) + ", " + cell(first) + "]" : cell(first);
    const std::string enacted = dice_.percent(20) ? ", enacted: " + day() : "";
    body += "      " + from + ": {is: " + cells + enacted + "}\n";
  }
  const std::string name = fresh();
  const std::size_t before = names_.size();
  add(name, Side::rule, type, body, true);
  if (columns) {
    names_.back().text = name + ".low";
    names_.push_back(names_.back());
    names_.back().text = name + ".high";
  }
  for (std::size_t i = before; i < names_.size(); ++i) own_names_.push_back(names_[i]);
}

void RandomRules::define_versions(Side side) {
  static const std::vector<Type> types = {
      {.kind = Kind::truth}, {.kind = Kind::share, .change = true}, {.kind = Kind::date}};
  Type type = dice_.of(types);
  if (side == Side::attribute && type.change) type = {.kind = Kind::truth};
  std::vector<std::string> days;
  for (std::size_t i = 2 + dice_.below(3); i > 0; --i) days.push_back(day());
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::string body = by(Side::either) + "    versions:\n";
  for (std::size_t i = 0; i + 1 < days.size() || i == 0; ++i) {
    std::string range = (i == 0 && dice_.percent(50) ? "" : days[i]) + "..";
    if (i + 2 < days.size()) {
      const std::string last = days[i + 1].substr(0, 8) + "28";
      // Wordings follow each other, sometimes with a gap between them.
      range += last < days[i + 1] && last > days[i] ? last : days[i];
    }
    if (range == "..") range = "always";
    std::string is;
    if (type.change) {
      is = dice_.percent(50) ? "stake.votes" : "stake.capital";
    } else {
      is = type.kind == Kind::date ? date(1, side) : truth(1, side);
    }
    const std::string enacted = dice_.percent(20) ? ", enacted: " + day() : "";
    body += "      " + quoted(range) + ": {is: " + quoted(is) + enacted + "}\n";
  }
  if (dice_.percent(20) && type.kind == Kind::truth)
    body += "      pending: {is: " + quoted(truth(1, side)) + "}\n";
  if (dice_.percent(10) && type.kind == Kind::truth) body += "    doubt: who is meant\n";
  add(fresh(), side, type, body, true);
}

void RandomRules::define_table(Side side) {
  static const std::vector<Type> answers = {{.kind = Kind::truth},
                                            {.kind = Kind::share},
                                            {.kind = Kind::money},
                                            {.kind = Kind::date},
                                            {.kind = Kind::share, .change = true}};
  Type answer = dice_.of(answers);
  if (side == Side::attribute && answer.change) answer = {.kind = Kind::truth};
  auto answer_text = [&]() -> std::string {
    if (answer.change) return dice_.percent(50) ? "stake.votes" : "stake.capital";
    if (answer.kind == Kind::truth) return dice_.percent(50) ? literal(answer) : truth(1, side);
    if (answer.kind != Kind::date && dice_.percent(10)) return "none";
    return value(answer, "any", side);
  };
  std::vector<Name> inputs;
  while (inputs.size() < 1 + (definitions_.size() % 3)) {
    Name name = dice_.of(names(side));
    if (name.type.kind == Kind::party) continue;
    if (name.type.kind == Kind::code && vocabulary_.domain(name.type.domain).codes.empty()) continue;
    if (name.type.kind == Kind::truth) name.text = truth(1, side);
    inputs.push_back(name);
  }
  auto test = [&](const Name& input) -> std::string {
    if (dice_.percent(25)) return "any";
    if (input.type.shape == Shape::set)
      return (dice_.percent(25) ? "not " : "") + code_set(input.type.domain);
    if (input.type.kind == Kind::truth) return literal(input.type);
    if (input.type.kind == Kind::code) {
      const std::size_t shape = dice_.below(4);
      if (shape == 0) return code_set(input.type.domain);
      return (shape == 1 ? "not " : "") + code(input.type.domain);
    }
    return dice_.of(orders) + " " + literal(input.type);
  };
  std::string body = "    table: [";
  for (std::size_t i = 0; i < inputs.size(); ++i) body += (i > 0 ? ", " : "") + quoted(inputs[i].text);
  body += "]\n    rows:\n";
  auto line = [&](const std::vector<std::string>& tests) {
    body += "      - [";
    for (const std::string& cell : tests) body += quoted(cell) + ", ";
    body += quoted(answer_text()) + "]\n";
  };
  const bool first_is_literal = answer.kind != Kind::truth && !answer.change;
  if (first_is_literal) {
    // The first answer shows the type.
    std::vector<std::string> tests;
    for (const Name& input : inputs) tests.push_back(test(input));
    body += "      - [";
    for (const std::string& cell : tests) body += quoted(cell) + ", ";
    body += quoted(literal(answer)) + "]\n";
  }
  for (std::size_t i = 1 + dice_.below(3); i > 0; --i) {
    std::vector<std::string> tests;
    for (const Name& input : inputs) tests.push_back(test(input));
    line(tests);
  }
  // The last lines cover every input: either `any`, or one line on each side of a mark of the first input.
  std::vector<std::string> rest(inputs.size(), "any");
  const Type& first = inputs[0].type;
  const bool splits = first.shape == Shape::single && first.kind != Kind::code && dice_.percent(50);
  if (splits && first.kind == Kind::truth) {
    for (const char* side_of : {"true", "false"}) {
      rest[0] = side_of;
      line(rest);
    }
  } else if (splits && first.kind != Kind::money) {
    std::string mark = literal(first);
    if (mark == "never") mark = day();
    for (const char* side_of : {"<= ", "> "}) {
      rest[0] = side_of + mark;
      line(rest);
    }
  } else {
    line(rest);
  }
  add(fresh(), side, answer, body);
}

void RandomRules::define_truth(Side side) {
  std::string body;
  bool dated = false;
  if (dice_.percent(25)) {
    std::string first = day(), last = day();
    if (last < first) std::swap(first, last);
    body += by_of_its_own(side) + "    in_force: " + quoted(first + ".." + (dice_.percent(50) ? last : "")) +
            "\n";
    dated = true;
  } else if (dice_.percent(6)) {
    body += "    status: {enacted: " + day() + ", in_force: pending, waits_for: an order}\n";
  }
  if (dice_.percent(12)) {
    body += "    doubt: the text is unclear\n";
    if (dice_.percent(50))
      body += std::string("    reading: {text: so it is, holds: ") + (dice_.percent(50) ? "true" : "false") +
              "}\n";
  }
  std::string is = condition("    ", side);
  body += is.starts_with("\n") ? is.substr(1) : "    is:" + is;
  add(fresh(), side, {.kind = Kind::truth}, body, dated);
}

void RandomRules::define_judgement(Side side) {
  std::string body = "    ask: \"Is it so?\"\n    decides: Minister\n";
  if (dice_.percent(70)) body += "    true_if:" + condition("      ", side);
  if (dice_.percent(60)) body += "    false_if:" + condition("      ", side);
  if (dice_.percent(40)) {
    body += std::string("    presumed: ") + (dice_.percent(50) ? "true" : "false") + "\n";
  } else if (dice_.percent(30)) {
    body += "    presumed_if:" + condition("      ", side);
  }
  const std::string name = fresh();
  add(name, side, {.kind = Kind::truth}, body);
}

// A condition tested again while a period of the deal runs; some of its law stays as the period found it.
void RandomRules::define_retest() {
  static const std::vector<std::string> periods = {"3 years after", "1 year after", "6 months from",
                                                   "90 days after"};
  static const std::vector<std::string> starts = {"transaction.closing", "transaction.signing",
                                                  "transaction.first_interest", "procedure.filed"};
  std::string lost = truth(1, Side::rule), frozen;
  std::vector<const Name*> dated;
  for (const Name& name : names_) {
    const bool truth_or_set = name.type.kind == Kind::truth || name.type.shape == Shape::set;
    if (name.dated && truth_or_set && name.text.find('.') == std::string::npos) dated.push_back(&name);
  }
  if (!dated.empty() && dice_.percent(60)) {
    const Name& law = *dice_.of(dated);
    Type single = law.type;
    single.shape = Shape::single;
    const Name* fact = law.type.kind == Kind::truth ? &law : name_of(single, Side::rule);
    if (fact) {
      lost = "(" + lost + (dice_.percent(50) ? ") and (" : ") or (") +
             (fact == &law ? law.text : fact->text + " in " + law.text) + ")";
      if (dice_.percent(50)) frozen = law.text;
    }
  }
  std::string body =
      "    during: " + dice_.of(periods) + " " + dice_.of(starts) + "\n    lost: " + quoted(lost) + "\n";
  if (!frozen.empty()) body += "    frozen: " + frozen + "\n";
  add(fresh(), Side::rule, {.kind = Kind::truth}, body);
}

std::string RandomRules::rule(std::size_t index) {
  std::string text = "  " + prefix_ + (index % 3 == 0 ? ".a.r" : ".b.r") + std::to_string(index) + ":\n";
  static const std::vector<std::string> own_dates = {"procedure.filed", "procedure.accepted"};
  text += dice_.percent(50) ? by_of_its_own(Side::rule) : "    by: " + dice_.of(own_dates) + "\n";
  const bool pending = dice_.percent(5);
  std::string first = day(), last = day();
  if (last < first) std::swap(first, last);
  if (pending) {
    text += "    status: {in_force: pending, waits_for: an order}\n";
  } else if (dice_.percent(60)) {
    text += "    in_force: always\n";
  } else {
    text += "    in_force: " + quoted(first + ".." + (dice_.percent(50) ? last : "")) + "\n";
    if (dice_.percent(30)) text += "    status: {enacted: " + day() + "}\n";
  }
  text += "    when:" + condition("      ", Side::rule);
  if (dice_.percent(20)) text += "    unless:" + condition("      ", Side::rule);
  if (dice_.percent(20)) text += "    until: " + quoted(date(1, Side::rule)) + "\n";
  if (dice_.percent(10)) {
    text += "    doubt: the text is unclear\n";
    if (dice_.percent(50))
      text += std::string("    reading: {text: so it is, holds: ") + (dice_.percent(50) ? "true" : "false") +
              "}\n";
  }
  static const std::vector<std::string> levels = {"none", "low", "high"};
  if (dice_.percent(60))
    text += "    then: {first: " + dice_.of(levels) + ", second: " + dice_.of(levels) + "}\n";
  if (dice_.percent(60)) text += "    risk: {who: " + std::to_string(dice_.below(30)) + "}\n";
  // Exceptions reach forward only, so that none defeats itself in the end.
  if (index == 1) text += "    defeats: [" + prefix_ + ".a.*]\n";
  if (index == 2 || index == 4)
    text += "    defeats: [" + prefix_ + ".b.r" + std::to_string(index + 3 - index % 2) + "]\n";
  return text;
}

std::string RandomRules::text() {
  for (std::size_t i = 0; i < 3; ++i) define_group();
  for (std::size_t i = 0; i < 4; ++i) define_values();
  for (std::size_t i = 0; i < 4; ++i) {
    define_truth(Side::attribute);
    define_judgement(i % 2 == 0 ? Side::attribute : Side::rule);
    define_versions(i % 2 == 0 ? Side::rule : Side::attribute);
    define_table(i % 2 == 0 ? Side::attribute : Side::rule);
    define_table(Side::rule);
    define_truth(Side::rule);
    if (i % 2 == 0) define_retest();
  }
  std::string rules;
  for (std::size_t i = 0; i < 12; ++i) rules += rule(i);
  static const std::vector<std::string> dates = {"transaction.closing", "transaction.signing", "as_of",
                                                 "earliest(transaction.closing, transaction.signing)"};
  return "regime: " + prefix_ + "\ntitle: Random " + prefix_ + "\ncountry: CA\nprefix: " + prefix_ +
         "\nby: " + quoted(dice_.of(dates)) +
         "\nin_force: 2008-01-01..\ndeterminations:\n  first: {title: first, levels: [none, low, high], "
         "position: {high: must-file-after}}\n"
         "  second: {title: second, levels: [none, low, high], position: {high: must-file-after}}\n"
         "risk: {factors: {who: {title: Who}}, bands: {low: 0, high: 50}}\ndefinitions:\n" +
         definitions_ + "rules:\n" + rules;
}

}  // namespace weir::test
