#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "lsp/channel.hpp"

namespace weir::lsp {

/// Cuts the bytes of a channel into the bodies of messages: headers with `Content-Length`, an empty line, the
/// body.
class FrameReader {
 public:
  /// Largest body that is read, in bytes.
  static constexpr std::size_t body_limit = 64u << 20;
  /// Largest header part that is read, in bytes.
  static constexpr std::size_t header_limit = 8u << 10;

  enum class Outcome : std::uint8_t {
    body,       ///< `body` is the next one
    end,        ///< the input ended between two messages
    cut_short,  ///< the input ended inside a message
    no_length,  ///< headers without a usable `Content-Length`: where the next message begins is not known
    too_long,   ///< headers or body beyond the limits
  };

  explicit FrameReader(const Channel& channel) : channel_(channel) {}
  /// Reads the next body into `body`. After anything but `body` there is nothing more to read.
  Outcome next(std::string& body);

 private:
  bool fill();

  const Channel& channel_;
  std::string buffer_;
};

/// `body` with its header.
std::string framed(std::string_view body);

}  // namespace weir::lsp
