#include "lsp/expression_completion.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "language/words.hpp"
#include "lsp/describe.hpp"
#include "model/iso_codes.hpp"

namespace weir::lsp {

using model::Kind;
using model::Shape;
using model::Type;

namespace {

bool in_path(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == '%';
}

bool is_number(std::string_view word) {
  return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

/// The words, operators and brackets of a text.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && in_path(text[end])) ++end;
    if (end == at) {
      const bool blank = text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t';
      const bool pair = at + 1 < text.size() && text[at + 1] == '=' &&
                        std::string_view("=!<>").find(text[at]) != std::string_view::npos;
      end = at + (pair ? 2 : 1);
      if (!blank) words.emplace_back(text.substr(at, end - at));
    } else {
      words.emplace_back(text.substr(at, end - at));
    }
    at = end;
  }
  return words;
}

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  for (const std::string_view part : base::split(path, '.')) parts.emplace_back(part);
  return parts;
}

bool is_comparison(std::string_view word) {
  return word == "==" || word == "!=" || word == "<" || word == "<=" || word == ">" || word == ">=";
}

bool takes_right_side(std::string_view word) {
  return is_comparison(word) || word == "in" || word == "overlaps" || word == "within" ||
         word == "contains" || word == "reaches" || word == "above" || word == "below" || word == "+" ||
         word == "-";
}

bool is_reserved(std::string_view word) {
  const auto words = language::reserved_words();
  return std::ranges::find(words, word) != words.end();
}

class Completer {
 public:
  Completer(const Snapshot& snapshot, const NameScope& scope, std::string_view regime, CompletionList& list)
      : snapshot_(snapshot),
        session_(snapshot.session()),
        vocabulary_(snapshot.vocabulary()),
        names_(session_),
        scope_(scope),
        regime_(regime),
        list_(list) {}

  void complete(std::string_view text) {
    const std::string_view word = word_at_end(text);
    std::string_view before = text.substr(0, text.size() - word.size());
    std::vector<std::string> words = words_of(before);
    find_variables(words);
    if (before.ends_with('.') && !words.empty())
      return members(words.back().substr(0, words.back().size() - 1));
    const std::string last = words.empty() ? "" : words.back();
    if (is_number(last)) return units(words);
    if (is_operand(last)) return operators(words);
    const auto expected = expected_type(words);
    if (expected && expected->kind == Kind::code) {
      if (expected->domain.valid()) add_codes(vocabulary_.domain(expected->domain), list_);
    } else if (expected && expected->kind == Kind::truth) {
      keyword("true");
      keyword("false");
    }
    names(expected);
    constructs();
  }

 private:
  /// `some h in holders(target, m) where (…)`: h is a row of that list.
  void find_variables(const std::vector<std::string>& words) {
    for (std::size_t i = 1; i + 2 < words.size(); ++i) {
      if (words[i + 1] != "in" || is_reserved(words[i])) continue;
      const std::string& lead = words[i - 1];
      if (lead != "some" && lead != "every" && lead != "no" && lead != "of" && lead != "for") continue;
      const std::string& source = words[i + 2];
      if (i + 3 < words.size() && words[i + 3] == "(") {
        scope_.variables[words[i]] = vocabulary_.party;
        continue;
      }
      const auto steps = names_.follow(parts_of(source), scope_);
      if (!steps.empty()) scope_.variables[words[i]] = steps.back().entity;
    }
  }

  /// After an operand an operator follows.
  bool is_operand(const std::string& word) const {
    if (word == ")" || word == "}" || word == "true" || word == "false" || word == "never") return true;
    if (word.empty() || !in_path(word.front()) || word == "-") return false;
    return !is_reserved(word);
  }

  std::optional<Type> type_of(const std::string& path) const {
    const auto parts = parts_of(path);
    const auto steps = names_.follow(parts, scope_);
    std::size_t words = 0;
    for (const PathStep& step : steps) words += step.words;
    return words == parts.size() ? steps.back().type : std::nullopt;
  }

