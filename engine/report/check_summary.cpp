#include "report/check_summary.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "json/json.hpp"

namespace weir::report {

std::string render_check_text(const CheckSummary& summary) {
  using base::counted;
  return fmt::format(
      "no errors in {} with {} and {}, {} of the vocabulary and {}\n"
      "the plan has {}, {} before sharing\n",
      counted(summary.regimes, "regime", "regimes"), counted(summary.rules, "rule", "rules"),
      counted(summary.definitions, "definition", "definitions"), counted(summary.facts, "fact", "facts"),
      counted(summary.cases, "case", "cases"), counted(summary.nodes, "node", "nodes"),
      summary.nodes_before_sharing);
}

std::string render_check_json(const CheckSummary& summary) {
  json::Json line;
  line["schema"] = 1;
  line["checked"] = {{"regimes", summary.regimes},
                     {"rules", summary.rules},
                     {"definitions", summary.definitions},
                     {"facts", summary.facts},
                     {"cases", summary.cases},
                     {"nodes_before_sharing", summary.nodes_before_sharing},
                     {"nodes", summary.nodes}};
  return json::dump_line(line) + "\n";
}

}  // namespace weir::report
