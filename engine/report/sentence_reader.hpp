#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/ast.hpp"
#include "report/sentences.hpp"

namespace weir::report {

/// Turns one expression into a sentence, from its syntax tree.
class SentenceReader {
 public:
  SentenceReader(const Words& words, const language::Ast& ast, const std::vector<std::string>& values = {})
      : words_(words), ast_(ast), values_(values) {}

  /// The fact that a path names, if it is one of two words (and perhaps `before`).
  const model::Fact* fact(language::NodeId id) const;
  /// Codes that the right side of a comparison asks for; none if they cannot be listed without dates.
  std::optional<std::vector<std::string>> wanted(language::NodeId id) const;
  std::optional<Sentence> sentence(language::NodeId id) const;
  std::optional<std::string> term(language::NodeId id, const model::Fact* beside) const;

 private:
  /// The entities whose facts a root has; of a row all, as the expression alone does not tell.
  std::vector<std::string_view> entities_of(std::string_view root) const;
  /// The stage of a clock of which a path names a day: `xx.review.first.end`.
  const model::Stage* stage(language::NodeId id) const;
  bool is_date(language::NodeId id) const;
  std::optional<std::string> infix(language::NodeId id, std::string_view words) const;
  std::optional<std::string> inclusion(language::NodeId id) const;
  /// The right side: "CAD 800 million (net-benefit tier, wto)", where its value was computed.
  std::optional<std::string> wanted_term(language::NodeId id) const;
  std::optional<std::string> relation(language::NodeId id, language::Comparison comparison) const;
  std::optional<Sentence> path_sentence(language::NodeId id) const;
  std::optional<std::string> path_term(language::NodeId id, const model::Fact* beside) const;

  // sentence_rows.cpp: what runs over rows
  std::optional<std::string> quantified(language::NodeId id) const;
  std::optional<std::string> reduction(language::NodeId id) const;
  std::optional<std::string> interest(language::NodeId id) const;
  /// The rows that are looked at: "holders of the acquirer (voting interests)".
  std::optional<std::string> list(language::NodeId id) const;
  /// The list that is a child of a row construct, with the filter behind it.
  std::optional<std::string> filtered(language::NodeId id, std::size_t place) const;
  /// A condition inside a row construct: "foreign person and share held at least 20%".
  std::optional<std::string> condition(language::NodeId id) const;
  /// "the acquirer", "it".
  std::optional<std::string> party(language::NodeId id) const;

  const Words& words_;
  const language::Ast& ast_;
  const std::vector<std::string> values_;
};

}  // namespace weir::report
