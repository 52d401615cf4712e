#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "format/leaves.hpp"
#include "format/tree.hpp"

namespace weir::format {

/// Columns that a line may have.
inline constexpr std::size_t line_width = 110;

/// True of what is read below others of its kind as a row of a table: the facts of an example, the head and
/// the lines of a table, figures by their columns. In brackets it stays on one line, however long.
bool is_row(schema::Shape shape);

/// Writes maps and lists in brackets.
class Brackets {
 public:
  Brackets(const yaml::Document& document, const Leaves& leaves) : document_(document), leaves_(leaves) {}

  /// The branch on one line; none if it has comments, a text of several lines or a part that stands in lines.
  std::optional<std::string> on_one_line(const Branch& value) const;

  /// A branch that does not fit, as many parts a line as there is room for: the first line begins at column
  /// `first`, the others at `below`. None if it is laid out in lines without brackets: if it has comments or
  /// expressions, if a part with blanks needs more than a line, if a list has long words or more than words.
  std::optional<std::vector<std::string>> filled(const Branch& value, std::size_t first,
                                                 std::size_t below) const;

 private:
  /// What stands between two commas.
  struct Part {
    std::string text;
    bool one_word = false;  ///< there is no blank to break it at
  };
  const yaml::Node& node(yaml::NodeId id) const { return document_.node(id); }
  std::optional<Part> part_of(const Child& child) const;
  std::optional<std::vector<Part>> parts_of(const Branch& value) const;
  bool has_expressions(const Branch& value) const;

  const yaml::Document& document_;
  const Leaves& leaves_;
};

}  // namespace weir::format
