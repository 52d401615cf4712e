#include "yaml/builder.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "yaml/layout_fixes.hpp"
#include "yaml/scalar_map.hpp"

namespace weir::yaml {

using diagnostics::Code;

namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_space(char c) {
  return is_blank(c) || c == '\n' || c == '\r';
}

/// Past blanks, line breaks, comments and the characters of `also`.
std::size_t skip_filling(std::string_view text, std::size_t at, std::string_view also) {
  while (at < text.size()) {
    if (text[at] == '#' && at > 0 && is_space(text[at - 1])) {
      at = std::min(text.find('\n', at), text.size());
    } else if (is_space(text[at]) || also.find(text[at]) != npos) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_space(text[at]) && std::string_view(",[]{}").find(text[at]) == npos) ++at;
  return at;
}

bool is_null_word(std::string_view word) {
  return word == "~" || word == "null" || word == "Null" || word == "NULL";
}

}  // namespace

DocumentBuilder::DocumentBuilder(const diagnostics::SourceMap& sources, base::FileId file,
                                 diagnostics::Sink& sink)
    : text_(sources.get(file).text()), sink_(&sink) {
  document_.file_ = file;
}

base::Span DocumentBuilder::span(std::size_t begin, std::size_t end) const {
  const std::size_t last = std::min(end, text_.size());
  return {document_.file_, static_cast<std::uint32_t>(std::min(begin, last)),
          static_cast<std::uint32_t>(last)};
}

NodeId DocumentBuilder::make(Node node) {
  nodes_.push_back(std::move(node));
  return NodeId(nodes_.size() - 1);
}

void DocumentBuilder::null(std::uint32_t mark) {
  check_properties(mark);
  Node node;
  node.kind = NodeKind::null;
  node.span = null_span(mark);
  last_end_ = std::max(last_end_, node.span.end);
  place(make(std::move(node)));
}

void DocumentBuilder::alias(std::uint32_t mark) {
  sink_
      ->emit(
          Code::anchor_refused, span(mark, word_end(text_, mark)),
          fmt::format("the alias `{}` cannot be used here", text_.substr(mark, word_end(text_, mark) - mark)))
      .with_help("write the value out, or give it a name under `definitions`");
  usable_ = false;
  Node node;
  node.span = span(mark, word_end(text_, mark));
  last_end_ = node.span.end;
  place(make(std::move(node)));
}

void DocumentBuilder::scalar(std::uint32_t mark, std::string value) {
  check_properties(mark);
  ScalarMap map = map_scalar(text_, document_.file_, mark, std::move(value));
  Node node;
  node.kind = NodeKind::scalar;
  node.style = map.style;
  node.multi_line = map.multi_line;
  node.span = map.text.whole;
  node.scalar = std::move(map.text);
  if (!map.terminated) {
    diagnostics::Diagnostic& diagnostic =
        sink_
            ->emit(Code::unterminated_quote, span(node.span.begin, node.span.begin + 1),
                   "the text that begins here has no closing quote", "opened here")
            .with_help(fmt::format("put a `{}` where the text ends", text_[node.span.begin]));
    if (auto fix = quote_at_line_end(text_, node.span.file, node.span.begin)) diagnostic.fix(std::move(*fix));
    throw Abandoned{};
  }
  const bool quoted = map.style == ScalarStyle::single_quoted || map.style == ScalarStyle::double_quoted;
  if (quoted && map.multi_line) last_long_quote_ = node.span;
  scalars_.push_back(node.span);
  last_end_ = node.span.end;
  place(make(std::move(node)));
}

void DocumentBuilder::begin_collection(NodeKind kind, std::uint32_t mark, Layout layout) {
  check_properties(mark);
  if (open_.size() == Document::depth_limit) {
    sink_
        ->emit(Code::yaml_too_deep, span(mark, mark + 1),
               fmt::format("maps and lists are nested more than {} deep", Document::depth_limit))
        .with_help("no rule or case needs such a depth; look for a bracket or an indentation too many");
    throw Abandoned{};
  }
  Node node;
  node.kind = kind;
  node.span = span(mark, mark + (layout == Layout::flow ? 1u : 0u));
  last_end_ = std::max(last_end_, node.span.end);
  open_.push_back({make(std::move(node)), layout, std::nullopt, true, {}});
}

void DocumentBuilder::end_collection() {
  Open open = std::move(open_.back());
  open_.pop_back();
  close_span(at(open.id), open.layout);
  if (at(open.id).kind == NodeKind::map) {
    finish_map(open);
  } else {
    finish_sequence(open);
  }
  place(open.id);
}

/// The end of a block collection is that of its last piece; of a flow one, its closing bracket.
void DocumentBuilder::close_span(Node& node, Layout layout) {
  std::size_t end = std::max(last_end_, node.span.end);
  const char opening = node.span.begin < text_.size() ? text_[node.span.begin] : ' ';
  if (layout == Layout::flow && (opening == '{' || opening == '[')) {
    const std::size_t closing = skip_filling(text_, end, ",:");
    if (closing < text_.size() && (text_[closing] == '}' || text_[closing] == ']')) end = closing + 1;
  }
  node.span.end = static_cast<std::uint32_t>(end);
  last_end_ = node.span.end;
}

