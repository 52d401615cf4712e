#include "suite/clause_finder.hpp"

#include <algorithm>

namespace weir::suite {

using base::Truth;
using evaluate::Column;
using plan::Node;
using plan::NodeId;
using plan::Op;

namespace {

const plan::CompiledRule* rule_of(const ComparedPlan& side, const std::string& id) {
  const auto place = side.rules.find(id);
  return place == side.rules.end() ? nullptr : &side.plan->rules[place->second];
}

/// Pairs that `match` takes for the same, taken out of both lists.
template <typename T, typename Match>
std::vector<std::pair<T, T>> take_pairs(std::vector<T>& a, std::vector<T>& b, const Match& match) {
  std::vector<std::pair<T, T>> pairs;
  for (auto x = a.begin(); x != a.end();) {
    const auto y = std::ranges::find_if(b, [&](const T& other) { return match(*x, other); });
    if (y == b.end()) {
      ++x;
      continue;
    }
    pairs.emplace_back(*x, *y);
    b.erase(y);
    x = a.erase(x);
  }
  return pairs;
}

}  // namespace

void ClauseFinder::add_rule(const std::string& id, const Question& question) {
  const plan::CompiledRule* was = rule_of(diff_.before, id);
  const plan::CompiledRule* is = rule_of(diff_.after, id);
  if (!was || !is) {
    record({ClauseKind::rule, id, {}}, {});
    return;
  }
  if (!rules_.emplace(id, question.day).second) return;
  follow_meanings_ = question.follow == Question::Follow::meanings;
  bool traced = false;
  if (Frame effects{ClauseKind::rule, id, question.effects};
      !question.effects.empty() && own_words_differ(effects))
    record(effects, parts_of_frame(effects));
  const Rows rows{static_cast<std::ptrdiff_t>(before_.row), static_cast<std::ptrdiff_t>(after_.row)};
  const auto part = [&](NodeId a, NodeId b, std::vector<std::string> labels) {
    if (!a.valid() && !b.valid()) return;
    const Frame frame{ClauseKind::rule, id, std::move(labels)};
    if (!a.valid() || !b.valid()) {
      traced = record(frame, parts_of_frame(frame)) || traced;
      return;
    }
    frames_ = {frame};
    const bool differs = diff_.before.key(a) != diff_.after.key(b);
    const bool other = follow_meanings_ || !same_value({a, rows.before}, {b, rows.after});
    if (!differs || !other) return;
    const bool found = walk(a, b, rows) || (own_words_differ(frame) && record(frame, parts_of_frame(frame)));
    traced = traced || found;
  };
  using Day = Question::Day;
  if (question.day == Day::due) part(was->due, is->due, {"due", "duty of"});
  if (question.day == Day::until) part(was->until, is->until, {"until"});
  traced = false;
  const auto other = [&](NodeId a, NodeId b) {
    return follow_meanings_ || before_.run->truth(a, before_.row) != after_.run->truth(b, after_.row);
  };
  if (!other(was->applies, is->applies)) return;
  part(was->in_force, is->in_force, {"in force", "enacted", "at the latest", "law date"});
  part(was->condition, is->condition, {"when", "unless", "doubt", "reading holds"});
  part(was->not_run_out, is->not_run_out, {"until"});
  std::set<std::string> defeaters;
  for (const std::uint32_t by : was->defeated_by) defeaters.insert(diff_.before.plan->rules[by].rule->id);
  for (const std::uint32_t by : is->defeated_by) defeaters.insert(diff_.after.plan->rules[by].rule->id);
  for (const std::string& by : defeaters) {
    const plan::CompiledRule* a = rule_of(diff_.before, by);
    const plan::CompiledRule* b = rule_of(diff_.after, by);
    const Frame frame{ClauseKind::rule, by, {"defeats"}};
    // An exception that comes or goes counts where it applies.
    const bool idle = (!a || before_.run->truth(a->applies, before_.row) == Truth::false_value) &&
                      (!b || after_.run->truth(b->applies, after_.row) == Truth::false_value);
    if (idle && !follow_meanings_) continue;
    if (!a || !b) {
      traced = record({ClauseKind::rule, by, {}}, {}) || traced;
    } else if (own_words_differ(frame)) {
      traced = record(frame, parts_of_frame(frame)) || traced;
    } else if (other(a->applies, b->applies)) {
      add_rule(by, {{}, Day::none, question.follow});
      traced = true;
    }
  }
  if (traced) return;
  // Nothing was traced to a very clause: what the rule rests on and changed.
  const ClauseChange* change = diff_.find(ClauseKind::rule, id);
  for (const std::string& because : change ? change->because : std::vector<std::string>{}) {
    const bool rule = diff_.find(ClauseKind::rule, because) != nullptr;
    const Frame frame{rule ? ClauseKind::rule : ClauseKind::definition, because, {}};
    traced = record(frame, parts_of_frame(frame)) || traced;
  }
  if (!traced && change) {
    const Frame frame{ClauseKind::rule, id, {}};
    record(frame, parts_of_frame(frame));
  }
}

std::vector<PartChange> ClauseFinder::parts_of_frame(const Frame& frame) const {
  std::vector<PartChange> parts;
  const ClauseChange* change = diff_.find(frame.kind, frame.id);
  if (!change) return parts;
  for (const PartChange& part : change->parts) {
    const bool named =
        frame.labels.empty() || std::ranges::find(frame.labels, part.label) != frame.labels.end();
    if (named && part.role != ClausePart::Role::words) parts.push_back(part);
  }
  return parts;
}

bool ClauseFinder::record(const Frame& frame, std::vector<PartChange> parts) {
  const ClauseChange* change = diff_.find(frame.kind, frame.id);
  if (!change) return false;
  // Of a clause that is there on one side only, that is all there is to say.
  if (change->status == ClauseChange::Status::added || change->status == ClauseChange::Status::removed)
    parts.clear();
  Responsible found{change->kind, frame.id, change->title, std::move(parts)};
  if (std::ranges::find(found_, found) == found_.end()) found_.push_back(std::move(found));
  return true;
}

bool ClauseFinder::walk(NodeId a, NodeId b, Rows rows) {
  const At x = bare(before_, {a, rows.before}), y = bare(after_, {b, rows.after});
  if (diff_.before.key(x.node) == diff_.after.key(y.node)) return false;
  if (!follow_meanings_ && same_value(x, y)) return false;
  const auto [known, fresh] = seen_.try_emplace({x.node, x.row, y.node, y.row}, false);
  if (!fresh) return known->second;
  const bool found = walk_differing(x, y);
  seen_[{x.node, x.row, y.node, y.row}] = found;
  return found;
}

bool ClauseFinder::walk_differing(At a, At b) {
  const auto was = diff_.before.definitions_at.find(a.node);
  const auto is = diff_.after.definitions_at.find(b.node);
  if (was != diff_.before.definitions_at.end() && is != diff_.after.definitions_at.end()) {
    for (const std::string& id : was->second) {
      if (std::ranges::find(is->second, id) == is->second.end()) continue;
      const bool inside = std::ranges::any_of(frames_, [&](const Frame& frame) { return frame.id == id; });
      if (inside) continue;
      const Frame frame{ClauseKind::definition, id, {}};
      frames_.push_back(frame);
      bool found = walk_differing(a, b);
      frames_.pop_back();
      if (!found && own_words_differ(frame)) found = record(frame, parts_of_frame(frame));
      return found;
    }
  }
  return walk_inside(a, b);
}

bool ClauseFinder::walk_inside(At a, At b) {
  const Op op = plan_of(before_).node(a.node).op;
  if (op != plan_of(after_).node(b.node).op) return mismatch(a, b);
  switch (op) {
    case Op::logical_and:
    case Op::logical_or:
    case Op::at_least:
      return walk_joined(a, b);
    case Op::version:
      return walk_version(a, b);
    default:
      return walk_inputs(a, b);
  }
}

bool ClauseFinder::walk_from(At a, std::size_t input_a, At b, std::size_t input_b) {
  const NodeId x = plan_of(before_).node(a.node).inputs[input_a];
  const NodeId y = plan_of(after_).node(b.node).inputs[input_b];
  return walk(x, y, {row_of_input(before_, a, x), row_of_input(after_, b, y)});
}

// Parts that mean the same drop out; of the rest those that name one definition belong together.
bool ClauseFinder::walk_joined(At a, At b) {
  const auto parts = [](const ClauseFinder& self, const SeenCase& seen, const ComparedPlan& side, At of) {
    std::vector<At> result, open = {of};
    const Op op = seen.run->plan().node(of.node).op;
    while (!open.empty()) {
      const At at = open.back();
      open.pop_back();
      const auto& inputs = seen.run->plan().node(at.node).inputs;
      for (auto input = inputs.rbegin(); input != inputs.rend(); ++input) {
        const At part = self.bare(seen, {*input, self.row_of_input(seen, at, *input)});
        const bool nested = op != Op::at_least && seen.run->plan().node(part.node).op == op &&
                            !side.definitions_at.contains(part.node);
        (nested ? open : result).push_back(part);
      }
    }
    return result;
  };
  std::vector<At> was = parts(*this, before_, diff_.before, a), is = parts(*this, after_, diff_.after, b);
  take_pairs(was, is, [&](At x, At y) { return diff_.before.key(x.node) == diff_.after.key(y.node); });
  const auto share_definition = [&](At x, At y) {
    const auto p = diff_.before.definitions_at.find(x.node);
    const auto q = diff_.after.definitions_at.find(y.node);
    if (p == diff_.before.definitions_at.end() || q == diff_.after.definitions_at.end()) return false;
    return std::ranges::find_first_of(p->second, q->second) != p->second.end();
  };
  const auto same_words = [&](At x, At y) {
    const auto p = diff_.before.words.find(x.node), q = diff_.after.words.find(y.node);
    return p != diff_.before.words.end() && q != diff_.after.words.end() && p->second == q->second;
  };
  auto pairs = take_pairs(was, is, share_definition);
  for (const auto& pair : take_pairs(was, is, same_words)) pairs.push_back(pair);
  if (was.size() == 1 && is.size() == 1) pairs.emplace_back(was.front(), is.front()), was.clear(), is.clear();
  bool found = false;
  for (const auto& [x, y] : pairs) {
    if (walk(x.node, y.node, {x.row, y.row})) found = true;
  }
  // A part of one side counts where it decides: one that is true says nothing in `all`.
  const Op op = plan_of(before_).node(a.node).op;
  const auto silent = [&](const SeenCase& seen, At part) {
    const Truth value = truth(seen, part);
    return op == Op::logical_and ? value == Truth::true_value
                                 : op == Op::logical_or && value == Truth::false_value;
  };
  std::erase_if(was, [&](At part) { return !follow_meanings_ && part.row >= 0 && silent(before_, part); });
  std::erase_if(is, [&](At part) { return !follow_meanings_ && part.row >= 0 && silent(after_, part); });
  if (was.empty() && is.empty()) return found || (pairs.empty() && mismatch(a, b));
  return mismatch(a, b) || found;
}

// The versions that count on the case, else all.
bool ClauseFinder::walk_version(At a, At b) {
  const Node &was = plan_of(before_).node(a.node), &is = plan_of(after_).node(b.node);
  bool found = walk_from(a, 0, b, 0);
  const std::vector<std::string> days = picked_days(before_, a), other = picked_days(after_, b);
  std::set<std::string> picked(days.begin(), days.end());
  picked.insert(other.begin(), other.end());
  // Wordings that hold from the same day may read otherwise in a part only.
  for (std::size_t i = 0; i < was.versions.size(); ++i) {
    for (std::size_t j = 0; j < is.versions.size(); ++j) {
      const bool same =
          was.versions[i].first == is.versions[j].first && was.versions[i].last == is.versions[j].last;
      const std::string day = base::to_iso(was.versions[i].first);
      if (!same || (!picked.empty() && !picked.contains(day))) continue;
      const bool plain = plan_of(before_).node(was.inputs[2 + i]).op == Op::constant;
      if (!plain && walk_from(a, 2 + i, b, 2 + j)) found = true;
    }
  }
  if (found) return true;
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    std::vector<PartChange> parts = parts_of_frame(*frame);
    if (parts.empty()) continue;
    std::vector<PartChange> narrowed;
    const std::size_t dot = was.text.rfind('.');
    const std::string column =
        dot != std::string::npos && was.text.substr(0, dot) == frame->id ? was.text.substr(dot + 1) : "";
    for (const PartChange& part : parts) {
      const bool of_day = std::ranges::any_of(picked, [&](const std::string& day) {
        return part.label.starts_with(day) ||
               (day.starts_with("the beginning") && part.label.starts_with(".."));
      });
      const bool of_column = column.empty() || part.label.ends_with(" " + column);
      if ((of_day && of_column) || focus_.contains(part.label)) narrowed.push_back(part);
    }
    return record(*frame, narrowed.empty() ? parts : narrowed);
  }
  return false;
}

