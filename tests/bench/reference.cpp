#include "bench/reference.hpp"

#include <simdjson.h>

#ifndef NDEBUG
#error "simdjson with its checks is half as fast, which would flatter every ratio: build for release"
#endif

namespace weir::bench {

namespace ondemand = simdjson::ondemand;

struct Reference::State {
  simdjson::padded_string text;
  ondemand::parser parser;
};

namespace {

void walk(ondemand::value value, Reference::Reading& into) {
  switch (value.type().value()) {
    case ondemand::json_type::object:
      for (auto field : value.get_object()) {
        into.sum += field.unescaped_key().value().size();
        walk(field.value(), into);
      }
      return;
    case ondemand::json_type::array:
      for (auto item : value.get_array()) walk(item.value(), into);
      return;
    case ondemand::json_type::string:
      into.sum += value.get_string().value().size();
      break;
    case ondemand::json_type::number:
      into.sum += static_cast<std::size_t>(value.get_int64().value());
      break;
    case ondemand::json_type::boolean:
      into.sum += value.get_bool().value() ? 1 : 0;
      break;
    case ondemand::json_type::null:
      break;
  }
  ++into.scalars;
}

}  // namespace

Reference::Reference(std::string_view lines)
    : state_(new State{simdjson::padded_string(lines), ondemand::parser()}) {}
Reference::~Reference() = default;

Reference::Reading Reference::read() {
  Reading reading;
#ifdef SIMDJSON_THREADS_ENABLED
  state_->parser.threaded = false;  // else it finds structure on a second one
#endif
  ondemand::document_stream lines = state_->parser.iterate_many(state_->text, std::size_t{1} << 20).value();
  for (auto line : lines) {
    ondemand::object whole = line.get_object().value();
    for (auto field : whole) {
      reading.sum += field.unescaped_key().value().size();
      walk(field.value(), reading);
    }
    ++reading.cases;
  }
  return reading;
}

}  // namespace weir::bench
