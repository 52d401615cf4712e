#include "load/value.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "language/parser.hpp"
#include "load/expression.hpp"
#include "load/value_tree.hpp"
#include "model/period.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using diagnostics::Fix;
using model::Kind;
using model::Shape;
using model::Value;
using yaml::NodeId;

std::string folded(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

/// The country that `text` may mean: by its code in other letters, by its title, by a part of one title only.
const model::Code* guess_country(const model::Domain& countries, std::string_view text) {
  const std::string wanted = folded(text);
  const model::Code* part = nullptr;
  std::size_t parts = 0;
  for (const auto& country : countries.codes) {
    const std::string title = folded(country.title);
    if (folded(country.id) == wanted || title == wanted) return &country;
    if (wanted.size() >= 4 && title.find(wanted) != std::string::npos) {
      part = &country;
      ++parts;
    }
  }
  if (parts == 1) return part;
  std::vector<std::string> titles;
  for (const auto& country : countries.codes) titles.push_back(folded(country.title));
  const auto close = base::closest(wanted, titles);
  if (!close || wanted.size() < 4) return nullptr;
  return &countries.codes[static_cast<std::size_t>(std::ranges::find(titles, *close) - titles.begin())];
}

void report_country(const model::Domain& countries, std::string_view text, base::Span span,
                    diagnostics::Sink& sink) {
  auto& diagnostic =
      sink.emit(Code::unknown_country, span, "`" + std::string(text) + "` is no country code of ISO 3166-1");
  const auto* country = guess_country(countries, text);
  if (!country) {
    diagnostic.with_help("write the two capital letters of the country, as `CA`");
    return;
  }
  diagnostic.with_help("did you mean `" + country->id + "` (" + country->title + ")?");
  diagnostic.fix({"replace with `" + country->id + "`", Fix::Trust::suggested, {{span, country->id}}});
}

void report_item(const model::Domain& domain, std::string_view text, base::Span span,
                 diagnostics::Sink& sink) {
  auto& diagnostic =
      sink.emit(Code::unknown_item, span, "`" + std::string(text) + "` is no item of `" + domain.name + "`");
  if (domain.span.file.valid()) diagnostic.label(domain.span, "the list is declared here");
  std::vector<std::string> ids;
  for (const auto& code : domain.codes) ids.push_back(code.id);
  const std::string wanted = folded(text);
  std::optional<std::string> close;
  for (const auto& code : domain.codes) {
    if (folded(code.title) == wanted || folded(code.id) == wanted) close = code.id;
  }
  if (!close) close = base::closest(text, ids);
  if (close) {
    diagnostics::suggest(diagnostic, close, span, "item");
  } else if (ids.size() <= 12) {
    diagnostic.note("its items are " + base::join(ids, ", "));
  }
}

/// True for the words that say how much is known rather than name an item.
bool speaks_of_knowledge(std::string_view text) {
  return text == "unknown" || text == "not applicable" || text == "not yet" || text.starts_with("one of ");
}

/// Digits that are surely a number as the grammar has it.
std::optional<std::int64_t> whole_number(std::string_view text) {
  constexpr std::size_t most_digits = 15;
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || text.empty() || text.size() > most_digits || (text[0] == '0' && text.size() > 1))
    return std::nullopt;
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::optional<std::string> read_item(const model::Vocabulary& vocabulary, const PartyIds& parties,
                                     const model::Type& type, std::string_view text, base::Span span,
                                     diagnostics::Sink& sink) {
  if (type.kind == Kind::party) {
    if (parties.contains(text)) return std::string(text);
    auto& diagnostic =
        sink.emit(Code::unknown_party, span, "the case has no party `" + std::string(text) + "`");
    diagnostic.with_help("describe it under `parties:`");
    const std::vector<std::string> ids(parties.begin(), parties.end());
    diagnostics::suggest(diagnostic, base::closest(text, ids), span, "party");
    return std::nullopt;
  }
  const auto& domain = vocabulary.domain(type.domain);
  if (domain.open || domain.find(text)) return std::string(text);
  if (type.domain == vocabulary.country) {
    report_country(domain, text, span, sink);
  } else {
    report_item(domain, text, span, sink);
  }
  return std::nullopt;
}

bool may_be_empty(const model::Vocabulary& vocabulary, const model::Fact& fact, const model::SetValue& set,
                  base::Span span, diagnostics::Sink& sink) {
  if (!fact.never_empty || !set.members.empty() || set.open) return true;
  sink.emit(Code::empty_list, span, "`" + fact.name + "` is never empty")
      .label(fact.span, "declared here as " + vocabulary.describe(fact.type) + ", never empty")
      .with_help("leave the fact out where nothing is known of it, or write `[unknown]`");
  return false;
}

std::optional<Value> ValueReader::read(NodeId node, const model::Fact& fact) const {
  if (fact.type.kind == Kind::error) return std::nullopt;
  if (reader_.is_sequence(node)) {
    if (fact.type.shape == Shape::set) return read_list(node, fact);
    reader_.sink()
        .emit(Code::list_refused, reader_.span(node), "`" + fact.name + "` has one value, not a list")
        .label(fact.span, "declared here as " + vocabulary_.describe(fact.type))
        .with_help("for one of several possible values write `one of [a, b]`");
    return std::nullopt;
  }
  if (reader_.is_map(node) && fact.type.kind == Kind::period && fact.type.shape == Shape::single) {
    return read_period(node, fact);
  }
  return read_scalar(node, fact);
}

std::optional<Value> ValueReader::read_at_once(NodeId id, const model::Fact& fact) const {
  const yaml::Node& node = reader_.node(id);
  const bool on_one_line = !node.multi_line && node.style != yaml::ScalarStyle::folded;
  if (node.kind != yaml::NodeKind::scalar || !on_one_line || fact.type.shape != Shape::single)
    return std::nullopt;
  const std::string& text = node.scalar.text;
  const auto only = [](model::Candidate candidate) {
    Value value;
    value.candidates.push_back(std::move(candidate));
    return value;
  };
  switch (fact.type.kind) {
    case Kind::truth:
      if (text == "true" || text == "false") return only(text == "true");
      break;
    case Kind::code:
      if (vocabulary_.domain(fact.type.domain).find(text) && !speaks_of_knowledge(text))
        return only(model::Item{text});
      break;
    case Kind::number:
      if (const auto number = whole_number(text); number && !fact.type.change)
        return only(model::Interval::exactly(*number));
      break;
    case Kind::date:
      if (const auto day = base::Date::parse(text)) return only(model::DateInterval{*day, *day, false});
      break;
    default:
      break;
  }
  return std::nullopt;
}

std::optional<Value> ValueReader::read_scalar(NodeId node, const model::Fact& fact) const {
  if (auto value = read_at_once(node, fact)) return value;
  if (fact.type.kind == Kind::text) {
    const auto text = reader_.text(node, "`" + fact.name + "`");
    if (!text) return std::nullopt;
    Value value;
    if (*text != "unknown") value.candidates.emplace_back(model::Text{*text});
    return value;
  }
  const auto text = reader_.expression_text(node, "`" + fact.name + "`");
  if (!text) return std::nullopt;
  const bool items =
      fact.type.shape == Shape::single && (fact.type.kind == Kind::code || fact.type.kind == Kind::party);
  if (items && !speaks_of_knowledge(text->text)) {
    auto item = read_item(vocabulary_, parties_, fact.type, text->text, text->whole, reader_.sink());
    if (!item) return std::nullopt;
    Value value;
    value.candidates.emplace_back(model::Item{std::move(*item)});
    return value;
  }
  const auto parsed = language::parse_value(text->text);
  if (parsed.error) {
    report_syntax_error(reader_.sink(), *text, *parsed.error);
    return std::nullopt;
  }
  if (parsed.ast.empty()) return std::nullopt;
  return ValueTree(*text, parsed.ast, fact, vocabulary_, parties_, reader_.sink()).value(parsed.ast.root());
}

std::optional<Value> ValueReader::read_list(NodeId node, const model::Fact& fact) const {
  model::SetValue set;
  bool complete = true;
  for (const NodeId item : reader_.node(node).items) {
    if (reader_.is_scalar(item) && reader_.node(item).scalar.text == "unknown") {
      set.open = true;
      continue;
    }
    std::optional<std::string> member;
    if (fact.type.kind == Kind::period) {
      member = period_text(item, fact);
    } else if (const auto text = reader_.text(item, "a member of `" + fact.name + "`")) {
      member = read_item(vocabulary_, parties_, fact.type, *text, reader_.span(item), reader_.sink());
    }
    if (member) {
      set.members.push_back(std::move(*member));
    } else {
      complete = false;
    }
  }
  if (!complete) return std::nullopt;
  std::ranges::sort(set.members);
  set.members.erase(std::unique(set.members.begin(), set.members.end()), set.members.end());
  if (!may_be_empty(vocabulary_, fact, set, reader_.span(node), reader_.sink())) return std::nullopt;
  Value value;
  value.candidates.emplace_back(std::move(set));
  return value;
}

std::optional<Value> ValueReader::read_period(NodeId map, const model::Fact& fact) const {
  static constexpr std::string_view keys[] = {"from", "to"};
  reader_.expect_keys(map, keys, "a period");
  model::Fact day = fact;
  day.type = {};
  day.type.kind = Kind::date;
  const auto end = [&](std::string_view key) -> std::optional<model::DateInterval> {
    const model::DateInterval unknown{base::Date::beginning(), base::Date::never(), false};
    const auto node = reader_.document().find(map, key);
    if (!node) return unknown;
    const auto value = read_scalar(*node, day);
    if (!value) return std::nullopt;
    if (value->candidates.empty()) return unknown;
    model::DateInterval hull = std::get<model::DateInterval>(value->candidates.front());
    for (const auto& candidate : value->candidates) {
      const auto& interval = std::get<model::DateInterval>(candidate);
      hull.low = std::min(hull.low, interval.low);
      hull.high = std::max(hull.high, interval.high);
      hull.not_yet = hull.not_yet && interval.not_yet;
    }
    return hull;
  };
  const auto from = end("from");
  const auto to = end("to");
  if (!from || !to) return std::nullopt;
  if (to->high < from->low) {
    reader_.sink().emit(Code::value_upside_down, reader_.span(map), "the period ends before it begins");
    return std::nullopt;
  }
  Value value;
  value.candidates.emplace_back(model::PeriodValue{*from, *to});
  return value;
}

std::optional<std::string> ValueReader::period_text(NodeId node, const model::Fact& fact) const {
  model::Fact single = fact;
  single.type.shape = Shape::single;
  const auto value = reader_.is_map(node) ? read_period(node, single) : read_scalar(node, single);
  if (!value || value->candidates.empty()) return std::nullopt;
  return model::to_text(std::get<model::PeriodValue>(value->candidates.front()));
}

}  // namespace weir::load
