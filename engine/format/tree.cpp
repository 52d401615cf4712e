#include "format/tree.hpp"

#include <algorithm>
#include <utility>

#include "format/comments.hpp"

namespace weir::format {

using schema::Form;
using schema::Need;
using schema::Shape;
using yaml::NodeKind;

namespace {

bool is_leaf(Shape shape) {
  const Form form = schema::form_of(shape);
  return form == Form::leaf || form == Form::words;
}

/// True if the map has a key that shows this alternative.
bool is_marked(const yaml::Document& document, yaml::NodeId node, Shape shape) {
  return std::ranges::any_of(schema::keys_of(shape), [&](const schema::Key& key) {
    return (key.need == Need::mark || key.need == Need::one) && document.find(node, key.name);
  });
}

bool has_marks(Shape shape) {
  return std::ranges::any_of(schema::keys_of(shape), [](const schema::Key& key) {
    return key.need == Need::mark || key.need == Need::one;
  });
}

bool suits(const yaml::Document& document, yaml::NodeId node, Shape shape) {
  const Form form = schema::form_of(shape);
  switch (document.node(node).kind) {
    case NodeKind::null:
      return shape == Shape::nothing;
    case NodeKind::scalar:
      return is_leaf(shape) && shape != Shape::nothing;
    case NodeKind::sequence:
      return form == Form::list || form == Form::several;
    case NodeKind::map:
      if (form == Form::map) return !has_marks(shape) || is_marked(document, node, shape);
      return form == Form::names || form == Form::facts;
  }
  return false;
}

/// Hangs comments to a tree, walking both in the order of the file.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, const yaml::Document& document)
      : text_(text), document_(document), comments_(comments_in(text, document)) {}

  Branch root(Shape shape) {
    return branch(document_.root(), shape, -1, static_cast<std::uint32_t>(text_.size()));
  }

 private:
  const yaml::Node& node(yaml::NodeId id) const { return document_.node(id); }
  std::string text_of(const Comment& comment) const {
    return std::string(text_.substr(comment.begin, comment.end - comment.begin));
  }
  bool more() const { return next_ < comments_.size(); }

  bool same_line(std::uint32_t from, std::uint32_t to) const {
    return from <= to && text_.substr(from, to - from).find('\n') == text_.npos;
  }

  /// True if an empty line lies between the two.
  bool blank_between(std::uint32_t from, std::uint32_t to) const {
    bool after_break = false;
    for (std::uint32_t at = from; at < to; ++at) {
      const char c = text_[at];
      if (c == '\n') {
        if (after_break) return true;
        after_break = true;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        after_break = false;
      }
    }
    return false;
  }

  void push_line(std::vector<std::string>& lines, std::uint32_t begin, std::string line) const {
    if (blank_between(last_end_, begin)) lines.emplace_back();
    lines.push_back(std::move(line));
  }

  void take(std::vector<std::string>& lines) {
    const Comment& comment = comments_[next_++];
    push_line(lines, comment.begin, text_of(comment));
    last_end_ = comment.end;
  }

  /// The column of a node's first byte.
  int column(yaml::NodeId id) const {
    const std::uint32_t begin = node(id).span.begin;
    const std::size_t found = begin == 0 ? text_.npos : text_.rfind('\n', begin - 1);
    return static_cast<int>(begin - (found == text_.npos ? 0 : found + 1));
  }

  Branch branch(yaml::NodeId id, Shape place, int parent_column, std::uint32_t limit) {
    const yaml::Node& here = node(id);
    Branch result;
    result.id = id;
    result.shape = resolved(document_, id, place);
    if (here.kind == NodeKind::null || here.kind == NodeKind::scalar) {
      leaf(here);
      return result;
    }
    const char first = here.span.begin < text_.size() ? text_[here.span.begin] : ' ';
    const std::size_t count = here.kind == NodeKind::map ? here.entries.size() : here.items.size();
    result.brackets = first == '{' || first == '[' || count == 0;
    last_end_ = std::max(last_end_, here.span.begin + (result.brackets ? 1u : 0u));
    if (result.brackets) limit = here.span.end;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t next = i + 1 < count ? begin_of(here, i + 1) : limit;
      result.children.push_back(child(here, i, result.shape, next, column(id)));
    }
    while (more() && comments_[next_].begin < limit) {
      if (!result.brackets && static_cast<int>(comments_[next_].column) <= parent_column) break;
      take(result.tail);
    }
    if (result.brackets) last_end_ = here.span.end;
    return result;
  }

  std::uint32_t begin_of(const yaml::Node& container, std::size_t i) const {
    return node(container.kind == NodeKind::map ? container.entries[i].key : container.items[i]).span.begin;
  }

