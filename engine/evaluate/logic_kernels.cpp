#include <algorithm>

#include "evaluate/kernels.hpp"
#include "evaluate/word_loops.hpp"

namespace weir::evaluate {

using plan::Op;

void logic_kernel(const Frame& frame, Column& out) {
  out.reset(plan::ColumnKind::truth, frame.rows);
  auto& is_true = out.is_true.words();
  auto& is_false = out.is_false.words();
  const auto& in = frame.inputs;
  const std::size_t words = is_true.size();
  const auto copy = [words](const Bits& from, std::vector<std::uint64_t>& into) {
    std::copy_n(from.words().data(), words, into.data());
  };
  switch (frame.node.op) {
    case Op::logical_not:
      copy(in[0]->is_false, is_true);
      copy(in[0]->is_true, is_false);
      break;
    case Op::logical_and:
      copy(in[0]->is_true, is_true);
      copy(in[0]->is_false, is_false);
      for (std::size_t i = 1; i < in.size(); ++i) {
        and_words(is_true.data(), in[i]->is_true.words().data(), words);
        or_words(is_false.data(), in[i]->is_false.words().data(), words);
      }
      break;
    case Op::logical_or:
      copy(in[0]->is_true, is_true);
      copy(in[0]->is_false, is_false);
      for (std::size_t i = 1; i < in.size(); ++i) {
        or_words(is_true.data(), in[i]->is_true.words().data(), words);
        and_words(is_false.data(), in[i]->is_false.words().data(), words);
      }
      break;
    case Op::doubtful:
      copy(in[0]->is_false, is_false);
      break;
    case Op::judgement:
      for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t yes = in[0]->is_true.words()[w];
        const std::uint64_t no = in[1]->is_true.words()[w] & ~yes;
        const std::uint64_t rest = ~(yes | no);
        is_true[w] = yes | (rest & in[2]->is_true.words()[w]);
        is_false[w] = no | (rest & in[2]->is_false.words()[w]);
      }
      for (std::size_t r = 0; r < frame.rows; ++r) {
        const CaseRow& row = frame.batch.cases[frame.batch.case_row(frame.node.table, r)];
        if (row.presume == CaseRow::Presume::presumptions && out.truth(r) == base::Truth::unknown) {
          out.set_truth(r, in[3]->truth(r));
        }
      }
      break;
    case Op::applies:
      for (std::size_t r = 0; r < frame.rows; ++r) {
        const bool unknown = in[0]->applies[r] == Applies::certainly && in[0]->nothing_known(r);
        out.set_truth(r, unknown                                    ? frame.node.truth
                         : in[0]->applies[r] == Applies::certainly  ? base::Truth::true_value
                         : in[0]->applies[r] == Applies::not_at_all ? base::Truth::false_value
                                                                    : base::Truth::unknown);
      }
      break;
    default:  // at_least
      for (std::size_t r = 0; r < frame.rows; ++r) {
        std::int64_t certain = 0, possible = 0;
        for (const Column* part : in) {
          certain += part->truth(r) == base::Truth::true_value ? 1 : 0;
          possible += part->truth(r) != base::Truth::false_value ? 1 : 0;
        }
        if (certain >= frame.node.count) out.set_truth(r, base::Truth::true_value);
        if (possible < frame.node.count) out.set_truth(r, base::Truth::false_value);
      }
  }
}

}  // namespace weir::evaluate
