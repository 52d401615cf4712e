#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "language/ast.hpp"
#include "model/value.hpp"
#include "model/vocabulary.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// Ids of the parties that a value may name.
using PartyIds = std::set<std::string, std::less<>>;

/// Turns what a case writes for a fact into a value of the fact's type; every mistake is reported at the very
/// word.
class ValueReader {
 public:
  ValueReader(const yaml::Reader& reader, const model::Vocabulary& vocabulary, const PartyIds& parties)
      : reader_(reader), vocabulary_(vocabulary), parties_(parties) {}

  /// A scalar, the list of a set fact, or the `{from, to}` of a period.
  std::optional<model::Value> read(yaml::NodeId node, const model::Fact& fact) const;

 private:
  /// What is written as most cases write it, without a way through the grammar; none where the grammar has to
  /// say.
  std::optional<model::Value> read_at_once(yaml::NodeId node, const model::Fact& fact) const;
  std::optional<model::Value> read_scalar(yaml::NodeId node, const model::Fact& fact) const;
  std::optional<model::Value> read_list(yaml::NodeId node, const model::Fact& fact) const;
  std::optional<model::Value> read_period(yaml::NodeId map, const model::Fact& fact) const;
  /// A member of a list of periods, as `2017-01-01..2017-03-01`.
  std::optional<std::string> period_text(yaml::NodeId node, const model::Fact& fact) const;

  const yaml::Reader& reader_;
  const model::Vocabulary& vocabulary_;
  const PartyIds& parties_;
};

/// False, and reported, for a set without members of a fact that the vocabulary says is never empty.
bool may_be_empty(const model::Vocabulary& vocabulary, const model::Fact& fact, const model::SetValue& set,
                  base::Span span, diagnostics::Sink& sink);

/// Reads one item (a code or a party id) as text; none (reported at `span`) if there is no such item.
std::optional<std::string> read_item(const model::Vocabulary& vocabulary, const PartyIds& parties,
                                     const model::Type& type, std::string_view text, base::Span span,
                                     diagnostics::Sink& sink);

}  // namespace weir::load
