// Mistakes as the protocol has them.
#include <fmt/core.h>

#include <algorithm>

#include "lsp/feature.hpp"
#include "lsp/uri.hpp"

namespace weir::lsp {

using diagnostics::Diagnostic;
using diagnostics::Severity;

namespace {

int severity_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return 1;
    case Severity::warning:
      return 2;
    case Severity::note:
      return 3;
  }
  return 1;
}

/// The message with what there is to do: editors show nothing else.
std::string words_of(const Diagnostic& diagnostic) {
  std::string words = diagnostic.message;
  if (diagnostic.primary && !diagnostic.primary->text.empty()) words += " (" + diagnostic.primary->text + ")";
  for (const std::string& note : diagnostic.notes) words += "\nnote: " + note;
  if (!diagnostic.help.empty()) words += "\nhelp: " + diagnostic.help;
  return words;
}

Json json_of(const Snapshot& snapshot, const Diagnostic& diagnostic, Encoding encoding,
             std::string_view base) {
  const std::string id(diagnostics::info(diagnostic.code).id);
  const auto& source = snapshot.source(diagnostic.primary->span.file);
  Json json = {{"range", range_of(source, diagnostic.primary->span, encoding)},
               {"severity", severity_of(diagnostic.severity)},
               {"code", id}};
  if (!base.empty()) json["codeDescription"] = {{"href", std::string(base) + id}};
  json["source"] = "weir";
  json["message"] = words_of(diagnostic);
  Json related = Json::array();
  for (const auto& label : diagnostic.labels) {
    if (!label.span.file.valid()) continue;
    const auto& other = snapshot.source(label.span.file);
    related.push_back(
        {{"location", {{"uri", uri_of(other.path())}, {"range", range_of(other, label.span, encoding)}}},
         {"message", label.text}});
  }
  if (!related.empty()) json["relatedInformation"] = std::move(related);
  return json;
}

}  // namespace

Json diagnostics_json(const Snapshot& snapshot, const std::vector<Diagnostic>& all, std::size_t more,
                      base::FileId file, Encoding encoding, std::string_view base) {
  Json shown = Json::array();
  for (const Diagnostic& diagnostic : all) {
    if (diagnostic.primary && diagnostic.primary->span.file == file)
      shown.push_back(json_of(snapshot, diagnostic, encoding, base));
  }
  if (more > 0) {
    const Json start = {{"line", 0}, {"character", 0}};
    shown.push_back({{"range", {{"start", start}, {"end", start}}},
                     {"severity", 3},
                     {"source", "weir"},
                     {"message", fmt::format("{} more mistakes in this file are not shown", more)}});
  }
  return shown;
}

std::string placeless_mistakes(const Snapshot& snapshot) {
  std::string words;
  for (const Diagnostic& diagnostic : snapshot.diagnostics()) {
    if (diagnostic.primary) continue;
    if (!words.empty()) words += '\n';
    words += words_of(diagnostic);
  }
  return words;
}

}  // namespace weir::lsp
