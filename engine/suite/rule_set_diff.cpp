#include "suite/rule_set_diff.hpp"

#include <algorithm>
#include <tuple>

#include "plan/definition_nodes.hpp"

namespace weir::suite {

using Status = ClauseChange::Status;
using Role = ClausePart::Role;
using Key = MeaningKeys::Key;

namespace {

/// A clause of one side as the comparison needs it.
struct Clause {
  ClauseKind kind{};
  std::string id, title, regime;
  std::vector<ClausePart> parts;
  std::optional<Key> key;  ///< of its meaning with all that it refers to; none: its parts alone say it
};

/// One that becomes another kind of definition stays the same clause.
ClauseKind family_of(ClauseKind kind) {
  const bool named = kind != ClauseKind::regime && kind != ClauseKind::rule && kind != ClauseKind::fact &&
                     kind != ClauseKind::codes;
  return named ? ClauseKind::definition : kind;
}

/// By family and id.
using Clauses = std::map<std::pair<ClauseKind, std::string>, Clause>;

/// The text of everything in a rule's effect that no node holds.
std::string effect_text(const std::vector<ClausePart>& parts) {
  std::vector<std::string> texts;
  for (const ClausePart& part : parts) {
    const bool effect = part.label.starts_with("gives ") || part.label.starts_with("points ") ||
                        part.label.starts_with("speaks ") || part.label.starts_with("leans ") ||
                        part.label == "flag" || part.label == "duty of";
    if (effect) texts.push_back(part.label + "=" + part.text + ";");
  }
  std::ranges::sort(texts);
  std::string text;
  for (const std::string& one : texts) text += one;
  return text;
}

Key key_of_rule(const ComparedPlan& side, const plan::CompiledRule& rule,
                const std::vector<ClausePart>& parts, MeaningKeys& meanings) {
  std::string text = "rule ";
  for (const plan::NodeId node :
       {rule.law_date, rule.in_force, rule.condition, rule.applies, rule.until, rule.due, rule.penalty})
    text += node.valid() ? std::to_string(side.key(node)) + "," : "-,";
  // Which rules it sets aside is written in it, but stands in their nodes.
  std::set<std::string> defeated;
  for (const plan::CompiledRule& other : side.plan->rules) {
    for (const std::uint32_t by : other.defeated_by) {
      if (side.plan->rules[by].rule == rule.rule) defeated.insert(other.rule->id);
    }
  }
  for (const std::string& id : defeated) text += "defeats " + id + ";";
  return meanings.text(text + effect_text(parts));
}

Clauses clauses_of(const ComparedPlan& side, MeaningKeys& meanings) {
  Clauses clauses;
  const auto add = [&](Clause clause) {
    const auto place = std::pair(family_of(clause.kind), clause.id);
    clauses.emplace(place, std::move(clause));
  };
  const model::RuleSets& rule_sets = side.plan->rule_sets();
  const model::Vocabulary& vocabulary = side.plan->vocabulary();
  for (const model::Regime& regime : rule_sets.regimes) {
    add({ClauseKind::regime, regime.id, regime.title, regime.id, parts_of(regime), {}});
    for (const model::Rule& rule : regime.rules) {
      std::vector<ClausePart> parts = parts_of(rule);
      const Key key = key_of_rule(side, side.plan->rules[side.rules.at(rule.id)], parts, meanings);
      add({ClauseKind::rule, rule.id, rule.title, regime.id, std::move(parts), key});
    }
  }
  for (const model::Definition& definition : rule_sets.definitions) {
    const auto key = side.definitions.find(definition.id);
    add({kind_of(definition), definition.id, definition.title, definition.regime, parts_of(definition),
         key == side.definitions.end() ? std::nullopt : std::optional(key->second)});
  }
  for (const model::Fact& fact : vocabulary.facts)
    add({ClauseKind::fact, fact.name, fact.label, "", parts_of(fact, vocabulary), {}});
  for (const model::Domain& domain : vocabulary.domains)
    add({ClauseKind::codes, domain.name, domain.title, "", parts_of(domain), {}});
  return clauses;
}

bool only(const std::vector<PartChange>& changes, Role role) {
  return std::ranges::all_of(changes, [&](const PartChange& change) { return change.role == role; });
}

ClauseChange change_of(Status status, const Clause& clause, std::vector<PartChange> parts) {
  return {status, clause.kind, clause.id, clause.title, clause.regime, "", std::move(parts), {}};
}

/// What became of a clause that both sides have; none if nothing did.
std::optional<ClauseChange> compare(const Clause& was, const Clause& is) {
  std::vector<PartChange> parts = part_changes(was.parts, is.parts);
  const bool keyed = was.key && is.key;
  const bool same_meaning = keyed && *was.key == *is.key;
  if (parts.empty()) {
    if (!keyed || same_meaning) return std::nullopt;
    return change_of(Status::carried, is, {});
  }
  if (only(parts, Role::words)) {
    const Status status = keyed && !same_meaning ? Status::carried : Status::reworded;
    return change_of(status, is, std::move(parts));
  }
  if (same_meaning) return change_of(Status::rewritten, is, std::move(parts));
  const auto law = [](const PartChange& change) { return change.role == Role::meaning; };
  const Status status = std::ranges::none_of(parts, law) ? Status::moved : Status::changed;
  return change_of(status, is, std::move(parts));
}

/// A clause that went and one that came are one under another name if they mean the same.
void find_renamed(std::vector<ClauseChange>& changes, const Clauses& before, const Clauses& after) {
  for (ClauseChange& come : changes) {
    const auto is = after.find({family_of(come.kind), come.id});
    if (come.status != Status::added || !is->second.key) continue;
    for (ClauseChange& gone : changes) {
      if (gone.status != Status::removed || gone.kind != come.kind || !gone.was.empty()) continue;
      const Clause& was = before.at({family_of(gone.kind), gone.id});
      if (was.regime != come.regime || was.key != is->second.key) continue;
      come.status = Status::renamed;
      come.was = gone.id;
      come.parts.clear();
      gone.was = gone.id;  // taken
      break;
    }
  }
  std::erase_if(changes, [](const ClauseChange& change) {
    return change.status == Status::removed && !change.was.empty();
  });
}

/// The words of a text that are ids: what stands between characters that no id has.
std::set<std::string> names_in(const std::vector<ClausePart>& parts) {
  std::set<std::string> names;
  for (const ClausePart& part : parts) {
    std::string word;
    for (const char c : part.text + " ") {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || c == '_' || c == '.' || c == '-') {
        word += c;
        continue;
      }
      // `acquirer.ca_soe`, `ca_net_benefit.state`: a definition is one of the words between dots.
      for (std::size_t at = 0; at != std::string::npos && !word.empty();) {
        const std::size_t dot = word.find('.', at);
        names.insert(word.substr(at, dot == std::string::npos ? dot : dot - at));
        at = dot == std::string::npos ? dot : dot + 1;
      }
      word.clear();
    }
  }
  return names;
}

std::string name_part(const std::string& id) {
  const std::size_t dot = id.rfind('.');
  return dot == std::string::npos ? id : id.substr(dot + 1);
}

/// Says of clauses that read as before which of those that they refer to changed, through any number of
/// clauses between.
void add_because(std::vector<ClauseChange>& changes, const Clauses& after, const ComparedPlan& side) {
  std::map<std::string, const ClauseChange*> by_name;
  for (const ClauseChange& change : changes) {
    const bool named = family_of(change.kind) == ClauseKind::definition;
    if (named && alters_meaning(change.status)) by_name[name_part(change.id)] = &change;
    if (change.kind == ClauseKind::rule && alters_meaning(change.status)) by_name[change.id] = &change;
  }
  for (ClauseChange& change : changes) {
    if (change.status != Status::carried) continue;
    std::set<std::string> found, seen;
    std::vector<const ClauseChange*> open = {&change};
    while (!open.empty()) {
      const ClauseChange* at = open.back();
      open.pop_back();
      const auto clause = after.find({family_of(at->kind), at->id});
      if (clause == after.end()) continue;
      std::set<std::string> names = names_in(clause->second.parts);
      if (at->kind == ClauseKind::rule) {
        for (const std::uint32_t by : side.plan->rules[side.rules.at(at->id)].defeated_by)
          names.insert(side.plan->rules[by].rule->id);
      }
      for (const std::string& name : names) {
        const auto other = by_name.find(name);
        if (other == by_name.end() || !seen.insert(name).second) continue;
        if (other->second->status == Status::carried) {
          open.push_back(other->second);
        } else {
          found.insert(other->second->id);
        }
      }
    }
    change.because.assign(found.begin(), found.end());
  }
}

ComparedPlan prepare(const plan::Plan& plan, MeaningKeys& meanings) {
  ComparedPlan side;
  side.plan = &plan;
  side.keys = meanings.of(plan);
  const auto& definitions = plan.rule_sets().definitions;
  std::map<std::string, std::string> texts;
  std::map<std::string, std::size_t> columns;
  for (const plan::DefinitionNode& entry : plan::definition_nodes(*plan.checked)) {
    const std::string& id = definitions[entry.definition.index()].id;
    side.definitions_at[entry.node].push_back(id);
    ++columns[id];
    texts[id] += std::to_string(entry.column) + ":" + std::to_string(side.key(entry.node)) + ",";
  }
  // A column that nobody reads has no node; only its text says what became of it.
  for (const model::Definition& definition : definitions) {
    const auto* values = std::get_if<model::Values>(&definition.body);
    if (values && columns[definition.id] < values->columns.size()) texts.erase(definition.id);
  }
  for (const plan::CompiledJudgement& judgement : plan.judgements) {
    const auto text = texts.find(definitions[judgement.definition.index()].id);
    if (text == texts.end()) continue;
    for (const plan::NodeId node : {judgement.speaks_for, judgement.speaks_against})
      text->second += "speaks " + (node.valid() ? std::to_string(side.key(node)) : "not") + ",";
  }
  for (const auto& [id, text] : texts) side.definitions[id] = meanings.text("definition " + text);
  for (std::uint32_t i = 0; i < plan.rules.size(); ++i) side.rules[plan.rules[i].rule->id] = i;
  for (const plan::Sketch& sketch : plan.sketches) {
    const bool joined = sketch.expression.ends_with(" of these");
    if (sketch.node.valid() && !joined && !sketch.expression.empty())
      side.words.emplace(sketch.node, sketch.expression);
  }
  return side;
}

}  // namespace

