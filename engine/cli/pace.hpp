#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace weir::cli {

/// How far a batch is and how long it still takes, in words for a terminal. Knows no clock: whoever asks says
/// what time it is, in milliseconds.
class Pace {
 public:
  /// `bytes`: how much there is to read; none where nobody knows.
  Pace(std::uint64_t begun, std::optional<std::uint64_t> bytes) : begun_(begun), bytes_(bytes) {}

  /// What to show after so many cases were answered and bytes read. None in the first moment, which many runs
  /// do not outlast, and shortly after the last time.
  std::optional<std::string> words(std::uint64_t now, std::uint64_t cases, std::uint64_t bytes);

 private:
  std::uint64_t begun_, next_ = 0;
  std::optional<std::uint64_t> bytes_;
};

}  // namespace weir::cli
