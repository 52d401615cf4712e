#include "batch/block.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>

#include "batch/plain_reader.hpp"
#include "evaluate/cone.hpp"
#include "evaluate/findings.hpp"
#include "json/json.hpp"
#include "yaml/json_document.hpp"

namespace weir::batch {

namespace {

using diagnostics::Code;

std::string json_text(std::string_view text) {
  return json::dump_line(json::Json(text));
}

}  // namespace

/// A row on its way from text to answer.
struct BlockWriter::Row {
  std::string_view id = "null";  ///< as the input has it, a JSON text
  base::Date as_of;
  std::uint32_t at = 0;  ///< row of the columns that hold its answers; refused: place in Worker::refusals_
  enum class Path : std::uint8_t { plain, as_case, refused } path = Path::plain;
};

/// What one thread needs to evaluate blocks, kept from one block to the next.
class BlockWriter::Worker {
 public:
  explicit Worker(const BlockWriter& owner)
      : owner_(owner),
        plain_(*owner.session_.plan(), owner.settings_.options.suppose, owner.settings_.block_rows,
               owner.roots_),
        reader_(owner.session_, plain_) {
    for (const RegimeLines& lines : owner.lines_) {
      answers_.emplace_back(lines.rules()).follow(*owner.session_.plan(), plain_);
      case_answers_.emplace_back(lines.rules());
    }
  }

  void evaluate(const RawRows& raw, BlockResult& result, const PassOn& pass_on) {
    read(raw);
    if (plain_rows_ > 0) {
      plain_.evaluate();
      for (Answers& answers : answers_) answers.read(rows_.size());
    }
    evaluate_cases();
    count_and_write(raw, result, pass_on);
  }

 private:
  void read(const RawRows& raw) {
    rows_.assign(raw.rows.size(), {});
    refusals_.clear();
    ids_.clear();
    cases_.clear();
    seen_.clear();
    cases_.reserve(raw.rows.size());
    plain_rows_ = 0;
    const bool straight = owner_.settings_.straight == Settings::Straight::where_possible;
    if (straight) {
      reader_.begin(raw);
      plain_.clear();
    }
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (!straight || !read_plain(i)) read_case(raw, raw.rows[i], rows_[i]);
  }

  bool read_plain(std::size_t at) {
    PlainReader::Head head;
    if (!reader_.read(at, head)) return false;
    const Viewpoint seen = viewpoint(head.as_of, head.known_on);
    if (seen.as_of.is_never()) return false;
    plain_.set_days(at, seen.as_of, seen.known_on);
    rows_[at].at = static_cast<std::uint32_t>(at);
    rows_[at].as_of = seen.as_of;
    rows_[at].id = head.id;
    ++plain_rows_;
    return true;
  }

  /// From which day and up to which the row is seen; `never` where that is not said.
  struct Viewpoint {
    base::Date as_of, known_on;
  };
  /// The flags come before what the row says.
  Viewpoint viewpoint(base::Date as_of, base::Date known_on) const {
    const evaluate::Options& options = owner_.settings_.options;
    if (options.as_of) known_on = as_of = *options.as_of;
    if (options.known_on) known_on = *options.known_on;
    return {as_of, known_on.is_never() ? as_of : known_on};
  }

  void refuse(Row& row, std::string code, std::string message) {
    row.path = Row::Path::refused;
    row.at = static_cast<std::uint32_t>(refusals_.size());
    refusals_.push_back({std::move(code), std::move(message)});
  }

  void read_case(const RawRows& rows, const RawRow& raw, Row& row) {
    row.path = Row::Path::as_case;
    if (raw.fault != RawRow::Fault::none) {
      const Code code = raw.fault == RawRow::Fault::too_long   ? Code::line_too_long
                        : raw.fault == RawRow::Fault::not_utf8 ? Code::invalid_utf8
                                                               : Code::bad_table_row;
      return refuse(row, std::string(diagnostics::info(code).id), rows.message_of(raw));
    }
    diagnostics::Sink sink;
    const yaml::Document document = json_.parse(rows.text_of(raw), base::FileId(std::size_t{0}), sink);
    std::optional<model::Case> facts;
    if (document.root().valid()) {
      if (const auto id = document.find(document.root(), "id");
          id && document.node(*id).kind == yaml::NodeKind::scalar) {
        const yaml::Node& node = document.node(*id);
        row.id = ids_.emplace_back(node.style == yaml::ScalarStyle::plain ? node.scalar.text
                                                                          : json_text(node.scalar.text));
      }
      facts = owner_.session_.read_line(document, sink);
    }
    if (sink.has_errors()) {
      const auto all = sink.sorted();
      const auto first =
          std::ranges::find(all, diagnostics::Severity::error, &diagnostics::Diagnostic::severity);
      std::string message = first->message;
      if (!first->help.empty()) message += "; " + first->help;
      return refuse(row, std::string(diagnostics::info(first->code).id), std::move(message));
    }
    constexpr base::Date not_said = base::Date::never();
    const auto [as_of, known_on] =
        viewpoint(facts->as_of.value_or(not_said), facts->known_on.value_or(not_said));
    if (as_of.is_never()) {
      return refuse(row, std::string(diagnostics::info(Code::no_viewpoint).id),
                    "the case names no `as_of` date; give one in the line or with --as-of");
    }
    row.at = static_cast<std::uint32_t>(cases_.size());
    row.as_of = as_of;
    cases_.push_back(std::move(*facts));
    evaluate::CaseRow& seen = seen_.emplace_back();
    seen.facts = &cases_.back();
    seen.as_of = as_of;
    seen.known_on = known_on;
  }

