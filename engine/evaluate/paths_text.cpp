#include "evaluate/run.hpp"

namespace weir::evaluate {

std::vector<std::string> Explainer::paths_text(plan::NodeId id, const Rows& rows) const {
  constexpr std::size_t most_paths = 8;
  const plan::Plan& plan = run_.plan();
  plan::NodeId found = id;
  while (plan.node(found).op == plan::Op::broadcast) found = plan.node(found).inputs[0];
  const plan::Node& node = plan.node(found);
  if (node.op != plan::Op::interest) return {};
  const std::size_t at = table_row(node.table, rows);
  const std::int32_t owner = run_.column(node.inputs[0]).index[at];
  const std::int32_t entity = run_.column(node.inputs[1]).index[at];
  if (owner < 0 || entity < 0) return {};
  const model::EntityId party = plan.vocabulary().party;
  const std::uint32_t in_case = run_.batch.case_row(node.table, at);
  const std::uint32_t first = run_.batch.segment(party, in_case).first;
  const ownership::Attribution& one = *run_.batch.attributions.at(node.inputs[2])[in_case];
  const auto id_of = [&](std::int32_t row) {
    return ownership::HolderId(static_cast<std::size_t>(row) - first);
  };
  const auto name_of = [&](ownership::HolderId who) -> std::string {
    if (one.is_nameless(who)) return "a holder nobody names";
    return case_row().facts->row(run_.batch.entities[party.index()][first + who.index()].row).id;
  };
  const auto time = node.before ? ownership::Time::before : ownership::Time::after;
  std::vector<std::string> texts;
  const std::vector<ownership::Path> paths = one.paths(id_of(owner), id_of(entity), time);
  for (const ownership::Path& path : paths) {
    if (path.links.size() < 2) continue;  // the holding itself is quoted where it is read
    if (texts.size() == most_paths) {
      texts.push_back("and " + std::to_string(paths.size() - most_paths) + " more chains");
      break;
    }
    std::string text = path.certain ? "through " : "perhaps through ";
    for (const ownership::PathLink& link : path.links) {
      if (&link != &path.links.front()) text += ", ";
      text += name_of(link.owner) + " " + share_text(node.before ? link.share.before : link.share.after) +
              " → " + name_of(link.entity);
      if (link.counts == ownership::PathLink::Counts::whole) text += " (counts whole)";
      if (link.counts == ownership::PathLink::Counts::perhaps_whole) text += " (perhaps counts whole)";
      if (link.counts == ownership::PathLink::Counts::general_partner) text += " (general partner)";
      if (link.counts == ownership::PathLink::Counts::influence) text += " (dominant influence)";
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace weir::evaluate
