
#include <map>
#include <string>
#include <utility>

#include "base/digest.hpp"
#include "language/printer.hpp"
#include "load/rule_sets.hpp"

namespace weir::load {

namespace {

/// Writes the meaning of rules as one unambiguous text: each part with its length before it.
class MeaningWriter {
 public:
  std::string take() { return std::move(text_); }

  void text(std::string_view part) {
    number(static_cast<std::int64_t>(part.size()));
    text_ += part;
  }
  void number(std::int64_t value) { text_ += std::to_string(value) + ';'; }
  void date(const std::optional<base::Date>& date) { number(date ? date->days : 0), number(date ? 1 : 0); }
  void range(const model::DateRange& range) { number(range.first.days), number(range.last.days); }

  void expression(const model::Expression& expression) {
    // A text without a tree has a mistake; its words still tell it from others.
    text(expression.present() ? language::print(expression.ast) : expression.text.text);
  }
  template <class T, class Write>
  void maybe(const std::optional<T>& value, Write write) {
    number(value ? 1 : 0);
    if (value) write(*value);
  }
  template <class Items, class Write>
  void each(const Items& items, Write write) {
    number(static_cast<std::int64_t>(items.size()));
    for (const auto& item : items) write(item);
  }
  void expression(const std::optional<model::Expression>& value) {
    maybe(value, [&](const auto& it) { expression(it); });
  }

  void condition(const model::Condition& value) {
    number(static_cast<std::int64_t>(value.kind));
    if (value.kind == model::Condition::Kind::expression) return expression(value.expression);
    number(value.count);
    each(value.parts, [&](const auto& part) { condition(part); });
  }
  void condition(const std::optional<model::Condition>& value) {
    maybe(value, [&](const auto& it) { condition(it); });
  }

  void citations(const std::vector<model::Citation>& cite) {
    each(cite, [&](const auto& it) { text(it.text), text(it.url); });
  }
  void reading(const std::optional<model::Reading>& value) {
    maybe(value, [&](const auto& it) {
      text(it.text), text(it.by), date(it.on);
      number(it.holds ? (*it.holds ? 2 : 1) : 0);
    });
  }
  void provision(const model::Provision& it) {
    text(it.id), text(it.title), expression(it.by);
    maybe(it.in_force, [&](const auto& days) { range(days); });
    date(it.status.enacted), number(it.status.pending), text(it.status.waits_for), date(it.status.at_latest);
    text(it.doubt), reading(it.reading), citations(it.cite), text(it.note);
  }

  void body(const model::Condition& it) { condition(it); }
  void body(const model::Table& it) {
    each(it.inputs, [&](const auto& input) { expression(input); });
    each(it.lines, [&](const auto& line) {
      each(line.tests, [&](const auto& test) { expression(test); });
      expression(line.answer);
    });
  }
  void body(const model::Values& it) {
    each(it.columns, [&](const auto& column) { text(column); });
    each(it.versions, [&](const auto& version) {
      number(version.from.days), date(version.enacted);
      each(version.cells, [&](const auto& cell) { expression(cell); });
      citations(version.cite), text(version.note);
    });
  }
  void body(const model::Versions& it) {
    each(it.versions, [&](const auto& version) {
      range(version.range), number(version.pending), date(version.enacted), condition(version.body);
      citations(version.cite);
    });
  }
  void body(const model::Group& it) {
    text(it.of), number(it.unknown_members);
    std::map<std::string, const model::Group::Member*> members;
    for (const auto& member : it.members) members.emplace(member.code, &member);
    for (const auto& [code, member] : members) {
      text(code), number(member->uncertain);
      each(member->ranges, [&](const auto& days) { range(days); });
    }
  }
  void body(const model::Judgement& it) {
    text(it.ask), text(it.decides), condition(it.true_if), condition(it.false_if);
    number(it.presumed ? (*it.presumed ? 2 : 1) : 0);
    condition(it.presumed_if), condition(it.speaks_for), condition(it.speaks_against);
  }
  void bar(const std::optional<model::Bar>& value) {
    maybe(value,
          [&](const auto& it) { number(static_cast<std::int64_t>(it.reach)), text(it.share.to_text()); });
  }
  void body(const model::Attribution& it) {
    number(static_cast<std::int64_t>(it.method.path));
    each(it.method.measures, [&](const auto& measure) { text(measure); });
    each(it.method.partnership_measures, [&](const auto& measure) { text(measure); });
    bar(it.method.link), number(it.method.dominant), bar(it.method.full_from);
    number(static_cast<std::int64_t>(it.method.partnership)), text(it.circle);
  }
  void body(const model::Circle& it) {
    each(it.links, [&](const auto& kind) { text(kind); });
    text(it.judged), expression(it.only);
  }
  void body(const model::NamedList& it) { expression(it.rows); }
  void body(const model::Holidays& it) {
    range(it.known);
    each(it.days, [&](const auto& day) { number(day.date.days), text(day.name), date(day.announced); });
  }
  void body(const model::Calendar& it) {
    number(static_cast<std::int64_t>(it.days));
    each(it.without, [&](const auto& list) { text(list); });
  }
  void body(const model::Periods& it) {
    each(it.ranges, [&](const auto& days) { range(days); });
    date(it.known_to);
  }
  void body(const model::Clock& it) {
    number(static_cast<std::int64_t>(it.counting)), text(it.roll), condition(it.over);
    each(it.stops, [&](const auto& stop) { expression(stop); });
    each(it.stages, [&](const auto& stage) {
      text(stage.name), text(stage.title), expression(stage.starts), expression(stage.runs);
      expression(stage.ends), condition(stage.exists), expression(stage.not_after);
      each(stage.stops, [&](const auto& stop) { expression(stop); });
      number(stage.silence ? static_cast<std::int64_t>(*stage.silence) + 1 : 0);
    });
  }
  void body(const model::Retest& it) {
    expression(it.period), condition(it.lost);
    each(it.frozen, [&](const auto& law) { text(law.name); });
  }

