#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "bench/workload.hpp"
#include "evaluate/evaluation.hpp"
#include "evaluate/run.hpp"

namespace weir::bench {

inline constexpr std::size_t block_cases = 4096;

/// Neighbouring cases with the columns of their facts, laid out before anything is timed.
struct Block {
  std::size_t first = 0;           ///< place of its first case in the workload
  std::vector<model::Case> cases;  ///< the batch points into it
  evaluate::Batch batch;
  evaluate::Dictionary dictionary;
  std::unique_ptr<evaluate::Evaluation> evaluation;
};
std::vector<std::unique_ptr<Block>> prepare_blocks(const plan::Plan& plan, const std::vector<Facts>& cases);

/// What `evaluate_block` does of the whole work, for the line that states the figure.
inline constexpr std::string_view what_is_timed =
    "from prepared columns of facts: plan evaluated, score and rules of each case read out";
const std::vector<evaluate::Column>& evaluate_block(Block& block);

/// The answers to the cases of one block, each list in one vector with where each case begins.
struct Answers {
  std::vector<std::int64_t> low, high;
  std::vector<std::uint32_t> fired_begin, fired, open_begin, open;

  Answer of(std::size_t row) const;
};

/// Reads scores and rules off the columns of an evaluated block. Keeps its memory from block to block.
class AnswerReader {
 public:
  explicit AnswerReader(const plan::Plan& plan);
  const Answers& read(const std::vector<evaluate::Column>& columns, std::size_t rows);

 private:
  const plan::Plan& plan_;
  std::vector<std::int64_t> points_;  ///< by rule
  std::vector<std::uint32_t> place_;
  Answers answers_;
};

/// The first case whose answer is not the expected one, in words; empty if there is none.
std::string first_difference(const Workload& workload, const Block& block, const Answers& answers);

}  // namespace weir::bench
