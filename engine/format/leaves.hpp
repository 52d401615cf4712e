#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "format/expression_layout.hpp"
#include "format/scalars.hpp"
#include "format/tree.hpp"

namespace weir::format {

/// Whether quotes that are not needed are taken away. In a case they tell a text from a number, and its
/// digest knows them.
enum class Quotes : std::uint8_t { where_needed, as_written };

/// The grammar that is written at places of a shape; none if no expressions stand there.
std::optional<Grammar> grammar_of(schema::Shape shape);

/// Writes scalars and keys on one line.
class Leaves {
 public:
  Leaves(const yaml::Document& document, Quotes quotes) : document_(document), quotes_(quotes) {}

  /// The text of an expression on one line; none if the scalar is no expression or has a mistake.
  std::optional<std::string> laid_out(const Branch& value) const;
  /// A scalar as it stands in the file; an expression has the blanks of its layout.
  std::string scalar(const Branch& value, Context context) const;
  std::string key(yaml::NodeId key, Context context) const;

 private:
  bool keeps_quotes(const yaml::Node& here, std::string_view text) const;
  std::string text_of(const yaml::Node& here, Context context) const;

  const yaml::Document& document_;
  Quotes quotes_;
};

}  // namespace weir::format
