#include <algorithm>

#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using base::Truth;
using plan::Op;

namespace {

// Fills the rows of one list, parent row by parent row.
class ListMaker {
 public:
  explicit ListMaker(const Frame& frame)
      : frame_(frame),
        batch_(frame.batch),
        vocabulary_(frame.batch.plan->vocabulary()),
        parent_(frame.batch.plan->lists[frame.node.list].parent),
        parents_(frame.batch.rows(parent_)) {
    list_.open = Bits(parents_);
  }

  Column make() {
    for (std::size_t p = 0; p < parents_; ++p) {
      add_rows(p);
      list_.begin.push_back(static_cast<std::uint32_t>(list_.item.size()));
      list_.parent.resize(list_.item.size(), static_cast<std::uint32_t>(p));
    }
    list_.present = Bits(list_.item.size());
    for (std::size_t r = 0; r < present_.size(); ++r) {
      if (present_[r]) list_.present.set(r);
    }
    Column out = Column::of(plan::ColumnKind::rows, list_.item.size());
    out.index = list_.item;
    batch_.lists[frame_.node.list] = std::move(list_);
    return out;
  }

 private:
  enum class Presence : std::uint8_t { perhaps, certain };

  void add(std::int32_t item, Presence presence) {
    list_.item.push_back(item);
    present_.push_back(presence == Presence::certain);
  }

  // The rows that a case states under a list fact of one of its rows.
  void add_under(std::uint32_t in_case, model::RowId owner, model::FactId fact, Presence presence,
                 std::size_t p) {
    const CaseRow& seen = batch_.cases[in_case];
    const model::RowList* rows = seen.facts->row(owner).find_list(fact);
    if (!rows) {
      list_.open.set(p);
      return;
    }
    if (rows->open) list_.open.set(p);
    for (const model::RowId child : rows->rows) {
      const model::Row& entry = seen.facts->row(child);
      const auto place = batch_.find(entry.entity, in_case, child);
      if (!place || entry.quality == model::Quality::alleged) {
        list_.open.set(p);  // what is learned later, or only alleged, is not known today
        continue;
      }
      add(static_cast<std::int32_t>(*place), presence);
    }
  }

  void add_parties(std::size_t r, const Column& set, Presence presence, std::size_t p) {
    const ItemCell& cell = set.cells[r];
    const std::uint32_t in_case = batch_.case_row(parent_, p);
    if (cell.open) list_.open.set(p);
    for (std::uint32_t i = cell.possible_begin; i < cell.possible_end; ++i) {
      const auto id =
          batch_.cases[in_case].facts->find_row(vocabulary_.party, frame_.dictionary.text(set.pool[i]));
      const auto place = id ? batch_.find(vocabulary_.party, in_case, *id) : std::nullopt;
      if (!place) {
        list_.open.set(p);
        continue;
      }
      const bool certain =
          std::find(set.pool.begin() + cell.certain_begin, set.pool.begin() + cell.certain_end,
                    set.pool[i]) != set.pool.begin() + cell.certain_end;
      add(static_cast<std::int32_t>(*place), certain ? presence : Presence::perhaps);
    }
  }

  // Holders, upstream and downstream of a party.
  void add_attributed(std::size_t p) {
    const std::int32_t party = frame_.inputs[0]->index[p];
    const std::uint32_t in_case = batch_.case_row(parent_, p);
    list_.asked.push_back(party);
    list_.attribution = frame_.node.inputs[1];
    if (party < 0) {
      list_.open.set(p);
      return;
    }
    const auto& interests = *batch_.attributions.at(frame_.node.inputs[1])[in_case];
    const Batch::Segment parties = batch_.segment(vocabulary_.party, in_case);
    const ownership::HolderId asked(static_cast<std::size_t>(party) - parties.first);
    const std::vector<ownership::Holding> found =
        frame_.node.op == Op::list_holders    ? interests.holders(asked)
        : frame_.node.op == Op::list_upstream ? interests.upstream(asked)
                                              : interests.downstream(asked);
    for (const ownership::Holding& one : found) {
      const bool nameless = interests.is_nameless(one.who);
      add(nameless ? -1 : static_cast<std::int32_t>(parties.first + one.who.index()),
          one.certain() || one.who == asked ? Presence::certain : Presence::perhaps);
      list_.held.push_back(one.interest.held);
      list_.who.push_back(one.who);
    }
    // What a party holds beyond what the case names is never known to be nothing.
    if (frame_.node.op == Op::list_downstream) list_.open.set(p);
  }

  void add_circle(std::size_t p) {
    const std::int32_t party = frame_.inputs[0]->index[p];
    if (party < 0) {
      list_.open.set(p);
      return;
    }
    const std::uint32_t in_case = batch_.case_row(parent_, p);
    const Batch::Segment parties = batch_.segment(vocabulary_.party, in_case);
    add(party, Presence::certain);
    const Circles& circles = *batch_.circles.at(frame_.node.inputs[1])[in_case];
    for (const ownership::Related& other : circles[static_cast<std::size_t>(party) - parties.first]) {
      if (!other.party.valid()) {
        list_.open.set(p);
        continue;
      }
      add(static_cast<std::int32_t>(parties.first + other.party.index()),
          other.certain == Truth::true_value ? Presence::certain : Presence::perhaps);
    }
  }

