#pragma once
#include <cstdint>
#include <vector>

#include "base/id.hpp"
#include "base/truth.hpp"
#include "ownership/share.hpp"

namespace weir::ownership {

struct HolderTag;
/// A party of the case (the first ids, in the order of the graph), or a nameless holder that an attribution
/// added (the ids after them).
using HolderId = base::Id<HolderTag>;

/// In what capacity an interest is held.
enum class Role : std::uint8_t {
  unstated,
  shareholder,
  general_partner,
  limited_partner,
  trustee,
  beneficiary,
  nominee,
  secured_creditor,
  manager,
  other,
};

/// A holding of one owner in one entity, by one measure. Several of the same pair add up.
struct Link {
  HolderId owner;  ///< not valid: a holder without a name, another one for each such link
  HolderId entity;
  Shares shares;
  std::uint8_t measure = 0;  ///< position in the method's list of measures
  Role role = Role::unstated;
  /// For whom it is really held; the owner itself: for its own account; not valid: not stated.
  HolderId on_behalf_of;
  /// `unknown`: the holding's period may not cover the day, so that it may count for nothing.
  base::Truth held = base::Truth::true_value;
};

/// A party, true (certain) or unknown (possible) in some relation.
struct Related {
  HolderId party;
  base::Truth certain = base::Truth::true_value;
};

/// A party as far as attribution asks about it.
struct Entity {
  base::Truth partnership = base::Truth::false_value;
  base::Truth trust = base::Truth::false_value;
  bool open = false;                      ///< there may be holders beyond the links
  Share other_holders_at_most;            ///< how large such a holder can be; only the upper bound is read
  std::vector<Related> general_partners;  ///< empty: not run by one; a party not valid: one without a name
  std::vector<Related> circle;            ///< persons who count with it; it belongs to them itself, unsaid
};

/// Declared dominant influence of one party over another, or the right to name most of its board.
struct Influence {
  HolderId owner, entity;
  base::Truth certain = base::Truth::true_value;
};

/// The holdings of one case on one day, before and after the deal.
struct Graph {
  std::vector<Entity> parties;  ///< by HolderId
  std::vector<Link> links;
  std::vector<Influence> influence;
};

}  // namespace weir::ownership