  /// What the left side of the operator before the place asks for.
  std::optional<Type> expected_type(std::vector<std::string> words) const {
    // Inside a set the operator stands before the bracket.
    for (std::size_t i = words.size(); i-- > 0;) {
      if (words[i] == "{") {
        words.resize(i);
        break;
      }
      if (words[i] != "," && !is_operand(words[i])) break;
    }
    while (!words.empty() && (words.back() == "any" || words.back() == "of" || words.back() == "at" ||
                              words.back() == "least" || is_number(words.back())))
      words.pop_back();
    if (words.empty() || !takes_right_side(words.back())) return std::nullopt;
    words.pop_back();
    while (!words.empty() && (words.back() == "not" || words.back() == "rises" || words.back() == "falls"))
      words.pop_back();
    return words.empty() ? std::nullopt : type_of(words.back());
  }

  void members(const std::string& path) {
    const auto parts = parts_of(path);
    const auto steps = names_.follow(parts, scope_);
    std::size_t words = 0;
    for (const PathStep& step : steps) words += step.words;
    if (steps.empty() || words != parts.size()) return;
    const PathStep& last = steps.back();
    const bool row = parts.size() == 1 && scope_.variables.contains(parts[0]);
    if (last.entity.valid()) {
      facts_of(last.entity);
      if (row && last.entity == vocabulary_.party) facts_of(vocabulary_.holding);
      if (row) list_.add({"held", ItemKind::field, "percent: the share that this holder has", "", "", 1});
    }
    if (last.type && last.type->change)
      list_.add({"before", ItemKind::field, "the figure before the deal", "", "", 2});
    if (!last.symbol) return;
    if (last.symbol->kind == Symbol::Kind::stage) {
      list_.add({"start", ItemKind::field, "date: the first day", "", "", 1});
      list_.add({"end", ItemKind::field, "date: the last day", "", "", 1});
    }
    if (last.symbol->kind != Symbol::Kind::definition) return;
    const auto& body = session_.rule_sets().definitions[last.symbol->first].body;
    if (const auto* values = std::get_if<model::Values>(&body)) {
      for (const std::string& column : values->columns)
        list_.add({column, ItemKind::field, "column", "", "", 1});
    } else if (const auto* clock = std::get_if<model::Clock>(&body)) {
      for (const auto& stage : clock->stages)
        list_.add({stage.name, ItemKind::field, "stage: " + stage.title, "", "", 1});
    }
  }

  void facts_of(model::EntityId entity) {
    for (const model::FactId id : vocabulary_.entity(entity).facts) {
      const model::Fact& fact = vocabulary_.fact(id);
      list_.add({fact.field, ItemKind::field, brief(snapshot_, symbol_of(id)),
                 fact.question.empty() ? fact.description : "*" + fact.question + "*\n\n" + fact.description,
                 "", 1});
    }
    const std::string& name = vocabulary_.entity(entity).name;
    for (std::size_t i = 0; i < session_.rule_sets().definitions.size(); ++i) {
      const auto& declared = session_.rule_sets().definitions[i];
      if (declared.attribute_of != name) continue;
      list_.add({declared.name, ItemKind::property, brief(snapshot_, symbol_of(check::DefinitionId(i))),
                 declared.note, "", 2});
    }
  }

  void keyword(std::string_view word, std::string detail = {}) {
    list_.add({std::string(word), ItemKind::keyword, std::move(detail), "", "", 4});
  }

  /// 0 what fits the type, 1 of the own rule set, 2 the rest.
  int rank_of(const std::optional<Type>& expected, const std::optional<Type>& type, bool own) const {
    if (expected && type && expected->kind == type->kind &&
        (expected->kind != Kind::code || expected->domain == type->domain) &&
        (expected->kind != Kind::quantity || expected->dimension == type->dimension))
      return 0;
    return own ? 1 : 2;
  }