  void add_flat(std::size_t p) {
    const std::size_t above = batch_.plan->node(frame_.node.inputs[0]).list;
    const ListRows& rows = batch_.lists[above];
    const plan::TableRef table = plan::TableRef::list(above);
    const std::uint32_t in_case = batch_.case_row(parent_, p);
    if (rows.open.get(p)) list_.open.set(p);
    for (std::uint32_t r = rows.begin[p]; r < rows.begin[p + 1]; ++r) {
      const Truth selected = frame_.inputs[1]->truth(r);
      if (selected == Truth::false_value) continue;
      if (rows.item[r] < 0) {
        list_.open.set(p);
        continue;
      }
      const model::EntityId entity = batch_.plan->list(table).entity;
      const EntityRow& owner = batch_.entities[entity.index()][static_cast<std::size_t>(rows.item[r])];
      const Presence presence = selected == Truth::true_value ? Presence::certain : Presence::perhaps;
      if (vocabulary_.fact(frame_.node.fact).type.shape == model::Shape::rows) {
        add_under(in_case, owner.row, frame_.node.fact, presence, p);
        continue;
      }
      const Known known = fact_on(batch_.cases[in_case], owner.row, frame_.node.fact);
      const auto* set = known.value.candidates.size() == 1
                            ? std::get_if<model::SetValue>(&known.value.candidates[0])
                            : nullptr;
      if (!set || set->open) list_.open.set(p);
      for (const std::string& member : set ? set->members : std::vector<std::string>{}) {
        const auto id = batch_.cases[in_case].facts->find_row(vocabulary_.party, member);
        const auto place = id ? batch_.find(vocabulary_.party, in_case, *id) : std::nullopt;
        if (place) {
          add(static_cast<std::int32_t>(*place), presence);
        } else {
          list_.open.set(p);
        }
      }
    }
  }

  void add_rows(std::size_t p) {
    switch (frame_.node.op) {
      case Op::list_rows: {
        const std::uint32_t in_case = batch_.case_row(parent_, p);
        if (frame_.inputs.empty())
          return add_under(in_case, model::RowId(std::size_t{0}), frame_.node.fact, Presence::certain, p);
        const std::int32_t owner = frame_.inputs[0]->index[p];
        if (owner < 0) {
          list_.open.set(p);
          return;
        }
        const model::EntityId entity = vocabulary_.fact(frame_.node.fact).entity;
        const EntityRow& row = batch_.entities[entity.index()][static_cast<std::size_t>(owner)];
        return add_under(in_case, row.row, frame_.node.fact, Presence::certain, p);
      }
      case Op::list_parties:
        return add_parties(p, *frame_.inputs[0], Presence::certain, p);
      case Op::list_circle:
        return add_circle(p);
      case Op::list_flat:
        return add_flat(p);
      default:
        return add_attributed(p);
    }
  }

  const Frame& frame_;
  Batch& batch_;
  const model::Vocabulary& vocabulary_;
  plan::TableRef parent_;
  std::size_t parents_;
  ListRows list_;
  std::vector<bool> present_;
};

Bounds bounds_of(const ownership::Share& share) {
  Bounds bounds;
  bounds.low = share.low;
  bounds.high = share.high;
  bounds.has_low = bounds.has_high = true;
  bounds.low_open = share.low_open;
  bounds.high_open = share.high_open;
  return bounds;
}

}  // namespace

Column list_kernel(const Frame& frame) {
  return ListMaker(frame).make();
}

Column listed_kernel(const Frame& frame) {
  const plan::Plan& plan = *frame.batch.plan;
  const plan::Node& made = plan.node(frame.node.inputs[0]);
  const ListRows& list = frame.batch.lists[made.list];
  Column out = frame.column(frame.node.kind);
  if (frame.node.op == Op::list_present) {
    out.is_true = list.present;
    return out;
  }
  const model::Vocabulary& vocabulary = plan.vocabulary();
  for (std::size_t r = 0; r < frame.rows; ++r) {
    if (frame.node.op == Op::list_held) {
      const ownership::Shares& held = list.held[r];
      out.push_number({bounds_of(frame.node.before ? held.before : held.after)}, Applies::certainly);
      continue;
    }
    // The one holding that the case states of this holder in the party asked about.
    const std::int32_t entity = list.asked[list.parent[r]];
    if (list.item[r] < 0 || entity < 0) continue;
    const std::uint32_t in_case = frame.batch.case_row(frame.node.table, r);
    const Batch::Segment holdings = frame.batch.segment(vocabulary.holding, in_case);
    const CaseRow& seen = frame.batch.cases[in_case];
    const auto id_of = [&](std::int32_t party) -> const std::string& {
      return seen.facts
          ->row(frame.batch.entities[vocabulary.party.index()][static_cast<std::size_t>(party)].row)
          .id;
    };
    std::int32_t found = -1;
    for (std::uint32_t h = holdings.first; h < holdings.last; ++h) {
      const model::RowId row = frame.batch.entities[vocabulary.holding.index()][h].row;
      const auto names = [&](std::string_view field, const std::string& party) {
        const ValueOn known(seen, row, *vocabulary.find_fact(vocabulary.holding, field));
        return known.item() && known.item()->id == party;
      };
      if (!names("owner", id_of(list.item[r])) || !names("entity", id_of(entity))) continue;
      if (found >= 0) {
        found = -1;
        break;
      }
      found = static_cast<std::int32_t>(h);
    }
    out.index[r] = found;
  }
  return out;
}

}  // namespace weir::evaluate
