#include "yaml/json_document.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "yaml/builder.hpp"

namespace weir::yaml {

using diagnostics::Code;
namespace ondemand = simdjson::ondemand;

namespace {

/// True of a number by JSON's grammar (RFC 8259, section 6), however large.
bool is_number(std::string_view text) {
  const auto digits = [&] {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool zero = text.starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return text.empty();
}

}  // namespace

struct JsonReader::State {
  ondemand::parser parser;
  std::vector<char> text;  ///< the text with the room behind it that the parser wants

  /// Builds the tree of one text.
  class Build;
};

/// Thrown where a text is no usable JSON; the sink says why.
struct NoJson {};

class JsonReader::State::Build {
 public:
  Build(State& state, std::string_view text, base::FileId file, diagnostics::Sink& sink)
      : state_(state), file_(file), sink_(sink), size_(text.size()) {
    state.text.resize(size_ + simdjson::SIMDJSON_PADDING);
    std::memcpy(state.text.data(), text.data(), size_);
    std::memset(state.text.data() + size_, 0, simdjson::SIMDJSON_PADDING);
  }

  Document take() {
    try {
      ondemand::document json;
      check(state_.parser.iterate(state_.text.data(), size_, state_.text.size()).get(json));
      ondemand::value root;
      const auto failed = json.get_value().get(root);
      if (failed != simdjson::SUCCESS) no_object(0);
      root_ = value(root, 0);
      if (at(root_).kind != NodeKind::map) no_object(0);
      // Behind the last bracket the reader has no place any more.
      if (const char* at = nullptr; json.current_location().get(at) == simdjson::SUCCESS)
        fail("something stands behind the object", offset(at));
    } catch (const NoJson&) {
      nodes_.clear();
      root_ = {};
    }
    return DocumentBuilder::whole(file_, root_, std::move(nodes_));
  }

 private:
  base::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(std::min(begin, size_)),
            static_cast<std::uint32_t>(std::min(end, size_))};
  }
  std::size_t offset(const char* at) const { return static_cast<std::size_t>(at - state_.text.data()); }
  [[noreturn]] void fail(std::string message, std::size_t at) {
    sink_.emit(Code::json_syntax, span(at, at + 1), std::move(message));
    throw NoJson{};
  }
  [[noreturn]] void no_object(std::size_t at) { fail("the line is no JSON object", at); }
  void check(simdjson::error_code error, std::size_t at = 0) {
    switch (error) {
      case simdjson::SUCCESS:
        return;
      case simdjson::UTF8_ERROR:
        return fail("the line is not UTF-8", at);
      case simdjson::EMPTY:
        return no_object(at);
      case simdjson::UNCLOSED_STRING:
        return fail("a text has no closing quote", at);
      case simdjson::DEPTH_ERROR:
        return fail("objects and lists are nested too deep", at);
      default:
        return fail("this is no JSON", at);
    }
  }

  const Node& at(NodeId id) const { return nodes_[id.index()]; }

  NodeId add(Node node) {
    nodes_.push_back(std::move(node));
    return NodeId(nodes_.size() - 1);
  }

  Node text_node(std::string text, std::size_t begin, std::size_t end, ScalarStyle style) const {
    Node node;
    node.kind = NodeKind::scalar;
    node.style = style;
    node.span = span(begin, end);
    node.scalar = base::unmapped(text, file_);
    node.scalar.whole = node.span;
    node.scalar.runs.clear();
    node.scalar.exact = false;
    return node;
  }

  NodeId value(ondemand::value from, std::size_t depth) {
    if (depth > Document::depth_limit) {
      sink_.emit(Code::yaml_too_deep, span(0, size_),
                 fmt::format("maps and lists are nested more than {} deep", Document::depth_limit));
      throw NoJson{};
    }
    ondemand::json_type type{};
    const std::string_view token = from.raw_json_token();
    const std::size_t begin = offset(token.data());
    check(from.type().get(type), begin);
    std::string_view trimmed = token;
    while (!trimmed.empty() && std::strchr(" \t\r\n", trimmed.back()) != nullptr) trimmed.remove_suffix(1);
    switch (type) {
      case ondemand::json_type::object:
        return object(from, begin, depth);
      case ondemand::json_type::array:
        return array(from, begin, depth);
      case ondemand::json_type::string: {
        std::string_view text;
        check(from.get_string().get(text), begin);
        return add(text_node(std::string(text), begin, begin + trimmed.size(), ScalarStyle::double_quoted));
      }
      case ondemand::json_type::number: {
        // Taken as it is written, also where it is too large or too fine for simdjson's own kinds of number.
        ondemand::number number;
        const simdjson::error_code error = from.get_number().get(number);
        if (!is_number(trimmed)) check(error != simdjson::SUCCESS ? error : simdjson::NUMBER_ERROR, begin);
        return add(text_node(std::string(trimmed), begin, begin + trimmed.size(), ScalarStyle::plain));
      }
      case ondemand::json_type::boolean: {
        bool truth = false;
        check(from.get_bool().get(truth), begin);
        return add(text_node(truth ? "true" : "false", begin, begin + trimmed.size(), ScalarStyle::plain));
      }
      case ondemand::json_type::null: {
        bool null = false;
        check(from.is_null().get(null), begin);
        if (!null) fail("this is no JSON", begin);
        Node node;
        node.span = span(begin, begin + 4);
        return add(std::move(node));
      }
    }
    fail("this is no JSON", begin);
  }

  NodeId object(ondemand::value from, std::size_t begin, std::size_t depth) {
    Node node;
    node.kind = NodeKind::map;
    ondemand::object fields;
    check(from.get_object().get(fields), begin);
    std::size_t end = begin + 1;
    for (auto next : fields) {
      ondemand::field field;
      check(std::move(next).get(field), end);
      const std::size_t key_begin = offset(field.key().raw()) - 1;
      std::string_view key;
      check(field.unescaped_key().get(key), key_begin);
      const std::size_t key_end = key_begin + key.size() + 2;
      for (const Entry& other : node.entries) {
        const base::Span first = at(other.key).span;
        if (at(other.key).scalar.text != key) continue;
        sink_
            .emit(Code::duplicate_key, span(key_begin, key_end),
                  fmt::format("the key `{}` is there twice", key))
            .label(first, "first here");
        throw NoJson{};
      }
      const NodeId key_id = add(text_node(std::string(key), key_begin, key_end, ScalarStyle::double_quoted));
      const NodeId value_id = value(field.value(), depth + 1);
      end = at(value_id).span.end;
      node.entries.push_back({key_id, value_id});
    }
    node.span = span(begin, end + 1);
    return add(std::move(node));
  }

  NodeId array(ondemand::value from, std::size_t begin, std::size_t depth) {
    Node node;
    node.kind = NodeKind::sequence;
    ondemand::array items;
    check(from.get_array().get(items), begin);
    std::size_t end = begin + 1;
    for (auto next : items) {
      ondemand::value item;
      check(std::move(next).get(item), end);
      node.items.push_back(value(item, depth + 1));
      end = at(node.items.back()).span.end;
    }
    node.span = span(begin, end + 1);
    return add(std::move(node));
  }

  State& state_;
  base::FileId file_;
  diagnostics::Sink& sink_;
  std::size_t size_;
  std::vector<Node> nodes_;
  NodeId root_;
};

JsonReader::JsonReader() : state_(std::make_unique<State>()) {}
JsonReader::~JsonReader() = default;

Document JsonReader::parse(std::string_view text, base::FileId file, diagnostics::Sink& sink) {
  return State::Build(*state_, text, file, sink).take();
}

}  // namespace weir::yaml
