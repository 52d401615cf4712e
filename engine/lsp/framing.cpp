#include "lsp/framing.hpp"

#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace weir::lsp {
namespace {

constexpr std::string_view blank_line = "\r\n\r\n";

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

/// The number behind `Content-Length`; none if there is no such header, or it is no number of bytes.
std::optional<std::uint64_t> length_in(std::string_view headers) {
  std::optional<std::uint64_t> length;
  for (std::string_view line : base::split(headers, '\n')) {
    const auto colon = line.find(':');
    if (colon == line.npos || !same_word(base::trim(line.substr(0, colon)), "content-length")) continue;
    const std::string_view digits = base::trim(line.substr(colon + 1));
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc::result_out_of_range) value = UINT64_MAX;
    if (digits.empty() || error == std::errc::invalid_argument || end != digits.data() + digits.size())
      return std::nullopt;
    length = value;
  }
  return length;
}

}  // namespace

bool FrameReader::fill() {
  std::array<char, 1u << 16> block;
  const std::size_t count = channel_.read(block.data(), block.size());
  buffer_.append(block.data(), count);
  return count > 0;
}

FrameReader::Outcome FrameReader::next(std::string& body) {
  std::size_t headers = buffer_.find(blank_line);
  while (headers == buffer_.npos) {
    if (buffer_.size() > header_limit) return Outcome::too_long;
    if (!fill()) return base::trim(buffer_).empty() ? Outcome::end : Outcome::cut_short;
    headers = buffer_.find(blank_line);
  }
  if (headers > header_limit) return Outcome::too_long;
  const auto length = length_in(std::string_view(buffer_).substr(0, headers));
  if (!length) return Outcome::no_length;
  if (*length > body_limit) return Outcome::too_long;
  buffer_.erase(0, headers + blank_line.size());
  while (buffer_.size() < *length) {
    if (!fill()) return Outcome::cut_short;
  }
  body = buffer_.substr(0, *length);
  buffer_.erase(0, *length);
  return Outcome::body;
}

std::string framed(std::string_view body) {
  std::string frame = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return frame.append(body);
}

}  // namespace weir::lsp
