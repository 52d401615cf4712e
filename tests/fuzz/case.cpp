// Any bytes are read as a case or refused with a reason.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "load/load.hpp"

namespace {

constexpr const char* vocabulary_text =
    "facts:\n"
    "  transaction.closing: {type: date}\n"
    "  transaction.price: {type: money}\n"
    "  transaction.kind: {type: one of deal-kind}\n"
    "  party.formed_in: {type: country}\n"
    "  party.active_in: {type: set of country}\n"
    "  party.employees: {type: number}\n"
    "  party.assets: {type: rows of asset}\n"
    "  asset.power: {type: MW, unit: MW}\n"
    "  holding.owner: {type: party}\n"
    "  holding.entity: {type: party}\n"
    "  holding.votes: {type: \"percent, change\"}\n"
    "  holding.period: {type: period}\n"
    "enumerations: {deal-kind: {members: [shares, assets]}}\n"
    "units: {power: {W: 1, MW: 1000000}}\n";

weir::model::Vocabulary load_vocabulary() {
  weir::base::MemoryFileSystem files;
  files.add("rules/vocabulary/core.yaml", vocabulary_text);
  weir::diagnostics::SourceMap sources;
  weir::diagnostics::Sink sink;
  return weir::load::load_rules(files, "rules", sources, sink).vocabulary;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace weir;
  static const model::Vocabulary vocabulary = load_vocabulary();
  base::MemoryFileSystem files;
  files.add("case.yaml", std::string(data, data + size));
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const auto loaded = load::load_case(files, "case.yaml", vocabulary, sources, sink);
  if (loaded.has_value() == sink.has_errors()) std::abort();
  for (const auto& diagnostic : sink.sorted()) {
    if (diagnostic.code == diagnostics::Code::internal_error) std::abort();
    if (diagnostic.primary && diagnostic.primary->span.end > size) std::abort();
  }
  return 0;
}
