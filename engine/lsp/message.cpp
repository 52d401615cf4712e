#include "lsp/message.hpp"

#include <limits>

namespace weir::lsp {
namespace {

/// Deeper JSON is refused before it is read: the library that reads it calls itself for each level.
constexpr int depth_limit = 200;

bool too_deep(std::string_view body) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > depth_limit) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace

std::variant<Message, ResponseError> parse_message(std::string_view body) {
  if (too_deep(body)) return ResponseError{ErrorCode::parse_error, "the message is nested too deep"};
  Json value = Json::parse(body, nullptr, false);
  if (value.is_discarded()) return ResponseError{ErrorCode::parse_error, "the message is no JSON"};
  const auto wrong = [](const char* why) { return ResponseError{ErrorCode::invalid_request, why}; };
  if (!value.is_object()) return wrong("a message is a JSON object");
  if (text_at(value, {"jsonrpc"}) != "2.0") return wrong("a message says `\"jsonrpc\": \"2.0\"`");
  Message message;
  if (const Json* id = find(value, {"id"})) {
    if (!id->is_string() && !id->is_number_integer() && !id->is_null())
      return wrong("the id of a request is a text or a whole number");
    message.id = *id;
  }
  if (const Json* method = find(value, {"method"})) {
    if (!method->is_string()) return wrong("the method of a request is a text");
    message.method = method->get<std::string>();
  } else if (!message.id) {
    return wrong("a message has a method or an id");
  }
  if (const Json* params = find(value, {"params"})) message.params = *params;
  return message;
}

std::string response_to(const Json& id, const Answer& answer) {
  Json body = {{"jsonrpc", "2.0"}, {"id", id}};
  if (const auto* error = std::get_if<ResponseError>(&answer)) {
    body["error"] = {{"code", static_cast<int>(error->code)}, {"message", error->message}};
  } else {
    body["result"] = std::get<Json>(answer);
  }
  return json::dump_line(body);
}

std::string notification(std::string_view method, Json params) {
  return json::dump_line({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

std::string request(const Json& id, std::string_view method, Json params) {
  return json::dump_line({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
}

const Json* find(const Json& value, std::initializer_list<const char*> keys) {
  const Json* at = &value;
  for (const char* key : keys) {
    if (!at->is_object()) return nullptr;
    const auto found = at->find(key);
    if (found == at->end()) return nullptr;
    at = &*found;
  }
  return at;
}

std::optional<std::string> text_at(const Json& value, std::initializer_list<const char*> keys) {
  const Json* found = find(value, keys);
  if (!found || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<std::uint32_t> number_at(const Json& value, std::initializer_list<const char*> keys) {
  const Json* found = find(value, keys);
  if (!found || !found->is_number_integer()) return std::nullopt;
  if (found->is_number_unsigned()) {
    const auto number = found->get<std::uint64_t>();
    if (number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    return static_cast<std::uint32_t>(number);
  }
  const auto number = found->get<std::int64_t>();
  if (number < 0 || number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

}  // namespace weir::lsp
