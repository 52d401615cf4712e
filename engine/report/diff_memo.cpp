#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/change_blocks.hpp"
#include "report/diff_report.hpp"

namespace weir::report {
namespace {

using suite::CaseDiff;
using suite::ClauseChange;
using suite::ClauseKind;
using suite::PartChange;
using suite::Turn;
using Status = suite::ClauseChange::Status;

/// Words at most so long are shown whole; of longer ones only that they differ.
constexpr std::size_t longest_words = 160;

struct StatusWords {
  Status status;
  std::string_view heading;
};

/// In the order in which they matter.
constexpr StatusWords status_words[] = {
    {Status::changed, "Changed"},
    {Status::removed, "Removed"},
    {Status::added, "Added"},
    {Status::moved, "Moved in force"},
    {Status::carried, "As before, but of another meaning through what they refer to"},
    {Status::renamed, "Renamed, equal in meaning"},
    {Status::rewritten, "Written differently, equal in meaning"},
    {Status::reworded, "Other words for people only"},
};

std::string_view kind_words(ClauseKind kind) {
  switch (kind) {
    case ClauseKind::wording:
      return "dated wording";
    case ClauseKind::codes:
      return "list of codes";
    case ClauseKind::calendar:
      return "days";
    default:
      return suite::to_text(kind);
  }
}

std::string plural_of(ClauseKind kind) {
  switch (kind) {
    case ClauseKind::codes:
      return "lists of codes";
    case ClauseKind::calendar:
      return "lists of days";
    case ClauseKind::day:
      return "days";
    default:
      return std::string(kind_words(kind)) + "s";
  }
}

std::string named(const std::string& title, const std::string& id) {
  return title.empty() || title == id ? id : fmt::format("{} ({})", title, id);
}

class DiffMemo {
 public:
  explicit DiffMemo(const DiffReport& report) : report_(report) {}

  Memo make() {
    add(Block::Kind::title, turned_words(report_.before, report_.after),
        base::counted(report_.cases.compared, "case", "cases"));
    add(Block::Kind::line, diff_tally_words(report_.cases));
    if (report_.rules) add_rules();
    add_cases();
    add_one_sided();
    return std::move(memo_);
  }

 private:
  Block& add(Block::Kind kind, std::string text, std::string aside = {}) {
    Block block;
    block.kind = kind;
    block.text = std::move(text);
    block.aside = std::move(aside);
    memo_.push_back(std::move(block));
    return memo_.back();
  }

  void add_rules() {
    add(Block::Kind::section, "What the rules say");
    for (const StatusWords& words : status_words) {
      std::vector<const ClauseChange*> clauses;
      for (const ClauseChange& clause : report_.rules->clauses) {
        if (clause.status == words.status) clauses.push_back(&clause);
      }
      if (clauses.empty()) continue;
      add(Block::Kind::group, std::string(words.heading));
      if (words.status == Status::carried) {
        add_carried(clauses);
      } else {
        for (const ClauseChange* clause : clauses) add_clause(*clause);
      }
    }
    std::vector<std::string> same;
    for (const auto& [kind, count] : report_.rules->same)
      same.push_back(base::counted(count, kind_words(kind), plural_of(kind)));
    if (!same.empty()) add(Block::Kind::remark, "the same on both sides: " + base::join(same, ", "));
  }

  void add_clause(const ClauseChange& clause) {
    add(Block::Kind::item, named(clause.title, clause.id), std::string(kind_words(clause.kind)));
    if (!clause.was.empty()) add(Block::Kind::detail, "was " + clause.was);
    if (clause.status == Status::added || clause.status == Status::removed) return;
    for (const PartChange& part : clause.parts) {
      // Beside another meaning, other notes are no news.
      const bool words = part.role == suite::ClausePart::Role::words;
      if (words && clause.status != Status::reworded) continue;
      add(Block::Kind::detail, part_words(part));
    }
  }

  /// What only refers to what changed, by that; its own text says nothing new.
  void add_carried(const std::vector<const ClauseChange*>& clauses) {
    std::vector<std::vector<std::string>> causes;
    for (const ClauseChange* clause : clauses) {
      if (std::ranges::find(causes, clause->because) == causes.end()) causes.push_back(clause->because);
    }
    for (const std::vector<std::string>& because : causes) {
      std::vector<std::string> names;
      for (const ClauseChange* clause : clauses) {
        if (clause->because == because) names.push_back(clause->title.empty() ? clause->id : clause->title);
      }
      add(Block::Kind::item, "because of " + base::join(because, ", "),
          base::counted(names.size(), "clause", "clauses"));
      add(Block::Kind::detail, base::join(names, "; "));
    }
  }

  void add_cases() {
    add(Block::Kind::section, report_.rules ? "What comes of it" : "What comes out differently");
    if (report_.cases.cases.empty())
      add(Block::Kind::remark,
          report_.cases.compared == 0 ? "no case was compared" : "no case comes out differently");
    for (const suite::ClauseOutcomes& group : suite::by_clause(report_.cases)) {
      if (group.clause) {
        const suite::Responsible& clause = report_.cases.clauses[*group.clause];
        add(Block::Kind::group, responsible_words(clause),
            base::counted(group.cases.size(), "case", "cases"));
        if (clause.parts.size() > 1) {
          for (const PartChange& part : clause.parts) add(Block::Kind::detail, part_words(part));
        }
      } else {
        add(Block::Kind::group, "Not traced to one clause");
      }
      for (const suite::Outcome& outcome : scores_together(group.outcomes)) add_outcome(outcome);
    }
  }

