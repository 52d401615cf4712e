#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "language/parser.hpp"
#include "language/printer.hpp"

namespace weir::report {
namespace {

using language::NodeKind;

bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}

/// True of the first word of a title that keeps its capital in the middle of a sentence: an abbreviation, a
/// country, and what is named after one.
bool is_name(std::string_view title, const model::Domain& countries) {
  std::string_view word = title.substr(0, title.find_first_of(" ,'"));
  if (word.size() < 2 || upper(word[1])) return true;
  // The metal only ends as a people does.
  if (word == "Manganese") return false;
  for (const model::Code& country : countries.codes) {
    const std::string_view name(country.title);
    if (name.substr(0, name.find(' ')) == word) return true;
  }
  for (const std::string_view end : {"ian", "ean", "ese"}) {
    if (word.ends_with(end)) return true;
  }
  for (const std::string_view other : {"Dutch", "French", "German", "Spanish", "Swedish"}) {
    if (word == other) return true;
  }
  return false;
}

/// Texts between commas or the word `or` outside brackets.
std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
    if (depth > 0) continue;
    const std::size_t length = text.substr(i).starts_with(", ")     ? 2
                               : text.substr(i).starts_with(" or ") ? 4
                                                                    : 0;
    if (length == 0) continue;
    parts.push_back(base::trim(text.substr(begin, i - begin)));
    begin = i + length;
    i = begin - 1;
  }
  parts.push_back(base::trim(text.substr(begin)));
  return parts;
}

class ValuePrinter {
 public:
  ValuePrinter(const Words& words, const model::Fact* of, const language::Ast& ast)
      : words_(words), of_(of), ast_(ast) {}

  std::string text(language::NodeId id) const {
    const language::Node& node = ast_.node(id);
    const auto child = [&](std::size_t index) { return text(ast_.child(id, index)); };
    switch (node.kind) {
      case NodeKind::number:
        if (words_.vocabulary().is_currency(node.unit)) return money_words(node.value, node.unit);
        return base::with_thousands(node.value.to_text()) + (node.unit.empty() ? "" : " " + node.unit);
      case NodeKind::percent:
        return percent_words(node.value);
      case NodeKind::date:
        return base::to_long_text(node.date);
      case NodeKind::truth:
        return node.flag ? "yes" : "no";
      case NodeKind::fraction:
      case NodeKind::never:
      case NodeKind::none:
      case NodeKind::value_unknown:
      case NodeKind::value_not_yet:
      case NodeKind::value_not_applicable:
        return language::print(ast_, id);
      case NodeKind::at_least:
        return "at least " + child(0);
      case NodeKind::at_most:
        return "at most " + child(0);
      case NodeKind::path:
        return words_.code(of_, base::join(node.names, "."));
      case NodeKind::value_one_of:
        return enumeration(children(id), "or");
      case NodeKind::value_list:
        return ast_.child_count(id) == 0 ? "none" : enumeration(children(id), "and");
      case NodeKind::value_range:
        return child(0) + " to " + child(1);
      case NodeKind::value_over:
        return "over " + child(0);
      case NodeKind::value_under:
        return "under " + child(0);
      case NodeKind::value_change:
        return child(0) + " → " + child(1);
      case NodeKind::value_equivalents:
        return base::join(children(id), " = ");
      case NodeKind::value_text:
        return words_.code(of_, node.text);
      default:
        return {};
    }
  }

 private:
  std::vector<std::string> children(language::NodeId id) const {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < ast_.child_count(id); ++i) all.push_back(text(ast_.child(id, i)));
    return all;
  }

  const Words& words_;
  const model::Fact* of_;
  const language::Ast& ast_;
};

}  // namespace

std::string enumeration(const std::vector<std::string>& items, std::string_view last) {
  if (items.empty()) return {};
  std::string text = items[0];
  for (std::size_t i = 1; i < items.size(); ++i) {
    text += i + 1 == items.size() ? fmt::format(" {} {}", last, items[i]) : ", " + items[i];
  }
  return text;
}

std::string money_words(const base::Rational& amount, std::string_view currency) {
  constexpr std::int64_t million = 1'000'000;
  if (amount.whole() && amount.numerator() != 0 && amount.numerator() % million == 0) {
    return fmt::format("{} {} million", currency,
                       base::with_thousands(std::to_string(amount.numerator() / million)));
  }
  const std::string digits = amount.to_text();
  return fmt::format("{} {}", currency, amount.whole() ? base::with_thousands(digits) : digits);
}

std::string percent_words(const base::Rational& share) {
  const auto hundredfold = base::Rational::multiply(share, base::Rational(100));
  return hundredfold ? hundredfold->to_text() + "%" : share.to_text();
}

std::optional<model::DomainId> Words::domain(const model::Fact* of) const {
  if (of == nullptr) return std::nullopt;
  if (of->type.kind == model::Kind::code && of->type.domain.valid()) return of->type.domain;
  if (of->type.shape != model::Shape::rows || !of->type.entity.valid()) return std::nullopt;
  // Rows are known by their key.
  const model::FactId key = vocabulary_.entity(of->type.entity).key;
  if (!key.valid()) return std::nullopt;
  const model::Type& type = vocabulary_.fact(key).type;
  return type.kind == model::Kind::code && type.domain.valid() ? std::optional(type.domain) : std::nullopt;
}

