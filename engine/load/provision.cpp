#include "load/provision.hpp"

#include <string>
#include <utility>

#include "base/text.hpp"
#include "base/written_day.hpp"
#include "load/expression.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

/// One end of a range: an empty text is open; none if it is no day.
std::optional<base::Date> range_end(std::string_view text, base::Date open) {
  text = base::trim(text);
  return text.empty() ? open : base::Date::parse(text);
}

/// Offers a range whose ends are written as days, of all that the ends can have meant.
void fix_ends(diagnostics::Diagnostic& diagnostic, base::Span span, std::string_view first,
              std::string_view last) {
  const auto meant = [](std::string_view end) {
    base::WrittenDay written = base::written_day(end);
    const auto day = base::Date::parse(base::trim(end));
    if (base::trim(end).empty()) return base::WrittenDay{{base::Date::never()}, true};
    return day ? base::WrittenDay{{*day}, true} : written;
  };
  const base::WrittenDay a = meant(first), b = meant(last);
  const auto iso = [](base::Date day) { return day.is_never() ? std::string() : base::to_iso(day); };
  for (const base::Date from : a.days) {
    for (const base::Date to : b.days) {
      if (from.is_never() ? to.is_never() : to < from) continue;
      const std::string range = iso(from) + ".." + iso(to);
      diagnostic.fix(
          {"write `" + range + "`",
           a.certain && b.certain ? diagnostics::Fix::Trust::safe : diagnostics::Fix::Trust::suggested,
           {{span, range}}});
    }
  }
}

/// `in_force: pending`, where no `status:` is given: what was meant is there to be written.
bool refuse_pending(const Reader& reader, NodeId map) {
  for (const auto& [key, value] : reader.node(map).entries) {
    if (reader.node(key).scalar.text != "in_force" || !reader.is_scalar(value)) continue;
    if (base::trim(reader.node(value).scalar.text) != "pending") return false;
    auto& diagnostic =
        reader.sink()
            .emit(Code::bad_range, reader.span(value), "`pending` is not a range of days")
            .with_help("law that waits to come into force is written `status: {in_force: pending}`");
    if (!reader.document().find(map, "status")) {
      const base::Span whole{reader.span(key).file, reader.span(key).begin, reader.span(value).end};
      diagnostic.fix({"write `status: {in_force: pending}`",
                      diagnostics::Fix::Trust::safe,
                      {{whole, "status: {in_force: pending}"}}});
    }
    return true;
  }
  return false;
}

model::Status read_status(const Reader& reader, NodeId map) {
  static constexpr std::string_view keys[] = {"enacted", "in_force", "waits_for", "at_latest"};
  model::Status status;
  if (!reader.expect_map(map, "`status`")) return status;
  reader.expect_keys(map, keys, "`status`");
  status.enacted = read_date_at(reader, map, "enacted");
  status.at_latest = read_date_at(reader, map, "at_latest");
  status.waits_for = read_text_at(reader, map, "waits_for");
  if (const auto node = reader.document().find(map, "in_force")) {
    const auto word = reader.text(*node, "`in_force`");
    status.pending = word && *word == "pending";
    if (word && !status.pending) {
      reader.sink()
          .emit(Code::bad_status, reader.span(*node),
                "the status `" + *word + "` is not known: it is `pending` or left out")
          .with_help("give the days in which it is in force as `in_force: 2020-01-01..` beside `status:`");
    }
  }
  return status;
}

}  // namespace

std::vector<std::string_view> with_provision_keys(std::span<const std::string_view> own) {
  std::vector<std::string_view> keys(own.begin(), own.end());
  keys.insert(keys.end(), std::begin(provision_keys), std::end(provision_keys));
  return keys;
}

std::optional<model::DateRange> read_range(const Reader& reader, NodeId node, std::string_view what) {
  const auto text = reader.text(node, what);
  if (!text) return std::nullopt;
  const std::string_view trimmed = base::trim(*text);
  if (trimmed == "always") return model::DateRange{};
  const auto dots = trimmed.find("..");
  const auto fail = [&]() -> diagnostics::Diagnostic& {
    return reader.sink().emit(Code::bad_range, reader.span(node), "`" + *text + "` is not a range of days");
  };
  if (dots == std::string_view::npos) {
    auto& diagnostic = fail();
    diagnostic.with_help(trimmed == "pending"
                             ? "law that waits to come into force is written `status: {in_force: pending}`"
                             : "write `2017-09-21..2020-12-31`, `2017-09-21..`, `..2015-04-23` or `always`");
    if (base::Date::parse(trimmed)) {
      diagnostic.fix({"begin a range with no end on that day",
                      diagnostics::Fix::Trust::suggested,
                      {{reader.span(node), std::string(trimmed) + ".."}}});
    }
    for (const base::Date day : base::written_day(trimmed).days) {
      diagnostic.fix({"begin a range with no end on " + base::to_long_text(day),
                      diagnostics::Fix::Trust::suggested,
                      {{reader.span(node), base::to_iso(day) + ".."}}});
    }
    return std::nullopt;
  }
  const auto first = range_end(trimmed.substr(0, dots), base::Date::beginning());
  const auto last = range_end(trimmed.substr(dots + 2), base::Date::never());
  if (!first || !last || (first->is_beginning() && last->is_never())) {
    auto& diagnostic = fail().with_help(
        trimmed.find('/') == std::string_view::npos
            ? "each end is a day that exists, as `2017-09-21`; without ends write `always`"
            : "a day is written year, month, day: `2017-06-02` is 2 June 2017; without ends write `always`");
    fix_ends(diagnostic, reader.span(node), trimmed.substr(0, dots), trimmed.substr(dots + 2));
    return std::nullopt;
  }
  if (*last < *first) {
    const std::string exchanged = std::string(base::trim(trimmed.substr(dots + 2))) + ".." +
                                  std::string(base::trim(trimmed.substr(0, dots)));
    reader.sink()
        .emit(Code::range_upside_down, reader.span(node), "the range `" + *text + "` ends before it begins")
        .with_help("exchange the two days, or mend the year of one")
        .fix({"write `" + exchanged + "`",
              diagnostics::Fix::Trust::suggested,
              {{reader.span(node), exchanged}}});
    return std::nullopt;
  }
  return model::DateRange{*first, *last};
}

