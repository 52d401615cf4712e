#include "evaluate/truth_program.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "base/clones.hpp"
#include "evaluate/word_loops.hpp"

namespace weir::evaluate {

using plan::ColumnKind;
using plan::NodeId;
using plan::Op;

namespace {

/// The words of one strip.
using Words = std::uint64_t __attribute__((vector_size(8 * strip_words), may_alias));

// Wherever they stand; by reference, since how vectors are returned hangs on the machine.
[[gnu::always_inline]] inline void load(const std::uint64_t* from, Words& into) {
  std::memcpy(&into, from, sizeof into);
}
[[gnu::always_inline]] inline void join(const std::uint64_t* from, Words& into) {
  Words words;
  load(from, words);
  into |= words;
}

bool is_logic(Op op) {
  return op == Op::logical_and || op == Op::logical_or || op == Op::logical_not;
}

bool is_membership(Op op) {
  return op == Op::in || op == Op::not_in || op == Op::overlaps;
}

}  // namespace

TruthProgram::TruthProgram(const plan::Plan& plan, const std::vector<bool>& cone, Sources sources,
                           Dictionary& dictionary)
    : plan_(plan), sources_(std::move(sources)), dictionary_(dictionary), has_(plan.nodes.size()) {
  for (std::size_t i = 0; i < has_.size(); ++i) has_[i] = cone[i] && can(NodeId(i));
}

/// The constant set that a test of membership asks about; null where it is none that a program can test.
const plan::Node* TruthProgram::set_of(const plan::Node& node) const {
  const PlainFact* fact = sources_.fact(node.inputs[0]);
  const plan::Node* set = constant_behind(plan_, node.inputs[1]);
  if (fact == nullptr || set == nullptr || set->open || set->not_applicable) return nullptr;
  // A set lies in another if all that it may hold does; such tests are rare.
  const bool single = plan_.node(node.inputs[0]).type.shape == model::Shape::single;
  return single || node.op == Op::overlaps ? set : nullptr;
}

std::optional<TruthProgram::Compare> TruthProgram::compare_of(const plan::Node& node) const {
  const bool turned = sources_.fact(node.inputs[0]) == nullptr;
  const PlainFact* fact = sources_.fact(node.inputs[turned ? 1 : 0]);
  const plan::Node* constant = constant_behind(plan_, node.inputs[turned ? 0 : 1]);
  if (fact == nullptr || constant == nullptr || constant->at_least || constant->at_most ||
      constant->not_applicable)
    return std::nullopt;
  const auto parts = parts_of(constant->number);
  if (!parts || *parts == std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  // An amount in any currency tells on which side of nothing it lies.
  if (!constant->currency.empty() && *parts <= 0) return std::nullopt;
  Compare test{fact, *parts};
  if (!constant->currency.empty()) test.currency = dictionary_.id(constant->currency);
  if (node.op == Op::equal || node.op == Op::not_equal) {
    test.less = false;
    test.negated = node.op == Op::not_equal;
    return test;
  }
  // Figures are whole numbers of parts: `v <= c` where `v < c + 1`, and `c < v` where not that.
  test.negated = turned;
  if ((node.op == Op::less_equal) != turned) ++test.bound;
  return test;
}

bool TruthProgram::can(NodeId id) const {
  const plan::Node& node = plan_.node(id);
  if (node.kind != ColumnKind::truth || !has_row_a_case(node.table) || sources_.of_days(id)) return false;
  const auto readable = [&](NodeId input) { return has_[input.index()] || sources_.of_days(input); };
  if (is_logic(node.op)) return std::ranges::all_of(node.inputs, readable);
  if (is_membership(node.op)) return set_of(node) != nullptr;
  switch (node.op) {
    case Op::less:
    case Op::less_equal:
    case Op::equal:
    case Op::not_equal:
      return compare_of(node).has_value();
    case Op::broadcast:
      return has_[node.inputs[0].index()] || sources_.fact(id) != nullptr;
    default:
      return sources_.fact(id) != nullptr;
  }
}

void TruthProgram::put_out(NodeId node, Column& into) {
  put_out_.emplace_back(node, &into);
}

void TruthProgram::show(NodeId node) {
  shown_.try_emplace(node);
}

void TruthProgram::show_in(NodeId node, const TruthStrips& into) {
  shown_.at(node).push_back(into);
  new_places_ = true;
}

/// The nodes whose slots a node reads.
std::span<const NodeId> TruthProgram::inputs_of(NodeId id) const {
  const plan::Node& node = plan_.node(id);
  const bool joins = is_logic(node.op) || (node.op == Op::broadcast && has(node.inputs[0]));
  return has(id) && joins ? std::span<const NodeId>(node.inputs) : std::span<const NodeId>();
}

/// All nodes that are computed or loaded for what is put out.
std::vector<bool> TruthProgram::wanted() const {
  std::vector<bool> marked(has_.size());
  std::vector<NodeId> waiting;
  for (const auto& [node, into] : put_out_) waiting.push_back(node);
  for (const auto& [node, places] : shown_) waiting.push_back(node);
  while (!waiting.empty()) {
    const NodeId id = waiting.back();
    waiting.pop_back();
    if (marked[id.index()]) continue;
    marked[id.index()] = true;
    const auto inputs = inputs_of(id);
    waiting.insert(waiting.end(), inputs.begin(), inputs.end());
  }
  return marked;
}

std::vector<NodeId> TruthProgram::days_read() const {
  std::vector<NodeId> read;
  const std::vector<bool> marked = wanted();
  for (std::size_t i = 0; i < marked.size(); ++i)
    if (marked[i] && !has_[i]) read.push_back(NodeId(i));
  return read;
}

std::set<const PlainFact*> TruthProgram::facts_read() const {
  std::set<const PlainFact*> facts(facts_.begin(), facts_.end());
  for (const Member& test : members_) facts.insert(test.fact);
  for (const Compare& test : compares_) facts.insert(test.fact);
  return facts;
}

namespace {

/// Hands out places in a strip; those that are given back are handed out again.
class Slots {
 public:
  std::uint32_t take() {
    if (free_.empty()) return count_++;
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    return slot;
  }
  void give_back(std::uint32_t slot) { free_.push_back(slot); }
  std::uint32_t count() const { return count_; }

 private:
  std::vector<std::uint32_t> free_;
  std::uint32_t count_ = 0;
};

template <typename T>
std::uint32_t append(std::vector<T>& list, T entry) {
  list.push_back(std::move(entry));
  return static_cast<std::uint32_t>(list.size() - 1);
}

}  // namespace

void TruthProgram::compile(std::size_t rows, const std::function<const Column&(NodeId)>& column_of) {
  rows_ = rows;
  const std::vector<bool> marked = wanted();
  // How often each is read yet, so that its slot is free for others behind the last time.
  std::vector<std::uint32_t> reads(marked.size());
  for (std::size_t i = 0; i < marked.size(); ++i)
    if (marked[i])
      for (const NodeId input : inputs_of(NodeId(i))) ++reads[input.index()];
  std::multimap<NodeId, Column*> outputs;
  for (const auto& [node, into] : put_out_) outputs.emplace(node, into);

  Slots free;
  std::vector<Slot> slots(marked.size());
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (!marked[i]) continue;
    const NodeId id(i);
    slots[i] = free.take();
    emit(id, slots[i], slots, column_of);
    for (auto [out, last] = outputs.equal_range(id); out != last; ++out) {
      Column& into = *out->second;
      const Store store{into.is_true.words().data(), into.is_false.words().data()};
      instructions_.push_back({Do::store, slots[i], append(stores_, store)});
    }
    if (shown_.contains(id)) instructions_.push_back({Do::show, slots[i], append(shows_, id)});
    const auto give_back = [&](NodeId node) {
      if (reads[node.index()] == 0) free.give_back(slots[node.index()]);
    };
    for (const NodeId input : inputs_of(id)) {
      --reads[input.index()];
      give_back(input);
    }
    give_back(id);
  }
  slots_.resize(std::size_t{2} * free.count());
  slots_read_ = tape_.size();
  for (const PlainFact* fact : facts_read()) planes_.emplace_back(&fact->planes, 0);
}

void TruthProgram::emit(NodeId id, Slot into, const std::vector<Slot>& slots,
                        const std::function<const Column&(NodeId)>& column_of) {
  const plan::Node& node = plan_.node(id);
  Instruction& made = instructions_.emplace_back();
  made.into = into;
  const auto does = [&](Do what, std::uint32_t which) {
    made.what = what;
    made.which = which;
  };
  if (!has(id)) return does(Do::days, append(days_, &column_of(id)));
  if (const PlainFact* fact = sources_.fact(id)) return does(Do::fact, append(facts_, fact));
  if (is_membership(node.op)) {
    add_member(node);
    return does(Do::member, static_cast<std::uint32_t>(members_.size() - 1));
  }
  const auto inputs = inputs_of(id);
  if (inputs.empty()) return does(Do::compare, append(compares_, *compare_of(node)));
  does(node.op == Op::logical_not ? Do::negate : node.op == Op::logical_or ? Do::any : Do::all, 0);
  made.first = static_cast<std::uint32_t>(tape_.size());
  made.count = static_cast<std::uint32_t>(inputs.size());
  for (const NodeId input : inputs) tape_.push_back(2 * slots[input.index()]);
}

std::uint32_t TruthProgram::place_of(const PlainFact* fact, const model::Domain* domain,
                                     std::string_view code) {
  const auto next = static_cast<std::uint32_t>(codes_.size());
  const auto [place, fresh] = code_places_[{fact, domain}].try_emplace(code, next);
  if (fresh) codes_.push_back({fact, domain, code, {}, 0});
  return place->second;
}

void TruthProgram::add_member(const plan::Node& node) {
  const PlainFact* fact = sources_.fact(node.inputs[0]);
  const plan::Node* set = set_of(node);
  const model::Domain* domain = domain_of(plan_, node);
  Members members;
  for (const std::string& code : set->items) members.certain.push_back(place_of(fact, domain, code));
  for (const std::string& code : set->uncertain) members.doubtful.push_back(place_of(fact, domain, code));
  members_.push_back({fact, node.op == Op::not_in, set->items.empty() && set->uncertain.empty()});
  sets_.push_back(std::move(members));
}

/// Notes which planes of its fact a test reads.
void TruthProgram::add_planes(Instruction& test) {
  test.first = static_cast<std::uint32_t>(tape_.size());
  if (test.what == Do::compare) {
    const Compare& compare = compares_[test.which];
    const auto currencies = compare.fact->planes.numbers();
    for (std::size_t i = 0; i < currencies.size(); ++i) {
      const std::int32_t stated = currencies[i] - 1;
      if (stated < 0 || compare.currency < 0 || stated == compare.currency)
        tape_.push_back(compare.fact->planes.begin_of_plane(i));
    }
    test.count = static_cast<std::uint32_t>(tape_.size()) - test.first;
    return;
  }
  // One item may lie in several codes.
  const auto add = [&](const std::vector<std::uint32_t>& codes) {
    const auto begin = static_cast<std::ptrdiff_t>(tape_.size());
    for (const std::uint32_t code : codes)
      tape_.insert(tape_.end(), codes_[code].planes.begin(), codes_[code].planes.end());
    std::sort(tape_.begin() + begin, tape_.end());
    tape_.erase(std::unique(tape_.begin() + begin, tape_.end()), tape_.end());
    return static_cast<std::uint32_t>(tape_.end() - tape_.begin() - begin);
  };
  test.count = add(sets_[test.which].certain);
  members_[test.which].more = add(sets_[test.which].doubtful);
}

/// Finds out again which planes are read, where new ones have come.
void TruthProgram::follow_planes() {
  bool same = true;
  for (auto& [planes, known] : planes_) {
    same = same && known == planes->numbers().size();
    known = planes->numbers().size();
  }
  if (same) return;
  for (Code& code : codes_) {
    const auto items = code.fact->planes.numbers();
    for (; code.asked < items.size(); ++code.asked) {
      const std::string& item = dictionary_.text(items[code.asked]);
      if (item == code.text || (code.domain != nullptr && code.domain->lies_in(item, code.text)))
        code.planes.push_back(code.fact->planes.begin_of_plane(code.asked));
    }
  }
  tape_.resize(slots_read_);
  for (Instruction& next : instructions_)
    if (next.what == Do::member || next.what == Do::compare) add_planes(next);
}

namespace {

// The words of a strip of a column, which ends with its last row.
[[gnu::always_inline]] inline void read_words(const std::vector<std::uint64_t>& column, std::size_t strip,
                                              Words& into) {
  const std::size_t begin = strip * strip_words;
  if (begin + strip_words <= column.size()) {
    return load(column.data() + begin, into);
  }
  into = Words{};
  for (std::size_t w = begin; w < column.size(); ++w) into[w - begin] = column[w];
}

[[gnu::always_inline]] inline void write_words(const Words& words, std::size_t strip, std::size_t rows,
                                               std::uint64_t* column) {
  const std::size_t size = (rows + 63) / 64;
  const std::size_t begin = strip * strip_words, end = std::min(begin + strip_words, size);
  if (end - begin == strip_words) {
    std::memcpy(column + begin, &words, sizeof words);
  } else {
    for (std::size_t w = begin; w < end; ++w) column[w] = words[w - begin];
  }
  // Behind the last row all bits of a column are zero.
  if (rows % 64 != 0 && end == size) column[size - 1] &= (std::uint64_t{1} << (rows % 64)) - 1;
}

}  // namespace

WEIR_CLONES void TruthProgram::run_strip(std::size_t strip) {
  auto* const slots = reinterpret_cast<Words*>(slots_.data());
  for (const Instruction& next : instructions_) {
    Words& yes = slots[2 * next.into];
    Words& no = slots[2 * next.into + 1];
    switch (next.what) {
      case Do::fact: {
        const RowBit& said = facts_[next.which]->said;
        load(said.strip(strip, 1), yes);
        load(said.strip(strip), no);
        break;
      }
      case Do::days: {
        read_words(days_[next.which]->is_true.words(), strip, yes);
        read_words(days_[next.which]->is_false.words(), strip, no);
        break;
      }
      case Do::member: {
        const Member& test = members_[next.which];
        const std::uint64_t* const planes = test.fact->planes.strip(strip);
        const std::uint32_t* place = tape_.data() + next.first;
        const std::uint32_t* last = place + next.count;
        Words certain{};
        for (; place != last; ++place) join(planes + *place, certain);
        Words possible = certain;
        for (last += test.more; place != last; ++place) join(planes + *place, possible);
        Words stated;
        load(test.fact->said.strip(strip), stated);
        if (test.denied) {
          yes = ~possible & stated;
          no = certain;
        } else {
          yes = certain;
          no = test.empty_set ? ~possible : ~possible & stated;
        }
        break;
      }
      case Do::compare: {
        const Compare& test = compares_[next.which];
        const std::uint64_t* const planes = test.fact->planes.strip(strip);
        const std::uint32_t* const places = tape_.data() + next.first;
        Words known{}, holds;
        for (std::uint32_t i = 0; i < next.count; ++i) join(planes + places[i], known);
        const auto loop = test.less ? less_than : equal_to;
        loop(test.fact->values.data() + strip * strip_rows, test.bound, strip_words,
             reinterpret_cast<std::uint64_t*>(&holds));
        if (test.negated) holds = ~holds;
        yes = holds & known;
        no = ~holds & known;
        break;
      }
      case Do::negate: {
        const Slot of = tape_[next.first];
        const Words was = slots[of];
        yes = slots[of + 1];
        no = was;
        break;
      }
      case Do::all:
      case Do::any: {
        const Slot* operand = tape_.data() + next.first;
        const Slot* const last = operand + next.count;
        Words first = slots[*operand], second = slots[*operand + 1];
        if (next.what == Do::all) {
          while (++operand != last) {
            first &= slots[*operand];
            second |= slots[*operand + 1];
          }
        } else {
          while (++operand != last) {
            first |= slots[*operand];
            second &= slots[*operand + 1];
          }
        }
        yes = first;
        no = second;
        break;
      }
      case Do::store: {
        write_words(yes, strip, rows_, stores_[next.which].yes);
        write_words(no, strip, rows_, stores_[next.which].no);
        break;
      }
      case Do::show: {
        const Words open = ~(yes | no);
        for (std::uint32_t i = next.first; i < next.first + next.count; ++i) {
          const TruthStrips& into = places_[i];
          std::memcpy(into.holds + strip * into.step, &yes, sizeof yes);
          if (into.open != nullptr) std::memcpy(into.open + strip * into.step, &open, sizeof open);
        }
        break;
      }
    }
  }
}

/// Notes where all that is shown is to be put.
void TruthProgram::follow_places() {
  if (!new_places_) return;
  new_places_ = false;
  places_.clear();
  for (Instruction& next : instructions_) {
    if (next.what != Do::show) continue;
    const auto& places = shown_.at(shows_[next.which]);
    next.first = static_cast<std::uint32_t>(places_.size());
    next.count = static_cast<std::uint32_t>(places.size());
    places_.insert(places_.end(), places.begin(), places.end());
  }
}

void TruthProgram::run() {
  follow_planes();
  follow_places();
  for (std::size_t strip = 0; strip < strips_of(rows_); ++strip) run_strip(strip);
}

}  // namespace weir::evaluate
