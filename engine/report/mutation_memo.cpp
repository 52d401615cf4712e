#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/mutation_report.hpp"

namespace weir::report {
namespace {

using suite::Fate;
using suite::Mutant;

/// Longer texts are shown with their middle left out; JSON has them whole.
constexpr std::size_t longest = 160;

std::string quoted(const std::string& text) {
  if (text.size() <= longest) return "`" + text + "`";
  std::size_t head = longest / 2, tail = text.size() - longest / 3;
  // Never inside a character of several bytes.
  while (head > 0 && (static_cast<unsigned char>(text[head]) & 0xC0u) == 0x80u) --head;
  while (tail < text.size() && (static_cast<unsigned char>(text[tail]) & 0xC0u) == 0x80u) ++tail;
  return "`" + text.substr(0, head) + " … " + text.substr(tail) + "`";
}

/// True if the two are members left out of one list.
bool of_one_list(const Mutant& a, const Mutant& b) {
  return a.kind == suite::MutantKind::member && b.kind == a.kind && a.owner == b.owner && a.of == b.of &&
         a.after.empty() && b.after.empty();
}

/// Mutants of one rule or definition stand together already; inside they are put in the order of the file.
void sort_by_place(std::vector<const Mutant*>& mutants) {
  for (auto first = mutants.begin(); first != mutants.end();) {
    const auto last = std::find_if(first, mutants.end(),
                                   [&](const Mutant* mutant) { return mutant->owner != (*first)->owner; });
    std::stable_sort(first, last, [](const Mutant* a, const Mutant* b) { return a->span < b->span; });
    first = last;
  }
}

std::string members_words(const std::vector<const Mutant*>& members) {
  std::vector<std::string> names;
  for (const Mutant* member : members) names.push_back(member->before);
  return fmt::format("each left out of {}: {}", quoted(members.front()->of), base::join(names, ", "));
}

}  // namespace

std::string mutant_words(const Mutant& mutant) {
  if (!mutant.after.empty()) return quoted(mutant.before) + " to " + quoted(mutant.after);
  std::string words = quoted(mutant.before) + " left out";
  if (!mutant.of.empty()) words += " of " + quoted(mutant.of);
  return words;
}

std::string mutation_words(const suite::Mutation& mutation) {
  std::string words =
      fmt::format("{} mutants, {} killed, {} survived (score {} %)", mutation.tried.size(),
                  mutation.count(Fate::killed), mutation.count(Fate::survived), mutation.score());
  if (mutation.equal > 0) words += fmt::format(", {} equivalent left out", mutation.equal);
  if (mutation.refused > 0) words += fmt::format(", {} that would not load left out", mutation.refused);
  return words;
}

Memo make_mutation_memo(const MutationReport& report) {
  std::vector<const Mutant*> survivors;
  for (const suite::Tried& tried : report.mutation.tried) {
    if (tried.fate == Fate::survived) survivors.push_back(&tried.mutant);
  }
  Memo memo;
  const auto add = [&](Block::Kind kind, std::string text) -> Block& {
    Block& block = memo.emplace_back();
    block.kind = kind;
    block.text = std::move(text);
    return block;
  };
  if (!survivors.empty()) add(Block::Kind::section, "Changes that no test noticed");
  sort_by_place(survivors);
  std::string owner;
  for (std::size_t i = 0; i < survivors.size();) {
    const Mutant& mutant = *survivors[i];
    if (mutant.owner != owner) add(Block::Kind::group, owner = mutant.owner);
    std::vector<const Mutant*> together;
    for (; i < survivors.size() && (together.empty() || of_one_list(mutant, *survivors[i])); ++i)
      together.push_back(survivors[i]);
    Block& item =
        add(Block::Kind::item, together.size() > 1 ? members_words(together) : mutant_words(mutant));
    item.aside = place_of(report.suite.sources, mutant.span);
    item.mark = Mark::failed;
    item.paint = Paint::bad;
  }
  return memo;
}

}  // namespace weir::report
