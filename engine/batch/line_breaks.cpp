#include "batch/line_breaks.hpp"

#include <bit>
#include <cstring>

#include "base/clones.hpp"

#ifdef WEIR_HAS_CLONES
#include <immintrin.h>
#endif

namespace weir::batch {

namespace {

using Find = void (*)(std::string_view, std::size_t, std::vector<std::uint32_t>&);

/// From a place of the text on.
void find_one_by_one(std::string_view text, std::size_t from, std::vector<std::uint32_t>& places) {
  while (from < text.size()) {
    const void* found = std::memchr(text.data() + from, '\n', text.size() - from);
    if (found == nullptr) return;
    const auto place = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    places.push_back(static_cast<std::uint32_t>(place));
    from = place + 1;
  }
}

#ifdef WEIR_HAS_CLONES

// Sixty-four letters at a time, the last ones one by one. Lines are longer than that as a rule: whether one
// ends among them or not, a place is put down, and counted if it is one. No branch is taken that could not be
// foreseen.
__attribute__((target("avx512f,avx512bw,bmi,bmi2,popcnt"))) void find_by_words(
    std::string_view text, std::size_t from, std::vector<std::uint32_t>& places) {
  const __m512i line_break = _mm512_set1_epi8('\n');
  constexpr std::size_t at_once = 64;
  std::size_t found = places.size();
  for (; from + at_once <= text.size(); from += at_once) {
    if (places.size() < found + at_once) places.resize(2 * (found + at_once));
    std::uint64_t breaks = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(text.data() + from), line_break);
    const auto put = [&](std::size_t at) {
      places[at] = static_cast<std::uint32_t>(from) + static_cast<std::uint32_t>(std::countr_zero(breaks));
    };
    put(found);
    const std::size_t end = found + static_cast<std::size_t>(std::popcount(breaks));
    for (++found; found < end; ++found) {
      breaks &= breaks - 1;
      put(found);
    }
    found = end;
  }
  places.resize(found);
  find_one_by_one(text, from, places);
}

const Find find_as_fits = __builtin_cpu_supports("avx512bw") ? find_by_words : find_one_by_one;

#else

constexpr Find find_as_fits = find_one_by_one;

#endif

}  // namespace

void find_line_breaks(std::string_view text, std::vector<std::uint32_t>& places) {
  find_as_fits(text, 0, places);
}

}  // namespace weir::batch
