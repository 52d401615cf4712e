#include "support/golden_runner.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "cli/run.hpp"

namespace weir::test {
namespace {

bool in_source_tree(std::string_view path) {
  for (const std::string_view root : {"rules", "cases"}) {
    if (path == root || (path.starts_with(root) && path[root.size()] == '/')) return true;
  }
  return false;
}

std::string on_disk(std::string_view path) {
  return std::string(WEIR_SOURCE_DIR "/").append(path);
}

}  // namespace

base::FileSystem::Kind SourceTree::kind(std::string_view path) const {
  return in_source_tree(path) ? disk_.kind(on_disk(path)) : Kind::missing;
}

base::Result<std::string> SourceTree::read(std::string_view path, std::size_t limit) const {
  if (!in_source_tree(path))
    return base::Failure{"cannot read `" + std::string(path) + "`: there is no such file"};
  return disk_.read(on_disk(path), limit);
}

base::Result<std::vector<std::string>> SourceTree::list(std::string_view path) const {
  if (!in_source_tree(path))
    return base::Failure{"cannot read `" + std::string(path) + "`: it is no folder that can be listed"};
  return disk_.list(on_disk(path));
}

std::optional<base::Failure> SourceTree::write(std::string_view path, std::string_view) {
  return base::Failure{"cannot write `" + std::string(path) + "`: tests leave the source tree alone"};
}

namespace {

/// Files in memory that remembers which of them a run has written.
class RecordingFiles final : public base::FileSystem {
 public:
  RecordingFiles(base::MemoryFileSystem& files, std::map<std::string, std::string>& written)
      : files_(files), written_(written) {}
  Kind kind(std::string_view path) const override { return files_.kind(path); }
  base::Result<std::string> read(std::string_view path, std::size_t limit) const override {
    return files_.read(path, limit);
  }
  base::Result<std::vector<std::string>> list(std::string_view path) const override {
    return files_.list(path);
  }
  std::optional<base::Failure> write(std::string_view path, std::string_view bytes) override {
    written_[std::string(path)] = bytes;
    return files_.write(path, bytes);
  }

 private:
  base::MemoryFileSystem& files_;
  std::map<std::string, std::string>& written_;
};

/// Says lines one after the other and keeps the talk.
class Script final : public interview::Conversation {
 public:
  Script(const std::string& answers, std::string& talk) : lines_(answers), talk_(talk) {}
  void say(std::string_view text) override { talk_ += text; }
  std::optional<std::string> hear() override {
    std::string line;
    if (!std::getline(lines_, line)) return std::nullopt;
    talk_ += line + "\n";
    return line;
  }

 private:
  std::istringstream lines_;
  std::string& talk_;
};

}  // namespace

RunResult run_weir(const std::string& arguments,
                   const std::vector<std::pair<std::string, std::string>>& files,
                   const std::string& answers) {
  const SourceTree tree;
  base::MemoryFileSystem memory(&tree);
  for (const auto& [path, bytes] : files) memory.add(path, bytes);
  std::vector<std::string> args;
  std::istringstream words(arguments);
  // A word with blanks stands in single quotes, as in a shell.
  for (std::string word; words >> std::quoted(word, '\'');) args.push_back(word);
  RunResult result;
  RecordingFiles recording(memory, result.written);
  cli::Environment env{recording, result.out, result.err};
  Script script(answers, result.out);
  env.conversation = &script;
  result.exit = cli::run(args, env);
  return result;
}

namespace {

void add_copies(const SourceTree& tree, const std::string& from, const std::string& to,
                std::map<std::string, std::string>& files) {
  if (tree.kind(from) == base::FileSystem::Kind::file) {
    files[to] = tree.read(from, base::yaml_file_limit).value();
    return;
  }
  const auto names = tree.list(from);
  for (const std::string& name : names.value())
    add_copies(tree, base::join_path(from, name), base::join_path(to, name), files);
}

/// Replaces each block of `-` lines by the `+` lines after it.
std::string edited(std::string text, const std::string& edits) {
  std::istringstream lines(edits);
  std::string old, fresh;
  const auto apply = [&] {
    if (old.empty()) return;
    const auto at = text.find(old);
    const bool once = at != std::string::npos && text.find(old, at + 1) == std::string::npos;
    if (!once) throw std::runtime_error("these lines do not stand there once:\n" + old);
    text.replace(at, old.size(), fresh);
    old.clear(), fresh.clear();
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("-")) {
      if (!fresh.empty()) apply();
      old += line.substr(1) + "\n";
    } else if (line.starts_with("+")) {
      fresh += line.substr(1) + "\n";
    } else {
      apply();
    }
  }
  apply();
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> files_of(const Golden& golden) {
  std::map<std::string, std::string> files;
  if (std::istringstream words(golden.copy); !golden.copy.empty()) {
    std::string from, to;
    words >> from >> to;
    add_copies(SourceTree(), from, to, files);
  }
  for (const auto& [name, bytes] : golden.files) {
    if (name.starts_with("edit ")) {
      std::string& file = files.at(name.substr(5));
      file = edited(file, bytes);
    } else {
      files[name] = bytes;
    }
  }
  return {files.begin(), files.end()};
}

Golden parse_golden(const std::string& text) {
  Golden golden;
  std::istringstream lines(text);
  std::string* section = nullptr;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("--- ")) {
      const std::string name = line.substr(4);
      if (name == "stdout") {
        section = &golden.out;
      } else if (name == "stderr") {
        section = &golden.err;
      } else if (name == "answers") {
        section = &golden.answers;
      } else if (name.starts_with("written ")) {
        section = &golden.written[name.substr(8)];
      } else {
        section = &golden.files.emplace_back(name, "").second;
      }
    } else if (section != nullptr) {
      *section += line + "\n";
    } else if (line.starts_with("#")) {
      golden.comment += line + "\n";
    } else if (line.starts_with("run:")) {
      golden.arguments = line.substr(4);
    } else if (line.starts_with("copy: ")) {
      golden.copy = line.substr(6);
    } else if (line.starts_with("exit:")) {
      golden.exit = std::stoi(line.substr(5));
    }
  }
  return golden;
}

std::string print_golden(const Golden& golden) {
  std::string text =
      golden.comment + "run:" + golden.arguments + "\nexit: " + std::to_string(golden.exit) + "\n";
  if (!golden.copy.empty()) text += "copy: " + golden.copy + "\n";
  for (const auto& [name, bytes] : golden.files) text += "--- " + name + "\n" + bytes;
  if (!golden.answers.empty()) text += "--- answers\n" + golden.answers;
  text += "--- stderr\n" + golden.err;
  text += "--- stdout\n" + golden.out;
  for (const auto& [name, bytes] : golden.written) text += "--- written " + name + "\n" + bytes;
  return text;
}

std::string normalised(std::string text) {
  static const std::regex digest("sha256:[0-9a-f]{64}");
  return std::regex_replace(text, digest, "sha256:…");
}

namespace {

std::vector<std::string> files_below(const std::string& folder, std::string_view ending) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().string().ends_with(ending)) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<std::string> golden_files() {
  return files_below(WEIR_SOURCE_DIR "/tests/golden", ".golden");
}

std::vector<std::string> test_sources() {
  return files_below(WEIR_SOURCE_DIR "/tests", "_test.cpp");
}

std::string read_disk(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace weir::test