std::string Words::code(const model::Fact* of, std::string_view id) const {
  const auto listed = domain(of);
  const model::Code* found = listed ? vocabulary_.domain(*listed).find(id) : nullptr;
  if (found == nullptr || found->title.empty()) return std::string(id);
  std::string title = found->title;
  const bool name = *listed == vocabulary_.country || is_name(title, vocabulary_.domain(vocabulary_.country));
  if (!name && upper(title[0])) title[0] = static_cast<char>(title[0] - 'A' + 'a');
  return title;
}

const model::Fact* Words::declared(std::string_view quoted) const {
  const std::size_t dot = quoted.rfind('.');
  if (dot == std::string_view::npos) return nullptr;
  std::optional<model::FactId> fact;
  if (case_.find_row(vocabulary_.party, quoted.substr(0, dot))) {
    fact = vocabulary_.find_fact(vocabulary_.party, quoted.substr(dot + 1));
  }
  if (!fact) fact = vocabulary_.find_fact(quoted);
  return fact ? &vocabulary_.fact(*fact) : nullptr;
}

std::string Words::label(std::string_view quoted) const {
  if (const model::Fact* fact = declared(quoted)) {
    return fact->label.empty() ? std::string(quoted.substr(quoted.rfind('.') + 1)) : fact->label;
  }
  const std::size_t dot = quoted.rfind('.');
  const std::string_view name = dot == std::string_view::npos ? quoted : quoted.substr(dot + 1);
  // Attributes of a party and of another thing can share a name.
  const bool of_party =
      dot != std::string_view::npos && case_.find_row(vocabulary_.party, quoted.substr(0, dot)).has_value();
  const model::Definition* found = nullptr;
  for (const model::Definition& entry : rule_sets_.definitions) {
    if ((entry.name != name && entry.id != name) || entry.title.empty()) continue;
    const bool fits = of_party == (entry.attribute_of == "party");
    if (!found || fits) found = &entry;
    if (fits) break;
  }
  return found ? found->title : std::string(name);
}

std::string Words::party(std::string_view quoted) const {
  const std::size_t dot = quoted.rfind('.');
  return dot == std::string_view::npos ? std::string() : party_name(quoted.substr(0, dot));
}

std::string Words::party_name(std::string_view id) const {
  const auto row = case_.find_row(vocabulary_.party, id);
  if (!row) return {};
  const auto name = vocabulary_.find_fact(vocabulary_.party, "name");
  const model::FactEntry* entry = name ? case_.row(*row).find(*name) : nullptr;
  return entry != nullptr && !entry->claims.empty() ? entry->claims[0].written : std::string(id);
}

std::string Words::list_value(const model::Fact* of, std::string_view inside) const {
  std::vector<std::string> items;
  bool more = false;
  if (!base::trim(inside).empty()) {
    for (const std::string_view item : pieces(inside)) {
      if (item == "unknown") {
        more = true;
      } else {
        items.push_back(one_value(of, item));
      }
    }
  }
  if (items.empty()) return more ? "unknown" : "none";
  return base::join(items, ", ") + (more ? ", perhaps others" : "");
}

std::string Words::one_value(const model::Fact* of, std::string_view written) const {
  if (written.starts_with('[') && written.ends_with(']')) {
    return list_value(of, written.substr(1, written.size() - 2));
  }
  // The language writes numbers without the comma that computed amounts have for people.
  std::string plain;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const auto digit = [&](std::size_t at) {
      return at < written.size() && written[at] >= '0' && written[at] <= '9';
    };
    if (written[i] != ',' || i == 0 || !digit(i - 1) || !digit(i + 1)) plain += written[i];
  }
  const language::Parsed parsed = language::parse_value(plain);
  if (parsed.error || parsed.ast.empty()) return code(of, written);
  const std::string text = ValuePrinter(*this, of, parsed.ast).text(parsed.ast.root());
  return text.empty() ? std::string(written) : text;
}

std::string Words::value(const model::Fact* of, std::string_view written) const {
  // Free text is shown as it stands; a value of several claims is several values.
  if (of != nullptr && of->type.kind == model::Kind::text) return std::string(written);
  if (written.starts_with("one of ")) return one_value(of, written);
  const auto parts = pieces(written);
  if (parts.size() == 1) return one_value(of, written);
  const bool rows = of != nullptr && of->type.shape == model::Shape::rows;
  if (rows) return list_value(of, written);
  std::vector<std::string> words;
  for (const std::string_view part : parts) words.push_back(one_value(of, part));
  const bool either = written.find(" or ") != std::string_view::npos;
  return base::join(words, either ? " or " : "; ");
}

const model::Definition* Words::definition(std::string_view id) const {
  for (const model::Definition& entry : rule_sets_.definitions) {
    if (entry.id == id) return &entry;
  }
  return nullptr;
}

const model::Rule* Words::rule(std::string_view id) const {
  for (const model::Regime& regime : rule_sets_.regimes) {
    for (const model::Rule& entry : regime.rules) {
      if (entry.id == id) return &entry;
    }
  }
  return nullptr;
}

}  // namespace weir::report
