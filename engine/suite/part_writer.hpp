#pragma once
#include <optional>
#include <string>
#include <vector>

#include "suite/clause_parts.hpp"

namespace weir::suite {

/// The canonical text of an expression; empty where there is none.
std::string expression_text(const model::Expression& expression);
std::string expression_text(const std::optional<model::Expression>& expression);

/// Collects the parts of a clause. What is empty makes no part.
class PartWriter {
 public:
  void text(std::string label, std::string text, ClausePart::Role role = ClausePart::Role::meaning);
  void list(std::string label, std::string joined_by, const std::vector<std::string>& items);
  void condition(std::string label, const model::Condition& condition);
  void condition(std::string label, const std::optional<model::Condition>& condition);
  void citations(std::string label, const std::vector<model::Citation>& cite);
  /// The law date, the days in force and doubts, which every provision may have.
  void provision_head(const model::Provision& provision);
  /// Its title, citations, reading and note.
  void provision_words(const model::Provision& provision);
  std::vector<ClausePart> take() { return std::move(parts_); }

 private:
  std::vector<ClausePart> parts_;
};

}  // namespace weir::suite
