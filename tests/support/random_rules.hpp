#pragma once
#include <string>
#include <vector>

#include "model/vocabulary.hpp"
#include "support/dice.hpp"

namespace weir::test {

/// Writes a rule set of random, well-typed definitions and rules over a vocabulary, as the text of its
/// regime.yaml. The same seed gives the same text.
class RandomRules {
 public:
  RandomRules(const model::Vocabulary& vocabulary, std::string prefix, Dice& dice);
  std::string text();

 private:
  /// Something that an expression may name.
  struct Name {
    std::string text;
    model::Type type;
    std::string measures;  ///< of money
    bool dated = false;    ///< can be read `at` another day
  };
  /// Who reads: a rule or plain definition, an attribute (`it`), or either (the transaction alone).
  enum class Side { rule, attribute, either };

  void collect(const std::string& root, model::EntityId entity, int depth);
  const Name* name_of(const model::Type& type, Side side);
  std::string truth(int depth, Side side);
  std::string relation(Side side);
  std::string ordered(const model::Type& type, Side side);
  std::string codes(const Name& name, Side side);
  std::string change(const Name& name, Side side);
  std::string value(const model::Type& type, const std::string& measures, Side side);
  std::string date(int depth, Side side);
  std::string literal(const model::Type& type);
  std::string code(model::DomainId domain);
  std::string code_set(model::DomainId domain);
  std::string day();
  std::string condition(const std::string& indent, Side side);
  std::string quoted(const std::string& text) const { return "\"" + text + "\""; }
  std::string by(Side side);
  std::string by_of_its_own(Side side);
  const std::vector<Name>& names(Side side) const;

  void define_group();
  void define_values();
  void define_versions(Side side);
  void define_table(Side side);
  void define_truth(Side side);
  void define_judgement(Side side);
  void define_retest();
  void add(const std::string& name, Side side, const model::Type& type, const std::string& body,
           bool dated = false);
  std::string fresh() { return prefix_ + "_d" + std::to_string(++count_); }
  std::string rule(std::size_t index);

  const model::Vocabulary& vocabulary_;
  std::string prefix_;
  Dice& dice_;
  std::vector<Name> names_;      ///< of rules and plain definitions
  std::vector<Name> own_names_;  ///< of attributes: they read `it` and the transaction
  std::vector<Name> any_names_;  ///< of either
  std::string definitions_;
  std::size_t count_ = 0;
};

}  // namespace weir::test