void DocumentBuilder::place(NodeId id) {
  if (open_.empty()) {
    document_.root_ = id;
  } else if (at(open_.back().id).kind == NodeKind::sequence) {
    at(open_.back().id).items.push_back(id);
  } else {
    place_in_map(open_.back(), id);
  }
}

void DocumentBuilder::place_in_map(Open& open, NodeId id) {
  if (!open.key) {
    open.key = id;
    open.key_is_text = at(id).kind == NodeKind::scalar;
    if (!open.key_is_text) {
      sink_->emit(Code::key_not_text, at(id).span, "a key must be a text").with_help("put it in quotes");
    }
    return;
  }
  if (open.key_is_text) {
    const bool bare = at(id).kind == NodeKind::null && !colon_follows(*open.key, open.layout);
    at(open.id).entries.push_back({*open.key, id});
    open.bare.push_back(bare);
  }
  open.key.reset();
}

bool DocumentBuilder::colon_follows(NodeId key, Layout layout) const {
  std::size_t after = at(key).span.end;
  if (layout == Layout::flow) {
    after = skip_filling(text_, after, "");
  } else {
    while (after < text_.size() && is_space(text_[after])) ++after;
  }
  return after < text_.size() && text_[after] == ':';
}

/// A written `~` or `null`; else the key (or the dash) that has nothing after it.
base::Span DocumentBuilder::null_span(std::uint32_t mark) const {
  const std::size_t end = word_end(text_, mark);
  const std::size_t colon = end > mark && text_[end - 1] == ':' ? end - 1 : end;
  const bool written = mark < text_.size() && is_null_word(text_.substr(mark, colon - mark));
  if (open_.empty()) return written ? span(mark, end) : span(mark, mark);
  const Open& open = open_.back();
  if (open.key) {
    const base::Span key = at(*open.key).span;
    const bool same_line = mark > key.end && text_.substr(key.end, mark - key.end).find('\n') == npos;
    return written && same_line ? span(mark, end) : key;
  }
  if (at(open.id).kind == NodeKind::map) return written ? span(mark, colon) : span(mark, mark + 1);
  const std::size_t dash = skip_filling(text_, last_end_, "");
  const bool same_line = mark >= dash && text_.substr(dash, mark - dash).find('\n') == npos;
  if (written && same_line) return span(mark, end);
  return span(dash, dash + 1);
}

void DocumentBuilder::check_properties(std::uint32_t mark) {
  std::size_t begin = mark;
  while (begin < text_.size() && (text_[begin] == '&' || text_[begin] == '!')) {
    const std::size_t end = word_end(text_, begin);
    const std::string_view word = text_.substr(begin, end - begin);
    if (word.front() == '&') {
      sink_
          ->emit(Code::anchor_refused, span(begin, end),
                 fmt::format("the anchor `{}` cannot be used here", word))
          .with_help("write the value out where it is needed, or give it a name under `definitions`");
    } else {
      sink_->emit(Code::tag_refused, span(begin, end), fmt::format("the tag `{}` cannot be used here", word))
          .with_help("leave it out; types are declared in the vocabulary")
          .fix({"remove the tag",
                diagnostics::Fix::Trust::suggested,
                {{span(begin, end < text_.size() && text_[end] == ' ' ? end + 1 : end), ""}}});
    }
    usable_ = false;  // where a node behind tags and anchors begins is not certain
    begin = end;
    while (begin < text_.size() && is_space(text_[begin])) ++begin;
  }
}

std::optional<std::uint32_t> DocumentBuilder::open_bracket() const {
  if (open_.empty() || open_.back().layout == Layout::block) return std::nullopt;
  return at(open_.back().id).span.begin;
}

bool DocumentBuilder::inside_scalar(std::uint32_t at) const {
  const auto after =
      std::upper_bound(scalars_.begin(), scalars_.end(), at,
                       [](std::uint32_t wanted, const base::Span& span) { return wanted < span.begin; });
  return after != scalars_.begin() && at < std::prev(after)->end;
}

Document DocumentBuilder::take() {
  const NodeId root = document_.root_;
  return whole(document_.file_, usable_ ? root : NodeId(), take_nodes());
}

std::vector<Node> DocumentBuilder::take_nodes() {
  if (!usable_) nodes_.clear();
  return std::move(nodes_);
}

Document DocumentBuilder::whole(base::FileId file, NodeId root, std::vector<Node> nodes) {
  return whole(file, root, std::make_shared<const std::vector<Node>>(std::move(nodes)));
}

Document DocumentBuilder::whole(base::FileId file, NodeId root,
                                std::shared_ptr<const std::vector<Node>> nodes) {
  Document document;
  document.file_ = file;
  document.root_ = root;
  document.nodes_ = std::move(nodes);
  return document;
}

}  // namespace weir::yaml
