#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/shapes.hpp"
#include "yaml/document.hpp"

namespace weir::format {

struct Child;

/// A map, a list or a scalar with the comments and blank lines inside it.
struct Branch {
  yaml::NodeId id;
  schema::Shape shape = schema::Shape::anything;
  bool brackets = false;  ///< written with braces or brackets
  std::vector<Child> children;
  std::vector<std::string> tail;  ///< comments after the last child; an empty one is a blank line
};

/// An entry of a map or an item of a list.
struct Child {
  std::optional<yaml::NodeId> key;
  Branch value;
  std::vector<std::string> before;  ///< comments on lines of their own above it; an empty one is a blank line
  std::string after;                ///< the comment on its line
};

/// The document with its comments hung to what they stand at. `text` is the file.
Branch tree_of(std::string_view text, const yaml::Document& document, schema::Shape root);

/// The shape that a node has at a place of shape `shape`: alternatives are told apart by the node's kind and
/// keys.
schema::Shape resolved(const yaml::Document& document, yaml::NodeId node, schema::Shape shape);

/// True if there is a comment anywhere in the branch.
bool has_comments(const Branch& branch);

}  // namespace weir::format
