#pragma once
#include <cstddef>
#include <cstdint>

#include "evaluate/columns.hpp"
#include "evaluate/word_loops.hpp"

namespace weir::evaluate {

/// Truths of one node by row, strip by strip: the words in which it holds, and those in which it does not.
struct TruthStrips {
  const std::uint64_t* yes = nullptr;
  const std::uint64_t* no = nullptr;
  std::size_t step = strip_words;  ///< words from one strip to the next
  std::size_t words = 0;           ///< of all strips; the last one may have fewer

  static TruthStrips of(const Column& column) {
    const auto& words = column.is_true.words();
    return {words.data(), column.is_false.words().data(), strip_words, words.size()};
  }
};

}  // namespace weir::evaluate
