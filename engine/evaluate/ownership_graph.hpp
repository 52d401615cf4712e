#pragma once
#include <array>
#include <cstdint>

#include "evaluate/batch.hpp"

namespace weir::evaluate {

/// What graphs of holdings and ties read of a case, apart from the measures of a method.
enum class GraphFact : std::uint8_t {
  owner,
  entity,
  as,
  on_behalf_of,
  period,
  closing,
  kind,
  lead_partner,
  general_partners,
  other_holders,
  relations,
  relation_kind,
  relation_other,
  relation_from,
  relation_to,
};

/// Its facts in a vocabulary, looked up once; those that it does not have are not valid.
class GraphFacts {
 public:
  explicit GraphFacts(const model::Vocabulary& vocabulary);
  model::FactId operator[](GraphFact fact) const { return facts_[static_cast<std::size_t>(fact)]; }

 private:
  std::array<model::FactId, static_cast<std::size_t>(GraphFact::relation_to) + 1> facts_;
};

/// The holdings of one case as a graph for one method: parties in the order of the case, the figures of the
/// method's measures, what is open. `read` are the facts of the batch's vocabulary. `circles` may be null.
///
/// A list of holders is complete if the case says nothing else: it is open where no holder is stated, where
/// a holder without a name has no figure, and where those stated cannot have all of it together.
ownership::Graph make_graph(const Batch& batch, std::uint32_t case_row, const GraphFacts& read,
                            const model::Method& method, const Circles* circles);

/// The ties between the parties of a case that `circle` counts, closed under each other.
Circles make_circles(const Batch& batch, std::uint32_t case_row, const GraphFacts& read,
                     const model::Circle& circle, const Column& judged, const Column& only);

/// True for the facts that graphs of holdings and ties take from the case itself and not from columns.
bool read_by_graphs(const model::Vocabulary& vocabulary, model::FactId fact);

}  // namespace weir::evaluate
