// The only place that touches standard streams, the environment and the process.
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/byte_stream.hpp"
#include "base/file_system.hpp"
#include "cli/run.hpp"

namespace {

weir::report::Colour colour_of(int stream) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool wanted = (no_colour == nullptr || *no_colour == '\0') &&
                      (terminal == nullptr || std::string_view(terminal) != "dumb");
  return wanted && isatty(stream) != 0 ? weir::report::Colour::on : weir::report::Colour::off;
}

/// 80 columns, or what the terminal has if that is a little narrower or wider.
std::size_t width_of(int stream) {
  winsize size{};
  if (isatty(stream) == 0 || ioctl(stream, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return std::clamp<std::size_t>(size.ws_col, 72, 100);
}

/// ASCII on a terminal whose locale asks for another character set than UTF-8. What goes into a file or a
/// pipe is the same everywhere, and a locale that nobody set asks for nothing.
weir::report::Characters characters_of(int stream) {
  if (isatty(stream) == 0) return weir::report::Characters::unicode;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    std::string locale(value);
    std::transform(locale.begin(), locale.end(), locale.begin(), [](unsigned char c) {
      return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
    const bool utf8 = locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    return utf8 ? weir::report::Characters::unicode : weir::report::Characters::ascii;
  }
  return weir::report::Characters::unicode;
}

/// share/weir/rules beside the folder that the program was installed in.
std::string installed_rules() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return {};
  return (program.parent_path().parent_path() / "share" / "weir" / "rules").string();
}

/// Writes each message over the last one; an empty one clears the line.
class Progress {
 public:
  void show(std::string_view text) {
    std::fprintf(stderr, "\r\x1b[K%.*s", static_cast<int>(text.size()), text.data());
    std::fflush(stderr);
    shown_ = !text.empty();
  }
  /// Before results are written to a terminal, so that they do not stand behind a message.
  void give_way() {
    if (shown_ && isatty(STDOUT_FILENO) != 0) show("");
  }
  static bool is_seen() {
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    return isatty(STDERR_FILENO) != 0 && !dumb;
  }

 private:
  bool shown_ = false;
};

/// Whether standard output is a file on a disk.
bool writes_to_file() {
  struct stat found {};
  return fstat(STDOUT_FILENO, &found) == 0 && S_ISREG(found.st_mode);
}

/// To standard output, at once; false where that cannot be written.
bool write_out(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
}

/// A person at the terminal, or whoever writes into the pipe.
class Terminal final : public weir::interview::Conversation {
 public:
  void say(std::string_view text) override { write_out(text); }
  std::optional<std::string> hear() override {
    char* bytes = nullptr;
    std::size_t room = 0;
    const ssize_t length = getline(&bytes, &room, stdin);
    std::string line(bytes, length > 0 ? static_cast<std::size_t>(length) : 0);
    std::free(bytes);
    if (length < 0) return std::nullopt;
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    return line;
  }
};

class StandardInput final : public weir::base::ByteSource {
 public:
  weir::base::Result<std::size_t> read(std::span<char> into) override {
    const std::size_t count = std::fread(into.data(), 1, into.size(), stdin);
    if (count == 0 && std::ferror(stdin) != 0) return weir::base::Failure{"standard input cannot be read"};
    return count;
  }
};

/// Standard streams as the two ends of a connection.
weir::lsp::Channel standard_streams() {
  return {[](char* into, std::size_t size) -> std::size_t {
            const ssize_t count = ::read(STDIN_FILENO, into, size);
            return count > 0 ? static_cast<std::size_t>(count) : 0;
          },
          [](std::string_view bytes) { write_out(bytes); }};
}

std::uint64_t milliseconds() {
  std::timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1000 + static_cast<std::uint64_t>(now.tv_nsec) / 1'000'000;
}

std::optional<std::uint64_t> size_of(const std::string& path) {
  struct stat found {};
  const int failed = path == "-" ? fstat(STDIN_FILENO, &found) : stat(path.c_str(), &found);
  if (failed != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(found.st_size);
}

std::string working_folder() {
  std::error_code error;
  const auto folder = std::filesystem::current_path(error);
  return error ? std::string() : folder.generic_string();
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  std::array<char, 11> text{};
  if (localtime_r(&now, &local) == nullptr ||
      std::strftime(text.data(), text.size(), "%Y-%m-%d", &local) == 0)
    return {};
  return text.data();
}

}  // namespace

int main(int count, char** arguments) {
  // Who reads no further wants no message, whatever the program was started by does with the signal.
  std::signal(SIGPIPE, SIG_DFL);
  std::setvbuf(stdout, nullptr, _IONBF, 0);  // texts are long, or somebody waits for them
  const std::vector<std::string> args(arguments + std::min(count, 1), arguments + count);
  weir::base::DiskFileSystem files;
  std::string out, err;
  Terminal terminal;
  StandardInput input;
  weir::cli::Environment env{files, out, err};
  env.out_colour = colour_of(STDOUT_FILENO);
  env.err_colour = colour_of(STDERR_FILENO);
  env.width = width_of(STDOUT_FILENO);
  env.installed_rules = installed_rules();
  env.characters = characters_of(STDOUT_FILENO);
  Progress progress;
  if (Progress::is_seen()) env.progress = [&](std::string_view text) { progress.show(text); };
  env.repository = ".";
  env.input = &input;
  env.write = [&](std::string_view text) {
    progress.give_way();
    return write_out(text);
  };
  if (writes_to_file()) env.output_piece = weir::base::output_piece;
  env.conversation = &terminal;
  env.channel = standard_streams();
  env.folder = working_folder();
  env.today = today();
  env.now = milliseconds;
  env.size_of = size_of;
  const int status = weir::cli::run(args, env);
  std::fwrite(err.data(), 1, err.size(), stderr);
  if (write_out(out)) return status;
  // A verb that writes bit by bit has said so.
  if (status != 2) std::fputs("weir: the output cannot be written\n", stderr);
  return 2;
}