  void rule(const model::Rule& it) {
    provision(it), condition(it.when), condition(it.unless);
    each(it.outcomes, [&](const auto& outcome) { text(outcome.determination), text(outcome.level); });
    text(it.speaks_for), text(it.speaks_against), expression(it.until);
    each(it.risk, [&](const auto& points) { text(points.factor), number(points.points); });
    text(it.flag);
    each(it.leans, [&](const auto& lean) { text(lean.judgement), number(lean.value); });
    maybe(it.duty, [&](const auto& duty) {
      text(duty.who), text(duty.what), expression(duty.due), text(duty.effect), expression(duty.penalty);
      text(duty.penalty_words);
    });
    each(it.defeats, [&](const auto& pattern) { text(pattern.text); });
  }

  void regime(const model::Regime& it) {
    text(it.id), text(it.title), text(it.country), text(it.prefix), text(it.decides), expression(it.by);
    range(it.in_force);
    each(it.determinations, [&](const auto& scale) {
      text(scale.name), text(scale.title);
      each(scale.levels, [&](const auto& level) { text(level); });
      each(scale.words, [&](const auto& word) { text(word.first), text(word.second); });
      each(scale.positions, [&](const auto& position) { text(position.first), text(position.second); });
    });
    each(it.factors, [&](const auto& factor) { text(factor.name), text(factor.title); });
    each(it.bands, [&](const auto& band) { text(band.name), number(band.from); });
    citations(it.cite), text(it.note);
    each(it.subjects,
         [&](const auto& subject) { text(subject.name), text(subject.family), expression(subject.rows); });
    each(it.rules, [&](const auto& one) { rule(one); });
  }

  void context(const model::ContextItem& it) {
    text(it.id), text(it.kind), text(it.title), date(it.occurred), date(it.public_on),
        date(it.effective_from);
    date(it.effective_to), text(it.scope), text(it.limits), reading(it.reading), citations(it.cite),
        text(it.certainty);
  }

  void vocabulary(const model::Vocabulary& it) {
    each(it.facts, [&](const auto& fact) {
      text(fact.name), text(it.describe(fact.type)), text(fact.question), text(fact.description),
          text(fact.label);
      text(fact.measures), text(fact.unit), number(fact.fixed), number(fact.never_empty);
    });
    each(it.domains, [&](const auto& domain) {
      text(domain.name), text(domain.title), number(domain.ordered), number(domain.open);
      number(static_cast<std::int64_t>(domain.levels));
      each(domain.codes, [&](const auto& code) { text(code.id), text(code.title), text(code.parent); });
    });
    each(it.dimensions, [&](const auto& dimension) {
      text(dimension.name);
      each(dimension.units, [&](const auto& unit) { text(unit.first), text(unit.second.to_text()); });
    });
  }

 private:
  std::string text_;
};

}  // namespace

std::string digest_of(const model::Vocabulary& vocabulary, const model::RuleSets& rule_sets) {
  MeaningWriter writer;
  writer.vocabulary(vocabulary);
  writer.each(rule_sets.definitions, [&](const auto& definition) {
    writer.provision(definition), writer.text(definition.regime);
    writer.number(static_cast<std::int64_t>(definition.body.index()));
    std::visit([&](const auto& body) { writer.body(body); }, definition.body);
  });
  writer.each(rule_sets.regimes, [&](const auto& regime) { writer.regime(regime); });
  writer.each(rule_sets.context, [&](const auto& item) { writer.context(item); });
  return base::sha256(writer.take());
}

}  // namespace weir::load
