#include <array>
#include <utility>

#include "base/text.hpp"
#include "load/vocabulary.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using model::Kind;
using model::Shape;
using model::Type;

constexpr std::array<std::pair<std::string_view, Kind>, 8> simple_words = {{{"truth", Kind::truth},
                                                                            {"number", Kind::number},
                                                                            {"percent", Kind::share},
                                                                            {"money", Kind::money},
                                                                            {"date", Kind::date},
                                                                            {"period", Kind::period},
                                                                            {"text", Kind::text},
                                                                            {"party", Kind::party}}};

std::vector<std::string> type_words(const model::Vocabulary& vocabulary) {
  std::vector<std::string> words;
  for (const auto& [word, kind] : simple_words) words.emplace_back(word);
  words.emplace_back("country");
  for (const auto& dimension : vocabulary.dimensions) {
    for (const auto& [unit, factor] : dimension.units) words.push_back(unit);
  }
  return words;
}

/// What follows the type of a list that has always some member.
constexpr std::string_view never_empty_words = ", never empty";

class TypeReader {
 public:
  TypeReader(const yaml::Reader& reader, yaml::NodeId node, model::Vocabulary& vocabulary)
      : reader_(reader), node_(node), vocabulary_(vocabulary) {}

  std::optional<Type> read(std::string_view text) {
    text = base::trim(text);
    for (const auto& [prefix, shape] : {std::pair<std::string_view, Shape>{"one of ", Shape::single},
                                        {"set of ", Shape::set},
                                        {"list of ", Shape::set}}) {
      if (text.starts_with(prefix)) return items(base::trim(text.substr(prefix.size())), shape);
    }
    if (text.starts_with("rows of ")) return rows(text.substr(8));
    return scalar(text);
  }

 private:
  std::optional<Type> scalar(std::string_view text) {
    Type type;
    if (const auto comma = text.find(','); comma != std::string_view::npos) {
      if (base::trim(text.substr(comma + 1)) != "change") return unknown(text);
      type.change = true;
      text = base::trim(text.substr(0, comma));
    }
    for (const auto& [word, kind] : simple_words) {
      if (word != text) continue;
      type.kind = kind;
      if (kind == Kind::party) type.entity = vocabulary_.party;
      if (type.change && kind != Kind::share && kind != Kind::number) return unknown(text);
      return type;
    }
    if (const auto unit = vocabulary_.find_unit(text)) {
      type.kind = Kind::quantity;
      type.dimension = unit->dimension;
      return type;
    }
    if (type.change) return unknown(text);
    return items(text, Shape::single);
  }

  std::optional<Type> items(std::string_view word, Shape shape) {
    Type type;
    type.shape = shape;
    if (word.ends_with(", ordered")) word.remove_suffix(std::string_view(", ordered").size());
    if (shape == Shape::set && word.ends_with(never_empty_words)) {
      word = base::trim(word.substr(0, word.size() - never_empty_words.size()));
    }
    if (word == "party") {
      type.kind = Kind::party;
      type.entity = vocabulary_.party;
      return type;
    }
    if (word == "period" && shape == Shape::set) {
      type.kind = Kind::period;
      return type;
    }
    std::string name(word);
    for (char& c : name) {
      if (c == ' ') c = '-';
    }
    const auto domain = vocabulary_.find_domain(name);
    if (!domain) return unknown_list(word, name);
    type.kind = Kind::code;
    type.domain = *domain;
    return type;
  }

  std::optional<Type> rows(std::string_view text) {
    std::string_view key;
    if (const auto comma = text.find(','); comma != std::string_view::npos) {
      key = base::trim(text.substr(comma + 1));
      text = text.substr(0, comma);
      if (!key.starts_with("key ")) return unknown(text);
      key = base::trim(key.substr(4));
    }
    const std::string_view name = base::trim(text);
    const auto entity = vocabulary_.find_entity(name);
    if (!entity) {
      std::vector<std::string> names;
      for (const auto& known : vocabulary_.entities) names.push_back(known.name);
      emit_unknown(reader_.sink(), Code::unknown_row_entity, reader_.span(node_),
                   "no fact of `" + std::string(name) + "` is declared", name, names, "entity")
          .with_help("declare what a row holds, as `" + std::string(name) + ".kind: {…}`");
      return std::nullopt;
    }
    if (!key.empty()) {
      const auto fact = vocabulary_.find_fact(*entity, key);
      auto& key_fact = vocabulary_.entities[entity->index()].key;
      if (!fact) {
        reader_.sink().emit(
            Code::unknown_row_key, reader_.span(node_),
            "`" + std::string(name) + "` has no fact `" + std::string(key) + "` to be its key");
      } else if (key_fact.valid() && key_fact != *fact) {
        reader_.sink().emit(
            Code::unknown_row_key, reader_.span(node_),
            "`" + std::string(name) + "` already has the key `" + vocabulary_.fact(key_fact).field + "`");
      } else {
        key_fact = *fact;
      }
    }
    Type type;
    type.kind = Kind::row;
    type.shape = Shape::rows;
    type.entity = *entity;
    return type;
  }

  std::optional<Type> unknown(std::string_view word) {
    emit_unknown(reader_.sink(), Code::unknown_type, reader_.span(node_),
                 "`" + std::string(word) + "` is no type", word, type_words(vocabulary_), "type");
    return std::nullopt;
  }

  std::optional<Type> unknown_list(std::string_view word, const std::string& name) {
    std::vector<std::string> names = type_words(vocabulary_);
    for (const auto& domain : vocabulary_.domains) names.push_back(domain.name);
    emit_unknown(reader_.sink(), Code::unknown_type, reader_.span(node_),
                 "`" + std::string(word) + "` is no type, unit or list", name, names, "type");
    return std::nullopt;
  }

  const yaml::Reader& reader_;
  yaml::NodeId node_;
  model::Vocabulary& vocabulary_;
};

}  // namespace

std::optional<Type> read_type(const yaml::Reader& reader, yaml::NodeId node, model::Vocabulary& vocabulary) {
  const auto text = reader.text(node, "`type`");
  return text ? TypeReader(reader, node, vocabulary).read(*text) : std::nullopt;
}

bool is_never_empty(const yaml::Reader& reader, yaml::NodeId node, const Type& type) {
  const yaml::Node& read = reader.node(node);
  return type.shape == Shape::set && base::trim(read.scalar.text).ends_with(never_empty_words);
}

}  // namespace weir::load
