#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "model/case.hpp"
#include "model/vocabulary.hpp"

namespace weir::bench {

/// A case of which a number of yes/no facts are unknown, and rules that hang on all of them together.
struct Questions {
  std::string vocabulary;          ///< a file that declares the facts
  std::string regime;              ///< the rules' text
  std::int64_t low = 0, high = 0;  ///< the scores that some way of answering reaches, by trying all
};
Questions make_questions(std::size_t count);

/// A case that answers none of them.
model::Case unanswered(const model::Vocabulary& vocabulary);

}  // namespace weir::bench