  /// `next` is where the next child begins, or where there can be none.
  Child child(const yaml::Node& container, std::size_t i, Shape shape, std::uint32_t next, int own_column) {
    Child result;
    const std::uint32_t begin = begin_of(container, i);
    while (more() && comments_[next_].begin < begin) take(result.before);
    if (blank_between(last_end_, begin)) result.before.emplace_back();
    yaml::NodeId value;
    Shape place = schema::item_of(shape);
    if (container.kind == NodeKind::map) {
      result.key = container.entries[i].key;
      value = container.entries[i].value;
      place = schema::under(shape, node(*result.key).scalar.text);
      last_end_ = node(*result.key).span.end;
      header(result, value);
    } else {
      value = container.items[i];
    }
    block_header(result, value);
    result.value = branch(value, place, own_column, next);
    if (more() && comments_[next_].begin < next && same_line(last_end_, comments_[next_].begin)) {
      set_after(result, comments_[next_]);
    }
    // What was put out of action below a key stays below it.
    while (result.key && node(value).kind == NodeKind::null && more() &&
           comments_[next_].begin<next&& static_cast<int>(comments_[next_].column)> own_column) {
      take(result.value.tail);
    }
    settle(result);
    return result;
  }

  /// The comment on the line of a key, before its value.
  void header(Child& child, yaml::NodeId value) {
    const yaml::Node& node = document_.node(value);
    const bool leaf = node.kind == NodeKind::scalar || node.kind == NodeKind::null;
    if (more() && comments_[next_].begin < node.span.begin && same_line(last_end_, comments_[next_].begin)) {
      set_after(child, comments_[next_]);
    }
    while (leaf && more() && comments_[next_].begin < node.span.begin) take(child.before);
  }

  /// The comment in the line of a `|`.
  void block_header(Child& child, yaml::NodeId value) {
    const yaml::Node& node = document_.node(value);
    while (node.kind == NodeKind::scalar && more() && comments_[next_].begin < node.span.end) {
      set_after(child, comments_[next_]);
    }
  }

  void set_after(Child& child, const Comment& comment) {
    if (!child.after.empty()) child.before.push_back(std::move(child.after));
    child.after = text_of(comment);
    last_end_ = comment.end;
    ++next_;
  }

  void leaf(const yaml::Node& scalar) {
    last_end_ = std::max(last_end_, scalar.span.end);
    // Line breaks that are part of the text are no blank lines.
    const bool block =
        scalar.style == yaml::ScalarStyle::literal || scalar.style == yaml::ScalarStyle::folded;
    if (scalar.kind != NodeKind::scalar || !block || !scalar.scalar.text.ends_with("\n\n")) return;
    const std::size_t visible = text_.find_first_not_of(" \t\r\n", last_end_);
    const std::size_t end = text_.rfind('\n', visible == text_.npos ? text_.npos : visible);
    if (end != text_.npos && end > last_end_) last_end_ = static_cast<std::uint32_t>(end);
  }

  /// Moves comments that cannot stand where they are: inside of empty brackets, between a dash and what it
  /// begins.
  static void settle(Child& child) {
    const auto move_up = [&](std::vector<std::string>& lines) {
      const bool any = std::ranges::any_of(lines, [](const std::string& line) { return !line.empty(); });
      if (any) child.before.insert(child.before.end(), lines.begin(), lines.end());
      lines.clear();
    };
    if (child.value.brackets && child.value.children.empty()) {
      move_up(child.value.tail);
    } else if (child.value.children.empty()) {
      return;
    } else if (!child.key) {
      move_up(child.value.children.front().before);
    }
  }

  std::string_view text_;
  const yaml::Document& document_;
  std::vector<Comment> comments_;
  std::size_t next_ = 0;
  std::uint32_t last_end_ = 0;
};

}  // namespace

Shape resolved(const yaml::Document& document, yaml::NodeId node, Shape shape) {
  constexpr int depth_limit = 8;  // alternatives of alternatives
  for (int depth = 0; depth < depth_limit; ++depth) {
    const Form form = schema::form_of(shape);
    if (form == Form::several) {
      if (document.node(node).kind == NodeKind::sequence) return shape;  // its items have the item's shape
      shape = schema::item_of(shape);
      continue;
    }
    if (form != Form::choice) return shape;
    const auto alternatives = schema::alternatives_of(shape);
    const auto found =
        std::ranges::find_if(alternatives, [&](Shape each) { return suits(document, node, each); });
    if (found == alternatives.end()) return Shape::anything;
    shape = *found;
  }
  return Shape::anything;
}

bool has_comments(const Branch& branch) {
  const auto visible = [](const std::vector<std::string>& lines) {
    return std::ranges::any_of(lines, [](const std::string& line) { return !line.empty(); });
  };
  if (visible(branch.tail)) return true;
  return std::ranges::any_of(branch.children, [&](const Child& child) {
    return !child.after.empty() || visible(child.before) || has_comments(child.value);
  });
}

Branch tree_of(std::string_view text, const yaml::Document& document, Shape root) {
  return TreeBuilder(text, document).root(root);
}

}  // namespace weir::format
