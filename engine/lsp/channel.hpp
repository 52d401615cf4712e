#pragma once
#include <cstddef>
#include <functional>
#include <string_view>

namespace weir::lsp {

/// The two ends of a connection. The program gives standard streams, a test its own.
struct Channel {
  /// Fills at most `size` bytes and returns how many; 0 at the end of the input. May wait.
  std::function<std::size_t(char* into, std::size_t size)> read;
  /// Writes all bytes at once; called by one thread at a time.
  std::function<void(std::string_view bytes)> write;
};

}  // namespace weir::lsp
