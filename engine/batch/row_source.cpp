#include "batch/row_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.hpp"

namespace weir::batch {

void RawRows::add(std::uint64_t line, std::string_view json) {
  RawRow& row = rows.emplace_back();
  row.line = line;
  row.begin = text.size();
  row.size = json.size();
  // Readers of structure may look a little behind the end.
  constexpr std::size_t room = 256;
  const std::size_t wanted = text.size() + json.size() + room;
  if (text.capacity() < wanted) text.reserve(2 * wanted);
  text.append(json);
  text += '\n';
}

void RawRows::add_fault(std::uint64_t line, RawRow::Fault fault, std::string message) {
  RawRow& row = rows.emplace_back();
  row.line = line;
  row.fault = fault;
  row.message = std::move(message);
}

base::Result<bool> JsonLines::refill() {
  if (at_ < held_) return true;
  const auto count = source_.read(block_);
  if (!count) return count.failure();
  at_ = 0;
  held_ = count.value();
  bytes_ += held_;
  return held_ > 0;
}

void JsonLines::finish_line(RawRows& rows, std::string_view text) {
  ++line_;
  if (too_long_) {
    rows.add_fault(
        line_, RawRow::Fault::too_long,
        fmt::format("the line is longer than {} bytes", base::with_thousands(std::to_string(limit_))));
  } else if (text.find_first_not_of(" \t\r") != std::string_view::npos) {
    if (text.back() == '\r') text.remove_suffix(1);
    rows.add(line_, text);
  }
  open_.clear();
  too_long_ = false;
  begun_ = false;
}

std::optional<base::Failure> JsonLines::next(std::size_t most, RawRows& rows) {
  rows.clear();
  while (rows.rows.size() < most) {
    const auto more = refill();
    if (!more) return more.failure();
    if (!more.value()) {
      if (begun_) finish_line(rows, open_);
      return std::nullopt;
    }
    const char* begin = block_.data() + at_;
    const auto* end = static_cast<const char*>(std::memchr(begin, '\n', held_ - at_));
    const std::size_t length = end != nullptr ? static_cast<std::size_t>(end - begin) : held_ - at_;
    too_long_ = too_long_ || open_.size() + length > limit_;
    at_ += length;
    if (end == nullptr) {
      begun_ = true;
      if (!too_long_) open_.append(begin, length);
      continue;
    }
    ++at_;
    if (open_.empty()) {
      finish_line(rows, {begin, length});
      continue;
    }
    if (!too_long_) open_.append(begin, length);
    finish_line(rows, std::string(open_));
  }
  return std::nullopt;
}

}  // namespace weir::batch
