#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report/expression_words.hpp"

namespace weir::report {

/// Rules that stand together on the page of a regime.
struct RuleGroup {
  std::string title;
  std::vector<const model::Rule*> rules;  ///< by id
};

/// What stands where on the page of a regime.
struct RegimeLayout {
  const model::Regime* regime = nullptr;
  std::vector<RuleGroup> rule_groups;
  std::vector<const model::Definition*> judgements, procedures, figures, lists, definitions;  ///< by title
  /// All definitions of the page.
  std::vector<const model::Definition*> all() const;
};

/// Parts a regime into groups of rules and definitions; `more` are definitions of nobody that the page names.
RegimeLayout layout_of(const model::RuleSets& rule_sets, const model::Regime& regime,
                       const std::set<std::string>& more);

/// The title of a provision as it heads a part of the page.
std::string heading_of(const model::Provision& provision);

/// Names of the page: what has a heading of its own is a link to it.
class PageNames final : public Naming {
 public:
  explicit PageNames(const RegimeLayout& layout);

  std::string text(std::string_view words) const override;
  std::string definition(const model::Definition& definition) const override;
  std::string link(const model::Provision& provision) const;
  /// A link to the heading of a section or group.
  std::string link(std::string_view heading) const;
  /// A text of the author: on one line, and with titles in place of the ids that it names.
  std::string prose(std::string_view text) const;
  /// Ids of definitions that were named and have no heading.
  const std::set<std::string>& without_heading() const { return without_heading_; }

 private:
  void add(const model::Provision& provision);
  std::string claim(std::string_view heading);

  std::map<std::string, const model::Provision*, std::less<>> provisions_;
  std::map<std::string, std::string, std::less<>> anchors_;  ///< by id of a provision
  std::map<std::string, int, std::less<>> taken_;            ///< anchors in the order of the page
  mutable std::set<std::string> without_heading_;
};

/// The headings of the sections of a page, in their order.
inline constexpr std::string_view covers_heading = "What it covers", time_heading = "The law over time",
                                  rules_heading = "Rules", judgements_heading = "What is left to judgement",
                                  procedures_heading = "Periods and procedure",
                                  figures_heading = "Amounts and figures", lists_heading = "Lists",
                                  doubts_heading = "What is uncertain",
                                  definitions_heading = "Definitions used";

}  // namespace weir::report
