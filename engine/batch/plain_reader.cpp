#include "batch/plain_reader.hpp"

#include <algorithm>
#include <cstring>

#include "yaml/json_document.hpp"

namespace weir::batch {

using evaluate::PlainBlock;
using model::Kind;

namespace {

constexpr std::string_view owner_keys[] = {"\"transaction\"", "\"acquirer\"", "\"target\""};

std::string_view owner_name(PlainBlock::Owner owner) {
  const std::string_view key = owner_keys[static_cast<std::size_t>(owner)];
  return key.substr(1, key.size() - 2);
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

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
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
    slot.key = '"' + fact.field + '"';
    slot.owner = owner;
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
    if (slot.reads == Reads::figure || slot.reads == Reads::item || slot.reads == Reads::items)
      slot.values = std::make_unique<PlainValues>(read_once(session, owner, id));
    auto& slots = slots_[static_cast<std::size_t>(owner)];
    slot.next = slots.size() + 1;
    keys_[static_cast<std::size_t>(owner)].add(slot.key);
    slots.push_back(std::move(slot));
  }
}

bool PlainReader::begin(const RawRows& rows) {
  next_ = 0;
  places_ = {};
  text_ = rows.text;
  // The reader of structure looks beyond the end of the text.
  if (rows.text.capacity() < rows.text.size() + yaml::JsonStructure::padding) return false;
  if (!structure_.find(rows.text.data(), rows.text.size())) return false;
  places_ = structure_.places();
  return true;
}

// From where the reader stands to the next place, without blanks behind.
std::string_view PlainReader::token() const {
  const std::size_t from = places_[next_];
  std::size_t to = next_ + 1 < places_.size() ? places_[next_ + 1] : text_.size();
  while (is_blank(text_[to - 1])) --to;
  return text_.substr(from, to - from);
}

std::optional<PlainReader::Head> PlainReader::read(const RawRow& row, std::size_t at) {
  // Places of the row, whatever the row before left over.
  while (next_ < places_.size() && places_[next_] < row.begin) ++next_;
  ++rows_read_;
  row_end_ = row.begin + row.size;
  const auto here = [&] {
    return next_ < places_.size() && places_[next_] < row_end_ ? text_[places_[next_]] : '\n';
  };
  Head head;
  enum : unsigned { transaction = 1, acquirer = 2, target = 4, id = 8, as_of = 16, known_on = 32 };
  unsigned seen = 0;
  if (here() != '{') return std::nullopt;
  do {
    ++next_;
    if (here() != '"') return std::nullopt;
    const std::string_view key = token();
    ++next_;
    if (here() != ':') return std::nullopt;
    ++next_;
    unsigned bit = 0;
    if (here() == '{') {
      const auto* owner = std::ranges::find(owner_keys, key);
      if (owner == std::end(owner_keys)) return std::nullopt;
      bit = 1u << (owner - std::begin(owner_keys));
      if (!read_facts(static_cast<Owner>(owner - std::begin(owner_keys)), at)) return std::nullopt;
    } else if (here() != '\n') {
      const std::string_view value = token();
      if (key == "\"id\"" && is_plain_id(value)) {
        bit = id;
        head.id = value;
      } else if (key == "\"as_of\"") {
        bit = as_of;
        head.as_of = day_of(value);
        if (!head.as_of) return std::nullopt;
      } else if (key == "\"known_on\"") {
        bit = known_on;
        head.known_on = day_of(value);
        if (!head.known_on) return std::nullopt;
      }
      ++next_;
    }
    if (bit == 0 || (seen & bit) != 0) return std::nullopt;
    seen |= bit;
  } while (here() == ',');
  if (here() != '}' || (seen & (acquirer | target)) != (acquirer | target)) return std::nullopt;
  ++next_;
  // Nothing else stands on the line.
  if (here() != '\n') return std::nullopt;
  return head;
}

bool PlainReader::read_facts(Owner owner, std::size_t at) {
  const auto here = [&] {
    return next_ < places_.size() && places_[next_] < row_end_ ? text_[places_[next_]] : '\n';
  };
  if (next_ + 1 < places_.size() && text_[places_[next_ + 1]] == '}') {
    next_ += 2;
    return true;
  }
  Slot* slot = nullptr;
  do {
    ++next_;
    if (here() != '"') return false;
    slot = find_slot(owner, text_.substr(places_[next_]), slot);
    if (slot == nullptr || slot->stated_in == rows_read_) return false;
    slot->stated_in = rows_read_;
    ++next_;
    if (here() != ':') return false;
    ++next_;
    if (here() == '\n' || !read_value(*slot, at)) return false;
  } while (here() == ',');
  if (here() != '}') return false;
  ++next_;
  return true;
}

PlainReader::Slot* PlainReader::find_slot(Owner owner, std::string_view text, Slot* before) {
  auto& slots = slots_[static_cast<std::size_t>(owner)];
  // Lines of one origin have their keys in one order: the key that followed last time is tried first.
  const std::size_t guess = before != nullptr ? before->next : 0;
  const auto is = [&](const Slot& slot) {
    return text.size() >= slot.key.size() && std::memcmp(text.data(), slot.key.data(), slot.key.size()) == 0;
  };
  if (guess < slots.size() && is(slots[guess])) return &slots[guess];
  const std::int32_t found = keys_[static_cast<std::size_t>(owner)].find(token());
  if (found < 0) return nullptr;
  if (before != nullptr) before->next = static_cast<std::size_t>(found);
  return &slots[static_cast<std::size_t>(found)];
}

bool PlainReader::state_code(Slot& slot, std::string_view json, std::vector<std::int32_t>& into) {
  const auto code = slot.values->code(json);
  if (!code) return false;
  const auto place = static_cast<std::size_t>(*code);
  while (slot.code_ids.size() <= place)
    slot.code_ids.push_back(block_.dictionary().id(slot.values->codes()[slot.code_ids.size()]));
  into.push_back(slot.code_ids[place]);
  return true;
}

bool PlainReader::read_value(Slot& slot, std::size_t at) {
  const std::size_t place = PlainBlock::place(slot.owner, at);
  const std::string_view json = token();
  switch (slot.reads) {
    case Reads::truth: {
      const bool yes = json == "true";
      if (!yes && json != "false") return false;
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, yes);
      break;
    }
    case Reads::figure: {
      const auto figure = slot.values->figure(json);
      if (!figure) return false;
      std::int32_t currency = -1;
      if (figure->currency >= 0) {
        const auto which = static_cast<std::size_t>(figure->currency);
        while (slot.currency_ids.size() <= which)
          slot.currency_ids.push_back(
              block_.dictionary().id(slot.values->currencies()[slot.currency_ids.size()]));
        currency = slot.currency_ids[which];
      }
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, figure->parts, currency);
      break;
    }
    case Reads::day: {
      const auto day = day_of(json);
      if (!day) return false;
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, *day);
      break;
    }
    case Reads::item:
      items_.clear();
      if (!state_code(slot, json, items_)) return false;
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, items_);
      break;
    case Reads::items: {
      if (json != "[") return false;
      items_.clear();
      if (next_ + 1 < places_.size() && text_[places_[next_ + 1]] == ']') {
        if (!slot.may_be_empty) return false;
        ++next_;
        if (slot.column != nullptr) PlainBlock::state(*slot.column, place, items_);
        break;
      }
      do {
        ++next_;
        if (next_ >= places_.size() || places_[next_] >= row_end_) return false;
        if (!state_code(slot, token(), items_)) return false;
        ++next_;
        if (next_ >= places_.size()) return false;
      } while (text_[places_[next_]] == ',');
      if (text_[places_[next_]] != ']') return false;
      std::ranges::sort(items_);
      items_.erase(std::unique(items_.begin(), items_.end()), items_.end());
      if (slot.column != nullptr) PlainBlock::state(*slot.column, place, items_);
      break;
    }
    case Reads::text:
      if (json.front() != '"' || json.find('\\') != std::string_view::npos) return false;
      break;
    case Reads::nothing:
      return false;
  }
  ++next_;
  return true;
}

}  // namespace weir::batch
