#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weir {

enum class Severity : std::uint8_t { error, warning, note };

/// A part of a text. Lines and columns count from 1, columns as a terminal shows them.
struct Place {
  std::string path;  ///< empty: no text, and all else is 0
  std::uint32_t line = 0, column = 0;
  std::uint32_t end_line = 0, end_column = 0;  ///< behind the last character
};

/// A mistake in a text, or in what the program asked for. The same that `weir check` shows.
struct Diagnostic {
  std::string code;  ///< "WR3004", stable; empty of what the program asked for ("no regime `xx`")
  std::string name;  ///< "unknown-fact"
  Severity severity = Severity::error;
  std::string message;  ///< lower case, no full stop
  Place at;
  std::string help;  ///< what to do; may be empty
  std::vector<std::string> notes;
  struct Related {
    Place at;
    std::string text;
  };
  std::vector<Related> related;  ///< second places: "declared here"
  std::string context;           ///< id of the regime or rule that the text belongs to; may be empty
};

/// A value, or the mistakes for which there is none. Warnings may stand beside a value.
template <class Value>
struct Outcome {
  std::optional<Value> value;
  std::vector<Diagnostic> diagnostics;  ///< by file and place

  explicit operator bool() const { return value.has_value(); }
  // Only where there is a value:
  Value& operator*() { return *value; }
  const Value& operator*() const { return *value; }
  Value* operator->() { return &*value; }
  const Value* operator->() const { return &*value; }
};

/// Diagnostics as lines of text: "rules/ca/x.yaml:3:7: error[WR3004]: no fact …".
std::string to_text(const std::vector<Diagnostic>& diagnostics);

}  // namespace weir
