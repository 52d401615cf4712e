#pragma once
#include <optional>
#include <string>
#include <variant>

#include "json/json.hpp"

namespace weir::lsp {

using json::Json;

/// Numbers of JSON-RPC and of the protocol.
enum class ErrorCode : int {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  server_not_initialized = -32002,
  request_failed = -32803,
  request_cancelled = -32800,
};

/// Why a request has no result.
struct ResponseError {
  ErrorCode code = ErrorCode::internal_error;
  std::string message;  ///< lower case, no full stop; an editor shows it
};

/// What a request gives.
using Answer = std::variant<Json, ResponseError>;

/// A request (with an id), a notification (without), or a client's response (without a method).
struct Message {
  std::optional<Json> id;
  std::string method;
  Json params;
};

/// Reads one body; an error for what is no JSON or no message of JSON-RPC 2.0. Never throws.
std::variant<Message, ResponseError> parse_message(std::string_view body);

/// Bodies of what the server sends.
std::string response_to(const Json& id, const Answer& answer);
std::string notification(std::string_view method, Json params);
std::string request(const Json& id, std::string_view method, Json params);

/// The value under a path of keys ("textDocument", "uri"); null if any is missing.
const Json* find(const Json& value, std::initializer_list<const char*> keys);
/// A text under a path of keys; none if it is no text.
std::optional<std::string> text_at(const Json& value, std::initializer_list<const char*> keys);
/// A whole number that is not negative and fits 32 bits; none if it is anything else.
std::optional<std::uint32_t> number_at(const Json& value, std::initializer_list<const char*> keys);

}  // namespace weir::lsp
