#include "report/diagnostics_json.hpp"

#include <nlohmann/json.hpp>

namespace weir::report {
namespace {

using nlohmann::ordered_json;

ordered_json place_json(const diagnostics::Source& source, std::uint32_t offset) {
  const auto position = source.position(offset);
  return {{"line", position.line}, {"column", position.column}};
}

ordered_json span_json(base::Span span, const diagnostics::SourceMap& sources) {
  if (!span.file.valid() || span.file.index() >= sources.size()) return nullptr;
  const diagnostics::Source& source = sources.get(span.file);
  return {{"file", source.path()},
          {"begin", span.begin},
          {"end", span.end},
          {"start", place_json(source, span.begin)},
          {"stop", place_json(source, span.end)}};
}

ordered_json label_json(const diagnostics::Label& label, const diagnostics::SourceMap& sources) {
  return {{"span", span_json(label.span, sources)}, {"text", label.text}};
}

ordered_json fix_json(const diagnostics::Fix& fix, const diagnostics::SourceMap& sources) {
  ordered_json edits = ordered_json::array();
  for (const auto& edit : fix.edits) {
    edits.push_back({{"span", span_json(edit.span, sources)}, {"replacement", edit.replacement}});
  }
  return {{"title", fix.title},
          {"trust", fix.trust == diagnostics::Fix::Trust::safe ? "safe" : "suggested"},
          {"edits", std::move(edits)}};
}

ordered_json diagnostic_json(const diagnostics::Diagnostic& diagnostic,
                             const diagnostics::SourceMap& sources) {
  const auto& code = diagnostics::info(diagnostic.code);
  ordered_json json = {{"schema", 1},
                       {"code", code.id},
                       {"name", code.name},
                       {"severity", diagnostics::to_text(diagnostic.severity)},
                       {"message", diagnostic.message}};
  json["primary"] = diagnostic.primary ? label_json(*diagnostic.primary, sources) : ordered_json(nullptr);
  json["labels"] = ordered_json::array();
  for (const auto& label : diagnostic.labels) json["labels"].push_back(label_json(label, sources));
  json["notes"] = diagnostic.notes;
  json["help"] = diagnostic.help.empty() ? ordered_json(nullptr) : ordered_json(diagnostic.help);
  json["fixes"] = ordered_json::array();
  for (const auto& fix : diagnostic.fixes) json["fixes"].push_back(fix_json(fix, sources));
  json["context"] = diagnostic.context.empty() ? ordered_json(nullptr) : ordered_json(diagnostic.context);
  json["params"] = ordered_json::object();
  for (const auto& [name, value] : diagnostic.params) json["params"][name] = value;
  return json;
}

}  // namespace

std::string render_diagnostics_json(const diagnostics::Sink& sink, const diagnostics::SourceMap& sources) {
  std::string out;
  for (const auto& diagnostic : sink.sorted()) {
    out += diagnostic_json(diagnostic, sources).dump(-1, ' ', false, ordered_json::error_handler_t::replace) +
           "\n";
  }
  return out;
}

}  // namespace weir::report
