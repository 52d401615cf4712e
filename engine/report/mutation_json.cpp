#include "json/json.hpp"
#include "report/mutation_report.hpp"
#include "report/version.hpp"

namespace weir::report {
namespace {

using json::Json;

Json mutant_json(const MutationReport& report, const suite::Tried& tried) {
  const suite::Mutant& mutant = tried.mutant;
  const diagnostics::Source& source = report.suite.sources.get(mutant.span.file);
  const auto position = source.position(mutant.span.begin);
  Json json = {{"of", mutant.owner},
               {"change", to_text(mutant.kind)},
               {"at", {{"file", source.path()}, {"line", position.line}, {"column", position.column}}},
               {"before", mutant.before},
               {"after", mutant.after.empty() ? Json(nullptr) : Json(mutant.after)},
               {"left_out_of", mutant.of.empty() ? Json(nullptr) : Json(mutant.of)},
               {"fate", tried.fate == suite::Fate::killed ? "killed" : "survived"}};
  json["killed_by"] = tried.killer
                          ? Json(suite::name_of(report.suite.trials[*tried.killer], report.suite.plan))
                          : Json(nullptr);
  return json;
}

}  // namespace

std::string render_mutation_json(const MutationReport& report) {
  const suite::Mutation& mutation = report.mutation;
  Json json = {{"weir", std::string(version)}, {"rules_digest", report.suite.plan.rule_sets().digest}};
  json["possible_changes"] = mutation.candidates;
  json["mutants"] = mutation.tried.size();
  json["killed"] = mutation.count(suite::Fate::killed);
  json["survived"] = mutation.count(suite::Fate::survived);
  json["score"] = mutation.score();
  json["equivalent"] = mutation.equal;
  json["would_not_load"] = mutation.refused;
  json["list"] = Json::array();
  for (const suite::Tried& tried : mutation.tried) json["list"].push_back(mutant_json(report, tried));
  return json::dump(json);
}

}  // namespace weir::report
