#include "load/rules.hpp"

#include <algorithm>
#include <utility>

#include "load/definitions.hpp"
#include "load/documents.hpp"
#include "load/expression.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

constexpr std::string_view rule_keys[] = {"when", "unless", "then", "until",   "risk",
                                          "flag", "leans",  "duty", "defeats", "examples"};

template <class Items>
std::vector<std::string> names_of(const Items& items) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

class RuleReader {
 public:
  RuleReader(const Reader& reader, const model::Regime& regime, model::Rule& rule)
      : reader_(reader), regime_(regime), rule_(rule) {}

  void read(NodeId map) {
    reader_.expect_keys(map, with_provision_keys(rule_keys), "a rule");
    read_provision(reader_, map, rule_);
    read_force(map);
    if (reader_.get(map, "when", Reader::Need::required, "a rule")) {
      if (auto when = read_condition_at(reader_, map, "when")) rule_.when = std::move(*when);
    }
    rule_.unless = read_condition_at(reader_, map, "unless");
    if (const auto then = find(map, "then")) read_then(*then);
    read_consequences(map);
    if (const auto leans = find(map, "leans")) read_leans(*leans);
    if (const auto duty = find(map, "duty")) read_duty(*duty);
    if (const auto defeats = find(map, "defeats")) read_defeats(*defeats);
  }

 private:
  std::optional<NodeId> find(NodeId map, std::string_view key) const {
    return reader_.document().find(map, key);
  }
  diagnostics::Sink& sink() const { return reader_.sink(); }

  void read_force(NodeId map) {
    if (find(map, "in_force") || rule_.status.pending) return;
    sink()
        .emit(Code::missing_in_force, rule_.id_span,
              "the rule `" + rule_.id + "` does not say when it is in force")
        .with_help("write `in_force: 2017-01-01..`, `in_force: always`, or `status: {in_force: pending}`")
        .in(rule_.id);
  }

  /// `until`, `risk` and `flag` may stand in `then:` or beside it.
  void read_consequences(NodeId map) {
    if (auto until = read_expression_at(reader_, map, "until")) {
      if (rule_.until) report_twice(*find(map, "until"), "until");
      rule_.until = std::move(*until);
    }
    if (const auto risk = find(map, "risk")) {
      if (!rule_.risk.empty()) report_twice(*risk, "risk");
      read_risk(*risk);
    }
    if (const auto flag = find(map, "flag")) {
      if (!rule_.flag.empty()) report_twice(*flag, "flag");
      rule_.flag = reader_.text(*flag, "`flag`").value_or("");
    }
  }

  void report_twice(NodeId node, std::string_view key) {
    sink().emit(Code::stated_twice, reader_.span(node),
                "`" + std::string(key) + "` stands both in `then:` and beside it");
  }

  void read_then(NodeId then) {
    if (!reader_.expect_map(then, "`then`")) return;
    for (const auto& [key, value] : reader_.node(then).entries) {
      const std::string& word = reader_.node(key).scalar.text;
      if (word == "until" || word == "risk" || word == "flag") continue;
      if (word == "for" || word == "against") {
        (word == "for" ? rule_.speaks_for : rule_.speaks_against) =
            reader_.text(value, "a judgement").value_or("");
        rule_.speaks_span = reader_.span(value);
        continue;
      }
      read_outcome(key, value);
    }
    read_consequences(then);
  }

  void read_outcome(NodeId key, NodeId value) {
    const std::string& word = reader_.node(key).scalar.text;
    const auto declared = std::ranges::find(regime_.determinations, word, &model::Determination::name);
    if (declared == regime_.determinations.end()) {
      auto& diagnostic = emit_unknown(sink(), Code::unknown_determination, reader_.span(key),
                                      "`" + word + "` is no determination of `" + regime_.id + "`", word,
                                      names_of(regime_.determinations), "determination");
      label_first(diagnostic, regime_.determinations, "determinations are declared here");
      return;
    }
    const auto level = reader_.text(value, "a level");
    if (!level) return;
    if (std::ranges::find(declared->levels, *level) == declared->levels.end()) {
      emit_unknown(sink(), Code::unknown_level, reader_.span(value),
                   "`" + *level + "` is no level of `" + word + "`", *level, declared->levels, "level")
          .label(declared->span, "declared here")
          .in(rule_.id);
      return;
    }
    rule_.outcomes.push_back({word, *level, reader_.span(key)});
  }

  template <class Items>
  void label_first(diagnostics::Diagnostic& diagnostic, const Items& items, std::string text) const {
    diagnostic.in(rule_.id);
    if (!items.empty()) diagnostic.label(items.front().span, std::move(text));
  }

