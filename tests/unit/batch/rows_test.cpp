// What comes in: lines, tables, packed or not, in pieces of any size.
#include <zlib.h>

#include "batch/csv_rows.hpp"
#include "batch/gzip.hpp"
#include "batch/line_breaks.hpp"
#include "batch/row_source.hpp"
#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/dice.hpp"
#include "support/dripping.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using namespace weir::batch;
using weir::test::Dripping;

namespace {

/// Bytes that come some at a time, until they cannot be read on.
class BreakingOff final : public base::ByteSource {
 public:
  BreakingOff(std::string bytes, std::size_t most) : bytes_(std::move(bytes), most) {}
  base::Result<std::size_t> read(std::span<char> into) override {
    auto count = bytes_.read(into);
    if (count.value() == 0) return base::Failure{"the line is cut"};
    return count;
  }

 private:
  Dripping bytes_;
};

/// All rows, each as its line and its text.
std::string in_short(RowSource& source, std::size_t most = 3) {
  std::string text;
  RawRows rows;
  for (;;) {
    REQUIRE_FALSE(source.next(most, rows).has_value());
    if (rows.rows.empty()) return text;
    REQUIRE(rows.rows.size() <= most);
    for (const RawRow& row : rows.rows)
      text += std::to_string(row.line) +
              (row.fault == RawRow::Fault::none ? ":" + std::string(rows.text_of(row)) : "!") + "|";
  }
}

std::string packed(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(text.size() + 100, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

TEST_CASE("batch rows: lines keep their numbers, however they come in", "[batch]") {
  const std::string text = "{\"a\":1}\r\n\n  \n{\"b\":2}\nlast";
  for (const std::size_t most : {1u, 2u, 7u, 1000u}) {
    Dripping source(text, most);
    JsonLines lines(source);
    CHECK(in_short(lines) == "1:{\"a\":1}|4:{\"b\":2}|5:last|");
  }
}

TEST_CASE("batch rows: line breaks are found wherever they stand", "[batch]") {
  test::Dice dice(test::first_seed(40));
  for (std::size_t round = 0; round < 300; ++round) {
    std::string text(dice.below(400), 'x');
    std::vector<std::uint32_t> expected = {7}, found = {7};
    const std::size_t chance = dice.percent(10) ? 100 : dice.below(20);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (dice.percent(5)) text[i] = '\r';
      if (!dice.percent(chance)) continue;
      text[i] = '\n';
      expected.push_back(static_cast<std::uint32_t>(i));
    }
    // What stands behind the text is none of it.
    const std::string memory = text + "\n\n";
    find_line_breaks(std::string_view(memory).substr(0, text.size()), found);
    CHECK(found == expected);
  }
}

TEST_CASE("batch rows: a line over the limit is a row of its own, and the next one is whole", "[batch]") {
  for (const std::size_t most : {1u, 5u, 1000u}) {
    Dripping source("12345678\n1234567\n\n123456789", most);
    JsonLines lines(source, 7);
    CHECK(in_short(lines) == "1!|2:1234567|4!|");
  }
}

TEST_CASE("batch rows: what stands before the place where reading fails is given first", "[batch]") {
  for (const std::size_t most : {1u, 4u, 1000u}) {
    BreakingOff source("{\"a\":1}\n\n{\"b\":2}\n{\"c\":", most);
    JsonLines lines(source);
    RawRows rows;
    REQUIRE_FALSE(lines.next(1, rows).has_value());
    CHECK(rows.text_of(rows.rows.at(0)) == "{\"a\":1}");
    REQUIRE_FALSE(lines.next(5, rows).has_value());
    REQUIRE(rows.rows.size() == 1);
    CHECK(rows.text_of(rows.rows[0]) == "{\"b\":2}");
    for (int again = 0; again < 2; ++again) {
      const auto failure = lines.next(5, rows);
      REQUIRE(failure.has_value());
      CHECK(failure->message == "the line is cut");
    }
  }
}

TEST_CASE("batch rows: long lines make small blocks, and blank ones none", "[batch]") {
  const std::string long_line(line_limit - 100, 'x');
  std::string text;
  constexpr std::size_t count = 20;
  for (std::size_t i = 0; i < count; ++i) text += long_line + "\n";
  base::StringSource source(text);
  JsonLines lines(source);
  RawRows rows;
  std::size_t found = 0;
  for (;;) {
    REQUIRE_FALSE(lines.next(1000, rows).has_value());
    if (rows.rows.empty()) break;
    CHECK(rows.text().size() <= enough_bytes + line_limit);
    found += rows.rows.size();
  }
  CHECK(found == count);
  base::StringSource blank(std::string(3 * enough_bytes, '\n') + "7\n");
  JsonLines after(blank);
  REQUIRE_FALSE(after.next(1000, rows).has_value());
  REQUIRE(rows.rows.size() == 1);
  CHECK(rows.rows[0].line == 3 * enough_bytes + 1);
  CHECK(rows.text().size() <= enough_bytes);
}

TEST_CASE("batch rows: gzip is unpacked, one member after the other", "[batch]") {
  const std::string text = "{\"a\":1}\n{\"b\":2}\n", two = packed(text) + packed("{\"c\":3}\n");
  for (const std::size_t most : {1u, 13u, 1000u}) {
    Dripping source(two, most);
    const auto bytes = unpacked(source);
    const auto whole = base::read_all(*bytes);
    REQUIRE(whole.ok());
    CHECK(whole.value() == text + "{\"c\":3}\n");
  }
  Dripping plain("x", 1), empty("", 1);
  CHECK(base::read_all(*unpacked(plain)).value() == "x");
  CHECK(base::read_all(*unpacked(empty)).value().empty());
}

TEST_CASE("batch rows: a gzip text that breaks off or is damaged is a failure", "[batch]") {
  std::string whole = packed(std::string(5000, 'a') + "b");
  Dripping cut(whole.substr(0, whole.size() - 9), 7);
  CHECK(base::read_all(*unpacked(cut)).failure().message == "the gzip data breaks off");
  whole[12] = static_cast<char>(whole[12] ^ 0x55);
  Dripping damaged(whole, 7);
  CHECK_FALSE(base::read_all(*unpacked(damaged)).ok());
}

namespace {

struct Table {
  test::SourceTree tree;
  session::Session session{tree};
  Table() { session.load_rules("rules"); }

  std::string rows(const std::string& text, std::size_t most = 1000) const {
    Dripping source(text, most);
    CsvRows table(source, session.vocabulary(), session.rule_sets());
    if (const auto failure = table.read_header()) return failure->message;
    std::string result;
    RawRows more;
    for (;;) {
      if (const auto failure = table.next(2, more)) return result + failure->message;
      if (more.rows.empty()) return result;
      for (const RawRow& row : more.rows)
        result += std::to_string(row.line) + ":" +
                  (row.fault == RawRow::Fault::none ? std::string(more.text_of(row)) : more.message_of(row)) +
                  "\n";
    }
  }
};

}  // namespace

TEST_CASE("batch rows: a table's columns are facts, its cells values", "[batch]") {
  const Table table;
  for (const std::size_t most : {1u, 4u, 1000u}) {
    CHECK(table.rows("id,target.activities,stake.votes,acquirer.state_owned_x\n", most)
              .starts_with("the column `acquirer.state_owned_x` names no fact"));
    CHECK(table.rows("id,as_of,target.kind,target.active_in,stake.votes,ca-ica.certified,acquirer.ca_soe,ca_"
                     "injurious\n"
                     "1,2020-01-02,corporation,\"[CA, US]\",0% -> 60%,,true,false\n"
                     "\"a, \"\"b\"\"\",,,,,2020-02-03,,\n",
                     most) ==
          "2:{\"acquirer\":{},\"target\":{\"kind\":\"corporation\",\"active_in\":[\"CA\",\"US\"]},\"id\":"
          "\"1\",\"as_of\":"
          "\"2020-01-02\",\"judgements\":[{\"id\":\"ca_soe\",\"of\":\"acquirer\",\"value\":true},{\"id\":"
          "\"ca_injurious\","
          "\"value\":false}],\"holdings\":[{\"votes\":\"0% -> "
          "60%\",\"owner\":\"acquirer\",\"entity\":\"target\"}]}\n"
          "3:{\"acquirer\":{},\"target\":{},\"id\":\"a, "
          "\\\"b\\\"\",\"procedures\":{\"ca-ica\":{\"certified\":\"2020-02-03\"}}}\n");
    CHECK(table.rows("id,target.kind\n1,fund,2\n2,fund\n", most) ==
          "2:the row has 3 cells, the first one has "
          "2\n3:{\"acquirer\":{},\"target\":{\"kind\":\"fund\"},\"id\":\"2\"}\n");
    CHECK(table.rows("id,target.kind\n1,\"fund\n2,fund\n", most)
              .ends_with("a quote stands in the middle of a cell, or is never closed"));
  }
  CHECK(table.rows("target.knd\n").find("did you mean `target.kind`?") != std::string::npos);
  CHECK(table.rows("id,id\n") == "two columns are named `id`");
  CHECK(table.rows("") == "the table is empty; its first row names facts");
}

TEST_CASE("batch rows: rows of a table have the numbers of their lines", "[batch]") {
  const Table table;
  for (const std::size_t most : {1u, 4u, 1000u}) {
    const auto lines = [&](const std::string& text) {
      std::string numbers;
      const std::string rows = table.rows(text, most);
      for (std::size_t at = 0; at < rows.size(); at = rows.find('\n', at) + 1)
        numbers += rows.substr(at, rows.find(':', at) - at) + " ";
      return numbers;
    };
    CHECK(lines("id\n1\n2\n") == "2 3 ");
    CHECK(lines("id\r\n1\r\n2\r\n") == "2 3 ");
    CHECK(lines("id\r1\r2") == "2 3 ");
    CHECK(lines("\n\nid\n\n1\n \n\n2\n\n") == "5 8 ");
    CHECK(lines("id\r\n\r\n1\r\n\r\n\r\n2\r\n") == "3 6 ");
    CHECK(lines("id,title\n1,\"two\nlines\"\n2,\"\r\n\"\n3,x\n") == "2 4 6 ");
  }
}

TEST_CASE("batch rows: a row of a table that is too long or not UTF-8 is refused, the next one is whole",
          "[batch]") {
  const Table table;
  const std::string half(line_limit / 2, 'x'), whole = "{\"acquirer\":{},\"target\":{},\"id\":\"2\"}\n";
  CHECK(table.rows("id,title\n" + half + "," + half + "\n2,\n") ==
        "2:the row is longer than 1,048,576 bytes\n3:" + whole);
  CHECK(table.rows("id,title\n1,\"caf\xe9\"\n2,\n") == "2:the row is not UTF-8\n3:" + whole);
  // Of a quote that is never closed not the whole rest is kept.
  Dripping endless("id,title\n2,\n3,\"" + std::string(8 * line_limit, 'x'), 1u << 16);
  CsvRows rows(endless, table.session.vocabulary(), table.session.rule_sets());
  REQUIRE_FALSE(rows.read_header().has_value());
  RawRows more;
  REQUIRE_FALSE(rows.next(5, more).has_value());
  REQUIRE(more.rows.size() == 1);
  const auto failure = rows.next(5, more);
  REQUIRE(failure.has_value());
  CHECK(failure->message ==
        "the table breaks off in the row that begins in line 3: a cell is longer than 1,048,576 bytes, or a "
        "quote is never closed");
}

TEST_CASE("batch rows: rows before a mistake in a table's quotes are given first", "[batch]") {
  const Table table;
  for (const std::size_t most : {1u, 1000u}) {
    CHECK(table.rows("id\n1\n2\n3\"x\n4\n", most) ==
          "2:{\"acquirer\":{},\"target\":{},\"id\":\"1\"}\n3:{\"acquirer\":{},\"target\":{},\"id\":\"2\"}\n"
          "the table breaks off in the row that begins in line 4: a quote stands in the middle of a cell, or "
          "is "
          "never closed");
  }
}
