#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "language/printer.hpp"
#include "reference/claims.hpp"
#include "reference/interpreter.hpp"

namespace weir::reference {

using base::Date;
using base::Truth;

namespace {

Date day_before(Date day) {
  return base::add(day, -1, base::CalendarUnit::day);
}

// A test as text: the members of a set in one order, each once.
std::string members_of(const language::Ast& ast, language::NodeId id) {
  if (ast.node(id).kind != language::NodeKind::set) return language::print(ast, id);
  std::set<std::string> members;
  for (std::size_t i = 0; i < ast.child_count(id); ++i)
    members.insert(language::print(ast, ast.child(id, i)));
  std::string text = "{";
  for (const std::string& member : members) text += " " + member;
  return text + " }";
}

bool certain(const Value& day) {
  return day.may_apply && !day.may_not_apply;
}

}  // namespace

Value Interpreter::law_date(const model::Provision& provision, const Scope& scope) {
  if (provision.by) return value(*provision.by, scope);
  if (scope.regime && scope.regime->by) return value(*scope.regime->by, scope);
  return of_date(view_.as_of, view_.as_of);
}

// What is once worked out stays, unless it hangs on a subject; what hangs on a loop that is still open stays
// until the loop takes something else.
Value Interpreter::definition(const model::Definition& entry, std::optional<model::RowId> it,
                              std::size_t column, Part part, const std::optional<Value>& day) {
  for (Loop* loop : loops_) {
    if (loop->definition != &entry || loop->part != part || loop->reading != reading_ || !it) continue;
    loop->read = true;
    ++passing_;
    const auto taken = loop->taken.find(it->value);
    return taken == loop->taken.end() ? unknown() : taken->second;
  }
  const bool circular = entry.attribute_of == "party" && it && !day;
  const DefinitionKey key(&entry, it ? it->value : std::uint32_t(-1), column, part, reading_);
  Loop* const open = loops_.empty() ? nullptr : loops_.back();
  if (!day) {
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    if (open && !pair_) {
      const auto found = open->meanwhile.find(key);
      if (found != open->meanwhile.end()) return ++passing_, found->second;
    }
  }
  const std::size_t before = passing_;
  const Value result =
      circular && column == 0 ? settled(entry, *it, part) : definition_now(entry, it, column, part, day);
  if (day) return result;
  if (before == passing_ || (!open && !subject_ && !pair_)) {
    known_.emplace(key, result);
  } else if (open && !pair_) {
    open->meanwhile.emplace(key, result);
  }
  return result;
}

// An attribute that reads itself on the holders of a party: unknown everywhere at first, then worked out for
// every party from what it was before, until nothing changes.
Value Interpreter::settled(const model::Definition& entry, model::RowId asked, Part part) {
  Loop loop;
  loop.definition = &entry;
  loop.part = part;
  loop.reading = reading_;
  loops_.push_back(&loop);
  Value result = definition_now(entry, asked, 0, part, std::nullopt);
  for (std::size_t pass = 0; loop.read; ++pass) {
    if (pass > 100) throw NotCovered("a loop that does not come to an end");
    std::map<std::uint32_t, Value> next;
    for (const model::RowId party : rows_of(vocabulary_.party))
      next[party.value] = definition_now(entry, party, 0, part, std::nullopt);
    const bool changed = !(next == loop.taken);
    loop.taken = std::move(next);
    loop.meanwhile.clear();
    if (changed) continue;
    result = loop.taken.at(asked.value);
    break;
  }
  loops_.pop_back();
  return result;
}

Value Interpreter::definition_now(const model::Definition& entry, std::optional<model::RowId> it,
                                  std::size_t column, Part part, const std::optional<Value>& day) {
  Scope scope;
  for (const model::Regime& regime : rule_sets_.regimes) {
    if (regime.id == entry.regime) scope.regime = &regime;
  }
  if (!entry.attribute_of.empty()) scope.entity = *vocabulary_.find_entity(entry.attribute_of);
  scope.it = it;
  Value law;
  if (day) {
    law = *day;
  } else if (reading_ == 0) {
    law = law_date(entry, scope);
  } else {
    const Reading& reading = readings_[reading_ - 1];
    law = reading.frozen.contains(&entry) ? reading.start : reading.day;
  }
  const Value result = body(entry, scope, column, part, law);
  if (entry.doubt.empty() || result.kind != Value::Kind::truth) return result;
  // Doubtful law can be unsettled but never hold, unless the author reads it one way.
  if (entry.reading && entry.reading->holds)
    return *entry.reading->holds ? result : of_truth(Truth::false_value);
  return of_truth(base::truth_and(result.truth, Truth::unknown));
}

Value Interpreter::value_in(const model::Regime& regime, const model::Expression& expression) {
  Scope scope;
  scope.regime = &regime;
  return value(expression, scope);
}

Value Interpreter::body(const model::Definition& entry, const Scope& scope, std::size_t column, Part part,
                        const Value& day) {
  Value result;
  if (const auto* figures = std::get_if<model::Values>(&entry.body)) {
    result = values(*figures, scope, column, part, day);
  } else if (const auto* wordings = std::get_if<model::Versions>(&entry.body)) {
    result = versions(*wordings, scope, part, day);
  } else if (const auto* members = std::get_if<model::Group>(&entry.body)) {
    result = group(*members, day);
    if (const auto domain = vocabulary_.find_domain(members->of))
      result.domain = &vocabulary_.domain(*domain);
  } else if (const auto* lines = std::get_if<model::Table>(&entry.body)) {
    result = table(*lines, scope, part);
  } else if (const auto* question = std::get_if<model::Judgement>(&entry.body)) {
    result = of_truth(judgement(entry, *question, scope));
  } else if (const auto* again = std::get_if<model::Retest>(&entry.body)) {
    result = of_truth(retest(*again, scope));
  } else if (!std::holds_alternative<model::Condition>(entry.body)) {
    throw NotCovered("the definition " + entry.id);
  } else {
    const auto& condition = std::get<model::Condition>(entry.body);
    result = condition.kind == model::Condition::Kind::expression ? value(condition.expression, scope, part)
                                                                  : of_truth(truth(condition, scope));
  }
  if (entry.status.pending) return nothing_known(result.kind);
  if (!entry.in_force) return result;
  const Date first = entry.in_force->first;
  return on_day({{first, entry.in_force->last, entry.status.enacted.value_or(first), result}}, day);
}

// Every line that may be the first one that fits gives an answer: all ways of answering the open tests are
// gone through. A truth is one question however it is asked, and so is a set of which a test is the denial of
// another; other tests are one question if they are the same text. If no line fits because something that is
// asked about does not apply, the table says no, or gives a value that does not apply.
Value Interpreter::table(const model::Table& lines, const Scope& scope, Part part) {
  struct Test {
    std::string question;
    bool wanted = true;
    Truth known = Truth::unknown;
  };
  std::vector<Value> inputs;
  for (const model::Expression& input : lines.inputs) inputs.push_back(value(input, scope));
  std::vector<std::vector<Test>> tests;
  std::map<std::string, std::size_t> open;  // questions, each with its bit
  bool all_apply = true;
  for (const model::Table::Line& line : lines.lines) {
    std::vector<Test>& row = tests.emplace_back();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const language::Ast& ast = line.tests[i].ast;
      const Truth known = test(line.tests[i], inputs[i], scope);
      const language::Node& asked = ast.node(ast.root());
      const bool is_truth = asked.kind == language::NodeKind::truth;
      // Of one item `not CA` is another question than `CA`: where it does not apply both are false.
      const bool denies = asked.kind == language::NodeKind::test_not && inputs[i].many;
      const bool refused = denies || (is_truth && !asked.flag);
      const std::string text = is_truth ? "true"
                               : denies ? members_of(ast, ast.child(ast.root(), 0))
                                        : members_of(ast, ast.root());
      row.push_back({std::to_string(i) + " " + text, !refused, known});
      if (!is_truth && !inputs[i].many && asked.kind != language::NodeKind::test_any)
        all_apply = all_apply && reference::applies(inputs[i]) == Truth::true_value;
      if (known == Truth::unknown) open.try_emplace(row.back().question, open.size());
    }
  }
  if (open.size() > 16) throw std::logic_error("a table with too many open tests for the reference");
  std::set<std::size_t> first;
  bool none = false;
  for (std::size_t answers = 0; answers < std::size_t{1} << open.size(); ++answers) {
    const auto fits = [&](const std::vector<Test>& row) {
      return std::ranges::all_of(row, [&](const Test& each) {
        if (each.known != Truth::unknown) return each.known == Truth::true_value;
        return ((answers >> open.at(each.question) & 1u) != 0) == each.wanted;
      });
    };
    const auto line = std::ranges::find_if(tests, fits);
    if (line != tests.end()) first.insert(static_cast<std::size_t>(line - tests.begin()));
    none = none || line == tests.end();
  }
  std::vector<Value> answers;
  for (const std::size_t line : first) answers.push_back(value(lines.lines[line].answer, scope, part));
  if (none && !all_apply) {
    const bool of_truths = std::ranges::any_of(lines.lines, [&](const model::Table::Line& line) {
      return value(line.answer, scope, part).kind == Value::Kind::truth;
    });
    answers.push_back(of_truths ? of_truth(Truth::false_value) : not_applicable());
  }
  return answers.empty() ? unknown() : one_of(answers);
}

