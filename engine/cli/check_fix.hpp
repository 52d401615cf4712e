#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "lint/lint.hpp"
#include "report/check_summary.hpp"
#include "session/session.hpp"

namespace weir::cli {

/// One look at rules and cases: what was read, and what lints left out.
struct Look {
  std::unique_ptr<session::Session> session;
  std::size_t cases = 0;
  std::optional<lint::Tally> lints;  ///< none: they were not asked, or there are errors
};

/// What `--fix` came to.
struct Fixed {
  Look look;                                 ///< at the texts as they are now
  std::map<std::string, std::string> texts;  ///< the files that are changed
  std::vector<report::FixNote> made;
  std::vector<std::string> given_up;  ///< files in which fixes were taken back: they left it worse
  std::size_t overlapping = 0;
};

/// Mends what can be mended: makes the fixes of all files, looks again, and goes on with what has come to
/// light until nothing changes. A file keeps the best of the texts it went through; where its fixes together
/// left it worse, each is tried by itself. Nothing is written here.
Fixed fix_all(base::FileSystem& files, diagnostics::Fix::Trust least,
              const std::function<Look(base::FileSystem&)>& look);

}  // namespace weir::cli
