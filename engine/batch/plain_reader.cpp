#include "batch/plain_reader.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "yaml/json_document.hpp"

namespace weir::batch {

using evaluate::PlainBlock;
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
  if (json.front() != '"') {
    constexpr std::size_t most_digits = 18;
    return json.size() <= most_digits && (json.size() == 1 || json[0] != '0') &&
           std::ranges::all_of(json, [](char c) { return c >= '0' && c <= '9'; });
  }
  return std::ranges::all_of(json, [](char c) { return c >= ' ' && c < '\x7f' && c != '\\'; });
}

std::optional<base::Date> day_of(std::string_view json) {
  constexpr std::size_t size = 12;  // with quotes
  if (json.size() != size || json.front() != '"') return std::nullopt;
  return base::Date::parse(json.substr(1, size - 2));
}

}  // namespace

PlainReader::PlainReader(const session::Session& session, PlainBlock& block)
    : block_(block), slots_(PlainBlock::owner_count), keys_(PlainBlock::owner_count) {
  for (const Owner owner : {Owner::transaction, Owner::acquirer, Owner::target}) add_slots(session, owner);
}

PlainReader::~PlainReader() = default;

void PlainReader::add_slots(const session::Session& session, Owner owner) {
  const model::Vocabulary& vocabulary = session.vocabulary();
  const model::EntityId entity = owner == Owner::transaction ? vocabulary.transaction : vocabulary.party;
  for (const model::FactId id : vocabulary.entity(entity).facts) {
    const model::Fact& fact = vocabulary.fact(id);
    Slot slot;
    std::string key = '"' + fact.field + '"';
    const std::size_t size = key.size();
    key.resize(size + TextKey::room);
    const std::string_view name = std::string_view(key).substr(0, size);
    auto& slots = slots_[static_cast<std::size_t>(owner)];
    if (keys_[static_cast<std::size_t>(owner)].add(name, static_cast<std::int32_t>(slots.size())))
      slot.key = {TextKey(name), size};
    slot.column = block_.column_of(id);
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
      if (one) slot.value_of = id;
      if (!one) slot.reads = Reads::nothing;
    }
    if (slot.reads == Reads::figure || slot.reads == Reads::item || slot.reads == Reads::items)
      slot.values = std::make_unique<PlainValues>(read_once(session, owner, id), block_.dictionary());
    slot.next = slots.size() + 1;
    slots.push_back(std::move(slot));
  }
}

bool PlainReader::begin(const RawRows& rows) {
  static_assert(RawRows::room >= yaml::JsonStructure::padding && RawRows::room >= TextKey::room);
  text_ = rows.text();
  if (!structure_.find(text_.data(), text_.size())) return false;
  const std::span<const std::uint32_t> places = structure_.places();
  next_ = places.data();
  end_ = places.data() + places.size();
  return true;
}

inline std::string_view PlainReader::Cursor::token() const {
  const char* to = text + place[1];
  // A string ends in a quote, and outside of strings all control characters are blanks. At the end of the
  // text nothing begins.
  while (to > begin() && static_cast<unsigned char>(to[-1]) <= ' ') --to;
  return {begin(), to};
}

inline PlainReader::Slot* PlainReader::find_slot(std::size_t owner, const Cursor& at, Slot* before) {
  std::vector<Slot>& slots = slots_[owner];
  // Lines of one origin have their keys in one order: the key that followed last time is tried first.
  const std::size_t guess = before != nullptr ? before->next : 0;
  if (guess < slots.size() && slots[guess].key.stands_at(at.begin())) return &slots[guess];
  if (at.here() != '"') return nullptr;
  const std::int32_t* found = keys_[owner].find(at.token());
  if (found == nullptr) return nullptr;
  if (before != nullptr) before->next = static_cast<std::size_t>(*found);
  return &slots[static_cast<std::size_t>(*found)];
}

bool PlainReader::state_value(Slot& slot, std::string_view json, Owner owner, std::size_t row) {
  if (slot.reads == Reads::day) {
    const auto day = day_of(json);
    if (!day) return false;
    block_.state_value(owner, row, slot.value_of, model::DateInterval{*day, *day, false});
    return true;
  }
  const model::Candidate* value = slot.values->whole(json);
  if (value == nullptr) return false;
  block_.state_value(owner, row, slot.value_of, *value);
  return true;
}

