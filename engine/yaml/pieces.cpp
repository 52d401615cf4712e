#include "yaml/pieces.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "yaml/builder.hpp"
#include "yaml/parse_range.hpp"
#include "yaml/scalar_map.hpp"
#include "yaml/text_checks.hpp"

namespace weir::yaml {
namespace {

/// A range of the file that holds one entry of a section.
struct Range {
  std::uint32_t begin = 0, end = 0;
};

/// `rules:` with its entries.
struct Section {
  Range key;
  std::vector<Range> entries;
};

bool in_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.';
}

/// The length of a plain key that `line` begins with; 0 if it begins with none.
std::size_t key_length(std::string_view line) {
  std::size_t length = 0;
  while (length < line.size() && in_key(line[length])) ++length;
  if (length == 0 || line.front() == '-' || length == line.size() || line[length] != ':') return 0;
  return length + 1 == line.size() || line[length + 1] == ' ' ? length : 0;
}

/// True if nothing but blanks and a comment stands in `rest`.
bool empty(std::string_view rest) {
  const std::size_t begin = rest.find_first_not_of(' ');
  return begin == rest.npos || (rest[begin] == '#' && (begin > 0 || rest.size() == 1));
}

/// Cuts a text into sections and entries; empty if it has another layout.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  std::vector<Section> cut() {
    if (text_.find('\r') != text_.npos || text_.starts_with("\xEF\xBB\xBF")) return {};
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      if (!line(static_cast<std::uint32_t>(begin), text_.substr(begin, end - begin))) return {};
      begin = end + 1;
    }
    close(static_cast<std::uint32_t>(text_.size()));
    const bool all = std::ranges::none_of(sections_, [](const Section& one) { return one.entries.empty(); });
    return all ? std::move(sections_) : std::vector<Section>();
  }

 private:
  /// False if the line belongs to another layout.
  bool line(std::uint32_t begin, std::string_view line) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == line.npos || line[indent] == '#') return true;
    const std::size_t key = key_length(line.substr(indent));
    if (indent == 0) {
      if (key == 0 || !empty(line.substr(key + 1))) return false;
      close(begin);
      sections_.push_back({{begin, begin + static_cast<std::uint32_t>(key)}, {}});
      indent_ = 0;
      return true;
    }
    if (sections_.empty()) return false;
    if (indent_ == 0) indent_ = indent;
    if (indent > indent_) return open_;
    if (indent < indent_ || key == 0) return false;
    close(begin);
    sections_.back().entries.push_back({begin, begin});
    open_ = true;
    return true;
  }

  void close(std::uint32_t end) {
    if (open_) sections_.back().entries.back().end = end;
    open_ = false;
  }

  std::string_view text_;
  std::vector<Section> sections_;
  std::size_t indent_ = 0;  ///< of the entries of this section; 0: none has been seen
  bool open_ = false;       ///< an entry is open
};

/// True if the nodes of an entry are all its own and say nothing that depends on what stands around it.
bool stands_alone(const std::vector<Node>& nodes, Range range) {
  if (nodes.empty() || nodes.front().kind != NodeKind::map || nodes.front().entries.size() != 1) return false;
  std::vector<std::size_t> depths(nodes.size(), 0);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    if (node.kind == NodeKind::null || node.span.begin < range.begin || node.span.end > range.end)
      return false;
    // One level more lies around it in the file.
    if (depths[i] + 2 >= Document::depth_limit) return false;
    for (const NodeId item : node.items) depths[item.index()] = depths[i] + 1;
    for (const Entry& entry : node.entries)
      depths[entry.key.index()] = depths[entry.value.index()] = depths[i] + 1;
  }
  return true;
}

/// Puts the nodes of entries together as if the file had been read at once.
class Joiner {
 public:
  Joiner(std::string_view text, base::FileId file) : text_(text), file_(file) {
    add_map();  // the root
  }

  void section(Range key) {
    Node name;
    ScalarMap map =
        map_scalar(text_, file_, key.begin, std::string(text_.substr(key.begin, key.end - key.begin)));
    name.kind = NodeKind::scalar;
    name.style = map.style;
    name.span = map.text.whole;
    name.scalar = std::move(map.text);
    const NodeId key_id = add(std::move(name));
    section_ = add_map();
    nodes_[0].entries.push_back({key_id, section_});
  }

