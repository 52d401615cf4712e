#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evaluate/kernels.hpp"
#include "evaluate/plain_fact.hpp"
#include "evaluate/truth_strips.hpp"

namespace weir::evaluate {

/// The part of a plan whose truths hang on plain facts of a case alone, as a list of instructions over bits:
/// tests of facts against constants, joined by and, or and not. It gives the columns that the plan's own
/// kernels give, strip of rows by strip, without a column for each step.
class TruthProgram {
 public:
  /// What the program can read, asked once.
  struct Sources {
    /// What is stated of the fact that a node has on a row a case; null of any other node.
    std::function<const PlainFact*(plan::NodeId)> fact;
    /// A truth that hangs on the days of the rows alone.
    std::function<bool(plan::NodeId)> of_days;
  };

  /// Looks through the nodes marked in `cone`. The plan and the dictionary must outlive the program.
  TruthProgram(const plan::Plan& plan, const std::vector<bool>& cone, Sources sources,
               Dictionary& dictionary);

  /// True of a node that the program can compute.
  bool has(plan::NodeId node) const { return has_[node.index()]; }

  // Before the first run:
  /// Computes a node in each run, for the column `into`, which has a bit for each row.
  void put_out(plan::NodeId node, Column& into);
  /// Computes a node in each run, to be put where `show_in` says.
  void show(plan::NodeId node);
  /// Makes the instructions for all that is put out; `column_of` gives the columns of days.
  void compile(std::size_t rows, const std::function<const Column&(plan::NodeId)>& column_of);
  /// The truths of days that the program reads, known once the nodes to be put out are.
  std::vector<plan::NodeId> days_read() const;

  /// Puts what a node that is shown came to there, too, in each further run; for all rows there is room for.
  void show_in(plan::NodeId node, const TruthStrips& into);

  /// The facts that are read.
  std::set<const PlainFact*> facts_read() const;

  void run();

 private:
  using Slot = std::uint32_t;  ///< place in `slots_`, by two
  enum class Do : std::uint8_t { fact, days, member, compare, negate, all, any, store, show };
  struct Instruction {
    Do what{};
    Slot into = 0;            ///< of `store` and `show` what is read
    std::uint32_t which = 0;  ///< place in `facts_`, `days_`, `members_`, `compares_`, `stores_`, `shows_`
    /// Part of `tape_`: slots that are read, or where planes of the fact begin; of `show` part of `places_`.
    std::uint32_t first = 0, count = 0;
  };
  /// The words of a column that is put out; it keeps its memory.
  struct Store {
    std::uint64_t *yes, *no;
  };
  /// A code that stands in sets: the planes of items of a fact that lie in it.
  struct Code {
    const PlainFact* fact;
    const model::Domain* domain;
    std::string_view text;
    std::vector<std::uint32_t> planes;
    std::size_t asked = 0;  ///< so many items were looked at
  };
  /// A test of membership in a constant set.
  struct Member {
    const PlainFact* fact;
    bool denied = false;     ///< not in
    bool empty_set = false;  ///< nothing is in it, whatever is not known
    std::uint32_t more = 0;  ///< planes of what is possibly in the set, behind those of what certainly is
  };
  /// What is in a set, as places in `codes_`.
  struct Members {
    std::vector<std::uint32_t> certain, doubtful;
  };
  /// A test of a figure: whether its parts are less than a bound or equal to it.
  struct Compare {
    const PlainFact* fact;
    std::int64_t bound = 0;
    bool less = true;
    bool negated = false;
    std::int32_t currency = -1;  ///< of the constant
  };

  bool can(plan::NodeId node) const;
  std::optional<Compare> compare_of(const plan::Node& node) const;
  const plan::Node* set_of(const plan::Node& node) const;
  std::vector<bool> wanted() const;
  void emit(plan::NodeId node, Slot into, const std::vector<Slot>& slots,
            const std::function<const Column&(plan::NodeId)>& column_of);
  std::span<const plan::NodeId> inputs_of(plan::NodeId node) const;
  void add_member(const plan::Node& node);
  std::uint32_t place_of(const PlainFact* fact, const model::Domain* domain, std::string_view code);
  void add_planes(Instruction& instruction);
  void follow_planes();
  void follow_places();
  void run_strip(std::size_t strip);

  const plan::Plan& plan_;
  Sources sources_;
  Dictionary& dictionary_;
  std::vector<bool> has_;  ///< by node
  std::vector<std::pair<plan::NodeId, Column*>> put_out_;
  std::map<plan::NodeId, std::vector<TruthStrips>> shown_;
  std::size_t rows_ = 0;
  std::vector<Instruction> instructions_;
  std::vector<std::uint32_t> tape_;
  std::size_t slots_read_ = 0;  ///< so much of the tape are slots; behind them stand planes
  std::vector<std::pair<const Planes*, std::size_t>> planes_;  ///< that are read, and how many there were
  std::vector<const PlainFact*> facts_;
  std::vector<const Column*> days_;
  std::vector<Store> stores_;
  std::vector<plan::NodeId> shows_;
  std::vector<TruthStrips> places_;  ///< of all that is shown, in the order of the instructions
  bool new_places_ = true;
  std::vector<Member> members_;
  std::vector<Members> sets_;  ///< of `members_`
  std::vector<Code> codes_;
  std::map<std::pair<const PlainFact*, const model::Domain*>,
           std::unordered_map<std::string_view, std::uint32_t>>
      code_places_;
  std::vector<Compare> compares_;
  std::vector<StripWords>
      slots_;  ///< of one strip: the words in which something holds, those in which it does not
};

}  // namespace weir::evaluate
