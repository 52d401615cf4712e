#include "check/table_cells.hpp"

#include <algorithm>

namespace weir::check {

using base::Rational;
using language::Comparison;
using language::NodeId;
using language::NodeKind;
using model::Kind;

namespace {

/// A constant of a test: a place on the line of numbers, a code, or a truth value.
struct Constant {
  std::optional<Rational> number;
  std::string code;
  std::optional<bool> truth;
  std::string text;
};

/// Values of one input between which no test tells apart.
struct Cell {
  std::size_t position = 0;  ///< on the line: odd are the cut values, even the gaps around them
  std::string code{};        ///< empty: a code that no test names
  bool truth = false;
  std::string words{};
};

class Input {
 public:
  Input(const model::Vocabulary& vocabulary, model::Type type) : vocabulary_(vocabulary), type_(type) {}

  std::optional<Constant> constant(const TypedExpression& typed, NodeId id) const {
    const auto& ast = typed.source->ast;
    const auto& node = ast.node(id);
    const auto& text = typed.source->text.text;
    Constant result;
    result.text = text.substr(node.range.begin, node.range.end - node.range.begin);
    const auto& bound = typed.node(id).binding;
    if (bound.kind == Binding::Kind::code) {
      result.code = bound.code;
      if (const auto* domain = ordered_domain()) {
        const auto found = domain->index.find(bound.code);
        if (found == domain->index.end()) return std::nullopt;
        result.number = Rational(static_cast<std::int64_t>(found->second));
      }
      return result;
    }
    switch (node.kind) {
      case NodeKind::number: {
        result.number = node.value;
        if (const auto unit = vocabulary_.find_unit(node.unit); unit && type_.kind == Kind::quantity) {
          result.number = Rational::multiply(node.value, unit->factor);
        }
        return result.number ? std::optional(result) : std::nullopt;
      }
      case NodeKind::percent:
      case NodeKind::fraction:
        result.number = node.value;
        return result;
      case NodeKind::date:
        result.number = Rational(node.date.days);
        return result;
      case NodeKind::never:
        result.number = Rational(base::Date::never().days);
        return result;
      case NodeKind::truth:
        result.truth = node.flag;
        return result;
      default:
        return std::nullopt;
    }
  }

  void collect(const TypedExpression& typed, NodeId id) {
    const auto& ast = typed.source->ast;
    const auto kind = ast.node(id).kind;
    if (kind == NodeKind::test_compare || kind == NodeKind::test_not || kind == NodeKind::set) {
      for (std::size_t i = 0; i < ast.child_count(id); ++i) collect(typed, ast.child(id, i));
      return;
    }
    const auto found = constant(typed, id);
    if (!found) return;
    if (found->number) {
      const bool known =
          std::ranges::any_of(cuts_, [&](const Constant& cut) { return cut.number == found->number; });
      if (!known) cuts_.push_back(*found);
    } else if (!found->code.empty() && std::ranges::find(codes_, found->code) == codes_.end()) {
      codes_.push_back(found->code);
    }
  }

  void make_cells() {
    if (type_.shape != model::Shape::single) {
      cells_.push_back({});
    } else if (type_.kind == Kind::truth) {
      cells_.push_back({.truth = true, .words = "is true"});
      cells_.push_back({.truth = false, .words = "is false"});
    } else if (type_.kind == Kind::code && !ordered_domain()) {
      make_code_cells();
    } else {
      make_line_cells();
    }
  }

  bool fits(const TypedExpression& typed, NodeId id, const Cell& cell) const {
    const auto& ast = typed.source->ast;
    const auto& node = ast.node(id);
    if (node.kind == NodeKind::test_any) return true;
    if (type_.shape != model::Shape::single) return false;
    if (node.kind == NodeKind::test_not)
      return constant_throughout(typed, ast.child(id, 0)) && !fits(typed, ast.child(id, 0), cell);
    if (node.kind == NodeKind::set) {
      for (std::size_t i = 0; i < ast.child_count(id); ++i) {
        if (fits(typed, ast.child(id, i), cell)) return true;
      }
      return false;
    }
    const bool comparing = node.kind == NodeKind::test_compare;
    const auto value = constant(typed, comparing ? ast.child(id, 0) : id);
    if (!value) return false;
    const Comparison how = comparing ? node.first_operator : Comparison::equal;
    if (value->truth) return (*value->truth == cell.truth) == (how != Comparison::not_equal);
    if (value->number) return compare(cell.position, *value->number, how);
    const auto& domain = vocabulary_.domain(type_.domain);
    const bool inside = !cell.code.empty() && domain.lies_in(cell.code, value->code);
    return inside == (how != Comparison::not_equal);
  }

  const std::vector<Cell>& cells() const { return cells_; }

 private:
  const model::Domain* ordered_domain() const {
    if (type_.kind != Kind::code || !type_.domain.valid()) return nullptr;
    const auto& domain = vocabulary_.domain(type_.domain);
    return domain.ordered && !domain.open ? &domain : nullptr;
  }

  bool constant_throughout(const TypedExpression& typed, NodeId id) const {
    const auto& ast = typed.source->ast;
    if (ast.node(id).kind != NodeKind::set) return constant(typed, id).has_value();
    for (std::size_t i = 0; i < ast.child_count(id); ++i) {
      if (!constant(typed, ast.child(id, i))) return false;
    }
    return true;
  }

