#pragma once
#include "load/case_rows.hpp"
#include "model/case.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

/// The roles a party may have in a case.
inline constexpr std::string_view role_names[] = {"acquirer", "target", "vendor"};

/// `sources:`; must be read before everything that names one.
void read_sources(const yaml::Reader& reader, yaml::NodeId map, model::Case& into);
/// `judgements:`.
void read_judgements(const yaml::Reader& reader, yaml::NodeId list, const PartyIds& parties,
                     model::Case& into);
/// `roles:`.
void read_roles(const yaml::Reader& reader, yaml::NodeId map, const PartyIds& parties, model::Case& into);
/// `outcome:`.
void read_outcome(const yaml::Reader& reader, yaml::NodeId map, model::Case& into);
/// "sha256:…" over what an assessment can depend on: not over layout and comments, nor over `outcome`,
/// `expect`, `note` and `tags` (case_digest.cpp).
std::string digest_of_case(const yaml::Document& document);
/// `context:`.
void read_context_ids(const yaml::Reader& reader, yaml::NodeId list, model::Case& into);

}  // namespace weir::load
