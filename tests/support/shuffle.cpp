#include "support/shuffle.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "support/golden_runner.hpp"

namespace weir::test {
namespace {

namespace fs = std::filesystem;

std::size_t indentation(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool opens_block_scalar(const std::string& line) {
  return line.ends_with(": |") || line.ends_with("- |");
}

/// True of `- item` and of `key: value`, a key in quotes or not.
bool is_entry(const std::string& line) {
  const std::size_t begin = indentation(line);
  if (line.compare(begin, 1, "-") == 0) return true;
  if (line.compare(begin, 1, "\"") == 0) return line.find("\":", begin) != std::string::npos;
  return line.find(": ", begin) != std::string::npos || line.ends_with(':');
}

/// True if the lines below are no entries: those of a text, or the rest of what stands in brackets.
bool goes_on(const std::string& line, const std::vector<std::string>& lines, std::size_t next) {
  if (opens_block_scalar(line) || line.ends_with(',')) return true;
  while (next < lines.size() && lines[next].find_first_not_of(' ') != std::string::npos &&
         lines[next][indentation(lines[next])] == '#')
    ++next;
  return next < lines.size() && indentation(lines[next]) > indentation(line) && !is_entry(lines[next]);
}

/// The lines from `at` on that are indented deeper than `margin`.
std::vector<Outline> read_below(const std::vector<std::string>& lines, std::size_t& at, std::size_t margin,
                                bool verbatim) {
  std::vector<Outline> result;
  while (at < lines.size()) {
    const std::string& line = lines[at];
    const bool blank = indentation(line) == line.size();
    if (!blank && margin != std::string::npos && indentation(line) <= margin) break;
    ++at;
    if (verbatim) {
      result.push_back({line, {}, true});
    } else if (!blank && line[indentation(line)] != '#') {
      Outline entry{line, {}, goes_on(line, lines, at)};
      entry.below = read_below(lines, at, indentation(line), entry.verbatim);
      result.push_back(std::move(entry));
    }
  }
  return result;
}

template <typename T>
void shuffle(std::vector<T>& list, std::mt19937& random) {
  // Not std::shuffle, whose order differs between libraries.
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random() % i]);
}

void shuffle_all(Outline& entry, std::mt19937& random) {
  // Items of a context are shown, and wordings read, in their order.
  if (entry.verbatim || key_of(entry) == "context" || key_of(entry) == "expect") return;
  for (Outline& below : entry.below) shuffle_all(below, random);
  shuffle(entry.below, random);
}

/// Entries of all files of one folder by the section that holds them ("rules", "definitions", "facts").
using Sections = std::map<std::string, std::vector<Outline>>;

void gather(const std::string& path, Sections& sections) {
  for (Outline& section : outline_of(read_disk(path))) {
    auto& entries = sections[key_of(section)];
    entries.insert(entries.end(), section.below.begin(), section.below.end());
  }
}

/// A few entries a file; no two files have the names or the order they had.
void deal_out(const Sections& sections, const std::string& folder, std::mt19937& random, Files& files) {
  std::size_t number = 100 + random() % 800;
  for (const auto& [key, all] : sections) {
    std::vector<Outline> entries = all;
    // Of units the first is the measure; elsewhere the keys of an entry have no order.
    for (Outline& entry : entries) {
      if (key != "units") shuffle(entry.below, random);
    }
    shuffle(entries, random);
    for (std::size_t first = 0; first < entries.size();) {
      const std::size_t last = std::min(entries.size(), first + 1 + random() % 12);
      const std::vector<Outline> part(entries.begin() + static_cast<std::ptrdiff_t>(first),
                                      entries.begin() + static_cast<std::ptrdiff_t>(last));
      number = (number * 7 + 1) % 1009;
      const std::string name = (number % 2 == 0 ? "below/part-" : "part-") + std::to_string(number) + "-" +
                               std::to_string(files.size()) + ".yaml";
      files.emplace_back(folder + "/" + name, key + ":\n" + text_of(part));
      first = last;
    }
  }
}

}  // namespace

std::vector<Outline> outline_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  std::size_t at = 0;
  return read_below(lines, at, std::string::npos, false);
}

std::string text_of(const std::vector<Outline>& outline) {
  std::string text;
  for (const Outline& entry : outline) text += entry.line + "\n" + text_of(entry.below);
  return text;
}

std::string key_of(const Outline& entry) {
  const std::size_t begin = indentation(entry.line);
  return entry.line.substr(begin, entry.line.find(':', begin) - begin);
}

Files shuffled_rules(const std::string& folder, std::mt19937& random) {
  const std::string root = WEIR_SOURCE_DIR "/rules";
  std::map<std::string, Sections> folders;
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().string();
    const std::string below = entry.path().parent_path().string().substr(root.size());
    if (entry.path().filename() == "regime.yaml") {
      files.emplace_back(folder + below + "/regime.yaml", read_disk(path));
    } else {
      gather(path, folders[below]);
    }
  }
  for (const auto& [below, sections] : folders) deal_out(sections, folder + below, random, files);
  return files;
}

std::string shuffled_case(const std::string& text, std::mt19937& random) {
  std::vector<Outline> outline = outline_of(text);
  for (Outline& section : outline) shuffle_all(section, random);
  shuffle(outline, random);
  return text_of(outline);
}

}  // namespace weir::test
