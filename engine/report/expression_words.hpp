#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "check/checked.hpp"
#include "language/ast.hpp"
#include "model/rule_set.hpp"

namespace weir::report {

/// How names are set into a text: plainly, or as links of a page.
class Naming {
 public:
  virtual ~Naming() = default;
  /// A label or title out of the vocabulary, or a text of the rules.
  virtual std::string text(std::string_view words) const { return std::string(words); }
  /// A definition by its title.
  virtual std::string definition(const model::Definition& definition) const;
};

/// Whether a condition is said to hold or not to hold.
enum class Polarity : std::uint8_t { affirmed, denied };
Polarity opposite(Polarity polarity);

/// Says expressions of rules in words, every construct of the language: facts by their labels, definitions
/// and codes by their titles, operators written out. What a text means is read off the checked names and
/// types.
class ExpressionWords {
 public:
  ExpressionWords(const check::Checked& checked, const Naming& naming) : checked_(checked), naming_(naming) {}

  /// "the target's customers include police or armed forces".
  std::string condition(const model::Expression& expression, Polarity polarity = Polarity::affirmed) const;
  /// The same of a part of it.
  std::string condition(const check::TypedExpression& expression, language::NodeId part,
                        Polarity polarity = Polarity::affirmed) const;
  /// A value: "45 days after closing", "CAD 800 million"; of a truth value "yes", "no" or its condition.
  std::string value(const model::Expression& expression) const;
  /// One cell of a table line: "kind of party is corporation"; empty where anything fits.
  std::string test(const model::Expression& input, const model::Expression& test) const;

 private:
  std::string duration(const language::Ast& ast) const;

  const check::Checked& checked_;
  const Naming& naming_;
};

/// "a, b or c"; members that are lists in themselves are parted by semicolons.
std::string clear_enumeration(std::vector<std::string> members, std::string_view last);
/// The title of a code as it stands in the middle of a sentence; the code itself where there is none.
std::string code_title(const model::Vocabulary& vocabulary, model::DomainId domain, std::string_view code);

}  // namespace weir::report
