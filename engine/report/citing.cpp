#include "report/citing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace weir::report {

std::string Citing::origin(const model::QuotedFact& fact) {
  std::string text;
  if (fact.quality && *fact.quality != model::Quality::confirmed) {
    text = fmt::format(" ({})", model::to_text(*fact.quality));
  }
  if (fact.source_id.empty()) return text;
  const model::CaseSource* source = words_.facts().find_source(fact.source_id);
  if (std::find(named_.begin(), named_.end(), fact.source_id) == named_.end()) {
    named_.push_back(fact.source_id);
  }
  text += " [" + fact.source_id;
  const bool dated = source != nullptr && source->date == fact.learned;
  if (fact.learned && !dated) text += ", " + base::to_long_text(*fact.learned);
  return text + "]";
}

std::string Citing::quoted(const model::QuotedFact& fact, const std::string& value) {
  return value + origin(fact);
}

std::string Citing::quoted(const model::QuotedFact& fact) {
  return quoted(fact, words_.value(words_.declared(fact.fact), fact.written));
}

std::string Citing::series(const std::vector<model::QuotedFact>& facts, std::string_view between,
                           std::string_view after) {
  std::vector<std::string> words, labels;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const model::QuotedFact& fact = facts[i];
    const auto value = [&](const model::QuotedFact& of) {
      return words_.value(words_.declared(of.fact), of.written);
    };
    labels.push_back(words_.label(fact.fact));
    const bool more = i + 1 < facts.size();
    const bool same = more && facts[i + 1].source_id == fact.source_id &&
                      facts[i + 1].quality == fact.quality && facts[i + 1].learned == fact.learned;
    if (same && value(facts[i + 1]) == value(fact)) continue;
    const std::string text = fmt::format("{}{}{}", enumeration(labels, "and"), after, value(fact));
    labels.clear();
    words.push_back(same ? text : text + origin(fact));
  }
  return base::join(words, between);
}

std::string Citing::quoted(const std::vector<model::QuotedFact>& facts) {
  return facts.size() == 1 ? quoted(facts[0]) : series(facts, ", ", " ");
}

std::string Citing::listed(const std::vector<model::QuotedFact>& facts) {
  return series(facts, "; ", ": ");
}

std::vector<const model::CaseSource*> Citing::named() const {
  std::vector<const model::CaseSource*> sources;
  for (const model::CaseSource& source : words_.facts().sources) {
    if (std::find(named_.begin(), named_.end(), source.id) != named_.end()) sources.push_back(&source);
  }
  // By the day they became public, so that the order of the file does not matter.
  std::sort(sources.begin(), sources.end(), [](const model::CaseSource* a, const model::CaseSource* b) {
    const auto day = [](const model::CaseSource* source) {
      return source->date.value_or(base::Date::never());
    };
    return std::pair(day(a), a->id) < std::pair(day(b), b->id);
  });
  return sources;
}

}  // namespace weir::report
