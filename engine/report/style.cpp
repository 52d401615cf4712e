#include "report/style.hpp"

#include "base/ascii.hpp"

namespace weir::report {
namespace {

std::string_view sequence(Paint paint) {
  switch (paint) {
    case Paint::heading:
      return "1";
    case Paint::emphasis:
      return "1";
    case Paint::faint:
      return "2";
    case Paint::good:
      return "32";
    case Paint::bad:
      return "31";
    case Paint::open:
      return "33";
    case Paint::error:
      return "1;31";
    case Paint::warning:
      return "1;33";
    case Paint::place:
      return "1;34";
  }
  return "0";
}

}  // namespace

std::string Style::plain(std::string text) const {
  return characters == Characters::ascii ? base::to_ascii(text) : text;
}

std::string Style::operator()(Paint paint, std::string_view text) const {
  if (colour == Colour::off || text.empty()) return std::string(text);
  return std::string("\x1b[").append(sequence(paint)).append("m").append(text).append("\x1b[0m");
}

}  // namespace weir::report
