// The grammar of expressions, table tests and case values (docs/language.md), in Boost.Spirit X3. No rule has
// an attribute: the actions push nodes to a Builder. Actions are never undone, so every alternative is told
// apart before its first action.
#include "language/parser.hpp"

#include <boost/spirit/home/x3.hpp>
#include <string>

#include "language/actions.hpp"
#include "language/builder.hpp"
#include "language/explain.hpp"
#include "language/words.hpp"

#pragma GCC diagnostic ignored "-Wparentheses"

namespace weir::language {
namespace {

namespace x3 = boost::spirit::x3;
namespace ascii = boost::spirit::x3::ascii;
using namespace actions;
using base::TextRange;
using Iterator = const char*;

struct BuilderTag;

/// An action on a `raw` token: calls `act(builder, range)`.
template <class Act>
auto on(Act act) {
  return [act](auto& context) {
    Builder& builder = x3::get<BuilderTag>(context);
    const auto& token = x3::_attr(context);
    const Iterator text = builder.text().data();
    act(builder, TextRange{static_cast<std::uint32_t>(token.begin() - text),
                           static_cast<std::uint32_t>(token.end() - text)});
  };
}

/// An action without a token: calls `act(builder)`.
template <class Act>
auto then(Act act) {
  return x3::eps[([act](auto& context) { act(x3::get<BuilderTag>(context)); })];
}

const auto tail = ascii::alnum | x3::char_('_') | (x3::char_('-') >> &ascii::alnum);

x3::symbols<x3::unused_type> make_table(std::string_view level) {
  x3::symbols<x3::unused_type> table;
  for (const OperatorRow& row : operators()) {
    if (row.level == level) table.add(std::string(row.symbol));
  }
  return table;
}

x3::symbols<x3::unused_type> make_table(std::span<const std::string_view> words) {
  x3::symbols<x3::unused_type> table;
  for (const std::string_view word : words) table.add(std::string(word));
  return table;
}

constexpr std::string_view scale_words[] = {"thousand", "million", "billion"};
const auto comparisons = make_table("comparison");
const auto relations = make_table("relation");
const auto sums = make_table("sum");
const auto products = make_table("product");
const auto reserved = make_table(reserved_words());
const auto functions = make_table(function_names());
const auto scales = make_table(scale_words);

auto word(const char* text) {
  return x3::lexeme[x3::lit(text) >> !tail];
}

const auto name_word = x3::lexeme[!(reserved >> !tail) >> ascii::alpha >> *tail];
const auto field_word = x3::lexeme[ascii::alpha >> *tail];
const auto number_word =
    x3::lexeme[ascii::digit >> *(tail | x3::char_('%') | (x3::char_(".") >> &ascii::digit) |
                                 (x3::char_('/') >> &ascii::digit))];
const auto unit_word =
    x3::lexeme[!(reserved >> !tail) >> ascii::alpha >> *tail >> -(x3::char_('/') >> ascii::alpha >> *tail)];

// Actions.

const auto finish = then([](Builder& b) { b.close(); });
const auto leave = then([](Builder& b) { b.leave(); });

auto open(NodeKind kind, std::size_t taken = 0) {
  return on([kind, taken](Builder& b, TextRange token) { b.open(kind, token, taken); });
}

auto leaf(NodeKind kind) {
  return on([kind](Builder& b, TextRange token) {
    Node node;
    node.kind = kind;
    node.range = token;
    node.flag = b.text(token) == "true";
    b.leaf(std::move(node));
  });
}

/// A range without an upper end lasts for ever.
const auto push_never = then([](Builder& b) {
  Node node;
  node.kind = NodeKind::never;
  const auto end = static_cast<std::uint32_t>(b.text().size());
  node.range = {end, end};
  b.leaf(std::move(node));
});

/// Succeeds if the literal being read is a plain number, the only one that takes a scale or a unit.
const auto is_plain_number = x3::eps[(
    [](auto& context) { x3::_pass(context) = x3::get<BuilderTag>(context).top().kind == NodeKind::number; })];
const auto has_unit =
    x3::eps[([](auto& context) { x3::_pass(context) = !x3::get<BuilderTag>(context).top().unit.empty(); })];

const auto begins_with_date =
    x3::eps[([](auto& context) { x3::_pass(context) = x3::get<BuilderTag>(context).begins_with_date(); })];

// What messages call the parts.

#define WEIR_RULE(name, phrase) const x3::rule<struct name##_tag> name = phrase

WEIR_RULE(of_word, "`of`");
WEIR_RULE(in_word, "`in`");
WEIR_RULE(for_word, "`for`");
WEIR_RULE(has_word, "`has`");
WEIR_RULE(above_word, "`above`");
WEIR_RULE(below_word, "`below`");
WEIR_RULE(group_begin, "`(`");
WEIR_RULE(group_end, "`)`");
WEIR_RULE(call_begin, "`(`");
WEIR_RULE(set_begin, "`{`");
WEIR_RULE(call_end, "`)`");
WEIR_RULE(set_end, "`}`");
WEIR_RULE(list_begin, "`[`");
WEIR_RULE(list_end, "`]`");
WEIR_RULE(text_end, "the end");
WEIR_RULE(test_end, "the end of the test");
WEIR_RULE(value_end, "the end of the value");
WEIR_RULE(row_name, "a name for the rows");
WEIR_RULE(field_name, "a field name");
WEIR_RULE(whole_number, "a whole number");
WEIR_RULE(set, "a set");
WEIR_RULE(literal, "a number, a date or another literal");
WEIR_RULE(number_head, "a number");
WEIR_RULE(path, "a name");
WEIR_RULE(reference, "a name");
WEIR_RULE(list, "a list");
WEIR_RULE(atom, "a value");
WEIR_RULE(dated, "a value");
WEIR_RULE(product, "a value");
WEIR_RULE(sum, "a value");
WEIR_RULE(relation, "a value");
WEIR_RULE(unary, "a condition");
WEIR_RULE(chain, "a condition");
WEIR_RULE(filter, "`where`");
WEIR_RULE(contained, "a value");
WEIR_RULE(threshold, "a value");
WEIR_RULE(group, "`(`");
WEIR_RULE(rows_rest, "a name for the rows");
WEIR_RULE(bound, "a bound");
WEIR_RULE(rows_atom, "a value");
WEIR_RULE(test, "a test");
WEIR_RULE(rows, "a name for the rows");
WEIR_RULE(range, "a number, a date or a range");
WEIR_RULE(range_end, "the upper end of the range");
WEIR_RULE(listed_item, "an item");
WEIR_RULE(alternative, "an item or a list");
WEIR_RULE(value, "a value");
#undef WEIR_RULE

const auto of_word_def = word("of");
const auto in_word_def = word("in");
const auto for_word_def = word("for");
const auto has_word_def = word("has");
const auto above_word_def = word("above");
const auto below_word_def = word("below");
const auto group_begin_def = x3::raw[x3::lit('(')][on(enter)];
const auto group_end_def = x3::raw[x3::lit(')')][on(leave_group)];
const auto call_begin_def = x3::raw[x3::lit('(')][on(enter)];
const auto set_begin_def = x3::raw[x3::lit('{')][on(open_set)];
const auto call_end_def = x3::raw[x3::lit(')')][on(leave_bracket)];
const auto set_end_def = x3::raw[x3::lit('}')][on(leave_bracket)];
const auto list_begin_def = x3::raw[x3::lit('[')][on(enter)];
const auto list_end_def = x3::raw[x3::lit(']')][on(leave_bracket)];
const auto text_end_def = x3::eoi;
const auto test_end_def = x3::eoi;
const auto value_end_def = x3::eoi;
const auto row_name_def = x3::raw[name_word][on(add_name)];
const auto field_name_def = x3::raw[field_word][on(add_name)];
const auto whole_number_def =
    x3::raw[x3::lexeme[+ascii::digit >> !(tail | x3::lit('.') | x3::lit('%'))]][on(take_count)];

// Expressions.

const auto chain_def = unary >> -((x3::raw[word("and")][open(NodeKind::logical_and, 1)] > unary >
                                   *(word("and") > unary) > -x3::raw[word("or")][on(refuse_mixed)] > finish) |
                                  (x3::raw[word("or")][open(NodeKind::logical_or, 1)] > unary >
                                   *(word("or") > unary) > -x3::raw[word("and")][on(refuse_mixed)] > finish));
const auto unary_def = (x3::raw[word("not")][on(open_not)] > unary > leave > finish) | relation;

const auto contained_def = (&(word("at") >> word("least") >> number_word >> word("of")) >> word("at") >>
                            word("least") >> whole_number >> of_word > set) |
                           sum;
const auto threshold_def = (x3::raw[word("any")][on(mark_any_of)] > of_word > set) | sum;
const auto relation_def =
    sum >> -((x3::raw[x3::lexeme[comparisons]][on(open_operator)] > sum >
              -(x3::raw[x3::lexeme[comparisons]][on(second_comparison)] > sum) > finish) |
             (x3::raw[word("not") >> word("in")][open(NodeKind::not_in, 1)] > sum > finish) |
             (x3::raw[x3::lexeme[relations >> !tail]][on(open_operator)] > sum > finish) |
             (x3::raw[word("contains")][on(open_operator)] > contained > finish) |
             (x3::raw[word("reaches")][open(NodeKind::reaches, 1)] > threshold > finish) |
             (x3::raw[word("rises")][open(NodeKind::rises_above, 1)] > above_word > threshold > finish) |
             (x3::raw[word("falls")][open(NodeKind::falls_below, 1)] > below_word > threshold > finish));

const auto sum_def = product >> *(x3::raw[sums][on(open_operator)] > product > finish);
const auto product_def = dated >> *(x3::raw[products][on(open_operator)] > dated > finish);
const auto dated_def = atom >>
                       -(x3::raw[word("at") >> !(word("least") | word("most"))][open(NodeKind::dated, 1)] >
                         atom > finish);

const auto group_def = group_begin > chain > group_end;
const auto filter_def = x3::raw[word("where")][on(mark_filter)] > group;
const auto rows_rest_def = row_name > in_word > list > -filter;

const auto path_def = x3::raw[name_word][on(open_path)] > *(x3::lit('.') > field_name) > finish;
const auto function_word = x3::lexeme[functions >> !tail >> &(*ascii::space >> x3::lit('('))];
const auto reference_def =
    (x3::raw[function_word][on(open_call)] > call_begin > chain > *(x3::lit(',') > chain) > call_end >
     finish > -(x3::raw[x3::lit('.')][open(NodeKind::field, 1)] > field_name > *(x3::lit('.') > field_name) >
                finish)) |
    path;
const auto list_def = reference;

const auto set_def = set_begin > -(atom >> *(x3::lit(',') > atom)) > set_end > finish;
const auto bound_def =
    x3::raw[word("at") >> (word("least") | word("most"))][on(open_bound)] > literal > leave > finish;
const auto constant = x3::raw[word("true") | word("false")][leaf(NodeKind::truth)] |
                      x3::raw[word("never")][leaf(NodeKind::never)] |
                      x3::raw[word("none")][leaf(NodeKind::none)];
const auto constant_word = word("true") | word("false") | word("never") | word("none");
const auto number_head_def = x3::raw[number_word][on(open_number)] >>
                             -(is_plain_number >> -x3::raw[x3::lexeme[scales >> !tail]][on(take_scale)] >>
                               -x3::raw[unit_word][on(take_unit)]);
const auto literal_def = (number_head > finish) | constant | bound;

const auto direction = word("after") | word("before") | word("from");
const auto rows_atom_def =
    (x3::raw[word("some") | word("every") | word("no")][on(open_rows)] > row_name > in_word > list > -filter >
     has_word > group > finish) |
    (x3::raw[(word("count") | word("portion")) >> word("of")][on(open_rows)] > rows_rest > finish) |
    (x3::raw[(word("sum") | word("max") | word("min")) >> word("of")][on(open_term)] > sum > for_word >
     rows_rest > leave > finish) |
    (x3::raw[word("joint") >> word("interest") >> word("of")][on(open_rows)] > rows_rest > finish) |
    (x3::raw[word("largest") >> word("joint") >> word("interest") >> word("by")][on(open_rows)] > path >
     of_word > rows_rest > finish);
const auto atom_def =
    (number_head > ((has_unit >> x3::raw[direction][on(take_offset)] > atom > leave > finish) | finish)) |
    constant | bound | (&x3::lit('{') >> set) | (&x3::lit('(') >> group) | reference | rows_atom;

const auto test_def = (x3::raw[word("any")][leaf(NodeKind::test_any)]) |
                      (x3::raw[x3::lexeme[comparisons]][on(open_test)] > sum > finish) |
                      (x3::raw[word("not")][on(open_test_not)] > atom > leave > finish) | chain;

/// The value of `list:` and `subjects:`.
const auto rows_def =
    x3::eps[([](auto& context) { x3::get<BuilderTag>(context).open(NodeKind::rows, {}); })] > rows_rest >
    finish;

// Values of a case.

const auto over_or_under = word("over") | word("under");
const auto starts_range =
    ascii::digit | (((word("at") >> (word("least") | word("most"))) | over_or_under) >> ascii::digit);

const auto range_def =
    (x3::raw[over_or_under][on(open_over)] > literal > finish) |
    (literal >> -(x3::raw[x3::lit("..")][open(NodeKind::value_range, 1)] > range_end > finish));
const auto range_end_def = literal | (x3::eoi >> begins_with_date >> push_never);

const auto item_end = x3::lit(',') | x3::lit(']');
const auto item_text = x3::lexeme[+(x3::char_ - x3::char_(",[]"))];
const auto code_word = x3::lexeme[ascii::digit >> *ascii::digit >> ascii::alpha];
const auto listed_item_def = (x3::raw[word("unknown") >> &item_end][leaf(NodeKind::value_unknown)]) |
                             (&(constant_word >> item_end) >> constant) |
                             (&starts_range >> !code_word >> range) | x3::raw[item_text][on(take_text)];
const auto alternative_def = (x3::raw[x3::lit('[')][on(open_list)] >
                              -(listed_item >> *(x3::lit(',') > listed_item)) > list_end > finish) |
                             listed_item;

const auto whole_words =
    x3::raw[word("unknown") >> &x3::eoi][leaf(NodeKind::value_unknown)] |
    x3::raw[word("not") >> word("yet") >> &x3::eoi][leaf(NodeKind::value_not_yet)] |
    x3::raw[word("not") >> word("applicable") >> &x3::eoi][leaf(NodeKind::value_not_applicable)] |
    (&(constant_word >> x3::eoi) >> constant);
const auto value_def = whole_words |
                       (x3::raw[word("one") >> word("of") >> &x3::lit('[')][open(NodeKind::value_one_of)] >
                        list_begin > -(alternative >> *(x3::lit(',') > alternative)) > list_end > finish) |
                       (&starts_range >> !(code_word) >> range >>
                        -((x3::raw[x3::lit("->")][open(NodeKind::value_change, 1)] > range > finish) |
                          (x3::raw[x3::lit('=')][open(NodeKind::value_equivalents, 1)] > literal >
                           *(x3::lit('=') > literal) > finish))) |
                       (x3::raw[word("about") >> &ascii::digit][on(refuse_rough)]) |
                       (x3::raw[x3::lit('-') >> &ascii::digit][on(refuse_sign)]) |
                       x3::raw[x3::lexeme[+x3::char_]][on(take_text)];

BOOST_SPIRIT_DEFINE(of_word, in_word, for_word, has_word, above_word, below_word, group_begin, group_end,
                    call_begin, call_end, set_begin, set_end, list_begin, list_end, text_end, test_end,
                    value_end, row_name, field_name, whole_number)
BOOST_SPIRIT_DEFINE(set, literal, number_head, path, reference, list, atom, dated, product, sum, relation,
                    unary, chain, filter, contained, threshold, group, rows_rest, bound, rows_atom, test,
                    rows)
BOOST_SPIRIT_DEFINE(range, range_end, listed_item, alternative, value)

template <class Grammar>
Parsed run(std::string_view text, const Grammar& grammar) {
  Parsed result;
  Builder builder(text);
  Iterator first = text.data();
  const Iterator last = first + text.size();
  try {
    const bool read = x3::phrase_parse(first, last, x3::with<BuilderTag>(builder)[grammar], ascii::space);
    if (read) {
      result.ast = builder.take();
    } else {
      result.error = explain(builder, static_cast<std::size_t>(first - text.data()), "a value");
    }
  } catch (const Stop& stop) {
    result.error = stop.error;
  } catch (const x3::expectation_failure<Iterator>& failure) {
    result.error = explain(builder, static_cast<std::size_t>(failure.where() - text.data()), failure.which());
  }
  return result;
}

}  // namespace

Parsed parse_expression(std::string_view text) {
  return run(text, x3::eps > chain > text_end);
}
Parsed parse_test(std::string_view text) {
  return run(text, x3::eps > test > test_end);
}
Parsed parse_rows(std::string_view text) {
  return run(text, x3::eps > rows > text_end);
}
Parsed parse_value(std::string_view text) {
  return run(text, x3::eps > value > value_end);
}

}  // namespace weir::language
