#include "load/rule_sets.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <span>
#include <thread>
#include <utility>

#include "base/parallel.hpp"
#include "load/definitions.hpp"
#include "load/examples.hpp"
#include "load/lost_indentation.hpp"
#include "load/margin.hpp"
#include "load/rules.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

/// The documents of one regime and the examples in them that wait for all definitions.
struct LoadedRegime {
  std::deque<yaml::Document> documents;
  model::Regime regime;
  std::vector<PendingExamples> examples;
};

class RuleSetReader {
 public:
  RuleSetReader(Workbench& bench, const model::Vocabulary& vocabulary, Examples examples,
                model::RuleSets& rule_sets, model::Margin& margin)
      : bench_(bench), vocabulary_(vocabulary), examples_(examples), rule_sets_(rule_sets), margin_(margin) {}

  void read(const std::string& folder) {
    visit(folder, 0);
    report_duplicates();
    if (examples_ == Examples::read) read_all_examples();
    for (auto& loaded : regimes_) {
      std::ranges::stable_sort(loaded.regime.rules, {}, &model::Rule::id);
      rule_sets_.regimes.push_back(std::move(loaded.regime));
    }
    std::ranges::stable_sort(rule_sets_.regimes, {}, &model::Regime::id);
    std::ranges::stable_sort(rule_sets_.definitions, {}, &model::Definition::id);
  }

 private:
  void visit(const std::string& folder, int depth) {
    constexpr int depth_limit = 8;
    if (!seen_.insert(bench_.files.identity(folder)).second) return;
    const std::string root = base::join_path(folder, "regime.yaml");
    if (bench_.files.kind(root) == base::FileSystem::Kind::file) return read_regime_folder(folder, root);
    const auto names = bench_.files.list(folder);
    if (!names) {
      bench_.sink.emit(Code::file_unreadable, names.failure().message);
      return;
    }
    for (const std::string& name : names.value()) {
      const std::string path = base::join_path(folder, name);
      const auto kind = bench_.files.kind(path);
      if (depth == 0 && (name == "vocabulary" || name == "context")) continue;
      if (kind == base::FileSystem::Kind::folder && depth < depth_limit) visit(path, depth + 1);
      if (kind == base::FileSystem::Kind::file && is_yaml_name(name)) {
        bench_.sink.emit(Code::stray_rule_file, "the file `" + path + "` belongs to no regime")
            .with_help("it must lie below a folder with a `regime.yaml`");
      }
    }
  }

  void read_regime_folder(const std::string& folder, const std::string& root) {
    auto paths = yaml_files_below(bench_, folder);
    std::stable_partition(paths.begin(), paths.end(), [&](const std::string& path) { return path == root; });
    static constexpr yaml::LeftOut examples{"rules", "examples"};
    auto documents = read_documents(bench_, paths, examples_ == Examples::read ? nullptr : &examples);
    if (!documents.front()) return;
    auto& loaded = regimes_.emplace_back();
    loaded.documents.push_back(std::move(*documents.front()));
    const Reader root_reader(loaded.documents.back(), bench_.sink);
    loaded.regime = read_regime(root_reader, loaded.documents.back().root());
    loaded.regime.folder = folder;
    check_country(root_reader, loaded);
    read_parts(loaded);
    for (auto& part : std::span(documents).subspan(1)) {
      if (!part) continue;
      loaded.documents.push_back(std::move(*part));
      static constexpr std::string_view keys[] = {"definitions", "rules"};
      const Reader reader(loaded.documents.back(), bench_.sink);
      const NodeId node = loaded.documents.back().root();
      if (!reader.expect_map(node, "a rule file")) continue;
      report_lost_indentation(reader, bench_.sources);
      reader.expect_keys(node, keys, "a rule file");
      read_parts(loaded);
    }
    // Where a file could not be read its rules are missing for that reason.
    if (loaded.regime.rules.empty() && bench_.sink.has_errors()) return;
    if (loaded.regime.rules.empty()) {
      bench_.sink.emit(Code::regime_without_rules, loaded.regime.id_span,
                       "the rule set `" + loaded.regime.id + "` has no rules");
    } else {
      check_position(loaded.regime);
    }
  }