// The law of a day that is only partly known: every wording that the day may fall under, as far as enacted. A
// day before the first and after the last has no law. What runs out later than the viewpoint has not run out.
Value Interpreter::on_day(std::vector<Wording> wordings, const Value& day) const {
  // A date that may not apply picks nothing, so every wording counts.
  const Date from = certain(day) ? day.low : Date::beginning(), to = certain(day) ? day.high : Date::never();
  // Where no law holds nothing is known but what kind of value it would be.
  Value::Kind kind = Value::Kind::nothing;
  for (const Wording& wording : wordings) {
    if (kind == Value::Kind::nothing) kind = wording.value.kind;
  }
  std::erase_if(wordings, [&](const Wording& wording) { return wording.enacted > view_.as_of; });
  std::sort(wordings.begin(), wordings.end(),
            [](const Wording& a, const Wording& b) { return a.first < b.first; });
  std::vector<Value> answers;
  Date lawless = from;  // the first day of the range that no wording before this one covers
  bool gap = false;
  for (std::size_t i = 0; i < wordings.size(); ++i) {
    const bool newest = i + 1 == wordings.size();
    Date last = wordings[i].last;
    if (!newest) last = std::min(last, day_before(wordings[i + 1].first));
    if (newest && last >= view_.as_of) last = Date::never();
    if (from > last || to < wordings[i].first) continue;
    gap = gap || wordings[i].first > lawless;
    answers.push_back(wordings[i].value);
    lawless = last.is_never() ? last : base::add(last, 1, base::CalendarUnit::day);
    if (last.is_never()) break;
  }
  const bool to_the_end = !answers.empty() && (lawless.is_never() || lawless > to);
  if (gap || !to_the_end) return nothing_known(kind);
  return one_of(answers);
}

