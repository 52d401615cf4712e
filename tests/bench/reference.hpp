#pragma once
#include <cstddef>
#include <memory>
#include <string_view>

namespace weir::bench {

/// What the ratio is measured against: simdjson's on-demand reader alone over JSON Lines.
class Reference {
 public:
  explicit Reference(std::string_view lines);
  ~Reference();

  struct Reading {
    std::size_t cases = 0, scalars = 0;
    std::size_t sum = 0;  ///< over every value, so that none can be skipped
  };
  /// Reads every scalar of every line.
  Reading read();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir::bench
