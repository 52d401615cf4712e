#include <fmt/format.h>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/memo_parts.hpp"

namespace weir::report {

using base::Truth;
using model::ClockAnswer;
using model::ClockStage;

namespace {

std::string name_of(const ClockStage& stage) {
  return stage.title.empty() ? stage.name : stage.title;
}

std::string silence_words(model::Silence silence) {
  switch (silence) {
    case model::Silence::clears:
      return "silence clears";
    case model::Silence::refuses:
      return "silence refuses";
    case model::Silence::lapses:
      return "then it lapses";
    case model::Silence::nothing:
      break;
  }
  return "silence changes nothing";
}

/// "notice of a possible review: until 2 June 2017; then it lapses".
std::string stage_words(const ClockStage& stage) {
  return fmt::format("{}: until {}; {}", name_of(stage), date_words(stage.until),
                     silence_words(stage.silence));
}

}  // namespace

void add_clocks(const MemoContext& context, const model::RegimeAssessment& regime) {
  bool headed = false;
  for (const ClockAnswer& clock : regime.clocks) {
    std::vector<std::string> lines;
    std::string state;
    if (clock.stage) {
      state = "running";
      lines.push_back(stage_words(clock.stages[*clock.stage]));
    } else if (clock.over == Truth::true_value) {
      state = "over";
    } else if (clock.ran_out) {
      const ClockStage& stage = clock.stages[*clock.ran_out];
      state = "run out";
      lines.push_back(fmt::format("{}: ended on {}; {}", name_of(stage), date_words(stage.until),
                                  silence_words(stage.silence)));
    } else if (!clock.possible.empty()) {
      state = "perhaps running";
      for (const std::size_t stage : clock.possible) lines.push_back(stage_words(clock.stages[stage]));
    } else {
      state = "not begun";
    }
    if (!headed) context.add(Block::Kind::section, "Clock");
    headed = true;
    context.add(Block::Kind::item, clock.title.empty() ? clock.name : clock.title, state).paint =
        clock.stage ? Paint::emphasis : Paint::open;
    for (std::size_t i = 0; i < lines.size(); ++i)
      context.add(Block::Kind::detail, lines[i], i == 0 && !clock.title.empty() ? clock.name : "");
  }
}

}  // namespace weir::report
