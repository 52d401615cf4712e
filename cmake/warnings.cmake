add_library(weir_warnings INTERFACE)
target_compile_options(weir_warnings INTERFACE
  -Wall -Wextra -Wconversion -Wshadow
  $<$<BOOL:${WEIR_WARNINGS_AS_ERRORS}>:-Werror>)
