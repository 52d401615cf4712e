#include <algorithm>
#include <bitset>
#include <functional>

#include "evaluate/kernels.hpp"
#include "support/catch.hpp"

// Every expectation here is derived from one definition: a partly known input stands for several candidates;
// the result is true if the operation holds for all of them, false if it holds for none, else unknown.

namespace weir::evaluate {
namespace {

using base::Date;
using base::Rational;
using base::Truth;
using plan::ColumnKind;
using plan::Op;

constexpr Truth all_truths[] = {Truth::false_value, Truth::true_value, Truth::unknown};

// What was seen of the candidates.
struct Seen {
  bool yes = false, no = false;
  void add(bool holds) { (holds ? yes : no) = true; }
  bool nothing() const { return !yes && !no; }
  Truth truth() const { return yes == no ? Truth::unknown : base::truth_of(yes); }
};

std::vector<bool> candidates_of(Truth truth) {
  if (truth == Truth::unknown) return {false, true};
  return {truth == Truth::true_value};
}

// Calls `action` with every way to settle the truths.
void each_completion(const std::vector<Truth>& truths,
                     const std::function<void(const std::vector<bool>&)>& action) {
  std::vector<bool> chosen;
  std::function<void()> choose = [&] {
    if (chosen.size() == truths.size()) return action(chosen);
    for (const bool value : candidates_of(truths[chosen.size()])) {
      chosen.push_back(value);
      choose();
      chosen.pop_back();
    }
  };
  choose();
}

// Calls `action` with every tuple of `count` truth values.
void each_tuple(std::size_t count, const std::function<void(const std::vector<Truth>&)>& action) {
  std::vector<Truth> chosen;
  std::function<void()> choose = [&] {
    if (chosen.size() == count) return action(chosen);
    for (const Truth value : all_truths) {
      chosen.push_back(value);
      choose();
      chosen.pop_back();
    }
  };
  choose();
}

// One kernel over one row of the case table.
class Bench {
 public:
  explicit Bench(Op op, ColumnKind kind = ColumnKind::truth) {
    node_.op = op;
    node_.kind = kind;
    batch_.plan = &plan_;
    batch_.cases.resize(1);
  }
  plan::Node& node() { return node_; }
  CaseRow& row() { return batch_.cases[0]; }
  Dictionary& dictionary() { return dictionary_; }

  Column run(Column (*kernel)(const Frame&), const std::vector<Column>& inputs) {
    Frame frame{batch_, node_, {}, dictionary_, 1};
    for (const Column& input : inputs) frame.inputs.push_back(&input);
    return kernel(frame);
  }
  Column run(void (*kernel)(const Frame&, Column&), const std::vector<Column>& inputs) {
    Frame frame{batch_, node_, {}, dictionary_, 1};
    for (const Column& input : inputs) frame.inputs.push_back(&input);
    Column out;
    kernel(frame, out);
    return out;
  }

