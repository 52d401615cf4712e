#include <algorithm>
#include <thread>
#include <utility>

#include "base/parallel.hpp"
#include "load/case_parts.hpp"
#include "load/case_rows.hpp"
#include "load/documents.hpp"
#include "load/expectations.hpp"
#include "load/load.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

constexpr std::string_view case_keys[] = {"case",        "title",      "as_of",    "known_on", "sources",
                                          "transaction", "roles",      "parties",  "holdings", "procedures",
                                          "approvals",   "judgements", "context",  "outcome",  "expect",
                                          "note",        "tags",       "acquirer", "target",   "vendor"};

/// Keys of a case that is a line of a batch: `id` names it, in any words.
constexpr std::string_view line_keys[] = {"id",          "title",      "as_of",    "known_on", "sources",
                                          "transaction", "roles",      "parties",  "holdings", "procedures",
                                          "approvals",   "judgements", "context",  "outcome",  "expect",
                                          "note",        "tags",       "acquirer", "target",   "vendor"};

class CaseReader {
 public:
  enum class Form : std::uint8_t { file, line };

  CaseReader(const Reader& reader, const model::Vocabulary& vocabulary, Form form = Form::file)
      : reader_(reader), vocabulary_(vocabulary), form_(form), rows_(reader, vocabulary, case_) {}

  model::Case read(NodeId root) {
    root_ = root;
    case_.file = reader_.document().file();
    case_.id_span = reader_.span(root);
    if (!reader_.expect_map(root, "a case")) return std::move(case_);
    if (form_ == Form::line) {
      reader_.expect_keys(root, line_keys, "a case");
      if (const auto id = find("id")) case_.id = reader_.text(*id, "`id`").value_or("");
    } else {
      reader_.expect_keys(root, case_keys, "a case");
      read_name(root);
    }
    case_.title = read_text_at(reader_, root, "title");
    if (case_.title.empty()) case_.title = case_.id;
    case_.as_of = read_date_at(reader_, root, "as_of");
    case_.known_on = read_date_at(reader_, root, "known_on");
    if (const auto node = find("sources")) read_sources(reader_, *node, case_);
    announce_parties();
    read_transaction();
    read_parties();
    read_rest();
    return std::move(case_);
  }

 private:
  void read_name(NodeId root) {
    if (const auto id = reader_.get(root, "case", Reader::Need::required, "a case")) {
      case_.id = reader_.text(*id, "`case`").value_or("");
      case_.id_span = reader_.span(*id);
      if (!case_.id.empty() && !is_kebab_word(case_.id)) {
        reader_.sink()
            .emit(Code::bad_case_name, case_.id_span, "`" + case_.id + "` cannot name a case")
            .with_help("lower-case words joined by hyphens, as `hytera-norsat`");
      }
    }
  }

  std::optional<NodeId> find(std::string_view key) const { return reader_.document().find(root_, key); }

  void announce_parties() {
    if (const auto parties = find("parties"); parties && reader_.is_map(*parties)) {
      for (const auto& entry : reader_.node(*parties).entries) {
        rows_.announce_party(reader_.node(entry.key).scalar.text);
      }
    }
    for (const auto role : role_names) {
      if (find(role)) rows_.announce_party(std::string(role));
    }
  }

  void read_transaction() {
    const auto node = find("transaction");
    const auto row =
        rows_.add_row(vocabulary_.transaction, "", {}, node ? reader_.span(*node) : case_.id_span);
    if (node && reader_.expect_map(*node, "`transaction`")) rows_.read_facts(row, *node, {});
  }

  void read_party(std::string id, base::Span span, NodeId map) {
    if (const auto first = case_.find_row(vocabulary_.party, id)) {
      reader_.sink()
          .emit(Code::duplicate_party, span, "the party `" + id + "` is described twice")
          .label(case_.row(*first).span, "first described here")
          .with_help("describe a party either under `parties:` or under its role");
      return;
    }
    const auto row = rows_.add_row(vocabulary_.party, std::move(id), {}, span);
    if (reader_.is_null(map)) return;
    if (reader_.expect_map(map, "a party")) rows_.read_facts(row, map, {});
  }

