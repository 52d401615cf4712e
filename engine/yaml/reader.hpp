#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/rational.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/document.hpp"

namespace weir::yaml {

/// Typed, strict access to the nodes of one document: each function emits its own diagnostic and returns none
/// when the text is not what is asked for, so that a caller goes on with what it has.
class Reader {
 public:
  Reader(const Document& document, diagnostics::Sink& sink) : document_(&document), sink_(&sink) {}

  const Document& document() const { return *document_; }
  diagnostics::Sink& sink() const { return *sink_; }
  const Node& node(NodeId id) const { return document_->node(id); }
  base::Span span(NodeId id) const { return node(id).span; }

  bool is_map(NodeId id) const { return node(id).kind == NodeKind::map; }
  bool is_sequence(NodeId id) const { return node(id).kind == NodeKind::sequence; }
  bool is_scalar(NodeId id) const { return node(id).kind == NodeKind::scalar; }
  bool is_null(NodeId id) const { return node(id).kind == NodeKind::null; }

  /// `what` names the thing in messages: "a rule", "`cite`".
  bool expect_map(NodeId id, std::string_view what) const;
  bool expect_sequence(NodeId id, std::string_view what) const;
  /// Refuses every key that is not in `allowed`, with a suggestion; a key without value in flow style that
  /// follows a cut expression gets the message about commas in braces.
  void expect_keys(NodeId map, std::span<const std::string_view> allowed, std::string_view what) const;
  /// The value under `key`; emits "missing key" at the map when it is not there and `required`.
  enum class Need : std::uint8_t { required, optional };
  std::optional<NodeId> get(NodeId map, std::string_view key, Need need, std::string_view what) const;

  /// Any scalar's text. Null, maps and sequences are refused.
  std::optional<std::string> text(NodeId id, std::string_view what) const;
  std::optional<std::string> text_at(NodeId map, std::string_view key, Need need,
                                     std::string_view what) const;
  /// Plain `true` or `false`, nothing else.
  std::optional<bool> truth(NodeId id, std::string_view what) const;
  /// `YYYY-MM-DD`, a day that exists.
  std::optional<base::Date> date(NodeId id, std::string_view what) const;
  /// A whole number without leading zeros or signs.
  std::optional<std::int64_t> whole_number(NodeId id, std::string_view what) const;
  /// A sequence of scalars, or a single scalar as a list of one.
  std::optional<std::vector<std::string>> texts(NodeId id, std::string_view what) const;
  /// The scalar as an expression or value text: plain one-line, quoted one-line, or `|`; folded or multi-line
  /// scalars are refused with a fix to `|`. Trailing line breaks of `|` are kept out of the text.
  std::optional<base::MappedText> expression_text(NodeId id, std::string_view what) const;

 private:
  const Document* document_;
  diagnostics::Sink* sink_;
};

}  // namespace weir::yaml
