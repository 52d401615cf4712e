#include "load/case_parts.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A day, or the last day of a month (`2017-07`) or year (`2017`).
std::optional<base::Date> last_day_of(std::string_view text) {
  using base::Date;
  if (text.size() == 4) {
    const auto year = digits(text);
    return year ? Date::make(*year, 12, 31) : std::nullopt;
  }
  if (text.size() == 7 && text[4] == '-') {
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5));
    const auto first = year && month ? Date::make(*year, *month, 1) : std::nullopt;
    if (!first) return std::nullopt;
    return base::add(base::add(*first, 1, base::CalendarUnit::month), -1, base::CalendarUnit::day);
  }
  return Date::parse(text);
}

/// The parties that the name of a row speaks of: "a in b" is a holding, "a and b" a pair, "a.key" a row
/// listed under a; anything else is a party.
std::vector<std::string> parties_in_name(const std::string& name, const PartyIds& parties) {
  if (parties.contains(name)) return {name};
  for (const std::string_view word : {" in ", " and "}) {
    const auto at = name.find(word);
    if (at != std::string::npos) return {name.substr(0, at), name.substr(at + word.size())};
  }
  const std::string above = name.substr(0, name.find('.'));
  return above == "transaction" ? std::vector<std::string>{} : std::vector<std::string>{above};
}

void expect_parties_of(const Reader& reader, NodeId of, const std::string& name, const PartyIds& parties) {
  if (name.empty()) return;
  for (const std::string& party : parties_in_name(name, parties)) {
    if (parties.contains(party)) continue;
    emit_unknown(reader.sink(), Code::unknown_party, reader.span(of), "the case has no party `" + party + "`",
                 party, {parties.begin(), parties.end()}, "party");
  }
}

}  // namespace

void read_sources(const Reader& reader, NodeId map, model::Case& into) {
  static constexpr std::string_view keys[] = {"title", "url", "date", "note"};
  if (!reader.expect_map(map, "`sources`")) return;
  for (const auto& [key, value] : reader.node(map).entries) {
    model::CaseSource source;
    source.id = reader.node(key).scalar.text;
    source.span = reader.span(key);
    if (reader.is_map(value)) {
      reader.expect_keys(value, keys, "a source");
      source.title = read_text_at(reader, value, "title");
      source.url = read_text_at(reader, value, "url");
      if (const auto node = reader.document().find(value, "date")) {
        const auto text = reader.text(*node, "`date`");
        if (text) source.date = last_day_of(*text);
        if (text && !source.date) {
          reader.sink()
              .emit(Code::no_such_day, reader.span(*node), "`" + *text + "` is no day, month or year")
              .with_help(
                  "write `2017-07-20`, or `2017-07` or `2017` where no more is known; their last day counts");
        }
      }
    } else {
      source.title = reader.text(value, "a source").value_or("");
    }
    if (source.title.empty()) source.title = source.id;
    into.sources.push_back(std::move(source));
  }
}

void read_roles(const Reader& reader, NodeId map, const PartyIds& parties, model::Case& into) {
  static const std::vector<std::string> roles(std::begin(role_names), std::end(role_names));
  if (!reader.expect_map(map, "`roles`")) return;
  for (const auto& [key, value] : reader.node(map).entries) {
    const std::string& role = reader.node(key).scalar.text;
    if (std::ranges::find(roles, role) == roles.end()) {
      emit_unknown(reader.sink(), Code::unknown_role, reader.span(key), "`" + role + "` is no role", role,
                   roles, "role");
      continue;
    }
    const auto party = reader.text(value, "a party");
    if (!party) continue;
    if (!parties.contains(*party)) {
      emit_unknown(reader.sink(), Code::unknown_party, reader.span(value),
                   "the case has no party `" + *party + "`", *party, {parties.begin(), parties.end()},
                   "party");
      continue;
    }
    const auto first = std::ranges::find(into.roles, role, &model::CaseRole::role);
    if (first != into.roles.end()) {
      reader.sink()
          .emit(Code::duplicate_party, reader.span(key), "the role `" + role + "` is given twice")
          .label(first->span, "first given here");
      continue;
    }
    into.roles.push_back({role, *party, reader.span(key)});
  }
}

void read_judgements(const Reader& reader, NodeId list, const PartyIds& parties, model::Case& into) {
  static constexpr std::string_view keys[] = {"id",     "of",      "value",   "by",  "on",
                                              "source", "quality", "learned", "note"};
  if (!reader.expect_sequence(list, "`judgements`")) return;
  const ProvenanceReader provenance(reader, into);
  for (const NodeId item : reader.node(list).items) {
    if (!reader.expect_map(item, "a recorded judgement")) continue;
    reader.expect_keys(item, keys, "a recorded judgement");
    model::RecordedJudgement judgement;
    judgement.span = reader.span(item);
    if (const auto id = reader.get(item, "id", Reader::Need::required, "a recorded judgement")) {
      judgement.judgement = reader.text(*id, "`id`").value_or("");
      judgement.span = reader.span(*id);
    }
    const auto value = reader.get(item, "value", Reader::Need::required, "a recorded judgement");
    const auto truth = value ? reader.truth(*value, "`value`") : std::nullopt;
    judgement.by = read_text_at(reader, item, "by");
    if (const auto of = reader.document().find(item, "of")) {
      judgement.of = reader.text(*of, "`of`").value_or("");
      expect_parties_of(reader, *of, judgement.of, parties);
    }
    const Provenance from = provenance.read(item, {});
    judgement.source = from.source;
    judgement.quality = from.quality;
    const auto on = read_date_at(reader, item, "on");
    judgement.learned = on ? on : from.learned;
    if (!truth || judgement.judgement.empty()) continue;
    judgement.value = *truth;
    const auto first = std::ranges::find_if(into.judgements, [&](const auto& other) {
      return other.judgement == judgement.judgement && other.of == judgement.of &&
             other.learned == judgement.learned;
    });
    if (first != into.judgements.end()) {
      reader.sink()
          .emit(Code::duplicate_judgement, judgement.span,
                "the judgement `" + judgement.judgement + "` is recorded twice")
          .label(first->span, "first recorded here");
      continue;
    }
    into.judgements.push_back(std::move(judgement));
  }
}

void read_outcome(const Reader& reader, NodeId map, model::Case& into) {
  static constexpr std::string_view keys[] = {"text", "source"};
  model::Outcome outcome;
  if (reader.is_map(map)) {
    reader.expect_keys(map, keys, "`outcome`");
    outcome.text = reader.text_at(map, "text", Reader::Need::required, "`outcome`").value_or("");
    outcome.source = ProvenanceReader(reader, into).source_at(map, "source");
  } else {
    outcome.text = reader.text(map, "`outcome`").value_or("");
  }
  into.outcome = std::move(outcome);
}

void read_context_ids(const Reader& reader, NodeId list, model::Case& into) {
  if (!reader.expect_sequence(list, "`context`")) return;
  for (const NodeId item : reader.node(list).items) {
    if (auto id = reader.text(item, "a context item")) {
      into.context.push_back(std::move(*id));
      into.context_spans.push_back(reader.span(item));
    }
  }
}

}  // namespace weir::load
