#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "load/definitions.hpp"
#include "load/documents.hpp"
#include "load/expression.hpp"
#include "load/provision.hpp"

namespace weir::load {

namespace {

using diagnostics::Code;
using yaml::NodeId;
using yaml::Reader;

/// One word of a fixed list under `key`, by its place in it; `fallback` if the key is not there.
std::size_t read_word(const Reader& reader, NodeId map, std::string_view key,
                      const std::vector<std::string>& words, std::size_t fallback) {
  const auto node = reader.document().find(map, key);
  if (!node) return fallback;
  const auto word = reader.text(*node, "`" + std::string(key) + "`");
  if (!word) return fallback;
  const auto found = std::ranges::find(words, *word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  emit_unknown(
      reader.sink(), Code::bad_method, reader.span(node.value()),
      "`" + *word + "` is no value of `" + std::string(key) + "`: it is one of " + base::join(words, ", "),
      *word, words, "value");
  return fallback;
}

/// `50%`, `at least 10%`, `over 50%`, `1/3`.
std::optional<model::Bar> bar_from_text(std::string_view text) {
  model::Bar bar;
  for (const std::string_view word : {"over ", "more than "}) {
    if (!text.starts_with(word)) continue;
    bar.reach = model::Bar::Reach::more_than;
    text.remove_prefix(word.size());
  }
  if (text.starts_with("at least ")) text.remove_prefix(9);
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto number = base::Rational::parse(base::trim(text));
  if (!number) return std::nullopt;
  const auto share = percent ? base::Rational::divide(*number, 100) : number;
  if (!share || *share < base::Rational(0) || base::Rational(1) < *share) return std::nullopt;
  bar.share = *share;
  return bar;
}

std::optional<model::Bar> read_bar(const Reader& reader, NodeId node, std::string_view what) {
  const auto text = reader.text(node, what);
  if (!text) return std::nullopt;
  auto bar = bar_from_text(base::trim(*text));
  if (!bar) {
    reader.sink()
        .emit(Code::bad_method, reader.span(node), "`" + *text + "` is no height of a share")
        .with_help("write `50%` or `at least 50%` where half is enough, `over 50%` where it is not");
  }
  return bar;
}

void read_measures(const Reader& reader, NodeId map, std::string_view key, std::vector<std::string>& into,
                   std::vector<base::Span>& spans) {
  const auto node = reader.document().find(map, key);
  if (!node) return;
  const auto add = [&](NodeId item) {
    if (auto text = reader.text(item, "a measure")) {
      into.push_back(std::move(*text));
      spans.push_back(reader.span(item));
    }
  };
  into.clear();
  if (!reader.is_sequence(*node)) return add(*node);
  for (const NodeId item : reader.node(*node).items) add(item);
}

}  // namespace

model::Attribution read_attribution_body(const Reader& reader, NodeId map) {
  model::Attribution body;
  model::Method& method = body.method;
  method.path = static_cast<model::Method::Path>(
      read_word(reader, map, "path", {"direct", "product", "whole", "look-through-only"}, 1));
  method.partnership = static_cast<model::Method::Partnership>(
      read_word(reader, map, "partnership", {"measure", "gp-interest", "gp-parent"}, 0));
  read_measures(reader, map, "measure", method.measures, body.measure_spans);
  body.measure_spans.resize(method.measures.size());
  read_measures(reader, map, "partnership_measure", method.partnership_measures, body.measure_spans);
  if (const auto node = reader.document().find(map, "link")) {
    const auto word = reader.text(*node, "`link`");
    method.dominant = word && *word == "majority-or-dominant";
    if (word && (method.dominant || *word == "majority")) {
      method.link = bar_from_text("over 50%");
    } else if (word) {
      method.link = read_bar(reader, *node, "`link`");
    }
    if (method.path != model::Method::Path::whole) {
      reader.sink()
          .emit(Code::bad_method, reader.span(*node), "`link` belongs to the path `whole`")
          .with_help("the path `product` has `full_from` instead");
    }
  }
  if (const auto node = reader.document().find(map, "full_from")) {
    method.full_from = read_bar(reader, *node, "`full_from`");
    if (method.path != model::Method::Path::product) {
      reader.sink()
          .emit(Code::bad_method, reader.span(*node), "`full_from` belongs to the path `product`")
          .with_help("the path `whole` has `link` instead");
    }
  }
  if (const auto node = reader.document().find(map, "circle")) {
    body.circle = reader.text(*node, "`circle`").value_or("");
    body.circle_span = reader.span(*node);
  }
  return body;
}

model::Circle read_circle_body(const Reader& reader, NodeId map) {
  model::Circle circle;
  const auto links = *reader.document().find(map, "links");
  const auto add = [&](NodeId item) {
    if (auto text = reader.text(item, "a kind of tie")) {
      circle.links.push_back(std::move(*text));
      circle.link_spans.push_back(reader.span(item));
    }
  };
  if (reader.is_sequence(links)) {
    for (const NodeId item : reader.node(links).items) add(item);
  } else {
    add(links);
  }
  if (const auto node = reader.document().find(map, "judged")) {
    circle.judged = reader.text(*node, "`judged`").value_or("");
    circle.judged_span = reader.span(*node);
  }
  circle.only = read_expression_at(reader, map, "only");
  return circle;
}

void read_subjects(const Reader& reader, NodeId map, const std::string& family,
                   std::vector<model::Subject>& into) {
  if (!reader.expect_map(map, "`subjects`")) return;
  for (const auto& [key, value] : reader.node(map).entries) {
    model::Subject subject;
    subject.name = reader.node(key).scalar.text;
    subject.family = family;
    subject.span = reader.span(key);
    if (!is_snake_word(subject.name)) {
      reader.sink()
          .emit(Code::bad_subject, subject.span, "`" + subject.name + "` cannot name a subject")
          .with_help("lower-case words joined by underscores that begin with the regime's prefix");
      continue;
    }
    if (auto rows = read_expression(reader, value, "a list", Grammar::rows)) {
      subject.rows = std::move(*rows);
      into.push_back(std::move(subject));
    }
  }
}

}  // namespace weir::load
