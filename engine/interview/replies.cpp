#include "interview/replies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/ascii.hpp"
#include "base/text.hpp"

namespace weir::interview {

namespace {

using model::Kind;
using model::Shape;

/// Lists of at most so many codes are shown with the question, each with a number.
constexpr std::size_t short_list = 12;

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Numbers stand for codes only where no code is a number itself.
bool is_numbered(const std::vector<model::Code>& choices) {
  return !choices.empty() && choices.size() <= short_list &&
         std::ranges::none_of(choices, [](const auto& code) {
           return code.id.find_first_not_of("0123456789") == std::string::npos;
         });
}

/// The choice that a word means, or what is wrong with it.
struct Match {
  std::optional<std::string> id;
  std::string fault;
};

Match match(std::string_view word, const std::vector<model::Code>& choices, bool open) {
  const std::string wanted = lowered(base::trim(word));
  if (is_numbered(choices) && wanted.size() <= 2 &&
      wanted.find_first_not_of("0123456789") == std::string::npos) {
    const std::size_t number = static_cast<std::size_t>(std::stoul(wanted));
    if (number >= 1 && number <= choices.size()) return {choices[number - 1].id, ""};
    return {std::nullopt,
            fmt::format("there is no answer {}; they run from 1 to {}", wanted, choices.size())};
  }
  for (const model::Code& code : choices) {
    if (lowered(code.id) == wanted || lowered(code.title) == wanted) return {code.id, ""};
  }
  std::vector<const model::Code*> within;
  for (const model::Code& code : choices) {
    if (lowered(code.id).find(wanted) != std::string::npos ||
        lowered(code.title).find(wanted) != std::string::npos)
      within.push_back(&code);
  }
  if (within.size() == 1) return {within[0]->id, ""};
  if (within.size() > 1) {
    std::vector<std::string> names;
    for (const model::Code* code : within) {
      if (names.size() < 5) names.push_back(fmt::format("{} ({})", code->title, code->id));
    }
    if (within.size() > names.size())
      names.push_back(fmt::format("and {} more", within.size() - names.size()));
    return {std::nullopt, fmt::format("`{}` may mean {}", word, base::join(names, ", "))};
  }
  if (open) return {std::string(base::trim(word)), ""};
  std::vector<std::string> ids, titles;
  for (const model::Code& code : choices) {
    ids.push_back(code.id);
    titles.push_back(lowered(code.title));
  }
  auto near = base::closest(wanted, ids);
  if (!near) {
    if (const auto title = base::closest(wanted, titles))
      near = ids[static_cast<std::size_t>(std::ranges::find(titles, *title) - titles.begin())];
  }
  return {std::nullopt, near ? fmt::format("`{}` is none of the answers; did you mean `{}`?", word, *near)
                             : fmt::format("`{}` is none of the answers; `list` shows them", word)};
}

/// The words between commas, brackets around them taken off.
std::vector<std::string_view> members_of(std::string_view text) {
  text = base::trim(text);
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  std::vector<std::string_view> members;
  for (const std::string_view part : base::split(text, ',')) {
    if (!base::trim(part).empty()) members.push_back(base::trim(part));
  }
  return members;
}

Reply value_of_truth(const std::string& word, std::string_view line) {
  if (is_one_of(word, {"yes", "y", "true"})) return {Reply::Kind::value, "true"};
  if (is_one_of(word, {"no", "n", "false"})) return {Reply::Kind::value, "false"};
  return {Reply::Kind::unclear, fmt::format("`{}` is neither yes nor no", line)};
}

Reply value_of_rows(std::string_view line, const Asked& asked, const model::Vocabulary& vocabulary) {
  if (line.starts_with('[')) return {Reply::Kind::value, std::string(line), true};
  if (line.starts_with('{')) return {Reply::Kind::value, fmt::format("[{}]", line), true};
  const bool keyed = vocabulary.entity(asked.fact->type.entity).key.valid();
  if (line.find(": ") != std::string_view::npos)
    return {Reply::Kind::value, fmt::format("[{{{}}}]", line), true};
  if (keyed) return {Reply::Kind::value, fmt::format("[{}]", line), true};
  return {Reply::Kind::unclear,
          "write the first as `field: value, field: value`, or `none`; `?` names the fields"};
}

Reply value_of_codes(std::string_view line, const Asked& asked, const model::Vocabulary& vocabulary,
                     const model::Case& facts) {
  const auto choices = choices_of(asked, vocabulary, facts);
  const bool open = asked.fact->type.kind == Kind::code && vocabulary.domain(asked.fact->type.domain).open;
  if (asked.fact->type.shape == Shape::single) {
    // What is known in part is written as in a case file.
    if (line.starts_with("one of ") || line.starts_with("[")) return {Reply::Kind::value, std::string(line)};
    const Match found = match(line, choices, open);
    return found.id ? Reply{Reply::Kind::value, *found.id} : Reply{Reply::Kind::unclear, found.fault};
  }
  if (line.starts_with("one of ")) return {Reply::Kind::value, std::string(line)};
  std::vector<std::string> ids;
  bool more = false;
  for (const std::string_view member : members_of(line)) {
    if (is_one_of(member, {"unknown", "others", "perhaps others", "..."})) {
      more = true;
      continue;
    }
    const Match found = match(member, choices, open);
    if (!found.id) return {Reply::Kind::unclear, found.fault};
    if (std::ranges::find(ids, *found.id) == ids.end()) ids.push_back(*found.id);
  }
  if (more) ids.push_back("unknown");
  return {Reply::Kind::value, fmt::format("[{}]", base::join(ids, ", ")), !more};
}

}  // namespace

std::vector<model::Code> choices_of(const Asked& asked, const model::Vocabulary& vocabulary,
                                    const model::Case& facts, std::string_view words) {
  std::vector<model::Code> choices;
  if (asked.fact == nullptr) return choices;
  if (asked.fact->type.kind == Kind::code) {
    choices = vocabulary.domain(asked.fact->type.domain).codes;
  } else if (asked.fact->type.kind == Kind::party) {
    for (const model::Row& row : facts.rows) {
      if (row.entity != vocabulary.party) continue;
      const auto name = vocabulary.find_fact(vocabulary.party, "name");
      const model::FactEntry* entry = name ? row.find(*name) : nullptr;
      const bool named = entry != nullptr && !entry->claims.empty();
      choices.push_back({row.id, named ? entry->claims.back().written : row.id, "", row.span});
    }
  }
  const std::string wanted = lowered(base::trim(words));
  if (!wanted.empty()) {
    std::erase_if(choices, [&](const model::Code& code) {
      return lowered(code.id).find(wanted) == std::string::npos &&
             lowered(code.title).find(wanted) == std::string::npos;
    });
  }
  return choices;
}

Reply read_reply(std::string_view line, const Asked& asked, const model::Vocabulary& vocabulary,
                 const model::Case& facts) {
  line = base::trim(line);
  const std::string word = lowered(line);
  if (is_one_of(word, {"", "-", "don't know", "dont know", "do not know", "unknown", "skip", "dk"}))
    return {Reply::Kind::dont_know, ""};
  if (is_one_of(word, {"?", "help", "why", "why?"})) return {Reply::Kind::explain, ""};
  if (is_one_of(word, {"back", "undo"})) return {Reply::Kind::back, ""};
  if (is_one_of(word, {"quit", "q", "exit", "stop"})) return {Reply::Kind::quit, ""};
  if (word == "show") return {Reply::Kind::show, ""};
  if (word == "list" || word.starts_with("list ")) return {Reply::Kind::list, std::string(line.substr(4))};
  if (asked.fact == nullptr || asked.fact->type.kind == Kind::truth) return value_of_truth(word, line);
  if (word == "not applicable") return {Reply::Kind::value, word};
  const model::Type& type = asked.fact->type;
  if (type.shape != Shape::single && is_one_of(word, {"none", "nothing", "no", "[]"}))
    return {Reply::Kind::value, "[]"};
  if (type.shape == Shape::rows) return value_of_rows(line, asked, vocabulary);
  if (type.kind == Kind::code || type.kind == Kind::party)
    return value_of_codes(line, asked, vocabulary, facts);
  return {Reply::Kind::value, std::string(line)};
}

std::string answers_taken(const Asked& asked, const model::Vocabulary& vocabulary, const model::Case& facts) {
  if (asked.fact == nullptr) return "yes or no";
  const model::Type& type = asked.fact->type;
  switch (type.kind) {
    case Kind::truth:
      return "yes or no";
    case Kind::number:
      return "a number, as `250`";
    case Kind::share:
      return type.change ? "a share before and after the deal, as `17.6% -> 100%`; one alone: it stays"
                         : "a share, as `33.3%` or `1/3`";
    case Kind::money:
      return "an amount with its currency, as `66 million CAD`";
    case Kind::quantity:
      return asked.fact->unit.empty() ? fmt::format("an amount with its unit, as `100 {}`",
                                                    vocabulary.dimension(type.dimension).units.front().first)
                                      : fmt::format("an amount, as `100 {}`", asked.fact->unit);
    case Kind::date:
      return "a day, as `2017-06-02`, or `not yet` or `never`";
    case Kind::period:
      return "from a day to a day, as `2016-01-01..2017-06-02`";
    case Kind::text:
      return "a text";
    case Kind::row:
      return "`none`, or one as `field: value, field: value`";
    case Kind::code:
    case Kind::party:
    case Kind::error:
      break;
  }
  const std::string_view what = type.kind == Kind::party            ? "a party of the case"
                                : type.domain == vocabulary.country ? "a country"
                                                                    : "one";
  const std::string_view many = type.kind == Kind::party            ? "parties of the case"
                                : type.domain == vocabulary.country ? "countries"
                                                                    : "one or more";
  std::string text = type.shape == Shape::single ? std::string(what)
                                                 : fmt::format("{} with commas between, or `none`", many);
  const auto choices = choices_of(asked, vocabulary, facts);
  if (is_numbered(choices)) return text + ", by number or name";
  if (type.domain == vocabulary.country && type.kind == Kind::code) return text + ", by name or code";
  return text + fmt::format("; `list` shows all {}, `list WORD` those with the word", choices.size());
}

std::string partial_answers(const Asked& asked) {
  if (asked.fact == nullptr || asked.fact->type.kind == Kind::truth) return "";
  const model::Type& type = asked.fact->type;
  if (type.shape != Shape::single) return "where there may be others, end with `unknown`";
  switch (type.kind) {
    case Kind::number:
      return "where it is not known exactly: `over 100`, `100..250`";
    case Kind::share:
      return "where it is not known exactly: `over 25%`, `10%..25%`";
    case Kind::money:
      return "where it is not known exactly: `under 200 million CAD`, `66 million USD..70 million USD`";
    case Kind::quantity:
      return "where it is not known exactly: `at least` or `under` before it, or two with `..` between";
    case Kind::date:
      return "where it is not known exactly: `2017-04-18..2017-06-02`";
    case Kind::code:
    case Kind::party:
      return "where it is one of some: `one of [a, b]`";
    default:
      return "";
  }
}

}  // namespace weir::interview
