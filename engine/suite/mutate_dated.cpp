#include "suite/mutate_dated.hpp"

namespace weir::suite {

using base::Date;
using model::DateRange;

namespace {

bool is_day(Date date) {
  return !date.is_never() && !date.is_beginning();
}

/// Changes of copies of one body.
class Dating {
 public:
  explicit Dating(const model::Definition& definition) : definition_(definition) {}

  std::vector<DateChange> run() {
    const auto& body = definition_.body;
    if (const auto* values = std::get_if<model::Values>(&body)) change_values(*values);
    if (const auto* versions = std::get_if<model::Versions>(&body)) change_versions(*versions);
    if (const auto* group = std::get_if<model::Group>(&body)) change_group(*group);
    if (const auto* periods = std::get_if<model::Periods>(&body)) change_periods(*periods);
    if (const auto* method = std::get_if<model::Attribution>(&body)) change_method(method->method);
    return std::move(found_);
  }

 private:
  template <typename Body>
  Body& add(base::Span span, std::string before, std::string after) {
    DateChange& change = found_.emplace_back();
    change.span = span;
    change.before = std::move(before);
    change.after = std::move(after);
    change.body = definition_.body;
    return std::get<Body>(change.body);
  }

  void change_values(const model::Values& values) {
    for (std::size_t i = 0; i < values.versions.size(); ++i) {
      const Date from = values.versions[i].from;
      if (!is_day(from)) continue;
      for (const int days : {-1, 1}) {
        const Date other{from.days + days};
        const bool first = i == 0 || values.versions[i - 1].from < other;
        const bool last = i + 1 == values.versions.size() || other < values.versions[i + 1].from;
        if (!first || !last) continue;
        add<model::Values>(values.versions[i].span, "from " + base::to_iso(from),
                           "from " + base::to_iso(other))
            .versions[i]
            .from = other;
      }
    }
  }

  /// The first day of a wording moves with the last day of the one before, where they meet.
  void change_versions(const model::Versions& body) {
    for (std::size_t i = 0; i < body.versions.size(); ++i) {
      const model::Versions::Version& version = body.versions[i];
      if (version.pending) continue;
      const bool met = i > 0 && is_day(version.range.first) &&
                       body.versions[i - 1].range.last.days == version.range.first.days - 1;
      const bool meets = i + 1 < body.versions.size() && !body.versions[i + 1].pending &&
                         is_day(version.range.last) &&
                         body.versions[i + 1].range.first.days == version.range.last.days + 1;
      for (const DateRange& range : shifted_ends(version.range)) {
        const bool of_last = range.last != version.range.last;
        if (of_last && meets) continue;  // the next one's first day
        if (i > 0 && range.first <= body.versions[i - 1].range.last && !met) continue;
        if (of_last && i + 1 < body.versions.size() && range.last >= body.versions[i + 1].range.first)
          continue;
        if (met && !of_last && range.first.days - 1 < body.versions[i - 1].range.first.days &&
            is_day(body.versions[i - 1].range.first))
          continue;
        auto& changed = add<model::Versions>(version.span, to_text(version.range), to_text(range)).versions;
        changed[i].range = range;
        if (met && !of_last) changed[i - 1].range.last = Date{range.first.days - 1};
      }
    }
  }

  void change_group(const model::Group& group) {
    for (std::size_t m = 0; m < group.members.size(); ++m) {
      const model::Group::Member& member = group.members[m];
      const std::string code = member.code + ": ";
      for (std::size_t r = 0; r < member.ranges.size(); ++r) {
        for (const DateRange& range : shifted_ends(member.ranges[r])) {
          add<model::Group>(member.span, code + to_text(member.ranges[r]), code + to_text(range))
              .members[m]
              .ranges[r] = range;
        }
        if (member.ranges.size() < 2) continue;
        auto& ranges = add<model::Group>(member.span, code + to_text(member.ranges[r]), "").members[m].ranges;
        ranges.erase(ranges.begin() + static_cast<std::ptrdiff_t>(r));
      }
    }
  }

  void change_periods(const model::Periods& periods) {
    for (std::size_t r = 0; r < periods.ranges.size(); ++r) {
      for (const DateRange& range : shifted_ends(periods.ranges[r])) {
        add<model::Periods>(definition_.id_span, to_text(periods.ranges[r]), to_text(range)).ranges[r] =
            range;
      }
    }
  }

  void change_method(const model::Method& method) {
    change_bar("carries on", method.link, &model::Method::link);
    change_bar("counts as all", method.full_from, &model::Method::full_from);
  }

  static std::string bar_text(const char* what, const model::Bar& bar) {
    const std::string reach = bar.reach == model::Bar::Reach::at_least ? "at least " : "more than ";
    const auto percent = base::Rational::multiply(bar.share, base::Rational(100));
    return std::string(what) + " from " + reach + (percent ? percent->to_text() : bar.share.to_text()) + "%";
  }

  void change_bar(const char* what, const std::optional<model::Bar>& bar,
                  std::optional<model::Bar> model::Method::*field) {
    if (!bar) return;
    const auto become = [&](const model::Bar& other) {
      auto& body = add<model::Attribution>(definition_.id_span, bar_text(what, *bar), bar_text(what, other));
      body.method.*field = other;
      found_.back().kept_in_nodes = DateChange::Kept::nowhere;
    };
    using Reach = model::Bar::Reach;
    become({bar->reach == Reach::at_least ? Reach::more_than : Reach::at_least, bar->share});
    const base::Rational step = *base::Rational::make(1, 10'000);
    if (const auto less = base::Rational::subtract(bar->share, step)) become({bar->reach, *less});
    if (const auto more = base::Rational::add(bar->share, step)) become({bar->reach, *more});
  }

  const model::Definition& definition_;
  std::vector<DateChange> found_;
};

}  // namespace

std::vector<DateRange> shifted_ends(const DateRange& range) {
  std::vector<DateRange> changes;
  for (const int days : {-1, 1}) {
    if (is_day(range.first) && range.first.days + days <= range.last.days)
      changes.push_back({Date{range.first.days + days}, range.last});
  }
  for (const int days : {-1, 1}) {
    if (is_day(range.last) && range.last.days + days >= range.first.days)
      changes.push_back({range.first, Date{range.last.days + days}});
  }
  return changes;
}

std::vector<DateChange> dated_changes_of(const model::Definition& definition) {
  return Dating(definition).run();
}

}  // namespace weir::suite
