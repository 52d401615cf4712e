#include "load/claims.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

/// The value as the case has it, on one line.
std::string written(const Reader& reader, NodeId id) {
  const auto& node = reader.node(id);
  switch (node.kind) {
    case yaml::NodeKind::null:
      return "";
    case yaml::NodeKind::scalar: {
      std::string text = node.scalar.text;
      std::ranges::replace(text, '\n', ' ');
      const std::string_view trimmed = base::trim(text);
      return trimmed.size() == text.size() ? text : std::string(trimmed);
    }
    case yaml::NodeKind::sequence: {
      std::vector<std::string> parts;
      for (const NodeId item : node.items) parts.push_back(written(reader, item));
      return "[" + base::join(parts, ", ") + "]";
    }
    case yaml::NodeKind::map: {
      std::vector<std::string> parts;
      for (const auto& entry : node.entries) {
        parts.push_back(written(reader, entry.key) + ": " + written(reader, entry.value));
      }
      return "{" + base::join(parts, ", ") + "}";
    }
  }
  return "";
}

bool is_claim(const Reader& reader, NodeId node) {
  if (!reader.is_map(node)) return false;
  for (const std::string_view key : {"value", "source", "quality", "learned", "replaces"}) {
    if (reader.document().find(node, key)) return true;
  }
  return false;
}

/// True for a list that holds claims rather than members.
bool is_claim_list(const Reader& reader, NodeId node) {
  if (!reader.is_sequence(node)) return false;
  return std::ranges::any_of(reader.node(node).items, [&](NodeId item) { return is_claim(reader, item); });
}

void check_replaced(const Reader& reader, NodeId list, const std::vector<model::Claim>& claims) {
  for (const NodeId item : reader.node(list).items) {
    const auto node = reader.document().find(item, "replaces");
    if (!node || !reader.is_scalar(*node)) continue;
    const std::string& source = reader.node(*node).scalar.text;
    const bool found = std::ranges::any_of(claims, [&](const model::Claim& claim) {
      return claim.source == source && claim.span != reader.span(item);
    });
    if (found) continue;
    std::vector<std::string> sources;
    for (const auto& claim : claims) {
      if (!claim.source.empty() && claim.span != reader.span(item)) sources.push_back(claim.source);
    }
    emit_unknown(reader.sink(), Code::replaces_nothing, reader.span(*node),
                 "no other claim on this fact comes from `" + source + "`", source, sources, "source");
  }
}

}  // namespace

std::optional<base::Date> ProvenanceReader::date_of(std::string_view source) const {
  const auto* found = case_.find_source(source);
  return found ? found->date : std::nullopt;
}

std::string ProvenanceReader::source_at(NodeId map, std::string_view key) const {
  const auto node = reader_.document().find(map, key);
  if (!node) return "";
  const auto source = reader_.text(*node, "a source");
  if (!source) return "";
  if (case_.find_source(*source)) return *source;
  std::vector<std::string> ids;
  for (const auto& known : case_.sources) ids.push_back(known.id);
  emit_unknown(reader_.sink(), Code::unknown_source, reader_.span(*node),
               "the case lists no source `" + *source + "`", *source, ids, "source");
  return "";
}

Provenance ProvenanceReader::read(NodeId map, const Provenance& inherited) const {
  static const std::vector<std::string> qualities = {"confirmed", "reported", "alleged", "assumed"};
  Provenance result = inherited;
  if (reader_.document().find(map, "source")) {
    result.source = source_at(map, "source");
    result.learned = date_of(result.source);
    result.quality = model::Quality::confirmed;
  }
  if (const auto node = reader_.document().find(map, "quality")) {
    if (const auto word = reader_.text(*node, "`quality`")) {
      if (const auto quality = model::quality_from_text(*word)) {
        result.quality = *quality;
      } else {
        emit_unknown(reader_.sink(), Code::unknown_quality, reader_.span(*node),
                     "`" + *word + "` is no quality of a claim", *word, qualities, "quality")
            .note("a claim is confirmed, reported, alleged or assumed");
      }
    }
  }
  if (const auto learned = read_date_at(reader_, map, "learned")) result.learned = learned;
  return result;
}

std::vector<model::Claim> read_claims(const Reader& reader, NodeId node, const model::Fact& fact,
                                      const ValueReader& values, const ProvenanceReader& provenance,
                                      const Provenance& inherited) {
  static constexpr std::string_view keys[] = {"value", "source", "quality", "learned", "replaces"};
  std::vector<model::Claim> claims;
  const auto add = [&](NodeId value, Provenance from, base::Span span, std::string replaces) {
    auto read = values.read(value, fact);
    if (!read) return;
    claims.push_back({std::move(*read), written(reader, value), std::move(from.source), from.quality,
                      from.learned, std::move(replaces), span});
  };
  const auto add_claim = [&](NodeId map) {
    reader.expect_keys(map, keys, "a claim");
    const auto from = provenance.read(map, inherited);
    const auto value = reader.get(map, "value", Reader::Need::required, "a claim");
    if (!value) return;
    add(*value, from, reader.span(map),
        reader.document().find(map, "replaces") ? provenance.source_at(map, "replaces") : "");
  };
  if (is_claim(reader, node)) {
    add_claim(node);
    if (const auto replaces = reader.document().find(node, "replaces")) {
      reader.sink().emit(Code::replaces_nothing, reader.span(*replaces),
                         "there is no other claim on this fact");
    }
  } else if (is_claim_list(reader, node)) {
    for (const NodeId item : reader.node(node).items) {
      if (reader.expect_map(item, "a claim")) add_claim(item);
    }
    check_replaced(reader, node, claims);
  } else {
    add(node, inherited, reader.span(node), "");
  }
  return claims;
}

}  // namespace weir::load
