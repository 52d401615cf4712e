#include "cli/starts.hpp"

#include "format/scalars.hpp"

namespace weir::cli {
namespace {

// Nothing in these texts may look like law that was read somewhere: what a person must write says TODO, and
// the one condition is a question that stays open until it is replaced.

constexpr const char* regime_text =
    R"(# TODO: what this rule set covers, in a line or two.
# Every TODO is yours to replace. `weir check` finds mistakes, `weir test` runs the examples.
regime: @id@
title: @title@
country: @country@
# the short word that definitions (@prefix@_…) and rules (@prefix@.…) begin with
prefix: @prefix@
decides: "TODO: who decides under the law"
# TODO: which date picks the law that applies: of signing, of closing, of filing?
by: transaction.signing
# the days on which there is such a law
in_force: @from@..
determinations:
  # TODO: the question that the law answers. Levels stand from the lowest, which holds where no rule says more
  filing:
    title: "TODO: what is determined"
    levels: [none, required]
    words: {none: "TODO: none in words", required: "TODO: required in words"}
    # TODO: may-be-called-in, must-file-after, must-file-before or not-available?
    position: {required: must-file-before}
# the address is an example, to be replaced by that of the law itself
cite: {text: "TODO: the law, as lawyers cite it", url: https://example.org/TODO}

definitions:
  # A question that a person answers. Replace it by a condition on facts, as `target.active_in contains @country@`
  @prefix@_todo:
    title: "TODO: the condition, in a few words"
    ask: "TODO: does the law reach this deal?"
    decides: "TODO: who decides it"
    note: "TODO: what settles the clear cases, or that the law has no line"
    cite: {text: "TODO: the section", url: https://example.org/TODO}

rules:
  @prefix@.first:
    title: "TODO: what the rule provides"
    in_force: @from@..
    when: @prefix@_todo
    then: {filing: required}
    cite: {text: "TODO: the section", url: https://example.org/TODO}
    examples:
      - fires: {as_of: @from@, transaction.signing: @from@, @prefix@_todo: true}
      - silent: {as_of: @from@, transaction.signing: @from@, @prefix@_todo: false}
      # what is not known is not "no"
      - open: {as_of: @from@, transaction.signing: @from@}
)";

constexpr const char* rule_text =
    R"(# TODO: what this file covers, in a line. Every TODO is yours to replace; the addresses are examples.
definitions:
  # A question that a person answers. Replace it by a condition on facts, as `stake.votes >= 25%`
  @name@:
    title: "TODO: the condition, in a few words"
    ask: "TODO: what must hold?"
    decides: "TODO: who decides it"
    note: "TODO: what settles the clear cases, or that the law has no line"
    cite: {text: "TODO: the section", url: https://example.org/TODO}

rules:
  @id@:
    title: @title@
    in_force: @from@..
    when: @name@
@then@
    cite: {text: "TODO: the section", url: https://example.org/TODO}
    # facts on which the rule fires, is silent or stays open: best one on each side of every threshold
    examples:
@fires@
      - silent: {as_of: @from@, @date@@name@: false}
      - open: {as_of: @from@@last_date@}
)";

constexpr const char* case_text =
    R"(# TODO: where this case comes from. Every TODO is yours to replace.
case: @id@
title: @title@
# the day from which the case is looked at; what was learned later does not count
as_of: @as_of@
sources:
  # the documents that facts come from, each with a short name
  todo: {title: "TODO: the document"}
# the facts of the deal. What is not known is left out; a fact has its source, a figure may be a range:
#   signing: {value: 2024-08-26, source: todo}
#   price: {value: 60 million USD..70 million USD, source: todo, quality: reported}
transaction: {}
roles: {acquirer: buyer, target: firm}
parties:
  buyer:
    name: "TODO: the buyer"
    #   formed_in: {value: SG, source: todo}
  firm:
    name: "TODO: the firm"
    #   active_in: {value: [CA, unknown], source: todo}
holdings:
  # who holds what before and after the deal; add the figure, as `votes: 0% -> 100%`
  - {owner: buyer, entity: firm, source: todo}
# what must come out, once you know it; `weir test` holds the rules to it:
# expect:
#   - {regime: …, determinations: {…: …}}
)";

std::string filled(std::string text, const Blanks& blanks) {
  for (const auto& [name, value] : blanks) {
    const std::string blank = "@" + name + "@";
    for (std::size_t at = text.find(blank); at != std::string::npos; at = text.find(blank, at + value.size()))
      text.replace(at, blank.size(), value);
  }
  return text;
}

}  // namespace

std::string regime_start(const Blanks& blanks) {
  return filled(regime_text, blanks);
}
std::string rule_start(const Blanks& blanks) {
  return filled(rule_text, blanks);
}
std::string case_start(const Blanks& blanks) {
  return filled(case_text, blanks);
}

std::string in_quotes(const std::string& text) {
  const bool plain = format::plain_is_safe(text, format::Context::flow) && !format::looks_typed(text);
  return plain ? text : format::quoted(text);
}

}  // namespace weir::cli
