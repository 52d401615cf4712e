#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "evaluate/assess.hpp"
#include "suite/suggest.hpp"

namespace weir::suite {

namespace {

/// A value as YAML: plain where that is read back as the same text.
std::string scalar(const std::string& written) {
  const auto is_in = [&](char begin, char end) {
    return written.starts_with(begin) && written.ends_with(end);
  };
  if (is_in('[', ']') || is_in('{', '}')) return written;
  const bool plain = !written.empty() && written.find_first_of("#\"'{}[]&*!|@`") == std::string::npos &&
                     written.find(": ") == std::string::npos &&
                     std::string_view("%>-?:,").find(written.front()) == std::string_view::npos;
  if (plain) return written;
  std::string quoted = "\"";
  for (const char c : written) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

class CaseWriter {
 public:
  CaseWriter(const plan::Plan& plan, const Suggestion& suggestion, const std::vector<std::string>& rules)
      : plan_(plan),
        vocabulary_(plan.vocabulary()),
        suggestion_(suggestion),
        facts_(suggestion.facts),
        rules_(rules) {}

  std::string write(const std::string& id, const std::string& head) {
    out_ = head;
    line(0, "case: " + id);
    line(0, "as_of: " + base::to_iso(suggestion_.as_of));
    if (suggestion_.known_on != suggestion_.as_of) line(0, "known_on: " + base::to_iso(suggestion_.known_on));
    write_section("transaction", vocabulary_.transaction);
    std::vector<std::string> roles;
    for (const model::CaseRole& role : facts_.roles) roles.push_back(role.role + ": " + role.party);
    line(0, "roles: {" + base::join(roles, ", ") + "}");
    write_named("parties", vocabulary_.party);
    write_holdings();
    write_named("procedures", vocabulary_.procedure);
    write_judgements();
    write_expectation();
    return std::move(out_);
  }

 private:
  void line(std::size_t depth, const std::string& text) {
    out_.append(2 * depth, ' ').append(text).append("\n");
  }

  bool is_stated(const model::Row& row) const { return !row.facts.empty() || !row.lists.empty(); }

  void write_facts(const model::Row& row, std::size_t depth) {
    for (const model::FactEntry& entry : row.facts)
      line(depth, vocabulary_.fact(entry.fact).field + ": " + scalar(entry.claims.front().written));
    for (const model::RowList& list : row.lists) {
      const std::string& name = vocabulary_.fact(list.fact).field;
      if (list.rows.empty()) {
        line(depth, name + (list.open ? ": [unknown]" : ": []"));
        continue;
      }
      line(depth, name + ":");
      for (const model::RowId below : list.rows) write_item(facts_.row(below), depth + 1);
      if (list.open) line(depth + 1, "- unknown");
    }
  }

  /// A row as an item of a list: its first fact stands behind the dash.
  void write_item(const model::Row& row, std::size_t depth) {
    const std::size_t begin = out_.size();
    write_facts(row, depth + 1);
    if (out_.size() == begin) return line(depth, "- {}");
    out_.replace(begin + 2 * depth, 2, "- ");
  }

  void write_section(const std::string& name, model::EntityId entity) {
    for (const model::Row& row : facts_.rows) {
      if (row.entity != entity || row.parent.valid() || !is_stated(row)) continue;
      line(0, name + ":");
      write_facts(row, 1);
    }
  }

  void write_named(const std::string& name, model::EntityId entity) {
    bool begun = false;
    for (const model::Row& row : facts_.rows) {
      if (row.entity != entity || row.parent.valid()) continue;
      const bool party = entity == vocabulary_.party;
      if (!party && !is_stated(row)) continue;
      if (!begun) line(0, name + ":");
      begun = true;
      line(1, row.id + (is_stated(row) ? ":" : ": {}"));
      write_facts(row, 2);
    }
  }

  void write_holdings() {
    bool begun = false;
    for (const model::Row& row : facts_.rows) {
      if (row.entity != vocabulary_.holding) continue;
      if (!begun) line(0, "holdings:");
      begun = true;
      write_item(row, 1);
    }
  }

  void write_judgements() {
    if (facts_.judgements.empty()) return;
    line(0, "judgements:");
    for (const model::RecordedJudgement& judgement : facts_.judgements) {
      const std::string of = judgement.of.empty() ? "" : ", of: " + judgement.of;
      line(1, fmt::format("- {{id: {}{}, value: {}}}", judgement.judgement, of, judgement.value));
    }
  }

  static std::string interval(const model::Level& level) {
    return level.at_least == level.at_most ? level.at_least : level.at_least + ".." + level.at_most;
  }

  void write_expectation() {
    evaluate::Options options;
    options.as_of = suggestion_.as_of;
    options.known_on = suggestion_.known_on;
    options.regimes = {plan_.rule_sets().regimes[suggestion_.regime].id};
    const auto assessed = evaluate::assess(plan_, facts_, options);
    const model::RegimeAssessment& regime = assessed.value().regimes.front();
    line(0, "expect:");
    line(1, "- regime: " + options.regimes.front());
    if (!regime.law) return line(2, "law: false");
    std::vector<std::string> levels;
    for (const model::DeterminationAnswer& answer : regime.determinations)
      levels.push_back(answer.name + ": " + interval(answer.level));
    if (!levels.empty()) line(2, "determinations: {" + base::join(levels, ", ") + "}");
    using model::FindingKind;
    const std::pair<FindingKind, const char*> kinds[] = {{FindingKind::fired, "fires"},
                                                         {FindingKind::silent, "silent"},
                                                         {FindingKind::open, "open"},
                                                         {FindingKind::defeated, "defeated"}};
    for (const auto& [kind, key] : kinds) {
      std::vector<std::string> ids;
      for (const model::Finding& finding : regime.findings) {
        const bool told = kind == FindingKind::fired || std::ranges::find(rules_, finding.id) != rules_.end();
        if (finding.finding == kind && told) ids.push_back(finding.id);
      }
      if (!ids.empty()) line(2, std::string(key) + ": [" + base::join(ids, ", ") + "]");
    }
  }

  const plan::Plan& plan_;
  const model::Vocabulary& vocabulary_;
  const Suggestion& suggestion_;
  const model::Case& facts_;
  const std::vector<std::string>& rules_;
  std::string out_;
};

}  // namespace

std::string case_text(const plan::Plan& plan, const Suggestion& suggestion, const std::string& id,
                      const std::string& head, const std::vector<std::string>& rules) {
  return CaseWriter(plan, suggestion, rules).write(id, head);
}

}  // namespace weir::suite
