#include "interview/interview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "analysis/whatif.hpp"
#include "base/text.hpp"
#include "evaluate/known.hpp"
#include "interview/case_text.hpp"
#include "interview/order.hpp"
#include "interview/replies.hpp"
#include "load/row_names.hpp"
#include "report/assessment_words.hpp"
#include "report/change_blocks.hpp"
#include "report/diagnostics_text.hpp"
#include "report/memo_text.hpp"

namespace weir::interview {

namespace {

using report::Block;
using report::Memo;

/// At most so many rules are named as waiting for an answer.
constexpr std::size_t most_rules = 4;

class Interview {
 public:
  Interview(session::Session& session, base::FileSystem& files, Conversation& conversation,
            const Settings& settings)
      : session_(session), files_(files), conversation_(conversation), settings_(settings) {}

  std::optional<base::Failure> run(std::string text, const model::Case& facts);

 private:
  /// The case as far as it has been told.
  struct Stand {
    std::string text;
    const model::Case* facts = nullptr;
  };
  enum class Next : std::uint8_t { ask_again, go_on, end };

  report::MemoSubject subject() const {
    return {assessment_, *now_.facts, session_.vocabulary(), session_.rule_sets()};
  }
  void say(const Memo& memo) { conversation_.say(report::render_memo_text(memo, settings_.style)); }
  void say(Block::Kind kind, std::string text, std::string label = {}) {
    Memo memo(1);
    memo[0].kind = kind;
    memo[0].text = std::move(text);
    memo[0].label = std::move(label);
    say(memo);
  }

  std::optional<base::Failure> assess();
  std::optional<base::Failure> show_state();
  void show_question(const Turn& turn, const Asked& asked);
  void show_choices(const Asked& asked, std::string_view words);
  void explain(const Turn& turn, const Asked& asked);
  void show_changes(const Stand& before);

  std::optional<Asked> asked_of(const Turn& turn) const;
  /// Where the answer stands, or is to stand, in a text of the case that loaded as `facts`.
  std::optional<FactPlace> place_of(const model::Case& facts, const Turn& turn, const Asked& asked) const;
  std::vector<std::string> known_members(const Turn& turn, const Asked& asked) const;
  const Turn* next_turn() const;

  Next take(const Turn& turn, const Asked& asked, Reply reply);
  bool ask_whether_all(std::string& value);
  Next enter(const Turn& turn, const Asked& asked, const std::string& value);
  std::string source_id() const;
  bool write();
  Next step_back();
  void say_end();

