#include "load/vocabulary.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include "load/definitions.hpp"
#include "load/domains.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using model::EntityId;
using model::FactId;
using yaml::NodeId;
using yaml::Reader;

/// A declaration and the file it stands in.
struct Declared {
  const Reader* reader = nullptr;
  yaml::Entry entry;
};

/// All declarations of one kind by name: the order of the files is forgotten here.
using Declarations = std::map<std::string, Declared, std::less<>>;

class VocabularyReader {
 public:
  explicit VocabularyReader(Workbench& bench) : bench_(bench) {}

  model::Vocabulary read(const std::string& folder, std::vector<model::Definition>& groups) {
    for (auto& document : read_documents(bench_, yaml_files_below(bench_, folder))) {
      if (document) collect(std::move(*document));
    }
    add_built_in();
    for (const auto& [name, declared] : enumerations_) add_domain(declared, DomainForm::enumeration);
    for (const auto& [name, declared] : classifications_) add_domain(declared, DomainForm::classification);
    std::ranges::sort(vocabulary_.domains, {}, &model::Domain::name);
    vocabulary_.country = *vocabulary_.find_domain("country");
    for (const auto& [name, declared] : units_) {
      if (auto dimension = read_dimension(*declared.reader, declared.entry, vocabulary_)) {
        vocabulary_.dimensions.push_back(std::move(*dimension));
      }
    }
    add_entities();
    for (const auto& [name, declared] : facts_) add_fact(declared);
    for (const auto& [name, declared] : groups_) {
      if (auto group = read_definition(*declared.reader, declared.entry, ""))
        groups.push_back(std::move(*group));
    }
    for (const auto& [name, declared] : holidays_) {
      if (auto list = read_definition(*declared.reader, declared.entry, ""))
        groups.push_back(std::move(*list));
    }
    return std::move(vocabulary_);
  }

 private:
  void collect(yaml::Document document) {
    static constexpr std::string_view keys[] = {"facts", "enumerations", "classifications",
                                                "units", "groups",       "holidays"};
    documents_.push_back(std::move(document));
    readers_.emplace_back(documents_.back(), bench_.sink);
    const Reader& reader = readers_.back();
    const NodeId root = documents_.back().root();
    if (!reader.expect_map(root, "a vocabulary file")) return;
    reader.expect_keys(root, keys, "a vocabulary file");
    collect(reader, root, "facts", facts_);
    collect(reader, root, "enumerations", enumerations_);
    collect(reader, root, "classifications", classifications_);
    collect(reader, root, "units", units_);
    collect(reader, root, "groups", groups_);
    collect(reader, root, "holidays", holidays_);
  }

  void collect(const Reader& reader, NodeId root, std::string_view key, Declarations& into) {
    const auto map = reader.document().find(root, key);
    if (!map || !reader.expect_map(*map, "`" + std::string(key) + "`")) return;
    for (const auto& entry : reader.node(*map).entries) {
      const std::string& name = reader.node(entry.key).scalar.text;
      const auto [place, fresh] = into.try_emplace(name, Declared{&reader, entry});
      if (fresh) continue;
      bench_.sink
          .emit(Code::duplicate_declaration, reader.span(entry.key), "`" + name + "` is declared twice")
          .label(place->second.reader->span(place->second.entry.key), "first declared here");
    }
  }

  void add_built_in() { vocabulary_.domains.push_back(country_domain()); }

  void add_domain(const Declared& declared, DomainForm form) {
    auto domain = read_domain(*declared.reader, declared.entry, form);
    if (!domain) return;
    if (const auto first = vocabulary_.find_domain(domain->name)) {
      auto& diagnostic = bench_.sink.emit(Code::duplicate_declaration, domain->span,
                                          "the list `" + domain->name + "` is declared twice");
      if (domain->name == "country") {
        diagnostic.note("`country` is built in: ISO 3166-1");
      } else {
        diagnostic.label(vocabulary_.domain(*first).span, "first declared here");
      }
      return;
    }
    vocabulary_.domains.push_back(std::move(*domain));
  }

