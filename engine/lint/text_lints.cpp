// Lints that a provision's own text shows: citations, readings, examples, whether anything reads it.
#include <fmt/format.h>

#include <algorithm>

#include "lint/desk.hpp"

namespace weir::lint {

using diagnostics::Code;

namespace {

/// What a definition is, where it is law that somebody can look up; empty for helpers.
struct LawWord {
  std::string_view operator()(const model::Table&) const { return "a table"; }
  std::string_view operator()(const model::Values&) const { return "figures of the law"; }
  std::string_view operator()(const model::Versions&) const { return "dated wordings"; }
  std::string_view operator()(const model::Group&) const { return "a list of the law"; }
  std::string_view operator()(const model::Judgement&) const { return "a judgement"; }
  std::string_view operator()(const model::Clock&) const { return "a clock"; }
  template <typename Other>
  std::string_view operator()(const Other&) const {
    return {};
  }
};

/// True if some wording, value or stage of a definition names its source itself.
struct CitesInside {
  bool operator()(const model::Values& body) const {
    return std::ranges::any_of(body.versions, [](const auto& version) { return !version.cite.empty(); });
  }
  bool operator()(const model::Versions& body) const {
    return std::ranges::any_of(body.versions, [](const auto& version) { return !version.cite.empty(); });
  }
  template <typename Other>
  bool operator()(const Other&) const {
    return false;
  }
};

template <typename Visit>
void each_definition(Desk& desk, const Visit& visit) {
  for (std::size_t i = 0; i < desk.rule_sets().definitions.size(); ++i) {
    const model::Definition& definition = desk.rule_sets().definitions[i];
    // The vocabulary is not the law of one rule set.
    if (!definition.regime.empty()) visit(definition, check::DefinitionId(i));
  }
}

template <typename Visit>
void each_rule(Desk& desk, const Visit& visit) {
  for (const model::Regime& regime : desk.rule_sets().regimes) {
    for (const model::Rule& rule : regime.rules) visit(rule, regime);
  }
}

}  // namespace

void find_missing_citations(Desk& desk) {
  each_rule(desk, [&](const model::Rule& rule, const model::Regime&) {
    if (!rule.cite.empty()) return;
    desk.report(Code::no_citation, rule, rule.id_span,
                fmt::format("the rule `{}` does not say where the law is written", rule.id), "no `cite:`")
        .with_help("add `cite: {text: \"Act s. 1(2)\", url: \"https://…\"}`");
  });
  each_definition(desk, [&](const model::Definition& definition, check::DefinitionId) {
    const std::string_view what = std::visit(LawWord{}, definition.body);
    if (what.empty() || !definition.cite.empty() || std::visit(CitesInside{}, definition.body)) return;
    // What a reading owns up to is the author's own.
    if (definition.reading) return;
    desk.report(Code::no_citation, definition, definition.id_span,
                fmt::format("`{}` is {} and does not say where the law is written", definition.id, what),
                "no `cite:`")
        .with_help(
            "add `cite: {text: \"Act s. 1(2)\", url: \"https://…\"}`, or a `reading:` if it is your own");
  });
}

namespace {

void report_address(Desk& desk, const auto& about, base::Span span, const model::Citation& citation) {
  if (!citation.url.empty()) return;
  desk.report(Code::no_address, about, span, fmt::format("the citation `{}` has no address", citation.text),
              "no `url:`")
      .with_help("write `{text: …, url: \"https://…\"}`");
}

/// The citations of a rule, definition or regime, each at its own place.
void look_at_citations(Desk& desk, const auto& about) {
  const auto places = desk.margin().citations.find(about.id);
  for (std::size_t i = 0; i < about.cite.size(); ++i) {
    const bool known = places != desk.margin().citations.end() && i < places->second.size();
    report_address(desk, about, known ? places->second[i] : about.id_span, about.cite[i]);
  }
}

}  // namespace

void find_missing_addresses(Desk& desk) {
  each_rule(desk, [&](const model::Rule& rule, const model::Regime&) { look_at_citations(desk, rule); });
  each_definition(desk, [&](const model::Definition& definition, check::DefinitionId) {
    look_at_citations(desk, definition);
    const auto inside = [&](const auto& versions) {
      for (const auto& version : versions) {
        for (const model::Citation& citation : version.cite)
          report_address(desk, definition, version.span, citation);
      }
    };
    if (const auto* values = std::get_if<model::Values>(&definition.body)) inside(values->versions);
    if (const auto* versions = std::get_if<model::Versions>(&definition.body)) inside(versions->versions);
  });
  for (const model::Regime& regime : desk.rule_sets().regimes) look_at_citations(desk, regime);
}

void find_missing_examples(Desk& desk) {
  using Demand = model::Example::Demand;
  each_rule(desk, [&](const model::Rule& rule, const model::Regime&) {
    const auto has = [&](Demand demand) {
      return std::ranges::any_of(rule.examples,
                                 [&](const auto& example) { return example.demand == demand; });
    };
    // What is doubtful, or waits for other law, may never get beyond open.
    const bool can_fire = rule.doubt.empty() && !rule.status.pending;
    const bool fires = has(Demand::fires) || (!can_fire && has(Demand::open)), silent = has(Demand::silent);
    if (fires && silent) return;
    desk.report(Code::no_example, rule, rule.id_span,
                fires    ? fmt::format("`{}` has no example in which it is silent", rule.id)
                : silent ? fmt::format("`{}` has no example in which it fires", rule.id)
                         : fmt::format("the rule `{}` has no example", rule.id))
        .with_help(
            "add `examples:` with one `- fires: {…}` and one `- silent: {…}`, as near to each other as "
            "the line that the law draws");
  });
}

void find_unsigned_readings(Desk& desk) {
  const auto look = [&](const model::Provision& about) {
    if (!about.reading || (!about.reading->by.empty() && about.reading->on)) return;
    const auto place = desk.margin().readings.find(about.id);
    const bool author = !about.reading->by.empty();
    const std::string missing = author              ? "of which day it is"
                                : about.reading->on ? "whose it is"
                                                    : "whose it is and of which day";
    desk.report(Code::unsigned_reading, about,
                place == desk.margin().readings.end() ? about.id_span : place->second,
                fmt::format("the reading of `{}` does not say {}", about.id, missing))
        .with_help("write `reading: {text: …, by: author, on: 2026-01-15}`");
  };
  each_rule(desk, [&](const model::Rule& rule, const model::Regime&) { look(rule); });
  each_definition(desk, [&](const model::Definition& definition, check::DefinitionId) { look(definition); });
}

void find_unused_definitions(Desk& desk) {
  const std::set<check::DefinitionId> used = desk.reads().in_use();
  each_definition(desk, [&](const model::Definition& definition, check::DefinitionId id) {
    if (used.contains(id)) return;
    const bool group = std::holds_alternative<model::Group>(definition.body);
    const bool values = std::holds_alternative<model::Values>(definition.body);
    desk.report(Code::unused_definition, definition, definition.id_span,
                fmt::format("no rule reads the {} `{}`",
                            group    ? "group"
                            : values ? "figures"
                                     : "definition",
                            definition.id),
                "not read")
        .with_help("use it in a rule, or remove it");
  });
}

void find_version_holes(Desk& desk) {
  each_definition(desk, [&](const model::Definition& definition, check::DefinitionId) {
    const auto* versions = std::get_if<model::Versions>(&definition.body);
    if (!versions) return;
    for (std::size_t i = 1; i < versions->versions.size(); ++i) {
      const auto& before = versions->versions[i - 1];
      const auto& after = versions->versions[i];
      if (before.pending || after.pending || before.range.last.is_never()) continue;
      const base::Date first{before.range.last.days + 1};
      if (first >= after.range.first) continue;
      const base::Date last{after.range.first.days - 1};
      desk.report(Code::version_hole, definition, after.span,
                  fmt::format("`{}` has no wording {}", definition.id,
                              first == last
                                  ? "on " + base::to_iso(first)
                                  : fmt::format("from {} to {}", base::to_iso(first), base::to_iso(last))),
                  "the next wording")
          .label(before.span, "the wording before it ends")
          .with_help("mend the day that is wrong, or write the wording of these days");
    }
  });
}

void find_missing_bright_lines(Desk& desk) {
  // Rules that speak for or against a judgement, or lean to a side of it, guide it as well.
  std::set<std::string> spoken_to;
  each_rule(desk, [&](const model::Rule& rule, const model::Regime&) {
    spoken_to.insert({rule.speaks_for, rule.speaks_against});
    for (const model::Rule::Lean& lean : rule.leans) spoken_to.insert(lean.judgement);
  });
  each_definition(desk, [&](const model::Definition& definition, check::DefinitionId) {
    const auto* judgement = std::get_if<model::Judgement>(&definition.body);
    if (!judgement || judgement->true_if || judgement->false_if) return;
    const bool guided = judgement->presumed || judgement->presumed_if || judgement->speaks_for ||
                        judgement->speaks_against || spoken_to.contains(definition.id) ||
                        spoken_to.contains(definition.name);
    const bool explained = definition.reading || !definition.note.empty();
    if (guided || explained) return;
    desk.report(Code::no_bright_line, definition, definition.id_span,
                fmt::format("nothing settles or guides the judgement `{}`", definition.id),
                "no `true_if:` and no `false_if:`")
        .with_help(
            "write what settles it in the clear cases; where the law has no such line, say so under `note:`");
  });
}

}  // namespace weir::lint
