#pragma once
#include <cstddef>
#include <cstdint>

namespace weir::evaluate {

/// Where the truths of one node are put, a bit a row, in whole strips: the words of the rows in which it
/// holds, and those of the rows in which that is open. Behind the last row they may say anything.
struct TruthStrips {
  std::uint64_t* holds = nullptr;
  std::uint64_t* open = nullptr;  ///< null: not wanted
  std::size_t step = 0;           ///< words from one strip to the next
};

}  // namespace weir::evaluate
