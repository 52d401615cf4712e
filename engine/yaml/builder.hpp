#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/document.hpp"

namespace weir::yaml {

/// Thrown through the YAML parser when going on makes no sense; the sink already says why.
struct Abandoned {};

/// Makes a Document of parser events and refuses what strict YAML does not have. Positions are file offsets.
class DocumentBuilder {
 public:
  enum class Layout : std::uint8_t { block, flow };

  DocumentBuilder(const diagnostics::SourceMap& sources, base::FileId file, diagnostics::Sink& sink);

  void null(std::uint32_t mark);
  void alias(std::uint32_t mark);
  void scalar(std::uint32_t mark, std::string value);
  void begin_collection(NodeKind kind, std::uint32_t mark, Layout layout);
  void end_collection();

  /// The finished document; empty if what was read is not usable.
  Document take();
  /// The nodes of the finished document.
  std::vector<Node> take_nodes();
  /// A document of nodes that were read before.
  static Document whole(base::FileId file, NodeId root, std::vector<Node> nodes);
  static Document whole(base::FileId file, NodeId root, std::shared_ptr<const std::vector<Node>> nodes);

  /// Where the last read piece ends.
  std::uint32_t last_end() const { return last_end_; }
  /// Where the innermost open `{` or `[` stands; none if there is none.
  std::optional<std::uint32_t> open_bracket() const;
  /// The last quoted scalar that spans lines; none if there is none.
  std::optional<base::Span> last_long_quote() const { return last_long_quote_; }
  /// Whether `at` is inside a scalar read so far.
  bool inside_scalar(std::uint32_t at) const;

 private:
  struct Open {
    NodeId id;
    Layout layout = Layout::block;
    std::optional<NodeId> key;  ///< the key that waits for its value
    bool key_is_text = true;    ///< false: the key was refused, its value goes with it
    std::vector<bool> bare;     ///< of each entry: no colon follows the key
  };

  base::Span span(std::size_t begin, std::size_t end) const;
  Node& at(NodeId id) { return nodes_[id.index()]; }
  const Node& at(NodeId id) const { return nodes_[id.index()]; }
  NodeId make(Node node);
  void place(NodeId id);
  void place_in_map(Open& open, NodeId id);
  void check_properties(std::uint32_t mark);
  base::Span null_span(std::uint32_t mark) const;
  bool colon_follows(NodeId key, Layout layout) const;
  void close_span(Node& node, Layout layout);
  NodeId slice(NodeId of, std::size_t begin, std::size_t end);

  void finish_map(Open& open);
  void finish_sequence(const Open& open);
  void join_cut_values(Open& open);
  void check_bare_keys(Open& open);
  void check_unique_keys(Node& map);
  void report_cut(base::Span cut, int depth);
  NodeId joined(base::Span cut);

  std::string_view text_;
  Document document_;
  std::vector<Node> nodes_;
  diagnostics::Sink* sink_;
  std::vector<Open> open_;
  std::vector<base::Span> scalars_;
  std::optional<base::Span> last_long_quote_;
  std::uint32_t last_end_ = 0;
  bool usable_ = true;  ///< false: the tree is dropped at the end, the sink says why
};

}  // namespace weir::yaml
