#include "bench/answers.hpp"

#include <algorithm>
#include <bit>

namespace weir::bench {

namespace {

// Calls `use(rule, row)` for each bit, rules in order.
template <class Word, class Use>
void for_each_bit(std::size_t rules, std::size_t rows, const Word& word, const Use& use) {
  const std::size_t words = (rows + 63) / 64;
  for (std::uint32_t rule = 0; rule < rules; ++rule) {
    for (std::size_t w = 0; w < words; ++w) {
      std::uint64_t bits = word(rule, w);
      if (w + 1 == words && rows % 64 != 0) bits &= (std::uint64_t{1} << (rows % 64)) - 1;
      for (; bits != 0; bits &= bits - 1)
        use(rule, w * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }
}

// Rules by row: counted first, so that each row's list lies in one piece.
template <class Word>
void gather(std::size_t rules, std::size_t rows, const Word& word, std::vector<std::uint32_t>& begin,
            std::vector<std::uint32_t>& list, std::vector<std::uint32_t>& place) {
  begin.assign(rows + 1, 0);
  for_each_bit(rules, rows, word, [&](std::uint32_t, std::size_t row) { ++begin[row + 1]; });
  for (std::size_t row = 0; row < rows; ++row) begin[row + 1] += begin[row];
  list.resize(begin[rows]);
  place.assign(begin.begin(), begin.end() - 1);
  for_each_bit(rules, rows, word, [&](std::uint32_t rule, std::size_t row) { list[place[row]++] = rule; });
}

std::string words_of(const Answer& answer, const std::vector<Rule>& rules) {
  std::string words = std::to_string(answer.low) + ".." + std::to_string(answer.high) + " fired";
  for (const std::uint32_t rule : answer.fired) words += " " + rules[rule].id;
  words += " open";
  for (const std::uint32_t rule : answer.open) words += " " + rules[rule].id;
  return words;
}

}  // namespace

std::vector<std::unique_ptr<Block>> prepare_blocks(const plan::Plan& plan, const std::vector<Facts>& cases) {
  std::vector<std::unique_ptr<Block>> blocks;
  for (std::size_t first = 0; first < cases.size(); first += block_cases) {
    blocks.push_back(std::make_unique<Block>());
    Block& block = *blocks.back();
    block.first = first;
    const std::size_t last = std::min(cases.size(), first + block_cases);
    block.cases.reserve(last - first);
    std::vector<evaluate::CaseRow> rows;
    for (std::size_t i = first; i < last; ++i) {
      block.cases.push_back(case_of(cases[i], i, plan.vocabulary()));
      evaluate::CaseRow& row = rows.emplace_back();
      row.facts = &block.cases.back();
      row.as_of = row.known_on = cases[i].date;
    }
    block.batch = evaluate::make_batch(plan, std::move(rows), {});
    block.evaluation = std::make_unique<evaluate::Evaluation>(block.batch, block.dictionary);
    block.evaluation->prepare();
  }
  return blocks;
}

const std::vector<evaluate::Column>& evaluate_block(Block& block) {
  return block.evaluation->run();
}

Answer Answers::of(std::size_t row) const {
  const auto part = [row](const std::vector<std::uint32_t>& begin, const std::vector<std::uint32_t>& list) {
    return std::vector<std::uint32_t>(list.begin() + begin[row], list.begin() + begin[row + 1]);
  };
  return {low[row], high[row], part(fired_begin, fired), part(open_begin, open)};
}

AnswerReader::AnswerReader(const plan::Plan& plan) : plan_(plan) {
  for (const plan::CompiledRule& rule : plan.rules) {
    std::int64_t& sum = points_.emplace_back(0);
    for (const model::Rule::Points& points : rule.rule->risk) sum += points.points;
  }
}

const Answers& AnswerReader::read(const std::vector<evaluate::Column>& all, std::size_t rows) {
  const std::size_t rules = points_.size();
  std::vector<const evaluate::Column*> columns;
  for (const plan::CompiledRule& rule : plan_.rules) columns.push_back(&all[rule.applies.index()]);
  gather(
      rules, rows, [&](std::size_t rule, std::size_t w) { return columns[rule]->is_true.words()[w]; },
      answers_.fired_begin, answers_.fired, place_);
  gather(
      rules, rows,
      [&](std::size_t rule, std::size_t w) {
        return ~(columns[rule]->is_true.words()[w] | columns[rule]->is_false.words()[w]);
      },
      answers_.open_begin, answers_.open, place_);
  answers_.low.resize(rows);
  answers_.high.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    std::int64_t fired = 0, open = 0;
    for (std::uint32_t i = answers_.fired_begin[row]; i < answers_.fired_begin[row + 1]; ++i)
      fired += points_[answers_.fired[i]];
    for (std::uint32_t i = answers_.open_begin[row]; i < answers_.open_begin[row + 1]; ++i)
      open += points_[answers_.open[i]];
    answers_.low[row] = fired;
    answers_.high[row] = fired + open;
  }
  return answers_;
}

std::string first_difference(const Workload& workload, const Block& block, const Answers& answers) {
  for (std::size_t row = 0; row < block.cases.size(); ++row) {
    const Answer expected = expected_answer(workload.rules, workload.cases[block.first + row]);
    const Answer found = answers.of(row);
    if (found == expected) continue;
    return "case " + std::to_string(block.first + row) + ": expected " + words_of(expected, workload.rules) +
           "; found " + words_of(found, workload.rules);
  }
  return {};
}

}  // namespace weir::bench