  /// False if the section has an entry of this name already.
  bool entry(const PieceCache::Piece& piece, std::uint32_t begin) {
    const std::uint32_t shift = begin - piece.begin;  // wraps around where it goes back, as the sums below do
    // Node 0 of a piece is the map around its one entry, which is that of the section here.
    const auto offset = static_cast<std::uint32_t>(nodes_.size()) - 1;
    const auto moved = [&](NodeId id) { return NodeId(id.index() + offset); };
    for (std::size_t i = 1; i < piece.nodes.size(); ++i) {
      Node node = piece.nodes[i];
      move(node.span, shift);
      move(node.scalar.whole, shift);
      for (auto& run : node.scalar.runs) run.source_begin += shift;
      for (NodeId& item : node.items) item = moved(item);
      for (Entry& entry : node.entries) entry = {moved(entry.key), moved(entry.value)};
      nodes_.push_back(std::move(node));
    }
    const Entry entry = piece.nodes.front().entries.front();
    const Entry here{moved(entry.key), moved(entry.value)};
    Node& section = nodes_[section_.index()];
    section.entries.push_back(here);
    const base::Span first = nodes_[section.entries.front().key.index()].span;
    const std::uint32_t end =
        std::max(nodes_[here.key.index()].span.end, nodes_[here.value.index()].span.end);
    section.span = {file_, first.begin, end};
    nodes_[0].span = {file_, nodes_[nodes_[0].entries.front().key.index()].span.begin, end};
    return names_.insert({section_.value, nodes_[here.key.index()].scalar.text}).second;
  }

  bool section_names_differ() const {
    std::set<std::string_view> names;
    return std::ranges::all_of(nodes_[0].entries, [&](const Entry& entry) {
      return names.insert(nodes_[entry.key.index()].scalar.text).second;
    });
  }

  std::vector<Node> take() { return std::move(nodes_); }

 private:
  NodeId add_map() {
    Node map;
    map.kind = NodeKind::map;
    return add(std::move(map));
  }
  NodeId add(Node node) {
    nodes_.push_back(std::move(node));
    return NodeId(nodes_.size() - 1);
  }
  void move(base::Span& span, std::uint32_t shift) const {
    if (!span.file.valid()) return;
    span = {file_, span.begin + shift, span.end + shift};
  }

  std::string_view text_;
  base::FileId file_;
  std::vector<Node> nodes_;
  NodeId section_;
  std::set<std::pair<std::uint32_t, std::string>> names_;
};

/// The document by way of its entries; none if it must be read as a whole.
std::optional<Document> join_pieces(const diagnostics::SourceMap& sources, base::FileId file,
                                    PieceCache& cache) {
  const diagnostics::Source& source = sources.get(file);
  const std::string_view text = source.text();
  const std::vector<Section> sections = Cutter(text).cut();
  if (sections.empty() || !indenting_tabs(source).empty()) return std::nullopt;
  diagnostics::Sink unseen;
  if (check_text(source, file, unseen) != TextState::usable || !unseen.sorted().empty()) return std::nullopt;
  PieceCache now;
  Joiner joiner(text, file);
  for (const Section& section : sections) {
    joiner.section(section.key);
    for (const Range range : section.entries) {
      std::string piece_text(text.substr(range.begin, range.end - range.begin));
      std::shared_ptr<const PieceCache::Piece> piece;
      if (const auto known = cache.pieces.find(piece_text); known != cache.pieces.end()) {
        piece = known->second;
      } else {
        auto nodes = parse_range(sources, file, range.begin, range.end);
        if (!stands_alone(nodes, range)) return std::nullopt;
        piece = std::make_shared<const PieceCache::Piece>(PieceCache::Piece{range.begin, std::move(nodes)});
      }
      now.pieces.emplace(std::move(piece_text), piece);
      if (!joiner.entry(*piece, range.begin)) return std::nullopt;
    }
  }
  if (!joiner.section_names_differ()) return std::nullopt;
  cache = std::move(now);
  return DocumentBuilder::whole(file, NodeId(0), joiner.take());
}

}  // namespace

Document parse_document(const diagnostics::SourceMap& sources, base::FileId file, diagnostics::Sink& sink,
                        PieceCache& cache) {
  if (auto document = join_pieces(sources, file, cache)) return std::move(*document);
  return parse_document(sources, file, sink);
}

}  // namespace weir::yaml
