#pragma once
#include <string>
#include <vector>

#include "model/vocabulary.hpp"
#include "support/dice.hpp"

namespace weir::test {

/// Writes rule sets whose conditions run over rows of lists, holders, circles and subjects and calculate with
/// amounts and days, and cases that state them in part. Both choose from the same few values, so that
/// thresholds are often met exactly. The same seed gives the same texts.
class RandomRows {
 public:
  RandomRows(const model::Vocabulary& vocabulary, std::string prefix, Dice& dice)
      : vocabulary_(vocabulary), prefix_(std::move(prefix)), dice_(dice) {}

  /// A regime.yaml.
  std::string rules();
  /// A case file for the rules written last.
  std::string facts();

 private:
  /// A word that stands for a row.
  struct Root {
    std::string text, entity;
    bool holder = false;  ///< it has a share, and a holding behind it
  };
  using Roots = std::vector<Root>;
  struct Field {
    const char* name;
    const char* type;  ///< truth, number, share, money, quantity, date, party, rows; else the domain
    const char* of = "";
    bool many = false;
  };
  struct Rows {
    std::string text, entity;
    bool holders = false;
  };

  static const std::vector<Field>& fields(const std::string& entity);
  std::string word(const std::string& name) const { return prefix_ + "_" + name; }
  std::string code(const std::string& domain);
  std::string codes(const std::string& domain);
  std::string day();
  std::string literal(const Field& field);
  std::string order();
  std::string party(const Roots& roots);
  std::string method() { return dice_.of(methods_); }

  std::string truth(int depth, const Roots& roots);
  std::string relation(const Roots& roots);
  std::string atom(const Root& root, const Roots& roots);
  std::string rows(const Roots& roots);
  std::string amount(const Roots& roots);
  std::string money(const Roots& roots);
  std::string date(const Roots& roots);
  Rows list(const Roots& roots);
  Roots with(const Roots& roots, const Rows& list) const;
  std::string filter(const Roots& inside);
  static std::size_t levels(const Roots& roots);

  void define(const std::string& name, const std::string& body) {
    definitions_ += "  " + name + ":" + body + "\n";
  }
  void define_methods();
  void define_attributes();
  void define_recursion();
  std::string rule(std::size_t index, const std::string& family);

  std::string value(const Field& field);
  std::string stated(const Field& field);
  std::string row(const std::string& entity);
  std::string list_of(const std::string& entity);
  std::string share(int& room);

  const model::Vocabulary& vocabulary_;
  std::string prefix_;
  Dice& dice_;
  std::string definitions_;
  std::vector<std::string> methods_, circles_, lists_;
  std::vector<std::string> attributes_, shares_;  ///< of parties: truths, and shares
  std::string self_;                              ///< the attribute that is being written and reads itself
};

}  // namespace weir::test
