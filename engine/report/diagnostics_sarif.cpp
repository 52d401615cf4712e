#include "report/diagnostics_sarif.hpp"

#include <algorithm>
#include <map>

#include "base/digest.hpp"
#include "json/json.hpp"
#include "report/version.hpp"

namespace weir::report {
namespace {

using diagnostics::Diagnostic;
using diagnostics::Label;
using diagnostics::Severity;
using diagnostics::Source;
using diagnostics::SourceMap;
using json::Json;

Json text_of(std::string text) {
  return {{"text", std::move(text)}};
}

std::string_view level_of(Severity severity) {
  // The three severities have the names of the standard.
  return diagnostics::to_text(severity);
}

/// A path as the reference that a URI is: what may not stand in one is written in hexadecimal.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain = "-._~/!$&'()*+,;=@", digits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || plain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += '%';
      uri += digits[byte / 16];
      uri += digits[byte % 16];
    }
  }
  return uri;
}

class Writer {
 public:
  explicit Writer(const SourceMap& sources) : sources_(sources) {}

  Json log(const std::vector<Diagnostic>& diagnostics) {
    Json results = Json::array();
    for (const Diagnostic& diagnostic : diagnostics) rule_index(diagnostic.code);
    for (const Diagnostic& diagnostic : diagnostics) results.push_back(result(diagnostic));
    Json run;
    run["tool"]["driver"] = {{"name", "weir"}, {"version", std::string(version)}, {"rules", rules_}};
    run["columnKind"] = "utf16CodeUnits";
    run["results"] = std::move(results);
    return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", Json::array({std::move(run)})}};
  }

 private:
  std::size_t rule_index(diagnostics::Code code) {
    const auto [place, fresh] = indices_.try_emplace(code, rules_.size());
    if (!fresh) return place->second;
    const diagnostics::CodeInfo& info = diagnostics::info(code);
    rules_.push_back({{"id", info.id},
                      {"name", info.name},
                      {"shortDescription", text_of(std::string(info.summary))},
                      {"fullDescription", text_of(std::string(info.explanation))},
                      {"defaultConfiguration", {{"level", level_of(info.severity)}}}});
    return place->second;
  }

  bool has_place(const Label& label) const {
    return label.span.file.valid() && label.span.file.index() < sources_.size();
  }

  Json artifact(const Source& source) const { return {{"uri", uri_of(source.path())}}; }

  Json region(base::Span span) const {
    const Source& source = sources_.get(span.file);
    const auto begin = source.position(span.begin), end = source.position(std::max(span.begin, span.end));
    return {{"startLine", begin.line},
            {"startColumn", begin.utf16_column + 1},
            {"endLine", end.line},
            {"endColumn", end.utf16_column + 1}};
  }

  Json physical(base::Span span) const {
    return {{"artifactLocation", artifact(sources_.get(span.file))}, {"region", region(span)}};
  }

  Json fix(const diagnostics::Fix& fix) const {
    std::map<base::FileId, Json> changes;
    for (const diagnostics::Edit& edit : fix.edits) {
      if (!has_place({edit.span, {}})) continue;
      Json& change = changes[edit.span.file];
      if (change.is_null()) {
        change["artifactLocation"] = artifact(sources_.get(edit.span.file));
        change["replacements"] = Json::array();
      }
      change["replacements"].push_back(
          {{"deletedRegion", region(edit.span)}, {"insertedContent", text_of(edit.replacement)}});
    }
    Json all = Json::array();
    for (auto& [file, change] : changes) all.push_back(std::move(change));
    const bool safe = fix.trust == diagnostics::Fix::Trust::safe;
    return {{"description", text_of(fix.title + (safe ? "" : " (suggested)"))},
            {"artifactChanges", std::move(all)}};
  }

  Json result(const Diagnostic& diagnostic) {
    std::string words = diagnostic.message;
    for (const std::string& note : diagnostic.notes) words += "\n" + note;
    if (!diagnostic.help.empty()) words += "\n" + diagnostic.help;
    Json json = {{"ruleId", diagnostics::info(diagnostic.code).id},
                 {"ruleIndex", rule_index(diagnostic.code)},
                 {"level", level_of(diagnostic.severity)},
                 {"message", text_of(std::move(words))}};
    std::string marked;
    if (diagnostic.primary && has_place(*diagnostic.primary)) {
      Json location = {{"physicalLocation", physical(diagnostic.primary->span)}};
      if (!diagnostic.primary->text.empty()) location["message"] = text_of(diagnostic.primary->text);
      if (!diagnostic.context.empty())
        location["logicalLocations"] = Json::array({{{"fullyQualifiedName", diagnostic.context}}});
      json["locations"] = Json::array({std::move(location)});
      marked = sources_.text(diagnostic.primary->span);
    }
    Json related = Json::array();
    for (const Label& label : diagnostic.labels) {
      if (!has_place(label)) continue;
      Json location = {{"id", related.size() + 1}, {"physicalLocation", physical(label.span)}};
      if (!label.text.empty()) location["message"] = text_of(label.text);
      related.push_back(std::move(location));
    }
    if (!related.empty()) json["relatedLocations"] = std::move(related);
    json["partialFingerprints"] = {{"weir/v1", fingerprint(diagnostic, marked)}};
    Json fixes = Json::array();
    for (const diagnostics::Fix& offered : diagnostic.fixes) {
      Json written = fix(offered);
      if (!written["artifactChanges"].empty()) fixes.push_back(std::move(written));
    }
    if (!fixes.empty()) json["fixes"] = std::move(fixes);
    return json;
  }

  /// The same mistake in the same rule has the same fingerprint wherever the rule stands; the second one of
  /// that kind has another.
  std::string fingerprint(const Diagnostic& diagnostic, const std::string& marked) {
    std::string what(diagnostics::info(diagnostic.code).id);
    what += '\n' + diagnostic.context + '\n';
    for (const char c : marked.empty() ? diagnostic.message : marked) {
      const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!blank) what += c;
    }
    return base::sha256(what).substr(7) + ":" + std::to_string(++times_[what]);
  }

  const SourceMap& sources_;
  Json rules_ = Json::array();
  std::map<diagnostics::Code, std::size_t> indices_;
  std::map<std::string, int> times_;
};

}  // namespace

std::string render_diagnostics_sarif(const diagnostics::Sink& sink, const SourceMap& sources) {
  return json::dump(Writer(sources).log(sink.sorted()));
}

}  // namespace weir::report
