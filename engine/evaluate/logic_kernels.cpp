#include "evaluate/kernels.hpp"

namespace weir::evaluate {

using plan::Op;

Column logic_kernel(const Frame& frame) {
  Column out = frame.column(plan::ColumnKind::truth);
  auto& is_true = out.is_true.words();
  auto& is_false = out.is_false.words();
  const auto& in = frame.inputs;
  const std::size_t words = is_true.size();
  switch (frame.node.op) {
    case Op::logical_not:
      is_true = in[0]->is_false.words();
      is_false = in[0]->is_true.words();
      break;
    case Op::logical_and:
      is_true = in[0]->is_true.words();
      is_false = in[0]->is_false.words();
      for (std::size_t i = 1; i < in.size(); ++i) {
        for (std::size_t w = 0; w < words; ++w) {
          is_true[w] &= in[i]->is_true.words()[w];
          is_false[w] |= in[i]->is_false.words()[w];
        }
      }
      break;
    case Op::logical_or:
      is_true = in[0]->is_true.words();
      is_false = in[0]->is_false.words();
      for (std::size_t i = 1; i < in.size(); ++i) {
        for (std::size_t w = 0; w < words; ++w) {
          is_true[w] |= in[i]->is_true.words()[w];
          is_false[w] &= in[i]->is_false.words()[w];
        }
      }
      break;
    case Op::doubtful:
      is_false = in[0]->is_false.words();
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
  return out;
}

}  // namespace weir::evaluate
