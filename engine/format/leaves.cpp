#include "format/leaves.hpp"

#include <utility>

namespace weir::format {

using schema::Shape;
using yaml::ScalarStyle;

std::optional<Grammar> grammar_of(Shape shape) {
  switch (shape) {
    case Shape::expression:
      return Grammar::expression;
    case Shape::cell:
      return Grammar::cell;
    case Shape::row_list:
      return Grammar::rows;
    default:
      return std::nullopt;
  }
}

std::optional<std::string> Leaves::laid_out(const Branch& value) const {
  const auto grammar = grammar_of(value.shape);
  return grammar ? one_line(document_.node(value.id).scalar.text, *grammar) : std::nullopt;
}

std::string Leaves::scalar(const Branch& value, Context context) const {
  const yaml::Node& here = document_.node(value.id);
  auto expression = laid_out(value);
  if (!expression) return text_of(here, context);
  const bool keep = here.style == ScalarStyle::plain && here.scalar.text == *expression;
  if (keep || (plain_is_safe(*expression, context) && !keeps_quotes(here, *expression)))
    return std::move(*expression);
  return quoted(*expression);
}

std::string Leaves::key(yaml::NodeId key, Context context) const {
  return text_of(document_.node(key), context);
}

bool Leaves::keeps_quotes(const yaml::Node& here, std::string_view text) const {
  const bool in_quotes = here.style == ScalarStyle::single_quoted || here.style == ScalarStyle::double_quoted;
  return in_quotes && (quotes_ == Quotes::as_written || looks_typed(text));
}

std::string Leaves::text_of(const yaml::Node& here, Context context) const {
  const std::string& text = here.scalar.text;
  if (here.style == ScalarStyle::plain && text.find('\n') == text.npos) return text;
  const bool bare = quotes_ == Quotes::where_needed && plain_is_safe(text, context) && !looks_typed(text);
  return bare ? text : quoted(text);
}

}  // namespace weir::format
