#include "report/assessment_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/findings_text.hpp"
#include "report/layout.hpp"
#include "report/proof_text.hpp"

namespace weir::report {
namespace {

using model::DeterminationAnswer;
using model::RegimeAssessment;

/// Columns of the summary of a regime.
constexpr std::size_t level_column = 22;
constexpr std::size_t note_column = 42;

std::string regime_name(const RegimeAssessment& regime) {
  return regime.country_name.empty() ? regime.title
                                     : fmt::format("{} · {}", regime.country_name, regime.title);
}

/// Why a determination stands as it does, in a few words; what was said of an earlier one is left out.
std::string determination_notes(const DeterminationAnswer& answer, const std::string& presumed,
                                std::set<std::string>& said) {
  std::vector<std::string> words;
  const auto say = [&](std::string text) {
    if (said.insert(text).second) words.push_back(std::move(text));
  };
  for (const std::string& note : answer.notes) {
    for (const std::string_view part : base::split(note, ';')) say(std::string(base::trim(part)));
  }
  for (const auto& until : answer.until) words.push_back("until " + date_words(until));
  if (!presumed.empty()) words.push_back("presumed " + presumed);
  if (!answer.settled && !answer.open_by.empty()) {
    words.push_back(base::counted(answer.open_by.size(), "rule is open", "rules are open"));
  }
  if (!answer.exact && !answer.settled) words.emplace_back("bounds, not exact");
  if (answer.provisional) {
    say(fmt::format("provisional: the law of {}, as {} is still to come", date_words(answer.law_date),
                    answer.law_date.words.empty() ? "its date" : answer.law_date.words));
  }
  return base::join(words, "; ");
}

class AssessmentPrinter {
 public:
  AssessmentPrinter(const model::Assessment& assessment, const model::RuleSets& rule_sets, const Style& style)
      : assessment_(assessment), rule_sets_(rule_sets), style_(style), page_(style) {}

  std::string print() {
    header();
    std::vector<const RegimeAssessment*> brief;
    for (const RegimeAssessment& regime : assessment_.regimes) {
      if (!regime.law || regime.position.at_most == "out-of-reach") {
        brief.push_back(&regime);
      } else {
        whole(regime);
      }
    }
    if (!brief.empty()) page_.blank();
    for (const RegimeAssessment* regime : brief) {
      heading(*regime, regime->law ? position_words(regime->position) : "not law on this day");
    }
    context();
    return page_.take();
  }

 private:
  void header() {
    page_.sides(
        "", "",
        Painted::as(Paint::heading, assessment_.title.empty() ? assessment_.case_id : assessment_.title),
        Painted::as(Paint::faint, assessment_.title.empty() ? "" : assessment_.case_id));
    const std::string day = base::to_long_text(assessment_.as_of);
    std::string words =
        assessment_.as_of == assessment_.known_on
            ? fmt::format("law and facts as of {}", day)
            : fmt::format("law as of {}, facts known on {}", day, base::to_long_text(assessment_.known_on));
    if (!assessment_.closing_words.empty()) words += ", " + assessment_.closing_words;
    page_.paragraph("", "", Painted::of(words));
  }

  /// Country and title, position, id: on one line where they fit.
  void heading(const RegimeAssessment& regime, const std::string& position) {
    const std::string name = regime_name(regime);
    const std::size_t middle = 40, left = base::display_width(name);
    const std::size_t right = base::display_width(position), id = base::display_width(regime.id);
    if (left + 2 <= middle && middle + right + 2 + id <= style_.width) {
      page_.line(style_(Paint::heading, name) + std::string(middle - left, ' ') +
                 style_(Paint::emphasis, position) + std::string(style_.width - middle - right - id, ' ') +
                 style_(Paint::faint, regime.id));
      return;
    }
    page_.sides("", "  ", Painted::as(Paint::heading, name), Painted::as(Paint::faint, regime.id));
    page_.paragraph("  ", "  ", Painted::as(Paint::emphasis, position));
  }

  void whole(const RegimeAssessment& regime) {
    page_.blank();
    heading(regime, position_words(regime.position));
    said_.clear();
    for (const DeterminationAnswer& answer : regime.determinations) determination(regime, answer);
    risk(regime);
    duties(regime);
    print_open(page_, regime);
    print_findings(page_, regime, rule_sets_);
    assumptions(regime);
  }

