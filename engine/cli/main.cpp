// The only place that touches standard streams, the environment and the process.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

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
std::function<void(std::string_view)> progress_on(int stream) {
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  if (isatty(stream) == 0 || dumb) return {};
  return [](std::string_view text) {
    std::fprintf(stderr, "\r\x1b[K%.*s", static_cast<int>(text.size()), text.data());
    std::fflush(stderr);
  };
}

/// A person at the terminal, or whoever writes into the pipe.
class Terminal final : public weir::interview::Conversation {
 public:
  void say(std::string_view text) override {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  }
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

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> args(arguments + std::min(count, 1), arguments + count);
  weir::base::DiskFileSystem files;
  std::string out, err;
  Terminal terminal;
  weir::cli::Environment env{files,
                             out,
                             err,
                             colour_of(STDOUT_FILENO),
                             colour_of(STDERR_FILENO),
                             width_of(STDOUT_FILENO),
                             "rules",
                             installed_rules(),
                             characters_of(STDOUT_FILENO),
                             progress_on(STDERR_FILENO),
                             ".",
                             &terminal};
  const int status = weir::cli::run(args, env);
  std::fwrite(err.data(), 1, err.size(), stderr);
  const bool written =
      std::fwrite(out.data(), 1, out.size(), stdout) == out.size() && std::fflush(stdout) == 0;
  return written ? status : 2;
}
