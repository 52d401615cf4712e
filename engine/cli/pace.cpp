#include "cli/pace.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace weir::cli {

namespace {

constexpr std::uint64_t first_after = 500, then_every = 200, second = 1000;

/// The two largest units are enough: "3 h 12 min", "12 s".
std::string duration(std::uint64_t seconds) {
  if (seconds < 60) return fmt::format("{} s", seconds);
  const std::uint64_t minutes = seconds / 60;
  if (minutes < 60) return fmt::format("{} min {} s", minutes, seconds % 60);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

/// Without leaving what 64 bits hold, however many there were.
std::uint64_t share(std::uint64_t amount, std::uint64_t part, std::uint64_t whole) {
  return static_cast<std::uint64_t>(static_cast<long double>(amount) * static_cast<long double>(part) /
                                    static_cast<long double>(whole));
}

}  // namespace

std::optional<std::string> Pace::words(std::uint64_t now, std::uint64_t cases, std::uint64_t bytes) {
  if (now < begun_ + first_after || now < next_) return std::nullopt;
  next_ = now + then_every;
  const std::uint64_t passed = now - begun_;
  std::string text = fmt::format("{} cases, {} a second", base::with_thousands(std::to_string(cases)),
                                 base::with_thousands(std::to_string(share(cases, second, passed))));
  // A file that has grown since says nothing of what is left.
  if (!bytes_ || bytes == 0 || bytes > *bytes_) return text + fmt::format(", {} MB read", bytes / 1'000'000);
  const std::uint64_t left = share(passed, *bytes_ - bytes, bytes);
  return text + fmt::format(", {} % read, {} left", share(100, bytes, *bytes_),
                            duration((left + second - 1) / second));
}

}  // namespace weir::cli
