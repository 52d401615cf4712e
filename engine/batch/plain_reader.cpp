#include "batch/plain_reader.hpp"

#include <algorithm>
#include <bit>

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
  // Eight at a time: no backslash, nothing below a blank or above `~`. A byte is less than another where the
  // difference borrows.
  constexpr std::uint64_t each = 0x0101'0101'0101'0101, high = 0x80 * each;
  std::uint64_t odd = 0;
  for (std::size_t at = 0; at < json.size(); at += 8) {
    const std::uint64_t bytes = word_at(json.data() + at) & kept_bytes(json.size(), at);
    const std::uint64_t rest = ~kept_bytes(json.size(), at) & (0x20 * each);  // as if blanks stood behind
    const std::uint64_t text = bytes | rest, slashes = text ^ (0x5c * each);
    odd |= text | (text + each) | (text - 0x20 * each) | ((slashes - each) & ~slashes);
  }
  return (odd & high) == 0;
}

std::optional<base::Date> day_of(std::string_view json) {
  constexpr std::size_t size = 12;  // with quotes
  if (json.size() != size || json.front() != '"') return std::nullopt;
  return base::Date::parse(json.substr(1, size - 2));
}

}  // namespace

PlainReader::PlainReader(const session::Session& session, PlainBlock& block) : block_(block) {
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
    if (slot.reads == Reads::figure || slot.reads == Reads::item || slot.reads == Reads::items)
      slot.values = std::make_unique<PlainValues>(read_once(session, owner, id), block_.dictionary());
  }
}

bool PlainReader::begin(const RawRows& rows) {
  static_assert(RawRows::room >= yaml::JsonStructure::padding && RawRows::room >= text_room);
  text_ = rows.text();
  if (!structure_.find(text_.data(), text_.size())) return false;
  const std::span<const std::uint32_t> places = structure_.places();
  places_ = next_ = places.data();
  end_ = places.data() + places.size();
  return true;
}

/// From a place to the next one, without blanks behind.
inline std::string_view PlainReader::token(Place place) const {
  const char* to = text_.data() + place[1];
  // A string ends in a quote, and outside of strings all control characters are blanks. At the end of the
  // text nothing begins.
  while (to > at(place) && static_cast<unsigned char>(to[-1]) <= ' ') --to;
  return {at(place), to};
}

bool PlainReader::state_value(Slot& slot, std::string_view json, Owner owner, std::size_t row) {
  if (slot.reads == Reads::day) {
    const auto day = day_of(json);
    if (!day) return false;
    block_.state_value(owner, row, slot.id, model::DateInterval{*day, *day, false});
    return true;
  }
  const model::Candidate* value = slot.values->whole(json);
  if (value == nullptr) return false;
  block_.state_value(owner, row, slot.id, *value);
  return true;
}

/// The place behind a value; of a list without a look at what stands in it.
[[gnu::always_inline]] inline PlainReader::Place PlainReader::find_value_end(const Slot& slot,
                                                                             Place place) const {
  if (slot.reads != Reads::items) return place + 1;
  while (*at(place) != ']') {
    if (*at(place) == '}' || *at(place) == '\0') return nullptr;
    ++place;
  }
  return place + 1;
}

PlainReader::Place PlainReader::find_facts(Owner owner, Place place, std::size_t row) {
  if (*at(place + 1) == '}') return place + 2;
  auto& keys = facts_[static_cast<std::size_t>(owner)];
  auto* key = keys.begin();
  std::uint32_t twice = 0;
  do {
    key = keys.find(key, at(place + 1), at(place + 2));
    if (key == nullptr) return nullptr;
    Slot& slot = key->meaning;
    slot.occurs = true;
    place += 3;
    std::uint32_t& stated = slot.places[row % rows_at_once];
    twice |= stated;
    stated = static_cast<std::uint32_t>(place - places_);
    // The end of the text is no value, and behind it no comma follows.
    place = find_value_end(slot, place);
    if (place == nullptr) return nullptr;
  } while (*at(place) == ',');
  return *at(place) == '}' && twice == 0 ? place + 1 : nullptr;
}

