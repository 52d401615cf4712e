#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "report/assessment_words.hpp"
#include "report/memo_parts.hpp"

namespace weir::report {

using base::Date;
using base::Truth;
using model::ClockAnswer;
using model::ClockStage;
using model::DateWords;

namespace {

std::string name_of(const ClockStage& stage) {
  return stage.title.empty() ? stage.name : stage.title;
}

bool is_exact(const DateWords& day) {
  return day.at_least && day.at_least == day.at_most;
}

/// "12 days left", "today is the last day".
std::string left_words(Date last, Date today) {
  const auto days = static_cast<std::size_t>(std::int64_t{last.days} - today.days);
  return days == 0 ? "today is the last day" : base::counted(days, "day left", "days left");
}

/// ", since 11 March 2024"; of a day not known exactly what it is: ", from the call-in".
std::string since_words(const ClockStage& stage) {
  if (is_exact(stage.since)) return ", since " + date_words(stage.since);
  const bool known = stage.since.at_least || stage.since.at_most || !stage.since.words.empty();
  return known ? ", from " + date_words(stage.since) : "";
}

/// The last day of a stage that runs or may run.
std::string until_words(const ClockStage& stage, Date today) {
  const DateWords& last = stage.until;
  if (is_exact(last)) {
    if (last.at_least->is_never()) return "no last day";
    std::string words = "last day: " + base::to_long_text(*last.at_least);
    if (*last.at_least >= today) words += fmt::format(" ({})", left_words(*last.at_least, today));
    return words;
  }
  const bool endless = last.at_least && !last.at_least->is_beginning() && !last.at_most;
  if (endless && stage.stopped == Truth::true_value) {
    return fmt::format("last day: open as long as it is stopped, not before {}",
                       base::to_long_text(*last.at_least));
  }
  return "last day: " + date_words(last);
}

/// "applies if certification falls on 13 March 2015 or later".
std::string law_words(const ClockAnswer& clock) {
  const std::string date = clock.law_date.words.empty() ? "its law date" : clock.law_date.words;
  const model::DateRange law = clock.law.value_or(model::DateRange{});
  std::string span;
  if (law.first.is_beginning()) {
    span = fmt::format("on {} or earlier", base::to_long_text(law.last));
  } else if (law.last.is_never()) {
    span = fmt::format("on {} or later", base::to_long_text(law.first));
  } else {
    span = fmt::format("from {} to {}", base::to_long_text(law.first), base::to_long_text(law.last));
  }
  const DateWords known{clock.law_date.at_least, clock.law_date.at_most, ""};
  const bool bounded = known.at_least || (known.at_most && !known.at_most->is_never());
  return fmt::format("applies if {} falls {}; {}", date, span,
                     bounded ? "it is " + date_words(known) : "that day is not known");
}

/// One thing that is said of a clock; with a label, what follows it is about that stage.
struct Line {
  std::string text;
  std::string label{};
};

/// One clock: what is said of it, and in one word how it stands.
class ClockLines {
 public:
  ClockLines(const ClockAnswer& clock, Date today) : clock_(clock), today_(today) { tell(); }

  const std::vector<Line>& lines() const { return lines_; }
  const std::string& state() const { return state_; }
  bool is_certain() const { return certain_; }

 private:
  void tell() {
    if (clock_.in_force == Truth::unknown) say(law_words(clock_));
    if (clock_.over == Truth::true_value) {
      state_ = "over";
    } else if (clock_.stage) {
      running(clock_.stages[*clock_.stage]);
    } else if (clock_.ran_out) {
      ran_out(clock_.stages[*clock_.ran_out]);
    } else if (!clock_.possible.empty()) {
      state_ = clock_.in_force == Truth::unknown ? "may apply" : "perhaps running";
      if (clock_.over == Truth::unknown) say("whether the procedure has ended is not known");
      possible_stages();
    } else {
      not_running();
    }
  }

