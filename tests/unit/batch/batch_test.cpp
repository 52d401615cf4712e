// Many cases in one run: the same answers as one at a time, whatever the number of threads.
#include "batch/batch.hpp"

#include <fmt/format.h>

#include "batch/csv_rows.hpp"
#include "evaluate/findings.hpp"
#include "json/json.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"
#include "yaml/json_document.hpp"

using namespace weir;
using namespace weir::batch;

namespace {

/// A document as a JSON text: plain `true` and `false` are truths, all other texts are texts.
std::string as_json(const yaml::Document& document, yaml::NodeId id, bool top) {
  const yaml::Node& node = document.node(id);
  std::string text;
  switch (node.kind) {
    case yaml::NodeKind::null:
      return "null";
    case yaml::NodeKind::scalar:
      if (node.style == yaml::ScalarStyle::plain &&
          (node.scalar.text == "true" || node.scalar.text == "false"))
        return node.scalar.text;
      return json::dump_line(json::Json(node.scalar.text));
    case yaml::NodeKind::sequence:
      for (const yaml::NodeId item : node.items)
        text += (text.empty() ? "" : ",") + as_json(document, item, false);
      return "[" + text + "]";
    case yaml::NodeKind::map:
      for (const yaml::Entry& entry : node.entries) {
        std::string key = document.node(entry.key).scalar.text;
        if (top && key == "case") key = "id";
        text += (text.empty() ? "" : ",") + json::dump_line(json::Json(key)) + ":" +
                as_json(document, entry.value, false);
      }
      return "{" + text + "}";
  }
  return text;
}

/// The project's own cases, as files and as lines.
struct Cases {
  test::SourceTree tree;
  session::Session session{tree};
  std::vector<const model::Case*> files;
  std::string lines;

  Cases() {
    session.load_rules("rules");
    REQUIRE(session.plan() != nullptr);
    const auto names = tree.list("cases/ca");
    for (const std::string& name : names.value()) {
      if (!name.ends_with(".yaml")) continue;
      const std::string path = "cases/ca/" + name;
      files.push_back(session.load_case(path));
      REQUIRE(files.back() != nullptr);
      diagnostics::SourceMap sources;
      diagnostics::Sink sink;
      const auto file = sources.add(path, tree.read(path, base::yaml_file_limit).value());
      const yaml::Document document = yaml::parse_document(sources, file, sink);
      lines += as_json(document, document.root(), true) + "\n";
    }
  }

  std::string answers(unsigned threads, std::uint64_t skip = 0, std::size_t times = 1) const {
    std::string text, out;
    for (std::size_t i = 0; i < times; ++i) text += lines;
    base::StringSource source(text);
    JsonLines rows(source);
    Settings settings;
    settings.options.as_of = base::Date::parse("2021-06-01");
    settings.parts = {Part::position, Part::determinations, Part::risk, Part::fired, Part::open};
    settings.threads = threads;
    settings.skip = skip;
    settings.write = [&](std::string_view more) {
      out += more;
      return std::optional<base::Failure>();
    };
    REQUIRE(run_batch(session, rows, settings).ok());
    return out;
  }
};

/// Many plain lines.
struct Plain {
  test::SourceTree tree;
  session::Session session{tree};
  std::string lines;

  Plain() {
    session.load_rules("rules", load::Examples::left_out);
    for (std::size_t i = 0; i < 300; ++i)
      lines += fmt::format("{{\"id\":{},\"as_of\":\"2021-06-01\",\"acquirer\":{{}},\"target\":{{}}}}\n", i);
  }
  /// `ok` or why they could not be answered; without `write` all that was answered.
  std::string outcome(Settings settings) const {
    base::StringSource source(lines);
    JsonLines rows(source);
    std::string out;
    settings.parts = {Part::risk};
    const bool shown = !settings.write;
    if (shown) {
      settings.write = [&](std::string_view more) {
        out += more;
        return std::optional<base::Failure>();
      };
    }
    const auto tally = run_batch(session, rows, settings);
    if (!tally.ok()) return tally.failure().message;
    return shown ? out : "ok";
  }
};

}  // namespace

