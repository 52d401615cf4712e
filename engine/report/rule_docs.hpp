#pragma once
#include <string>

#include "check/checked.hpp"

namespace weir::report {

/// A page of Markdown on one regime for people who read law and not rule sets: what it covers, its rules with
/// their sources, its figures and lists by day, what is left to judgement and what is uncertain.
std::string render_regime_page(const check::Checked& checked, const model::Regime& regime);

}  // namespace weir::report
