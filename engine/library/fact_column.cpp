#include "library/fact_column.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "evaluate/columns.hpp"
#include "json/json.hpp"
#include "library/convert.hpp"
#include "yaml/json_document.hpp"

namespace weir::library {

using evaluate::parts_of_one;
using json::Json;
using model::Kind;

namespace {

/// A value as JSON: a list in brackets, `true` and `false`, else a text.
Json value_json(std::string_view value) {
  if (value == "true" || value == "false") return value == "true";
  if (!value.starts_with('[') || !value.ends_with(']')) return std::string(value);
  Json list = Json::array();
  for (const std::string_view item : base::split(value.substr(1, value.size() - 2), ',')) {
    if (!base::trim(item).empty()) list.push_back(std::string(base::trim(item)));
  }
  return list;
}

/// Reads a line of a batch; the first mistake if there is one.
std::optional<model::Case> read_line(const session::Session& session, const Json& line,
                                     std::optional<Diagnostic>& mistake) {
  yaml::JsonReader reader;
  diagnostics::Sink sink;
  const std::string text = json::dump_line(line);
  const yaml::Document document = reader.parse(text, base::FileId(std::size_t{0}), sink);
  std::optional<model::Case> facts;
  if (document.root().valid()) facts = session.read_line(document, sink);
  if (!sink.has_errors()) return facts;
  // The line is nobody's text, so its places mean nothing.
  for (Diagnostic& told : diagnostics_of(sink, {})) {
    if (told.severity != Severity::error) continue;
    mistake = std::move(told);
    break;
  }
  return std::nullopt;
}

Json frame_line(Frame frame) {
  Json line = {{"acquirer", Json::object()}, {"target", Json::object()}};
  if (frame == Frame::parties_and_stake)
    line["holdings"] = Json::array({Json{{"owner", "acquirer"}, {"entity", "target"}}});
  return line;
}

/// Finds the plain form of what a text says, if it has one.
void find_plain(const model::Fact& fact, Meaning& meaning) {
  if (meaning.entry.claims.size() != 1 || fact.type.change) return;
  const model::Value& value = meaning.entry.claims[0].value;
  if (value.not_applicable || value.candidates.size() != 1) return;
  const model::Candidate& only = value.candidates[0];
  if (fact.type.shape == model::Shape::set) {
    const auto* set = std::get_if<model::SetValue>(&only);
    if (fact.type.kind == Kind::code && set != nullptr && !set->open) meaning.plain = set->members;
    return;
  }
  switch (fact.type.kind) {
    case Kind::truth:
      if (const bool* truth = std::get_if<bool>(&only)) meaning.plain = *truth;
      break;
    case Kind::share:
    case Kind::number:
    case Kind::quantity:
    case Kind::money:
      if (auto figure = batch::exact_amount(only)) meaning.plain = std::move(*figure);
      break;
    case Kind::date: {
      const auto* day = std::get_if<model::DateInterval>(&only);
      if (day != nullptr && !day->not_yet && day->low == day->high && !day->low.is_never())
        meaning.plain = day->low;
      break;
    }
    case Kind::code:
      if (const auto* item = std::get_if<model::Item>(&only)) meaning.plain = std::vector{item->id};
      break;
    default:
      break;
  }
}

model::Candidate candidate_of(const Figure& figure) {
  const auto amount = model::Interval::exactly(*base::Rational::make(figure.parts, parts_of_one));
  if (figure.currency.empty()) return amount;
  return model::Money{{{figure.currency, amount}}};
}

}  // namespace

model::Case frame_of(const session::Session& session, Frame frame) {
  std::optional<Diagnostic> mistake;
  return read_line(session, frame_line(frame), mistake).value_or(model::Case{});
}

std::size_t frame_row(const model::Case& frame, const model::Vocabulary& vocabulary, Owner owner) {
  if (owner == Owner::transaction) return 0;
  const auto found = std::ranges::find_if(frame.rows, [&](const model::Row& row) {
    if (owner == Owner::stake) return row.entity == vocabulary.holding;
    return row.entity == vocabulary.party && row.id == (owner == Owner::acquirer ? "acquirer" : "target");
  });
  return static_cast<std::size_t>(found - frame.rows.begin());
}

std::optional<Meaning> FactColumn::read(const session::Session& session, std::string_view value,
                                        std::optional<Diagnostic>& mistake) const {
  const model::Vocabulary& vocabulary = session.vocabulary();
  const model::Fact& declared = vocabulary.fact(fact_);
  Json line = frame_line(owner_ == Owner::stake ? Frame::parties_and_stake : Frame::parties);
  constexpr std::array keys = {"transaction", "acquirer", "target"};
  Json& facts = owner_ == Owner::stake ? line["holdings"][0] : line[keys[static_cast<std::size_t>(owner_)]];
  facts[declared.field] = value_json(value);
  auto read = read_line(session, line, mistake);
  if (!read) return std::nullopt;
  Meaning meaning;
  const model::Row& row = read->rows[frame_row(*read, vocabulary, owner_)];
  meaning.entry.fact = fact_;
  if (const model::FactEntry* entry = row.find(fact_)) {
    meaning.entry = *entry;
    find_plain(declared, meaning);
  } else if (const model::RowList* list = row.find_list(fact_)) {
    meaning.list = *list;
    for (const model::RowId listed : list->rows) meaning.listed.push_back(read->row(listed));
  }
  return meaning;
}

std::string FactColumn::with_unit(const std::string& number) const {
  return unit_.empty() ? number : unit_ == "%" ? number + "%" : number + " " + unit_;
}

std::optional<Diagnostic> FactColumn::learn_unit(const session::Session& session) {
  std::optional<Diagnostic> mistake, ignored;
  const auto one = read(session, with_unit("1"), mistake);
  // Without a unit the column may be meant for texts only.
  if (!one) return unit_.empty() ? std::nullopt : mistake;
  const Figure* figure = std::get_if<Figure>(&one->plain);
  if (figure == nullptr) return std::nullopt;
  unit_figure_ = *figure;
  // A share ends at the whole; other figures are read as texts before they are too large to be held.
  most_parts_ = read(session, with_unit("9999"), ignored) ? std::int64_t{1} << 62 : parts_of_one;
  return std::nullopt;
}

std::optional<Diagnostic> FactColumn::set(const session::Session& session, std::size_t row,
                                          std::string_view value) {
  const auto known = places_.find(std::string(value));
  std::size_t place = 0;
  if (known != places_.end()) {
    place = known->second;
  } else {
    std::optional<Diagnostic> mistake;
    auto meaning = read(session, value, mistake);
    if (!meaning) return mistake;
    place = meanings_.size();
    meanings_.push_back(std::move(*meaning));
    places_.emplace(value, place);
  }
  cells_[row] = {Cell::Kind::meaning, static_cast<std::int64_t>(place)};
  return std::nullopt;
}

std::optional<Diagnostic> FactColumn::set_truth(const session::Session& session, std::size_t row,
                                                bool value) {
  const model::Type& type = session.vocabulary().fact(fact_).type;
  if (type.kind != Kind::truth || type.shape != model::Shape::single)
    return set(session, row, value ? "true" : "false");
  cells_[row] = {Cell::Kind::truth, value ? 1 : 0};
  return std::nullopt;
}

std::optional<Diagnostic> FactColumn::set_number(const session::Session& session, std::size_t row,
                                                 std::int64_t digits, unsigned decimals) {
  constexpr unsigned most_decimals = 18;
  if (decimals > most_decimals)
    return wrong_request("a number with " + std::to_string(decimals) + " decimals",
                         "give at most 18, or the number as a text");
  if (unit_figure_ && digits >= 0) {
    __int128 parts = static_cast<__int128>(digits) * unit_figure_->parts, tens = 1;
    for (unsigned i = 0; i < decimals; ++i) tens *= 10;
    if (parts % tens == 0 && parts / tens <= most_parts_) {
      cells_[row] = {Cell::Kind::figure, static_cast<std::int64_t>(parts / tens)};
      return std::nullopt;
    }
  }
  std::string text = std::to_string(digits);
  const std::size_t sign = text.front() == '-' ? 1 : 0;
  if (decimals > 0) {
    if (text.size() - sign <= decimals) text.insert(sign, decimals + 1 - (text.size() - sign), '0');
    text.insert(text.size() - decimals, ".");
  }
  return set(session, row, with_unit(text));
}

bool FactColumn::says_nothing(const Cell& cell) const {
  return cell.kind == Cell::Kind::unknown ||
         (cell.kind == Cell::Kind::meaning && meanings_[static_cast<std::size_t>(cell.value)].says_nothing());
}

void FactColumn::state(const Cell& cell, model::Case& facts, std::size_t row) const {
  if (says_nothing(cell)) return;
  if (cell.kind != Cell::Kind::meaning) {
    model::Claim claim;
    claim.value.candidates.push_back(cell.kind == Cell::Kind::truth
                                         ? model::Candidate(cell.value != 0)
                                         : candidate_of({cell.value, unit_figure_->currency}));
    facts.rows[row].facts.push_back({fact_, {std::move(claim)}, {}});
    return;
  }
  const Meaning& meaning = meanings_[static_cast<std::size_t>(cell.value)];
  if (!meaning.list) {
    facts.rows[row].facts.push_back(meaning.entry);
    return;
  }
  model::RowList list = *meaning.list;
  list.rows.clear();
  for (model::Row listed : meaning.listed) {
    listed.parent = model::RowId(row);
    list.rows.push_back(model::RowId(facts.rows.size()));
    facts.rows.push_back(std::move(listed));
  }
  facts.rows[row].lists.push_back(std::move(list));
}

}  // namespace weir::library