Value Interpreter::values(const model::Values& dated, const Scope& scope, std::size_t column, Part part,
                          const Value& day) {
  std::vector<Wording> wordings;
  for (const model::Values::Version& row : dated.versions) {
    wordings.push_back(
        {row.from, Date::never(), row.enacted.value_or(row.from), value(row.cells[column], scope, part)});
  }
  return on_day(std::move(wordings), day);
}

Value Interpreter::versions(const model::Versions& dated, const Scope& scope, Part part, const Value& day) {
  std::vector<Wording> wordings;
  for (const model::Versions::Version& row : dated.versions) {
    if (row.pending) continue;
    const bool plain = row.body.kind == model::Condition::Kind::expression;
    wordings.push_back({row.range.first, row.range.last, row.enacted.value_or(row.range.first),
                        plain ? value(row.body.expression, scope, part) : of_truth(truth(row.body, scope))});
  }
  return on_day(std::move(wordings), day);
}

// The members on each day on which one joins or leaves.
Value Interpreter::group(const model::Group& group, const Value& day) const {
  std::set<Date> changes = {Date::beginning()};
  for (const model::Group::Member& member : group.members) {
    for (const model::DateRange& range : member.ranges) {
      changes.insert(range.first);
      if (!range.last.is_never()) changes.insert(base::add(range.last, 1, base::CalendarUnit::day));
    }
  }
  std::vector<Wording> wordings;
  for (const Date change : changes) {
    Value members = unknown(Value::Kind::items);
    members.many = true;
    members.open = group.unknown_members;
    for (const model::Group::Member& member : group.members) {
      const bool belongs =
          member.ranges.empty() || std::any_of(member.ranges.begin(), member.ranges.end(),
                                               [&](const auto& range) { return range.contains(change); });
      if (!belongs) continue;
      members.possible.insert(member.code);
      if (!member.uncertain) members.certain.insert(member.code);
    }
    wordings.push_back({change, Date::never(), change, std::move(members)});
  }
  if (wordings.size() == 1) return wordings[0].value;
  Value result = on_day(std::move(wordings), day);
  result.many = true;
  return result;
}