TEST_CASE("batch: a line gives what its case gives as a file", "[batch]") {
  const Cases cases;
  const plan::Plan& plan = *cases.session.plan();
  std::vector<evaluate::CaseRow> rows;
  for (const model::Case* facts : cases.files) {
    evaluate::CaseRow row;
    row.facts = facts;
    row.as_of = row.known_on = *base::Date::parse("2021-06-01");
    rows.push_back(row);
  }
  const evaluate::Run run = evaluate::run(plan, rows, {});
  const std::string out = cases.answers(1);
  std::size_t at = 0, row = 0;
  while (at < out.size()) {
    const std::size_t end = out.find('\n', at);
    const json::Json line = json::Json::parse(out.substr(at, end - at));
    at = end + 1;
    INFO(line.dump());
    REQUIRE(row < rows.size());
    CHECK(line["id"] == cases.files[row]->id);
    const json::Json& regime = line["regimes"]["ca-ica"];
    const evaluate::Summary summary = evaluate::summarize(run, 0, row);
    CHECK(regime["risk"] == json::Json::array({summary.risk_low, summary.risk_high}));
    const model::Regime& law = plan.rule_sets().regimes[0];
    for (std::size_t d = 0; d < law.determinations.size(); ++d) {
      CHECK(regime["determinations"][law.determinations[d].name] ==
            json::Json::array({law.determinations[d].levels[summary.levels[d].at_least],
                               law.determinations[d].levels[summary.levels[d].at_most]}));
    }
    std::size_t fired = 0, open = 0;
    for (const plan::CompiledRule& rule : plan.rules) {
      const auto kind = evaluate::finding_kind(run, rule, row);
      const auto holds = [&](const char* list) {
        return std::find(regime[list].begin(), regime[list].end(), rule.rule->id) != regime[list].end();
      };
      CHECK(holds("fired") == (kind == model::FindingKind::fired));
      CHECK(holds("open") == (kind == model::FindingKind::open));
      fired += kind == model::FindingKind::fired ? 1 : 0;
      open += kind == model::FindingKind::open ? 1 : 0;
    }
    CHECK(regime["fired"].size() == fired);
    CHECK(regime["open"].size() == open);
    ++row;
  }
  CHECK(row == rows.size());
}

TEST_CASE("batch: threads and a new start change nothing", "[batch]") {
  const Cases cases;
  const std::string once = cases.answers(1, 0, 12);
  CHECK(cases.answers(2, 0, 12) == once);
  CHECK(cases.answers(3, 0, 12) == once);
  for (const std::uint64_t skip : {1u, 511u, 512u, 520u}) {
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < skip; ++i) at = std::min(once.find('\n', at), once.size() - 1) + 1;
    CHECK(cases.answers(2, skip, 12) == once.substr(at));
  }
}

TEST_CASE("batch: JSON says what the same YAML says", "[batch]") {
  const std::vector<std::string> texts = {
      "{\"a\": [1, \"x\", true, null, {\"b\": \"\\u00e9\\n\"}], \"c\": {}, \"d\": [], \"e\": \"25%\"}",
      "{\"n\": 33.3333333333333333, \"m\": 10000000000000000}",
      "{\"n\": 123456789012345678901234567890, \"m\": [-1e999, 0.1E-400, 9223372036854775808], \"o\": "
      "{\"p\": 1e+400}}"};
  for (const std::string& text : texts) {
    INFO(text);
    diagnostics::SourceMap sources;
    diagnostics::Sink sink;
    const auto file = sources.add("x", text);
    yaml::JsonReader reader;
    const yaml::Document from_json = reader.parse(text, file, sink);
    const yaml::Document from_yaml = yaml::parse_document(sources, file, sink);
    REQUIRE(from_json.root().valid());
    CHECK(as_json(from_json, from_json.root(), false) == as_json(from_yaml, from_yaml.root(), false));
  }
}

TEST_CASE("batch: what is no JSON object is refused with the reason", "[batch]") {
  const auto fault = [](const std::string& text) {
    diagnostics::Sink sink;
    yaml::JsonReader reader;
    const yaml::Document document = reader.parse(text, base::FileId(std::size_t{0}), sink);
    CHECK_FALSE(document.root().valid());
    REQUIRE(sink.error_count() == 1);
    return std::string(diagnostics::info(sink.sorted()[0].code).id) + " " + sink.sorted()[0].message;
  };
  CHECK(fault("[1]") == "WR1030 the line is no JSON object");
  CHECK(fault("12") == "WR1030 the line is no JSON object");
  CHECK(fault("") == "WR1030 the line is no JSON object");
  CHECK(fault("{\"a\": 1").starts_with("WR1030"));
  CHECK(fault("{\"a\": 1} {\"b\": 2}") == "WR1030 something stands behind the object");
  CHECK(fault("{\"a\": 1}}").starts_with("WR1030"));
  CHECK(fault("{\"a\": \"x}") == "WR1030 a text has no closing quote");
  CHECK(fault("{\"a\": 1, \"a\": 2}") == "WR1010 the key `a` is there twice");
  CHECK(fault("{\"a\": tru}").starts_with("WR1030"));
  CHECK(fault("{\"a\": 01}").starts_with("WR1030"));
  for (const std::string number :
       {"1e", "1.", "-", "+1", ".5", "1e+", "1.e5", "0x1", "1e999.5", "00", "1_000"})
    CHECK(fault("{\"a\": " + number + "}").starts_with("WR1030"));
  for (const std::string word : {"nul", "n", "nan", "nulls", "fals", "t", "truer"}) {
    CHECK(fault("{\"a\": " + word + "}").starts_with("WR1030"));
    CHECK(fault("{\"a\": [1, " + word + "]}").starts_with("WR1030"));
    CHECK(fault(word).starts_with("WR1030"));
  }
  CHECK(fault("{\"a\": \"\xff\"}") == "WR1030 the line is not UTF-8");
  CHECK(fault(std::string("{\"a\": \"\0\"}", 10)).starts_with("WR1030"));
  CHECK(fault(std::string("{\"a\0\": 1}", 9)).starts_with("WR1030"));
  std::string deep = "{\"a\": ";
  for (int i = 0; i < 60; ++i) deep += "[";
  for (int i = 0; i < 60; ++i) deep += "]";
  CHECK(fault(deep + "}").starts_with("WR10"));
}

