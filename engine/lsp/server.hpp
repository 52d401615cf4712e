#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lsp/analyst.hpp"
#include "lsp/channel.hpp"
#include "lsp/feature.hpp"
#include "lsp/linter.hpp"
#include "lsp/scheduler.hpp"

namespace weir::lsp {

/// How a server is started.
struct ServerOptions {
  std::string rules;                ///< the folder of rules; empty: found from the editor's root
  std::string installed_rules;      ///< used where the root has none; may be empty
  std::string folder;               ///< an absolute path, used as root where the editor names none
  std::optional<base::Date> as_of;  ///< the day on which thresholds and groups are shown; none: the last
  Scheduler::Mode mode = Scheduler::Mode::threaded;
};

/// The language server: reads messages of one connection and answers them. Reading and the state of the
/// open files belong to the calling thread, analyses and answers to the scheduler's.
class Server {
 public:
  Server(const base::FileSystem& files, const Channel& channel, ServerOptions options);
  ~Server();

  /// Serves until `exit`, or until the input ends. Returns the exit status of the program: 0 after a
  /// `shutdown`, else 1.
  int run();
  /// One message; false if it is the last.
  bool handle(std::string_view body);
  /// Does what waits until nothing is typed, in a server that does everything at once.
  void be_idle() { linter_.be_idle(); }

 private:
  using Cancelled = std::shared_ptr<std::atomic<bool>>;
  enum class Phase : std::uint8_t { fresh, running, shut_down };

  void send(const std::string& body);
  void reply(const Json& id, const Answer& answer);
  void initialize(const Json& id, const Json& params);
  void watch_files();
  void notify(const std::string& method, const Json& params);
  void open(const Json& params);
  void change(const Json& params);
  void read_settings(const Json& settings);
  void request(const Json& id, const Feature& feature, const Json& params);
  void cancel(const Json& params);
  Answer answer(const Feature& feature, const Json& params, const std::shared_ptr<const State>& state,
                const Cancelled& cancelled);
  /// The open files have changed: what was under way for others is stale.
  void changed();
  void publish(const Snapshot& snapshot, const std::vector<diagnostics::Diagnostic>& all,
               const std::function<std::size_t(base::FileId)>& more);
  /// Lints of a snapshot have been found, on the thread of lints.
  void lints_found(std::shared_ptr<const Linted> linted);

  const base::FileSystem& files_;
  const Channel& channel_;
  ServerOptions options_;
  Workspace workspace_;
  Phase phase_ = Phase::fresh;
  Encoding encoding_ = Encoding::utf16;
  bool can_watch_ = false;
  std::string code_pages_;  ///< address of pages on codes; empty if there are none
  std::atomic<bool> lints_ = true;
  std::string root_;

  std::mutex sending_;
  std::atomic<std::uint64_t> newest_{0};  ///< revision of the last state
  std::mutex waiting_;
  std::map<std::string, Cancelled> requests_;  ///< those not answered yet, by id

  // Of the scheduler's thread.
  Analyst analyst_;
  std::map<std::string, std::string> published_;  ///< last diagnostics of each file, as JSON
  std::string told_;                              ///< last mistakes without a place
  std::shared_ptr<const Linted> linted_;          ///< the last lints
  // Last: their threads end before what they use goes, and that of lints before the one it hands them to.
  Scheduler scheduler_;
  Linter linter_;
};

}  // namespace weir::lsp
