#pragma once
#include <string>
#include <vector>

#include "batch/batch.hpp"

namespace weir::batch {

/// What a block of rows came to.
struct BlockResult {
  std::string text;  ///< a line for each row
  Tally tally;
};

/// Evaluates blocks of rows. Several threads may use one at once.
class BlockWriter {
 public:
  /// Fails on a regime or supposed law that does not exist.
  static base::Result<BlockWriter> make(const session::Session& session, const Settings& settings);
  BlockResult evaluate(const std::vector<RawRow>& rows) const;

 private:
  BlockWriter(const session::Session& session, const Settings& settings, std::vector<std::uint32_t> regimes);

  struct Row;
  void read(const RawRow& raw, Row& row) const;
  void refuse(Row& row, std::string code, std::string message) const;
  void write_answers(const evaluate::Run& run, std::size_t at, const Row& row, BlockResult& into) const;
  void write_regime(const evaluate::Run& run, std::size_t at, std::uint32_t regime, BlockResult& into) const;

  const session::Session* session_;
  const Settings* settings_;
  std::vector<std::uint32_t> regimes_;             ///< places of those asked for
  std::vector<std::vector<std::uint32_t>> rules_;  ///< by regime: places in Plan::rules, by id
};

}  // namespace weir::batch
