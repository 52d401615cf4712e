// write_handwritten FILE COUNT: the workload's first rules as conditions in C++, for handwritten.hpp.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "bench/workload.hpp"

namespace weir::bench {
namespace {

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return "(" + text + ")";
}

std::string cpp(const Condition& condition) {
  using Kind = Condition::Kind;
  const Field& field = fields()[condition.field];
  const std::string owner = "deal." + std::string(field.owner == "deal" ? "transaction" : field.owner);
  const std::string fact = owner + "." + std::string(field.name);
  std::vector<std::string> parts;
  switch (condition.kind) {
    case Kind::one_of:
      for (const std::string& code : condition.codes)
        parts.push_back(field.kind == FieldKind::sector ? fact + ".starts_with(" + quoted(code) + ")"
                                                        : fact + " == " + quoted(code) + "sv");
      return joined(parts, " || ");
    case Kind::overlaps:
      for (const std::string& code : condition.codes) parts.push_back(owner + ".has(" + quoted(code) + ")");
      return joined(parts, " || ");
    case Kind::at_least:
      return fact + " >= " + std::to_string(condition.number);
    case Kind::below:
      return fact + " < " + std::to_string(condition.number);
    case Kind::is:
      return (condition.wanted ? "" : "!") + fact;
    case Kind::any_of:
    case Kind::none_of:
      for (const Condition& part : condition.parts) parts.push_back(cpp(part));
      return (condition.kind == Kind::none_of ? "!" : "") + joined(parts, " || ");
  }
  return {};
}

// A compiler takes more than twice as long for a function of twice as many conditions.
constexpr std::size_t rules_of_function = 200;

void write_rules(std::ostream& out, std::size_t count) {
  out << "#include \"bench/handwritten.hpp\"\n\nnamespace weir::bench::handwritten {\n\nusing namespace "
         "std::literals;\n\n";
  const auto begin = [&](const std::string& linkage, const std::string& name) {
    out << linkage << "std::int64_t " << name
        << "(const Deal& deal, std::string& fired) {\n  std::int64_t points = 0;\n";
  };
  const std::vector<Rule> rules = make_workload({.cases = 0, .rules = count}).rules;
  std::size_t parts = 0;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (i % rules_of_function == 0) {
      if (i > 0) out << "  return points;\n}\n\n";
      begin("static ", "part_" + std::to_string(++parts));
    }
    std::vector<std::string> conditions;
    for (const Condition& condition : rules[i].conditions) conditions.push_back(cpp(condition));
    out << "  if " << joined(conditions, " && ") << " {\n    points += " << rules[i].points
        << ";\n    fired += R\"(," << quoted(rules[i].id) << ")\";\n  }\n";
  }
  out << "  return points;\n}\n\n";
  begin("", "first_" + std::to_string(count));
  for (std::size_t part = 1; part <= parts; ++part) out << "  points += part_" << part << "(deal, fired);\n";
  out << "  return points;\n}\n\n}  // namespace weir::bench::handwritten\n";
}

}  // namespace
}  // namespace weir::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: write_handwritten FILE COUNT\n";
    return 2;
  }
  std::ofstream out(argv[1]);
  weir::bench::write_rules(out, std::strtoull(argv[2], nullptr, 10));
  return out.flush() ? 0 : 1;
}
