# The one file that levels library versions: Debian 12 is the reference, newer releases are accepted.
find_package(fmt REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)
find_package(pugixml REQUIRED)

find_package(yaml-cpp REQUIRED)
if(NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

find_package(simdjson REQUIRED)
find_package(ZLIB REQUIRED)

find_package(PkgConfig REQUIRED)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(libmd REQUIRED IMPORTED_TARGET libmd)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2)

# ISO 3166 and 4217 tables, read at build time (engine/model).
find_path(WEIR_ISO_CODES iso_3166-1.json PATHS /usr/share/iso-codes/json NO_DEFAULT_PATH)
if(NOT WEIR_ISO_CODES)
  message(FATAL_ERROR "Debian's iso-codes are missing: run 'make setup'")
endif()
