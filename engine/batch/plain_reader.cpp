#include "batch/plain_reader.hpp"

#include <algorithm>

#include "yaml/json_document.hpp"

namespace weir::batch {

using evaluate::PlainBlock;
using evaluate::PlainFact;
using model::Kind;

namespace {

constexpr std::string_view owner_names[] = {"transaction", "acquirer", "target"};

std::string_view owner_name(PlainBlock::Owner owner) {
  return owner_names[static_cast<std::size_t>(owner)];
}

/// Reads the value of one fact as a line's values are read: by reading a line that states nothing else.
ReadOnce read_once(const session::Session& session, PlainBlock::Owner owner, model::FactId fact) {
  return [&session, owner, fact](std::string_view json) -> std::optional<model::Candidate> {
    const std::string name(owner_name(owner));
    const model::Fact& declared = session.vocabulary().fact(fact);
    const bool set = declared.type.shape == model::Shape::set;
    std::string line = R"({"acquirer":{},"target":{},")" + name + R"(":{")" + declared.field + "\":";
    if (owner != PlainBlock::Owner::transaction) {
      // The other party has no facts.
      const std::string other = name == "acquirer" ? "target" : "acquirer";
      line = "{\"" + other + "\":{},\"" + name + R"(":{")" + declared.field + "\":";
    }
    line += (set ? "[" : "") + std::string(json) + (set ? "]" : "") + "}}";
    yaml::JsonReader reader;
    diagnostics::Sink sink;
    const yaml::Document document = reader.parse(line, base::FileId(std::size_t{0}), sink);
    if (!document.root().valid()) return std::nullopt;
    const auto facts = session.read_line(document, sink);
    if (!facts || sink.has_errors()) return std::nullopt;
    for (const model::Row& row : facts->rows) {
      const model::FactEntry* entry = row.find(fact);
      if (entry == nullptr) continue;
      if (entry->claims.size() != 1) return std::nullopt;
      const model::Value& value = entry->claims[0].value;
      if (value.not_applicable || value.candidates.size() != 1) return std::nullopt;
      return value.candidates[0];
    }
    return std::nullopt;
  };
}

/// An id that stands in the output as it stands in the input.
bool is_plain_id(std::string_view json) {
  if (json.empty()) return false;
  if (json.front() == '"') return is_plain_text(json);
  constexpr std::size_t most_digits = 18;
  return json.size() <= most_digits && (json.size() == 1 || json[0] != '0') &&
         std::ranges::all_of(json, [](char c) { return c >= '0' && c <= '9'; });
}

/// `never` of what is no day.
base::Date day_of(std::string_view json) {
  constexpr std::size_t size = 12;  // with quotes
  if (json.size() != size || json.front() != '"') return base::Date::never();
  return base::Date::parse_or_never(json.substr(1, size - 2));
}

}  // namespace

PlainReader::Unread::Unread(std::size_t rows)
    : bits(rows),
      truth(plan::ColumnKind::truth, model::Shape::single, rows, bits),
      number(plan::ColumnKind::number, model::Shape::single, rows, bits),
      items(plan::ColumnKind::items, model::Shape::single, rows, bits) {}

PlainReader::PlainReader(const session::Session& session, PlainBlock& block)
    : block_(block), unread_(block.rows()) {
  for (const Owner owner : {Owner::transaction, Owner::acquirer, Owner::target}) {
    says_.add(owner_name(owner), static_cast<Says>(owner));
    add_facts(session, owner);
  }
  says_.add("id", Says::id);
  says_.add("as_of", Says::as_of);
  says_.add("known_on", Says::known_on);
}

PlainReader::~PlainReader() = default;

void PlainReader::add_facts(const session::Session& session, Owner owner) {
  const model::Vocabulary& vocabulary = session.vocabulary();
  const model::EntityId entity = owner == Owner::transaction ? vocabulary.transaction : vocabulary.party;
  for (const model::FactId id : vocabulary.entity(entity).facts) {
    const model::Fact& fact = vocabulary.fact(id);
    Slot& slot = facts_[static_cast<std::size_t>(owner)].add(fact.field, Slot{});
    slot.id = id;
    slot.fact = block_.fact_of(owner, id);
    slot.may_be_empty = !fact.never_empty;
    const bool single = fact.type.shape == model::Shape::single && !fact.type.change;
    if (fact.type.shape == model::Shape::set && fact.type.kind == Kind::code) {
      slot.reads = Reads::items;
    } else if (!single) {
      slot.reads = Reads::nothing;
    } else {
      switch (fact.type.kind) {
        case Kind::truth:
          slot.reads = Reads::truth;
          break;
        case Kind::share:
        case Kind::number:
        case Kind::quantity:
        case Kind::money:
          slot.reads = Reads::figure;
          break;
        case Kind::date:
          slot.reads = Reads::day;
          break;
        case Kind::code:
          slot.reads = Reads::item;
          break;
        case Kind::text:
          slot.reads = Reads::text;
          break;
        default:
          slot.reads = Reads::nothing;
      }
    }
    if (block_.wants_value(id)) {
      const bool one = slot.reads == Reads::figure || slot.reads == Reads::item || slot.reads == Reads::day;
      slot.is_value = one;
      if (!one) slot.reads = Reads::nothing;
    }
    slot.plain = slot.fact->plain();
    slot.is_read = slot.plain != nullptr;
    if (!slot.is_read)
      slot.plain = slot.reads == Reads::truth    ? &unread_.truth
                   : slot.reads == Reads::figure ? &unread_.number
                                                 : &unread_.items;
    slot.said = slot.plain->said;
    if (slot.fact->only_plain() && !slot.is_value) slot.usually = slot.reads;
    if (slot.reads == Reads::figure || slot.reads == Reads::item || slot.reads == Reads::items)
      slot.values = std::make_unique<PlainValues>(read_once(session, owner, id), block_.dictionary());
  }
}

void PlainReader::begin(const RawRows& rows) {
  rows_ = &rows;
  found_ = 0;
}

/// Finds where something begins in some rows, few enough to be in the nearest cache still when they are read.
/// A text that is no JSON spoils no more than these.
void PlainReader::find_places(std::size_t first) {
  static_assert(RawRows::room >= yaml::JsonStructure::padding && RawRows::room >= text_room);
  constexpr std::size_t rows_at_once = 32;
  found_ = std::min(rows_->rows.size(), first + rows_at_once);
  next_ = end_ = nullptr;
  std::size_t end = 0;
  begin_ = rows_->text().size();
  for (std::size_t i = first; i < found_; ++i) {
    const RawRow& row = rows_->rows[i];
    if (row.fault != RawRow::Fault::none) continue;
    begin_ = std::min(begin_, row.begin);
    end = row.begin + row.size;
  }
  if (begin_ >= end) return;
  text_ = rows_->text().substr(begin_, end - begin_);
  if (!structure_.find(text_.data(), text_.size())) return;
  const std::span<const std::uint32_t> places = structure_.places();
  next_ = places.data();
  end_ = places.data() + places.size();
}

bool PlainReader::state_value(Slot& slot, std::string_view json, Owner owner, std::size_t row) {
  if (slot.reads == Reads::day) {
    const base::Date day = day_of(json);
    if (day.is_never()) return false;
    block_.state_value(owner, row, slot.id, model::DateInterval{day, day, false});
    return true;
  }
  const model::Candidate* value = slot.values->whole(json);
  if (value == nullptr) return false;
  block_.state_value(owner, row, slot.id, *value);
  return true;
}

// Values as most lines state them. What is stated in another way, or of no use to plain tests alone, is left
// to `read_otherwise`, which reads whatever a line may say.

/// Without a branch on which of the two a value is, which cannot be foreseen.
template <typename Way>
[[gnu::always_inline]] inline typename Way::Place PlainReader::read_truth(const Way& way,
                                                                          typename Way::Place place,
                                                                          Slot& slot, const BlockRow& row) {
  // The first letter stands lowest; one bit of it tells `t` from `f`. All others are shifted out.
  static constexpr std::uint64_t texts[] = {0x65'736c'6166 << 24, std::uint64_t{0x6575'7274} << 32};
  const std::uint64_t text = word_at(way.at(place));
  const std::uint32_t holds = text >> 4 & 1;
  if (text << (24 + 8 * holds) != texts[holds] || !way.pass(place, 5 - holds)) [[unlikely]]
    return nullptr;
  slot.said.set(row, holds);
  return place;
}

template <typename Way>
[[gnu::always_inline]] inline typename Way::Place PlainReader::read_figure(const Way& way,
                                                                           typename Way::Place place,
                                                                           Slot& slot, const BlockRow& row) {
  std::int64_t parts = 0;
  std::size_t size = 0;
  if (!slot.values->usual().read(way.at(place), parts, size) || !way.pass(place, size)) [[unlikely]]
    return nullptr;
  slot.plain->state_at(slot.figure_plane, row, parts);
  return place;
}

/// The plane of a code; -1 of what is none.
[[gnu::always_inline]] inline std::int32_t PlainReader::plane_of(Slot& slot, std::string_view code) {
  const std::int32_t plane = slot.code_planes.find(code);
  return plane >= 0 ? plane : learn_plane(slot, code);
}

[[gnu::noinline]] std::int32_t PlainReader::learn_plane(Slot& slot, std::string_view code) {
  const std::int32_t item = code.empty() ? -1 : slot.values->code(code);
  if (item < 0) return -1;
  const auto plane = static_cast<std::int32_t>(slot.plain->planes.begin_of(slot.is_read ? item : 0));
  slot.code_planes.add(code, plane);
  return plane;
}

/// The one item of a fact, or a member of a set.
template <bool one, typename Way>
[[gnu::always_inline]] inline typename Way::Place PlainReader::read_code(const Way& way,
                                                                         typename Way::Place place,
                                                                         Slot& slot, const BlockRow& row) {
  const std::string_view code = way.token(place);
  const std::int32_t plane = plane_of(slot, code);
  if (plane < 0) [[unlikely]]
    return nullptr;
  const auto begin = static_cast<std::uint32_t>(plane);
  if constexpr (one) {
    slot.plain->state_one_at(begin, row);
  } else {
    slot.plain->state_at(begin, row);
  }
  return way.behind(place, code);
}

/// Gives the members of a set to `take`, which says where each ends, or null if it is none.
template <typename Way, typename Take>
[[gnu::always_inline]] inline typename Way::Place PlainReader::read_members(const Way& way,
                                                                            typename Way::Place place,
                                                                            const Slot& slot,
                                                                            const Take& take) const {
  if (*way.at(place) != '[') return nullptr;
  place = way.step(place);
  if (*way.at(place) == ']') return slot.may_be_empty ? way.step(place) : nullptr;
  for (;;) {
    if (is_end(*way.at(place))) return nullptr;
    place = take(place);
    if (place == nullptr) return nullptr;
    const char behind = *way.at(place);
    if (behind == ']') return way.step(place);
    if (behind != ',') return nullptr;
    place = way.to_member(place);
    if (place == nullptr) return nullptr;
  }
}

template <typename Way>
[[gnu::always_inline]] inline typename Way::Place PlainReader::read_codes(const Way& way,
                                                                          typename Way::Place place,
                                                                          Slot& slot, const BlockRow& row) {
  slot.said.set(row);
  return read_members(way, place, slot,
                      [&](typename Way::Place member) { return read_code<false>(way, member, slot, row); });
}

template <typename Way>
[[gnu::noinline]] typename Way::Place PlainReader::read_otherwise(const Way& way, typename Way::Place place,
                                                                  Owner owner, Slot& slot,
                                                                  const BlockRow& row) {
  if (slot.reads == Reads::items) {
    items_.clear();
    const auto behind = read_members(way, place, slot, [&](typename Way::Place member) {
      const std::string_view code = way.token(member);
      items_.push_back(code.empty() ? -1 : slot.values->code(code));
      return items_.back() < 0 ? nullptr : way.behind(member, code);
    });
    if (behind != nullptr) slot.fact->state(row, items_);
    return behind;
  }
  const std::string_view json = way.token(place);
  // The end of the text is no value.
  if (json.empty() || (slot.is_value && !state_value(slot, json, owner, row.number))) return nullptr;
  bool read = false;
  switch (slot.reads) {
    case Reads::truth:
      read = json == "true" || json == "false";
      if (read) slot.fact->state(row, json == "true");
      break;
    case Reads::figure: {
      PlainValues::Figure figure;
      read = slot.values->read_figure(json, figure);
      if (!read) break;
      slot.fact->state(row, figure.parts, figure.currency);
      slot.figure_plane = slot.plain->planes.begin_of(PlainFact::plane_of_currency(figure.currency));
      break;
    }
    case Reads::day: {
      const base::Date day = day_of(json);
      read = !day.is_never();
      if (read) slot.fact->state(row, day);
      break;
    }
    case Reads::item: {
      const std::int32_t code = slot.values->code(json);
      read = code >= 0;
      if (read) slot.fact->state(row, std::span(&code, 1));
      break;
    }
    case Reads::text:
      read = way.is_text(json);
      break;
    case Reads::items:
    case Reads::nothing:
      break;
  }
  return read ? way.behind(place, json) : nullptr;
}

/// The facts of an object.
template <typename Way>
[[gnu::noinline]] typename Way::Place PlainReader::read_facts(const Way& through, typename Way::Place place,
                                                              Owner owner, const BlockRow& row) {
  const Way way = through;  // a copy that no call sees can stay in registers
  if (way.is_empty_object(place)) return way.step(way.step(place));
  auto& keys = facts_[static_cast<std::size_t>(owner)];
  auto* key = keys.begin();
  const std::uint64_t line = line_;
  bool is_first = true;
  do {
    key = way.to_value(keys, key, place, is_first);
    if (key == nullptr) return nullptr;
    is_first = false;
    Slot& slot = key->meaning;
    if (slot.line == line) return nullptr;
    slot.line = line;
    typename Way::Place behind = nullptr;
    // The most frequent ones first.
    if (slot.usually == Reads::truth) {
      behind = read_truth(way, place, slot, row);
    } else if (slot.usually == Reads::figure) {
      behind = read_figure(way, place, slot, row);
    } else if (slot.usually == Reads::item) {
      behind = read_code<true>(way, place, slot, row);
    } else if (slot.usually == Reads::items) {
      behind = read_codes(way, place, slot, row);
    }
    if (behind == nullptr) [[unlikely]]
      behind = read_otherwise(through, place, owner, slot, row);
    if (behind == nullptr) return nullptr;
    place = behind;
  } while (*way.at(place) == ',');
  return *way.at(place) == '}' ? way.step(place) : nullptr;
}

/// The object of a whole line.
template <typename Way>
typename Way::Place PlainReader::read_line(const Way& way, typename Way::Place place, const BlockRow& row,
                                           Head& head) {
  constexpr auto bit_of = [](Says said) { return 1u << static_cast<unsigned>(said); };
  constexpr unsigned parties = bit_of(Says::acquirer) | bit_of(Says::target);
  unsigned seen = 0;
  ++line_;
  if (*way.at(place) != '{') return nullptr;
  auto* key = says_.begin();
  do {
    key = way.to_value(says_, key, place, seen == 0);
    if (key == nullptr || (seen & bit_of(key->meaning)) != 0) return nullptr;
    seen |= bit_of(key->meaning);
    const char first = *way.at(place);
    if (is_end(first)) return nullptr;
    if (key->meaning <= Says::target) {
      place = first == '{' ? read_facts(way, place, static_cast<Owner>(key->meaning), row) : nullptr;
      if (place == nullptr) return nullptr;
      continue;
    }
    const std::string_view json = way.token(place);
    if (key->meaning == Says::id) {
      head.id = json;
      if (!is_plain_id(json)) return nullptr;
    } else {
      base::Date& day = key->meaning == Says::as_of ? head.as_of : head.known_on;
      day = day_of(json);
      if (day.is_never()) return nullptr;
    }
    place = way.behind(place, json);
  } while (*way.at(place) == ',');
  return *way.at(place) == '}' && (seen & parties) == parties ? way.step(place) : nullptr;
}

bool PlainReader::read(std::size_t at, Head& head) {
  const RawRow& row = rows_->rows[at];
  if (row.fault != RawRow::Fault::none) return false;
  return read_by_letters(row, BlockRow(at), head) || read_by_places(at, head);
}

/// As most programs write lines of JSON: with no blanks, or one behind each comma and colon.
bool PlainReader::read_by_letters(const RawRow& row, const BlockRow& at, Head& head) {
  const std::string_view text = rows_->text_of(row);
  const char* const end = text.data() + text.size();
  // What stands behind the first colon tells.
  const auto* first = says_.begin()->next;
  const char* behind = text.data() + 1 + first->size;
  if (!first->text.stands_at(text.data() + 1))
    behind = text.data() + std::min(text.find(':'), text.size() - 1) + 1;
  // What was stated before the line was given up is stated again, the same, or the row is read as a case.
  return (*behind == ' ' ? read_line(ByLetters<1>(end), text.data(), at, head)
                         : read_line(ByLetters<0>(end), text.data(), at, head)) == end;
}

bool PlainReader::read_by_places(std::size_t at, Head& head) {
  if (at >= found_) find_places(at);
  if (next_ == nullptr) return false;
  // Places of the row, whatever the row before left over.
  const RawRow& row = rows_->rows[at];
  const std::size_t row_begin = row.begin - begin_, row_end = row_begin + row.size;
  while (next_ < end_ && *next_ < row_begin) ++next_;
  // What runs on beyond the row is found out at its end. The place behind the last one is the end of the
  // text, with which nothing begins: no place beyond that is looked at.
  const std::uint32_t* const behind = read_line(ByPlaces(text_.data()), next_, BlockRow(at), head);
  if (behind == nullptr || behind[-1] >= row_end || (behind != end_ && *behind < row_end)) return false;
  next_ = behind;
  return true;
}

}  // namespace weir::batch
