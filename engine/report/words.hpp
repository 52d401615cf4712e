#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/ast.hpp"
#include "model/assessment.hpp"
#include "model/case.hpp"
#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"

namespace weir::report {

/// "a, b or c"; `last` is "and" or "or".
std::string enumeration(const std::vector<std::string>& items, std::string_view last);
/// "CAD 800 million", "USD 67,261,292".
std::string money_words(const base::Rational& amount, std::string_view currency);
/// "33.33%" of a share of one.
std::string percent_words(const base::Rational& share);

/// A text that people read in place of what the engine calls it. Titles come from the vocabulary, the rule
/// sets and the case; where there is none the name itself is said.
class Words {
 public:
  Words(const model::Case& facts, const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets)
      : case_(facts), vocabulary_(vocabulary), rule_sets_(rule_sets) {}

  /// The list that the codes of a fact come from, of rows that of their key.
  std::optional<model::DomainId> domain(const model::Fact* of) const;
  /// The title of a code in the middle of a sentence: "armed forces of allied states", "Canada".
  std::string code(const model::Fact* of, std::string_view id) const;
  /// The declaration of a fact as quoted ("norsat.customers"); null if it is a judgement.
  const model::Fact* declared(std::string_view quoted) const;
  /// "customers"; of a judgement its title.
  std::string label(std::string_view quoted) const;
  /// "Norsat International Inc." of "norsat.customers"; empty if it is about no party.
  std::string party(std::string_view quoted) const;
  /// The name of a party of the case, by its id; empty if there is no such party.
  std::string party_name(std::string_view id) const;
  /// A value as the case writes it: "[CA, unknown]" is "Canada, perhaps others".
  std::string value(const model::Fact* of, std::string_view written) const;
  /// A computed value: "800 million CAD" is "CAD 800 million".
  std::string value(std::string_view written) const { return value(nullptr, written); }

  const model::Definition* definition(std::string_view id) const;
  const model::Rule* rule(std::string_view id) const;
  const model::Vocabulary& vocabulary() const { return vocabulary_; }
  const model::Case& facts() const { return case_; }

 private:
  std::string one_value(const model::Fact* of, std::string_view written) const;
  std::string list_value(const model::Fact* of, std::string_view inside) const;

  const model::Case& case_;
  const model::Vocabulary& vocabulary_;
  const model::RuleSets& rule_sets_;
};

}  // namespace weir::report
