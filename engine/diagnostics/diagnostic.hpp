#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/span.hpp"
#include "diagnostics/codes.hpp"

namespace weir::diagnostics {

std::string_view to_text(Severity severity);

/// A place in a file and what is to be said about it there (may be empty).
struct Label {
  base::Span span;
  std::string text;
};

struct Edit {
  base::Span span;
  std::string replacement;
};

/// A change that would mend the mistake; `safe` ones cannot alter the meaning or were certainly misspelt.
struct Fix {
  enum class Trust : std::uint8_t { safe, suggested };
  std::string title;
  Trust trust = Trust::suggested;
  std::vector<Edit> edits;
};

/// A mistake in somebody's text. (What a rule says of a case is a finding, never a diagnostic.)
struct Diagnostic {
  Code code{};
  Severity severity = Severity::error;
  std::string message;             ///< lower case, no full stop, the author's text in backticks
  std::optional<Label> primary;    ///< none where there is no file (a missing folder, a flag)
  std::vector<Label> labels;       ///< second places: the declaration, the first duplicate
  std::vector<std::string> notes;  ///< facts that have no place in the file
  std::string help;                ///< what to do; may be empty
  std::vector<Fix> fixes;          ///< alternatives
  std::string context;             ///< regime or rule id the text belongs to; may be empty
  std::vector<std::pair<std::string, std::string>> params;  ///< for readers of the JSON

  // Chained setters, so that an emit call reads as one sentence.
  Diagnostic& label(base::Span span, std::string text);
  Diagnostic& note(std::string text);
  Diagnostic& with_help(std::string text);
  Diagnostic& fix(Fix fix);
  Diagnostic& in(std::string context_id);
  Diagnostic& param(std::string name, std::string value);
};

/// A sink for the mistakes of a run. A code at a span it already has is dropped; at most `file_limit` a file
/// are kept, the rest is counted.
class Sink {
 public:
  static constexpr std::size_t file_limit = 50;

  /// Adds a diagnostic with the code's own severity and returns it for further labels.
  Diagnostic& emit(Code code, base::Span span, std::string message, std::string label = {});
  /// The same without a place.
  Diagnostic& emit(Code code, std::string message);
  /// Takes over what `other` holds, as if it had been emitted here.
  void absorb(Sink other);

  bool has_errors() const;
  /// True if a mistake in this file is an error, or so many were found that not all were kept.
  bool has_errors_in(base::FileId file) const;
  std::size_t error_count() const;
  std::size_t warning_count() const;
  /// All kept, by file, position, code; those without a place first.
  std::vector<Diagnostic> sorted() const;
  /// Files with more than `file_limit` diagnostics and how many were dropped.
  std::vector<std::pair<base::FileId, std::size_t>> dropped() const;

 private:
  Diagnostic& add(Diagnostic diagnostic);
  bool known(const Diagnostic& diagnostic);
  Diagnostic& discard(Diagnostic diagnostic);
  std::size_t count(Severity severity) const;

  std::vector<Diagnostic> kept_;
  Diagnostic discarded_;  ///< what a caller may go on writing to when its diagnostic was not kept
  std::set<std::pair<Code, base::Span>> seen_;
  std::map<base::FileId, std::size_t> counts_;  ///< distinct diagnostics a file, dropped ones included
  std::size_t dropped_errors_ = 0;
  std::size_t dropped_warnings_ = 0;
};

/// The usual "did you mean" help and fix, if `candidate` is there.
void suggest(Diagnostic& diagnostic, const std::optional<std::string>& candidate, base::Span span,
             std::string_view what);

}  // namespace weir::diagnostics