bool ClauseFinder::walk_inputs(At a, At b) {
  const Node &was = plan_of(before_).node(a.node), &is = plan_of(after_).node(b.node);
  if (was.inputs.empty() || was.inputs.size() != is.inputs.size()) return mismatch(a, b);
  const bool asks = was.op == Op::in || was.op == Op::not_in || was.op == Op::overlaps ||
                    was.op == Op::within || was.op == Op::contains_at_least;
  const std::set<std::string> outer = focus_;
  if (asks) focus_on(was, a);
  bool found = false;
  for (std::size_t i = 0; i < was.inputs.size(); ++i) {
    if (walk_from(a, i, b, i)) found = true;
  }
  if (!found) found = mismatch(a, b);
  focus_ = outer;
  return found;
}

void ClauseFinder::focus_on(const Node& test, At a) {
  focus_.clear();
  for (const NodeId input : test.inputs) {
    const At at = bare(before_, {input, row_of_input(before_, a, input)});
    const Column& column = before_.run->column(at.node);
    const bool group =
        plan_of(before_).node(at.node).op == Op::version || plan_of(before_).node(at.node).op == Op::constant;
    if (group || at.row < 0 || column.kind != plan::ColumnKind::items) continue;
    const evaluate::ItemCell& cell = column.cells[static_cast<std::size_t>(at.row)];
    for (std::uint32_t i = cell.certain_begin; i < cell.certain_end; ++i)
      focus_.insert(before_.run->dictionary.text(column.pool[i]));
    for (std::uint32_t i = cell.possible_begin; i < cell.possible_end; ++i)
      focus_.insert(before_.run->dictionary.text(column.pool[i]));
  }
}

// The innermost clause whose own words differ says it.
bool ClauseFinder::mismatch(At, At) {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    std::vector<PartChange> parts = parts_of_frame(*frame);
    if (parts.empty()) continue;
    std::vector<PartChange> members;
    std::ranges::copy_if(parts, std::back_inserter(members),
                         [&](const PartChange& part) { return focus_.contains(part.label); });
    return record(*frame, members.empty() ? std::move(parts) : std::move(members));
  }
  return false;
}

}  // namespace weir::suite
