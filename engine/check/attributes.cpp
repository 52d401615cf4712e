#include "check/analysis.hpp"

namespace weir::check {

using diagnostics::Code;

/// An attribute is the same for every deal that the party takes part in, so it must not look at the roles of
/// this one.
void Analysis::check_attributes() {
  // What a plain definition reads of the deal, found in the order in which definitions read each other.
  std::vector<const Reads::Deal*> deal(rule_sets_.definitions.size(), nullptr);
  for (const DefinitionId id : result_.order) {
    const auto& reads = definition_reads_[id.index()];
    const auto& declared = definition(id);
    const bool attribute = !declared.attribute_of.empty();
    const auto refuse = [&](base::Span span, const std::string& root, base::Span origin) {
      auto& diagnostic =
          sink_.emit(Code::attribute_reads_deal, span,
                     "the attribute `" + declared.id + "` reads `" + root + "`", "a role of one deal");
      if (origin != span) diagnostic.label(origin, "`" + root + "` is read here");
      diagnostic
          .with_help("an attribute speaks of `it` alone; compare with the " + root +
                     " in a definition or rule")
          .in(declared.id);
    };
    if (!reads.deal.empty()) {
      if (attribute) {
        refuse(reads.deal.front().span, reads.deal.front().root, reads.deal.front().span);
        continue;
      }
      deal[id.index()] = &reads.deal.front();
    }
    for (const auto& read : reads.definitions) {
      const auto* found = deal[read.definition.index()];
      if (!found) continue;
      if (attribute) {
        refuse(read.span, found->root, found->span);
        break;
      }
      if (!deal[id.index()]) deal[id.index()] = found;
    }
  }
}

}  // namespace weir::check
