#include "load/domains.hpp"

#include <utility>

#include "load/documents.hpp"
#include "load/provision.hpp"
#include "model/iso_codes.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

void add_code(model::Domain& domain, model::Code code) {
  domain.index.emplace(code.id, domain.codes.size());
  domain.codes.push_back(std::move(code));
}

model::Code read_member(const Reader& reader, const yaml::Entry& entry) {
  static constexpr std::string_view keys[] = {"title", "part_of", "description"};
  model::Code code;
  code.id = reader.node(entry.key).scalar.text;
  code.span = reader.span(entry.key);
  if (reader.is_map(entry.value)) {
    reader.expect_keys(entry.value, keys, "a member");
    code.title = read_text_at(reader, entry.value, "title");
    code.parent = read_text_at(reader, entry.value, "part_of");
  } else if (!reader.is_null(entry.value)) {
    code.title = reader.text(entry.value, "a title").value_or("");
  }
  if (code.title.empty()) code.title = code.id;
  return code;
}

void read_members(const Reader& reader, NodeId node, model::Domain& domain) {
  if (reader.is_sequence(node)) {
    for (const NodeId item : reader.node(node).items) {
      const auto id = reader.text(item, "a member");
      if (!id) continue;
      if (const auto* first = domain.find(*id)) {
        reader.sink()
            .emit(Code::duplicate_declaration, reader.span(item), "`" + *id + "` is listed twice")
            .label(first->span, "first listed here");
        continue;
      }
      add_code(domain, {*id, *id, "", reader.span(item)});
    }
    return;
  }
  if (!reader.expect_map(node, "`members`")) return;
  for (const auto& entry : reader.node(node).entries) add_code(domain, read_member(reader, entry));
}

void check_parents(const Reader& reader, const model::Domain& domain) {
  std::vector<std::string> ids;
  for (const auto& code : domain.codes) ids.push_back(code.id);
  for (const auto& code : domain.codes) {
    if (code.parent.empty()) continue;
    if (!domain.find(code.parent)) {
      emit_unknown(reader.sink(), Code::unknown_parent, code.span,
                   "`" + code.id + "` is part of `" + code.parent + "`, which the list does not hold",
                   code.parent, ids, "member")
          .fixes.clear();
      continue;
    }
    const model::Code* at = &code;
    for (std::size_t steps = 0; at && !at->parent.empty(); ++steps, at = domain.find(at->parent)) {
      if (steps <= domain.codes.size()) continue;
      reader.sink().emit(Code::unknown_parent, code.span, "`" + code.id + "` is part of itself");
      break;
    }
  }
}

}  // namespace

model::Domain country_domain() {
  model::Domain domain;
  domain.name = "country";
  domain.title = "country";
  for (const auto& iso : model::iso_countries()) {
    add_code(domain, {std::string(iso.id), std::string(iso.title), "", {}});
  }
  return domain;
}

std::optional<model::Domain> read_domain(const Reader& reader, const yaml::Entry& entry, DomainForm form) {
  static constexpr std::string_view enumeration_keys[] = {"title", "description", "members", "ordered",
                                                          "open"};
  static constexpr std::string_view classification_keys[] = {"title",  "description", "members",
                                                             "levels", "separator",   "open"};
  model::Domain domain;
  domain.name = reader.node(entry.key).scalar.text;
  domain.span = reader.span(entry.key);
  const NodeId map = entry.value;
  const bool enumeration = form == DomainForm::enumeration;
  const std::string_view what = enumeration ? "an enumeration" : "a classification";
  if (!is_kebab_word(domain.name)) {
    reader.sink()
        .emit(Code::bad_list_name, domain.span, "`" + domain.name + "` cannot name a list")
        .with_help("lower-case words joined by hyphens, as `party-kind`");
  }
  if (!reader.expect_map(map, what)) return std::nullopt;
  if (enumeration) {
    reader.expect_keys(map, enumeration_keys, what);
  } else {
    reader.expect_keys(map, classification_keys, what);
  }
  domain.title = read_text_at(reader, map, "title");
  domain.description = read_text_at(reader, map, "description");
  if (const auto node = reader.document().find(map, "ordered")) {
    domain.ordered = reader.truth(*node, "`ordered`").value_or(false);
  }
  if (const auto node = reader.document().find(map, "open")) {
    domain.open = reader.truth(*node, "`open`").value_or(false);
  }
  if (const auto node = reader.document().find(map, "separator")) {
    const auto text = reader.text(*node, "`separator`");
    domain.levels = model::Domain::Levels::separator;
    if (text && text->size() == 1) {
      domain.separator = text->front();
    } else if (text) {
      reader.sink().emit(Code::bad_levels, reader.span(*node), "`separator` is one character");
    }
  }
  if (const auto node = reader.document().find(map, "levels")) {
    const auto word = reader.text(*node, "`levels`");
    if (word && *word == "digits") {
      domain.levels = model::Domain::Levels::digits;
    } else if (word && *word != "listed") {
      reader.sink().emit(Code::bad_levels, reader.span(*node), "`levels` is `digits` or `listed`");
    }
  }
  const auto need = domain.open ? Reader::Need::optional : Reader::Need::required;
  if (const auto node = reader.get(map, "members", need, what)) read_members(reader, *node, domain);
  check_parents(reader, domain);
  return domain;
}

std::optional<model::Dimension> read_dimension(const Reader& reader, const yaml::Entry& entry,
                                               const model::Vocabulary& vocabulary) {
  model::Dimension dimension;
  dimension.name = reader.node(entry.key).scalar.text;
  if (!reader.expect_map(entry.value, "a dimension")) return std::nullopt;
  for (const auto& [key, value] : reader.node(entry.value).entries) {
    const std::string& unit = reader.node(key).scalar.text;
    const auto text = reader.text(value, "a factor");
    if (!text) continue;
    const auto factor = base::Rational::parse(*text);
    if (!factor || *factor <= base::Rational(0)) {
      reader.sink()
          .emit(Code::bad_factor, reader.span(value), "`" + *text + "` is not an exact factor above zero")
          .with_help("write digits or a fraction, as `1000`, `0.3048` or `1/3`");
      continue;
    }
    if (vocabulary.find_unit(unit)) {
      reader.sink().emit(Code::duplicate_declaration, reader.span(key),
                         "the unit `" + unit + "` already belongs to another dimension");
      continue;
    }
    if (dimension.units.empty() && !(*factor == base::Rational(1))) {
      reader.sink()
          .emit(Code::bad_factor, reader.span(value), "the first unit of a dimension has the factor 1")
          .with_help("every other factor says how many of the first unit it is worth");
    }
    dimension.units.emplace_back(unit, *factor);
  }
  if (dimension.units.empty()) {
    reader.sink().emit(Code::bad_factor, reader.span(entry.key), "`" + dimension.name + "` has no units");
    return std::nullopt;
  }
  return dimension;
}

}  // namespace weir::load
