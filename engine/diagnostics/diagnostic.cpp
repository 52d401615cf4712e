#include "diagnostics/diagnostic.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

namespace weir::diagnostics {

std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

Diagnostic& Diagnostic::label(base::Span span, std::string text) {
  labels.push_back({span, std::move(text)});
  return *this;
}

Diagnostic& Diagnostic::note(std::string text) {
  notes.push_back(std::move(text));
  return *this;
}

Diagnostic& Diagnostic::with_help(std::string text) {
  help = std::move(text);
  return *this;
}

Diagnostic& Diagnostic::fix(Fix fix) {
  fixes.push_back(std::move(fix));
  return *this;
}

Diagnostic& Diagnostic::in(std::string context_id) {
  context = std::move(context_id);
  return *this;
}

Diagnostic& Diagnostic::param(std::string name, std::string value) {
  params.emplace_back(std::move(name), std::move(value));
  return *this;
}

Diagnostic& Sink::emit(Code code, base::Span span, std::string message, std::string label) {
  return add(
      {code, info(code).severity, std::move(message), Label{span, std::move(label)}, {}, {}, {}, {}, {}, {}});
}

Diagnostic& Sink::emit(Code code, std::string message) {
  return add({code, info(code).severity, std::move(message), std::nullopt, {}, {}, {}, {}, {}, {}});
}

void Sink::absorb(Sink other) {
  for (Diagnostic& diagnostic : other.kept_) add(std::move(diagnostic));
  for (const auto& [file, count] : other.dropped()) counts_[file] += count;
  dropped_errors_ += other.dropped_errors_;
  dropped_warnings_ += other.dropped_warnings_;
}

bool Sink::known(const Diagnostic& diagnostic) {
  if (diagnostic.primary) return !seen_.insert({diagnostic.code, diagnostic.primary->span}).second;
  return std::ranges::any_of(kept_, [&](const Diagnostic& other) {
    return other.code == diagnostic.code && !other.primary && other.message == diagnostic.message;
  });
}

Diagnostic& Sink::add(Diagnostic diagnostic) {
  if (known(diagnostic)) return discard(std::move(diagnostic));
  if (diagnostic.primary && ++counts_[diagnostic.primary->span.file] > file_limit) {
    if (diagnostic.severity == Severity::error) ++dropped_errors_;
    if (diagnostic.severity == Severity::warning) ++dropped_warnings_;
    return discard(std::move(diagnostic));
  }
  kept_.push_back(std::move(diagnostic));
  return kept_.back();
}

Diagnostic& Sink::discard(Diagnostic diagnostic) {
  discarded_ = std::move(diagnostic);
  return discarded_;
}

bool Sink::has_errors() const {
  return error_count() > 0;
}

bool Sink::has_errors_in(base::FileId file) const {
  const auto counted = counts_.find(file);
  if (counted == counts_.end()) return false;
  return counted->second > file_limit || std::ranges::any_of(kept_, [&](const Diagnostic& kept) {
           return kept.severity == Severity::error && kept.primary && kept.primary->span.file == file;
         });
}

std::size_t Sink::count(Severity severity) const {
  return static_cast<std::size_t>(std::count_if(
      kept_.begin(), kept_.end(), [severity](const Diagnostic& kept) { return kept.severity == severity; }));
}

std::size_t Sink::error_count() const {
  return count(Severity::error) + dropped_errors_;
}

std::size_t Sink::warning_count() const {
  return count(Severity::warning) + dropped_warnings_;
}

std::vector<Diagnostic> Sink::sorted() const {
  std::vector<Diagnostic> result = kept_;
  std::stable_sort(result.begin(), result.end(), [](const Diagnostic& a, const Diagnostic& b) {
    if (a.primary.has_value() != b.primary.has_value()) return !a.primary.has_value();
    if (!a.primary) return a.code < b.code;
    const base::Span& x = a.primary->span;
    const base::Span& y = b.primary->span;
    return std::tie(x.file, x.begin, x.end, a.code) < std::tie(y.file, y.begin, y.end, b.code);
  });
  return result;
}

std::vector<std::pair<base::FileId, std::size_t>> Sink::dropped() const {
  std::vector<std::pair<base::FileId, std::size_t>> result;
  for (const auto& [file, count] : counts_) {
    if (count > file_limit) result.emplace_back(file, count - file_limit);
  }
  return result;
}

void suggest(Diagnostic& diagnostic, const std::optional<std::string>& candidate, base::Span span,
             std::string_view what) {
  if (!candidate) return;
  diagnostic.with_help(fmt::format("did you mean the {} `{}`?", what, *candidate));
  diagnostic.fix({fmt::format("replace with `{}`", *candidate), Fix::Trust::suggested, {{span, *candidate}}});
}

}  // namespace weir::diagnostics
