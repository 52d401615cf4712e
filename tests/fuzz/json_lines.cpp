// Any bytes are lines of JSON: as many answers as lines that are not blank, in order, each what its line
// gives when it is read as a case; and where a line is JSON, the places of its structure are those of its
// tree.
#include <cstdint>

#include "batch/batch.hpp"
#include "support/dripping.hpp"
#include "support/small_law.hpp"
#include "yaml/json_document.hpp"
#include "yaml/json_structure.hpp"

namespace {

using namespace weir;
using test::require;

constexpr std::size_t limit = 400;

std::string answers(std::string_view bytes, std::size_t piece, batch::Settings settings) {
  test::Dripping source(std::string(bytes), piece);
  batch::JsonLines rows(source, limit);
  std::string out;
  settings.parts = {batch::Part::position, batch::Part::determinations, batch::Part::risk, batch::Part::fired,
                    batch::Part::open};
  settings.write = [&](std::string_view more) {
    out += more;
    return std::optional<base::Failure>();
  };
  require(batch::run_batch(test::small_law(), rows, settings).ok());
  return out;
}

/// Lines with something in them, with their numbers; by looking at every character.
std::vector<std::pair<std::size_t, std::string_view>> lines_of(std::string_view bytes) {
  std::vector<std::pair<std::size_t, std::string_view>> lines;
  std::size_t number = 0;
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, size);
    bytes.remove_prefix(std::min(size + 1, bytes.size()));
    ++number;
    const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
    if (!blank || line.size() > limit) lines.emplace_back(number, line);
  }
  return lines;
}

/// An answer for each line, in order; a refusal names its line.
void check_order(const std::string& out, std::string_view bytes) {
  constexpr std::string_view refusal = "{\"line\":";
  std::string_view rest = out;
  for (const auto& [number, line] : lines_of(bytes)) {
    const std::size_t end = rest.find('\n');
    require(end != std::string_view::npos);
    const std::string_view answer = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (answer.starts_with(refusal)) {
      require(answer.substr(refusal.size()).starts_with(std::to_string(number) + ","));
    } else {
      require(answer.starts_with("{\"id\":") && line.size() <= limit);
    }
  }
  require(rest.empty());
}

/// How many places the text of a node has, and whether each node begins at one of them.
std::size_t places_of(const yaml::Document& document, yaml::NodeId id,
                      std::span<const std::uint32_t> places) {
  const yaml::Node& node = document.node(id);
  require(std::binary_search(places.begin(), places.end(), node.span.begin));
  std::size_t count = 1;
  if (node.kind == yaml::NodeKind::map) {
    count = 2 + (node.entries.empty() ? 0 : node.entries.size() - 1);
    for (const yaml::Entry& entry : node.entries)
      count += places_of(document, entry.key, places) + 1 + places_of(document, entry.value, places);
  } else if (node.kind == yaml::NodeKind::sequence) {
    count = 2 + (node.items.empty() ? 0 : node.items.size() - 1);
    for (const yaml::NodeId item : node.items) count += places_of(document, item, places);
  }
  return count;
}

void check_structure(std::string_view line) {
  static yaml::JsonReader reader;
  static yaml::JsonStructure structure;
  diagnostics::Sink sink;
  const yaml::Document document = reader.parse(line, base::FileId(std::size_t{0}), sink);
  require(document.root().valid() == !sink.has_errors());
  std::string padded(line);
  padded.append(yaml::JsonStructure::padding, '\0');
  const bool found = structure.find(padded.data(), line.size());
  if (!document.root().valid()) return;
  require(found);
  const auto places = structure.places();
  require(places_of(document, document.root(), places) == places.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  batch::Settings settings;
  settings.straight = batch::Settings::Straight::never;
  settings.block_rows = 5;
  const std::string as_cases = answers(bytes, size + 1, settings);
  settings.straight = batch::Settings::Straight::where_possible;
  settings.block_rows = 3;
  require(answers(bytes, 1 + size % 53, settings) == as_cases);
  check_order(as_cases, bytes);
  for (const auto& [number, line] : lines_of(bytes)) check_structure(line);
  return 0;
}
