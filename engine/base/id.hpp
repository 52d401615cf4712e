#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace weir::base {

/// A strong 32-bit index into a vector of `Tag`s; default-constructed ids are invalid.
template <class Tag>
struct Id {
  static constexpr std::uint32_t none = 0xffffffff;
  std::uint32_t value = none;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}
  constexpr bool valid() const { return value != none; }
  constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace weir::base

template <class Tag>
struct std::hash<weir::base::Id<Tag>> {
  std::size_t operator()(weir::base::Id<Tag> id) const noexcept {
    return std::hash<std::uint32_t>{}(id.value);
  }
};
