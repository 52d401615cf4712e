#include "report/timeline_memo.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/change_blocks.hpp"

namespace weir::report {
namespace {

using model::Timeline;

std::string days(std::int32_t count) {
  const auto many = static_cast<std::size_t>(count < 0 ? -count : count);
  return base::counted(many, "day", "days");
}

std::string head(const Timeline& timeline) {
  const std::string span =
      fmt::format("from {} to {}", base::to_long_text(timeline.from), base::to_long_text(timeline.to));
  if (timeline.mode == Timeline::Mode::viewpoint) {
    return "law and facts as of each day " + span + "; the deal's own dates stay";
  }
  const std::string known = "with what was known on " + base::to_long_text(timeline.known_on);
  if (timeline.moved != "closing") {
    return fmt::format(
        "the same deal in other years: moved so that it is seen on each day {}, {}; no day of "
        "closing was known then",
        span, known);
  }
  std::string view = "on the day of closing";
  if (timeline.view != 0)
    view = fmt::format("{} {} closing", days(timeline.view), timeline.view < 0 ? "before" : "after");
  return fmt::format("the same deal in other years: moved so that it closes on each day {}; seen {}, {}",
                     span, view, known);
}

void add_states(const ChangeContext& context, const std::vector<model::RegimeState>& states) {
  for (const model::RegimeState& state : states) {
    if (states.size() > 1) context.add(Block::Kind::group, state.title);
    add_state(context, state);
  }
}

}  // namespace

Memo make_timeline_memo(const Timeline& timeline, const Words& words, const model::RuleSets& rule_sets) {
  Memo memo;
  const ChangeContext context{rule_sets, words, memo};
  context.add(Block::Kind::title, timeline.title, timeline.case_id);
  context.add(Block::Kind::line, head(timeline));
  const bool several = timeline.start.size() > 1;
  std::string first = base::to_long_text(timeline.from) + ", the first day";
  if (!several && !timeline.start.empty()) first += ": " + timeline.start[0].title;
  context.add(Block::Kind::section, std::move(first));
  add_states(context, timeline.start);
  for (const Timeline::Step& step : timeline.steps) {
    context.add(Block::Kind::section, base::to_long_text(step.day));
    for (const model::RegimeChange& change : step.regimes) {
      if (several) context.add(Block::Kind::group, change.title);
      add_change(context, change, Because::told);
    }
    for (const std::string& item : step.context) context.entry("context", item);
  }
  std::string last = base::to_long_text(timeline.to) + ", the last day";
  context.add(Block::Kind::section, std::move(last));
  add_states(context, timeline.end);
  context.add(
      Block::Kind::remark,
      fmt::format("{} looked at, something changes on {}", base::counted(timeline.days_tried, "day", "days"),
                  timeline.steps.empty() ? std::string("none") : std::to_string(timeline.steps.size())));
  return memo;
}

}  // namespace weir::report
