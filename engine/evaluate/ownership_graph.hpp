#pragma once
#include "evaluate/batch.hpp"

namespace weir::evaluate {

/// The holdings of one case as a graph for one method: parties in the order of the case, the figures of the
/// method's measures, what is open. `circles` may be null.
///
/// A list of holders is complete if the case says nothing else: it is open where no holder is stated, where
/// a holder without a name has no figure, and where those stated cannot have all of it together.
ownership::Graph make_graph(const Batch& batch, std::uint32_t case_row, const model::Method& method,
                            const Circles* circles);

/// The ties between the parties of a case that `circle` counts, closed under each other.
Circles make_circles(const Batch& batch, std::uint32_t case_row, const model::Circle& circle,
                     const Column& judged, const Column& only);

/// True for the facts that graphs of holdings and ties take from the case itself and not from columns.
bool read_by_graphs(const model::Vocabulary& vocabulary, model::FactId fact);

}  // namespace weir::evaluate
