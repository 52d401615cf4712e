#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "model/method.hpp"
#include "ownership/graph.hpp"
#include "ownership/net.hpp"
#include "ownership/share.hpp"

namespace weir::ownership {

/// What somebody has in an entity by a method.
struct Interest {
  Shares held;
  Reason reason = Reason::none;
  friend bool operator==(const Interest&, const Interest&) = default;
};

/// A row of `holders`, `upstream` or `downstream`.
struct Holding {
  HolderId who;  ///< of `downstream` the entity that is held
  Interest interest;
  /// Before or after the deal, the interest is certainly more than nothing.
  bool certain() const {
    return interest.held.before.certainly_some() || interest.held.after.certainly_some();
  }
};

/// Holders for a joint interest. Who is in both lists counts as certain.
struct Selection {
  std::vector<HolderId> certain, possible;
};

/// A step of a path, from an owner into an entity.
struct PathLink {
  /// How the link enters the figure.
  enum class Counts : std::uint8_t {
    as_it_is,         ///< by its share
    whole,            ///< 100 %: it reaches the method's line
    perhaps_whole,    ///< its share is not known well enough to say whether it does
    general_partner,  ///< 100 %: the owner is the general partner
    influence,        ///< carries on by dominant influence, without a share that would
  };
  HolderId owner, entity;
  Shares share;
  Counts counts = Counts::as_it_is;
  std::vector<HolderId> together_with;  ///< `whole`: others whose shares helped to reach the line
};

/// A path that makes up a figure, from the holder down to the entity. The last link of a path of the method
/// `whole`, and every link of a product that does not count whole, enters by its share.
struct Path {
  std::vector<PathLink> links;
  bool certain = true;  ///< it counts at the low end too
};

/// The interests in one graph by one method. Pure: every answer depends on the two alone; who holds in whom
/// is worked out once.
///
/// Asking for a party that is not in the graph is a bug of the caller. Rows come in the order of the ids.
class Attribution {
 public:
  Attribution(Graph graph, model::Method method);

  /// What `holder` has in `entity`, its circle included; of itself everybody has all.
  Interest interest(HolderId holder, HolderId entity) const;
  /// Everybody with perhaps more than nothing, nameless holders included.
  std::vector<Holding> holders(HolderId entity) const;
  /// The same with the entity itself first.
  std::vector<Holding> upstream(HolderId entity) const;
  /// The party itself, then every entity in which it has perhaps more than nothing.
  std::vector<Holding> downstream(HolderId holder) const;
  /// What the selected holders and their circles have together, each piece once. A selected nameless holder
  /// of an open list stands for all that the list leaves out.
  Interest joint(HolderId entity, const Selection& selection) const;
  /// What makes up the high end of `interest` at one time; empty where its reason is `loop`.
  std::vector<Path> paths(HolderId holder, HolderId entity, Time time) const;

  std::size_t party_count() const { return graph_.parties.size(); }
  bool is_nameless(HolderId holder) const { return holder.index() >= party_count(); }
  const Nameless& nameless(HolderId holder) const;

 private:
  /// What was asked once, for any thread.
  struct Known;
  using Rows = std::vector<Holding>;

  template <class Answer>
  auto exactly(const Answer& answer) const;
  template <class Answer>
  Rows remembered(std::map<std::uint32_t, Rows> Known::*rows, HolderId asked, const Answer& answer) const;

  Graph graph_;
  model::Method method_;
  std::shared_ptr<const Net<Small>> small_;  ///< none: the shares themselves do not fit
  std::shared_ptr<const Net<Big>> big_;      ///< only where `small_` is none
  std::shared_ptr<Known> known_;
};

}  // namespace weir::ownership
