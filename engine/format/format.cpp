#include "format/format.hpp"

#include <algorithm>

#include "format/comments.hpp"
#include "format/expression_layout.hpp"
#include "format/leaves.hpp"
#include "format/scalars.hpp"
#include "format/tree.hpp"
#include "format/writer.hpp"

namespace weir::format {

using schema::Shape;
using yaml::NodeKind;

namespace {

/// Compares a document with the one that its canonical text is read as.
class Comparison {
 public:
  Comparison(const yaml::Document& before, const yaml::Document& after, Quotes quotes)
      : before_(before), after_(after), quotes_(quotes) {}

  bool same(yaml::NodeId before, yaml::NodeId after, Shape place) const {
    const yaml::Node& a = before_.node(before);
    const yaml::Node& b = after_.node(after);
    if (a.kind != b.kind || a.items.size() != b.items.size() || a.entries.size() != b.entries.size())
      return false;
    const Shape shape = resolved(before_, before, place);
    if (a.kind == NodeKind::scalar) return same_scalar(a, b, shape);
    for (std::size_t i = 0; i < a.items.size(); ++i) {
      if (!same(a.items[i], b.items[i], schema::item_of(shape))) return false;
    }
    for (std::size_t i = 0; i < a.entries.size(); ++i) {
      const yaml::Node& key = before_.node(a.entries[i].key);
      if (!same_text(key, after_.node(b.entries[i].key))) return false;
      if (!same(a.entries[i].value, b.entries[i].value, schema::under(shape, key.scalar.text))) return false;
    }
    return true;
  }

 private:
  bool same_scalar(const yaml::Node& a, const yaml::Node& b, Shape shape) const {
    const auto grammar = grammar_of(shape);
    if (!grammar || a.scalar.text == b.scalar.text) return same_text(a, b);
    return one_line(a.scalar.text, *grammar) == one_line(b.scalar.text, *grammar);
  }

  /// The same text, and as much a text as before.
  bool same_text(const yaml::Node& a, const yaml::Node& b) const {
    const bool plain_before = a.style == yaml::ScalarStyle::plain;
    const bool plain_after = b.style == yaml::ScalarStyle::plain;
    if (a.scalar.text != b.scalar.text) return false;
    if (plain_before == plain_after) return true;
    return quotes_ == Quotes::where_needed && plain_after && !looks_typed(a.scalar.text);
  }

  const yaml::Document& before_;
  const yaml::Document& after_;
  Quotes quotes_;
};

std::vector<std::string> texts_of(std::string_view text, const yaml::Document& document) {
  std::vector<std::string> texts;
  for (const Comment& comment : comments_in(text, document)) {
    texts.emplace_back(text.substr(comment.begin, comment.end - comment.begin));
  }
  std::ranges::sort(texts);
  return texts;
}

}  // namespace

std::optional<std::string> formatted(const diagnostics::SourceMap& sources, base::FileId file,
                                     diagnostics::Sink& sink) {
  diagnostics::Sink mistakes;
  const diagnostics::Source& source = sources.get(file);
  const yaml::Document document = yaml::parse_document(sources, file, mistakes);
  if (mistakes.has_errors() || !document.root().valid()) {
    sink.absorb(std::move(mistakes));
    return std::nullopt;
  }
  const yaml::Node& top = document.node(document.root());
  if (top.entries.empty() && top.items.empty()) return std::string(source.text());
  const bool is_case = document.find(document.root(), "case").has_value();
  const Shape root = is_case ? Shape::case_file : Shape::rules_folder_file;
  const Quotes quotes = is_case ? Quotes::as_written : Quotes::where_needed;
  std::string text = write(source.text(), document, tree_of(source.text(), document, root), quotes);

  diagnostics::SourceMap results;
  const base::FileId result = results.add(source.path(), text);
  diagnostics::Sink unread;
  const yaml::Document again = yaml::parse_document(results, result, unread);
  const bool same = !unread.has_errors() && again.root().valid() &&
                    Comparison(document, again, quotes).same(document.root(), again.root(), root) &&
                    texts_of(source.text(), document) == texts_of(text, again);
  if (same) return text;
  sink.emit(diagnostics::Code::internal_error, {file, 0, 0},
            "the canonical layout of this file would be read otherwise, so it is left as it is");
  return std::nullopt;
}

}  // namespace weir::format
