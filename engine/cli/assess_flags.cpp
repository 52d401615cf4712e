#include "cli/assess_flags.hpp"

#include <fmt/format.h>

#include "report/memo_markdown.hpp"
#include "report/memo_text.hpp"

namespace weir::cli {

base::Result<base::Date> day_of(std::string_view flag, const std::string& text) {
  if (const auto date = base::Date::parse(text)) return *date;
  return base::Failure{fmt::format("`{} {}` is not a day; write it as YYYY-MM-DD", flag, text)};
}

base::Result<std::map<std::string, base::Date>> supposed_of(const std::vector<std::string>& texts) {
  std::map<std::string, base::Date> suppose;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return base::Failure{fmt::format("`--suppose {}` is not of the form ID=DATE", text)};
    }
    const auto date = day_of("--suppose " + text.substr(0, equals + 1), text.substr(equals + 1));
    if (!date) return date.failure();
    suppose[text.substr(0, equals)] = date.value();
  }
  return suppose;
}

void add_viewpoint(Command& command, SeenOptions& options) {
  command.app()
      .add_option("--as-of", options.as_of, "the day of the viewpoint (default: the case's)")
      ->type_name("DATE");
  command.app()
      .add_option("--known-on", options.known_on, "use only facts public on that day")
      ->type_name("DATE");
}

void add_regimes(Command& command, SeenOptions& options) {
  command.app()
      .add_option("--regime", options.regimes, "only this regime (repeatable)")
      ->type_name("ID")
      ->allow_extra_args(false);
}

void add_suppose(Command& command, SeenOptions& options) {
  command.app()
      .add_option("--suppose", options.suppose, "let pending law start on a day (repeatable)")
      ->type_name("ID=DATE")
      ->allow_extra_args(false);
}

base::Result<evaluate::Options> options_of(const SeenOptions& seen) {
  evaluate::Options options;
  options.regimes = seen.regimes;
  if (!seen.as_of.empty()) {
    const auto date = day_of("--as-of", seen.as_of);
    if (!date) return date.failure();
    options.as_of = date.value();
  }
  if (!seen.known_on.empty()) {
    const auto date = day_of("--known-on", seen.known_on);
    if (!date) return date.failure();
    options.known_on = date.value();
  }
  auto suppose = supposed_of(seen.suppose);
  if (!suppose) return suppose.failure();
  options.suppose = std::move(suppose).value();
  return options;
}

bool usable(session::Session& session, const CommonOptions& options, Environment& env) {
  write_diagnostics(session, options, env, env.err);
  return !session.sink().has_errors() && session.plan() != nullptr;
}

void write_memo(const report::Memo& memo, const CommonOptions& options, Environment& env) {
  if (!env.out.empty()) env.out += "\n\n";
  const report::Style style = out_style(options, env);
  env.out += format_of(options) == Format::markdown ? report::render_memo_markdown(memo, style)
                                                    : report::render_memo_text(memo, style);
}

}  // namespace weir::cli
