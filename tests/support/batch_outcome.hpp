#pragma once
#include <string>

#include "batch/batch.hpp"
#include "support/catch.hpp"

namespace weir::test {

/// What a batch puts out, and what it counts.
struct BatchOutcome {
  std::string lines;
  batch::Tally tally;
};

/// A batch over lines of JSON; what `settings` say of writing is of no account.
inline BatchOutcome batch_outcome(const session::Session& session, const std::string& input,
                                  batch::Settings settings) {
  base::StringSource source(input);
  batch::JsonLines rows(source);
  BatchOutcome outcome;
  settings.write = [&](std::string_view text) {
    outcome.lines += text;
    return std::optional<base::Failure>();
  };
  auto tally = batch::run_batch(session, rows, settings);
  REQUIRE(tally.ok());
  outcome.tally = std::move(tally).value();
  return outcome;
}

}  // namespace weir::test