Truth Interpreter::judgement(const model::Definition& entry, const model::Judgement& body,
                             const Scope& scope) {
  if (body.true_if && truth(*body.true_if, scope) == Truth::true_value) return Truth::true_value;
  if (body.false_if && truth(*body.false_if, scope) == Truth::true_value) return Truth::false_value;
  std::vector<std::string> of = {scope.it ? view_.facts->row(*scope.it).id : std::string()};
  if (entry.attribute_of == "pair" && pair_) {
    const std::string a = view_.facts->row(pair_->first).id, b = view_.facts->row(pair_->second).id;
    of = {a + " and " + b, b + " and " + a};
    ++passing_;
  } else if (!entry.attribute_of.empty() && entry.attribute_of != "party") {
    throw NotCovered("judgements on rows: " + entry.id);
  }
  for (const std::string& name : of) {
    if (const auto* decision = decision_on(*view_.facts, entry.name, name, view_.known_on))
      return base::truth_of(decision->value);
  }
  if (view_.presume == View::Presume::nothing) return Truth::unknown;
  if (body.presumed_if) return truth(*body.presumed_if, scope);
  return body.presumed ? base::truth_of(*body.presumed) : Truth::unknown;
}

Truth Interpreter::on_another_day(const model::Condition& condition, const Scope& scope, Reading reading) {
  const auto place = std::find(readings_.begin(), readings_.end(), reading) - readings_.begin();
  if (place == static_cast<std::ptrdiff_t>(readings_.size())) readings_.push_back(std::move(reading));
  const std::size_t outer = reading_;
  reading_ = static_cast<std::size_t>(place) + 1;
  const Truth result = truth(condition, scope);
  reading_ = outer;
  return result;
}

// Lost if the condition does not hold with the law of the last day on which it is tested, or did not with
// the law of some day before. What is seen only after the period may have been lost only then.
Truth Interpreter::retest(const model::Retest& body, const Scope& scope) {
  const language::Ast& ast = body.period.ast;
  const Value today = of_date(view_.as_of, view_.as_of), last = value(body.period, scope);
  const Value start = value(ast, ast.child(ast.root(), 0), scope);
  Value first = start;
  first.kind = Value::Kind::date;
  if (ast.node(ast.root()).kind == language::NodeKind::offset_after) {
    for (Date* end : {&first.low, &first.high}) *end = base::add(*end, 1, base::CalendarUnit::day);
  }
  Reading reading;
  for (const model::Retest::Frozen& law : body.frozen) reading.frozen.insert(find_definition(law.name));
  reading.start = start;
  reading.day = first_of({today, last});
  const Truth still = on_another_day(body.lost, scope, reading);
  reading.day = one_of({first, reading.day});
  const Truth always = on_another_day(body.lost, scope, reading);
  const Truth lost = base::truth_or(base::truth_not(still), base::truth_not(always));
  using language::Comparison;
  const Truth begun = compare(Comparison::less_equal, first, today);
  const Truth over = compare(Comparison::less, last, today);
  return base::truth_and(begun, base::truth_and(base::truth_or(base::truth_not(over), Truth::unknown), lost));
}