  void read_parties() {
    if (const auto parties = find("parties"); parties && reader_.expect_map(*parties, "`parties`")) {
      for (const auto& [key, value] : reader_.node(*parties).entries) {
        read_party(reader_.node(key).scalar.text, reader_.span(key), value);
      }
    }
    bool inline_roles = false;
    for (const auto& [key, value] : reader_.node(root_).entries) {
      const std::string& word = reader_.node(key).scalar.text;
      if (std::ranges::find(role_names, std::string_view(word)) == std::end(role_names)) continue;
      inline_roles = true;
      read_party(word, reader_.span(key), value);
      case_.roles.push_back({word, word, reader_.span(key)});
    }
    if (const auto roles = find("roles")) {
      read_roles(reader_, *roles, rows_.parties(), case_);
    } else if (!inline_roles) {
      reader_.sink()
          .emit(Code::roles_missing, case_.id_span, "the case does not say who acquires what")
          .with_help(
              "write `roles: {acquirer: …, target: …}`, or describe them under `acquirer:` and `target:`");
    }
  }

  void read_rest() {
    if (const auto node = find("holdings")) rows_.read_holdings(*node);
    if (const auto node = find("procedures")) rows_.read_procedures(*node);
    for (const auto& [key, value] : reader_.node(root_).entries) {
      if (reader_.node(key).scalar.text == "approvals") rows_.read_approvals(key, value);
    }
    if (const auto node = find("judgements")) read_judgements(reader_, *node, rows_.parties(), case_);
    if (const auto node = find("context")) read_context_ids(reader_, *node, case_);
    if (const auto node = find("outcome")) read_outcome(reader_, *node, case_);
    if (const auto node = find("tags"))
      case_.tags = reader_.texts(*node, "`tags`").value_or(std::vector<std::string>{});
    if (const auto node = find("expect")) read_expectations(reader_, *node, case_.expectations);
  }

  const Reader& reader_;
  const model::Vocabulary& vocabulary_;
  Form form_;
  model::Case case_;
  RowReader rows_;
  NodeId root_;
};

}  // namespace

std::optional<model::Case> read_case_line(const yaml::Document& line, const model::Vocabulary& vocabulary,
                                          diagnostics::Sink& sink) {
  const Reader reader(line, sink);
  model::Case result = CaseReader(reader, vocabulary, CaseReader::Form::line).read(line.root());
  if (sink.has_errors()) return std::nullopt;
  return result;
}

std::vector<std::optional<model::Case>> load_cases(const base::FileSystem& files,
                                                   const std::vector<std::string>& paths,
                                                   const model::Vocabulary& vocabulary,
                                                   diagnostics::SourceMap& sources, diagnostics::Sink& sink,
                                                   DocumentCache* cache) {
  Workbench bench{files, sources, sink, cache};
  const auto documents = read_documents(bench, paths);
  std::vector<std::optional<model::Case>> cases(paths.size());
  std::vector<diagnostics::Sink> sinks(paths.size());
  base::for_each_index(paths.size(), std::thread::hardware_concurrency(), [&](std::size_t i) {
    if (!documents[i]) return;
    const Reader reader(*documents[i], sinks[i]);
    model::Case result = CaseReader(reader, vocabulary).read(documents[i]->root());
    result.digest = digest_of_case(*documents[i]);
    cases[i] = std::move(result);
  });
  for (std::size_t i = 0; i < paths.size(); ++i) {
    sink.absorb(std::move(sinks[i]));
    if (cases[i] && sink.has_errors_in(cases[i]->file)) cases[i].reset();
  }
  return cases;
}

}  // namespace weir::load