TEST_CASE("batch: rows that are no rows are refused with a code", "[batch]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules");
  std::string out;
  Settings settings;
  settings.options.as_of = base::Date::parse("2021-06-01");
  settings.write = [&](std::string_view more) {
    out += more;
    return std::optional<base::Failure>();
  };
  const auto codes = [&](RowSource& rows) {
    out.clear();
    const auto tally = run_batch(session, rows, settings);
    REQUIRE(tally.ok());
    std::string text;
    for (const auto& [code, count] : tally.value().refused_by_code)
      text += code + ":" + std::to_string(count) + " ";
    return text;
  };
  base::StringSource lines("{\"id\": 1, \"acquirer\": {}, \"target\": {}}\n{\"id\": 2}\n");
  JsonLines short_lines(lines, 11);
  const std::string too_long = "WR6001", other_row = "WR6002";
  CHECK(codes(short_lines) == "WR5025:1 " + too_long + ":1 ");
  CHECK(out.starts_with("{\"line\":1,\"id\":null,\"error\":{\"code\":\"WR6001\""));
  base::StringSource table("id,target.kind\n1,fund,x\n2,fund\n");
  CsvRows csv(table, session.vocabulary(), session.rule_sets());
  REQUIRE_FALSE(csv.read_header().has_value());
  CHECK(codes(csv) == other_row + ":1 ");
}

TEST_CASE("batch: output goes out in whole pieces, and all of it", "[batch]") {
  const Plain plain;
  const std::string expected = plain.outcome({});
  for (const unsigned threads : {1u, 2u, 3u}) {
    for (const std::size_t block : {1u, 7u, 512u}) {
      for (const std::size_t piece : {1u, 100u, 997u, 100'000u, 10'000'000u}) {
        CAPTURE(threads, block, piece);
        std::string out;
        std::size_t odd = 0;  // how many were no multiple of a piece
        Settings settings;
        settings.threads = threads;
        settings.block_rows = block;
        settings.piece = piece;
        settings.write = [&](std::string_view more) {
          CHECK_FALSE(more.empty());
          CHECK(odd == 0);
          if (more.size() % piece != 0) ++odd;
          out += more;
          return std::optional<base::Failure>();
        };
        CHECK(plain.outcome(settings) == "ok");
        CHECK(out == expected);
      }
    }
  }
}

TEST_CASE("batch: nothing is written behind what could not be written", "[batch]") {
  const Plain plain;
  for (const unsigned threads : {1u, 2u, 3u}) {
    for (const std::size_t piece : {0u, 100u, 5000u, 10'000'000u}) {
      for (const std::size_t works : {0u, 1u, 2u}) {
        if (piece > 5000 && works > 0) continue;  // all at once
        CAPTURE(threads, piece, works);
        std::size_t asked = 0;
        Settings settings;
        settings.threads = threads;
        settings.block_rows = 16;
        settings.piece = piece;
        settings.write = [&](std::string_view) {
          return asked++ < works ? std::nullopt : std::optional(base::Failure{"the disk is full"});
        };
        CHECK(plain.outcome(settings) == "the disk is full");
        CHECK(asked == works + 1);
      }
    }
  }
}

TEST_CASE("batch: what stands before the place where reading fails is answered", "[batch]") {
  const test::SourceTree tree;
  session::Session session(tree);
  session.load_rules("rules", load::Examples::left_out);
  const std::string line = "{\"as_of\":\"2021-06-01\",\"acquirer\":{},\"target\":{}}\n";
  class BreaksOff final : public base::ByteSource {
   public:
    explicit BreaksOff(std::string bytes) : bytes_(std::move(bytes)) {}
    base::Result<std::size_t> read(std::span<char> into) override {
      auto count = bytes_.read(into);
      if (count.value() == 0) return base::Failure{"the line is cut"};
      return count;
    }

   private:
    base::StringSource bytes_;
  };
  for (const unsigned threads : {1u, 2u}) {
    std::string text;
    constexpr std::ptrdiff_t count = 11;
    for (std::ptrdiff_t i = 0; i < count; ++i) text += line;
    BreaksOff source(text + "{\"as_of\"");
    JsonLines rows(source);
    std::string out;
    Settings settings;
    settings.threads = threads;
    settings.block_rows = 3;
    settings.parts = {Part::risk};
    settings.piece = 1000;
    settings.write = [&](std::string_view more) {
      out += more;
      return std::optional<base::Failure>();
    };
    const auto tally = run_batch(session, rows, settings);
    REQUIRE_FALSE(tally.ok());
    CHECK(tally.failure().message == "the line is cut");
    CHECK(std::count(out.begin(), out.end(), '\n') == count);
  }
}
