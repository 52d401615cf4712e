#include "yaml/syntax_error.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "yaml/layout_fixes.hpp"
#include "yaml/scalar_map.hpp"

namespace weir::yaml {

using diagnostics::Code;
using diagnostics::Diagnostic;

namespace {

/// Everything the cases below look at.
struct Scene {
  const diagnostics::Source& source;
  base::FileId file;
  std::uint32_t mark;
  const DocumentBuilder& builder;
  diagnostics::Sink& sink;

  std::string_view text() const { return source.text(); }
  char character() const { return mark < text().size() ? text()[mark] : '\0'; }
  base::Span span(std::size_t begin, std::size_t end) const {
    const std::size_t size = text().size();
    return {file, static_cast<std::uint32_t>(std::min(begin, size)),
            static_cast<std::uint32_t>(std::min(end, size))};
  }
  base::Span here() const { return span(mark, mark + 1); }
  /// True if the character goes on with a text that began before it.
  bool inside_text() const {
    return mark > 0 && mark < text().size() &&
           std::string_view(" \t\n\r[]{},:").find(text()[mark - 1]) == std::string_view::npos;
  }
  Diagnostic& emit(std::string message) const {
    return sink.emit(Code::yaml_syntax, here(), std::move(message));
  }
};

/// A quote that begins a text and is never closed, after what was read so far.
std::optional<std::size_t> open_quote(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const char before = at == 0 ? ' ' : text[at - 1];
    const bool begins = std::string_view(" \t\n\r[{,:").find(before) != std::string_view::npos;
    if (begins && text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (begins && (text[at] == '"' || text[at] == '\'')) {
      const std::size_t end = quoted_end(text, at);
      if (end == std::string_view::npos) return at;
      at = end;
    } else {
      ++at;
    }
  }
  return std::nullopt;
}

void unterminated(const Scene& scene) {
  if (const auto quote = open_quote(scene.text(), scene.builder.last_end())) {
    Diagnostic& diagnostic =
        scene.sink
            .emit(Code::unterminated_quote, scene.span(*quote, *quote + 1),
                  "the text that begins here has no closing quote", "opened here")
            .with_help(fmt::format("put a `{}` where the text ends", scene.text()[*quote]));
    if (auto fix = quote_at_line_end(scene.text(), scene.file, static_cast<std::uint32_t>(*quote)))
      diagnostic.fix(std::move(*fix));
  } else {
    scene.emit("the file ends inside a text");
  }
}

// A `?` before a blank, a comma or a bracket ends an unquoted text there.
void question_mark(const Scene& scene) {
  scene.emit("an unquoted text inside braces or brackets cannot have a word that ends with `?`")
      .with_help("put the whole text in quotes, or write the map in block form, one key a line");
}

void open_flow(const Scene& scene, std::string_view closing) {
  const char found = scene.character();
  if (found == '?' && scene.inside_text()) return question_mark(scene);
  if (found == '{' || found == '[') {
    scene.emit(fmt::format("an unquoted text inside braces or brackets cannot hold `{}`", found))
        .with_help("put the whole text in quotes, or write the map in block form, one key a line");
    return;
  }
  Diagnostic& diagnostic = scene.emit(fmt::format("the closing `{}` is missing", closing));
  if (const auto opening = scene.builder.open_bracket()) {
    diagnostic.label(scene.span(*opening, *opening + 1), "opened here");
  }
}

/// The last line before `number` that holds more than a comment; 0 if there is none.
std::uint32_t line_above(const diagnostics::Source& source, std::uint32_t number) {
  for (std::uint32_t above = number; above-- > 1;) {
    const std::string_view visible = base::trim(source.line(above));
    if (!visible.empty() && visible.front() != '#') return above;
  }
  return 0;
}

/// A line that was meant as a key but has no colon, or no blank after it.
void key_without_colon(const Scene& scene, base::Span line, std::string_view visible) {
  Diagnostic& diagnostic =
      scene.sink.emit(Code::key_without_colon, line, fmt::format("`{}` is a key without a value", visible));
  const std::size_t colon = visible.find(':');
  if (colon == visible.npos) {
    diagnostic.with_help("write `key: value`");
    return;
  }
  constexpr std::string_view no_break_space = "\xc2\xa0";
  if (visible.substr(colon + 1).starts_with(no_break_space)) {
    const base::Span space =
        scene.span(line.begin + colon + 1, line.begin + colon + 1 + no_break_space.size());
    diagnostic.with_help("what follows the colon looks like a blank but is a no-break space (U+00A0)")
        .fix({"write an ordinary blank", diagnostics::Fix::Trust::safe, {{space, " "}}});
    return;
  }
  const base::Span after = scene.span(line.begin + colon + 1, line.begin + colon + 1);
  diagnostic.with_help("a blank must follow the colon")
      .fix({"put a blank after the colon", diagnostics::Fix::Trust::safe, {{after, " "}}});
}

void second_colon_or_none(const Scene& scene) {
  const std::uint32_t number = scene.source.position(scene.mark).line;
  const std::uint32_t begin = scene.source.line_begin(number);
  const std::string_view before = scene.text().substr(begin, scene.mark - begin);
  if (before.find(": ") != before.npos) {
    Diagnostic& diagnostic =
        scene.emit("a second colon in an unquoted text").with_help("put the text in quotes");
    if (auto fix = text_in_quotes(scene.source, scene.file, scene.mark)) diagnostic.fix(std::move(*fix));
    return;
  }
  const std::uint32_t above = line_above(scene.source, number);
  if (above == 0) {
    scene.emit("a key cannot stand here");
    return;
  }
  const std::string_view visible = base::trim(scene.source.line(above));
  const std::size_t first = scene.source.line_begin(above) + scene.source.line(above).find(visible.front());
  const base::Span line = scene.span(first, first + visible.size());
  if (visible.find(": ") == visible.npos && !visible.ends_with(':')) {
    key_without_colon(scene, line, visible);
    return;
  }
  scene.emit("a key cannot stand here")
      .with_help("check the indentation of the two lines")
      .label(line, "the value of this key is already complete");
}

void does_not_fit(const Scene& scene, std::string_view what) {
  Diagnostic& diagnostic = scene.emit(fmt::format("this does not belong to the {} above it", what));
  const auto quote = scene.builder.last_long_quote();
  if (quote && quote->end <= scene.mark &&
      scene.source.position(quote->end).line == scene.source.position(scene.mark).line) {
    diagnostic.label(*quote, "this text spans lines; a closing quote may be missing");
  } else {
    diagnostic.with_help("keys of one map and entries of one list begin in the same column");
    if (auto fix = one_blank_off(scene.source, scene.file, scene.mark)) diagnostic.fix(std::move(*fix));
  }
}

void wrong_start(const Scene& scene) {
  if (scene.character() == '?' && scene.inside_text()) return question_mark(scene);
  scene.emit(fmt::format("an unquoted text cannot begin with `{}`", scene.character()))
      .with_help("put the text in quotes");
}

void unknown_alias(const Scene& scene) {
  std::size_t end = scene.mark + 1;
  while (end < scene.text().size() &&
         std::string_view(" \t\r\n,]}").find(scene.text()[end]) == std::string_view::npos) {
    ++end;
  }
  const base::Span place = scene.span(scene.mark, end);
  scene.sink
      .emit(Code::anchor_refused, place,
            fmt::format("the alias `{}` cannot be used here",
                        scene.text().substr(place.begin, place.end - place.begin)))
      .with_help("put the text in quotes if it is none, or write the value out");
}

}  // namespace

void report_syntax_error(const diagnostics::Source& source, base::FileId file, std::uint32_t mark,
                         std::string_view reason, const DocumentBuilder& builder, diagnostics::Sink& sink) {
  const Scene scene{source, file, mark, builder, sink};
  const auto is = [reason](std::string_view words) { return reason.find(words) != reason.npos; };
  if (is("EOF in scalar") || is("document indicator in scalar")) return unterminated(scene);
  if (is("map flow not found")) return open_flow(scene, "}");
  if (is("sequence flow not found")) return open_flow(scene, "]");
  if (is("illegal map value")) return second_colon_or_none(scene);
  if (is("end of map not found")) return does_not_fit(scene, "map");
  if (is("end of sequence not found")) return does_not_fit(scene, "list");
  if (is("unknown token")) return wrong_start(scene);
  if (is("referenced anchor") || is("alias")) return unknown_alias(scene);
  if (is("illegal tab")) {
    sink.emit(Code::tab_indentation, scene.here(), "a tab cannot indent a line")
        .with_help("indent with blanks")
        .fix(blanks_for_tabs(source, file, mark));
  } else if (is("flow end")) {
    scene.emit(fmt::format("this `{}` closes nothing", scene.character()));
  } else if (is("block entry")) {
    scene.emit("a list cannot begin here").with_help("begin each entry with `- ` on a line of its own");
  } else if (is("escape") || is("unicode") || is("hex")) {
    scene.emit("there is no such escape sequence")
        .with_help("in double quotes a backslash is written `\\\\`; in single quotes it stands for itself");
  } else {
    scene.emit("this is not YAML");
  }
}

}  // namespace weir::yaml
