#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "yaml/document.hpp"

namespace weir::interview {

/// Whether a text stands inside braces or brackets, where commas part things.
enum class Inside : std::uint8_t { block, braces };

/// `value` as YAML: lists as they are, other texts with quotes where they need them.
std::string as_yaml(std::string_view value, Inside inside);

/// Puts entries into a YAML text and leaves all else as it is: each edit is made at an offset of the text
/// that was read.
class YamlEditor {
 public:
  explicit YamlEditor(const std::string& text);

  const yaml::Document& document() const { return document_; }
  const yaml::Node& node(yaml::NodeId id) const { return document_.node(id); }
  bool in_braces(yaml::NodeId id) const;
  /// True if a map or list in braces or brackets lies around the place.
  bool is_inside_braces(std::uint32_t offset) const;
  /// Blanks before the first entry or item of a block.
  std::size_t indentation(yaml::NodeId id) const;
  std::size_t column(std::uint32_t offset) const;

  void replace(std::uint32_t begin, std::uint32_t end, std::string text);
  /// `lines` as lines of their own below the thing that ends at `end`, each after `indentation` blanks.
  void add_lines(std::uint32_t end, std::size_t indentation, const std::vector<std::string>& lines);
  /// An entry at the end of a map; `lines` are those that a block has, the first `key: value` or `key:`.
  void add_entry(yaml::NodeId map, const std::vector<std::string>& lines, const std::string& in_braces);
  /// An item at the end of a sequence.
  void add_item(yaml::NodeId sequence, const std::string& item);
  /// The text with all edits made.
  std::string result() const;
  std::string_view text() const { return text_; }

 private:
  struct Edit {
    std::uint32_t begin, end;
    std::string text;
  };
  void add_in_braces(yaml::NodeId id, bool empty, const std::string& text);
  bool is_inside_braces(yaml::NodeId around, std::uint32_t offset) const;

  std::string text_;
  diagnostics::SourceMap sources_;
  diagnostics::Sink sink_;
  yaml::Document document_;
  std::vector<Edit> edits_;
};

}  // namespace weir::interview
