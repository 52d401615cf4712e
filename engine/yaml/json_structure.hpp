#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace weir::yaml {

/// Where in a text of JSON something begins: each of `{ } [ ] : ,` outside of strings, each string at its
/// opening quote, each other value at its first character. Several texts may stand one below the other.
class JsonStructure {
 public:
  /// So many bytes behind the text must be readable.
  static constexpr std::size_t padding = 64;

  JsonStructure();
  ~JsonStructure();
  JsonStructure(const JsonStructure&) = delete;
  JsonStructure& operator=(const JsonStructure&) = delete;

  /// False if the text is not UTF-8, a string is not closed, or holds a control character or a line break;
  /// the places mean nothing then.
  bool find(const char* text, std::size_t size);
  /// Ascending; behind the last one stands the size of the text, twice.
  std::span<const std::uint32_t> places() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir::yaml
