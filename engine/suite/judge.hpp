#pragma once
#include <string>
#include <vector>

#include "evaluate/run.hpp"
#include "model/assessment.hpp"
#include "suite/trial.hpp"

namespace weir::suite {

/// How the text of a demand would have to read to be met.
struct Rewrite {
  enum class Kind : std::uint8_t {
    none,     ///< no rewriting meets it
    replace,  ///< the value at the mismatch's span by `text`
    remove,   ///< the item of the list at the mismatch's span
  };
  Kind kind = Kind::none;
  std::string text;
};

/// A demand that is not met.
struct Mismatch {
  std::string what;                ///< "filing", "risk", "ca.notify.control"
  std::string expected, actual;    ///< as an expectation writes them: "none..approval"
  base::Span span;                 ///< of the demand's value
  std::vector<std::string> rules;  ///< ids of the rules that decided, most telling first
  Rewrite rewrite;
};

/// True if conditions alone, without running through the answers to open facts, settle every answer that the
/// trial asks for and meet its demands. False says nothing.
bool plainly_met(const evaluate::Run& run, std::size_t row, const Trial& trial);

/// The demands of an expectation that an assessment does not meet.
std::vector<Mismatch> judge(const model::RegimeAssessment& assessment, const model::Expectation& expectation);

/// The mismatch of an example on its row; none if it does as it says.
std::vector<Mismatch> judge_example(const evaluate::Run& run, std::size_t row, const Trial& trial);

}  // namespace weir::suite