std::string_view to_text(ClauseKind kind) {
  static constexpr std::string_view texts[] = {"regime", "rule",      "definition", "threshold", "wording",
                                               "group",  "judgement", "method",     "calendar",  "clock",
                                               "fact",   "codes",     "day"};
  return texts[static_cast<std::size_t>(kind)];
}

std::string_view to_text(Status status) {
  static constexpr std::string_view texts[] = {"added",   "removed", "changed",   "moved",
                                               "carried", "renamed", "rewritten", "reworded"};
  return texts[static_cast<std::size_t>(status)];
}

bool alters_meaning(Status status) {
  return status <= Status::carried;
}

ClauseKind kind_of(const model::Definition& definition) {
  struct Visitor {
    ClauseKind operator()(const model::Condition&) const { return ClauseKind::definition; }
    ClauseKind operator()(const model::Table&) const { return ClauseKind::definition; }
    ClauseKind operator()(const model::Values&) const { return ClauseKind::threshold; }
    ClauseKind operator()(const model::Versions&) const { return ClauseKind::wording; }
    ClauseKind operator()(const model::Group&) const { return ClauseKind::group; }
    ClauseKind operator()(const model::Judgement&) const { return ClauseKind::judgement; }
    ClauseKind operator()(const model::Attribution&) const { return ClauseKind::method; }
    ClauseKind operator()(const model::Circle&) const { return ClauseKind::method; }
    ClauseKind operator()(const model::NamedList&) const { return ClauseKind::definition; }
    ClauseKind operator()(const model::Retest&) const { return ClauseKind::definition; }
    ClauseKind operator()(const model::Holidays&) const { return ClauseKind::calendar; }
    ClauseKind operator()(const model::Calendar&) const { return ClauseKind::calendar; }
    ClauseKind operator()(const model::Periods&) const { return ClauseKind::calendar; }
    ClauseKind operator()(const model::Clock&) const { return ClauseKind::clock; }
  };
  return std::visit(Visitor{}, definition.body);
}

