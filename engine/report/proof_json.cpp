#include "report/proof_json.hpp"

namespace weir::report {
namespace {

using json::Json;

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

template <class T, class Function>
Json list(const std::vector<T>& items, Function&& one) {
  Json json = Json::array();
  for (const T& item : items) json.push_back(one(item));
  return json;
}

/// Two runs of FNV-1a from different beginnings.
class Hash {
 public:
  void add(std::string_view text) {
    number(text.size());
    for (const char c : text) byte(static_cast<unsigned char>(c));
  }
  void number(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) byte(static_cast<unsigned char>(value >> (8 * i)));
  }
  std::pair<std::uint64_t, std::uint64_t> take() const { return {first_, second_}; }

 private:
  void byte(unsigned char value) {
    first_ = (first_ ^ value) * 1099511628211u;
    second_ = (second_ ^ value) * 0x9E3779B97F4A7C15u;
  }
  std::uint64_t first_ = 14695981039346656037u, second_ = 0x6A09E667F3BCC908u;
};

/// All that a step says of itself, without its parts.
Json own_json(const model::ProofNode& node) {
  Json json = {{"expression", node.expression}, {"truth", base::to_text(node.truth)}};
  if (!node.title.empty()) json["title"] = node.title;
  if (!node.facts.empty()) json["facts"] = list(node.facts, quoted_json);
  if (!node.further.empty()) json["further_facts"] = list(node.further, quoted_json);
  if (!node.values.empty()) json["values"] = node.values;
  if (!node.reasons.empty()) json["reasons"] = node.reasons;
  if (!node.cite.empty()) json["cite"] = list(node.cite, citation_json);
  if (node.assumed) json["assumed"] = true;
  return json;
}

}  // namespace

Json quoted_json(const model::QuotedFact& fact) {
  return {{"fact", fact.fact},
          {"value", fact.written},
          {"source", or_null(fact.source)},
          {"source_id", or_null(fact.source_id)},
          {"learned", fact.learned ? Json(base::to_iso(*fact.learned)) : Json(nullptr)},
          {"quality", fact.quality ? Json(model::to_text(*fact.quality)) : Json(nullptr)}};
}

Json citation_json(const model::Citation& citation) {
  return {{"text", citation.text}, {"url", or_null(citation.url)}};
}

ProofWriter::Print ProofWriter::print_of(const model::ProofNode& node) {
  if (const auto known = prints_.find(&node); known != prints_.end()) return known->second;
  Hash hash;
  hash.add(json::dump_line(own_json(node)));
  hash.number(node.parts.size());
  for (const model::ProofNode& part : node.parts) {
    const Print print = print_of(part);
    hash.number(print.first);
    hash.number(print.second);
  }
  return prints_[&node] = hash.take();
}

void ProofWriter::read(const model::ProofNode& proof) {
  if (proof.parts.empty()) return;
  // What stands below a step that was met before is met with it.
  if (++counts_[print_of(proof)] > 1) return;
  for (const model::ProofNode& part : proof.parts) read(part);
}

Json ProofWriter::write(const model::ProofNode& proof) {
  if (!proof.parts.empty() && counts_[print_of(proof)] > 1) {
    const auto [number, first] = numbers_.emplace(print_of(proof), numbers_.size() + 1);
    if (!first) {
      Json json = {{"expression", proof.expression}, {"truth", base::to_text(proof.truth)}};
      if (!proof.title.empty()) json["title"] = proof.title;
      json["same_as"] = number->second;
      json["parts"] = Json::array();
      return json;
    }
    Json json = own_json(proof);
    json["step"] = number->second;
    json["parts"] = list(proof.parts, [&](const auto& part) { return write(part); });
    return json;
  }
  Json json = own_json(proof);
  json["parts"] = list(proof.parts, [&](const auto& part) { return write(part); });
  return json;
}

}  // namespace weir::report
