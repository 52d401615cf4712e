#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/assessment_memo.hpp"
#include "report/memo_parts.hpp"

namespace weir::report {

/// A fact or judgement that an assessment leaves open, in words.
struct OpenQuestion {
  std::size_t rank = 0;  ///< 1 is most telling; 0: not ranked
  std::string name;      ///< "norsat.customers", "hytera-project.ca_soe"
  bool judgement = false;
  std::string ask;     ///< the question, with the party that it is about
  std::string effect;  ///< what its answers would give; empty: alone it changes nothing, if tried
  bool tried = true;   ///< else the effect is not known in full
  std::string state;   ///< its name, what is known of it and what is only alleged, or who judges
  bool telling() const { return !effect.empty(); }
};

/// What a regime leaves open, by rank.
std::vector<OpenQuestion> open_questions(const MemoContext& context, const model::RegimeAssessment& regime);
std::vector<OpenQuestion> open_questions(const MemoSubject& subject, const model::RegimeAssessment& regime);

/// Who judges, of "the investor in its filing, subject to …": "the investor in its filing".
std::string authority_of(const std::string& decides);
/// The question with the name of the party that `name` is about before it.
std::string said_of_party(const Words& words, const std::string& question, std::string_view name);

}  // namespace weir::report
