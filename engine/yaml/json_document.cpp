#include "yaml/json_document.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <functional>
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
  /// Of the last document, and of longer ones before. They serve the next one, with the memory of their
  /// texts, where nobody holds the last any more.
  std::shared_ptr<std::vector<Node>> nodes;
  std::size_t used = 0;  ///< so many of them are this document's
  // Of the maps and lists that are open, one after the other.
  std::vector<Entry> entries;
  std::vector<std::uint32_t> key_hashes;
  std::vector<NodeId> items;

  /// Builds the tree of one text.
  class Build;
};

/// Thrown where a text is no usable JSON; the sink says why.
struct NoJson {};

class JsonReader::State::Build {
 public:
  Build(State& state, std::string_view text, base::FileId file, diagnostics::Sink& sink)
      : state_(state), file_(file), sink_(sink), size_(text.size()) {
    constexpr std::size_t most_kept = std::size_t{1} << 14;
    if (!state.nodes || state.nodes.use_count() > 1 || state.nodes->size() > most_kept)
      state.nodes = std::make_shared<std::vector<Node>>();
    std::atomic_thread_fence(std::memory_order_acquire);  // another thread may have let the document go
    state.used = 0;
    state.entries.clear();
    state.key_hashes.clear();
    state.items.clear();
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
      root_ = {};
    }
    return DocumentBuilder::whole(file_, root_, state_.nodes);
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

  const Node& at(NodeId id) const { return (*state_.nodes)[id.index()]; }

  Node& add(NodeKind kind, base::Span span) {
    if (state_.used == state_.nodes->size()) state_.nodes->emplace_back();
    Node& node = (*state_.nodes)[state_.used++];
    node.kind = kind;
    node.style = ScalarStyle::plain;
    node.span = span;
    node.scalar.text.clear();
    node.items.clear();
    node.entries.clear();
    return node;
  }
  NodeId last() const { return NodeId(state_.used - 1); }

  NodeId add_text(std::string_view text, std::size_t begin, std::size_t end, ScalarStyle style) {
    Node& node = add(NodeKind::scalar, span(begin, end));
    node.style = style;
    node.scalar.text = text;
    node.scalar.whole = node.span;
    return last();
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
        return add_text(text, begin, begin + trimmed.size(), ScalarStyle::double_quoted);
      }
      case ondemand::json_type::number: {
        // Taken as it is written, also where it is too large or too fine for simdjson's own kinds of number.
        ondemand::number number;
        const simdjson::error_code error = from.get_number().get(number);
        if (!is_number(trimmed)) check(error != simdjson::SUCCESS ? error : simdjson::NUMBER_ERROR, begin);
        return add_text(trimmed, begin, begin + trimmed.size(), ScalarStyle::plain);
      }
      case ondemand::json_type::boolean: {
        bool truth = false;
        check(from.get_bool().get(truth), begin);
        return add_text(truth ? "true" : "false", begin, begin + trimmed.size(), ScalarStyle::plain);
      }
      case ondemand::json_type::null: {
        bool null = false;
        check(from.is_null().get(null), begin);
        if (!null) fail("this is no JSON", begin);
        add(NodeKind::null, span(begin, begin + 4));
        return last();
      }
    }
    fail("this is no JSON", begin);
  }

  /// Refuses a key that the map has, whose entries stand behind `first`.
  void check_unique(std::string_view key, std::size_t first, base::Span key_span) {
    const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(key));
    bool perhaps = false;
    for (std::size_t i = first; i < state_.key_hashes.size(); ++i) perhaps |= state_.key_hashes[i] == hash;
    state_.key_hashes.push_back(hash);
    if (!perhaps) return;
    for (std::size_t i = first; i < state_.entries.size(); ++i) {
      const Node& other = at(state_.entries[i].key);
      if (other.scalar.text != key) continue;
      sink_.emit(Code::duplicate_key, key_span, fmt::format("the key `{}` is there twice", key))
          .label(other.span, "first here");
      throw NoJson{};
    }
  }

  NodeId object(ondemand::value from, std::size_t begin, std::size_t depth) {
    ondemand::object fields;
    check(from.get_object().get(fields), begin);
    std::size_t end = begin + 1;
    const std::size_t first = state_.entries.size();
    for (auto next : fields) {
      ondemand::field field;
      check(std::move(next).get(field), end);
      const std::size_t key_begin = offset(field.key().raw()) - 1;
      std::string_view key;
      check(field.unescaped_key().get(key), key_begin);
      const std::size_t key_end = key_begin + key.size() + 2;
      check_unique(key, first, span(key_begin, key_end));
      const NodeId key_id = add_text(key, key_begin, key_end, ScalarStyle::double_quoted);
      // Before the value is read, so that hashes and entries are as many.
      state_.entries.push_back({key_id, {}});
      const NodeId value_id = value(field.value(), depth + 1);
      state_.entries.back().value = value_id;
      end = at(value_id).span.end;
    }
    Node& node = add(NodeKind::map, span(begin, end + 1));
    node.entries.assign(state_.entries.begin() + static_cast<std::ptrdiff_t>(first), state_.entries.end());
    state_.entries.resize(first);
    state_.key_hashes.resize(first);
    return last();
  }

  NodeId array(ondemand::value from, std::size_t begin, std::size_t depth) {
    ondemand::array items;
    check(from.get_array().get(items), begin);
    std::size_t end = begin + 1;
    const std::size_t first = state_.items.size();
    for (auto next : items) {
      ondemand::value item;
      check(std::move(next).get(item), end);
      const NodeId id = value(item, depth + 1);
      state_.items.push_back(id);
      end = at(id).span.end;
    }
    Node& node = add(NodeKind::sequence, span(begin, end + 1));
    node.items.assign(state_.items.begin() + static_cast<std::ptrdiff_t>(first), state_.items.end());
    state_.items.resize(first);
    return last();
  }

  State& state_;
  base::FileId file_;
  diagnostics::Sink& sink_;
  std::size_t size_;
  NodeId root_;
};

JsonReader::JsonReader() : state_(std::make_unique<State>()) {}
JsonReader::~JsonReader() = default;

Document JsonReader::parse(std::string_view text, base::FileId file, diagnostics::Sink& sink) {
  return State::Build(*state_, text, file, sink).take();
}

}  // namespace weir::yaml
