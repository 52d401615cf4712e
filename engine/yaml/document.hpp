#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/span.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"

namespace weir::yaml {

struct LeftOut;
struct NodeTag;
using NodeId = base::Id<NodeTag>;

enum class NodeKind : std::uint8_t { null, scalar, sequence, map };
/// How a scalar is written. Folded (`>`) and multi-line plain or quoted scalars are kept with `exact ==
/// false`.
enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

/// One entry of a map. `key` is always a scalar.
struct Entry {
  NodeId key;
  NodeId value;
};

struct Node {
  NodeKind kind = NodeKind::null;
  ScalarStyle style = ScalarStyle::plain;
  bool multi_line = false;  ///< a plain or quoted scalar that spans lines
  base::Span span;  ///< the whole node; of a scalar its text with quotes, of a block scalar from the `|`
  base::MappedText scalar;     ///< of a scalar: decoded text with the way back into the file
  std::vector<NodeId> items;   ///< of a sequence
  std::vector<Entry> entries;  ///< of a map, in the order of the file, keys unique
};

/// One YAML document, strict: exactly one document, unique scalar keys, no anchors, aliases, tags or merge
/// keys, valid UTF-8, depth at most `depth_limit`. Immutable once parsed.
class Document {
 public:
  static constexpr std::size_t depth_limit = 32;

  base::FileId file() const { return file_; }
  NodeId root() const { return root_; }
  const Node& node(NodeId id) const { return nodes_[id.index()]; }
  /// The value under `key` of a map; none if the node is no map or has no such key.
  std::optional<NodeId> find(NodeId map, std::string_view key) const;

 private:
  friend class DocumentBuilder;
  friend Document parse_document(const diagnostics::SourceMap&, base::FileId, diagnostics::Sink&,
                                 const LeftOut*);
  base::FileId file_;
  NodeId root_;
  std::vector<Node> nodes_;
};

/// Parses one file. Of what is `left_out` nothing is read, as far as the layout shows where it ends. On an
/// error that leaves no usable tree the document is empty (its root is not valid); the sink says why. An
/// empty file is an error. Never throws.
Document parse_document(const diagnostics::SourceMap& sources, base::FileId file, diagnostics::Sink& sink,
                        const LeftOut* left_out = nullptr);

}  // namespace weir::yaml
