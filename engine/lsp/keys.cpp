#include "lsp/keys.hpp"

#include <algorithm>

namespace weir::lsp {
namespace {

using Path = std::vector<std::string>;

bool has(const Path& path, std::size_t at, std::string_view word) {
  return at < path.size() && path[at] == word;
}

bool is_list_of_conditions(std::string_view key) {
  return key == "all" || key == "any" || key == "none" || key == "of";
}

/// The path without items of lists, which are no maps of their own for what is asked here.
Path without_items(const Path& path) {
  Path keys;
  for (const std::string& key : path) {
    if (key != "-") keys.push_back(key);
  }
  return keys;
}

KeysHere of(std::initializer_list<KeyPlace> places) {
  KeysHere here;
  here.places = places;
  return here;
}

/// The maps that every provision may have.
std::optional<KeysHere> common_map(const std::string& last) {
  if (last == "status") return of({KeyPlace::status});
  if (last == "reading") return of({KeyPlace::reading});
  if (last == "cite") return of({KeyPlace::citation});
  if (last == "waive") return of({KeyPlace::waiver});
  if (last == "at_least") return of({KeyPlace::at_least});
  if (last == "when" || last == "unless" || last == "is" || last == "true_if" || last == "false_if" ||
      last == "presumed_if" || last == "lost" || last == "over" || last == "if" ||
      is_list_of_conditions(last))
    return of({KeyPlace::condition});
  return std::nullopt;
}

KeysHere facts_of(model::EntityId entity) {
  KeysHere here;
  here.facts = entity;
  return here;
}

/// What a row below a fact holds, going down through lists of rows and parties.
KeysHere below_fact(const model::Vocabulary& vocabulary, model::EntityId entity, const Path& keys,
                    std::size_t at) {
  for (; at < keys.size() && entity.valid(); ++at) {
    const auto fact = vocabulary.find_fact(entity, keys[at]);
    if (!fact) return {};
    const model::Type& type = vocabulary.fact(*fact).type;
    if (type.shape != model::Shape::rows) return of({KeyPlace::claim});
    entity = type.entity;
  }
  return facts_of(entity);
}

KeysHere example_keys(const model::Vocabulary& vocabulary, const Path& keys, std::size_t at) {
  KeysHere here;
  if (at == keys.size()) {
    here.dotted_facts = true;
    return here;
  }
  const std::string& word = keys[at];
  if (word == "parties")
    return at + 1 < keys.size() ? below_fact(vocabulary, vocabulary.party, keys, at + 2) : here;
  if (word == "holdings") return below_fact(vocabulary, vocabulary.holding, keys, at + 1);
  const auto dot = word.find('.');
  const std::string root = word.substr(0, dot);
  const model::EntityId entity = root == "transaction" ? vocabulary.transaction
                                 : root == "procedure" ? vocabulary.procedure
                                 : root == "stake"     ? vocabulary.holding
                                                       : vocabulary.party;
  if (dot == std::string::npos) return below_fact(vocabulary, entity, keys, at + 1);
  Path rest(keys.begin() + static_cast<std::ptrdiff_t>(at), keys.end());
  rest.front() = word.substr(dot + 1);
  return below_fact(vocabulary, entity, rest, 0);
}

KeysHere provision_keys(const model::Vocabulary& vocabulary, const Path& keys) {
  // keys: rules|definitions|groups, NAME, …
  const bool rule = keys[0] == "rules";
  if (keys.size() == 2) {
    return rule ? of({KeyPlace::rule, KeyPlace::provision}) : of({KeyPlace::definition, KeyPlace::provision});
  }
  const std::string& last = keys.back();
  if (rule && keys[2] == "examples") {
    return keys.size() == 3 ? of({KeyPlace::example}) : example_keys(vocabulary, keys, 4);
  }
  if (rule && last == "then") {
    KeysHere here = of({KeyPlace::then});
    here.determinations = true;
    return here;
  }
  KeysHere here;
  if (rule && last == "risk") here.factors = true;
  if (rule && last == "leans") here.judgements = true;
  if (here.factors || here.judgements) return here;
  if (rule && last == "duty") return of({KeyPlace::duty});
  if (rule && last == "if_not") return of({KeyPlace::breach});
  if (last == "speaks") return of({KeyPlace::speaks});
  if (keys[2] == "stages" && keys.size() == 4) return of({KeyPlace::stage});
  if ((keys[2] == "versions" || keys[2] == "values") && keys.size() == 4)
    return keys[2] == "values" ? of({KeyPlace::version}) : of({KeyPlace::version, KeyPlace::condition});
  if (last == "members" || last == "uncertain") {
    here.codes = true;
    return here;
  }
  return common_map(last).value_or(KeysHere());
}

KeysHere expected_keys(const Path& keys) {
  if (keys.size() == 1) return of({KeyPlace::expected});
  if (keys[1] == "duties") return of({KeyPlace::expected_duty});
  if (keys[1] == "stages") return of({KeyPlace::expected_stage});
  if (keys[1] == "judgements")
    return of({has(keys, 2, "leans") ? KeyPlace::expected_leaning : KeyPlace::expected_judgement});
  return {};
}

KeysHere case_keys(const model::Vocabulary& vocabulary, const Path& path, const Path& keys) {
  if (keys.empty()) return of({KeyPlace::case_});
  const std::string& top = keys[0];
  if (top == "transaction") return below_fact(vocabulary, vocabulary.transaction, keys, 1);
  if (top == "acquirer" || top == "target" || top == "vendor")
    return below_fact(vocabulary, vocabulary.party, keys, 1);
  if (top == "parties")
    return keys.size() < 2 ? KeysHere() : below_fact(vocabulary, vocabulary.party, keys, 2);
  if (top == "holdings")
    return has(path, 1, "-") ? below_fact(vocabulary, vocabulary.holding, keys, 1) : KeysHere();
  if (top == "procedures") {
    KeysHere here;
    here.regimes = true;
    return keys.size() < 2 ? here : below_fact(vocabulary, vocabulary.procedure, keys, 2);
  }
  if (top == "sources") return keys.size() == 2 ? of({KeyPlace::source}) : KeysHere();
  if (top == "judgements") return of({KeyPlace::recorded});
  return top == "expect" ? expected_keys(keys) : KeysHere();
}

}  // namespace

FileKind kind_of(const Folders& folders, std::string_view path) {
  if (folders.rules.empty() || !path.starts_with(folders.rules + "/")) return FileKind::case_file;
  const std::string_view below = path.substr(folders.rules.size() + 1);
  if (below.starts_with("vocabulary/")) return FileKind::vocabulary;
  if (below.starts_with("context/")) return FileKind::context;
  return below.ends_with("/regime.yaml") ? FileKind::regime : FileKind::rules;
}

KeysHere keys_at(const model::Vocabulary& vocabulary, FileKind file, const Path& path) {
  const Path keys = without_items(path);
  if (file == FileKind::case_file) return case_keys(vocabulary, path, keys);
  if (file == FileKind::vocabulary) {
    if (keys.empty()) return of({KeyPlace::vocabulary});
    if (keys[0] == "groups" && keys.size() > 1) return provision_keys(vocabulary, keys);
    if (keys.size() != 2) return {};
    if (keys[0] == "facts") return of({KeyPlace::fact});
    return keys[0] == "enumerations" ? of({KeyPlace::enumeration}) : KeysHere();
  }
  if (file == FileKind::context) return {};
  if (keys.empty()) return of({file == FileKind::regime ? KeyPlace::regime : KeyPlace::rule_file});
  if ((keys[0] == "rules" || keys[0] == "definitions") && keys.size() > 1)
    return provision_keys(vocabulary, keys);
  if (keys[0] == "determinations" && keys.size() == 2) return of({KeyPlace::determination});
  return common_map(keys.back()).value_or(KeysHere());
}

const KeyRow* key_row(const model::Vocabulary& vocabulary, FileKind file, const Path& path) {
  if (path.empty() || path.back() == "-") return nullptr;
  const KeysHere here = keys_at(vocabulary, file, Path(path.begin(), path.end() - 1));
  for (const KeyPlace place : here.places) {
    for (const KeyRow& row : key_rows()) {
      if (row.place == place && row.key == path.back()) return &row;
    }
  }
  return nullptr;
}

std::optional<model::FactId> fact_at(const model::Vocabulary& vocabulary, FileKind file, const Path& path) {
  Path keys = without_items(path);
  if (keys.empty()) return std::nullopt;
  std::string field = keys.back();
  // `{value: …}` of a claim is the value of the fact above it.
  if (field == "value" && keys.size() > 1) {
    keys.pop_back();
    field = keys.back();
  }
  Path above = path;
  while (!above.empty() && (above.back() == "-" || above.back() == "value")) above.pop_back();
  if (above.empty()) return std::nullopt;
  above.pop_back();
  const KeysHere here = keys_at(vocabulary, file, above);
  if (here.facts.valid()) return vocabulary.find_fact(here.facts, field);
  const auto dot = field.find('.');
  if (!here.dotted_facts || dot == std::string::npos) return std::nullopt;
  const std::string root = field.substr(0, dot);
  const std::string entity = root == "stake"                                ? "holding"
                             : root == "transaction" || root == "procedure" ? root
                                                                            : "party";
  return vocabulary.find_fact(entity + "." + field.substr(dot + 1));
}

}  // namespace weir::lsp
