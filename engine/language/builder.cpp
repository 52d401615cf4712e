#include "language/builder.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace weir::language {

void Builder::open(NodeKind kind, base::TextRange token, std::size_t taken) {
  Frame frame;
  frame.node.kind = kind;
  frame.token = token;
  frame.base = finished_.size() - taken;
  frame.node.range = {taken == 0 ? token.begin : finished_[frame.base].extent.begin, token.end};
  frames_.push_back(std::move(frame));
  touch(token);
}

void Builder::close() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  Node& node = frame.node;
  node.range.end = last_end_;
  node.first_child = static_cast<std::uint32_t>(ast_.children.size());
  node.child_count = static_cast<std::uint32_t>(finished_.size() - frame.base);
  for (std::size_t i = frame.base; i < finished_.size(); ++i) ast_.children.push_back(finished_[i].id);
  finished_.resize(frame.base);
  const base::TextRange range = node.range;
  ast_.nodes.push_back(std::move(node));
  finished_.push_back({ast_.root(), range});
}

void Builder::leaf(Node node) {
  const base::TextRange range = node.range;
  touch(range);
  ast_.nodes.push_back(std::move(node));
  finished_.push_back({ast_.root(), range});
}

bool Builder::begins_with_date() const {
  const std::size_t first = frames_.back().base;
  return first < finished_.size() && ast_.node(finished_[first].id).kind == NodeKind::date;
}

void Builder::name(base::TextRange token) {
  top().names.emplace_back(text(token));
  top().name_ranges.push_back(token);
  touch(token);
}

void Builder::enter(base::TextRange token) {
  if (brackets_.size() == depth_limit) {
    throw Stop{{diagnostics::Code::expression_too_deep,
                token,
                "nested more than " + std::to_string(depth_limit) + " levels deep",
                "give the inner part a name of its own under `definitions:`",
                {},
                {},
                {}}};
  }
  brackets_.push_back(token);
  touch(token);
}

void Builder::leave_group(base::TextRange token) {
  finished_.back().extent = {brackets_.back().begin, token.end};
  brackets_.pop_back();
  touch(token);
}

const base::TextRange* Builder::open_bracket() const {
  const auto is_bracket = [this](base::TextRange range) {
    const std::string_view word = text(range);
    return word == "(" || word == "{" || word == "[";
  };
  const auto found = std::find_if(brackets_.rbegin(), brackets_.rend(), is_bracket);
  return found == brackets_.rend() ? nullptr : &*found;
}

namespace {

bool same_payload(const Node& a, const Node& b) {
  return a.kind == b.kind && a.child_count == b.child_count && a.first_operator == b.first_operator &&
         a.second_operator == b.second_operator && a.flag == b.flag && a.has_filter == b.has_filter &&
         a.any_of == b.any_of && a.value == b.value && a.date == b.date && a.unit == b.unit &&
         a.text == b.text && a.names == b.names;
}

}  // namespace

bool same_tree(const Ast& a, const Ast& b) {
  if (a.empty() || b.empty()) return a.empty() == b.empty();
  std::vector<std::pair<NodeId, NodeId>> open{{a.root(), b.root()}};
  while (!open.empty()) {
    const auto [left, right] = open.back();
    open.pop_back();
    if (!same_payload(a.node(left), b.node(right))) return false;
    for (std::size_t i = 0; i < a.child_count(left); ++i)
      open.emplace_back(a.child(left, i), b.child(right, i));
  }
  return true;
}

}  // namespace weir::language