  /// Scores differ from case to case; those that went one way are one outcome, without bounds of its own.
  static std::vector<suite::Outcome> scores_together(const std::vector<suite::Outcome>& outcomes) {
    std::vector<suite::Outcome> result;
    const auto scored = [](const suite::AnswerDiff& change) {
      return !change.finding && change.answer.kind == model::AnswerChange::Kind::risk;
    };
    for (const suite::Outcome& outcome : outcomes) {
      const auto alike = std::ranges::find_if(result, [&](const suite::Outcome& other) {
        return scored(other.change) && scored(outcome.change) && other.change.turn == outcome.change.turn &&
               other.change.regime == outcome.change.regime;
      });
      if (alike == result.end()) {
        result.push_back(outcome);
        continue;
      }
      alike->change.answer.before = alike->change.answer.after = {};
      alike->cases.insert(alike->cases.end(), outcome.cases.begin(), outcome.cases.end());
      std::ranges::sort(alike->cases);
    }
    return result;
  }

  std::string responsible_words(const suite::Responsible& clause) const {
    std::string text = named(clause.title, clause.id.empty() ? "a day" : clause.id);
    if (clause.parts.size() == 1) text += ", " + part_words(clause.parts.front());
    if (!clause.parts.empty() || !report_.rules) return text;
    const ClauseChange* change = report_.rules->find(clause.kind, clause.id);
    if (change && change->status == Status::added) text += ", added";
    if (change && change->status == Status::removed) text += ", removed";
    return text;
  }

  void add_outcome(const suite::Outcome& outcome) {
    const suite::AnswerDiff& change = outcome.change;
    std::string text;
    if (change.finding) {
      const model::FindingChange& finding = *change.finding;
      text = fmt::format("rule {}: {}", finding.rule,
                         turned_words(finding_kind_words(finding.before), finding_kind_words(finding.after)));
    } else if (change.answer.kind == model::AnswerChange::Kind::risk && change.answer.after.at_most.empty()) {
      text = "risk: other bounds, by case";
    } else {
      text = fmt::format(
          "{}: {}", answer_label(change.answer),
          answer_words(report_.rule_sets_before, report_.rule_sets_after, change.regime, change.answer));
    }
    // Those whose answers turn are named all; of the others enough to look at some.
    const bool answers = !change.finding && change.answer.kind != model::AnswerChange::Kind::risk;
    const std::size_t shown =
        answers ? outcome.cases.size() : std::min(outcome.cases.size(), report_.most_names);
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < shown; ++i) ids.push_back(report_.cases.cases[outcome.cases[i]].id);
    std::string names = base::join(ids, ", ");
    if (const std::size_t rest = outcome.cases.size() - shown; rest > 0)
      names += fmt::format(", and {} more", rest);
    add(Block::Kind::item, std::move(text),
        change.finding || change.turn == Turn::moved ? "" : std::string(to_text(change.turn)));
    add(Block::Kind::detail,
        fmt::format("{}: {}", base::counted(outcome.cases.size(), "case", "cases"), names));
  }

  void add_one_sided() {
    if (report_.cases.one_sided.empty()) return;
    add(Block::Kind::section, "Cases that only one side can read");
    for (const suite::OneSidedCase& one : report_.cases.one_sided) {
      const bool before = one.loads == suite::OneSidedCase::Loads::before;
      add(Block::Kind::item, one.file, "only under " + (before ? report_.before : report_.after));
      add(Block::Kind::detail, one.why);
    }
  }

  const DiffReport& report_;
  Memo memo_;
};

}  // namespace

DiffTally tally_of(const CaseDiff& cases) {
  DiffTally tally;
  for (const suite::ChangedCase& one : cases.cases) {
    if (one.answers.empty()) {
      ++tally.reasons;
      continue;
    }
    ++tally.changed;
    // A duty that takes the place of a heavier one is new, and yet the deal is eased.
    const auto goes = [&](Turn turn) {
      return std::ranges::any_of(one.answers, [&](const auto& answer) {
        return answer.turn == turn && answer.answer.kind != model::AnswerChange::Kind::duty;
      });
    };
    if (goes(Turn::eased) && !goes(Turn::tightened)) ++tally.eased;
    if (goes(Turn::tightened) && !goes(Turn::eased)) ++tally.tightened;
  }
  return tally;
}

std::string diff_tally_words(const CaseDiff& cases) {
  const DiffTally tally = tally_of(cases);
  std::string text =
      fmt::format("{} of {} {} out differently", tally.changed,
                  base::counted(cases.compared, "case", "cases"), tally.changed == 1 ? "comes" : "come");
  if (tally.changed > 0) text += fmt::format(": {} eased, {} tightened", tally.eased, tally.tightened);
  if (const std::size_t rest = tally.changed - tally.eased - tally.tightened; rest > 0)
    text += fmt::format(", {} both or neither", rest);
  if (tally.reasons > 0) text += fmt::format("; {} for other reasons with the same answers", tally.reasons);
  return text;
}

std::string part_words(const PartChange& part) {
  const std::string label = part.label.empty() ? "" : part.label + ": ";
  if (!part.dropped.empty() || !part.added.empty()) {
    std::vector<std::string> words;
    for (const std::string& item : part.dropped) words.push_back("without " + item);
    for (const std::string& item : part.added) words.push_back("with " + item);
    return label + base::join(words, "; ");
  }
  const bool words = part.role == suite::ClausePart::Role::words;
  if (words && part.before.size() + part.after.size() > longest_words) return label + "reads otherwise";
  if (part.before.empty()) return label + part.after + ", new";
  if (part.after.empty()) return label + part.before + ", dropped";
  if (part.before == part.after) return label + part.after;
  return label + turned_words(part.before, part.after);
}

Memo make_diff_memo(const DiffReport& report) {
  return DiffMemo(report).make();
}

}  // namespace weir::report
