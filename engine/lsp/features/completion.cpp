// What can stand where something is being written: keys, values, names in expressions.
#include <algorithm>

#include "base/text.hpp"
#include "lsp/completion_list.hpp"
#include "lsp/describe.hpp"
#include "lsp/expression_completion.hpp"
#include "lsp/keys.hpp"
#include "lsp/text_context.hpp"

namespace weir::lsp {
namespace {

using Path = std::vector<std::string>;

/// The rule set that a file belongs to; null if it belongs to none.
const model::Regime* regime_of(const Snapshot& snapshot, std::string_view path) {
  for (const auto& regime : snapshot.session().rule_sets().regimes) {
    if (path.starts_with(regime.folder + "/")) return &regime;
  }
  return nullptr;
}

class Completion {
 public:
  Completion(const Snapshot& snapshot, FileKind file, const model::Regime* regime, TextContext at,
             CompletionList& list)
      : snapshot_(snapshot),
        vocabulary_(snapshot.vocabulary()),
        file_(file),
        regime_(regime),
        at_(std::move(at)),
        list_(list) {}

  void complete() {
    if (at_.at == TextContext::At::key) return keys(at_.path);
    // An item of a list may be a map that begins here.
    if (!at_.path.empty() && at_.path.back() == "-" && at_.text.find(' ') == std::string::npos)
      keys(at_.path);
    value();
  }

 private:
  void keys(const Path& path) {
    const KeysHere here = keys_at(vocabulary_, file_, path);
    int rank = 1;
    for (const KeyPlace place : here.places) {
      for (const KeyRow& row : key_rows()) {
        if (row.place == place) key(row.key, std::string(row.value), std::string(row.doc), rank);
      }
      ++rank;
    }
    if (here.facts.valid()) {
      for (const model::FactId id : vocabulary_.entity(here.facts).facts)
        fact(vocabulary_.fact(id).field, id);
    }
    if (here.dotted_facts) dotted_facts();
    if (here.determinations && regime_) {
      for (const auto& one : regime_->determinations)
        key(one.name, base::join(one.levels, ", "), one.title, 0);
    }
    if (here.factors && regime_) {
      for (const auto& one : regime_->factors) key(one.name, "risk factor", one.title, 0);
    }
    if (here.judgements) {
      for (const auto* judgement : judgements()) key(judgement->id, "judgement", judgement->title, 0);
    }
    if (here.regimes) {
      for (const auto& one : snapshot_.session().rule_sets().regimes) key(one.id, "rule set", one.title, 0);
    }
    if (here.codes) group_codes(path);
  }

  void key(std::string_view name, std::string detail, std::string doc, int rank) {
    list_.add({std::string(name), ItemKind::property, std::move(detail), std::move(doc),
               std::string(name) + ":", rank});
  }

  void fact(const std::string& name, model::FactId id) {
    const model::Fact& declared = vocabulary_.fact(id);
    key(name, brief(snapshot_, symbol_of(id)),
        declared.question.empty() ? declared.description
                                  : "*" + declared.question + "*\n\n" + declared.description,
        1);
  }

  void dotted_facts() {
    const auto add = [&](std::string_view root, model::EntityId entity) {
      for (const model::FactId id : vocabulary_.entity(entity).facts)
        fact(std::string(root) + "." + vocabulary_.fact(id).field, id);
    };
    add("transaction", vocabulary_.transaction);
    for (const std::string_view role : {"acquirer", "target", "vendor"}) add(role, vocabulary_.party);
    add("stake", vocabulary_.holding);
    add("procedure", vocabulary_.procedure);
    for (const auto* judgement : judgements()) key(judgement->name, "judgement", judgement->title, 2);
    for (const std::string_view word :
         {"as_of", "known_on", "parties", "holdings", "approvals", "judgements"})
      key(word, "", "", 0);
  }

  void group_codes(const Path& path) {
    if (path.size() < 2) return;
    const NameTable names(snapshot_.session());
    const auto group = names.definition(path[1]);
    const auto type = group ? names.type_of(*group) : std::nullopt;
    if (type && type->domain.valid()) add_codes(vocabulary_.domain(type->domain), list_);
  }

  std::vector<const model::Definition*> judgements() const {
    std::vector<const model::Definition*> found;
    for (const auto& declared : snapshot_.session().rule_sets().definitions) {
      if (std::holds_alternative<model::Judgement>(declared.body)) found.push_back(&declared);
    }
    return found;
  }

  /// True for places whose text is an expression though no key of the table says so.
  bool is_expression(const Path& keys) const {
    if (keys.size() < 2) return false;
    if (keys[0] == "subjects") return true;
    const bool named = keys[0] == "definitions" || keys[0] == "rules" || keys[0] == "groups";
    if (!named) return false;
    if (keys.size() == 2) return keys[0] == "definitions";
    return keys[2] == "table" || keys[2] == "rows" || keys[2] == "subjects" ||
           (keys[2] == "values" && keys.size() == 4) || (keys[2] == "versions" && keys.size() == 4);
  }

