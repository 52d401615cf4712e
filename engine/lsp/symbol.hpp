#pragma once
#include <compare>
#include <cstdint>
#include <string>

#include "session/session.hpp"

namespace weir::lsp {

/// Something that has a name in rules or cases.
struct Symbol {
  enum class Kind : std::uint8_t {
    fact,           ///< first: FactId
    definition,     ///< first: DefinitionId; a threshold, a group, a judgement, a clock, …
    rule,           ///< first: regime, second: rule
    code,           ///< first: DomainId, second: place in its codes
    domain,         ///< first: DomainId
    determination,  ///< first: regime, second: place
    factor,         ///< first: regime, second: place
    regime,         ///< first: regime
    stage,          ///< first: DefinitionId of the clock, second: place
    subject,        ///< first: regime, second: place
  };
  Kind kind = Kind::fact;
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  friend auto operator<=>(const Symbol&, const Symbol&) = default;
};

Symbol symbol_of(model::FactId fact);
Symbol symbol_of(check::DefinitionId definition);
Symbol symbol_of(check::RuleRef rule);
Symbol symbol_of(model::DomainId domain);

/// "party.kind", "ca_control", "ca.notify.control", "CA".
std::string name_of(const session::Session& session, Symbol symbol);
/// The part of the name that stands where it is used: "kind" of "party.kind".
std::string short_name_of(const session::Session& session, Symbol symbol);
/// "fact", "threshold", "group", "rule", …
std::string_view word_for(const session::Session& session, Symbol symbol);
/// Its title, or other words for people; empty if there are none.
std::string title_of(const session::Session& session, Symbol symbol);

}  // namespace weir::lsp
