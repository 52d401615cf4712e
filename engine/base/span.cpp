#include "base/span.hpp"

#include <algorithm>

namespace weir::base {
namespace {

using Run = MappedText::Run;

/// The run that holds `offset`; null if none does.
const Run* run_at(const std::vector<Run>& runs, std::uint32_t offset) {
  auto after = std::upper_bound(runs.begin(), runs.end(), offset,
                                [](std::uint32_t at, const Run& run) { return at < run.text_begin; });
  if (after == runs.begin()) return nullptr;
  const Run& run = *std::prev(after);
  return offset < run.text_begin + run.length ? &run : nullptr;
}

std::uint32_t source_begin(const Run& run, std::uint32_t offset) {
  return run.length == run.source_length ? run.source_begin + (offset - run.text_begin) : run.source_begin;
}

std::uint32_t source_end(const Run& run, std::uint32_t offset) {
  return run.length == run.source_length ? run.source_begin + (offset - run.text_begin) + 1
                                         : run.source_begin + run.source_length;
}

}  // namespace

Span MappedText::to_file(TextRange range) const {
  if (!exact || runs.empty()) return whole;
  const auto size = static_cast<std::uint32_t>(text.size());
  const std::uint32_t end = std::min(range.end, size);
  const std::uint32_t begin = std::min(range.begin, end);
  if (begin == end) {
    if (const Run* run = run_at(runs, begin)) {
      const std::uint32_t at = source_begin(*run, begin);
      return {whole.file, at, at};
    }
    const std::uint32_t at = source_end(runs.back(), size - 1);
    return {whole.file, at, at};
  }
  const Run* first = run_at(runs, begin);
  const Run* last = run_at(runs, end - 1);
  if (first == nullptr || last == nullptr) return whole;
  return {whole.file, source_begin(*first, begin), source_end(*last, end - 1)};
}

MappedText unmapped(std::string_view text, FileId file) {
  const auto size = static_cast<std::uint32_t>(text.size());
  MappedText result{std::string(text), {file, 0, size}, {}, true};
  if (size > 0) result.runs.push_back({0, 0, size, size});
  return result;
}

}  // namespace weir::base
