#include "load/expectations.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "load/documents.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using model::Expectation;
using model::FindingKind;
using yaml::NodeId;
using yaml::Reader;

constexpr std::string_view keys[] = {"regime",     "on",           "as_of",      "known_on",
                                     "name",       "law",          "position",   "determinations",
                                     "risk",       "band",         "factors",    "fires",
                                     "silent",     "open",         "defeated",   "pending",
                                     "duties",     "not_in_force", "open_facts", "open_judgements",
                                     "asks_first", "stages",       "judgements", "presumed",
                                     "suppose",    "todo",         "note"};

/// The keys that list rules, and the finding that each demands.
constexpr std::pair<std::string_view, FindingKind> finding_keys[] = {
    {"fires", FindingKind::fired},     {"silent", FindingKind::silent},
    {"open", FindingKind::open},       {"defeated", FindingKind::defeated},
    {"pending", FindingKind::pending}, {"not_in_force", FindingKind::not_in_force}};

/// The two ends of `a..b`, or `a` twice; none if an end is empty.
std::optional<std::pair<std::string, std::string>> ends_of(std::string_view text) {
  const auto dots = text.find("..");
  const auto low = base::trim(text.substr(0, dots));
  const auto high = dots == std::string_view::npos ? low : base::trim(text.substr(dots + 2));
  if (low.empty() || high.empty()) return std::nullopt;
  return std::pair(std::string(low), std::string(high));
}

std::optional<std::int64_t> score_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

class ExpectationReader {
 public:
  explicit ExpectationReader(const Reader& reader) : reader_(reader) {}

  std::optional<Expectation> read(NodeId map) {
    if (!reader_.expect_map(map, "an expectation")) return std::nullopt;
    reader_.expect_keys(map, keys, "an expectation");
    map_ = map;
    result_.span = reader_.span(map);
    const auto regime = reader_.get(map, "regime", Reader::Need::required, "an expectation");
    if (!regime) return std::nullopt;
    result_.regime = reader_.text(*regime, "`regime`").value_or("");
    result_.regime_span = reader_.span(*regime);
    result_.name = read_text_at(reader_, map, "name");
    read_days();
    if (const auto node = find("law")) {
      result_.law = reader_.truth(*node, "`law`");
      result_.law_span = reader_.span(*node);
    }
    if (const auto node = find("position")) result_.position = interval(*node, "`position`");
    if (const auto node = find("band")) result_.band = interval(*node, "`band`");
    if (const auto node = find("risk")) result_.risk = score(*node, "`risk`");
    read_levels("determinations", result_.determinations);
    read_levels("presumed", result_.presumed);
    read_suppose();
    read_factors();
    for (const auto& [key, kind] : finding_keys) read_findings(key, kind);
    read_open("open_facts", result_.open_facts);
    read_open("open_judgements", result_.open_judgements);
    if (const auto node = find("asks_first")) {
      if (auto name = reader_.text(*node, "`asks_first`"))
        result_.asks_first = Expectation::Open{std::move(*name), reader_.span(*node)};
    }
    read_duties();
    read_stages();
    read_judgements();
    read_todo();
    if (!demands_something()) {
      reader_.sink()
          .emit(Code::bad_expectation, result_.span, "this expectation demands nothing")
          .with_help("name what must come out, as `determinations: {filing: notification}`");
    }
    return std::move(result_);
  }

 private:
  std::optional<NodeId> find(std::string_view key) const { return reader_.document().find(map_, key); }

  void refuse(NodeId node, std::string message, std::string help) const {
    reader_.sink()
        .emit(Code::bad_expectation, reader_.span(node), std::move(message))
        .with_help(std::move(help));
  }

  void read_days() {
    const auto on = find("on");
    if (on) result_.as_of = result_.known_on = reader_.date(*on, "`on`");
    for (const std::string_view key : {"as_of", "known_on"}) {
      const auto node = find(key);
      if (!node) continue;
      const std::string quoted = "`" + std::string(key) + "`";
      if (on) {
        refuse(*node, "`on` says " + quoted + " already", "write `on`, or `as_of` and `known_on`");
        continue;
      }
      (key == "as_of" ? result_.as_of : result_.known_on) = reader_.date(*node, quoted);
    }
  }

  std::optional<Expectation::Interval> interval(NodeId node, std::string_view what) const {
    const auto text = reader_.text(node, what);
    if (!text) return std::nullopt;
    auto ends = ends_of(*text);
    if (!ends) {
      refuse(node, "`" + *text + "` is no level and no interval of levels",
             "write a level, as `notification`, or both ends, as `none..approval`");
      return std::nullopt;
    }
    return Expectation::Interval{std::move(ends->first), std::move(ends->second), reader_.span(node)};
  }

