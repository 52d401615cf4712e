#include "batch/regime_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evaluate/findings.hpp"

namespace weir::batch {

RegimeLines::RegimeLines(const plan::Plan& plan, std::uint32_t regime, const std::vector<Part>& parts)
    : rules_(plan, regime), parts_(parts) {
  const model::Regime& law = rules_.law();
  head_ = fmt::format("\"{}\":{{", law.id);
  std::size_t longest_id = 0;
  for (const RegimeRules::Entry& entry : rules_.entries()) {
    ids_.push_back(fmt::format("\"{}\",", plan.rules[entry.rule].rule->id));
    longest_id = std::max(longest_id, ids_.back().size());
  }
  ids_.emplace_back();
  id_pieces_ = (longest_id + piece - 1) / piece;
  if (id_pieces_ <= most_pieces) {
    pieces_.resize(ids_.size() * id_pieces_ * piece);
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      id_sizes_.push_back(static_cast<std::uint32_t>(ids_[i].size()));
      ids_[i].copy(pieces_.data() + i * id_pieces_ * piece, ids_[i].size());
    }
  }
  constexpr std::size_t fixed = 256;  // keys, positions, two figures
  room_ = head_.size() + fixed;
  for (const model::Determination& scale : law.determinations) {
    first_span_.push_back(spans_.size());
    std::size_t longest = 0;
    for (const std::string& low : scale.levels) {
      for (const std::string& high : scale.levels) {
        spans_.push_back(fmt::format("\"{}\":[\"{}\",\"{}\"],", scale.name, low, high));
        longest = std::max(longest, spans_.back().size());
      }
    }
    room_ += longest;
    std::vector<std::size_t>& places = positions_.emplace_back();
    for (std::size_t level = 0; level < scale.levels.size(); ++level)
      places.push_back(evaluate::position_rank(scale, level));
  }
}

std::pair<std::size_t, std::size_t> RegimeLines::position(const RowAnswer& answer) const {
  std::pair<std::size_t, std::size_t> span{0, 0};
  for (std::size_t d = 0; d < positions_.size(); ++d) {
    span.first = std::max(span.first, positions_[d][answer.at_least[d]]);
    span.second = std::max(span.second, positions_[d][answer.at_most[d]]);
  }
  return span;
}

/// Four at a time, whether there are so many or not, and of each all pieces.
template <std::size_t pieces>
[[gnu::always_inline]] inline char* RegimeLines::copy_ids(std::span<const std::uint32_t> entries,
                                                          char* to) const {
  const char* const from = pieces_.data();
  const std::uint32_t* const sizes = id_sizes_.data();
  for (std::size_t i = 0; i < entries.size(); i += 4) {
    for (std::size_t k = i; k < i + 4; ++k) {
      const std::size_t entry = entries.data()[k];
      std::memcpy(to, from + entry * pieces * piece, pieces * piece);
      to += sizes[entry];
    }
  }
  return to;
}

[[gnu::always_inline]] inline void RegimeLines::write_ids(std::string_view key,
                                                          std::span<const std::uint32_t> entries,
                                                          Cursor& to) const {
  to.put(key);
  switch (id_pieces_) {
    case 1:
      to.go_to(copy_ids<1>(entries, to.at()));
      break;
    case 2:
      to.go_to(copy_ids<2>(entries, to.at()));
      break;
    case 3:
      to.go_to(copy_ids<3>(entries, to.at()));
      break;
    case most_pieces:
      to.go_to(copy_ids<most_pieces>(entries, to.at()));
      break;
    default:
      for (const std::uint32_t entry : entries) to.put(ids_[entry]);
  }
  if (!entries.empty()) to.drop_last();
  to.put("],");
}

void RegimeLines::write(const RowAnswer& answer, base::Date as_of, Output& out) const {
  Cursor to = out.room(room_ + id_pieces_ * piece * (answer.fired.size() + answer.open.size() + 2));
  to.put_short(head_);
  if (!rules_.law().in_force.contains(as_of)) {
    to.put("\"law\":false}");
    return out.end_at(to);
  }
  for (const Part part : parts_) {
    switch (part) {
      case Part::position: {
        const auto [low, high] = position(answer);
        to.put("\"position\":[\"");
        to.put(model::position_levels[low]);
        to.put("\",\"");
        to.put(model::position_levels[high]);
        to.put("\"],");
        break;
      }
      case Part::determinations:
        to.put("\"determinations\":{");
        for (std::size_t d = 0; d < positions_.size(); ++d)
          to.put(spans_[first_span_[d] + answer.at_least[d] * positions_[d].size() + answer.at_most[d]]);
        if (!positions_.empty()) to.drop_last();
        to.put("},");
        break;
      case Part::risk:
        to.put("\"risk\":[");
        to.put(answer.risk_low);
        to.put(",");
        to.put(answer.risk_high);
        to.put("],");
        break;
      case Part::fired:
        write_ids("\"fired\":[", answer.fired, to);
        break;
      case Part::open:
        write_ids("\"open\":[", answer.open, to);
        break;
    }
  }
  if (!parts_.empty()) to.drop_last();
  to.put("}");
  out.end_at(to);
}

void RegimeLines::count(const RowAnswer& answer, base::Date as_of, Tally::Regime& tally) const {
  const model::Regime& law = rules_.law();
  if (!law.in_force.contains(as_of)) {
    ++tally.not_law;
    return;
  }
  for (const std::uint32_t entry : answer.fired) ++tally.fired[rules_.entries()[entry].rule];
  for (const std::uint32_t entry : answer.open) ++tally.open[rules_.entries()[entry].rule];
  const auto [low, high] = position(answer);
  ++tally.positions[{low, high}];
  ++tally.bands[{evaluate::band_of(law, answer.risk_low), evaluate::band_of(law, answer.risk_high)}];
  for (std::size_t d = 0; d < positions_.size(); ++d)
    ++tally.determinations[d][{answer.at_least[d], answer.at_most[d]}];
}

}  // namespace weir::batch
