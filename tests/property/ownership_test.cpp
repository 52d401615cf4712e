// Random graphs against brute force; WEIR_ROUNDS multiplies the rounds, the seeds are fixed.
#include <cstdlib>
#include <random>

#include "reference/ownership_reference.hpp"
#include "support/catch.hpp"
#include "support/ownership_sketch.hpp"

using namespace weir;
using namespace weir::ownership;
using weir::test::text;
using Method = model::Method;

namespace {

unsigned rounds(unsigned usual) {
  const char* const factor = std::getenv("WEIR_ROUNDS");
  return usual * static_cast<unsigned>(factor != nullptr ? std::max(1, std::atoi(factor)) : 1);
}

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }

  /// Shares of an entity never certainly exceed the whole, so that no graph is invalid.
  Graph graph(std::size_t parties, int links, bool loops = true) {
    Graph graph;
    graph.parties.resize(parties);
    std::vector<std::int64_t> left(parties, 20);
    for (int i = 0; i < links; ++i) {
      Link link;
      link.owner = HolderId(static_cast<std::size_t>(pick(static_cast<int>(parties))));
      link.entity = HolderId(static_cast<std::size_t>(pick(static_cast<int>(parties))));
      if (link.owner == link.entity || (!loops && link.entity < link.owner)) continue;
      std::int64_t& room = left[link.entity.index()];
      link.shares.after = share(room);
      link.shares.before = pick(3) == 0 ? Share::exactly(0) : link.shares.after;
      const base::Rational twenty(20);
      room -= base::Rational::multiply(link.shares.after.low, twenty)->numerator() +
              (link.shares.after.low_open ? 1 : 0);
      if (pick(8) == 0) link.held = base::Truth::unknown;
      graph.links.push_back(link);
    }
    return graph;
  }

  void add_circles(Graph& graph) {
    for (int i = pick(3); i > 0; --i) {
      const HolderId a = party(graph);
      const HolderId b = party(graph);
      const base::Truth certain = pick(2) == 0 ? base::Truth::true_value : base::Truth::unknown;
      if (a != b) graph.parties[a.index()].circle.push_back({b, certain});
    }
    for (int i = pick(3); i > 0; --i) {
      const base::Truth certain = pick(2) == 0 ? base::Truth::true_value : base::Truth::unknown;
      graph.influence.push_back({party(graph), party(graph), certain});
    }
    for (Entity& entity : graph.parties) entity.trust = static_cast<base::Truth>(pick(3));
  }

  HolderId party(const Graph& graph) {
    return HolderId(static_cast<std::size_t>(pick(static_cast<int>(graph.parties.size()))));
  }

  Method method() {
    Method method;
    method.path = static_cast<Method::Path>(pick(4));
    if (pick(2) == 0) method.full_from = bar();
    if (pick(2) == 0) method.link = bar();
    method.dominant = pick(2) == 0;
    return method;
  }

  Share narrower(Share share) {
    if (pick(2) == 0) share.low_open = true;
    if (share.low == share.high) return Share::exactly(share.low);
    const base::Rational middle =
        *base::Rational::divide(*base::Rational::add(share.low, share.high), base::Rational(2));
    if (pick(2) == 0) return {share.low, middle, share.low_open, false};
    return Share::exactly(middle);
  }

 private:
  model::Bar bar() {
    static const char* const lines[] = {"10%", "25%", "50%", "20%"};
    return pick(2) == 0 ? test::at_least(lines[pick(4)]) : test::more_than(lines[pick(4)]);
  }

  /// Twentieths, so that the usual lines are often met exactly.
  Share share(std::int64_t room) {
    const std::int64_t low = room == 0 ? 0 : pick(static_cast<int>(room) + 1);
    const auto of = [](std::int64_t part) { return *base::Rational::make(part, 20); };
    switch (pick(5)) {
      case 0:
        return {of(low), of(low + pick(static_cast<int>(20 - low) + 1)), false, false};
      case 1:
        if (low < room) return {of(low), of(20), true, pick(2) == 0};
        return Share::exactly(of(low));
      default:
        return Share::exactly(of(low));
    }
  }

  std::mt19937 random_;
};

/// Whether each end of `narrow` lies within `wide`, an excluded end excluded still.
bool within(const Share& narrow, const Share& wide) {
  const bool low = narrow.low > wide.low || (narrow.low == wide.low && (narrow.low_open || !wide.low_open));
  const bool high =
      narrow.high < wide.high || (narrow.high == wide.high && (narrow.high_open || !wide.high_open));
  return low && high;
}
bool within(const Interest& narrow, const Interest& wide) {
  return within(narrow.held.before, wide.held.before) && within(narrow.held.after, wide.held.after);
}

}  // namespace