  void row(const std::string& name, const std::string& level, Paint paint, const std::string& notes) {
    const std::string first = fmt::format(
        "  {}{:{}}", name, "",
        std::max<std::size_t>(base::display_width(name) + 4, level_column) - 2 - base::display_width(name));
    const std::string rest(base::display_width(first), ' ');
    page_.columns(first, rest, Painted::as(paint, level), note_column, Painted::of(notes));
  }

  void determination(const RegimeAssessment& regime, const DeterminationAnswer& answer) {
    const auto words = [&](const model::Level& level) {
      return level_words(rule_sets_, regime.id, answer.name, level);
    };
    const std::string presumed = answer.presumed ? words(*answer.presumed) : std::string();
    row(answer.title.empty() ? answer.name : answer.title, words(answer.level),
        answer.settled ? Paint::emphasis : Paint::open, determination_notes(answer, presumed, said_));
  }

  void risk(const RegimeAssessment& regime) {
    const auto& risk = regime.risk;
    std::vector<std::string> notes;
    if (!risk.band_low.empty()) {
      notes.push_back(risk.band_low == risk.band_high ? risk.band_low
                                                      : risk.band_low + " to " + risk.band_high);
    }
    for (const auto& part : risk.factors) {
      if (part.low == 0 && part.high == 0) continue;
      notes.push_back(
          fmt::format("{} {}", part.title.empty() ? part.name : part.title, span_words(part.low, part.high)));
    }
    row("risk", span_words(risk.low, risk.high), risk.low == risk.high ? Paint::emphasis : Paint::open,
        base::join(notes, ", "));
  }

  void duties(const RegimeAssessment& regime) {
    if (regime.duties.empty()) return;
    page_.blank();
    page_.line(style_(Paint::heading, "Duties"));
    for (const auto& duty : regime.duties) {
      const bool open = duty.truth != base::Truth::true_value;
      const std::string who = duty.who.empty() ? duty.what : fmt::format("{}: {}", duty.who, duty.what);
      page_.sides("  ", "     ", Painted::of(open ? who + " (open)" : who),
                  Painted::as(Paint::emphasis, due(duty.due)));
      const std::string penalty =
          duty.if_not.empty() ? duty.rule : fmt::format("{}; if not: {}", duty.rule, duty.if_not);
      page_.paragraph("     ", "     ", Painted::as(Paint::faint, penalty));
    }
  }

  static std::string due(const model::DateWords& date) {
    if (!date.at_least && !date.at_most && date.words.empty()) return {};
    const std::string words = date_words(date);
    if (date.at_least && date.at_least == date.at_most) return "by " + words;
    return (words.find(" before ") != std::string::npos ? "no later than " : "within ") + words;
  }

  void assumptions(const RegimeAssessment& regime) {
    if (regime.assumptions.empty()) return;
    page_.blank();
    page_.line(style_(Paint::heading, "Assumptions it rests on"));
    for (const auto& fact : regime.assumptions) {
      page_.columns("  ", "  ", Painted::of(fact.fact), note_column,
                    Painted::as(Paint::faint, quoted_words(fact, fact.fact)));
    }
  }

  void context() {
    if (assessment_.context.empty()) return;
    page_.blank();
    page_.line(style_(Paint::heading, "Context"));
    for (const auto& shown : assessment_.context) context_item(shown);
  }

  void context_item(const model::ShownContext& shown) {
    const model::ContextItem& item = shown.item;
    std::string when;
    if (item.effective_from) {
      when = fmt::format("{} {}", shown.effective ? "in force since" : "in force from",
                         base::to_long_text(*item.effective_from));
      if (item.effective_to && !item.effective_to->is_never())
        when += " until " + base::to_long_text(*item.effective_to);
    } else if (item.occurred) {
      when = base::to_long_text(*item.occurred);
    }
    page_.sides("  ", "     ", Painted::as(Paint::emphasis, item.title), Painted::of(when));
    const auto say = [&](std::string_view what, const std::string& text) {
      if (!text.empty()) {
        page_.paragraph("     ", "     ", Painted::as(Paint::faint, std::string(what) + text));
      }
    };
    say("covers: ", item.scope);
    say("does not cover: ", item.limits);
    if (item.reading) say("reading: ", item.reading->text);
    say("certainty: ", item.certainty);
    say("", citation_words(item.cite));
  }

  const model::Assessment& assessment_;
  const model::RuleSets& rule_sets_;
  Style style_;
  Page page_;
  std::set<std::string> said_;
};

}  // namespace

std::string render_assessment_text(const model::Assessment& assessment, const model::RuleSets& rule_sets,
                                   const Style& style) {
  return AssessmentPrinter(assessment, rule_sets, style).print();
}

}  // namespace weir::report
