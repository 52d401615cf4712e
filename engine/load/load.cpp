#include "load/load.hpp"

#include "load/documents.hpp"
#include "load/rule_sets.hpp"
#include "load/vocabulary.hpp"

namespace weir::load {

LoadedRules load_rules(const base::FileSystem& files, std::string_view folder,
                       diagnostics::SourceMap& sources, diagnostics::Sink& sink, Examples examples) {
  using diagnostics::Code;
  using Kind = base::FileSystem::Kind;
  Workbench bench{files, sources, sink};
  LoadedRules loaded;
  const std::string root(folder);
  const std::string vocabulary = base::join_path(root, "vocabulary");
  const std::string context = base::join_path(root, "context");
  if (files.kind(root) != Kind::folder) {
    sink.emit(Code::file_missing, "there is no folder `" + root + "`");
    return loaded;
  }
  if (files.kind(vocabulary) != Kind::folder) {
    sink.emit(Code::no_rules, "the folder `" + root + "` holds no `vocabulary` folder")
        .with_help("a rules folder holds `vocabulary/`, `context/` and a folder for each country");
    return loaded;
  }
  loaded.vocabulary = read_vocabulary(bench, vocabulary, loaded.rule_sets.definitions);
  if (files.kind(context) == Kind::folder) read_context(bench, context, loaded.rule_sets.context);
  read_rule_sets(bench, root, loaded.vocabulary, examples, loaded.rule_sets);
  if (loaded.rule_sets.regimes.empty() && !sink.has_errors()) {
    sink.emit(Code::no_rules, "no folder below `" + root + "` holds a `regime.yaml`");
  }
  loaded.rule_sets.digest = digest_of(loaded.vocabulary, loaded.rule_sets);
  return loaded;
}

}  // namespace weir::load
