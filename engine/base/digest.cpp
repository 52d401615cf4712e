#include "base/digest.hpp"

#include <sha2.h>

#include <array>
#include <cstdint>

namespace weir::base {

std::string sha256(std::string_view text) {
  SHA2_CTX state;
  SHA256Init(&state);
  SHA256Update(&state, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> bytes{};
  SHA256Final(bytes.data(), &state);
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  std::string result = "sha256:";
  for (const std::uint8_t byte : bytes) {
    result += hexadecimal[byte >> 4];
    result += hexadecimal[byte & 15];
  }
  return result;
}

}  // namespace weir::base
