#include "report/check_summary.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "json/json.hpp"

namespace weir::report {

std::string render_check_text(const CheckSummary& summary) {
  using base::counted;
  std::string out = fmt::format(
      "no errors in {} with {} and {}, {} of the vocabulary and {}\n"
      "the plan has {}, {} before sharing\n",
      counted(summary.regimes, "regime", "regimes"), counted(summary.rules, "rule", "rules"),
      counted(summary.definitions, "definition", "definitions"), counted(summary.facts, "fact", "facts"),
      counted(summary.cases, "case", "cases"), counted(summary.nodes, "node", "nodes"),
      summary.nodes_before_sharing);
  if (!summary.lints) return out;
  const lint::Tally& lints = *summary.lints;
  if (lints.undecided > 0) {
    out += fmt::format("lints left {} of {} open, which would take too long or hang on chains and lists\n",
                       lints.undecided, counted(lints.decided + lints.undecided, "question", "questions"));
  }
  if (lints.waived > 0) out += fmt::format("{} waived\n", counted(lints.waived, "lint is", "lints are"));
  return out;
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
  if (summary.lints) {
    line["checked"]["lints"] = {{"decided", summary.lints->decided},
                                {"undecided", summary.lints->undecided},
                                {"waived", summary.lints->waived}};
  }
  return json::dump_line(line) + "\n";
}

std::string render_fixes(const std::vector<FixNote>& made, const std::vector<std::string>& given_up,
                         std::size_t overlapping, Layout layout) {
  std::string out;
  for (const FixNote& note : made) {
    if (layout == Layout::line) {
      json::Json line;
      line["schema"] = 1;
      line["fixed"] = {{"file", note.file}, {"line", note.line}, {"code", note.code}, {"title", note.title}};
      out += json::dump_line(line) + "\n";
    } else {
      out += fmt::format("fixed {}:{} [{}]: {}\n", note.file, note.line, note.code, note.title);
    }
  }
  for (const std::string& file : given_up) {
    if (layout == Layout::line) {
      json::Json line;
      line["schema"] = 1;
      line["given_up"] = {{"file", file}};
      out += json::dump_line(line) + "\n";
    } else {
      out += fmt::format("took fixes of {} back: they left it no better\n", file);
    }
  }
  if (layout == Layout::text && overlapping > 0) {
    out += fmt::format("left out {} that others stand in the way of; run it again\n",
                       base::counted(overlapping, "fix", "fixes"));
  }
  return out;
}

}  // namespace weir::report
