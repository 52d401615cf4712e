#include "model/clock.hpp"

namespace weir::model {

std::string_view to_text(Silence silence) {
  switch (silence) {
    case Silence::clears:
      return "clears";
    case Silence::refuses:
      return "refuses";
    case Silence::lapses:
      return "lapses";
    case Silence::nothing:
      return "nothing";
  }
  return "";
}

std::optional<Silence> silence_from_text(std::string_view text) {
  for (const Silence silence : {Silence::clears, Silence::refuses, Silence::lapses, Silence::nothing}) {
    if (to_text(silence) == text) return silence;
  }
  return std::nullopt;
}

}  // namespace weir::model
