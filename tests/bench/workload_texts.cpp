#include <bit>

#include "bench/workload.hpp"

namespace weir::bench {

namespace {

bool is_known(const Facts& facts, std::size_t field) {
  return (facts.known >> field & 1u) != 0;
}

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string json_value(const Field& field, std::int64_t value) {
  switch (field.kind) {
    case FieldKind::truth:
      return value != 0 ? "true" : "false";
    case FieldKind::country:
    case FieldKind::party_type:
    case FieldKind::sector:
      return quoted(code_text(field.kind, static_cast<std::size_t>(value)));
    case FieldKind::technologies: {
      std::string list;
      for (std::size_t place = 0; place < code_count(field.kind); ++place) {
        if ((value >> place & 1) != 0)
          list += (list.empty() ? "" : ",") + quoted(code_text(field.kind, place));
      }
      return "[" + list + "]";
    }
    case FieldKind::share:
      return quoted(std::to_string(value) + "%");
    case FieldKind::millions:
      return quoted(std::to_string(value) + " million CAD");
    default:
      return std::to_string(value);
  }
}

std::string path_of(const Field& field) {
  return std::string(field.owner == "deal" ? "transaction" : field.owner) + "." + std::string(field.name);
}

std::string literal(const Field& field, std::int64_t number) {
  const std::string digits = std::to_string(number);
  if (field.kind == FieldKind::share) return digits + "%";
  return field.kind == FieldKind::millions ? digits + " million CAD" : digits;
}

void write(const Condition& condition, const std::string& margin, std::string& text) {
  using Kind = Condition::Kind;
  const Field& field = fields()[condition.field];
  text += margin + "- ";
  switch (condition.kind) {
    case Kind::any_of:
    case Kind::none_of:
      text += condition.kind == Kind::any_of ? "any:\n" : "none:\n";
      for (const Condition& part : condition.parts) write(part, margin + "    ", text);
      return;
    case Kind::one_of:
    case Kind::overlaps: {
      text += path_of(field) + (condition.kind == Kind::one_of ? " in {" : " overlaps {");
      for (std::size_t i = 0; i < condition.codes.size(); ++i)
        text += (i > 0 ? ", " : "") + condition.codes[i];
      text += "}";
      break;
    }
    case Kind::at_least:
      text += path_of(field) + " >= " + literal(field, condition.number);
      break;
    case Kind::below:
      text += path_of(field) + " < " + literal(field, condition.number);
      break;
    case Kind::is:
      text += (condition.wanted ? "" : "not ") + path_of(field);
      break;
  }
  text += "\n";
}

}  // namespace

namespace {

std::string id_of(std::size_t number) {
  const std::string digits = std::to_string(number);
  return "c" + std::string(digits.size() < 7 ? 7 - digits.size() : 0, '0') + digits;
}

}  // namespace

std::string json_lines(const std::vector<Facts>& cases) {
  std::string text;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    text += "{\"id\":" + quoted(id_of(i)) + ",\"as_of\":" + quoted(base::to_iso(cases[i].date));
    for (const std::string_view owner : {"acquirer", "target", "deal"}) {
      text += "," + quoted(owner == "deal" ? "transaction" : owner) + ":{";
      bool first = true;
      for (std::size_t f = 0; f < field_count; ++f) {
        const Field& field = fields()[f];
        if (field.owner != owner || !is_known(cases[i], f)) continue;
        text += (first ? "" : ",") + quoted(field.name) + ":" + json_value(field, cases[i].values[f]);
        first = false;
      }
      text += "}";
    }
    text += "}\n";
  }
  return text;
}

std::size_t scalar_count(const std::vector<Facts>& cases) {
  std::size_t count = 0;
  for (const Facts& facts : cases) {
    count += 2;  // the id and the date
    for (std::size_t f = 0; f < field_count; ++f) {
      if (!is_known(facts, f)) continue;
      const bool list = fields()[f].kind == FieldKind::technologies;
      count +=
          list ? static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(facts.values[f]))) : 1;
    }
  }
  return count;
}

std::string regime_text(const std::vector<Rule>& rules) {
  std::string text =
      "regime: workload\ntitle: Generated rules\ncountry: CA\nprefix: wl\ndecides: nobody\nby: as_of\n"
      "in_force: 2000-01-01..\ndeterminations:\n  filing: {title: filing, levels: [none, notification], "
      "position: {notification: must-file-after}}\n"
      "risk:\n  factors:\n    points: {title: Points}\n  bands: {low: 0}\nrules:\n";
  for (const Rule& rule : rules) {
    text += "  " + rule.id + ":\n    in_force: always\n    when:\n      all:\n";
    for (const Condition& condition : rule.conditions) write(condition, "        ", text);
    text += "    then: {risk: {points: " + std::to_string(rule.points) + "}}\n";
  }
  return text;
}

std::string expected_lines(const Workload& workload) {
  std::string text;
  for (std::size_t i = 0; i < workload.cases.size(); ++i) {
    const Answer answer = expected_answer(workload.rules, workload.cases[i]);
    const auto list = [&](const std::vector<std::uint32_t>& rules) {
      std::string ids;
      for (const std::uint32_t rule : rules)
        ids += (ids.empty() ? "" : ",") + quoted(workload.rules[rule].id);
      return "[" + ids + "]";
    };
    text += "{\"id\":" + quoted(id_of(i)) + ",\"regimes\":{\"workload\":{\"risk\":[" +
            std::to_string(answer.low) + "," + std::to_string(answer.high) +
            "],\"fired\":" + list(answer.fired) + ",\"open\":" + list(answer.open) + "}}}\n";
  }
  return text;
}

}  // namespace weir::bench
