#include "batch/row_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.hpp"

namespace weir::batch {

base::Result<bool> JsonLines::refill() {
  if (at_ < held_) return true;
  const auto count = source_.read(block_);
  if (!count) return count.failure();
  at_ = 0;
  held_ = count.value();
  bytes_ += held_;
  return held_ > 0;
}

void JsonLines::finish_line(std::vector<RawRow>& rows) {
  ++line_;
  RawRow row;
  row.line = line_;
  if (too_long_) {
    row.fault = RawRow::Fault::too_long;
    row.message =
        fmt::format("the line is longer than {} bytes", base::with_thousands(std::to_string(limit_)));
    rows.push_back(std::move(row));
  } else if (open_.find_first_not_of(" \t\r") != std::string::npos) {
    if (open_.back() == '\r') open_.pop_back();
    row.text = std::move(open_);
    rows.push_back(std::move(row));
  }
  open_.clear();
  too_long_ = false;
  begun_ = false;
}

base::Result<std::vector<RawRow>> JsonLines::next(std::size_t most) {
  std::vector<RawRow> rows;
  while (rows.size() < most) {
    const auto more = refill();
    if (!more) return more.failure();
    if (!more.value()) {
      if (begun_) finish_line(rows);
      return rows;
    }
    const char* begin = block_.data() + at_;
    const auto* end = static_cast<const char*>(std::memchr(begin, '\n', held_ - at_));
    const std::size_t length = end != nullptr ? static_cast<std::size_t>(end - begin) : held_ - at_;
    begun_ = true;
    too_long_ = too_long_ || open_.size() + length > limit_;
    if (!too_long_) open_.append(begin, length);
    at_ += length;
    if (end == nullptr) continue;
    ++at_;
    finish_line(rows);
  }
  return rows;
}

}  // namespace weir::batch
