#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/file_system.hpp"
#include "session/session.hpp"

namespace weir::bench {

/// A generated regime with the vocabulary of tests/bench/vocabulary.
struct World {
  base::MemoryFileSystem files;
  session::Session session{files};

  const plan::Plan& plan() const { return *session.plan(); }
  /// The errors in the texts, a line each; empty if there is a plan.
  std::string mistakes();
};

/// The project's own rules and cases.
struct Project {
  base::DiskFileSystem files;
  session::Session session{files};

  /// Paths of all cases, sorted.
  static std::vector<std::string> case_files();
};

/// Loads and checks the rules; they have no plan if they have mistakes.
std::unique_ptr<Project> load_project(load::Examples examples);

/// Loads, checks and compiles the text of a regime. `more` is a further file of the vocabulary; may be empty.
std::unique_ptr<World> load_world(const std::string& regime, const std::string& more);

}  // namespace weir::bench
