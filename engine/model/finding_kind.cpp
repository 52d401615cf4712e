#include "model/finding_kind.hpp"

namespace weir::model {

std::string_view to_text(FindingKind kind) {
  switch (kind) {
    case FindingKind::fired:
      return "fired";
    case FindingKind::silent:
      return "silent";
    case FindingKind::open:
      return "open";
    case FindingKind::defeated:
      return "defeated";
    case FindingKind::pending:
      return "pending";
    case FindingKind::not_in_force:
      return "not-in-force";
  }
  return "";
}

}  // namespace weir::model
