// Runs every *.golden file of this folder. WEIR_REBASE=1 rewrites what they expect; look at the difference
// afterwards.
#include <cstdlib>
#include <fstream>

#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir::test;

TEST_CASE("golden files: what the program prints is what they expect", "[golden]") {
  const bool rebase = std::getenv("WEIR_REBASE") != nullptr;
  const auto files = golden_files();
  REQUIRE_FALSE(files.empty());
  for (const std::string& path : files) {
    DYNAMIC_SECTION(path.substr(path.find("tests/golden/"))) {
      Golden golden = parse_golden(read_disk(path));
      RunResult result = run_weir(golden.arguments, files_of(golden), golden.answers);
      result.out = normalised(result.out);
      // A failure of the engine is never an expectation.
      REQUIRE(result.err.find("WR9001") == std::string::npos);
      REQUIRE((result.exit >= 0 && result.exit <= 2));
      CHECK((path.find("/fail/") != std::string::npos) == (result.exit != 0));
      if (rebase) {
        golden.exit = result.exit;
        golden.out = result.out;
        golden.err = result.err;
        golden.written = result.written;
        std::ofstream(path, std::ios::binary) << print_golden(golden);
      }
      CHECK(result.exit == golden.exit);
      CHECK(result.err == golden.err);
      CHECK(result.out == golden.out);
      CHECK(result.written == golden.written);
    }
  }
}
