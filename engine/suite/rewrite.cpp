#include "suite/rewrite.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace weir::suite {

namespace {

struct Edit {
  std::uint32_t begin = 0, end = 0;
  std::string text;
};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// `text` as a scalar in place of `old`, with the quotes that `old` has or that `text` needs.
std::string scalar_like(std::string_view old, const std::string& text) {
  if (!old.empty() && old.front() == '\'') {
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return quoted + "'";
  }
  const bool quotes = !old.empty() && old.front() == '"';
  if (!quotes && text.find_first_of(",[]{}:#'\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

/// How the entries of a list are written.
enum class ListStyle : std::uint8_t {
  flow,    ///< `[a, b]`
  block,   ///< a line for each, after a hyphen
  single,  ///< one value without a list around it
};

ListStyle style_of(std::string_view text, std::uint32_t first) {
  std::uint32_t at = first;
  while (at > 0 && is_blank(text[at - 1])) --at;
  const char before = at > 0 ? text[at - 1] : ':';
  return before == '[' || before == ',' ? ListStyle::flow
         : before == '-'                ? ListStyle::block
                                        : ListStyle::single;
}

/// The edits that take entries out of a list whose entries stand at `spans`.
void take_out(std::string_view text, const std::vector<base::Span>& spans, const std::set<base::Span>& out,
              std::vector<Edit>& edits) {
  const bool all = std::ranges::all_of(spans, [&](const base::Span& span) { return out.contains(span); });
  switch (style_of(text, spans.front().begin)) {
    case ListStyle::single:
      edits.push_back({spans.front().begin, spans.front().end, "[]"});
      return;
    case ListStyle::flow: {
      if (all) {
        edits.push_back({spans.front().begin, spans.back().end, ""});
        return;
      }
      std::uint32_t kept_end = spans.front().begin;
      for (std::size_t i = 0; i < spans.size(); ++i) {
        if (!out.contains(spans[i])) {
          kept_end = spans[i].end;
        } else if (std::any_of(spans.begin() + static_cast<std::ptrdiff_t>(i) + 1, spans.end(),
                               [&](const base::Span& span) { return !out.contains(span); })) {
          edits.push_back({spans[i].begin, spans[i + 1].begin, ""});
        } else {
          edits.push_back({kept_end, spans.back().end, ""});
          return;
        }
      }
      return;
    }
    case ListStyle::block:
      for (std::size_t i = 0; i < spans.size(); ++i) {
        if (!out.contains(spans[i])) continue;
        std::uint32_t begin = spans[i].begin;
        while (begin > 0 && text[begin - 1] != '-') --begin;
        if (all && i == 0) {
          edits.push_back({begin - 1, spans[i].end, "[]"});
          continue;
        }
        while (begin > 0 && text[begin - 1] != '\n') --begin;
        std::uint32_t end = spans[i].end;
        while (end < text.size() && text[end] != '\n') ++end;
        edits.push_back({begin, end < text.size() ? end + 1 : end, ""});
      }
      return;
  }
}

/// The lists of an expectation, each with the places of its entries.
std::vector<std::vector<base::Span>> lists_of(const model::Expectation& expectation) {
  std::map<model::FindingKind, std::vector<base::Span>> findings;
  for (const auto& demand : expectation.findings) findings[demand.finding].push_back(demand.span);
  std::vector<std::vector<base::Span>> lists;
  for (auto& [kind, spans] : findings) lists.push_back(std::move(spans));
  for (const auto* open : {&expectation.open_facts, &expectation.open_judgements}) {
    auto& spans = lists.emplace_back();
    for (const auto& one : *open) spans.push_back(one.span);
  }
  auto& duties = lists.emplace_back();
  for (const auto& due : expectation.duties) duties.push_back(due.item_span);
  auto& stages = lists.emplace_back();
  for (const auto& stage : expectation.stages) stages.push_back(stage.item_span);
  std::vector<base::Span> judgements;
  for (const auto& judged : expectation.judgements) {
    judgements.push_back(judged.item_span);
    auto& leanings = lists.emplace_back();
    for (const auto& lean : judged.leanings) leanings.push_back(lean.item_span);
    for (const auto* points : {&judged.points_for, &judged.points_against}) {
      auto& spans = lists.emplace_back();
      for (const auto& point : *points) spans.push_back(point.span);
    }
  }
  lists.push_back(std::move(judgements));
  std::erase_if(lists, [](const auto& spans) { return spans.empty(); });
  return lists;
}

/// The file with its edits made, and the lines that they change.
FileRewrite apply(const diagnostics::Source& source, base::FileId file, std::vector<Edit> edits) {
  std::ranges::sort(edits, {}, &Edit::begin);
  const std::string_view text = source.text();
  FileRewrite result;
  result.file = file;
  std::uint32_t copied = 0;
  const auto line_end = [&](std::uint32_t at) {
    while (at < text.size() && text[at] != '\n') ++at;
    return at < text.size() ? at + 1 : at;
  };
  for (std::size_t i = 0; i < edits.size();) {
    const std::uint32_t line = source.position(edits[i].begin).line;
    const std::uint32_t begin = source.line_begin(line);
    std::uint32_t end = line_end(
        edits[i].end > edits[i].begin && text[edits[i].end - 1] == '\n' ? edits[i].end - 1 : edits[i].end);
    LineChange change{line, "", ""};
    std::uint32_t at = begin;
    for (; i < edits.size() && edits[i].begin < end; ++i) {
      change.after.append(text.substr(at, edits[i].begin - at)).append(edits[i].text);
      at = edits[i].end;
      if (at > end) end = line_end(text[at - 1] == '\n' ? at - 1 : at);
    }
    change.after.append(text.substr(at, end - at));
    change.before = text.substr(begin, end - begin);
    result.text.append(text.substr(copied, begin - copied)).append(change.after);
    copied = end;
    result.changes.push_back(std::move(change));
  }
  result.text.append(text.substr(copied));
  return result;
}

}  // namespace

Rewriting rewrite_expectations(const diagnostics::SourceMap& sources, const std::vector<Trial>& trials,
                               const std::vector<Verdict>& verdicts) {
  Rewriting result;
  std::map<base::FileId, std::vector<Edit>> edits;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (verdicts[i].outcome != Verdict::Outcome::failed) continue;
    std::set<base::Span> out;
    for (const Mismatch& mismatch : verdicts[i].mismatches) {
      if (!trials[i].expectation || mismatch.rewrite.kind == Rewrite::Kind::none) {
        ++result.left;
        continue;
      }
      ++result.values;
      if (mismatch.rewrite.kind == Rewrite::Kind::remove) {
        out.insert(mismatch.span);
      } else {
        edits[mismatch.span.file].push_back(
            {mismatch.span.begin, mismatch.span.end,
             scalar_like(sources.text(mismatch.span), mismatch.rewrite.text)});
      }
    }
    if (out.empty()) continue;
    const base::FileId file = trials[i].expectation->span.file;
    for (const auto& spans : lists_of(*trials[i].expectation)) {
      if (std::ranges::any_of(spans, [&](const base::Span& span) { return out.contains(span); }))
        take_out(sources.get(file).text(), spans, out, edits[file]);
    }
  }
  for (auto& [file, of_file] : edits)
    result.files.push_back(apply(sources.get(file), file, std::move(of_file)));
  return result;
}

}  // namespace weir::suite
