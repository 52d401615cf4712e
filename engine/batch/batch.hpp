#pragma once
#include <functional>
#include <string>
#include <vector>

#include "batch/row_source.hpp"
#include "batch/tally.hpp"
#include "evaluate/assess.hpp"
#include "session/session.hpp"

namespace weir::batch {

/// What a line of output tells of a regime.
enum class Part : std::uint8_t { position, determinations, risk, fired, open };

struct Settings {
  evaluate::Options options;
  std::vector<Part> parts = {Part::determinations, Part::risk, Part::fired, Part::open};
  std::uint64_t skip = 0;  ///< so many rows at the beginning are passed over
  unsigned threads = 1;
  enum class Output : std::uint8_t { lines, tally } output = Output::lines;
  /// So many rows are evaluated together, of no influence on what comes out; 0: as many as suit the rules.
  std::size_t block_rows = 0;
  /// Whether lines that state plain facts are laid out without a case between; the answers are the same.
  enum class Straight : std::uint8_t { where_possible, never } straight = Straight::where_possible;
  /// Takes output in order; fails where it cannot be written.
  std::function<std::optional<base::Failure>(std::string_view)> write;
  /// `write` is given a multiple of so many bytes, whatever a line ends in them, and less only at the end; 0:
  /// what there is, once a block is done at the latest.
  std::size_t piece = 0;
  /// Is told how many rows are done; may be empty.
  std::function<void(std::uint64_t)> progress;
};

/// Evaluates every row and writes a line for each, in the order of the input; a row that cannot be evaluated
/// gets its line too, with a code and a message. Holds some blocks in memory, whatever the length of the
/// input. Fails when the input cannot be read on, with the rows before answered; when the output cannot be
/// written, or a regime or supposed law is unknown.
base::Result<Tally> run_batch(const session::Session& session, RowSource& rows, const Settings& settings);

}  // namespace weir::batch
