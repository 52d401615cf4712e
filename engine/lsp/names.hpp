#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/symbol.hpp"

namespace weir::lsp {

/// What names mean at a place, beside what they mean everywhere.
struct NameScope {
  model::EntityId it;  ///< what `it` is; not valid where it is nothing
  std::map<std::string, model::EntityId, std::less<>>
      variables;                               ///< rows of lists: `some h in …`; not valid where unknown
  std::optional<check::DefinitionId> clock{};  ///< the clock whose stages have their short names
};

/// What one word of a path comes to.
struct PathStep {
  std::optional<Symbol> symbol;     ///< none of roots, variables, columns, `held`, `before`
  model::EntityId entity;           ///< what may follow are its facts; not valid: nothing does
  std::optional<model::Type> type;  ///< of the path up to here, as far as it is known
  std::size_t words = 1;            ///< how many words this is (ids of clocks have dots)
};

/// Looks names up as the checker does, and goes on where that would report a mistake: for texts that are
/// still being written.
class NameTable {
 public:
  explicit NameTable(const session::Session& session);

  std::optional<check::DefinitionId> definition(std::string_view id) const;
  std::optional<check::DefinitionId> judgement(std::string_view name) const;
  std::optional<check::RuleRef> rule(std::string_view id) const;
  std::optional<std::uint32_t> regime(std::string_view id) const;
  std::optional<Symbol> subject(std::string_view name) const;
  /// The entity that a role or another root names; none if it is no root.
  std::optional<model::EntityId> root(std::string_view name, const NameScope& scope) const;
  /// The type of a definition's value; none if the checker did not get so far.
  std::optional<model::Type> type_of(check::DefinitionId definition) const;
  /// The words of a path, as far as they mean something; stops at the first that does not.
  std::vector<PathStep> follow(const std::vector<std::string>& names, const NameScope& scope) const;
  /// One word after a thing of `entity`; none if it has no such fact or attribute.
  std::optional<PathStep> member(model::EntityId entity, std::string_view name) const;

 private:
  std::optional<PathStep> first(const std::vector<std::string>& names, const NameScope& scope) const;
  PathStep step_to(check::DefinitionId definition) const;

  const session::Session& session_;
  std::map<std::string, check::DefinitionId, std::less<>> definitions_, judgements_;
  std::map<std::string, check::RuleRef, std::less<>> rules_;
  std::map<std::string, Symbol, std::less<>> subjects_;
};

/// Words that a path may begin with besides definitions, variables and subjects.
inline constexpr std::string_view root_words[] = {"transaction", "acquirer", "target", "vendor", "stake",
                                                  "procedure",   "known_on", "as_of",  "it"};

}  // namespace weir::lsp