  /// An entity exists because it has facts, or because the engine knows it.
  void add_entities() {
    std::vector<std::string> names = {"transaction", "party", "holding", "procedure"};
    for (const auto& [name, declared] : facts_) names.push_back(name.substr(0, name.find('.')));
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (std::string& name : names) vocabulary_.entities.push_back({std::move(name), {}, {}});
    vocabulary_.transaction = *vocabulary_.find_entity("transaction");
    vocabulary_.party = *vocabulary_.find_entity("party");
    vocabulary_.holding = *vocabulary_.find_entity("holding");
    vocabulary_.procedure = *vocabulary_.find_entity("procedure");
    for (const auto& [name, declared] : facts_) {
      const auto dot = name.find('.');
      const std::string_view field = dot == std::string::npos ? "" : std::string_view(name).substr(dot + 1);
      if (!is_snake_word(field) || !is_kebab_word(std::string_view(name).substr(0, dot))) {
        bench_.sink
            .emit(Code::bad_fact_name, declared.reader->span(declared.entry.key),
                  "`" + name + "` cannot name a fact")
            .with_help("a fact is named by its entity and a field, as `party.formed_in`");
      }
      const EntityId entity = *vocabulary_.find_entity(std::string_view(name).substr(0, dot));
      model::Fact fact;
      fact.name = name;
      fact.entity = entity;
      fact.field = field;
      fact.span = declared.reader->span(declared.entry.key);
      vocabulary_.entities[entity.index()].facts.push_back(FactId(vocabulary_.facts.size()));
      vocabulary_.facts.push_back(std::move(fact));
    }
  }

  void add_fact(const Declared& declared) {
    static constexpr std::string_view keys[] = {"type",  "question", "description", "label",
                                                "users", "measures", "fixed",       "unit"};
    const Reader& reader = *declared.reader;
    const std::string& name = reader.node(declared.entry.key).scalar.text;
    const auto place = std::ranges::find(vocabulary_.facts, name, &model::Fact::name);
    model::Fact& fact = *place;
    const NodeId map = declared.entry.value;
    if (!reader.expect_map(map, "a fact")) return;
    reader.expect_keys(map, keys, "a fact");
    if (const auto type = reader.get(map, "type", Reader::Need::required, "a fact")) {
      if (const auto read = read_type(reader, *type, vocabulary_)) fact.type = *read;
      fact.never_empty = is_never_empty(reader, *type, fact.type);
    }
    fact.question = read_text_at(reader, map, "question");
    fact.description = read_text_at(reader, map, "description");
    fact.label = read_text_at(reader, map, "label");
    fact.users = read_text_at(reader, map, "users");
    fact.measures = read_text_at(reader, map, "measures");
    fact.unit = read_text_at(reader, map, "unit");
    if (const auto fixed = reader.document().find(map, "fixed")) {
      fact.fixed = reader.truth(*fixed, "`fixed`").value_or(false);
    }
    if (fact.unit.empty() || fact.type.kind != model::Kind::quantity) return;
    const auto unit = vocabulary_.find_unit(fact.unit);
    if (!unit || unit->dimension != fact.type.dimension) {
      bench_.sink.emit(
          Code::case_unit, reader.span(*reader.document().find(map, "unit")),
          "`" + fact.unit + "` is no unit of " + vocabulary_.dimension(fact.type.dimension).name);
      fact.unit.clear();
    }
  }

  Workbench& bench_;
  // Deques, because readers and declarations point into them.
  std::deque<yaml::Document> documents_;
  std::deque<Reader> readers_;
  Declarations facts_, enumerations_, classifications_, units_, groups_, holidays_;
  model::Vocabulary vocabulary_;
};

}  // namespace

model::Vocabulary read_vocabulary(Workbench& bench, const std::string& folder,
                                  std::vector<model::Definition>& groups) {
  return VocabularyReader(bench).read(folder, groups);
}

}  // namespace weir::load
