#pragma once
#include <string>
#include <vector>

#include "model/rule_set.hpp"
#include "model/vocabulary.hpp"
#include "support/dice.hpp"

namespace weir::test {

/// Random lines of a batch about facts of a vocabulary.
class RandomLines {
 public:
  RandomLines(const model::Vocabulary& vocabulary, Dice& dice) : vocabulary_(vocabulary), dice_(dice) {}

  /// Most plain, some with what only a case can say, some with mistakes.
  std::string line(std::size_t number);
  /// A case that states every fact of the deal, its parties, holdings, procedures and lists exactly, and
  /// decides every judgement; of some cases `gaps` percent are left out.
  std::string full_line(std::size_t number, const model::RuleSets& rule_sets, std::size_t gaps);

 private:
  /// What the line that is made may say.
  enum class Mode : std::uint8_t {
    anything,  ///< mistakes, too
    plain,     ///< single exact values
    full       ///< everything, lists of rows too, exactly
  };

  /// Between things, where the writer puts some: none, one behind each comma and colon, or anywhere.
  enum class Blanks : std::uint8_t { none, one, any };

  std::string blank();
  /// Behind a comma or a colon.
  std::string gap();
  std::string joined(const std::vector<std::string>& parts);
  std::string id(std::size_t number);
  std::string day();
  std::string facts(model::EntityId entity);
  std::string full_facts(model::EntityId entity, std::size_t depth);
  std::string holding(const std::string& owner, const std::string& entity);
  std::string decisions(const model::RuleSets& rule_sets);
  std::string rows(model::EntityId entity, std::size_t depth);
  std::string value(const model::Fact& fact);
  std::string single(const model::Fact& fact);

  const model::Vocabulary& vocabulary_;
  Dice& dice_;
  Mode mode_ = Mode::anything;
  Blanks blanks_ = Blanks::any;
  std::size_t gaps_ = 0;
};

}  // namespace weir::test