std::vector<model::DateRange> read_ranges(const Reader& reader, NodeId node, std::string_view what) {
  std::vector<model::DateRange> ranges;
  if (!reader.is_sequence(node)) {
    if (const auto range = read_range(reader, node, what)) ranges.push_back(*range);
    return ranges;
  }
  for (const NodeId item : reader.node(node).items) {
    if (const auto range = read_range(reader, item, what)) ranges.push_back(*range);
  }
  return ranges;
}

std::vector<model::Citation> read_citations(const Reader& reader, NodeId node) {
  static constexpr std::string_view keys[] = {"text", "url"};
  std::vector<model::Citation> citations;
  if (reader.is_sequence(node)) {
    for (const NodeId item : reader.node(node).items) {
      if (reader.is_sequence(item)) {
        reader.expect_map(item, "a citation");
        continue;
      }
      for (auto& citation : read_citations(reader, item)) citations.push_back(std::move(citation));
    }
    return citations;
  }
  model::Citation citation;
  if (reader.is_map(node)) {
    reader.expect_keys(node, keys, "a citation");
    citation.text = reader.text_at(node, "text", Reader::Need::required, "a citation").value_or("");
    citation.url = read_text_at(reader, node, "url");
  } else if (auto text = reader.text(node, "a citation")) {
    citation.text = std::move(*text);
  } else {
    return citations;
  }
  citations.push_back(std::move(citation));
  return citations;
}

std::vector<model::Citation> read_citations_at(const Reader& reader, NodeId map) {
  const auto node = reader.document().find(map, "cite");
  return node ? read_citations(reader, *node) : std::vector<model::Citation>{};
}

std::optional<model::Reading> read_reading_at(const Reader& reader, NodeId map) {
  static constexpr std::string_view keys[] = {"text", "by", "on", "holds"};
  const auto node = reader.document().find(map, "reading");
  if (!node) return std::nullopt;
  model::Reading reading;
  if (!reader.is_map(*node)) {
    auto text = reader.text(*node, "`reading`");
    if (!text) return std::nullopt;
    reading.text = std::move(*text);
    return reading;
  }
  reader.expect_keys(*node, keys, "`reading`");
  reading.text = reader.text_at(*node, "text", Reader::Need::required, "`reading`").value_or("");
  reading.by = read_text_at(reader, *node, "by");
  reading.on = read_date_at(reader, *node, "on");
  if (const auto holds = reader.document().find(*node, "holds"))
    reading.holds = reader.truth(*holds, "`holds`");
  return reading;
}

std::optional<base::Date> read_date_at(const Reader& reader, NodeId map, std::string_view key) {
  const auto node = reader.document().find(map, key);
  return node ? reader.date(*node, "`" + std::string(key) + "`") : std::nullopt;
}

std::string read_text_at(const Reader& reader, NodeId map, std::string_view key) {
  const auto node = reader.document().find(map, key);
  return node ? reader.text(*node, "`" + std::string(key) + "`").value_or("") : std::string();
}

void read_provision(const Reader& reader, NodeId map, model::Provision& provision) {
  provision.title = read_text_at(reader, map, "title");
  provision.by = read_expression_at(reader, map, "by");
  if (const auto node = reader.document().find(map, "in_force")) {
    provision.in_force_span = reader.span(*node);
    if (!refuse_pending(reader, map)) provision.in_force = read_range(reader, *node, "`in_force`");
  }
  if (const auto node = reader.document().find(map, "status")) provision.status = read_status(reader, *node);
  provision.doubt = read_text_at(reader, map, "doubt");
  provision.reading = read_reading_at(reader, map);
  provision.cite = read_citations_at(reader, map);
  provision.note = read_text_at(reader, map, "note");
}

}  // namespace weir::load
