#include "report/rule_docs.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/markdown.hpp"
#include "report/rule_docs_page.hpp"
#include "report/words.hpp"

namespace weir::report {

std::string range_words(const model::DateRange& range) {
  const bool first = !range.first.is_beginning(), last = !range.last.is_never();
  if (first && last)
    return fmt::format("from {} to {}", base::to_long_text(range.first), base::to_long_text(range.last));
  if (first) return "from " + base::to_long_text(range.first);
  return last ? "until " + base::to_long_text(range.last) : "at all times";
}

void RegimePage::paragraph(const std::string& text) {
  out_ += "\n" + text + "\n";
}

void RegimePage::heading(std::string_view marks, std::string_view text) {
  paragraph(fmt::format("{} {}", marks, escaped(text)));
}

void RegimePage::bullet(const std::string& text, std::size_t depth) {
  out_ += fmt::format("{}- {}\n", std::string(2 * depth, ' '), text);
}

void RegimePage::contents() {
  heading("##", "Contents");
  for (const std::string_view section : {covers_heading, time_heading, rules_heading})
    bullet(names_.link(section));
  for (const RuleGroup& group : layout_.rule_groups) {
    bullet(fmt::format("{} ({})", names_.link(group.title), group.rules.size()), 1);
  }
  const auto section = [&](std::string_view title, std::size_t count) {
    if (count > 0) bullet(fmt::format("{} ({})", names_.link(title), count));
  };
  section(judgements_heading, layout_.judgements.size());
  section(procedures_heading, layout_.procedures.size());
  section(figures_heading, layout_.figures.size());
  section(lists_heading, layout_.lists.size());
  bullet(names_.link(doubts_heading));
  section(definitions_heading, layout_.definitions.size());
}

void RegimePage::answers() {
  if (layout_.regime->determinations.empty()) return;
  paragraph(
      "The rules answer these questions. The answers of a question stand in their order, the least first; "
      "rules raise "
      "an answer and never lower it.");
  out_ += "\n| question | answer | where that leaves the deal |\n|---|---|---|\n";
  for (const model::Determination& scale : layout_.regime->determinations) {
    std::string title = escaped(scale.title.empty() ? scale.name : scale.title);
    for (const std::string& level : scale.levels) {
      const auto position = scale.positions.find(level);
      const std::string where =
          position == scale.positions.end() ? "" : position_words({position->second, position->second});
      out_ += fmt::format(
          "| {} | {} | {} |\n", title,
          escaped(level_words(*checked_.rule_sets, layout_.regime->id, scale.name, {level, level})),
          escaped(where));
      title.clear();
    }
  }
}

void RegimePage::risk() {
  const model::Regime& regime = *layout_.regime;
  if (regime.factors.empty() || regime.bands.empty()) return;
  std::vector<std::string> factors, bands;
  for (const model::Factor& factor : regime.factors)
    factors.push_back(fmt::format("“{}”", escaped(factor.title.empty() ? factor.name : factor.title)));
  for (const model::Band& band : regime.bands)
    bands.push_back(fmt::format("{} from {}", escaped(band.name), band.from));
  paragraph(fmt::format(
      "Beside the answers stands a score of risk, in points under {}. Its bands are {}. Points are the "
      "author's and no law; no answer hangs on them.",
      enumeration(factors, "and"), enumeration(bands, "and")));
}

void RegimePage::covers() {
  const model::Regime& regime = *layout_.regime;
  heading("##", covers_heading);
  std::string first;
  if (!regime.country.empty())
    first =
        fmt::format("Country: {}. ",
                    escaped(code_title(*checked_.vocabulary, checked_.vocabulary->country, regime.country)));
  if (!regime.decides.empty()) first += fmt::format("Who decides: {}. ", names_.prose(regime.decides));
  first += fmt::format("In force {}.", range_words(regime.in_force));
  if (regime.by) {
    first += fmt::format(" Where nothing else is said, the law is that of the day of {}.",
                         words_.value(*regime.by));
  }
  out_ += first + "\n";
  if (!regime.note.empty()) paragraph(names_.prose(regime.note));
  if (!regime.cite.empty()) paragraph("**Law:** " + sources(regime.cite));
  answers();
  risk();
  for (const model::Subject& subject : regime.subjects) {
    const std::string family =
        subject.family.empty() ? "All rules" : fmt::format("Rules named `{}.*`", subject.family);
    paragraph(fmt::format("{} run over {}: each is “{}” in turn.", family, words_.value(subject.rows),
                          names_.text(subject.name)));
  }
}

std::string RegimePage::write() {
  const model::Regime& regime = *layout_.regime;
  out_ = fmt::format("# {}\n\n", escaped(regime.title.empty() ? regime.id : regime.title));
  out_ += fmt::format(
      "What the rule set `{}` says, in words. This page is written by `weir docs` out of the very rules that "
      "are computed; "
      "whoever wants it changed changes them. Names in `this type` at the end of an entry are those that "
      "results "
      "and mistakes mention. It is an encoding of law for research and no legal advice.\n",
      regime.id);
  contents();
  covers();
  time();
  rules();
  definitions(judgements_heading, layout_.judgements);
  definitions(procedures_heading, layout_.procedures);
  definitions(figures_heading, layout_.figures);
  definitions(lists_heading, layout_.lists);
  doubts();
  definitions(definitions_heading, layout_.definitions);
  return std::move(out_);
}

std::string render_regime_page(const check::Checked& checked, const model::Regime& regime) {
  // Lists of the vocabulary have no regime; those that the page names are found by writing it.
  std::set<std::string> more;
  while (true) {
    const RegimeLayout layout = layout_of(*checked.rule_sets, regime, more);
    const PageNames names(layout);
    std::string page = RegimePage(checked, layout, names).write();
    const std::size_t before = more.size();
    for (const std::string& id : names.without_heading()) {
      const auto& all = checked.rule_sets->definitions;
      for (const model::Definition& entry : all) {
        if (entry.id == id && entry.regime.empty()) more.insert(id);
      }
    }
    if (more.size() == before) return page;
  }
}

}  // namespace weir::report