  void check_position(const model::Regime& regime) {
    const bool placed = std::ranges::any_of(
        regime.determinations, [](const auto& determination) { return !determination.positions.empty(); });
    if (placed || regime.determinations.empty()) return;
    bench_.sink
        .emit(Code::regime_without_position, regime.id_span,
              "no determination of `" + regime.id + "` says what its levels mean for the position")
        .with_help("add `position:` to a determination, as `position: {" +
                   regime.determinations[0].levels.back() + ": must-file-before}`");
  }

  void check_country(const Reader& reader, const LoadedRegime& loaded) {
    const auto node = reader.document().find(reader.document().root(), "country");
    const std::string& country = loaded.regime.country;
    // The European Union is no country of ISO 3166-1, yet it has a reserved code and a screening law.
    if (!node || country.empty() || country == "EU" || vocabulary_.domain(vocabulary_.country).find(country))
      return;
    bench_.sink
        .emit(Code::unknown_country, reader.span(*node), "`" + country + "` is no country code of ISO 3166-1")
        .with_help("write the two capital letters of the country, as `CA`");
  }

  void read_parts(LoadedRegime& loaded) {
    const Reader reader(loaded.documents.back(), bench_.sink);
    const NodeId root = loaded.documents.back().root();
    if (!reader.is_map(root)) return;
    read_margin(reader, root, loaded.regime.id, margin_);
    if (const auto map = reader.document().find(root, "definitions")) {
      read_definitions(reader, *map, loaded.regime, rule_sets_.definitions);
    }
    if (const auto map = reader.document().find(root, "rules")) {
      read_rules(reader, *map, loaded.documents.size() - 1, loaded.regime, loaded.examples,
                 rule_sets_.definitions);
    }
  }

  void report_duplicate(std::map<std::string, base::Span>& seen, Code code, const std::string& id,
                        base::Span span, std::string_view what) {
    const auto [place, fresh] = seen.try_emplace(id, span);
    if (fresh || id.empty()) return;
    bench_.sink.emit(code, span, "the " + std::string(what) + " `" + id + "` is declared twice")
        .label(place->second, "first declared here");
  }

  void report_duplicates() {
    std::map<std::string, base::Span> regimes, prefixes, definitions, rules;
    for (const auto& definition : rule_sets_.definitions) {
      report_duplicate(definitions, Code::duplicate_definition, definition.id, definition.id_span,
                       "definition");
    }
    for (const auto& loaded : regimes_) {
      report_duplicate(regimes, Code::duplicate_regime, loaded.regime.id, loaded.regime.id_span, "regime");
      report_duplicate(prefixes, Code::duplicate_regime, loaded.regime.prefix, loaded.regime.id_span,
                       "prefix");
      for (const auto& rule : loaded.regime.rules) {
        report_duplicate(rules, Code::duplicate_rule, rule.id, rule.id_span, "rule");
      }
    }
  }

  void read_all_examples() {
    std::vector<std::string> judgements;
    for (const auto& definition : rule_sets_.definitions) {
      if (std::holds_alternative<model::Judgement>(definition.body)) judgements.push_back(definition.name);
    }
    struct Waiting {
      LoadedRegime* regime;
      const PendingExamples* examples;
      diagnostics::Sink sink;
    };
    std::vector<Waiting> all;
    for (auto& loaded : regimes_) {
      for (const auto& pending : loaded.examples) all.push_back({&loaded, &pending, {}});
    }
    // Each list belongs to one rule, and a rule has one list.
    base::for_each_index(all.size(), std::thread::hardware_concurrency(), [&](std::size_t i) {
      Waiting& waiting = all[i];
      LoadedRegime& loaded = *waiting.regime;
      const Reader reader(loaded.documents[waiting.examples->document], waiting.sink);
      read_examples(reader, waiting.examples->list, vocabulary_, judgements, loaded.regime.id,
                    loaded.regime.rules[waiting.examples->rule]);
    });
    for (Waiting& waiting : all) bench_.sink.absorb(std::move(waiting.sink));
  }

  Workbench& bench_;
  const model::Vocabulary& vocabulary_;
  Examples examples_;
  model::RuleSets& rule_sets_;
  model::Margin& margin_;
  std::deque<LoadedRegime> regimes_;
  std::set<std::string> seen_;  ///< identities of the folders that were visited
};

}  // namespace

void read_rule_sets(Workbench& bench, const std::string& folder, const model::Vocabulary& vocabulary,
                    Examples examples, model::RuleSets& rule_sets, model::Margin& margin) {
  RuleSetReader(bench, vocabulary, examples, rule_sets, margin).read(folder);
}

}  // namespace weir::load
