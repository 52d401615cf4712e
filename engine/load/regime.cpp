#include <algorithm>
#include <utility>

#include "load/definitions.hpp"
#include "load/expression.hpp"
#include "load/provision.hpp"
#include "load/rule_sets.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

/// The entries of a map from declared levels to texts, with unknown levels refused.
std::map<std::string, std::string> read_level_texts(const Reader& reader, NodeId map, std::string_view key,
                                                    const model::Determination& determination) {
  std::map<std::string, std::string> texts;
  const auto node = reader.document().find(map, key);
  if (!node || !reader.expect_map(*node, "`" + std::string(key) + "`")) return texts;
  for (const auto& entry : reader.node(*node).entries) {
    const std::string& level = reader.node(entry.key).scalar.text;
    if (std::ranges::find(determination.levels, level) == determination.levels.end()) {
      emit_unknown(reader.sink(), Code::unknown_level, reader.span(entry.key),
                   "`" + level + "` is no level of `" + determination.name + "`", level, determination.levels,
                   "level")
          .label(determination.span, "declared here");
      continue;
    }
    if (auto text = reader.text(entry.value, "a text")) texts.emplace(level, std::move(*text));
  }
  return texts;
}

model::Determination read_determination(const Reader& reader, const yaml::Entry& entry) {
  static constexpr std::string_view keys[] = {"title", "levels", "words", "position"};
  model::Determination determination;
  determination.name = reader.node(entry.key).scalar.text;
  determination.span = reader.span(entry.key);
  if (!reader.expect_map(entry.value, "a determination")) return determination;
  reader.expect_keys(entry.value, keys, "a determination");
  determination.title = read_text_at(reader, entry.value, "title");
  if (determination.title.empty()) determination.title = determination.name;
  if (const auto levels = reader.get(entry.value, "levels", Reader::Need::required, "a determination")) {
    determination.levels = reader.texts(*levels, "`levels`").value_or(std::vector<std::string>{});
    if (determination.levels.size() < 2) {
      reader.sink().emit(Code::bad_levels_of_determination, reader.span(*levels),
                         "a determination needs at least two levels, lowest first");
    }
    for (const auto& level : determination.levels) {
      if (std::ranges::count(determination.levels, level) < 2) continue;
      reader.sink().emit(Code::bad_levels_of_determination, reader.span(*levels),
                         "the level `" + level + "` is listed twice");
    }
  }
  determination.words = read_level_texts(reader, entry.value, "words", determination);
  determination.positions = read_level_texts(reader, entry.value, "position", determination);
  const std::vector<std::string> positions(std::begin(model::position_levels),
                                           std::end(model::position_levels));
  for (const auto& [level, position] : determination.positions) {
    if (std::ranges::find(positions, position) != positions.end()) continue;
    const auto map = *reader.document().find(entry.value, "position");
    emit_unknown(reader.sink(), Code::unknown_position, reader.span(*reader.document().find(map, level)),
                 "`" + position + "` is no level of the common scale", position, positions, "position");
  }
  return determination;
}

void read_risk(const Reader& reader, NodeId map, model::Regime& regime) {
  static constexpr std::string_view keys[] = {"factors", "bands"};
  static constexpr std::string_view factor_keys[] = {"title"};
  if (!reader.expect_map(map, "`risk`")) return;
  reader.expect_keys(map, keys, "`risk`");
  if (const auto factors = reader.document().find(map, "factors");
      factors && reader.expect_map(*factors, "`factors`")) {
    for (const auto& entry : reader.node(*factors).entries) {
      model::Factor factor;
      factor.name = reader.node(entry.key).scalar.text;
      factor.span = reader.span(entry.key);
      if (reader.is_map(entry.value)) {
        reader.expect_keys(entry.value, factor_keys, "a factor");
        factor.title = read_text_at(reader, entry.value, "title");
      } else if (!reader.is_null(entry.value)) {
        factor.title = reader.text(entry.value, "a title").value_or("");
      }
      if (factor.title.empty()) factor.title = factor.name;
      regime.factors.push_back(std::move(factor));
    }
  }
  const auto bands = reader.document().find(map, "bands");
  if (!bands || !reader.expect_map(*bands, "`bands`")) return;
  for (const auto& entry : reader.node(*bands).entries) {
    if (const auto from = reader.whole_number(entry.value, "the lowest score of a band")) {
      regime.bands.push_back({reader.node(entry.key).scalar.text, *from});
    }
  }
  std::ranges::stable_sort(regime.bands, {}, &model::Band::from);
  const auto twice = std::ranges::adjacent_find(regime.bands, {}, &model::Band::from);
  if (regime.bands.empty() || regime.bands.front().from != 0 || twice != regime.bands.end()) {
    reader.sink()
        .emit(Code::bad_bands, reader.span(*bands), "bands begin at 0, each at a score of its own")
        .with_help("write the lowest score of each, as `{low: 0, moderate: 20, elevated: 40, high: 70}`");
  }
}

}  // namespace

model::Regime read_regime(const Reader& reader, NodeId root) {
  static constexpr std::string_view keys[] = {
      "regime", "title", "country",     "prefix", "decides",        "by",       "in_force", "cite",
      "note",   "risk",  "definitions", "rules",  "determinations", "subjects", "waive"};
  constexpr std::string_view what = "a regime";
  constexpr auto required = Reader::Need::required;
  model::Regime regime;
  if (!reader.expect_map(root, what)) return regime;
  reader.expect_keys(root, keys, what);
  regime.id_span = reader.span(root);
  if (const auto node = reader.get(root, "regime", required, what)) {
    regime.id = reader.text(*node, "`regime`").value_or("");
    regime.id_span = reader.span(*node);
    if (!regime.id.empty() && !is_kebab_word(regime.id)) {
      reader.sink()
          .emit(Code::bad_regime_name, regime.id_span, "`" + regime.id + "` cannot name a regime")
          .with_help("lower-case words joined by hyphens, as `ca-ica`");
    }
  }
  regime.title = reader.text_at(root, "title", required, what).value_or(regime.id);
  if (const auto node = reader.get(root, "country", required, what)) {
    regime.country = reader.text(*node, "`country`").value_or("");
  }
  if (const auto node = reader.get(root, "prefix", required, what)) {
    regime.prefix = reader.text(*node, "`prefix`").value_or("");
    if (!regime.prefix.empty() && !is_snake_word(regime.prefix)) {
      reader.sink()
          .emit(Code::bad_regime_name, reader.span(*node), "`" + regime.prefix + "` cannot be a prefix")
          .with_help("a prefix is one short word in lower case, as `ca`");
    }
  }
  regime.decides = read_text_at(reader, root, "decides");
  if (reader.get(root, "by", required, what)) regime.by = read_expression_at(reader, root, "by");
  if (const auto node = reader.document().find(root, "in_force")) {
    regime.in_force = read_range(reader, *node, "`in_force`").value_or(model::DateRange{});
  }
  if (const auto node = reader.get(root, "determinations", required, what);
      node && reader.expect_map(*node, "`determinations`")) {
    for (const auto& entry : reader.node(*node).entries) {
      regime.determinations.push_back(read_determination(reader, entry));
    }
  }
  if (const auto node = reader.document().find(root, "risk")) read_risk(reader, *node, regime);
  if (const auto node = reader.document().find(root, "subjects"))
    read_subjects(reader, *node, "", regime.subjects);
  regime.cite = read_citations_at(reader, root);
  regime.note = read_text_at(reader, root, "note");
  return regime;
}

}  // namespace weir::load
