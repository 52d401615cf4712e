#include "suite/run_suite.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "base/parallel.hpp"
#include "suite/blocks.hpp"

namespace weir::suite {

namespace {

class SuiteRun {
 public:
  SuiteRun(const plan::Plan& plan, const std::vector<Trial>& trials, const RunOptions& options)
      : plan_(plan),
        trials_(trials),
        options_(options),
        verdicts_(trials.size()),
        first_failing_(trials.size()) {}

  std::vector<Verdict> run() {
    const std::vector<Block> blocks = blocks_of(plan_, trials_);
    base::for_each_index(blocks.size(), options_.threads, [&](std::size_t i) { run_block(blocks[i]); });
    // Trials of later blocks may have run beside the first that failed: what they gave is not told.
    for (std::size_t i = first_failing_ + 1; stops() && i < verdicts_.size(); ++i) verdicts_[i] = {};
    return std::move(verdicts_);
  }

 private:
  bool stops() const { return options_.after_failure == RunOptions::AfterFailure::stop; }

  void run_block(const Block& block) {
    const auto behind = [&](const std::vector<std::size_t>& of_row) {
      return of_row.front() > first_failing_.load();
    };
    if (stops() && std::ranges::all_of(block.trials, behind)) return;
    const evaluate::Run run = evaluate::run(plan_, block.rows, block.suppose);
    for (std::size_t row = 0; row < block.rows.size(); ++row) {
      for (const std::size_t i : block.trials[row]) {
        verdicts_[i] = judge_one(run, row, trials_[i]);
        if (fails(verdicts_[i].outcome)) note_failure(i);
      }
    }
    std::size_t done = 0;
    for (const auto& of_row : block.trials) done += of_row.size();
    if (!options_.progress) return;
    const std::scoped_lock lock(progress_);
    done_ += done;
    options_.progress(done_, trials_.size());
  }

  void note_failure(std::size_t trial) {
    std::size_t first = first_failing_;
    while (trial < first && !first_failing_.compare_exchange_weak(first, trial)) {
    }
  }

  Verdict judge_one(const evaluate::Run& run, std::size_t row, const Trial& trial) const {
    Verdict verdict;
    if (trial.example) {
      verdict.mismatches = judge_example(run, row, trial);
      if (!verdict.mismatches.empty()) verdict.assessment = assess_trial(plan_, trial);
    } else if (!plainly_met(run, row, trial)) {
      verdict.assessment = assess_trial(plan_, trial);
      verdict.mismatches = judge(*verdict.assessment, *trial.expectation);
    }
    using enum Verdict::Outcome;
    const bool met = verdict.mismatches.empty();
    verdict.outcome = trial.todo().empty() ? (met ? passed : failed) : (met ? gap_closed : known_gap);
    if (met) verdict.assessment.reset();
    return verdict;
  }

  const plan::Plan& plan_;
  const std::vector<Trial>& trials_;
  const RunOptions& options_;
  std::vector<Verdict> verdicts_;
  std::atomic<std::size_t> first_failing_;
  std::mutex progress_;
  std::size_t done_ = 0;
};

}  // namespace

bool fails(Verdict::Outcome outcome) {
  return outcome == Verdict::Outcome::failed || outcome == Verdict::Outcome::gap_closed;
}

std::vector<Verdict> run_suite(const plan::Plan& plan, const std::vector<Trial>& trials,
                               const RunOptions& options) {
  return SuiteRun(plan, trials, options).run();
}

}  // namespace weir::suite