TEST_CASE("ownership: every figure equals brute force", "[ownership][property]") {
  for (unsigned seed = 1; seed <= rounds(1000); ++seed) {
    Generator make(seed);
    Graph graph = make.graph(2 + static_cast<std::size_t>(make.pick(5)), 3 + make.pick(9));
    make.add_circles(graph);
    const Method method = make.method();
    const Attribution attribution(graph, method);
    INFO("seed " << seed);
    const HolderId entity = make.party(graph);
    for (std::size_t holder = 0; holder < graph.parties.size(); ++holder) {
      if (HolderId(holder) == entity) continue;
      const Selection one{{HolderId(holder)}, {}};
      INFO("holder " << holder << " entity " << entity.value);
      CHECK(text(attribution.interest(HolderId(holder), entity)) ==
            text(reference::joint(graph, method, entity, one)));
    }
    Selection selection;
    for (std::size_t holder = 0; holder < graph.parties.size(); ++holder) {
      const int kind = make.pick(3);
      if (HolderId(holder) != entity && kind != 0)
        (kind == 1 ? selection.certain : selection.possible).push_back(HolderId(holder));
    }
    CHECK(text(attribution.joint(entity, selection)) ==
          text(reference::joint(graph, method, entity, selection)));
  }
}

TEST_CASE("ownership: to know more narrows every figure", "[ownership][property]") {
  for (unsigned seed = 1; seed <= rounds(1000); ++seed) {
    Generator make(seed);
    Graph wide = make.graph(6, 10);
    if (wide.links.empty()) continue;
    make.add_circles(wide);
    wide.parties[make.party(wide).index()].open = true;
    Graph narrow = wide;
    Link& link = narrow.links[static_cast<std::size_t>(make.pick(static_cast<int>(narrow.links.size())))];
    link.shares.after = make.narrower(link.shares.after);
    std::vector<std::int64_t> sure(6, 0);
    bool valid = true;
    for (std::size_t entity = 0; entity < 6; ++entity) {
      base::Rational total = 0;
      for (const Link& other : narrow.links)
        if (other.entity.index() == entity) total = *base::Rational::add(total, other.shares.after.low);
      valid = valid && total < base::Rational(1);
    }
    if (!valid) continue;
    const Method method = make.method();
    const Attribution before(wide, method);
    const Attribution after(narrow, method);
    INFO("seed " << seed);
    for (std::size_t holder = 0; holder < 6; ++holder) {
      for (std::size_t entity = 0; entity < 6; ++entity) {
        const Interest known = after.interest(HolderId(holder), HolderId(entity));
        const Interest open = before.interest(HolderId(holder), HolderId(entity));
        INFO(holder << " in " << entity << ": " << text(open) << " became " << text(known));
        CHECK(within(known, open));
      }
    }
  }
}

TEST_CASE("ownership: a joint interest of more holders is never less, and never above the whole",
          "[ownership][property]") {
  for (unsigned seed = 1; seed <= rounds(1000); ++seed) {
    Generator make(seed);
    Graph graph = make.graph(7, 12);
    const Method method = make.method();
    const Attribution attribution(graph, method);
    const HolderId entity = make.party(graph);
    Selection selection;
    Interest last = attribution.joint(entity, selection);
    INFO("seed " << seed);
    CHECK(last.held == Shares::both(Share::exactly(0)));
    for (std::size_t holder = 0; holder < 7; ++holder) {
      if (HolderId(holder) == entity) continue;
      selection.certain.push_back(HolderId(holder));
      const Interest joint = attribution.joint(entity, selection);
      INFO(text(last) << " then " << text(joint) << " with " << holder);
      for (const auto& [less, more] :
           {std::pair(last.held.before, joint.held.before), {last.held.after, joint.held.after}}) {
        CHECK((less.low < more.low || (less.low == more.low && less.low_open <= more.low_open)));
        CHECK((less.high < more.high || (less.high == more.high && more.high_open <= less.high_open)));
        CHECK(more.high <= base::Rational(1));
      }
      last = joint;
    }
  }
}

TEST_CASE("ownership: of one holder, joint and single interest are the same", "[ownership][property]") {
  for (unsigned seed = 1; seed <= rounds(1000); ++seed) {
    Generator make(seed);
    Graph graph = make.graph(7, 12, make.pick(2) == 0);
    make.add_circles(graph);
    const Attribution attribution(graph, make.method());
    const HolderId entity = make.party(graph);
    INFO("seed " << seed);
    for (const Holding& row : attribution.upstream(entity)) {
      CHECK(text(attribution.joint(entity, {{row.who}, {}})) == text(row.interest));
      bool found = false;
      for (const Holding& below : attribution.downstream(row.who))
        found = found || (below.who == entity && below.interest == row.interest);
      CHECK(found);
    }
  }
}