  std::optional<Expectation::Score> score(NodeId node, std::string_view what) const {
    const auto text = reader_.text(node, what);
    if (!text) return std::nullopt;
    const auto ends = ends_of(*text);
    const auto low = ends ? score_of(ends->first) : std::nullopt;
    const auto high = ends ? score_of(ends->second) : std::nullopt;
    if (!low || !high || *low > *high) {
      refuse(node, "`" + *text + "` is no score", "write whole points, as `54`, or both bounds, as `54..82`");
      return std::nullopt;
    }
    return Expectation::Score{*low, *high, reader_.span(node)};
  }

  void read_levels(std::string_view key, std::vector<Expectation::Determined>& into) const {
    const auto node = find(key);
    if (!node || !reader_.expect_map(*node, "`" + std::string(key) + "`")) return;
    for (const auto& [named, value] : reader_.node(*node).entries) {
      const std::string& name = reader_.node(named).scalar.text;
      if (auto level = interval(value, "`" + name + "`"))
        into.push_back({name, reader_.span(named), std::move(*level)});
    }
  }

  void read_suppose() {
    const auto node = find("suppose");
    if (!node || !reader_.expect_map(*node, "`suppose`")) return;
    for (const auto& [key, value] : reader_.node(*node).entries) {
      const std::string& rule = reader_.node(key).scalar.text;
      if (const auto day = reader_.date(value, "`" + rule + "`"))
        result_.suppose.push_back({rule, *day, reader_.span(key)});
    }
  }

  void read_factors() {
    const auto node = find("factors");
    if (!node || !reader_.expect_map(*node, "`factors`")) return;
    for (const auto& [key, value] : reader_.node(*node).entries) {
      const std::string& name = reader_.node(key).scalar.text;
      if (auto points = score(value, "`" + name + "`"))
        result_.factors.push_back({name, reader_.span(key), *points});
    }
  }

  /// The scalars of a list, or a single one, each with its place.
  std::vector<Expectation::Open> names_at(NodeId map, std::string_view key) const {
    std::vector<Expectation::Open> names;
    const auto node = reader_.document().find(map, key);
    if (!node) return names;
    const std::string quoted = "`" + std::string(key) + "`";
    const std::vector<NodeId> items =
        reader_.is_sequence(*node) ? reader_.node(*node).items : std::vector<NodeId>{*node};
    for (const NodeId item : items) {
      if (auto text = reader_.text(item, quoted)) names.push_back({std::move(*text), reader_.span(item)});
    }
    return names;
  }

  void read_findings(std::string_view key, FindingKind kind) {
    for (auto& [name, span] : names_at(map_, key)) result_.findings.push_back({kind, std::move(name), span});
  }

  void read_open(std::string_view key, std::vector<Expectation::Open>& into) const {
    into = names_at(map_, key);
  }

  void read_duties() {
    static constexpr std::string_view duty_keys[] = {"rule", "due", "penalty", "note"};
    const auto node = find("duties");
    if (!node || !reader_.expect_sequence(*node, "`duties`")) return;
    for (const NodeId item : reader_.node(*node).items) {
      if (!reader_.expect_map(item, "an expected duty")) continue;
      reader_.expect_keys(item, duty_keys, "an expected duty");
      const auto rule = reader_.get(item, "rule", Reader::Need::required, "an expected duty");
      if (!rule) continue;
      Expectation::Due due;
      due.rules = reader_.text(*rule, "`rule`").value_or("");
      due.rules_span = reader_.span(*rule);
      due.item_span = reader_.span(item);
      due.day = day_at(item, "due");
      due.penalty = word_at(item, "penalty");
      result_.duties.push_back(std::move(due));
    }
  }

  void read_stages() {
    static constexpr std::string_view stage_keys[] = {"clock", "stage", "since", "until", "exists", "note"};
    const auto node = find("stages");
    if (!node || !reader_.expect_sequence(*node, "`stages`")) return;
    for (const NodeId item : reader_.node(*node).items) {
      if (!reader_.expect_map(item, "an expected stage")) continue;
      reader_.expect_keys(item, stage_keys, "an expected stage");
      const auto clock = reader_.get(item, "clock", Reader::Need::required, "an expected stage");
      const auto name = reader_.get(item, "stage", Reader::Need::required, "an expected stage");
      if (!clock || !name) continue;
      Expectation::Stage stage;
      stage.clock = reader_.text(*clock, "`clock`").value_or("");
      stage.stage = reader_.text(*name, "`stage`").value_or("");
      stage.clock_span = reader_.span(*clock);
      stage.stage_span = reader_.span(*name);
      stage.item_span = reader_.span(item);
      stage.since = day_at(item, "since");
      stage.until = day_at(item, "until");
      stage.exists = word_at(item, "exists");
      refuse_other(stage.exists, {"true", "false", "unknown"}, "`exists`");
      result_.stages.push_back(std::move(stage));
    }
  }

