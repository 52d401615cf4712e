#pragma once
#include <optional>

#include "model/vocabulary.hpp"
#include "yaml/reader.hpp"

namespace weir::load {

enum class DomainForm : std::uint8_t { enumeration, classification };

/// ISO 3166-1, built in.
model::Domain country_domain();
/// One entry under `enumerations:` or `classifications:`.
std::optional<model::Domain> read_domain(const yaml::Reader& reader, const yaml::Entry& entry,
                                         DomainForm form);
/// One entry under `units:`.
std::optional<model::Dimension> read_dimension(const yaml::Reader& reader, const yaml::Entry& entry,
                                               const model::Vocabulary& vocabulary);

}  // namespace weir::load