  void read_risk(NodeId risk) {
    if (!reader_.expect_map(risk, "`risk`")) return;
    for (const auto& [key, value] : reader_.node(risk).entries) {
      const std::string& word = reader_.node(key).scalar.text;
      if (std::ranges::find(regime_.factors, word, &model::Factor::name) == regime_.factors.end()) {
        auto& diagnostic = emit_unknown(sink(), Code::unknown_factor, reader_.span(key),
                                        "`" + word + "` is no risk factor of `" + regime_.id + "`", word,
                                        names_of(regime_.factors), "factor");
        label_first(diagnostic, regime_.factors, "factors are declared here");
        continue;
      }
      if (reader_.is_scalar(value) && reader_.node(value).scalar.text.starts_with('-')) {
        sink()
            .emit(Code::negative_points, reader_.span(value), "points of risk cannot be negative")
            .with_help(
                "leave the points out here; if these facts take away points that another rule gives, write "
                "`defeats: [xx.other]` with the id of that rule")
            .in(rule_.id);
        continue;
      }
      if (const auto points = reader_.whole_number(value, "points of risk")) {
        rule_.risk.push_back({word, *points, reader_.span(key)});
      }
    }
  }

  void read_leans(NodeId leans) {
    if (!reader_.expect_map(leans, "`leans`")) return;
    for (const auto& [key, value] : reader_.node(leans).entries) {
      if (const auto truth = reader_.truth(value, "a leaning")) {
        rule_.leans.push_back({reader_.node(key).scalar.text, *truth, reader_.span(key)});
      }
    }
  }

  void read_duty(NodeId map) {
    static constexpr std::string_view duty_keys[] = {"who", "what", "due", "if_not"};
    static constexpr std::string_view breach_keys[] = {"effect", "penalty", "words"};
    if (!reader_.expect_map(map, "`duty`")) return;
    reader_.expect_keys(map, duty_keys, "a duty");
    model::Duty duty;
    duty.span = reader_.span(map);
    duty.who = reader_.text_at(map, "who", Reader::Need::required, "a duty").value_or("");
    duty.what = reader_.text_at(map, "what", Reader::Need::required, "a duty").value_or("");
    duty.due = read_expression_at(reader_, map, "due");
    if (const auto breach = find(map, "if_not"); breach && reader_.expect_map(*breach, "`if_not`")) {
      reader_.expect_keys(*breach, breach_keys, "`if_not`");
      duty.effect = read_text_at(reader_, *breach, "effect");
      duty.penalty = read_expression_at(reader_, *breach, "penalty");
      duty.penalty_words = read_text_at(reader_, *breach, "words");
    }
    rule_.duty = std::move(duty);
  }

  void read_defeats(NodeId node) {
    if (reader_.is_scalar(node)) {
      if (auto text = reader_.text(node, "`defeats`"))
        rule_.defeats.push_back({std::move(*text), reader_.span(node)});
      return;
    }
    if (!reader_.expect_sequence(node, "`defeats`")) return;
    for (const NodeId item : reader_.node(node).items) {
      if (auto text = reader_.text(item, "a rule id"))
        rule_.defeats.push_back({std::move(*text), reader_.span(item)});
    }
  }

  const Reader& reader_;
  const model::Regime& regime_;
  model::Rule& rule_;
};

bool rule_id_fits(std::string_view id, const std::string& prefix) {
  if (!id.starts_with(prefix + ".") || id.ends_with('.') || id.find("..") != std::string_view::npos)
    return false;
  return std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

}  // namespace

void read_rules(const Reader& reader, NodeId map, std::size_t document, model::Regime& regime,
                std::vector<PendingExamples>& examples, std::vector<model::Definition>& definitions) {
  if (!reader.expect_map(map, "`rules`")) return;
  for (const auto& entry : reader.node(map).entries) {
    const auto& [key, value] = entry;
    model::Rule rule;
    rule.id = reader.node(key).scalar.text;
    rule.id_span = reader.span(key);
    if (!regime.prefix.empty() && !rule_id_fits(rule.id, regime.prefix)) {
      auto& diagnostic =
          reader.sink()
              .emit(Code::id_without_prefix, rule.id_span,
                    "the rule id `" + rule.id + "` does not begin with `" + regime.prefix + ".`")
              .with_help("rule ids are the regime's prefix and words in lower case, parted by dots");
      const std::string renamed = regime.prefix + "." + rule.id;
      if (rule_id_fits(renamed, regime.prefix)) {
        diagnostic.fix(
            {"call it `" + renamed + "`", diagnostics::Fix::Trust::suggested, {{rule.id_span, renamed}}});
      }
    }
    if (!reader.expect_map(value, "a rule")) continue;
    if (const auto subjects = reader.document().find(value, "subjects")) {
      static constexpr std::string_view family_keys[] = {"subjects", "note"};
      reader.expect_keys(value, family_keys, "a family of rules");
      read_subjects(reader, *subjects, rule.id, regime.subjects);
      continue;
    }
    if (reader.document().find(value, "stages")) {
      if (auto clock = read_definition(reader, entry, regime.id)) definitions.push_back(std::move(*clock));
      continue;
    }
    RuleReader(reader, regime, rule).read(value);
    if (const auto list = reader.document().find(value, "examples")) {
      examples.push_back({document, regime.rules.size(), *list});
    }
    regime.rules.push_back(std::move(rule));
  }
}

}  // namespace weir::load