std::optional<PlainReader::Head> PlainReader::read(const RawRow& row, std::size_t at) {
  // Places of the row, whatever the row before left over.
  while (next_ < end_ && *next_ < row.begin) ++next_;
  Head head;
  // What runs on beyond the row is found out at its end. The place behind the last one is the end of the
  // text, a zero, with which nothing begins: no place beyond that is looked at.
  const Place behind = find_line(next_, at, head);
  const std::size_t row_end = row.begin + row.size;
  if (behind != nullptr && behind[-1] < row_end && (behind == end_ || *behind >= row_end)) {
    next_ = behind;
    return head;
  }
  for (auto& keys : facts_)
    keys.for_each([at](Slot& slot) {
      if (slot.occurs) slot.places[at % rows_at_once] = 0;
    });
  return std::nullopt;
}

PlainReader::Place PlainReader::find_line(Place place, std::size_t row, Head& head) {
  constexpr auto bit_of = [](Says said) { return 1u << static_cast<unsigned>(said); };
  constexpr unsigned parties = bit_of(Says::acquirer) | bit_of(Says::target);
  unsigned seen = 0;
  if (*at(place) != '{') return nullptr;
  auto* key = says_.begin();
  do {
    if (*at(place + 1) != '"') return nullptr;
    key = says_.find(key, at(place + 1), at(place + 2));
    if (key == nullptr || (seen & bit_of(key->meaning)) != 0) return nullptr;
    seen |= bit_of(key->meaning);
    place += 3;
    const char first = *at(place);
    if (first == '\0') return nullptr;
    switch (key->meaning) {
      case Says::transaction:
      case Says::acquirer:
      case Says::target:
        place = first == '{' ? find_facts(static_cast<Owner>(key->meaning), place, row) : nullptr;
        if (place == nullptr) return nullptr;
        break;
      case Says::id:
        head.id = token(place++);
        if (!is_plain_id(head.id)) return nullptr;
        break;
      case Says::as_of:
        head.as_of = day_of(token(place++));
        if (!head.as_of) return nullptr;
        break;
      case Says::known_on:
        head.known_on = day_of(token(place++));
        if (!head.known_on) return nullptr;
    }
  } while (*at(place) == ',');
  return *at(place) == '}' && (seen & parties) == parties ? place + 1 : nullptr;
}

std::uint64_t PlainReader::read_values(std::size_t first, std::size_t last) {
  std::uint64_t refused = 0;
  for (const Owner owner : {Owner::transaction, Owner::acquirer, Owner::target}) {
    facts_[static_cast<std::size_t>(owner)].for_each([&](Slot& slot) {
      if (!slot.occurs) return;
      const bool only_plain = slot.fact->plain() != nullptr && !slot.is_value;
      refused |= slot.reads == Reads::truth                  ? read_truths(slot, first, last)
                 : only_plain && slot.reads == Reads::figure ? read_figures(slot, first, last)
                 : only_plain && slot.reads == Reads::item   ? read_codes(slot, first, last)
                                                             : read_column(owner, slot, first, last);
      slot.occurs = false;
      slot.places.fill(0);
    });
  }
  return refused;
}

std::uint64_t PlainReader::read_column(Owner owner, Slot& slot, std::size_t first, std::size_t last) {
  std::uint64_t refused = 0;
  for (std::size_t row = first; row < last; ++row) {
    const std::uint32_t stated = slot.places[row - first];
    if (stated == 0) continue;
    const Place place = places_ + stated;
    const bool read =
        (!slot.is_value || state_value(slot, token(place), owner, row)) && read_value(slot, place, row);
    refused |= static_cast<std::uint64_t>(!read) << (row - first);
  }
  return refused;
}

// The loops below keep what they need at hand, and bits of all rows until the end.

std::uint64_t PlainReader::read_figures(Slot& slot, std::size_t first, std::size_t last) {
  evaluate::PlainFact& fact = *slot.fact->plain();
  PlainValues::Usual usual = slot.values->usual();
  std::uint64_t bits = 0, refused = 0;
  const auto put_bits = [&] {
    if (bits != 0) fact.planes.set_bits(usual.currency() + 1, first / 64, bits);
    bits = 0;
  };
  for (std::size_t i = 0; i < last - first; ++i) {
    if (slot.places[i] == 0) continue;
    const Place place = places_ + slot.places[i];
    if (usual.read(at(place), place[1] - place[0], fact.values[first + i])) {
      bits |= std::uint64_t{1} << i;
      continue;
    }
    put_bits();
    refused |= static_cast<std::uint64_t>(!read_value(slot, place, first + i)) << i;
    usual = slot.values->usual();
  }
  put_bits();
  return refused;
}

