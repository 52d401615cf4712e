// The vocabulary that ships with the rules: every fact of the fact model is there, and what is declared is
// whole.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.hpp"
#include "base/text.hpp"
#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "language/parser.hpp"
#include "model/iso_codes.hpp"
#include "support/catch.hpp"
#include "yaml/document.hpp"

namespace weir {
namespace {

using Texts = std::map<std::string, std::string>;

struct Declared {
  std::map<std::string, Texts> facts;  ///< name to its scalar keys
  std::map<std::string, std::map<std::string, std::string>>
      domains;                                          ///< name to members and what they are part of
  std::map<std::string, std::set<std::string>> groups;  ///< name to members
  std::set<std::string> units;
  std::size_t errors = 0;
};

const std::string& text(const yaml::Document& document, yaml::NodeId id) {
  return document.node(id).scalar.text;
}

void read_members(const yaml::Document& document, yaml::NodeId list,
                  std::map<std::string, std::string>& members) {
  const auto found = document.find(list, "members");
  if (!found) return;
  for (const auto& [key, value] : document.node(*found).entries) {
    const auto parent = document.find(value, "part_of");
    members[text(document, key)] = parent ? text(document, *parent) : "";
  }
}

void read_document(const yaml::Document& document, Declared& declared) {
  for (const auto& [top, body] : document.node(document.root()).entries) {
    const std::string& kind = text(document, top);
    for (const auto& [key, value] : document.node(body).entries) {
      const std::string& name = text(document, key);
      if (kind == "facts") {
        Texts& keys = declared.facts[name];
        for (const auto& field : document.node(value).entries) {
          keys[text(document, field.key)] = text(document, field.value);
        }
      } else if (kind == "units") {
        for (const auto& unit : document.node(value).entries) {
          const bool fresh = declared.units.insert(text(document, unit.key)).second;
          CHECK(fresh);
        }
      } else if (kind == "groups") {
        std::map<std::string, std::string> members;
        read_members(document, value, members);
        for (const auto& member : members) declared.groups[name].insert(member.first);
      } else {
        read_members(document, value, declared.domains[name]);
      }
    }
  }
}

Declared read_vocabulary() {
  Declared declared;
  const base::DiskFileSystem disk;
  diagnostics::SourceMap sources;
  diagnostics::Sink sink;
  const std::string folder = std::string(WEIR_SOURCE_DIR) + "/rules/vocabulary";
  const auto names = disk.list(folder);
  REQUIRE(names);
  for (const std::string& name : names.value()) {
    const std::string path = base::join_path(folder, name);
    auto bytes = disk.read(path, base::yaml_file_limit);
    REQUIRE(bytes);
    const auto document = yaml::parse_document(sources, sources.add(path, std::move(bytes).value()), sink);
    if (document.root().valid()) read_document(document, declared);
  }
  declared.errors = sink.error_count();
  return declared;
}

const Declared& declared() {
  static const Declared all = read_vocabulary();
  return all;
}

std::vector<std::string> fact_model() {
  const base::DiskFileSystem disk;
  const auto bytes = disk.read(std::string(WEIR_SOURCE_DIR) + "/tests/data/facts.txt", base::yaml_file_limit);
  REQUIRE(bytes);
  std::vector<std::string> names;
  for (const std::string_view line : base::split(bytes.value(), '\n')) {
    if (!base::trim(line).empty()) names.emplace_back(base::trim(line));
  }
  return names;
}

/// The part of `text` after `prefix`, cut at a comma; empty if it begins otherwise.
std::string after(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return "";
  text.remove_prefix(prefix.size());
  return std::string(text.substr(0, text.find(',')));
}

TEST_CASE("the vocabulary's files have no mistakes") {
  CHECK(declared().errors == 0);
}

TEST_CASE("every fact of the fact model is declared") {
  const auto names = fact_model();
  CHECK(names.size() > 200);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(declared().facts.contains(name));
  }
}

TEST_CASE("every fact says what it is and what counts") {
  for (const auto& [name, keys] : declared().facts) {
    INFO(name);
    for (const char* key : {"type", "label", "question", "description", "users"}) {
      INFO(key);
      REQUIRE(keys.contains(key));
      CHECK_FALSE(keys.at(key).empty());
    }
    CHECK(keys.at("question").ends_with("?"));
    CHECK(keys.at("users").find_first_not_of("CUKADFEIJO") == std::string::npos);
    CHECK(keys.contains("measures") == (keys.at("type") == "money"));
    if (keys.contains("unit")) CHECK(declared().units.contains(keys.at("unit")));
  }
}

TEST_CASE("every type that a fact names is declared") {
  const std::set<std::string> plain = {"truth",  "number", "percent", "money", "date",
                                       "period", "text",   "country", "party"};
  std::set<std::string> entities;
  for (const auto& fact : declared().facts) entities.insert(fact.first.substr(0, fact.first.find('.')));
  for (const auto& [name, keys] : declared().facts) {
    const std::string& type = keys.at("type");
    INFO(name << ": " << type);
    const std::string entity = after(type, "rows of ");
    std::string item = after(type, "one of ");
    for (const char* prefix : {"set of ", "list of "}) {
      if (item.empty()) item = after(type, prefix);
    }
    if (!entity.empty()) {
      CHECK(entities.contains(entity));
      const auto key = type.find(", key ");
      if (key != std::string::npos) CHECK(declared().facts.contains(entity + "." + type.substr(key + 6)));
    } else if (!item.empty()) {
      CHECK((plain.contains(item) || declared().domains.contains(item)));
    } else {
      const std::string word = after(type, "");
      CHECK((plain.contains(word) || declared().units.contains(word)));
    }
  }
}

TEST_CASE("what a code is part of is a code of the same list") {
  for (const auto& [name, members] : declared().domains) {
    for (const auto& [member, parent] : members) {
      INFO(name << ": " << member);
      if (!parent.empty()) CHECK(members.contains(parent));
      std::string at = parent;
      for (std::size_t steps = 0; !at.empty() && steps <= members.size(); ++steps) {
        CHECK(at != member);
        at = members.contains(at) ? members.at(at) : "";
      }
    }
  }
}

TEST_CASE("every member can be written in an expression") {
  for (const auto& [name, members] : declared().domains) {
    if (name == "sector-code") continue;  // codes of digits are read as numbers and compared as codes
    for (const auto& entry : members) {
      INFO(name << ": " << entry.first);
      const auto parsed = language::parse_expression("it.kind in {" + entry.first + "}");
      CHECK_FALSE(parsed.error);
    }
  }
}

TEST_CASE("groups of states hold states") {
  for (const char* name : {"eu", "eea", "eu_efta", "wto_members"}) CHECK(declared().groups.contains(name));
  for (const auto& [name, members] : declared().groups) {
    for (const std::string& member : members) {
      INFO(name << ": " << member);
      CHECK(std::ranges::find(model::iso_countries(), member, &model::IsoCode::id) !=
            model::iso_countries().end());
    }
  }
  CHECK(declared().groups.at("eu").size() == 28);
  CHECK(declared().groups.at("wto_members").size() == 165);
}

}  // namespace
}  // namespace weir
