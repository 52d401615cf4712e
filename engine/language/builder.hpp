#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "language/ast.hpp"
#include "language/parser.hpp"

namespace weir::language {

/// Thrown by the builder and by literals when a text is certainly wrong; caught at the façade, never leaves
/// the floor.
struct Stop {
  SyntaxError error;
};

/// Collects the nodes of one text in post-order. A construct is opened at its deciding token and closed at
/// its end; the nodes finished in between are its children.
class Builder {
 public:
  explicit Builder(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  std::string_view text(base::TextRange range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }

  /// Begins a node at `token`; the last `taken` finished nodes become its first children.
  void open(NodeKind kind, base::TextRange token, std::size_t taken = 0);
  /// The node that is being built.
  Node& top() { return frames_.back().node; }
  /// The token at which the node that is being built was opened.
  base::TextRange opened_at() const { return frames_.back().token; }
  /// Ends the node that is being built; it reaches to the last token seen.
  void close();
  /// A node without children.
  void leaf(Node node);
  /// True if the first child of the node that is being built is a date.
  bool begins_with_date() const;
  /// Adds a dotted word to the node that is being built.
  void name(base::TextRange token);
  /// Notes how far the text has been read.
  void touch(base::TextRange token) { last_end_ = token.end; }

  /// One level deeper; throws Stop at the limit.
  void enter(base::TextRange token);
  void leave() { brackets_.pop_back(); }
  /// Ends a bracket; `leave` with the range of the finished node widened by its parentheses.
  void leave_group(base::TextRange token);
  /// The innermost bracket that is still open; null if there is none.
  const base::TextRange* open_bracket() const;

  Ast take() { return std::move(ast_); }

 private:
  struct Entry {
    NodeId id;
    base::TextRange extent;  ///< with parentheses around it
  };
  struct Frame {
    Node node;
    base::TextRange token;
    std::size_t base;
  };

  std::string_view text_;
  Ast ast_;
  std::vector<Entry> finished_;
  std::vector<Frame> frames_;
  std::vector<base::TextRange> brackets_;
  std::uint32_t last_end_ = 0;
};

/// True if the two trees are the same but for where their parts stand in the text.
bool same_tree(const Ast& a, const Ast& b);

}  // namespace weir::language