  void value() {
    Path above = at_.path;
    while (!above.empty() && above.back() == "-") above.pop_back();
    if (const auto fact = fact_at(vocabulary_, file_, at_.path)) return fact_value(vocabulary_.fact(*fact));
    const KeyRow* row = key_row(vocabulary_, file_, above);
    Path keys;
    for (const std::string& key : at_.path) {
      if (key != "-") keys.push_back(key);
    }
    if (row ? row->value == "expression" || row->value == "condition" : is_expression(keys))
      return expression(keys);
    if (row) return words(*row);
    if (keys.size() >= 2 && keys[keys.size() - 2] == "then" && regime_) level(keys.back());
  }

  void level(const std::string& determination) {
    const auto found = std::ranges::find(regime_->determinations, determination, &model::Determination::name);
    if (found == regime_->determinations.end()) return;
    for (const std::string& level : found->levels) {
      const auto title = found->words.find(level);
      choice(level, title == found->words.end() ? "" : title->second);
    }
  }

  void choice(std::string_view word, std::string detail = {}, int rank = 0) {
    list_.add({std::string(word), ItemKind::value, std::move(detail), "", "", rank});
  }

  void words(const KeyRow& row) {
    const auto& rule_sets = snapshot_.session().rule_sets();
    if (row.value == "truth") {
      choice("true");
      choice("false");
    } else if (row.value == "range") {
      choice("always");
    } else if (row.value == "rule") {
      for (const auto& regime : rule_sets.regimes) {
        const int rank = &regime == regime_ ? 0 : 1;
        for (const auto& rule : regime.rules) choice(rule.id, rule.title, rank);
      }
    } else if (row.value == "judgement") {
      for (const auto* judgement : judgements())
        choice(file_ == FileKind::case_file ? judgement->name : judgement->id, judgement->title);
    } else if (row.value == "regime") {
      for (const auto& regime : rule_sets.regimes) choice(regime.id, regime.title);
    } else if (row.value == "domain") {
      for (const auto& domain : vocabulary_.domains) choice(domain.name, domain.title);
    } else if (row.value == "fact") {
      for (const model::FactId id : vocabulary_.entity(vocabulary_.holding).facts)
        choice(vocabulary_.fact(id).field, brief(snapshot_, symbol_of(id)));
    } else if (row.value == "type") {
      for (const std::string_view word :
           {"truth", "number", "percent", "money", "date", "period", "text", "party"})
        choice(word);
      for (const auto& domain : vocabulary_.domains)
        choice(domain.name == "country" ? "country" : "one of " + domain.name, domain.title, 1);
      for (const auto& domain : vocabulary_.domains) choice("set of " + domain.name, domain.title, 2);
      for (const auto& entity : vocabulary_.entities) choice("rows of " + entity.name, "", 3);
    } else if (row.value.find('|') != row.value.npos) {
      for (const std::string_view word : base::split(row.value, '|')) choice(word);
    }
  }

  void fact_value(const model::Fact& fact) {
    if (fact.type.kind == model::Kind::code && fact.type.domain.valid())
      add_codes(vocabulary_.domain(fact.type.domain), list_);
    if (fact.type.kind == model::Kind::truth) {
      choice("true");
      choice("false");
    }
    if (fact.type.kind == model::Kind::date) {
      choice("not yet", "it has not happened");
      choice("never");
    }
    choice("unknown", "nothing is known of it", 3);
  }

  void expression(const Path& keys) {
    NameScope scope;
    const NameTable names(snapshot_.session());
    if (keys.size() >= 2) {
      const auto dot = keys[1].find('.');
      if (keys[0] != "rules" && dot != std::string::npos)
        scope.it =
            vocabulary_.find_entity(std::string_view(keys[1]).substr(0, dot)).value_or(model::EntityId());
      if (keys.back() == "only") scope.it = vocabulary_.party;
      scope.clock = names.definition(keys[1]);
    }
    std::string_view text = at_.text;
    if (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
    complete_expression(snapshot_, text, scope, regime_ ? regime_->id : "", list_);
  }

  const Snapshot& snapshot_;
  const model::Vocabulary& vocabulary_;
  FileKind file_;
  const model::Regime* regime_;
  TextContext at_;
  CompletionList& list_;
};

}  // namespace

Answer complete(const FeatureContext& context) {
  const auto path = document_path(context.params);
  const auto position = read_position(context.params, "position");
  if (!path || !position) return wrong_params("`textDocument` and `position`");
  const auto buffer = context.state.buffers.find(*path);
  if (buffer == context.state.buffers.end() || !context.snapshot.vocabulary().transaction.valid())
    return Json();
  const diagnostics::Source source(*path, buffer->second->text);
  const std::uint32_t offset = offset_at(source, *position, context.encoding);
  TextContext at = context_at(source.text(), offset);
  if (at.at == TextContext::At::comment) return Json();
  const FileKind file = kind_of(context.state.folders, *path);
  const bool key = at.at == TextContext::At::key;
  // Keys have dots and blanks in them; the words of a value have not.
  std::string word(key ? std::string_view(at.text) : word_at_end(at.text));
  const auto begin = static_cast<std::uint32_t>(offset - std::min<std::size_t>(word.size(), offset));
  CompletionList list(word, range_of(source, {base::FileId(0), begin, offset}, context.encoding));
  Completion(context.snapshot, file, regime_of(context.snapshot, *path), std::move(at), list).complete();
  return list.result();
}

}  // namespace weir::lsp
