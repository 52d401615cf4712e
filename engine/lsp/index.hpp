#pragma once
#include <map>
#include <vector>

#include "base/span.hpp"
#include "lsp/symbol.hpp"

namespace weir::lsp {

class Snapshot;

/// One place where a symbol is named. The span is that of the short name alone.
struct Occurrence {
  enum class Role : std::uint8_t { declaration, use };
  base::Span span;
  Symbol symbol;
  Role role = Role::use;
};

/// Where symbols are declared and used, in rules, vocabulary and cases.
class Index {
 public:
  /// The narrowest occurrence that holds or touches `offset`; null if there is none.
  const Occurrence* at(base::FileId file, std::uint32_t offset) const;
  /// All occurrences of a symbol, by file and place.
  std::vector<const Occurrence*> of(Symbol symbol) const;
  /// Where it is declared; null for what no file declares (countries).
  const Occurrence* declaration(Symbol symbol) const;
  const std::vector<Occurrence>& all() const { return occurrences_; }

  /// Takes over all occurrences; of two for one span the first is kept.
  explicit Index(std::vector<Occurrence> occurrences = {});

 private:
  std::vector<Occurrence> occurrences_;  ///< by span
  std::multimap<Symbol, std::size_t> by_symbol_;
};

/// Finds every name of a snapshot.
Index build_index(const Snapshot& snapshot);

}  // namespace weir::lsp
