#include "suite/mutation.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <numeric>

#include "base/parallel.hpp"
#include "suite/mutant_trial.hpp"

namespace weir::suite {

namespace {

/// The generator splitmix64: the same numbers with every library.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9e37'79b9'7f4a'7c15ull;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58'476d'1ce4'e5b9ull;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d0'49bb'1331'11ebull;
    return mixed ^ (mixed >> 31);
  }

 private:
  std::uint64_t state_;
};

/// Hands a thread its own copy of the rule sets; made when first asked for.
class Benches {
 public:
  Benches(const plan::Plan& plan, const std::vector<Trial>& trials, const std::vector<Verdict>& verdicts)
      : plan_(plan), trials_(trials), verdicts_(verdicts) {}

  std::unique_ptr<Bench> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!free_.empty()) {
        auto bench = std::move(free_.back());
        free_.pop_back();
        return bench;
      }
    }
    return std::make_unique<Bench>(plan_, trials_, verdicts_);
  }

  void give_back(std::unique_ptr<Bench> bench) {
    const std::scoped_lock lock(mutex_);
    free_.push_back(std::move(bench));
  }

 private:
  const plan::Plan& plan_;
  const std::vector<Trial>& trials_;
  const std::vector<Verdict>& verdicts_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Bench>> free_;
};

}  // namespace

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Generator generator(seed);
  for (std::size_t i = 0; i + 1 < count; ++i) std::swap(order[i], order[i + generator.next() % (count - i)]);
  return order;
}

std::size_t Mutation::count(Fate fate) const {
  return static_cast<std::size_t>(std::ranges::count(tried, fate, &Tried::fate));
}

std::size_t Mutation::score() const {
  return tried.empty() ? 100 : count(Fate::killed) * 100 / tried.size();
}

Mutation run_mutation(const plan::Plan& plan, const std::vector<Trial>& trials,
                      const std::vector<Verdict>& verdicts, const Wanted& wanted,
                      const MutationOptions& options) {
  std::vector<Mutant> mutants = mutants_of(plan.rule_sets(), wanted);
  std::vector<std::size_t> order(mutants.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (options.sample) order = shuffled(mutants.size(), options.seed);

  Mutation result;
  result.candidates = mutants.size();
  const std::size_t wanted_count = std::min(options.sample.value_or(mutants.size()), mutants.size());
  std::vector<Tried> all(mutants.size());
  std::vector<std::size_t> chosen;
  Benches benches(plan, trials, verdicts);
  std::mutex progress;
  std::atomic<std::size_t> done = 0;
  // Those that change nothing are no mutants: others are drawn in their place.
  for (std::size_t next = 0; next < order.size() && chosen.size() < wanted_count;) {
    const std::size_t count = std::min(wanted_count - chosen.size(), order.size() - next);
    base::for_each_index(count, options.threads, [&](std::size_t i) {
      Tried& tried = all[order[next + i]];
      tried.mutant = std::move(mutants[order[next + i]]);
      auto bench = benches.take();
      bench->attempt(tried);
      benches.give_back(std::move(bench));
      ++done;
      if (!options.progress) return;
      const std::scoped_lock lock(progress);
      options.progress(std::min<std::size_t>(done, wanted_count), wanted_count);
    });
    for (std::size_t i = next; i < next + count; ++i) {
      const Fate fate = all[order[i]].fate;
      if (fate == Fate::equal) ++result.equal;
      if (fate == Fate::refused) ++result.refused;
      if (fate == Fate::killed || fate == Fate::survived) chosen.push_back(order[i]);
    }
    next += count;
  }
  if (options.progress) options.progress(wanted_count, wanted_count);
  std::ranges::sort(chosen);
  for (const std::size_t i : chosen) result.tried.push_back(std::move(all[i]));
  return result;
}

}  // namespace weir::suite
