#include <fmt/format.h>

#include "library/convert.hpp"

namespace weir {

namespace library {

namespace {

Place place_of(base::Span span, const diagnostics::SourceMap& sources) {
  if (!span.file.valid() || span.file.index() >= sources.size()) return {};
  const diagnostics::Source& source = sources.get(span.file);
  const auto begin = source.position(span.begin), end = source.position(span.end);
  return {source.path(), begin.line, begin.column, end.line, end.column};
}

Severity severity_of(diagnostics::Severity severity) {
  switch (severity) {
    case diagnostics::Severity::error:
      return Severity::error;
    case diagnostics::Severity::warning:
      return Severity::warning;
    case diagnostics::Severity::note:
      break;
  }
  return Severity::note;
}

Diagnostic diagnostic_of(const diagnostics::Diagnostic& mistake, const diagnostics::SourceMap& sources) {
  Diagnostic told = wrong_request(mistake.code, mistake.message, mistake.help);
  told.severity = severity_of(mistake.severity);
  if (mistake.primary) told.at = place_of(mistake.primary->span, sources);
  told.notes = mistake.notes;
  for (const diagnostics::Label& label : mistake.labels)
    told.related.push_back({place_of(label.span, sources), label.text});
  told.context = mistake.context;
  return told;
}

}  // namespace

std::vector<Diagnostic> diagnostics_of(const diagnostics::Sink& sink, const diagnostics::SourceMap& sources) {
  std::vector<Diagnostic> told;
  for (const diagnostics::Diagnostic& mistake : sink.sorted())
    told.push_back(diagnostic_of(mistake, sources));
  for (const auto& [file, count] : sink.dropped()) {
    Diagnostic more = wrong_request(fmt::format("{} more in this file", count));
    more.severity = Severity::note;
    if (file.valid()) more.at.path = sources.get(file).path();
    told.push_back(std::move(more));
  }
  return told;
}

Diagnostic wrong_request(std::string message, std::string help) {
  Diagnostic told;
  told.message = std::move(message);
  told.help = std::move(help);
  return told;
}

Diagnostic wrong_request(diagnostics::Code code, std::string message, std::string help) {
  Diagnostic told = wrong_request(std::move(message), std::move(help));
  told.code = diagnostics::info(code).id;
  told.name = diagnostics::info(code).name;
  return told;
}

}  // namespace library

namespace {

std::string_view word_of(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

}  // namespace

std::string to_text(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& told : diagnostics) {
    if (!told.at.path.empty()) text += told.at.path + ":";
    if (told.at.line > 0) text += fmt::format("{}:{}:", told.at.line, told.at.column);
    text += fmt::format("{}{}", told.at.path.empty() ? "" : " ", word_of(told.severity));
    if (!told.code.empty()) text += fmt::format("[{}]", told.code);
    text += ": " + told.message;
    if (!told.help.empty()) text += "; " + told.help;
    text += "\n";
  }
  return text;
}

}  // namespace weir
