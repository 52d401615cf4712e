#pragma once
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "weir/rule_sets.hpp"

namespace weir {

/// How many cases are evaluated in one run: what `weir batch` takes as options.
struct BatchOptions {
  Options seen = {};
  /// JSON Lines, a case each; or a table with commas whose first row names facts. Either may be packed by
  /// gzip.
  enum class Input : std::uint8_t { lines, table } input = Input::lines;
  enum class Part : std::uint8_t { position, determinations, risk, fired, open };
  std::vector<Part> parts = {Part::determinations, Part::risk, Part::fired, Part::open};
  /// A line of JSON for each case; or nothing but counts, as one JSON object at the end.
  enum class Output : std::uint8_t { lines, summary } output = Output::lines;
  /// With more than one, `in` and `out` are used by threads of the batch, each by one at a time.
  unsigned threads = 1;
  std::uint64_t skip = 0;  ///< so many cases at the beginning are passed over
  /// Is told how many cases are done, never by two threads at once; may be empty.
  std::function<void(std::uint64_t)> progress = {};
};

struct BatchCounts {
  std::uint64_t cases = 0;    ///< without those passed over
  std::uint64_t refused = 0;  ///< have a line with a code and a message in place of an answer
  std::map<std::string, std::uint64_t> refused_by_code;
};

/// Evaluates every case that `in` holds and writes to `out`, another stream, in the order of the input. Holds
/// some blocks of cases in memory, whatever the length of the input. No value if the input cannot be read on,
/// the output cannot be written, or the options are wrong; what was written by then stands.
Outcome<BatchCounts> evaluate_lines(const RuleSets& rule_sets, std::istream& in, std::ostream& out,
                                    const BatchOptions& options = {});

/// The same from memory to memory; `out` is appended to.
Outcome<BatchCounts> evaluate_lines(const RuleSets& rule_sets, std::string_view in, std::string& out,
                                    const BatchOptions& options = {});

}  // namespace weir
