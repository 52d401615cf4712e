#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "model/case.hpp"

namespace weir::interview {

/// Where an answer comes from, as the case file is to say it.
struct Origin {
  std::string source;                     ///< id of a source of the case; empty: none is named
  std::optional<model::Quality> quality;  ///< none: confirmed, which a case need not say
};

/// Where a fact stands, or is to stand, in a case file.
struct FactPlace {
  enum class Of : std::uint8_t {
    transaction,
    keyed,      ///< a party or procedure: an entry of a map, under its id
    item,       ///< a holding or a row of a list
    procedure,  ///< one that is not there yet, under `regime`
  };
  Of of = Of::transaction;
  std::uint32_t begin = 0;  ///< where the key or the item begins in the very text that is changed
  std::string regime;
  std::string field;
};

// Each of these gives the text of a case file with one thing more in it. Everything else stays, byte for
// byte, comments with what they stand beside. The text must be one that loads.

/// States a single or set fact. What the case says without a source gives way; of what it says by a source
/// the answer is a further claim.
std::string with_fact(const std::string& text, const FactPlace& place, std::string_view value,
                      const Origin& origin);
/// States rows of a list, `[…]` or `[]`. In a list that is there they stand in place of its `unknown`, and
/// nothing does if there are none.
std::string with_rows(const std::string& text, const FactPlace& place, std::string_view rows);
/// Records a judgement; `of` is a party, or empty for one on the deal.
std::string with_judgement(const std::string& text, std::string_view judgement, std::string_view of,
                           std::string_view decision, const Origin& origin);
/// Lists a source.
std::string with_source(const std::string& text, std::string_view id, std::string_view title);

}  // namespace weir::interview
