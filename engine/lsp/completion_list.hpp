#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "lsp/feature.hpp"

namespace weir::lsp {

/// Numbers of the protocol for what an item is.
enum class ItemKind : int {
  text = 1,
  function = 3,
  field = 5,
  variable = 6,
  property = 10,
  unit = 11,
  value = 12,
  enumeration = 13,
  keyword = 14,
  enumeration_member = 20,
  constant = 21,
};

/// Collects what can stand in place of the word that is being written; what does not match the word is left
/// out.
class CompletionList {
 public:
  /// `word` is what is written so far, and stands at `range`.
  CompletionList(std::string word, Json range) : word_(std::move(word)), range_(std::move(range)) {}

  struct Item {
    std::string label;
    ItemKind kind = ItemKind::text;
    std::string detail;
    std::string documentation;  ///< Markdown; may be empty
    std::string insert;         ///< what is written; empty: the label
    int rank = 1;               ///< the lowest is shown first
  };
  void add(Item item);
  /// The same for what people know by its title as well: found by either, written as `item`.
  void add_titled(const Item& item, std::string_view title);

  const std::string& word() const { return word_; }
  Json result() const;

 private:
  void put(const Item& item, std::string_view filter);

  static constexpr std::size_t limit = 400;
  std::string word_;
  Json range_;
  Json items_ = Json::array();
  bool cut_ = false;
};

}  // namespace weir::lsp