  void names(const std::optional<Type>& expected) {
    for (const auto& [name, entity] : scope_.variables)
      list_.add({name, ItemKind::variable, "a row of the list", "", "", 1});
    for (const std::string_view word : root_words) {
      if (word == "it" && !scope_.it.valid()) continue;
      const bool day = word == "as_of" || word == "known_on";
      const int rank = expected && day == (expected->kind == Kind::date) ? 1 : 2;
      list_.add({std::string(word), ItemKind::variable, day ? "date" : "", "", "", rank});
    }
    const auto& definitions = session_.rule_sets().definitions;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
      const auto& declared = definitions[i];
      if (!declared.attribute_of.empty()) continue;
      const Symbol symbol = symbol_of(check::DefinitionId(i));
      const bool own = !regime_.empty() && declared.regime == regime_;
      const bool figure = std::holds_alternative<model::Values>(declared.body);
      const int rank = rank_of(expected, names_.type_of(check::DefinitionId(i)), own);
      list_.add({declared.id, figure ? ItemKind::constant : ItemKind::variable, brief(snapshot_, symbol),
                 declared.note, "", rank});
    }
    for (const auto& regime : session_.rule_sets().regimes) {
      for (const auto& subject : regime.subjects)
        list_.add({subject.name, ItemKind::variable, "subject of `" + regime.id + "`", "", "", 2});
    }
  }

  void constructs() {
    for (const std::string_view word : {"not", "some", "every", "no", "never", "none"}) keyword(word);
    for (const std::string_view word : {"count of", "portion of", "sum of", "max of", "min of"})
      keyword(word);
    for (const std::string_view name : language::function_names())
      list_.add({std::string(name), ItemKind::function, "function", "", std::string(name) + "(", 4});
  }

  void operators(const std::vector<std::string>& words) {
    const auto type = type_of(words.back());
    for (const auto& row : language::operators()) {
      const bool change = row.level == "threshold";
      if (type && change && !type->change) continue;
      const bool set = row.symbol == "overlaps" || row.symbol == "within" || row.level == "contains";
      if (type && set != (type->shape != Shape::single) && (set || row.symbol == "in")) continue;
      if (row.symbol == "not") continue;
      list_.add({std::string(row.symbol), ItemKind::keyword, std::string(row.doc), "", "", 1});
    }
    keyword("not in", "the item is no member of the set");
    keyword("has");
    keyword("where");
    keyword("after");
    keyword("before");
    keyword("from");
  }

  void units(const std::vector<std::string>& words) {
    auto left = words;
    left.pop_back();
    const auto expected = expected_type(left);
    const bool money = !expected || expected->kind == Kind::money;
    if (money) {
      for (const std::string_view scale : {"thousand", "million", "billion"})
        list_.add({std::string(scale), ItemKind::unit, "", "", "", 0});
      for (const auto& currency : model::iso_currencies()) {
        list_.add_titled({std::string(currency.id), ItemKind::unit, std::string(currency.title), "", "", 2},
                         currency.title);
      }
    }
    for (const std::string_view unit : {"days", "weeks", "months", "years"})
      list_.add(
          {std::string(unit), ItemKind::unit, "", "", "", expected && expected->kind == Kind::date ? 0 : 1});
    for (std::size_t i = 0; i < vocabulary_.dimensions.size(); ++i) {
      const auto& dimension = vocabulary_.dimensions[i];
      if (expected && expected->kind == Kind::quantity && expected->dimension != model::DimensionId(i))
        continue;
      if (expected && expected->kind == Kind::money) continue;
      for (const auto& [unit, worth] : dimension.units)
        list_.add({unit, ItemKind::unit, dimension.name, "", "", 1});
    }
    for (const auto& declared : session_.rule_sets().definitions) {
      if (std::holds_alternative<model::Calendar>(declared.body))
        list_.add({declared.id, ItemKind::unit, "calendar: " + declared.title, "", "", 1});
    }
  }

  const Snapshot& snapshot_;
  const session::Session& session_;
  const model::Vocabulary& vocabulary_;
  const NameTable names_;
  NameScope scope_;
  std::string_view regime_;
  CompletionList& list_;
};

}  // namespace

std::string_view word_at_end(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && in_path(text[at - 1]) && text[at - 1] != '.') --at;
  return text.substr(at);
}

void add_codes(const model::Domain& domain, CompletionList& list) {
  for (const model::Code& code : domain.codes) {
    list.add_titled(
        {code.id, ItemKind::enumeration_member, code.title == code.id ? "" : code.title, "", "", 0},
        code.title);
  }
}

void complete_expression(const Snapshot& snapshot, std::string_view text, const NameScope& scope,
                         std::string_view regime, CompletionList& list) {
  if (snapshot.vocabulary().transaction.valid()) Completer(snapshot, scope, regime, list).complete(text);
}

}  // namespace weir::lsp
