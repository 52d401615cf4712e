#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "weir/assessment.hpp"
#include "weir/diagnostic.hpp"

namespace weir {

/// Where in time a case is seen, and under which regimes.
struct Options {
  /// YYYY-MM-DD; empty: what the case says. `known_on` is `as_of` where
  /// only that is given here, or both are silent.
  std::string as_of = {}, known_on = {};
  std::vector<std::string> regimes = {};            ///< ids; empty: all
  std::map<std::string, std::string> suppose = {};  ///< pending law that starts: rule id to its day
};

/// A question that a regime answers, and its answers, lowest first.
struct Scale {
  std::string name, title;
  std::vector<std::string> levels;
};

/// What stands in a rule set, without its law.
struct Regime {
  std::string id, title, country;
  std::vector<Scale> determinations;
  std::vector<std::string> rules;  ///< ids, sorted
};

/// A case that was read and held against rule sets. Copies share it; it never changes.
class Case {
 public:
  const std::string& name() const;
  const std::string& title() const;
  /// The day on which the case says that it is seen; empty if it does not.
  std::string as_of() const;

  struct Held;

 private:
  friend class RuleSets;
  std::shared_ptr<const Held> held_;
};

/// All rule sets of a folder, checked and compiled. It never changes, copies share it, and any number of
/// threads may read and evaluate cases with it at once.
class RuleSets {
 public:
  /// Loads the vocabulary and the rule sets below a folder. No value if anything in them is a mistake.
  static Outcome<RuleSets> load(const std::string& folder);
  /// The same of texts in memory, by path below the folder: "vocabulary/facts.yaml", "xx/regime.yaml".
  static Outcome<RuleSets> from_texts(const std::map<std::string, std::string>& texts);

  const std::vector<Regime>& regimes() const;
  /// "sha256:…" of what the rules mean, whatever their layout.
  const std::string& digest() const;

  /// Reads a case: YAML, or JSON of the same form. `path` is what diagnostics call it.
  Outcome<Case> read_case(std::string text, const std::string& path = "case") const;
  Outcome<Case> read_case_file(const std::string& path) const;

  /// Assesses a case. No value if a regime, a day or supposed law is wrong, or nothing says on which day the
  /// case is seen; evaluation itself cannot fail. Same input, same answer, byte for byte.
  Outcome<Assessment> evaluate(const Case& facts, const Options& options = {}) const;

  /// What the other parts of the library share.
  struct Held;
  const Held& held() const { return *held_; }

 private:
  std::shared_ptr<const Held> held_;
};

}  // namespace weir