[[gnu::always_inline]] inline bool PlainReader::read_value(Slot& slot, Cursor& at, Owner owner,
                                                           std::size_t row) {
  const std::size_t place = PlainBlock::place(owner, row);
  if (slot.value_of.valid() && !state_value(slot, at.token(), owner, row)) return false;
  switch (slot.reads) {
    case Reads::truth: {
      std::uint64_t word = 0;
      std::memcpy(&word, at.begin(), 8);
      constexpr std::uint64_t yes = 0x6575'7274,
                              no = 0x65'736c'6166;  // `true` and `false`, the first letter lowest
      const bool holds = (word & 0xffff'ffff) == yes;
      if (!holds && (word & 0xff'ffff'ffff) != no) return false;
      if (at.token().size() != (holds ? 4 : 5)) return false;
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, holds);
      break;
    }
    case Reads::figure: {
      const auto figure = slot.values->figure(at.token());
      if (!figure) return false;
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, figure->parts, figure->currency);
      break;
    }
    case Reads::day: {
      const auto day = day_of(at.token());
      if (!day) return false;
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, *day);
      break;
    }
    case Reads::item: {
      const std::int32_t code = slot.values->code(at.token());
      if (code < 0) return false;
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, std::span(&code, 1));
      break;
    }
    case Reads::items: {
      if (at.here() != '[' || at.token().size() != 1) return false;
      items_.clear();
      ++at.place;
      if (at.here() == ']') {
        if (!slot.may_be_empty) return false;
      } else {
        for (;; ++at.place) {
          if (at.here() == '\0') return false;
          items_.push_back(slot.values->code(at.token()));
          if (items_.back() < 0) return false;
          ++at.place;
          if (at.here() == ']') break;
          if (at.here() != ',') return false;
        }
        std::ranges::sort(items_);
        items_.erase(std::unique(items_.begin(), items_.end()), items_.end());
      }
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, items_);
      break;
    }
    case Reads::text: {
      const std::string_view json = at.token();
      if (json.front() != '"' || json.find('\\') != std::string_view::npos) return false;
      break;
    }
    case Reads::nothing:
      return false;
  }
  ++at.place;
  return true;
}

bool PlainReader::read_facts(Owner owner, Cursor& at, std::size_t row) {
  if (at.text[at.place[1]] == '}') {
    at.place += 2;
    return true;
  }
  Slot* slot = nullptr;
  do {
    ++at.place;
    slot = find_slot(static_cast<std::size_t>(owner), at, slot);
    if (slot == nullptr || slot->stated_in == rows_read_) return false;
    slot->stated_in = rows_read_;
    ++at.place;
    if (at.here() != ':') return false;
    ++at.place;
    if (at.here() == '\0' || !read_value(*slot, at, owner, row)) return false;
  } while (at.here() == ',');
  if (at.here() != '}') return false;
  ++at.place;
  return true;
}

std::optional<PlainReader::Head> PlainReader::read(const RawRow& row, std::size_t at) {
  // Places of the row, whatever the row before left over.
  while (next_ < end_ && *next_ < row.begin) ++next_;
  ++rows_read_;
  Head head;
  Cursor cursor{text_.data(), next_};
  // What runs on beyond the row is found out at its end. The place behind the last one is the end of the
  // text, a zero, with which nothing begins: no place beyond that is looked at.
  const bool whole = read_head(cursor, at, head);
  const std::size_t row_end = row.begin + row.size;
  if (whole && cursor.place[-1] < row_end && (cursor.place == end_ || *cursor.place >= row_end)) {
    next_ = cursor.place;
    return head;
  }
  return std::nullopt;
}

bool PlainReader::read_head(Cursor& at, std::size_t row, Head& head) {
  enum : unsigned { transaction = 1, acquirer = 2, target = 4, id = 8, as_of = 16, known_on = 32 };
  unsigned seen = 0;
  if (at.here() != '{') return false;
  do {
    ++at.place;
    if (at.here() != '"') return false;
    std::string_view key = at.token();
    if (key.size() < 2) return false;
    key = key.substr(1, key.size() - 2);
    ++at.place;
    if (at.here() != ':') return false;
    ++at.place;
    unsigned bit = 0;
    if (at.here() == '{') {
      for (std::size_t owner = 0; owner < PlainBlock::owner_count; ++owner)
        if (key == owner_names[owner]) bit = 1u << owner;
      if (bit == 0) return false;
      if (!read_facts(static_cast<Owner>(std::countr_zero(bit)), at, row)) return false;
    } else {
      const std::string_view value = at.token();
      if (key == "id" && is_plain_id(value)) {
        bit = id;
        head.id = value;
      } else if (key == "as_of") {
        bit = as_of;
        head.as_of = day_of(value);
        if (!head.as_of) return false;
      } else if (key == "known_on") {
        bit = known_on;
        head.known_on = day_of(value);
        if (!head.known_on) return false;
      }
      ++at.place;
    }
    if (bit == 0 || (seen & bit) != 0) return false;
    seen |= bit;
  } while (at.here() == ',');
  if (at.here() != '}' || (seen & (acquirer | target)) != (acquirer | target)) return false;
  ++at.place;
  return true;
}

}  // namespace weir::batch
