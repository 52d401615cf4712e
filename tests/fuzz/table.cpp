// Any bytes are a table: the same rows however they come in and however many are asked for at once, their
// lines rising, each a line of JSON; and as many answers as rows.
#include <cstdint>

#include "batch/batch.hpp"
#include "batch/csv_rows.hpp"
#include "support/dripping.hpp"
#include "support/small_law.hpp"
#include "yaml/json_document.hpp"

namespace {

using namespace weir;
using test::require;

struct Rows {
  std::vector<std::pair<std::uint64_t, std::string>> rows;  ///< lines and texts, of a faulty row its message
  std::string failure;
  friend bool operator==(const Rows&, const Rows&) = default;
};

Rows read(std::string_view bytes, std::size_t piece, std::size_t most) {
  test::Dripping source(std::string(bytes), piece);
  batch::CsvRows table(source, test::small_law().vocabulary(), test::small_law().rule_sets());
  Rows result;
  if (const auto failure = table.read_header()) {
    result.failure = failure->message;
    return result;
  }
  batch::RawRows more;
  for (;;) {
    if (const auto failure = table.next(most, more)) {
      result.failure = failure->message;
      return result;
    }
    if (more.rows.empty()) return result;
    require(more.rows.size() <= most);
    for (const batch::RawRow& row : more.rows) {
      const bool whole = row.fault == batch::RawRow::Fault::none;
      result.rows.emplace_back(row.line, whole ? std::string(more.text_of(row)) : "!" + more.message_of(row));
      require(!result.rows.back().second.empty());
    }
  }
}

/// The number of the line that byte `at` stands in.
std::uint64_t last_line(std::string_view bytes) {
  std::uint64_t line = 1;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n'))) ++line;
  }
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Rows rows = read(bytes, size + 1, 1000);
  require(read(bytes, 1 + size % 7, 2) == rows);

  static yaml::JsonReader reader;
  std::uint64_t line = 1;
  for (const auto& [number, text] : rows.rows) {
    require(number > line);
    line = number;
    if (text.front() == '!') continue;
    diagnostics::Sink sink;
    require(reader.parse(text, base::FileId(std::size_t{0}), sink).root().valid());
  }
  require(line <= last_line(bytes));

  test::Dripping source(std::string(bytes), size + 1);
  batch::CsvRows table(source, test::small_law().vocabulary(), test::small_law().rule_sets());
  if (table.read_header()) return 0;
  std::size_t answers = 0;
  batch::Settings settings;
  settings.block_rows = 3;
  settings.write = [&](std::string_view text) {
    answers += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    return std::optional<base::Failure>();
  };
  require(batch::run_batch(test::small_law(), table, settings).ok() == rows.failure.empty());
  require(answers == rows.rows.size());
  return 0;
}
