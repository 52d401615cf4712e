#include "batch/tally_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "json/json.hpp"
#include "report/assessment_words.hpp"
#include "report/version.hpp"

namespace weir::batch {

namespace {

using json::Json;
using report::Block;

std::string grouped(std::uint64_t count) {
  return base::with_thousands(std::to_string(count));
}

/// "1,204 (12.0 %)"; tenths of a percent, rounded down.
std::string share_of(std::uint64_t count, std::uint64_t whole) {
  const std::uint64_t tenths = whole == 0 ? 0 : count * 1000 / whole;
  return fmt::format("{} ({}.{} %)", grouped(count), tenths / 10, tenths % 10);
}

template <class Key>
std::vector<std::pair<Key, std::uint64_t>> most_first(const std::map<Key, std::uint64_t>& counts) {
  std::vector<std::pair<Key, std::uint64_t>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, std::ranges::greater{}, [](const auto& entry) { return entry.second; });
  return sorted;
}

model::Level level_of(const std::vector<std::string>& levels, const Tally::Span& span) {
  return {levels[span.at_least], levels[span.at_most]};
}

bool counted_at_all(const Tally::Regime& regime) {
  return regime.not_law > 0 || !regime.positions.empty();
}

class MemoWriter {
 public:
  MemoWriter(const Tally& tally, const plan::Plan& plan) : tally_(tally), plan_(plan) {}

  report::Memo write() {
    add(Block::Kind::title, fmt::format("{} {}", grouped(tally_.rows), tally_.rows == 1 ? "case" : "cases"));
    if (tally_.refused > 0) {
      add(Block::Kind::section, fmt::format("Refused: {}", share_of(tally_.refused, tally_.rows)));
      for (const auto& [code, count] : most_first(tally_.refused_by_code)) {
        const auto* info = diagnostics::find_code(code);
        entry(code, fmt::format("{}  {}", grouped(count), info != nullptr ? info->summary : ""));
      }
    }
    for (std::size_t r = 0; r < tally_.regimes.size(); ++r) {
      if (counted_at_all(tally_.regimes[r])) regime(r);
    }
    return std::move(memo_);
  }

 private:
  Block& add(Block::Kind kind, std::string text) {
    Block& block = memo_.emplace_back();
    block.kind = kind;
    block.text = std::move(text);
    return block;
  }
  void entry(std::string label, std::string text) {
    add(Block::Kind::entry, std::move(text)).label = std::move(label);
  }

  void regime(std::size_t r) {
    const model::Regime& law = plan_.rule_sets().regimes[r];
    const Tally::Regime& counts = tally_.regimes[r];
    const std::uint64_t assessed = tally_.rows - tally_.refused;
    Block& head = add(Block::Kind::regime, "");
    head.label = law.title;
    head.aside = law.id;
    if (counts.not_law > 0) entry("no law on the day", share_of(counts.not_law, assessed));
    add(Block::Kind::section, "Position");
    for (const auto& [span, count] : most_first(counts.positions)) {
      const model::Level level{std::string(model::position_levels[span.at_least]),
                               std::string(model::position_levels[span.at_most])};
      entry(share_of(count, assessed), report::position_words(level));
    }
    for (std::size_t d = 0; d < law.determinations.size(); ++d) {
      const model::Determination& scale = law.determinations[d];
      std::string title = scale.title.empty() ? scale.name : scale.title;
      title[0] = title[0] >= 'a' && title[0] <= 'z' ? static_cast<char>(title[0] - 'a' + 'A') : title[0];
      add(Block::Kind::section, title);
      for (const auto& [span, count] : most_first(counts.determinations[d])) {
        entry(share_of(count, assessed),
              report::level_words(plan_.rule_sets(), law.id, scale.name, level_of(scale.levels, span)));
      }
    }
    if (!law.bands.empty()) {
      add(Block::Kind::section, "Risk");
      for (const auto& [bands, count] : most_first(counts.bands)) {
        entry(share_of(count, assessed),
              bands.first == bands.second ? bands.first : fmt::format("{} to {}", bands.first, bands.second));
      }
    }
    rules("Rules that fired", r, counts.fired);
    rules("Rules left open", r, counts.open);
  }

  void rules(std::string_view title, std::size_t regime, const std::vector<std::uint64_t>& counts) {
    std::vector<std::pair<std::uint64_t, const model::Rule*>> all;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0 && plan_.rules[i].ref.regime == regime)
        all.emplace_back(counts[i], plan_.rules[i].rule);
    }
    if (all.empty()) return;
    std::ranges::sort(all, [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second->id < b.second->id;
    });
    add(Block::Kind::section, std::string(title));
    for (const auto& [count, rule] : all)
      entry(share_of(count, tally_.rows - tally_.refused), fmt::format("{} ({})", rule->title, rule->id));
  }

  const Tally& tally_;
  const plan::Plan& plan_;
  report::Memo memo_;
};

Json spans_json(const std::map<Tally::Span, std::uint64_t>& counts,
                const std::function<std::string(std::size_t)>& name) {
  Json list = Json::array();
  for (const auto& [span, count] : most_first(counts)) {
    list.push_back({{"at_least", name(span.at_least)}, {"at_most", name(span.at_most)}, {"cases", count}});
  }
  return list;
}

}  // namespace

report::Memo make_tally_memo(const Tally& tally, const plan::Plan& plan) {
  return MemoWriter(tally, plan).write();
}

std::string render_tally_json(const Tally& tally, const plan::Plan& plan) {
  Json result = {
      {"weir", report::version},  {"rules_digest", plan.rule_sets().digest}, {"cases", tally.rows},
      {"refused", tally.refused}, {"refused_by_code", Json::object()},       {"regimes", Json::array()}};
  for (const auto& [code, count] : tally.refused_by_code) result["refused_by_code"][code] = count;
  for (std::size_t r = 0; r < tally.regimes.size(); ++r) {
    const Tally::Regime& counts = tally.regimes[r];
    if (!counted_at_all(counts)) continue;
    const model::Regime& law = plan.rule_sets().regimes[r];
    Json regime = {{"regime", law.id}, {"not_law", counts.not_law}};
    regime["position"] =
        spans_json(counts.positions, [](std::size_t i) { return std::string(model::position_levels[i]); });
    regime["determinations"] = Json::object();
    for (std::size_t d = 0; d < law.determinations.size(); ++d) {
      const auto& levels = law.determinations[d].levels;
      regime["determinations"][law.determinations[d].name] =
          spans_json(counts.determinations[d], [&](std::size_t i) { return levels[i]; });
    }
    regime["bands"] = Json::array();
    for (const auto& [bands, count] : most_first(counts.bands))
      regime["bands"].push_back({{"low", bands.first}, {"high", bands.second}, {"cases", count}});
    regime["fired"] = Json::object();
    regime["open"] = Json::object();
    for (std::size_t i = 0; i < plan.rules.size(); ++i) {
      if (plan.rules[i].ref.regime != r) continue;
      if (counts.fired[i] > 0) regime["fired"][plan.rules[i].rule->id] = counts.fired[i];
      if (counts.open[i] > 0) regime["open"][plan.rules[i].rule->id] = counts.open[i];
    }
    result["regimes"].push_back(std::move(regime));
  }
  return json::dump(result);
}

}  // namespace weir::batch
