#include "report/findings_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/proof_text.hpp"

namespace weir::report {
namespace {

using model::Finding;
using model::FindingKind;

/// A silent rule this many conditions short at most is a near miss.
constexpr int near_by = 2;

class FindingsPrinter {
 public:
  FindingsPrinter(Page& page, const model::RegimeAssessment& regime, const model::RuleSets& rule_sets)
      : page_(page), regime_(regime), rule_sets_(rule_sets), proofs_(page) {}

  void print() {
    for (const Finding& finding : regime_.findings) {
      if (finding.finding == FindingKind::fired) with_proof("●", Paint::emphasis, finding);
    }
    for (const Finding& finding : regime_.findings) {
      if (finding.finding == FindingKind::open) with_proof("?", Paint::open, finding);
    }
    near_misses();
    for (const Finding& finding : regime_.findings) {
      if (finding.finding == FindingKind::defeated) {
        const std::string by =
            finding.defeated_by.empty() ? "" : " by " + base::join(finding.defeated_by, ", ");
        short_line("✗", "Defeated: " + name(finding) + by, finding);
      }
    }
    for (const Finding& finding : regime_.findings) {
      if (finding.finding == FindingKind::pending) {
        const std::string wait = finding.waits_for.empty() ? "" : " (waits for " + finding.waits_for + ")";
        short_line("…", "Pending: " + name(finding) + wait, finding);
      }
    }
  }

 private:
  static const std::string& name(const Finding& finding) {
    return finding.title.empty() ? finding.id : finding.title;
  }

  void head(std::string_view mark, Paint paint, const std::string& text, const Finding& finding) {
    heading();
    page_.sides(fmt::format("  {} ", mark), "    ", Painted::as(paint, text),
                Painted::as(Paint::faint, citation_words(finding.cite)));
  }

  void with_proof(std::string_view mark, Paint paint, const Finding& finding) {
    const bool open = finding.finding == FindingKind::open;
    head(mark, paint, open ? "Open: " + name(finding) : name(finding), finding);
    page_.sides("    ", "    ", Painted::as(Paint::faint, finding.id),
                Painted::of(effect_words(finding, rule_sets_, regime_.id)));
    proofs_.print(finding.why, "    ");
    remarks(finding);
  }

  void remarks(const Finding& finding) {
    if (finding.until) say("lasts until ", date_words(*finding.until));
    if (!finding.doubt.empty()) say("in doubt: ", finding.doubt);
    if (finding.reading) {
      const std::string by = finding.reading->by.empty() ? "" : " (" + finding.reading->by + ")";
      say("reading: ", finding.reading->text + by);
    }
  }

  void say(std::string_view what, const std::string& text) {
    page_.paragraph("      ", "      ", Painted::as(Paint::faint, std::string(what) + text));
  }

  void near_misses() {
    std::vector<const Finding*> near;
    for (const Finding& finding : regime_.findings) {
      if (finding.finding == FindingKind::silent && finding.short_by > 0 && finding.short_by <= near_by &&
          finding.condition_count > finding.short_by) {
        near.push_back(&finding);
      }
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const Finding* a, const Finding* b) { return a->short_by < b->short_by; });
    for (const Finding* finding : near) {
      heading();
      page_.sides("  ○ ", "    ", Painted::of("Not, though close: " + name(*finding)),
                  Painted::as(Paint::faint,
                              fmt::format("{} of {} short", finding->short_by, finding->condition_count)));
      page_.sides("    ", "    ", Painted::as(Paint::faint, finding->id),
                  Painted::as(Paint::faint, citation_words(finding->cite)));
      proofs_.print(finding->why, "    ");
    }
  }

  void short_line(std::string_view mark, const std::string& text, const Finding& finding) {
    head(mark, Paint::faint, text, finding);
    page_.paragraph("    ", "    ", Painted::as(Paint::faint, finding.id));
  }

  void heading() {
    if (headed_) return;
    page_.blank();
    page_.line(page_.style()(Paint::heading, "Why"));
    headed_ = true;
  }