std::uint64_t PlainReader::read_codes(Slot& slot, std::size_t first, std::size_t last) {
  evaluate::PlainFact& fact = *slot.fact->plain();
  std::uint64_t stated = 0, refused = 0;
  evaluate::BlockRow row(first);
  for (std::size_t i = 0; i < last - first; ++i, row.bit <<= 1) {
    if (slot.places[i] == 0) continue;
    const std::int32_t code = slot.values->code(token(places_ + slot.places[i]));
    if (code < 0) {
      refused |= std::uint64_t{1} << i;
      continue;
    }
    stated |= std::uint64_t{1} << i;
    fact.planes.set(code, row);
  }
  fact.stated[row.word] |= stated;
  return refused;
}

/// Without a branch on which of the two a value is, which cannot be foreseen.
std::uint64_t PlainReader::read_truths(Slot& slot, std::size_t first, std::size_t last) {
  // The first letter stands lowest; one bit of it tells `t` from `f`.
  constexpr std::uint64_t yes = 0x6575'7274, no = 0x65'736c'6166, all = 0xff'ffff'ffff;
  std::uint64_t stated_bits = 0, true_bits = 0, odd_bits = 0;
  for (std::size_t i = 0; i < last - first; ++i) {
    const Place place = places_ + slot.places[i];
    const std::uint64_t text = word_at(at(place)), holds = text >> 4 & 1;
    const std::uint64_t expected = no ^ (-holds & (no ^ yes)), size = place[1] - place[0];
    const bool odd = (((text & all >> 8 * holds) ^ expected) | (size ^ (5 - holds))) != 0;
    stated_bits |= static_cast<std::uint64_t>(slot.places[i] != 0) << i;
    true_bits |= holds << i;
    odd_bits |= static_cast<std::uint64_t>(odd) << i;
  }
  std::uint64_t refused = 0;
  for (std::uint64_t odd = odd_bits & stated_bits; odd != 0; odd &= odd - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(odd));
    // There may be blanks behind it.
    const std::string_view json = token(places_ + slot.places[bit]);
    if (json == "true" || json == "false") {
      slot.fact->state(first + bit, json == "true");
    } else {
      refused |= std::uint64_t{1} << bit;
    }
  }
  const std::uint64_t plain = stated_bits & ~odd_bits;
  slot.fact->state_truths(first / 64, plain & true_bits, plain & ~true_bits);
  return refused;
}

[[gnu::always_inline]] inline bool PlainReader::read_value(Slot& slot, Place place, std::size_t row) {
  const std::string_view json = token(place);
  switch (slot.reads) {
    case Reads::figure: {
      PlainValues::Figure figure;
      if (!slot.values->read_figure(json, figure)) return false;
      slot.fact->state(row, figure.parts, figure.currency);
      return true;
    }
    case Reads::day: {
      const auto day = day_of(json);
      if (day) slot.fact->state(row, *day);
      return day.has_value();
    }
    case Reads::item: {
      const std::int32_t code = slot.values->code(json);
      if (code >= 0) slot.fact->state(row, std::span(&code, 1));
      return code >= 0;
    }
    case Reads::items:
      return read_items(slot, place, row);
    case Reads::text:
      return json.front() == '"' && json.find('\\') == std::string_view::npos;
    case Reads::truth:
    case Reads::nothing:
      break;
  }
  return false;
}

/// The members of a set, from the opening bracket to the closing one.
bool PlainReader::read_items(Slot& slot, Place place, std::size_t row) {
  if (*at(place) != '[' || token(place).size() != 1) return false;
  items_.clear();
  ++place;
  if (*at(place) == ']') {
    if (!slot.may_be_empty) return false;
  } else {
    for (;; ++place) {
      if (*at(place) == '\0') return false;
      items_.push_back(slot.values->code(token(place)));
      if (items_.back() < 0) return false;
      ++place;
      if (*at(place) == ']') break;
      if (*at(place) != ',') return false;
    }
  }
  slot.fact->state(row, items_);
  return true;
}

}  // namespace weir::batch
