#include "cli/command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/diagnostics_json.hpp"
#include "report/diagnostics_sarif.hpp"
#include "report/diagnostics_text.hpp"

namespace weir::cli {
namespace {

struct VerbText {
  std::string_view name, summary, examples;
};

constexpr VerbText verb_texts[] = {
#define WEIR_VERB(name, summary, examples) {#name, summary, examples},
#include "cli/verbs.def"
#undef WEIR_VERB
};

/// CLI11's words as ours: lower case, no full stop.
std::string lowered(std::string message) {
  if (message.size() > 1 && message[1] >= 'a' && message[1] <= 'z') {
    message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
  }
  while (!message.empty() && (message.back() == '.' || message.back() == '\n')) message.pop_back();
  return message;
}

/// The first flag in `args` that the parser does not know.
std::optional<std::string> unknown_flag(const CLI::App& app, std::span<const std::string> args) {
  for (const std::string& arg : args) {
    if (arg == "--") return std::nullopt;
    if (arg.size() < 2 || arg[0] != '-') continue;
    const std::string name = arg.substr(0, arg.find('='));
    if (app.get_option_no_throw(name) == nullptr) return name;
  }
  return std::nullopt;
}

}  // namespace

Command::Command(std::string_view verb) : verb_(verb) {
  const auto* text = std::find_if(std::begin(verb_texts), std::end(verb_texts),
                                  [&](const VerbText& candidate) { return candidate.name == verb; });
  app_.name("weir " + verb_);
  app_.description(std::string(text->summary));
  app_.footer(fmt::format("Examples:\n{}", text->examples));
  app_.set_help_flag("-h,--help", "print this help");
  app_.get_formatter()->column_width(26);
}

void Command::add_rules(CommonOptions& options) {
  app_.add_option("--rules", options.rules, "folder of the rules (default: ./rules, else the installed ones)")
      ->type_name("DIR");
}

void Command::add_format(CommonOptions& options, Writes writes) {
  std::string help;
  const auto add = [&](std::string_view name, Writes of, std::string_view doc) {
    if (of != Writes::everything && of != writes) return;
    formats_ += fmt::format("{}{}", formats_.empty() ? "" : ", ", name);
    help += fmt::format("{}{} ({})", help.empty() ? "" : ", ", name, doc);
  };
#define WEIR_FORMAT(name, of, doc) add(#name, Writes::of, doc);
#include "report/formats.def"
#undef WEIR_FORMAT
  app_.add_option("--format", options.format, help)->type_name("FORMAT");
}

void Command::add_ascii(CommonOptions& options) {
  app_.add_flag("--ascii", options.ascii, "write marks and letters in ASCII");
}

void Command::add_color(CommonOptions& options) {
  app_.add_option("--color", options.color, "auto, always or never")->type_name("WHEN");
}

std::optional<int> Command::parse(std::span<const std::string> args, Environment& env) {
  std::vector<std::string> reversed(args.rbegin(), args.rend());
  try {
    app_.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    env.out += help();
    return exit_done;
  } catch (const CLI::ExtrasError& error) {
    const auto flag = unknown_flag(app_, args);
    if (!flag) return usage_error(env, lowered(error.what()), verb_);
    std::vector<std::string> known;
    for (const CLI::Option* option : app_.get_options()) {
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    }
    const auto candidate = base::closest(*flag, known);
    return usage_error(
        env,
        fmt::format("unknown flag `{}`{}", *flag,
                    candidate ? fmt::format("; did you mean `{}`?", *candidate) : std::string()),
        verb_);
  } catch (const CLI::ParseError& error) {
    return usage_error(env, lowered(error.what()), verb_);
  }
  for (const auto& [flag, words] : {std::pair<const char*, std::string>{"--format", formats_},
                                    std::pair<const char*, std::string>{"--color", "auto, always, never"}}) {
    const CLI::Option* option = app_.get_option_no_throw(flag);
    if (option == nullptr || option->empty()) continue;
    const auto value = option->as<std::string>();
    bool known = false;
    for (const auto word : base::split(words, ',')) known = known || base::trim(word) == value;
    if (!known) return usage_error(env, fmt::format("`{} {}` is not one of {}", flag, value, words), verb_);
  }
  return std::nullopt;
}

Format format_of(const CommonOptions& options) {
#define WEIR_FORMAT(name, of, doc) \
  if (options.format == #name) return Format::name;
#include "report/formats.def"
#undef WEIR_FORMAT
  return Format::text;
}

namespace {

report::Style style_of(const CommonOptions& options, report::Colour automatic, std::size_t width,
                       report::Characters automatic_characters) {
  const auto colour = options.color == "always"  ? report::Colour::on
                      : options.color == "never" ? report::Colour::off
                                                 : automatic;
  return {colour, width, options.ascii ? report::Characters::ascii : automatic_characters};
}

}  // namespace

report::Style out_style(const CommonOptions& options, const Environment& env) {
  return style_of(options, env.out_colour, env.width, env.characters);
}

report::Style err_style(const CommonOptions& options, const Environment& env) {
  return style_of(options, env.err_colour, env.width, report::Characters::unicode);
}

int run_error(Environment& env, std::string_view message) {
  env.err += fmt::format("weir: {}\n", message);
  return exit_usage;
}

int usage_error(Environment& env, std::string_view message, std::string_view verb) {
  env.err +=
      fmt::format("weir: {}\nsee `weir {}--help`\n", message, verb.empty() ? "" : std::string(verb) + " ");
  return exit_usage;
}

std::optional<std::string> rules_folder(const CommonOptions& options, Environment& env,
                                        std::string_view verb) {
  if (!options.rules.empty()) return options.rules;
  if (env.files.kind(env.default_rules) == base::FileSystem::Kind::folder) return env.default_rules;
  if (!env.installed_rules.empty() && env.files.kind(env.installed_rules) == base::FileSystem::Kind::folder) {
    return env.installed_rules;
  }
  usage_error(env, "no rules: there is no folder `rules` here; name one with `--rules`", verb);
  return std::nullopt;
}

std::optional<std::string> load_rules(session::Session& session, const CommonOptions& options,
                                      Environment& env, std::string_view verb, load::Examples examples) {
  auto folder = rules_folder(options, env, verb);
  if (folder) session.load_rules(*folder, examples);
  return folder;
}

void write_diagnostics(session::Session& session, const CommonOptions& options, Environment& env,
                       std::string& json_to) {
  if (format_of(options) == Format::sarif) {
    json_to += report::render_diagnostics_sarif(session.sink(), session.sources());
  } else if (format_of(options) == Format::json) {
    json_to += report::render_diagnostics_json(session.sink(), session.sources());
  } else {
    env.err += report::render_diagnostics_text(session.sink(), session.sources(), err_style(options, env));
  }
}

}  // namespace weir::cli
