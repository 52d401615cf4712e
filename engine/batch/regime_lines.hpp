#pragma once
#include <string>
#include <vector>

#include "batch/answers.hpp"
#include "batch/batch.hpp"
#include "batch/output.hpp"

namespace weir::batch {

/// Writes what a regime says of a case as part of a line; all texts of it are made once.
class RegimeLines {
 public:
  RegimeLines(const plan::Plan& plan, std::uint32_t regime, const std::vector<Part>& parts);

  const RegimeRules& rules() const { return rules_; }
  /// Appends `"ca-ica":{…}` for a row; `as_of` is its day.
  void write(const RowAnswer& answer, base::Date as_of, Output& out) const;
  /// Counts a row.
  void count(const RowAnswer& answer, base::Date as_of, Tally::Regime& tally) const;

 private:
  std::pair<std::size_t, std::size_t> position(const RowAnswer& answer) const;
  void write_ids(std::string_view key, std::span<const std::uint32_t> entries, Cursor& to) const;

  RegimeRules rules_;
  std::vector<Part> parts_;
  std::string head_;  ///< `"ca-ica":{`
  /// Ids are copied in pieces of so many bytes, all of one width; longer ones than `most_pieces` one by one.
  static constexpr std::size_t piece = 16, most_pieces = 4;
  template <std::size_t pieces>
  char* copy_ids(std::span<const std::uint32_t> entries, char* to) const;

  /// By entry its id in its quotes, with a comma: `"ca.rule",`. Behind the last one stands an empty one.
  std::vector<std::string> ids_;
  std::vector<char> pieces_;             ///< the same, each filled up to whole pieces
  std::vector<std::uint32_t> id_sizes_;  ///< in bytes
  std::size_t id_pieces_ = 0;            ///< of the longest
  std::vector<std::string> spans_;       ///< of all determinations: `"filing":["none","notice"],`
  std::vector<std::size_t> first_span_;  ///< by determination: place in `spans_`
  std::vector<std::vector<std::size_t>>
      positions_;         ///< by determination and level: place on the common scale
  std::size_t room_ = 0;  ///< bytes that a row without any rule needs at most
};

}  // namespace weir::batch
