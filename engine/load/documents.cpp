#include "load/documents.hpp"

#include <algorithm>
#include <set>
#include <thread>

#include "base/parallel.hpp"
#include "base/text.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;

/// Folders nested deeper than this are not entered.
constexpr int folder_depth_limit = 16;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void report_unread(Workbench& bench, const std::string& path, const std::string& message) {
  using Kind = base::FileSystem::Kind;
  const Kind kind = bench.files.kind(path);
  if (kind == Kind::missing) {
    bench.sink.emit(Code::file_missing, message)
        .with_help("check the name; a path is read from the folder in which weir runs");
  } else if (kind == Kind::folder) {
    bench.sink.emit(Code::file_unreadable, message)
        .with_help("name the files in it, as `" + path + "/*.yaml`");
  } else if (message.find("larger than") != std::string::npos) {
    bench.sink.emit(Code::file_too_large, message)
        .with_help("check that it is the file you mean; rules can be divided over several files");
  } else {
    bench.sink.emit(Code::file_unreadable, message).with_help("check who may read the file");
  }
}

void collect(Workbench& bench, const std::string& folder, int depth, std::set<std::string>& seen,
             std::vector<std::string>& paths) {
  if (depth > folder_depth_limit || !seen.insert(bench.files.identity(folder)).second) return;
  const auto names = bench.files.list(folder);
  if (!names) {
    bench.sink.emit(Code::file_unreadable, names.failure().message);
    return;
  }
  for (const std::string& name : names.value()) {
    const std::string path = base::join_path(folder, name);
    const auto kind = bench.files.kind(path);
    if (kind == base::FileSystem::Kind::folder) collect(bench, path, depth + 1, seen, paths);
    // A link that leads nowhere is kept, so that reading it says so.
    if (kind != base::FileSystem::Kind::folder && is_yaml_name(name)) paths.push_back(path);
  }
}

}  // namespace

bool is_yaml_name(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml");
}

std::optional<yaml::Document> read_document(Workbench& bench, const std::string& path) {
  return std::move(read_documents(bench, {path}).front());
}

std::vector<std::optional<yaml::Document>> read_documents(Workbench& bench,
                                                          const std::vector<std::string>& paths,
                                                          const yaml::LeftOut* left_out) {
  struct Parsing {
    std::optional<base::FileId> file;  ///< none of a file that could not be read
    std::optional<yaml::Document> document;
    diagnostics::Sink sink;
  };
  std::vector<Parsing> parsings(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    auto bytes = bench.files.read(paths[i], base::yaml_file_limit);
    if (bytes) {
      parsings[i].file = bench.sources.add(paths[i], std::move(bytes).value());
    } else {
      report_unread(bench, paths[i], bytes.failure().message);
    }
  }
  // From here to the end nothing is added to the sources, so that all threads may read them.
  base::for_each_index(paths.size(), std::thread::hardware_concurrency(), [&](std::size_t i) {
    Parsing& parsing = parsings[i];
    if (!parsing.file) return;
    auto document = yaml::parse_document(bench.sources, *parsing.file, parsing.sink, left_out);
    if (document.root().valid()) parsing.document = std::move(document);
  });
  std::vector<std::optional<yaml::Document>> documents;
  for (Parsing& parsing : parsings) {
    bench.sink.absorb(std::move(parsing.sink));
    documents.push_back(std::move(parsing.document));
  }
  return documents;
}

std::vector<std::string> yaml_files_below(Workbench& bench, const std::string& folder) {
  std::vector<std::string> paths;
  std::set<std::string> seen;
  collect(bench, folder, 0, seen, paths);
  std::ranges::sort(paths);
  return paths;
}

diagnostics::Diagnostic& emit_unknown(diagnostics::Sink& sink, Code code, base::Span span,
                                      std::string message, std::string_view word,
                                      const std::vector<std::string>& candidates, std::string_view what) {
  auto& diagnostic = sink.emit(code, span, std::move(message));
  constexpr std::size_t few = 8;
  if (!candidates.empty() && candidates.size() <= few) {
    std::vector<std::string> quoted;
    for (const std::string& candidate : candidates) quoted.push_back("`" + candidate + "`");
    diagnostic.with_help((quoted.size() == 1 ? "there is only " : "choose one of ") +
                         base::join(quoted, ", "));
  }
  diagnostics::suggest(diagnostic, base::closest(word, candidates), span, what);
  return diagnostic;
}

bool is_kebab_word(std::string_view word) {
  if (word.empty() || word.front() == '-' || word.back() == '-') return false;
  return std::ranges::all_of(word, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; }) &&
         word.find("--") == std::string_view::npos;
}

bool is_snake_word(std::string_view word) {
  if (word.empty() || !is_lower(word.front())) return false;
  return std::ranges::all_of(word, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

}  // namespace weir::load