  void evaluate_cases() {
    if (cases_.empty()) return;
    const plan::Plan& plan = *owner_.session_.plan();
    if (in_cone_.empty()) in_cone_ = evaluate::cone_of(plan, owner_.roots_);
    batch::evaluate_cases(plan, seen_, owner_.settings_.options.suppose, in_cone_,
                          [&](const evaluate::Evaluation& evaluation) {
                            for (Answers& answers : case_answers_) {
                              answers.follow(plan, evaluation, cases_.size());
                              answers.read(cases_.size());
                            }
                          });
  }

  void count_and_write(const RawRows& raw, BlockResult& result, const PassOn& pass_on) {
    Tally& tally = result.tally;
    tally.rows += rows_.size();
    tally.straight += plain_rows_;
    Output& out = result.lines;
    const bool lines = owner_.settings_.output == Settings::Output::lines;
    // So much is still in the nearer caches when it is taken.
    constexpr std::size_t much = std::size_t{1} << 16;
    std::size_t pass_on_at = out.size() + much;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const Row& row = rows_[i];
      if (row.path == Row::Path::refused) {
        ++tally.refused;
        ++tally.refused_by_code[refusals_[row.at].code];
        if (lines) write_refusal(raw.rows[i], row, out);
        continue;
      }
      std::vector<Answers>& answers = row.path == Row::Path::plain ? answers_ : case_answers_;
      if (lines) {
        write_answers(row, answers, out);
        if (out.size() < pass_on_at) continue;
        pass_on(out);
        pass_on_at = out.size() + much;
        continue;
      }
      for (std::size_t r = 0; r < answers.size(); ++r)
        owner_.lines_[r].count(answers[r].of(row.at), row.as_of, tally.regimes[owner_.regimes_[r]]);
    }
  }

  void write_refusal(const RawRow& raw, const Row& row, Output& out) const {
    const auto& [code, message] = refusals_[row.at];
    const std::string line =
        fmt::format("{{\"line\":{},\"id\":{},\"error\":{{\"code\":\"{}\",\"message\":{}}}}}\n", raw.line,
                    row.id, code, json_text(message));
    out.put(line);
  }

  void write_answers(const Row& row, std::vector<Answers>& answers, Output& out) const {
    constexpr std::size_t fixed = 32;
    Cursor to = out.room(row.id.size() + fixed);
    to.put("{\"id\":");
    to.put_short(row.id);
    to.put(",\"regimes\":{");
    out.end_at(to);
    for (std::size_t r = 0; r < answers.size(); ++r) {
      owner_.lines_[r].write(answers[r].of(row.at), row.as_of, out);
      if (r + 1 < answers.size()) out.put(",");
    }
    out.put("}}\n");
  }

  const BlockWriter& owner_;
  evaluate::PlainBlock plain_;
  PlainReader reader_;
  yaml::JsonReader json_;
  std::vector<bool> in_cone_;
  struct Refusal {
    std::string code, message;
  };
  std::vector<Row> rows_;
  std::vector<Refusal> refusals_;
  std::deque<std::string> ids_;  ///< those that the input writes in another way
  std::vector<model::Case> cases_;
  std::vector<evaluate::CaseRow> seen_;
  std::size_t plain_rows_ = 0;
  std::vector<Answers> answers_, case_answers_;  ///< by regime asked for
};

BlockWriter::BlockWriter(const session::Session& session, const Settings& settings,
                         std::vector<std::uint32_t> regimes)
    : session_(session), settings_(settings), regimes_(std::move(regimes)) {
  for (const std::uint32_t regime : regimes_) {
    lines_.emplace_back(*session.plan(), regime, settings.parts);
    lines_.back().rules().add_roots(*session.plan(), roots_);
  }
}

BlockWriter::~BlockWriter() = default;

base::Result<std::unique_ptr<BlockWriter>> BlockWriter::make(const session::Session& session,
                                                             const Settings& settings) {
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
  return std::unique_ptr<BlockWriter>(new BlockWriter(session, settings, std::move(regimes)));
}

void BlockWriter::evaluate(const RawRows& rows, BlockResult& result, const PassOn& pass_on) {
  const plan::Plan& plan = *session_.plan();
  result.tally = {};
  result.tally.regimes.resize(plan.rule_sets().regimes.size());
  if (settings_.output == Settings::Output::tally) {
    for (const std::uint32_t r : regimes_) {
      Tally::Regime& regime = result.tally.regimes[r];
      regime.determinations.resize(plan.rule_sets().regimes[r].determinations.size());
      regime.fired.resize(plan.rules.size());
      regime.open.resize(plan.rules.size());
    }
  }
  std::unique_ptr<Worker> worker;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      worker = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!worker) worker = std::make_unique<Worker>(*this);
  worker->evaluate(rows, result, pass_on);
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(worker));
}

}  // namespace weir::batch
