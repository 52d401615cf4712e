add_library(weir_warnings INTERFACE)
target_compile_options(weir_warnings INTERFACE
  -Wall -Wextra -Wconversion -Wshadow
  # False in GCC 12 for every `"literal" + std::string` (GCC bug 105651); there is no raw memory in the engine.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${WEIR_WARNINGS_AS_ERRORS}>:-Werror>)