  session::Session& session_;
  base::FileSystem& files_;
  Conversation& conversation_;
  const Settings& settings_;
  Stand now_;
  std::vector<std::pair<Stand, std::string>>
      before_;  ///< what `back` goes back to, and the question asked then
  model::Assessment assessment_;
  std::vector<Turn> turns_;
  std::set<std::string> passed_;        ///< not known
  std::optional<std::string> written_;  ///< the file as it must still be before it is written again
  std::size_t number_ = 0, answered_ = 0;
  std::optional<base::Failure> failure_;
};

std::optional<base::Failure> Interview::assess() {
  auto assessed = evaluate::assess(*session_.plan(), *now_.facts, settings_.options);
  if (!assessed) return assessed.failure();
  assessment_ = std::move(assessed).value();
  turns_ = turns_of(subject());
  return std::nullopt;
}

std::optional<base::Failure> Interview::show_state() {
  const auto state = analysis::what_if(*session_.plan(), *now_.facts, *now_.facts, {}, settings_.options);
  if (!state) return state.failure();
  Memo memo;
  const report::Words words(*now_.facts, session_.vocabulary(), session_.rule_sets());
  const report::ChangeContext context{session_.rule_sets(), words, memo};
  for (const model::RegimeState& regime : state.value().after) {
    context.add(Block::Kind::section, regime.title);
    add_state(context, regime);
  }
  say(memo);
  return std::nullopt;
}

std::optional<Asked> Interview::asked_of(const Turn& turn) const {
  if (turn.question.judgement) return Asked{turn.question.name, nullptr};
  const report::Words words(*now_.facts, session_.vocabulary(), session_.rule_sets());
  const model::Fact* fact = words.declared(turn.question.name);
  if (fact == nullptr) return std::nullopt;
  Asked asked{turn.question.name, fact};
  return place_of(*now_.facts, turn, asked) ? std::optional(asked) : std::nullopt;
}

std::optional<FactPlace> Interview::place_of(const model::Case& facts, const Turn& turn,
                                             const Asked& asked) const {
  const std::string owner = asked.name.substr(0, asked.name.rfind('.'));
  const model::Vocabulary& vocabulary = session_.vocabulary();
  FactPlace place;
  place.field = asked.fact->field;
  const auto row = load::find_row_named(facts, vocabulary, owner);
  if (!row) {
    if (asked.fact->entity != vocabulary.procedure) return std::nullopt;
    place.of = FactPlace::Of::procedure;
    place.regime = assessment_.regimes[turn.regime].id;
    return place;
  }
  const model::Row& found = facts.row(*row);
  if (found.entity != asked.fact->entity) return std::nullopt;
  place.begin = found.span.begin;
  place.of = found.entity == vocabulary.transaction ? FactPlace::Of::transaction
             : found.entity == vocabulary.party || found.entity == vocabulary.procedure ? FactPlace::Of::keyed
                                                                                        : FactPlace::Of::item;
  return place;
}

const Turn* Interview::next_turn() const {
  for (const Turn& turn : turns_) {
    if (!passed_.contains(turn.question.name) && asked_of(turn)) return &turn;
  }
  return nullptr;
}

std::vector<std::string> Interview::known_members(const Turn& turn, const Asked& asked) const {
  if (turn.question.judgement || asked.fact->type.shape != model::Shape::set) return {};
  const auto row =
      load::find_row_named(*now_.facts, session_.vocabulary(), asked.name.substr(0, asked.name.rfind('.')));
  const model::FactEntry* entry =
      row ? now_.facts->row(*row).find(session_.vocabulary().find_fact(asked.fact->name).value()) : nullptr;
  if (entry == nullptr) return {};
  const evaluate::Known known = evaluate::known_on(*entry, assessment_.known_on);
  if (known.disputed || known.value.candidates.size() != 1) return {};
  const auto* set = std::get_if<model::SetValue>(&known.value.candidates[0]);
  return set != nullptr ? set->members : std::vector<std::string>{};
}

void Interview::show_question(const Turn& turn, const Asked& asked) {
  Memo memo;
  const auto add = [&](Block::Kind kind, std::string text, std::string label = {}) -> Block& {
    Block& block = memo.emplace_back();
    block.kind = kind;
    block.text = std::move(text);
    block.label = std::move(label);
    return block;
  };
  Block& item = add(Block::Kind::item, turn.question.ask);
  item.number = number_;
  item.paint = report::Paint::open;
  add(Block::Kind::detail, turn.question.state);
  if (turn.question.telling()) {
    add(Block::Kind::note, turn.question.effect, "answers give");
  } else if (!turn.waiting.empty()) {
    const std::string title = turn.waiting.front()->title;
    add(Block::Kind::note,
        turn.waiting.size() == 1
            ? title
            : fmt::format("{}, and {}", title,
                          base::counted(turn.waiting.size() - 1, "more rule", "more rules")),
        "needed, with others, for");
  }
  if (turn.question.judgement)
    add(Block::Kind::note, "an authority decides this; your answer is recorded as an assumption");
  if (!known_members(turn, asked).empty())
    add(Block::Kind::note, "name what there is besides, or say `none` if that is all");
  add(Block::Kind::note, answers_taken(asked, session_.vocabulary(), *now_.facts), "answer");
  conversation_.say("\n");
  say(memo);
  const auto choices = choices_of(asked, session_.vocabulary(), *now_.facts);
  if (choices.size() <= 12) show_choices(asked, "");
}

void Interview::show_choices(const Asked& asked, std::string_view words) {
  const auto choices = choices_of(asked, session_.vocabulary(), *now_.facts, words);
  if (choices.empty()) {
    if (!words.empty()) say(Block::Kind::remark, "no answer has these words");
    return;
  }
  const bool all = choices.size() == choices_of(asked, session_.vocabulary(), *now_.facts).size();
  Memo memo;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    Block& block = memo.emplace_back();
    block.kind = Block::Kind::entry;
    block.label = all && choices.size() <= 12 ? fmt::format("{:>2} {}", i + 1, choices[i].id) : choices[i].id;
    block.text = choices[i].title;
  }
  say(memo);
}

void Interview::explain(const Turn& turn, const Asked& asked) {
  const auto note = [&](std::string text, std::string label = {}) {
    say(Block::Kind::note, std::move(text), std::move(label));
  };
  if (asked.fact != nullptr) {
    if (!asked.fact->description.empty()) note(asked.fact->description, "what is meant");
    note(session_.vocabulary().describe(asked.fact->type), "kind of value");
    if (asked.fact->type.shape == model::Shape::rows) {
      std::vector<std::string> fields;
      for (const model::FactId id : session_.vocabulary().entity(asked.fact->type.entity).facts)
        fields.push_back(session_.vocabulary().fact(id).field);
      note(base::join(fields, ", "), "fields");
    }
  }
  if (const std::string partial = partial_answers(asked); !partial.empty()) note(partial);
  if (!turn.waiting.empty()) note("", "rules that wait for it");
  for (std::size_t i = 0; i < std::min(turn.waiting.size(), most_rules); ++i) {
    const model::Finding& rule = *turn.waiting[i];
    const std::string cite = report::citation_words(rule.cite);
    note(cite.empty() ? rule.title : fmt::format("{} [{}]", rule.title, cite), rule.id);
  }
  if (turn.waiting.size() > most_rules)
    note(fmt::format("and {}", base::counted(turn.waiting.size() - most_rules, "more", "more")));
  note("Enter alone: not known; `back`: the last answer again; `show`: the answers so far; `quit`: end");
}

void Interview::show_changes(const Stand& before) {
  const auto turned = analysis::what_if(*session_.plan(), *before.facts, *now_.facts, {}, settings_.options);
  if (!turned) return;
  Memo memo;
  const report::Words words(*now_.facts, session_.vocabulary(), session_.rule_sets());
  const report::ChangeContext context{session_.rule_sets(), words, memo};
  for (const model::RegimeChange& change : turned.value().regimes) {
    for (const model::AnswerChange& answer : change.answers) {
      if (answer.kind == model::AnswerChange::Kind::duty ||
          answer.kind == model::AnswerChange::Kind::judgement)
        continue;
      context.entry(report::answer_label(answer),
                    report::answer_words(session_.rule_sets(), session_.rule_sets(), change.regime, answer));
    }
  }
  if (memo.empty()) context.add(Block::Kind::remark, "noted; the answers stay as they are");
  say(memo);
}

bool Interview::ask_whether_all(std::string& value) {
  // As everywhere, Enter alone claims nothing.
  conversation_.say("    Are these all? `yes`: there are no others; Enter: there may be\n> ");
  const auto heard = conversation_.hear();
  if (!heard) return false;
  const std::string_view word = base::trim(*heard);
  if (word == "yes" || word == "y") return true;
  value.insert(value.size() - 1, value.size() > 2 ? ", unknown" : "unknown");
  return true;
}

std::string Interview::source_id() const {
  for (const model::CaseSource& source : now_.facts->sources) {
    if (source.title == settings_.source || source.id == settings_.source) return source.id;
  }
  std::string id;
  for (const char c : settings_.source) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool upper = c >= 'A' && c <= 'Z';
    if (letter || upper) id += upper ? static_cast<char>(c - 'A' + 'a') : c;
    if (!letter && !upper && !id.empty() && id.back() != '-') id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  if (id.empty()) id = "interview";
  while (now_.facts->find_source(id) != nullptr) id += "-2";
  return id;
}

Interview::Next Interview::take(const Turn& turn, const Asked& asked, Reply reply) {
  switch (reply.kind) {
    case Reply::Kind::dont_know:
      passed_.insert(turn.question.name);
      return Next::go_on;
    case Reply::Kind::explain:
      explain(turn, asked);
      return Next::ask_again;
    case Reply::Kind::list:
      show_choices(asked, reply.text);
      return Next::ask_again;
    case Reply::Kind::show:
      failure_ = show_state();
      return failure_ ? Next::end : Next::ask_again;
    case Reply::Kind::back:
      return step_back();
    case Reply::Kind::quit:
      return Next::end;
    case Reply::Kind::unclear:
      say(Block::Kind::note, reply.text);
      return Next::ask_again;
    case Reply::Kind::value:
      break;
  }
  if (asked.fact != nullptr && asked.fact->type.shape == model::Shape::set && reply.text.starts_with('[')) {
    std::vector<std::string> members = known_members(turn, asked);
    for (const std::string_view member :
         base::split(std::string_view(reply.text).substr(1, reply.text.size() - 2), ',')) {
      const std::string one(base::trim(member));
      if (!one.empty() && std::ranges::find(members, one) == members.end()) members.push_back(one);
    }
    reply.text = "[" + base::join(members, ", ") + "]";
  }
  if (reply.members && !ask_whether_all(reply.text)) return Next::end;
  return enter(turn, asked, reply.text);
}

Interview::Next Interview::enter(const Turn& turn, const Asked& asked, const std::string& value) {
  Stand changed;
  changed.text = now_.text;
  const model::Case* facts = now_.facts;
  Origin origin{"", settings_.quality};
  if (!settings_.source.empty()) {
    origin.source = source_id();
    if (facts->find_source(origin.source) == nullptr) {
      changed.text = with_source(changed.text, origin.source, settings_.source);
      diagnostics::Sink sink;
      facts = session_.try_case(settings_.path, changed.text, sink);
      if (facts == nullptr) {
        failure_ = base::Failure{
            fmt::format("a source `{}` cannot be entered in `{}`", settings_.source, settings_.path)};
        return Next::end;
      }
    }
  }
  if (turn.question.judgement) {
    if (!origin.quality) origin.quality = model::Quality::assumed;
    const std::size_t dot = asked.name.rfind('.');
    changed.text =
        with_judgement(changed.text, dot == std::string::npos ? asked.name : asked.name.substr(dot + 1),
                       dot == std::string::npos ? "" : asked.name.substr(0, dot), value, origin);
  } else {
    const auto place = place_of(*facts, turn, asked);  // the text may have a source more than before
    changed.text = asked.fact->type.shape == model::Shape::rows
                       ? with_rows(changed.text, *place, value)
                       : with_fact(changed.text, *place, value, origin);
  }
  diagnostics::Sink sink;
  changed.facts = session_.try_case(settings_.path, changed.text, sink);
  if (changed.facts == nullptr) {
    const auto all = sink.sorted();
    if (!all.empty())
      conversation_.say(report::render_diagnostic(all.front(), session_.sources(), settings_.style));
    return Next::ask_again;
  }
  std::swap(now_, changed);
  if (!write()) {
    std::swap(now_, changed);
    return failure_ ? Next::end : Next::go_on;
  }
  before_.emplace_back(changed, turn.question.name);
  ++answered_;
  show_changes(changed);
  return Next::go_on;
}

bool Interview::write() {
  // Whoever edits the file meanwhile must not lose what was written there.
  if (written_) {
    const auto on_disk = files_.read(settings_.out, base::yaml_file_limit);
    if (on_disk && on_disk.value() != *written_) {
      failure_ = base::Failure{fmt::format(
          "`{}` was changed by somebody else meanwhile; the last answer is not written, start again to go on",
          settings_.out)};
      return false;
    }
  }
  if (auto failure = files_.write(settings_.out, now_.text)) {
    failure_ = std::move(failure);
    return false;
  }
  written_ = now_.text;
  return true;
}

Interview::Next Interview::step_back() {
  if (before_.empty()) {
    if (passed_.empty()) {
      say(Block::Kind::note, "there is no answer to take back");
      return Next::ask_again;
    }
    passed_.clear();
    say(Block::Kind::note, "what was not known is asked again");
    return Next::go_on;
  }
  const auto [stand, name] = before_.back();
  before_.pop_back();
  now_ = stand;
  --answered_;
  say(Block::Kind::note, fmt::format("the answer on `{}` is taken back", name));
  return write() ? Next::go_on : Next::end;
}

void Interview::say_end() {
  std::size_t left = 0;
  for (const Turn& turn : turns_) left += turn.question.judgement ? 0 : 1;
  conversation_.say("\n");
  std::string text = fmt::format("{} in {}", base::counted(answered_, "answer", "answers"), settings_.out);
  if (answered_ == 0) text = fmt::format("nothing was answered; {} stays as it is", settings_.out);
  if (left > 0) text += fmt::format("; {} left open", base::counted(left, "fact is", "facts are"));
  say(Block::Kind::line, text);
  if (answered_ > 0) say(Block::Kind::line, fmt::format("weir evaluate {} shows the whole", settings_.out));
}

std::optional<base::Failure> Interview::run(std::string text, const model::Case& facts) {
  now_ = {std::move(text), &facts};
  if (settings_.out == settings_.path) written_ = now_.text;
  if (auto failure = assess()) return failure;
  Memo head;
  const auto add = [&](Block::Kind kind, std::string words, std::string aside = {}) {
    Block& block = head.emplace_back();
    block.kind = kind;
    block.text = std::move(words);
    block.aside = std::move(aside);
  };
  add(Block::Kind::title, assessment_.title.empty() ? assessment_.case_id : assessment_.title,
      assessment_.case_id);
  add(Block::Kind::line,
      fmt::format("Each answer goes into {} at once. Enter alone means that it is not known. `?` explains "
                  "a question, `back` takes an answer back, `quit` ends.",
                  settings_.out));
  say(head);
  conversation_.say("\n");
  if (auto failure = show_state()) return failure;
  for (const Turn* turn = next_turn(); turn != nullptr; turn = next_turn()) {
    const Turn asked_now = *turn;
    const Asked asked = *asked_of(asked_now);
    ++number_;
    show_question(asked_now, asked);
    Next next = Next::ask_again;
    while (next == Next::ask_again) {
      conversation_.say("> ");
      const auto heard = conversation_.hear();
      if (!heard) conversation_.say("\n");
      next = heard ? take(asked_now, asked, read_reply(*heard, asked, session_.vocabulary(), *now_.facts))
                   : Next::end;
    }
    if (failure_) return failure_;
    if (next == Next::end) break;
    if (auto failure = assess()) return failure;
  }
  conversation_.say("\n");
  if (auto failure = show_state()) return failure;
  say_end();
  return std::nullopt;
}

}  // namespace

std::optional<base::Failure> interview(session::Session& session, base::FileSystem& files,
                                       Conversation& conversation, const Settings& settings, std::string text,
                                       const model::Case& facts) {
  return Interview(session, files, conversation, settings).run(std::move(text), facts);
}

}  // namespace weir::interview
