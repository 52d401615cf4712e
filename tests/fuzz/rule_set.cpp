// Any bytes are read as a rule file, checked and compiled, or refused with a reason.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "check/checked.hpp"
#include "load/load.hpp"
#include "plan/compile.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace weir;
  base::MemoryFileSystem files;
  files.add("rules/vocabulary/core.yaml",
            "facts:\n  party.formed_in: {type: country}\n  party.employees: {type: number}\n"
            "  transaction.closing: {type: date}\n");
  files.add("rules/xx/xx-act/regime.yaml",
            "regime: xx-act\ntitle: Example\ncountry: CA\nprefix: xx\nby: transaction.closing\n"
            "determinations: {filing: {levels: [none, notification], position: {notification: "
            "must-file-after}}}\nrisk: {factors: {target: {}}, bands: "
            "{low: 0}}\n");
  files.add("rules/xx/xx-act/rules.yaml", std::string(data, data + size));
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const auto loaded = load::load_rules(files, "rules", sources, sink);
  if (loaded.rule_sets.digest.empty()) std::abort();
  const check::Checked checked = check::check(loaded.vocabulary, loaded.rule_sets, sink);
  if (!sink.has_errors()) {
    const plan::Plan plan = plan::compile(checked);
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
      for (const plan::NodeId input : plan.nodes[i].inputs) {
        if (input.index() >= i) std::abort();
      }
    }
  }
  for (const auto& diagnostic : sink.sorted()) {
    if (diagnostic.code == diagnostics::Code::internal_error) std::abort();
    if (!diagnostic.primary) continue;
    const base::Span span = diagnostic.primary->span;
    if (span.begin > span.end || span.end > sources.get(span.file).text().size()) std::abort();
  }
  return 0;
}
