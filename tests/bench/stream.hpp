#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "bench/measures.hpp"
#include "session/session.hpp"

namespace weir::bench {

/// A file that is gone when the program ends.
class Scratch {
 public:
  explicit Scratch(std::string_view name);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void write_file(const std::string& path, std::string_view text);
std::string read_file(const std::string& path);

/// Lines in a file, and the rules that they are read for: what a batch and the reference are timed on.
class Stream {
 public:
  Stream(std::shared_ptr<const session::Session> session, std::string lines, std::size_t block_rows);

  const std::string& lines() const { return lines_; }
  std::size_t cases() const { return cases_; }
  /// Runs `weir batch --select risk,fired,open` from the file of lines to the file at `to`. Tells how many
  /// lines it refused.
  std::size_t run(unsigned threads, const std::string& to) const;

 private:
  std::shared_ptr<const session::Session> session_;
  std::string lines_;
  std::size_t cases_ = 0, block_rows_ = 0;
  Scratch input_{"cases.jsonl"};
};

/// Registers "reference" over the lines, which hold so many scalars, and "weir/threads:N" and
/// "thrown_away/threads:N" for each number of threads.
void measure_stream(const std::shared_ptr<const Stream>& stream, std::size_t scalars,
                    const std::vector<unsigned>& threads);

/// Registers one round through so many cases.
template <class Round>
void add_round(const std::string& name, std::size_t cases, Round round) {
  add_measure(name, [cases, round = std::move(round)](benchmark::State& state) {
    round(state);
    state.counters["cases"] = static_cast<double>(cases);
    state.SetItemsProcessed(static_cast<std::int64_t>(cases));
  })->Iterations(1);
}

}  // namespace weir::bench
