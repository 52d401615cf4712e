#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/span.hpp"
#include "model/expectation.hpp"
#include "model/type.hpp"
#include "model/value.hpp"

namespace weir::model {

struct RowTag;
using RowId = base::Id<RowTag>;

enum class Quality : std::uint8_t { confirmed, reported, alleged, assumed };
std::string_view to_text(Quality quality);
std::optional<Quality> quality_from_text(std::string_view text);

/// Where a claim comes from.
struct CaseSource {
  std::string id;  ///< "agreement"
  std::string title;
  std::string url;
  std::optional<base::Date> date;  ///< the day it became public; of a month or year its last day
  base::Span span;
};

/// One statement about a fact.
struct Claim {
  Value value;
  std::string written;  ///< as the case has it, on one line: "68 million USD..70 million USD"
  std::string source;   ///< id of a CaseSource; empty if none is named
  Quality quality = Quality::confirmed;
  std::optional<base::Date>
      learned;           ///< the day it became public: its own, else its source's; none: known always
  std::string replaces;  ///< source id of the claim it replaces; empty if none
  base::Span span;
};

/// The claims on one fact of one row, in the order of the file.
struct FactEntry {
  FactId fact;
  std::vector<Claim> claims;
  base::Span key_span;
};

/// The rows under one list fact of one row.
struct RowList {
  FactId fact;
  std::vector<RowId> rows;
  bool open = false;  ///< the list says `unknown`: there may be more
  base::Span span;
};

/// One thing with facts: the transaction, a party, a holding, a procedure, a row of a list.
struct Row {
  EntityId entity;
  std::string id;                ///< of a party its id, of a procedure its regime; else empty
  RowId parent;                  ///< of a list's row: what it is listed under; else not valid
  std::vector<FactEntry> facts;  ///< single and set facts that the case mentions
  std::vector<RowList> lists;    ///< facts of shape rows that the case mentions
  std::string source;  ///< of list rows and holdings: source, quality, learned of the row as a whole
  Quality quality = Quality::confirmed;
  std::optional<base::Date> learned;
  base::Span span;

  const FactEntry* find(FactId fact) const;
  const RowList* find_list(FactId fact) const;
};

/// What an authority decided on a judgement, or what the author of the case assumes of it.
struct RecordedJudgement {
  std::string judgement;  ///< definition name without the entity: "ca_soe"
  std::string of;         ///< party id; empty for a judgement on the transaction
  bool value = false;
  std::string by;  ///< who decided
  std::string source;
  Quality quality = Quality::confirmed;
  std::optional<base::Date> learned;  ///< `on`, else `learned`, else the source's date
  base::Span span;
};

struct CaseRole {
  std::string role;  ///< "acquirer", "target", "vendor"
  std::string party;
  base::Span span;
};

/// What really happened; read by no rule.
struct Outcome {
  std::string text;
  std::string source;
};

/// One acquisition and its parties.
struct Case {
  std::string id;
  std::string title;
  base::FileId file;
  base::Span id_span;
  std::optional<base::Date> as_of, known_on;
  std::vector<CaseSource> sources;
  std::vector<Row> rows;  ///< rows[0] is the transaction
  std::vector<CaseRole> roles;
  std::vector<RecordedJudgement> judgements;
  std::vector<std::string> context;  ///< ids of context items, in the order of the file
  std::vector<base::Span> context_spans;
  std::optional<Outcome> outcome;
  std::vector<std::string> tags;          ///< words by which a run of tests can pick cases
  std::vector<Expectation> expectations;  ///< in the order of the file; read by no rule
  std::string digest;                     ///< "sha256:…" over what an assessment can depend on

  const Row& row(RowId which) const { return rows[which.index()]; }
  std::optional<RowId> find_row(EntityId entity, std::string_view row_id) const;
  const CaseSource* find_source(std::string_view source_id) const;
  /// The party in a role; empty if the case names none.
  std::string_view party_in_role(std::string_view role) const;
};

}  // namespace weir::model