const ClauseChange* RuleSetDiff::find(ClauseKind kind, const std::string& id) const {
  const auto found = std::ranges::find_if(clauses, [&](const ClauseChange& change) {
    return family_of(change.kind) == family_of(kind) && change.id == id;
  });
  return found == clauses.end() ? nullptr : &*found;
}

bool RuleSetDiff::alters_meaning() const {
  return std::ranges::any_of(clauses,
                             [](const ClauseChange& change) { return suite::alters_meaning(change.status); });
}

RuleSetDiff compare(const plan::Plan& before, const plan::Plan& after) {
  MeaningKeys meanings;
  RuleSetDiff diff;
  diff.before = prepare(before, meanings);
  diff.after = prepare(after, meanings);
  const Clauses was = clauses_of(diff.before, meanings), is = clauses_of(diff.after, meanings);
  for (const auto& [place, clause] : was) {
    const auto other = is.find(place);
    if (other == is.end()) {
      diff.clauses.push_back(change_of(Status::removed, clause, part_changes(clause.parts, {})));
    } else if (auto change = compare(clause, other->second)) {
      diff.clauses.push_back(std::move(*change));
    } else {
      ++diff.same[clause.kind];
    }
  }
  for (const auto& [place, clause] : is) {
    if (!was.contains(place))
      diff.clauses.push_back(change_of(Status::added, clause, part_changes({}, clause.parts)));
  }
  find_renamed(diff.clauses, was, is);
  add_because(diff.clauses, is, diff.after);
  std::ranges::sort(diff.clauses, {}, [](const ClauseChange& change) {
    return std::tuple(change.regime, change.kind, change.id);
  });
  for (const ClauseChange& change : diff.clauses) {
    if (change.status == Status::renamed && change.kind == ClauseKind::rule) {
      diff.renamed_rules[change.was] = change.id;
      diff.before.rules[change.id] = diff.before.rules.at(change.was);
    }
    if (!alters_meaning(change.status)) continue;
    diff.touched.insert(change.regime);
    const bool words = change.kind == ClauseKind::fact || change.kind == ClauseKind::codes;
    if (words) diff.same_vocabulary = false;
  }
  return diff;
}

}  // namespace weir::suite
