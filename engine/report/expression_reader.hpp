#pragma once
#include <map>
#include <string>
#include <string_view>

#include "report/expression_words.hpp"

namespace weir::report {

/// Reads one checked expression; the work behind ExpressionWords.
class ExpressionReader {
 public:
  ExpressionReader(const check::Checked& checked, const Naming& naming,
                   const check::TypedExpression& expression);

  std::string condition(language::NodeId id, Polarity polarity) const;
  std::string term(language::NodeId id) const;
  /// A condition inside a chain or before "where": in parentheses if it joins or runs over rows.
  std::string inner(language::NodeId id, Polarity polarity) const;

  /// "is more than 50%", "are not after closing", of what stands left of it.
  std::string compared(const std::string& subject, const model::Type& type, language::Comparison comparison,
                       language::NodeId right, Polarity polarity) const;

  /// How a value or set is held against members.
  enum class Membership : std::uint8_t { in, overlaps, within };
  std::string membership(const std::string& subject, Membership how, language::NodeId right,
                         Polarity polarity) const;

  const language::Ast& ast() const { return expression_.source->ast; }
  const check::TypedNode& typed(language::NodeId id) const { return expression_.node(id); }

 private:
  const language::Node& node(language::NodeId id) const { return ast().node(id); }
  language::NodeId child(language::NodeId id, std::size_t index) const { return ast().child(id, index); }

  std::string joined(language::NodeId id, Polarity polarity) const;
  std::string included(const std::string& subject, Polarity polarity) const;
  std::string excluded(const std::string& subject, language::NodeId right, Polarity polarity) const;
  std::string stated(language::NodeId id, std::string_view answer, Polarity polarity) const;
  std::string truth_comparison(language::NodeId id, Polarity polarity) const;
  std::string between(language::NodeId id, Polarity polarity) const;
  std::string threshold(language::NodeId id, std::string_view verb, std::string_view third_person,
                        Polarity polarity) const;
  std::string named_condition(language::NodeId id, Polarity polarity) const;

  // expression_terms.cpp: names and values
  std::string name(language::NodeId id) const;
  std::string owner(const check::Place& place, std::string_view root) const;
  std::string fact(const check::Binding& binding, std::string_view root) const;
  std::string literal(language::NodeId id) const;
  std::string operand(language::NodeId id) const;
  std::string offset(language::NodeId id, std::string_view word) const;
  std::string call(language::NodeId id) const;
  std::string listed(language::NodeId id, std::string_view last) const;
  const model::Definition* definition_of(language::NodeId id) const;

  // expression_rows.cpp: what runs over rows
  std::string quantified(language::NodeId id, Polarity polarity) const;
  std::string reduction(language::NodeId id) const;
  std::string list(language::NodeId id) const;
  std::string called_list(language::NodeId id) const;
  std::string rows(language::NodeId id, std::size_t place) const;
  std::string noun_of(const check::ListSource& source) const;
  void name_variables();

  const check::Checked& checked_;
  const Naming& naming_;
  const check::TypedExpression& expression_;
  std::map<std::string, std::string, std::less<>> nouns_;  ///< of row variables: "holder"
};

/// True where the words need a plural verb: "customers", "the acquirer's votes".
bool is_plural(std::string_view subject);

}  // namespace weir::report