Truth Interpreter::in_force(const model::Rule& rule, const Scope& scope) {
  if (rule.status.pending) return Truth::false_value;
  const model::DateRange range = rule.in_force.value_or(scope.regime->in_force);
  const Date first = std::max(range.first, scope.regime->in_force.first);
  Date last = std::min(range.last, scope.regime->in_force.last);
  if (rule.status.enacted.value_or(first) > view_.as_of) return Truth::false_value;
  // Law of all days is law whatever its date.
  if (first.is_beginning() && last.is_never()) return Truth::true_value;
  if (last >= view_.as_of) last = Date::never();
  const Value day = law_date(rule, scope);
  using language::Comparison;
  return base::truth_and(compare(Comparison::greater_equal, day, of_date(first, first)),
                         compare(Comparison::less_equal, day, of_date(last, last)));
}

Truth Interpreter::undefeated(const model::Rule& rule, const Scope& scope) {
  Truth holds = truth(rule.when, scope);
  if (rule.unless) holds = base::truth_and(holds, base::truth_not(truth(*rule.unless, scope)));
  if (!rule.doubt.empty()) {
    const bool read = rule.reading && rule.reading->holds;
    const Truth doubted = !read ? Truth::unknown : base::truth_of(*rule.reading->holds);
    holds = base::truth_and(holds, doubted);
  }
  if (rule.until) {
    const Truth run_out =
        compare(language::Comparison::less, value(*rule.until, scope), of_date(view_.as_of, view_.as_of));
    holds = base::truth_and(holds, base::truth_not(run_out));
  }
  return base::truth_and(holds, in_force(rule, scope));
}

// A rule that runs over several parties holds if it holds for some of them.
Truth Interpreter::undefeated_for_some(const model::Regime& regime, const model::Rule& rule,
                                       const Scope& scope) {
  for (const model::Subject& subject : regime.subjects) {
    const bool covers =
        subject.family.empty() || rule.id == subject.family || rule.id.starts_with(subject.family + ".");
    if (!covers) continue;
    const language::Ast& ast = subject.rows.ast;
    const language::NodeId root = ast.root();
    List chosen = list(ast, ast.child(root, 0), scope);
    if (ast.node(root).has_filter)
      chosen = selected(std::move(chosen), ast, ast.node(root).names[0], ast.child(root, 1), scope);
    Truth result = chosen.open ? Truth::unknown : Truth::false_value;
    for (const Row& row : chosen.rows) {
      subject_ = Variable{subject.name, row};
      result = base::truth_or(result, base::truth_and(row.there, undefeated(rule, scope)));
      subject_.reset();
    }
    return result;
  }
  return undefeated(rule, scope);
}

Truth Interpreter::applies(const model::Regime& regime, const model::Rule& rule) {
  Scope scope;
  scope.regime = &regime;
  Truth result = undefeated_for_some(regime, rule, scope);
  for (const model::Rule& exception : regime.rules) {
    if (&exception == &rule) continue;
    const bool hits =
        std::any_of(exception.defeats.begin(), exception.defeats.end(), [&](const auto& pattern) {
          if (!pattern.text.ends_with(".*")) return pattern.text == rule.id;
          return rule.id.starts_with(pattern.text.substr(0, pattern.text.size() - 1));
        });
    if (hits) result = base::truth_and(result, base::truth_not(applies(regime, exception)));
  }
  return result;
}

Answer Interpreter::answer(const model::Regime& regime) {
  Answer result;
  for (const model::Determination& determination : regime.determinations) result.levels[determination.name];
  for (const model::Rule& rule : regime.rules) {
    const Truth found = applies(regime, rule);
    result.applies[rule.id] = found;
    if (found == Truth::false_value) continue;
    for (const model::Rule::Outcome& outcome : rule.outcomes) {
      for (const model::Determination& determination : regime.determinations) {
        if (determination.name != outcome.determination) continue;
        const auto& names = determination.levels;
        const auto level =
            static_cast<std::size_t>(std::find(names.begin(), names.end(), outcome.level) - names.begin());
        Answer::Levels& levels = result.levels[outcome.determination];
        levels.at_most = std::max(levels.at_most, level);
        if (found == Truth::true_value) levels.at_least = std::max(levels.at_least, level);
      }
    }
    for (const model::Rule::Points& points : rule.risk) {
      result.risk_high += points.points;
      if (found == Truth::true_value) result.risk_low += points.points;
    }
  }
  return result;
}

}  // namespace weir::reference