  Page& page_;
  const model::RegimeAssessment& regime_;
  const model::RuleSets& rule_sets_;
  ProofPrinter proofs_;
  bool headed_ = false;
};

/// A fact or judgement to find out.
struct Question {
  std::size_t rank;
  std::string ask, effect, state;
};

std::string alleged_words(const model::OpenFact& fact) {
  std::vector<std::string> words;
  for (const auto& claim : fact.alleged) words.push_back("alleged: " + quoted_words(claim, fact.fact));
  return base::join(words, "; ");
}

std::vector<Question> questions(const model::RegimeAssessment& regime) {
  std::vector<Question> all;
  for (const auto& fact : regime.open_facts) {
    std::vector<std::string> effects = fact.effects;
    if (effects.empty() && fact.risk_by) {
      const auto [low, high] = *fact.risk_by;
      if (low != high) effects.push_back(fmt::format("risk {} to {}", low, high));
    }
    std::string state = fmt::format("{} is {}", fact.fact, fact.state);
    const std::string alleged = alleged_words(fact);
    if (!alleged.empty()) state += "; " + alleged;
    all.push_back({fact.rank, fact.question.empty() ? fact.fact : fact.question,
                   narrowing_words(effects, fact.risk_removed), state});
  }
  for (const auto& judgement : regime.open_judgements) {
    std::string state = judgement.id + " is judged by " +
                        (judgement.decides.empty() ? std::string("the authority") : judgement.decides);
    if (judgement.presumed) state += *judgement.presumed ? "; presumed yes" : "; presumed no";
    all.push_back({judgement.rank, judgement.question.empty() ? judgement.id : judgement.question,
                   narrowing_words(judgement.effects, judgement.risk_removed), state});
  }
  std::stable_sort(all.begin(), all.end(), [](const Question& a, const Question& b) {
    return (a.rank == 0 ? SIZE_MAX : a.rank) < (b.rank == 0 ? SIZE_MAX : b.rank);
  });
  return all;
}

/// "the Minister", "CFIUS": an authority in a heading.
std::string authority(const std::string& decides) {
  if (decides.empty()) return "the authority";
  const bool acronym =
      std::none_of(decides.begin(), decides.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return acronym || decides.starts_with("the ") ? decides : "the " + decides;
}

void print_points(Page& page, std::string_view first, const std::vector<model::Point>& points) {
  const std::string rest(base::display_width(first), ' ');
  if (points.empty()) return page.paragraph(first, rest, Painted::as(Paint::faint, "nothing on file"));
  std::string before(first);
  for (const auto& point : points) {
    page.paragraph(before, rest, Painted::of(point.text + (point.open ? " (open)" : "")));
    before = rest;
  }
}

}  // namespace

void print_findings(Page& page, const model::RegimeAssessment& regime, const model::RuleSets& rule_sets) {
  FindingsPrinter(page, regime, rule_sets).print();
}

void print_open(Page& page, const model::RegimeAssessment& regime) {
  const Style& style = page.style();
  const auto all = questions(regime);
  if (!all.empty()) {
    page.blank();
    page.line(style(Paint::heading, "To find out, most telling first"));
    std::size_t number = 0;
    for (const auto& question : all) {
      page.sides(fmt::format("  {:<2} ", ++number), "     ", Painted::of(question.ask),
                 Painted::as(Paint::open, question.effect));
      page.paragraph("     ", "     ", Painted::as(Paint::faint, question.state));
    }
  }
  std::string previous;
  for (const auto& judgement : regime.open_judgements) {
    const std::string who = authority(judgement.decides);
    if (who != previous) {
      page.blank();
      page.paragraph("", "", Painted::as(Paint::heading, fmt::format("For {} to judge", who)));
      previous = who;
    }
    page.paragraph(
        "  ", "  ",
        Painted::as(Paint::emphasis, judgement.question.empty() ? judgement.id : judgement.question));
    print_points(page, "     towards yes  ", judgement.points_for);
    print_points(page, "     towards no   ", judgement.points_against);
    if (!judgement.leanings.empty()) print_points(page, "     policy       ", judgement.leanings);
  }
}

}  // namespace weir::report
