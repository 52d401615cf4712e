#include "batch/block.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "evaluate/findings.hpp"
#include "json/json.hpp"
#include "yaml/json_document.hpp"

namespace weir::batch {

namespace {

using model::FindingKind;

std::string json_text(std::string_view text) {
  return json::dump_line(json::Json(text));
}

void add_list(std::string& out, std::string_view name, const std::vector<const std::string*>& ids) {
  fmt::format_to(std::back_inserter(out), ",\"{}\":[", name);
  for (std::size_t i = 0; i < ids.size(); ++i)
    fmt::format_to(std::back_inserter(out), "{}\"{}\"", i == 0 ? "" : ",", *ids[i]);
  out += ']';
}

std::size_t position_place(const std::string& level) {
  const auto* end = std::end(model::position_levels);
  return static_cast<std::size_t>(std::find(std::begin(model::position_levels), end, level) -
                                  std::begin(model::position_levels));
}

}  // namespace

/// A row on its way from text to answer.
struct BlockWriter::Row {
  std::uint64_t line = 0;
  std::string id = "null";  ///< as the input has it, a JSON text
  std::optional<model::Case> facts;
  evaluate::CaseRow seen;
  std::string code, message;  ///< of a row that is refused
};

BlockWriter::BlockWriter(const session::Session& session, const Settings& settings,
                         std::vector<std::uint32_t> regimes)
    : session_(&session), settings_(&settings), regimes_(std::move(regimes)) {
  const plan::Plan& plan = *session.plan();
  rules_.resize(plan.rule_sets().regimes.size());
  for (std::uint32_t i = 0; i < plan.rules.size(); ++i) rules_[plan.rules[i].ref.regime].push_back(i);
  for (auto& of_regime : rules_)
    std::ranges::sort(of_regime, {}, [&](std::uint32_t i) { return plan.rules[i].rule->id; });
}

base::Result<BlockWriter> BlockWriter::make(const session::Session& session, const Settings& settings) {
  const plan::Plan& plan = *session.plan();
  const auto& all = plan.rule_sets().regimes;
  if (auto fault = evaluate::unknown_supposition(plan, settings.options.suppose)) return *fault;
  std::vector<std::uint32_t> regimes;
  for (const std::string& id : settings.options.regimes) {
    if (std::ranges::find(all, id, &model::Regime::id) == all.end())
      return base::Failure{"no regime `" + id + "` among the loaded rule sets"};
  }
  for (std::uint32_t r = 0; r < all.size(); ++r) {
    const auto& wanted = settings.options.regimes;
    if (wanted.empty() || std::ranges::find(wanted, all[r].id) != wanted.end()) regimes.push_back(r);
  }
  return BlockWriter(session, settings, std::move(regimes));
}

void BlockWriter::refuse(Row& row, std::string code, std::string message) const {
  row.code = std::move(code);
  row.message = std::move(message);
  row.facts.reset();
}

void BlockWriter::read(const RawRow& raw, Row& row) const {
  using diagnostics::Code;
  row.line = raw.line;
  if (raw.fault != RawRow::Fault::none) {
    const Code code = raw.fault == RawRow::Fault::too_long ? Code::line_too_long : Code::bad_table_row;
    return refuse(row, std::string(diagnostics::info(code).id), raw.message);
  }
  thread_local yaml::JsonReader reader;
  diagnostics::Sink sink;
  const yaml::Document document = reader.parse(raw.text, base::FileId(std::size_t{0}), sink);
  if (document.root().valid()) {
    if (const auto id = document.find(document.root(), "id");
        id && document.node(*id).kind == yaml::NodeKind::scalar) {
      const yaml::Node& node = document.node(*id);
      row.id = node.style == yaml::ScalarStyle::plain ? node.scalar.text : json_text(node.scalar.text);
    }
    row.facts = session_->read_line(document, sink);
  }
  if (sink.has_errors()) {
    const auto all = sink.sorted();
    const auto first =
        std::ranges::find(all, diagnostics::Severity::error, &diagnostics::Diagnostic::severity);
    std::string message = first->message;
    if (!first->help.empty()) message += "; " + first->help;
    return refuse(row, std::string(diagnostics::info(first->code).id), std::move(message));
  }
  const evaluate::Options& options = settings_->options;
  const std::optional<base::Date> as_of = options.as_of ? options.as_of : row.facts->as_of;
  if (!as_of) {
    return refuse(row, std::string(diagnostics::info(Code::no_viewpoint).id),
                  "the case names no `as_of` date; give one in the line or with --as-of");
  }
  row.seen.facts = &*row.facts;
  row.seen.as_of = *as_of;
  row.seen.known_on = options.known_on ? *options.known_on
                      : options.as_of  ? *options.as_of
                                       : row.facts->known_on.value_or(*as_of);
}

void BlockWriter::write_regime(const evaluate::Run& run, std::size_t at, std::uint32_t regime,
                               BlockResult& into) const {
  const plan::Plan& plan = run.plan();
  const model::Regime& law = plan.rule_sets().regimes[regime];
  Tally::Regime& tally = into.tally.regimes[regime];
  std::string& out = into.text;
  const auto back = std::back_inserter(out);
  fmt::format_to(back, "\"{}\":{{", law.id);
  if (!law.in_force.contains(run.batch.cases[at].as_of)) {
    ++tally.not_law;
    out += "\"law\":false}";
    return;
  }
  const evaluate::Summary summary = evaluate::summarize(run, regime, at);
  const model::Level position = evaluate::position_of(law, summary);
  std::vector<const std::string*> fired, open;
  for (const std::uint32_t rule : rules_[regime]) {
    const FindingKind kind = evaluate::finding_kind(run, plan.rules[rule], at);
    if (kind != FindingKind::fired && kind != FindingKind::open) continue;
    (kind == FindingKind::fired ? fired : open).push_back(&plan.rules[rule].rule->id);
    ++(kind == FindingKind::fired ? tally.fired : tally.open)[rule];
  }
  ++tally.positions[{position_place(position.at_least), position_place(position.at_most)}];
  ++tally.bands[{evaluate::band_of(law, summary.risk_low), evaluate::band_of(law, summary.risk_high)}];
  for (std::size_t d = 0; d < law.determinations.size(); ++d)
    ++tally.determinations[d][{summary.levels[d].at_least, summary.levels[d].at_most}];

  const std::size_t begin = out.size();
  for (const Part part : settings_->parts) {
    switch (part) {
      case Part::position:
        fmt::format_to(back, ",\"position\":[\"{}\",\"{}\"]", position.at_least, position.at_most);
        break;
      case Part::determinations:
        out += ",\"determinations\":{";
        for (std::size_t d = 0; d < law.determinations.size(); ++d) {
          const auto& scale = law.determinations[d];
          fmt::format_to(back, "{}\"{}\":[\"{}\",\"{}\"]", d == 0 ? "" : ",", scale.name,
                         scale.levels[summary.levels[d].at_least], scale.levels[summary.levels[d].at_most]);
        }
        out += '}';
        break;
      case Part::risk:
        fmt::format_to(back, ",\"risk\":[{},{}]", summary.risk_low, summary.risk_high);
        break;
      case Part::fired:
        add_list(out, "fired", fired);
        break;
      case Part::open:
        add_list(out, "open", open);
        break;
    }
  }
  if (out.size() > begin) out.erase(begin, 1);  // the comma before the first
  out += '}';
}

void BlockWriter::write_answers(const evaluate::Run& run, std::size_t at, const Row& row,
                                BlockResult& into) const {
  fmt::format_to(std::back_inserter(into.text), "{{\"id\":{},\"regimes\":{{", row.id);
  for (std::size_t i = 0; i < regimes_.size(); ++i) {
    if (i > 0) into.text += ',';
    write_regime(run, at, regimes_[i], into);
  }
  into.text += "}}\n";
}

BlockResult BlockWriter::evaluate(const std::vector<RawRow>& raw) const {
  const plan::Plan& plan = *session_->plan();
  BlockResult result;
  result.tally.rows = raw.size();
  result.tally.regimes.resize(plan.rule_sets().regimes.size());
  for (std::size_t r = 0; r < result.tally.regimes.size(); ++r) {
    result.tally.regimes[r].determinations.resize(plan.rule_sets().regimes[r].determinations.size());
    result.tally.regimes[r].fired.resize(plan.rules.size());
    result.tally.regimes[r].open.resize(plan.rules.size());
  }
  std::vector<Row> rows(raw.size());
  std::vector<evaluate::CaseRow> cases;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    read(raw[i], rows[i]);
    if (rows[i].facts) cases.push_back(rows[i].seen);
  }
  std::optional<evaluate::Run> run;
  if (!cases.empty()) run.emplace(evaluate::run(plan, std::move(cases), settings_->options.suppose));
  std::size_t at = 0;
  for (const Row& row : rows) {
    if (row.facts) {
      write_answers(*run, at++, row, result);
      continue;
    }
    ++result.tally.refused;
    ++result.tally.refused_by_code[row.code];
    fmt::format_to(std::back_inserter(result.text),
                   "{{\"line\":{},\"id\":{},\"error\":{{\"code\":\"{}\",\"message\":{}}}}}\n", row.line,
                   row.id, row.code, json_text(row.message));
  }
  return result;
}

}  // namespace weir::batch
