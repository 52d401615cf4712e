#include "batch/row_source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "batch/line_breaks.hpp"

namespace weir::batch {

std::span<char> RawRows::more(std::size_t bytes) {
  const std::size_t wanted = size_ + bytes + room;
  if (memory_.size() < wanted) memory_.resize(2 * wanted);
  return {memory_.data() + size_, bytes};
}

void RawRows::put(std::string_view text) {
  std::ranges::copy(text, more(text.size()).begin());
  grow(text.size());
}

void RawRows::add(std::uint64_t line, std::string_view json) {
  RawRow& row = rows.emplace_back();
  row.line = line;
  row.begin = size_;
  row.size = json.size();
  put(json);
  put("\n");
}

void RawRows::add_fault(std::uint64_t line, RawRow::Fault fault, std::string message) {
  RawRow& row = rows.emplace_back();
  row.line = line;
  row.fault = fault;
  row.message = static_cast<std::uint32_t>(messages_.size());
  messages_.push_back(std::move(message));
}

void JsonLines::end_line(RawRows& rows, std::size_t begin, std::size_t size) {
  ++line_;
  if (too_long_ || size > limit_) {
    rows.add_fault(
        line_, RawRow::Fault::too_long,
        fmt::format("the line is longer than {} bytes", base::with_thousands(std::to_string(limit_))));
    too_long_ = false;
    return;
  }
  std::string_view text = rows.text().substr(begin, size);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  const bool blank = text.empty() || (text.front() != '{' && text.find_first_not_of(" \t\r") == text.npos);
  if (blank) return;
  RawRow& row = rows.rows.emplace_back();
  row.line = line_;
  row.begin = begin;
  row.size = text.size();
}

std::optional<base::Failure> JsonLines::next(std::size_t most, RawRows& rows) {
  // As much as the rows that are wanted may take, by those before: what is read beyond them is copied.
  constexpr std::size_t least = std::size_t{1} << 14, largest = std::size_t{1} << 16;
  rows.clear();
  if (failure_) return failure_;
  rows.put(over_);
  over_.clear();
  std::size_t begin = 0,
              looked = 0;  // where the line begins that is being read; up to where no break was found
  for (;;) {
    const std::string_view text = rows.text();
    breaks_.clear();
    find_line_breaks(text.substr(looked), breaks_);
    const auto is_enough = [&] { return rows.rows.size() == most || begin >= enough_bytes; };
    for (const std::uint32_t place : breaks_) {
      if (is_enough()) break;
      const std::size_t end = looked + place;
      end_line(rows, begin, end - begin);
      begin = end + 1;
    }
    if (is_enough()) {
      over_ = text.substr(begin);
      rows.cut(begin);
      if (!rows.rows.empty()) bytes_a_row_ = begin / rows.rows.size() + 1;
      if (!rows.rows.empty()) return std::nullopt;
      // So many blank lines need not be kept.
      rows.clear();
      rows.put(over_);
      over_.clear();
      begin = looked = 0;
      continue;
    }
    looked = text.size();
    if (ended_) {
      if (begin < text.size() || too_long_) end_line(rows, begin, text.size() - begin);
      return std::nullopt;
    }
    // Of a line that is too long nothing needs to be kept.
    if (text.size() - begin > limit_) {
      too_long_ = true;
      rows.cut(begin);
      looked = begin;
    }
    const std::size_t wanted = (most - rows.rows.size()) * bytes_a_row_;
    const auto count = source_.read(rows.more(std::clamp(wanted, least, largest)));
    if (!count) {
      failure_ = count.failure();
      if (rows.rows.empty()) return failure_;
      rows.cut(begin);
      return std::nullopt;
    }
    ended_ = count.value() == 0;
    rows.grow(count.value());
  }
}

}  // namespace weir::batch
