#pragma once
#include <string>
#include <string_view>

#include "model/case.hpp"
#include "model/vocabulary.hpp"

namespace weir::interview {

/// What is asked for: a fact, or a judgement if there is none.
struct Asked {
  std::string name;                   ///< "norsat.customers"
  const model::Fact* fact = nullptr;  ///< null: a judgement
};

/// What somebody said to a question.
struct Reply {
  enum class Kind : std::uint8_t {
    value,  ///< `text` as a case file has it
    dont_know,
    explain,  ///< what is meant, and why it is asked
    list,     ///< the answers there are; `text`: words that they are to hold
    show,     ///< the assessment so far
    back,
    quit,
    unclear,  ///< `text`: what is wrong with it, and what would do
  };
  Kind kind = Kind::unclear;
  std::string text;
  bool members = false;  ///< members of a list were named: whether these are all is still to be asked
};

/// Reads a line. Codes may be given by their id, title, number in a short list, or a part that only one has.
Reply read_reply(std::string_view line, const Asked& asked, const model::Vocabulary& vocabulary,
                 const model::Case& facts);

/// The answers that a question takes, in a line: "yes or no", "one or more, by number or name: 1 Shares, …".
std::string answers_taken(const Asked& asked, const model::Vocabulary& vocabulary, const model::Case& facts);
/// How a value is written where it is not known exactly: "`over 25%`, `10%..25%`".
std::string partial_answers(const Asked& asked);

/// The codes or parties that may answer, with their titles; those only that hold the words. Empty if the
/// question does not ask for a code or party.
std::vector<model::Code> choices_of(const Asked& asked, const model::Vocabulary& vocabulary,
                                    const model::Case& facts, std::string_view words = {});

}  // namespace weir::interview
