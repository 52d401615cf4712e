#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace weir::interview {

/// Who is asked: a person at a terminal, or a test.
class Conversation {
 public:
  virtual ~Conversation() = default;
  /// Shows a text at once.
  virtual void say(std::string_view text) = 0;
  /// The next line that is answered, without its line break; none if nothing more will come.
  virtual std::optional<std::string> hear() = 0;
};

}  // namespace weir::interview
