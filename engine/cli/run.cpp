#include "cli/run.hpp"

#include <fmt/format.h>

#include <exception>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "report/version.hpp"

namespace weir::cli {
namespace {

struct Verb {
  std::string_view name, summary;
  int (*run)(std::span<const std::string>, Environment&);
  std::string (*help)();
};

constexpr Verb verbs[] = {
#define WEIR_VERB(name, summary, examples) {#name, summary, verb_##name, help_##name},
#include "cli/verbs.def"
#undef WEIR_VERB
};

const Verb* find_verb(std::string_view name) {
  for (const Verb& verb : verbs) {
    if (verb.name == name) return &verb;
  }
  return nullptr;
}

std::string general_help() {
  std::string text =
      "weir: what the law makes of a foreign investment, on a given day\n"
      "\n"
      "Usage: weir VERB [OPTIONS] [FILES]\n"
      "\n"
      "Verbs:\n";
  for (const Verb& verb : verbs) text += fmt::format("  {:<12}{}\n", verb.name, verb.summary);
  text +=
      "\n"
      "  weir help VERB      explain one verb\n"
      "  weir --version      print the version\n"
      "\n"
      "Examples:\n"
      "  weir evaluate cases/ca/hytera-norsat.yaml\n"
      "  weir check\n";
  return text;
}

int unknown_verb(const std::string& name, Environment& env) {
  std::vector<std::string> names;
  for (const Verb& verb : verbs) names.emplace_back(verb.name);
  const auto candidate = base::closest(name, names);
  return usage_error(
      env, fmt::format("unknown {} `{}`{}", name.starts_with("-") ? "flag" : "verb", name,
                       candidate ? fmt::format("; did you mean `{}`?", *candidate) : std::string()));
}

int dispatch(std::span<const std::string> args, Environment& env) {
  if (args.empty()) {
    env.err += general_help();
    return exit_usage;
  }
  const std::string& first = args.front();
  if (first == "--version") {
    env.out += fmt::format("weir {}\n", report::version);
    return exit_done;
  }
  if (first == "--help" || first == "-h" || (first == "help" && args.size() == 1)) {
    env.out += general_help();
    return exit_done;
  }
  if (first == "help") {
    const Verb* verb = find_verb(args[1]);
    if (verb == nullptr) return unknown_verb(args[1], env);
    env.out += verb->help();
    return exit_done;
  }
  const Verb* verb = find_verb(first);
  return verb == nullptr ? unknown_verb(first, env) : verb->run(args.subspan(1), env);
}

}  // namespace

int run(std::span<const std::string> args, Environment& env) {
  try {
    return dispatch(args, env);
  } catch (const std::exception& error) {
    env.out.clear();
    env.err += fmt::format("error[WR9001]: the engine failed: {}\n", error.what());
    return exit_usage;
  }
}

}  // namespace weir::cli
