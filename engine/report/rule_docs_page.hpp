#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/condition_outline.hpp"
#include "report/rule_docs_names.hpp"

namespace weir::report {

/// "from 6 February 2009 to 12 March 2015", "at all times".
std::string range_words(const model::DateRange& range);

/// Writes the page of one regime, part by part.
class RegimePage {
 public:
  RegimePage(const check::Checked& checked, const RegimeLayout& layout, const PageNames& names)
      : checked_(checked), layout_(layout), names_(names), words_(checked, names) {}

  std::string write();

 private:
  // rule_docs.cpp: the frame
  void contents();
  void covers();
  void answers();
  void risk();
  void paragraph(const std::string& text);
  void heading(std::string_view marks, std::string_view text);
  void bullet(const std::string& text, std::size_t depth = 0);

  // rule_docs_rules.cpp
  void rules();
  void rule(const model::Rule& rule);
  void consequences(const model::Rule& rule);
  void precedence(const model::Rule& rule);
  std::string in_force(const model::Rule& rule) const;
  std::string duty(const model::Duty& duty) const;
  /// What stands between a duty and the day on which it falls due: ", within ".
  std::string_view due_link(const model::Expression& due) const;
  /// "**Where** all of these hold:" with the parts below.
  void condition(std::string_view label, const model::Condition& condition, const std::string& source = {});
  void parts(const std::vector<Outline>& parts, std::size_t depth);
  /// What every provision has: doubt, reading, note, sources; of a rule with the days on which it is in
  /// force.
  void provision(const model::Provision& provision, const std::string& force = {});
  std::string law_day(const model::Provision& provision) const;
  std::string sources(const std::vector<model::Citation>& citations) const;

  // rule_docs_law.cpp: definitions
  void definitions(std::string_view heading, const std::vector<const model::Definition*>& entries);
  void body(const model::Definition& entry, const model::Condition& body);
  void body(const model::Definition& entry, const model::Table& body);
  void body(const model::Definition& entry, const model::Values& body);
  void body(const model::Definition& entry, const model::Versions& body);
  void body(const model::Definition& entry, const model::Group& body);
  void body(const model::Definition& entry, const model::Judgement& body);
  void body(const model::Definition& entry, const model::Attribution& body);
  void body(const model::Definition& entry, const model::Circle& body);
  void body(const model::Definition& entry, const model::NamedList& body);
  void body(const model::Definition& entry, const model::Retest& body);
  void body(const model::Definition& entry, const model::Holidays& body);
  void body(const model::Definition& entry, const model::Calendar& body);
  void body(const model::Definition& entry, const model::Periods& body);
  void body(const model::Definition& entry, const model::Clock& body);
  /// A definition by its id, as a link.
  std::string named(std::string_view id) const;
  std::string member(const model::Definition& group, std::string_view code) const;

  // rule_docs_time.cpp
  void time();

  // rule_docs_doubts.cpp
  void doubts();
  void pending_law();
  /// ", enacted on 22 March 2024; waits for an order".
  std::string waiting(const model::Status& status) const;
  void open_questions();
  void uncertain_figures();
  void readings();
  void unverified();
  std::vector<const model::Provision*> provisions() const;

  const check::Checked& checked_;
  const RegimeLayout& layout_;
  const PageNames& names_;
  ExpressionWords words_;
  std::string out_;
};

}  // namespace weir::report