 private:
  plan::Plan plan_;
  plan::Node node_;
  Batch batch_;
  Dictionary dictionary_;
};

Column truth_column(Truth value) {
  Column column = Column::of(ColumnKind::truth, 1);
  column.set_truth(0, value);
  return column;
}

std::vector<Column> truth_columns(const std::vector<Truth>& values) {
  std::vector<Column> columns;
  for (const Truth value : values) columns.push_back(truth_column(value));
  return columns;
}

Column date_column(std::int32_t low, std::int32_t high, Applies applies = Applies::certainly) {
  Column column = Column::of(ColumnKind::date, 1);
  column.low[0] = low;
  column.high[0] = high;
  column.applies[0] = applies;
  return column;
}

TEST_CASE("logic has the three-valued tables of candidates", "[evaluate]") {
  for (std::size_t count = 1; count <= 4; ++count) {
    each_tuple(count, [&](const std::vector<Truth>& truths) {
      Seen all, any;
      std::vector<Seen> at_least(count + 2);
      each_completion(truths, [&](const std::vector<bool>& values) {
        const auto holding = static_cast<std::size_t>(std::count(values.begin(), values.end(), true));
        all.add(holding == count);
        any.add(holding > 0);
        for (std::size_t n = 0; n < at_least.size(); ++n) at_least[n].add(holding >= n);
      });
      const std::vector<Column> inputs = truth_columns(truths);
      REQUIRE(Bench(Op::logical_and).run(logic_kernel, inputs).truth(0) == all.truth());
      REQUIRE(Bench(Op::logical_or).run(logic_kernel, inputs).truth(0) == any.truth());
      for (std::size_t n = 0; n < at_least.size(); ++n) {
        Bench bench(Op::at_least);
        bench.node().count = static_cast<std::int64_t>(n);
        REQUIRE(bench.run(logic_kernel, inputs).truth(0) == at_least[n].truth());
      }
    });
  }
  for (const Truth value : all_truths) {
    Seen negated;
    each_completion({value}, [&](const std::vector<bool>& values) { negated.add(!values[0]); });
    REQUIRE(Bench(Op::logical_not).run(logic_kernel, {truth_column(value)}).truth(0) == negated.truth());
  }
}

TEST_CASE("doubtful law never makes anything true", "[evaluate]") {
  for (const Truth value : all_truths) {
    const Truth expected = value == Truth::false_value ? value : Truth::unknown;
    REQUIRE(Bench(Op::doubtful).run(logic_kernel, {truth_column(value)}).truth(0) == expected);
  }
}

TEST_CASE("a judgement is its bright lines, else the decision, else the presumption where presumed",
          "[evaluate]") {
  each_tuple(4, [&](const std::vector<Truth>& truths) {
    const Truth yes = truths[0], no = truths[1], recorded = truths[2], presumed = truths[3];
    Truth expected = recorded;
    if (no == Truth::true_value) expected = Truth::false_value;
    if (yes == Truth::true_value) expected = Truth::true_value;
    const std::vector<Column> inputs = truth_columns(truths);
    REQUIRE(Bench(Op::judgement).run(logic_kernel, inputs).truth(0) == expected);
    Bench presuming(Op::judgement);
    presuming.row().presume = CaseRow::Presume::presumptions;
    if (expected == Truth::unknown) expected = presumed;
    REQUIRE(presuming.run(logic_kernel, inputs).truth(0) == expected);
  });
}

// Ranges with ends on 1, 2, 3, and candidates a quarter apart that reach beyond them.
struct Range {
  Bounds bounds;
  std::vector<int> quarters;
};

std::vector<Range> all_ranges() {
  std::vector<Range> ranges;
  for (int low = 0; low <= 3; ++low) {       // 0: no lower bound
    for (int high = 1; high <= 4; ++high) {  // 4: no upper bound
      for (int open = 0; open < 4; ++open) {
        Range range;
        range.bounds.has_low = low > 0;
        range.bounds.has_high = high < 4;
        range.bounds.low = Rational(low);
        range.bounds.high = Rational(high);
        range.bounds.low_open = (open & 1) != 0;
        range.bounds.high_open = (open & 2) != 0;
        for (int quarter = 0; quarter <= 16; ++quarter) {
          const bool above = low == 0 || (range.bounds.low_open ? quarter > 4 * low : quarter >= 4 * low);
          const bool below = high == 4 || (range.bounds.high_open ? quarter < 4 * high : quarter <= 4 * high);
          if (above && below) range.quarters.push_back(quarter);
        }
        if (!range.quarters.empty()) ranges.push_back(range);
      }
    }
  }
  return ranges;
}

bool holds(Op op, int a, int b) {
  switch (op) {
    case Op::less:
      return a < b;
    case Op::less_equal:
      return a <= b;
    case Op::equal:
      return a == b;
    default:
      return a != b;
  }
}

constexpr Op number_comparisons[] = {Op::less, Op::less_equal, Op::equal, Op::not_equal};

TEST_CASE("two partly known numbers compare as their candidates do", "[evaluate]") {
  const std::vector<Range> ranges = all_ranges();
  for (const Range& a : ranges) {
    for (const Range& b : ranges) {
      for (const Op op : {Op::less, Op::less_equal, Op::equal}) {
        Seen seen;
        for (const int left : a.quarters) {
          for (const int right : b.quarters) seen.add(holds(op, left, right));
        }
        if (compare_bounds(op, a.bounds, b.bounds) != seen.truth()) {
          FAIL(plan::to_text(op) << " of " << a.quarters.front() << ".." << a.quarters.back() << " and "
                                 << b.quarters.front() << ".." << b.quarters.back() << " quarters");
        }
      }
    }
  }
}

TEST_CASE("numbers that are one of several, or do not apply, compare as their candidates do", "[evaluate]") {
  // A number: some of these pieces, and whether it applies. Comparing what does not apply is false, either
  // way round.
  const std::vector<Range> ranges = all_ranges();
  const std::vector<std::vector<std::size_t>> choices = {{},   {0},     {5},     {9},
                                                         {20}, {5, 20}, {9, 25}, {3, 14, 30}};
  struct Number {
    Column column = Column::of(ColumnKind::number, 1);
    std::vector<int> quarters;
    bool absent = false;
  };
  std::vector<Number> numbers;
  for (const auto& choice : choices) {
    for (const Applies applies : {Applies::certainly, Applies::perhaps, Applies::not_at_all}) {
      if (choice.empty() != (applies == Applies::not_at_all)) continue;
      Number number;
      std::vector<Bounds> pieces;
      for (const std::size_t which : choice) {
        REQUIRE(which < ranges.size());
        pieces.push_back(ranges[which].bounds);
        pieces.back().group = static_cast<std::uint32_t>(pieces.size());
        number.quarters.insert(number.quarters.end(), ranges[which].quarters.begin(),
                               ranges[which].quarters.end());
      }
      number.column.push_number(pieces, applies);
      number.absent = applies != Applies::certainly;
      numbers.push_back(std::move(number));
    }
  }
  for (const Number& a : numbers) {
    for (const Number& b : numbers) {
      for (const Op op : number_comparisons) {
        Seen seen;
        if (a.absent || b.absent) seen.add(false);
        for (const int left : a.quarters) {
          for (const int right : b.quarters) seen.add(holds(op, left, right));
        }
        REQUIRE(Bench(op).run(number_kernel, {a.column, b.column}).truth(0) == seen.truth());
      }
    }
  }
}

TEST_CASE("amounts compare in a currency that both state, else not at all", "[evaluate]") {
  auto amount = [](std::int32_t currency, int value) {
    Bounds bounds;
    bounds.low = bounds.high = Rational(value);
    bounds.has_low = bounds.has_high = true;
    bounds.currency = currency;
    return bounds;
  };
  auto money = [](const std::vector<Bounds>& equivalents) {
    Column column = Column::of(ColumnKind::number, 1);
    column.push_number(equivalents, Applies::certainly);
    return column;
  };
  const Column threshold = money({amount(2, 10)});
  CHECK(Bench(Op::less).run(number_kernel, {money({amount(2, 9)}), threshold}).truth(0) == Truth::true_value);
  CHECK(Bench(Op::less).run(number_kernel, {money({amount(1, 9)}), threshold}).truth(0) == Truth::unknown);
  CHECK(Bench(Op::less).run(number_kernel, {money({amount(1, 9), amount(2, 11)}), threshold}).truth(0) ==
        Truth::false_value);
}

TEST_CASE("partly known days compare as their candidates do", "[evaluate]") {
  const Applies all_applies[] = {Applies::certainly, Applies::perhaps, Applies::not_at_all};
  for (int code = 0; code < 4 * 4 * 4 * 4 * 9; ++code) {
    const int a_low = code % 4, a_high = code / 4 % 4, b_low = code / 16 % 4, b_high = code / 64 % 4;
    const Applies a_applies = all_applies[code / 256 % 3], b_applies = all_applies[code / 768];
    if (a_low > a_high || b_low > b_high) continue;
    constexpr std::pair<Op, Op> comparisons[] = {{Op::date_less, Op::less},
                                                 {Op::date_less_equal, Op::less_equal},
                                                 {Op::date_equal, Op::equal},
                                                 {Op::date_not_equal, Op::not_equal}};
    for (const auto& [op, meaning] : comparisons) {
      Seen seen;
      if (a_applies != Applies::certainly || b_applies != Applies::certainly) seen.add(false);
      if (a_applies != Applies::not_at_all && b_applies != Applies::not_at_all) {
        for (int a = a_low; a <= a_high; ++a) {
          for (int b = b_low; b <= b_high; ++b) seen.add(holds(meaning, a, b));
        }
      }
      const Column result = Bench(op).run(
          date_kernel, {date_column(a_low, a_high, a_applies), date_column(b_low, b_high, b_applies)});
      REQUIRE(result.truth(0) == seen.truth());
    }
  }
}

// Sets over three known members (bits 0 to 2) and three that nobody named (bits 3 to 5).
struct Set {
  unsigned certain = 0, possible = 0;
  bool open = false;
  bool may_be(unsigned members) const {
    return (members & certain) == certain && (open || (members & ~possible) == 0);
  }
};

Column set_column(const Set& set, Applies applies = Applies::certainly) {
  std::vector<std::int32_t> certain, possible;
  for (std::int32_t item = 0; item < 6; ++item) {
    if (set.certain >> item & 1u) certain.push_back(item);
    if (set.possible >> item & 1u) possible.push_back(item);
  }
  Column column = Column::of(ColumnKind::items, 1);
  column.push_items(certain, possible, set.open, applies);
  return column;
}

std::vector<Set> all_sets() {
  std::vector<Set> sets;
  for (unsigned possible = 0; possible < 8; ++possible) {
    for (unsigned certain = 0; certain < 8; ++certain) {
      if ((certain & ~possible) != 0) continue;
      sets.push_back({certain, possible, false});
      sets.push_back({certain, possible, true});
    }
  }
  return sets;
}

std::vector<unsigned> candidates_of(const Set& set) {
  std::vector<unsigned> result;
  for (unsigned members = 0; members < 64; ++members) {
    if (set.may_be(members)) result.push_back(members);
  }
  return result;
}

int count_of(unsigned members) {
  return static_cast<int>(std::bitset<6>(members).count());
}

TEST_CASE("two partly known sets relate as their candidates do", "[evaluate]") {
  for (const Set& a : all_sets()) {
    const std::vector<unsigned> lefts = candidates_of(a);
    for (const Set& b : all_sets()) {
      Seen overlaps, within, contains[4];
      for (const unsigned right : candidates_of(b)) {
        for (const unsigned left : lefts) {
          const unsigned common = left & right;
          overlaps.add(common != 0);
          within.add(common == left);
          const int count = count_of(common);
          for (int n = 1; n < 4; ++n) contains[n].add(count >= n);
        }
      }
      const std::vector<Column> inputs = {set_column(a), set_column(b)};
      REQUIRE(Bench(Op::overlaps).run(item_kernel, inputs).truth(0) == overlaps.truth());
      REQUIRE(Bench(Op::within).run(item_kernel, inputs).truth(0) == within.truth());
      for (int n = 1; n < 4; ++n) {
        Bench bench(Op::contains_at_least);
        bench.node().count = n;
        const Truth result = bench.run(item_kernel, inputs).truth(0);
        // Where the right is open the members counted may be wider codes of one item, so only safety is asked
        // there.
        const bool safe = result == Truth::unknown || result == contains[n].truth();
        REQUIRE((b.open ? safe : result == contains[n].truth()));
      }
    }
  }
}

TEST_CASE("a partly known item is in a set, or equals another, as its candidates are", "[evaluate]") {
  for (unsigned items = 0; items < 8; ++items) {
    const bool open = items == 0;
    const unsigned candidates = open ? 63u : items;
    const Set item{count_of(items) == 1 ? items : 0u, items, open};
    for (const Applies applies : {Applies::certainly, Applies::perhaps}) {
      for (const Set& set : all_sets()) {
        Seen in, not_in;
        if (applies == Applies::perhaps) in.add(false), not_in.add(false);
        for (const unsigned members : candidates_of(set)) {
          for (int which = 0; which < 6; ++which) {
            if (!(candidates >> which & 1u)) continue;
            in.add((members >> which & 1u) != 0);
            not_in.add((members >> which & 1u) == 0);
          }
        }
        const std::vector<Column> inputs = {set_column(item, applies), set_column(set)};
        REQUIRE(Bench(Op::in).run(item_kernel, inputs).truth(0) == in.truth());
        REQUIRE(Bench(Op::not_in).run(item_kernel, inputs).truth(0) == not_in.truth());
      }
      for (unsigned others = 0; others < 8; ++others) {
        const bool any = others == 0;
        Seen equal, differ;
        if (applies == Applies::perhaps) equal.add(false), differ.add(false);
        for (int left = 0; left < 6; ++left) {
          for (int right = 0; right < 6; ++right) {
            if (!(candidates >> left & 1u) || !((any ? 63u : others) >> right & 1u)) continue;
            equal.add(left == right);
            differ.add(left != right);
          }
        }
        const Set other{count_of(others) == 1 ? others : 0u, others, any};
        const std::vector<Column> inputs = {set_column(item, applies), set_column(other)};
        REQUIRE(Bench(Op::item_equal).run(item_kernel, inputs).truth(0) == equal.truth());
        REQUIRE(Bench(Op::item_not_equal).run(item_kernel, inputs).truth(0) == differ.truth());
      }
    }
  }
}

TEST_CASE("a table answers with all that its lines may answer", "[evaluate]") {
  each_tuple(6, [&](const std::vector<Truth>& truths) {  // match, answer, match, answer, match, answer
    Seen seen;
    each_completion(truths, [&](const std::vector<bool>& values) {
      for (std::size_t line = 0; line < 3; ++line) {
        if (!values[2 * line]) continue;
        seen.add(values[2 * line + 1]);
        return;
      }
    });
    if (seen.nothing()) return;
    REQUIRE(Bench(Op::select).run(choice_kernel, truth_columns(truths)).truth(0) == seen.truth());
  });
}

TEST_CASE("a law date between two days picks every version that it touches", "[evaluate]") {
  const std::vector<plan::VersionRange> versions = {
      {Date{0}, Date{3}, Date{0}}, {Date{4}, Date{6}, Date{4}}, {Date{7}, Date::never(), Date{7}}};
  each_tuple(3, [&](const std::vector<Truth>& answers) {
    for (std::int32_t low = 0; low < 10; ++low) {
      for (std::int32_t high = low; high < 10; ++high) {
        Seen seen;
        for (std::int32_t day = low; day <= high; ++day) {
          for (const bool value : candidates_of(answers[day <= 3 ? 0 : day <= 6 ? 1 : 2])) seen.add(value);
        }
        Bench bench(Op::version);
        bench.node().versions = versions;
        std::vector<Column> inputs = {date_column(low, high), date_column(20, 20)};
        for (const Truth answer : answers) inputs.push_back(truth_column(answer));
        REQUIRE(bench.run(choice_kernel, inputs).truth(0) == seen.truth());
      }
    }
  });
  using Places = decltype(Touched::versions);
  // Seen before the third is enacted, the second has no end that is known yet.
  CHECK(touched_versions(versions, date_column(8, 8), 0, Date{5}).versions == Places{1});
  CHECK(touched_versions(versions, date_column(8, 8), 0, Date{7}).versions == Places{2});
  CHECK(touched_versions(versions, date_column(2, Date::never().days), 0, Date{5}).versions == Places{0, 1});
}

}  // namespace
}  // namespace weir::evaluate
