#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::report {

enum class Colour : std::uint8_t { off, on };

/// What a piece of text is; the style knows how that looks.
enum class Paint : std::uint8_t { heading, emphasis, faint, good, bad, open, error, warning, place };

/// How text for people is painted. With colours off every function returns its text unchanged.
struct Style {
  Colour colour = Colour::off;
  std::size_t width = 80;

  std::string operator()(Paint paint, std::string_view text) const;
};

}  // namespace weir::report
