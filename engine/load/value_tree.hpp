#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "load/value.hpp"

namespace weir::load {

/// Reads the tree of one value text as a value of one fact.
class ValueTree {
 public:
  ValueTree(const base::MappedText& text, const language::Ast& ast, const model::Fact& fact,
            const model::Vocabulary& vocabulary, const PartyIds& parties, diagnostics::Sink& sink)
      : text_(text), ast_(ast), fact_(fact), vocabulary_(vocabulary), parties_(parties), sink_(sink) {}

  std::optional<model::Value> value(language::NodeId id) const;

 private:
  /// A number with the currency it was written in (empty unless it is money).
  struct Literal {
    base::Rational value;
    std::string currency;
  };
  struct Bounded {
    model::Interval interval;
    std::string currency;
  };

  std::optional<model::Candidate> candidate(language::NodeId id) const;
  std::optional<model::Candidate> figure(language::NodeId id) const;
  std::optional<model::Candidate> money(language::NodeId id) const;
  std::optional<model::Candidate> set(language::NodeId id) const;
  std::optional<model::Candidate> period(language::NodeId id) const;
  std::optional<model::DateInterval> days(language::NodeId id) const;
  std::optional<base::Date> day(language::NodeId id) const;
  std::optional<Bounded> bounded(language::NodeId id) const;
  std::optional<Literal> literal(language::NodeId id) const;
  std::optional<Literal> share(language::NodeId id) const;
  std::optional<Literal> plain_number(language::NodeId id) const;
  std::optional<Literal> quantity(language::NodeId id) const;
  std::optional<Literal> amount(language::NodeId id) const;

  base::Span span(language::NodeId id) const { return text_.to_file(ast_.node(id).range); }
  base::Span unit_span(language::NodeId id) const;
  std::string raw(language::NodeId id) const;
  /// Reports that the text does not fit the fact's type.
  void misfit(language::NodeId id) const;
  void upside_down(language::NodeId id) const;

  const base::MappedText& text_;
  const language::Ast& ast_;
  const model::Fact& fact_;
  const model::Vocabulary& vocabulary_;
  const PartyIds& parties_;
  diagnostics::Sink& sink_;
};

/// How a value of the type is written, for messages: "a percentage, as `25%`".
std::string how_to_write(const model::Vocabulary& vocabulary, const model::Fact& fact);

}  // namespace weir::load