  void running(const ClockStage& stage) {
    certain_ = true;
    const bool stopped = stage.stopped == Truth::true_value;
    state_ = stopped ? "stopped" : "running";
    say(name_of(stage) + since_words(stage));
    if (stopped) {
      say(stage.stopped_since ? fmt::format("stopped since {}: these days do not count",
                                            base::to_long_text(*stage.stopped_since))
                              : "stopped today: the day does not count");
    } else if (stage.stopped == Truth::unknown) {
      say("whether it is stopped today is not known");
    }
    ends(stage);
    for (std::size_t i = *clock_.stage + 1; i < clock_.stages.size(); ++i) may_follow(clock_.stages[i]);
  }

  void ends(const ClockStage& stage) {
    say(until_words(stage, today_));
    say(silence_words(stage.silence));
  }

  void say(std::string text, std::string label = {}) {
    lines_.push_back({std::move(text), std::move(label)});
  }

  // What counts from the end of another stage has its days already; what counts from an event has not.
  void may_follow(const ClockStage& stage) {
    if (stage.exists != Truth::unknown || !stage.until.at_least || !stage.until.at_most) return;
    if (stage.until.at_most->is_never()) return;
    say(fmt::format("may go on: {}, until {}", name_of(stage), date_words(stage.until)));
  }

  void ran_out(const ClockStage& stage) {
    certain_ = true;
    state_ = "run out";
    const DateWords& last = stage.until;
    std::string words = name_of(stage) + ": ";
    words += is_exact(last) ? "ended on " + base::to_long_text(*last.at_least)
                            : "ended; last day " + date_words(last);
    say(std::move(words));
    say(silence_words(stage.silence));
  }

  // The first of them, and those of which some date is known; the others are counted.
  void possible_stages() {
    std::size_t unknown = 0;
    for (const std::size_t i : clock_.possible) {
      const ClockStage& stage = clock_.stages[i];
      const bool dated = stage.since.at_least || (stage.since.at_most && !stage.since.at_most->is_never());
      if (i == clock_.possible.front() || dated) {
        possible(stage);
      } else {
        ++unknown;
      }
    }
    if (unknown > 0) say(base::counted(unknown, "later step", "later steps") + " of which no date is known");
  }

  void possible(const ClockStage& stage) {
    say(until_words(stage, today_) + "; " + silence_words(stage.silence),
        (stage.begun == Truth::true_value ? "" : "perhaps ") + name_of(stage) + since_words(stage));
  }

  // No stage can be running: some may have ended unseen, else none has begun.
  void not_running() {
    const auto may_have_ended = [](const ClockStage& stage) { return stage.run_out != Truth::false_value; };
    if (std::ranges::any_of(clock_.stages, may_have_ended)) {
      state_ = "perhaps run out";
      for (const ClockStage& stage : clock_.stages) {
        if (may_have_ended(stage)) possible(stage);
      }
      return;
    }
    state_ = "not begun";
    for (const ClockStage& stage : clock_.stages) {
      const bool never = is_exact(stage.since) && stage.since.at_least->is_never();
      if (stage.exists == Truth::false_value || never) continue;
      // Of a start that is yet to come the words say all that there is.
      const bool waits = !stage.since.at_most && !stage.since.words.empty();
      say(fmt::format("first step: {}, from {}", name_of(stage),
                      waits ? stage.since.words : date_words(stage.since)));
      return;
    }
  }

  const ClockAnswer& clock_;
  Date today_;
  std::vector<Line> lines_;
  std::string state_;
  bool certain_ = false;
};

}  // namespace

void add_clocks(const MemoContext& context, const model::RegimeAssessment& regime) {
  bool headed = false;
  for (const ClockAnswer& clock : regime.clocks) {
    const ClockLines told(clock, context.assessment.as_of);
    if (!headed) context.add(Block::Kind::section, "Clock");
    headed = true;
    context.add(Block::Kind::item, clock.title.empty() ? clock.name : clock.title, told.state()).paint =
        told.is_certain() ? Paint::emphasis : Paint::open;
    // The id stands beside the first line, where there is room for it.
    std::string id = clock.title.empty() ? "" : clock.name;
    for (const Line& line : told.lines()) {
      if (line.label.empty()) {
        context.add(Block::Kind::detail, line.text, std::exchange(id, ""));
        continue;
      }
      if (!id.empty()) context.add(Block::Kind::detail, "", std::exchange(id, ""));
      context.labelled(Block::Kind::note, line.label, line.text);
    }
  }
}

}  // namespace weir::report
