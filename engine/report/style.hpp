#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::report {

enum class Colour : std::uint8_t { off, on };

/// The characters that text for people is written with.
enum class Characters : std::uint8_t { unicode, ascii };

/// What a piece of text is; the style knows how that looks.
enum class Paint : std::uint8_t { heading, emphasis, faint, good, bad, open, error, warning, place };

/// How text for people is painted. With colours off every function returns its text unchanged.
struct Style {
  Colour colour = Colour::off;
  std::size_t width = 80;
  Characters characters = Characters::unicode;

  /// `text` in the characters of this style.
  std::string plain(std::string text) const;
  std::string operator()(Paint paint, std::string_view text) const;
};

}  // namespace weir::report
