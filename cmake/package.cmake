# The CMake package by which other projects find weir::engine.
include(CMakePackageConfigHelpers)

set(weir_package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/weir)
set(weir_rules_folder ${CMAKE_INSTALL_DATADIR}/weir/rules)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/weirConfig.cmake.in ${PROJECT_BINARY_DIR}/weirConfig.cmake
  INSTALL_DESTINATION ${weir_package_folder} PATH_VARS weir_rules_folder)
# Before 1.0 another minor version may have another interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/weirConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/weirConfig.cmake ${PROJECT_BINARY_DIR}/weirConfigVersion.cmake
  DESTINATION ${weir_package_folder})
install(EXPORT weirTargets NAMESPACE weir:: DESTINATION ${weir_package_folder})
