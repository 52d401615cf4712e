#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "diagnostics/diagnostic.hpp"

namespace weir::cli {
namespace {

void describe(Command& command, std::string& code) {
  command.app().add_option("CODE", code, "a code (WR3004) or its name (unknown-fact)")->type_name("");
}

std::string indented(std::string_view text) {
  std::string out;
  for (const std::string_view line : base::split(base::trim(text), '\n')) {
    out += line.empty() ? "\n" : fmt::format("    {}\n", line);
  }
  return out;
}

std::string list_codes() {
  std::string out;
  for (const auto& info : diagnostics::all_codes())
    out += fmt::format("{}  {:<30}  {}\n", info.id, info.name, info.summary);
  return out;
}

std::string explain(const diagnostics::CodeInfo& info, std::size_t width) {
  std::string out = fmt::format("{} {} ({})\n{}\n\n", info.id, info.name, diagnostics::to_text(info.severity),
                                info.summary);
  for (const std::string& line : base::wrap(info.explanation, width)) out += line + "\n";
  if (!info.bad.empty()) out += "\nThis raises it:\n\n" + indented(info.bad);
  if (!info.good.empty()) out += "\nThis does not:\n\n" + indented(info.good);
  return out;
}

}  // namespace

std::string help_codes() {
  return help_of("codes", describe);
}

int verb_codes(std::span<const std::string> args, Environment& env) {
  Command command("codes");
  std::string code;
  describe(command, code);
  if (const auto status = command.parse(args, env)) return *status;
  if (code.empty()) {
    env.out += list_codes();
    return exit_done;
  }
  const auto* info = diagnostics::find_code(code);
  if (info == nullptr) return usage_error(env, fmt::format("there is no code `{}`", code), "codes");
  env.out += explain(*info, env.width);
  return exit_done;
}

}  // namespace weir::cli
