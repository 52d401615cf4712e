#include <algorithm>

#include "library/convert.hpp"

namespace weir::library {

namespace {

std::optional<Diagnostic> read_day(const std::string& text, std::string_view what,
                                   std::optional<base::Date>& day) {
  if (text.empty()) return std::nullopt;
  day = base::Date::parse(text);
  if (day) return std::nullopt;
  return wrong_request("`" + text + "` is no day" + std::string(what), "write it as YYYY-MM-DD");
}

}  // namespace

Outcome<evaluate::Options> options_of(const Options& options, const plan::Plan& plan) {
  Outcome<evaluate::Options> result;
  evaluate::Options read;
  if (auto wrong = read_day(options.as_of, " to stand on", read.as_of)) result.diagnostics.push_back(*wrong);
  if (auto wrong = read_day(options.known_on, " to know things on", read.known_on))
    result.diagnostics.push_back(*wrong);
  const std::vector<model::Regime>& known = plan.rule_sets().regimes;
  for (const std::string& id : options.regimes) {
    if (std::ranges::find(known, id, &model::Regime::id) == known.end())
      result.diagnostics.push_back(wrong_request("no regime `" + id + "` among the loaded rule sets"));
  }
  read.regimes = options.regimes;
  for (const auto& [rule, text] : options.suppose) {
    std::optional<base::Date> day;
    if (auto wrong = read_day(text, " for `" + rule + "` to start", day)) {
      result.diagnostics.push_back(*wrong);
    } else if (!day || evaluate::unknown_supposition(plan, {{rule, *day}})) {
      result.diagnostics.push_back(
          day ? wrong_request("no pending law `" + rule + "`",
                              "only rules whose status is pending can be supposed to start")
              : wrong_request("no day for `" + rule + "` to start", "write it as YYYY-MM-DD"));
    } else {
      read.suppose.emplace(rule, *day);
    }
  }
  if (result.diagnostics.empty()) result.value = std::move(read);
  return result;
}

}  // namespace weir::library