  bool compare(std::size_t position, const Rational& value, Comparison how) const {
    const auto cut =
        std::ranges::find_if(cuts_, [&](const Constant& known) { return known.number == value; });
    const std::size_t at = 2 * static_cast<std::size_t>(cut - cuts_.begin()) + 1;
    switch (how) {
      case Comparison::equal:
        return position == at;
      case Comparison::not_equal:
        return position != at;
      case Comparison::less:
        return position < at;
      case Comparison::less_equal:
        return position <= at;
      case Comparison::greater:
        return position > at;
      case Comparison::greater_equal:
        return position >= at;
    }
    return false;
  }

  void make_code_cells() {
    for (const auto& code : codes_) cells_.push_back({.code = code, .words = "is " + code});
    const auto& domain = vocabulary_.domain(type_.domain);
    const auto unnamed = std::ranges::find_if(domain.codes, [&](const model::Code& code) {
      return std::ranges::none_of(codes_,
                                  [&](const std::string& named) { return domain.lies_in(code.id, named); });
    });
    if (unnamed != domain.codes.end())
      cells_.push_back({.code = unnamed->id, .words = "is " + unnamed->id});
    else if (domain.open)
      cells_.push_back({.words = "is another code"});
  }

  void make_line_cells() {
    std::ranges::sort(cuts_, {}, [](const Constant& cut) { return *cut.number; });
    if (const auto* domain = ordered_domain()) {
      // Only the codes themselves lie on this line.
      for (std::size_t i = 0; i < domain->codes.size(); ++i) {
        const Rational place(static_cast<std::int64_t>(i));
        const auto above =
            std::ranges::find_if(cuts_, [&](const Constant& cut) { return *cut.number >= place; });
        std::size_t position = 2 * static_cast<std::size_t>(above - cuts_.begin());
        if (above != cuts_.end() && *above->number == place) ++position;
        cells_.push_back({.position = position, .words = "is " + domain->codes[i].id});
      }
      return;
    }
    const bool share = type_.kind == Kind::share;
    for (std::size_t i = 0; i <= cuts_.size(); ++i) {
      // Shares lie between nothing and all.
      const bool below_nothing = share && i < cuts_.size() && *cuts_[i].number <= Rational(0);
      const bool above_all = share && i > 0 && *cuts_[i - 1].number >= Rational(1);
      const bool after_never =
          type_.kind == Kind::date && i > 0 && *cuts_[i - 1].number >= base::Date::never().days;
      if (!below_nothing && !above_all && !after_never)
        cells_.push_back({.position = 2 * i, .words = gap_words(i)});
      if (i < cuts_.size()) cells_.push_back({.position = 2 * i + 1, .words = "is " + cuts_[i].text});
    }
  }

  std::string gap_words(std::size_t i) const {
    if (cuts_.empty()) return {};
    if (i == 0) return "is under " + cuts_.front().text;
    if (i == cuts_.size()) return "is over " + cuts_.back().text;
    return "is between " + cuts_[i - 1].text + " and " + cuts_[i].text;
  }

  const model::Vocabulary& vocabulary_;
  model::Type type_;
  std::vector<Constant> cuts_;  ///< ascending once cells are made
  std::vector<std::string> codes_;
  std::vector<Cell> cells_;
};

/// Walks the cells of all inputs and drops, input by input, the lines that do not fit.
class Search {
 public:
  Search(const model::Table& table, std::vector<Input> inputs,
         const std::unordered_map<const model::Expression*, TypedExpression>& typed)
      : table_(table), inputs_(std::move(inputs)), typed_(typed), words_(inputs_.size()) {}

  bool finds_gap(std::size_t at, const std::vector<std::size_t>& lines) {
    if (lines.empty()) return true;
    if (at == inputs_.size() || ++steps_ > step_limit) return false;
    for (const auto& cell : inputs_[at].cells()) {
      std::vector<std::size_t> left;
      for (const std::size_t line : lines) {
        if (fits(line, at, cell)) left.push_back(line);
      }
      words_[at] = cell.words;
      if (finds_gap(at + 1, left)) return true;
      words_[at].clear();
    }
    return false;
  }
  std::vector<std::string> take_words() { return std::move(words_); }

 private:
  static constexpr std::size_t step_limit = 200'000;  ///< a larger table is taken as covered

  bool fits(std::size_t line, std::size_t at, const Cell& cell) const {
    if (at >= table_.lines[line].tests.size()) return true;
    const auto& test = table_.lines[line].tests[at];
    const auto found = typed_.find(&test);
    return found == typed_.end() || inputs_[at].fits(found->second, test.ast.root(), cell);
  }

  const model::Table& table_;
  std::vector<Input> inputs_;
  const std::unordered_map<const model::Expression*, TypedExpression>& typed_;
  std::vector<std::string> words_;
  std::size_t steps_ = 0;
};

}  // namespace

std::optional<std::vector<std::string>> uncovered(
    const model::Vocabulary& vocabulary, const model::Table& table, const std::vector<model::Type>& types,
    const std::unordered_map<const model::Expression*, TypedExpression>& typed) {
  std::vector<Input> inputs;
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (types[i].kind == Kind::code && !types[i].domain.valid()) return std::nullopt;
    Input input(vocabulary, types[i]);
    for (const auto& line : table.lines) {
      if (i >= line.tests.size()) continue;
      const auto found = typed.find(&line.tests[i]);
      if (found != typed.end()) input.collect(found->second, line.tests[i].ast.root());
    }
    input.make_cells();
    inputs.push_back(std::move(input));
  }
  std::vector<std::size_t> lines(table.lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i] = i;
  Search search(table, std::move(inputs), typed);
  if (!search.finds_gap(0, lines)) return std::nullopt;
  return search.take_words();
}

}  // namespace weir::check