  void read_judgements() {
    static constexpr std::string_view judged_keys[] = {"judgement", "presumed", "leans",
                                                       "for",       "against",  "note"};
    const auto node = find("judgements");
    if (!node || !reader_.expect_sequence(*node, "`judgements`")) return;
    for (const NodeId item : reader_.node(*node).items) {
      if (!reader_.expect_map(item, "an expected judgement")) continue;
      reader_.expect_keys(item, judged_keys, "an expected judgement");
      const auto name = reader_.get(item, "judgement", Reader::Need::required, "an expected judgement");
      if (!name) continue;
      Expectation::Judged judged;
      judged.name = reader_.text(*name, "`judgement`").value_or("");
      judged.name_span = reader_.span(*name);
      judged.item_span = reader_.span(item);
      judged.presumed = word_at(item, "presumed");
      refuse_other(judged.presumed, {"true", "false", "none"}, "`presumed`");
      read_leanings(item, judged.leanings);
      judged.points_for = names_at(item, "for");
      judged.points_against = names_at(item, "against");
      result_.judgements.push_back(std::move(judged));
    }
  }

  void read_leanings(NodeId judged, std::vector<Expectation::Lean>& into) const {
    static constexpr std::string_view lean_keys[] = {"rule", "to", "note"};
    const auto node = reader_.document().find(judged, "leans");
    if (!node || !reader_.expect_sequence(*node, "`leans`")) return;
    for (const NodeId item : reader_.node(*node).items) {
      if (!reader_.expect_map(item, "an expected leaning")) continue;
      reader_.expect_keys(item, lean_keys, "an expected leaning");
      const auto rule = reader_.get(item, "rule", Reader::Need::required, "an expected leaning");
      const auto to = reader_.get(item, "to", Reader::Need::required, "an expected leaning");
      if (!rule || !to) continue;
      Expectation::Lean lean;
      lean.rule = reader_.text(*rule, "`rule`").value_or("");
      lean.toward = reader_.truth(*to, "`to`").value_or(true);
      lean.rule_span = reader_.span(*rule);
      lean.toward_span = reader_.span(*to);
      lean.item_span = reader_.span(item);
      into.push_back(std::move(lean));
    }
  }

  std::optional<Expectation::Open> word_at(NodeId item, std::string_view key) const {
    const auto node = reader_.document().find(item, key);
    if (!node) return std::nullopt;
    return Expectation::Open{reader_.text(*node, "`" + std::string(key) + "`").value_or(""),
                             reader_.span(*node)};
  }

  void refuse_other(const std::optional<Expectation::Open>& word, const std::vector<std::string>& words,
                    std::string_view key) const {
    if (!word || std::ranges::find(words, word->name) != words.end()) return;
    std::vector<std::string> quoted;
    for (const std::string& each : words) quoted.push_back("`" + each + "`");
    reader_.sink()
        .emit(Code::bad_expectation, word->span, std::string(key) + " cannot be `" + word->name + "`")
        .with_help("write " + base::join(quoted, ", "));
  }

  std::optional<Expectation::Day> day_at(NodeId item, std::string_view key) const {
    const auto node = reader_.document().find(item, key);
    if (!node) return std::nullopt;
    Expectation::Day day;
    day.written = reader_.text(*node, "`" + std::string(key) + "`").value_or("");
    day.span = reader_.span(*node);
    if (const auto ends = ends_of(day.written)) {
      day.at_least = base::Date::parse(ends->first);
      day.at_most = base::Date::parse(ends->second);
      if (!day.at_least || !day.at_most) day.at_least = day.at_most = std::nullopt;
    }
    return day;
  }

  void read_todo() {
    const auto node = find("todo");
    if (!node) return;
    result_.todo = reader_.text(*node, "`todo`").value_or("");
    result_.todo_span = reader_.span(*node);
    if (base::trim(result_.todo).empty())
      refuse(*node, "`todo` does not say why this is known to fail", "say what is missing, in a sentence");
  }

  /// True if a key is there that demands; that its list is empty may be left from an earlier demand.
  bool demands_something() const {
    static constexpr std::string_view silent_keys[] = {"regime", "on",   "as_of", "known_on",
                                                       "name",   "todo", "note",  "suppose"};
    return std::ranges::any_of(reader_.node(map_).entries, [&](const yaml::Entry& entry) {
      const std::string& key = reader_.node(entry.key).scalar.text;
      return std::ranges::find(silent_keys, std::string_view(key)) == std::end(silent_keys);
    });
  }

  const Reader& reader_;
  Expectation result_;
  NodeId map_;
};

}  // namespace

void read_expectations(const Reader& reader, NodeId list, std::vector<Expectation>& into) {
  if (!reader.expect_sequence(list, "`expect`")) return;
  for (const NodeId item : reader.node(list).items) {
    if (auto expectation = ExpectationReader(reader).read(item)) into.push_back(std::move(*expectation));
  }
}

}  // namespace weir::load
