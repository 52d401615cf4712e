#include "yaml/json_structure.hpp"

#include <simdjson.h>

#include <algorithm>

namespace weir::yaml {

// The first of simdjson's two stages, by the implementation that it picks for the machine. Its types are
// public and meant for the library's own second stage; that places are what its getters see is proven by a
// test.
struct JsonStructure::State {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  std::size_t capacity = 0;
  bool found = false;
};

JsonStructure::JsonStructure() : state_(std::make_unique<State>()) {}
JsonStructure::~JsonStructure() = default;

bool JsonStructure::find(const char* text, std::size_t size) {
  State& state = *state_;
  state.found = false;
  if (size == 0 || size > simdjson::SIMDJSON_MAXSIZE_BYTES) return false;
  if (state.capacity < size) {
    const std::size_t capacity = std::max<std::size_t>(size + size / 4, std::size_t{1} << 20);
    constexpr std::size_t depth = 1;  // of use to the second stage only
    state.parser.reset();
    state.capacity = 0;
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(
            capacity, depth, state.parser) != simdjson::SUCCESS)
      return false;
    state.capacity = capacity;
  }
  state.found = state.parser->stage1(reinterpret_cast<const std::uint8_t*>(text), size,
                                     simdjson::stage1_mode::regular) == simdjson::SUCCESS;
  if (state.found) {
    // There is room for more than two behind the last one.
    const std::size_t behind = state.parser->n_structural_indexes;
    state.parser->structural_indexes[behind] = state.parser->structural_indexes[behind + 1] =
        static_cast<std::uint32_t>(size);
  }
  return state.found;
}

std::span<const std::uint32_t> JsonStructure::places() const {
  if (!state_->found) return {};
  return {state_->parser->structural_indexes.get(), state_->parser->n_structural_indexes};
}

}  // namespace weir::yaml
