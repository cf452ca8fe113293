# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# The installed CMake package `nearnative` (its public face is described in nearnativeConfig.cmake.in).
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/nearnative)
configure_package_config_file("${CMAKE_SOURCE_DIR}/cmake/nearnativeConfig.cmake.in" "${CMAKE_BINARY_DIR}/nearnativeConfig.cmake"
  INSTALL_DESTINATION ${package_dir} PATH_VARS CMAKE_INSTALL_BINDIR CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
# Host libraries are x86-64, but the package is also used when cross-compiling to Wasm, hence no check of the pointer size.
write_basic_package_version_file("${CMAKE_BINARY_DIR}/nearnativeConfigVersion.cmake" COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES "${CMAKE_BINARY_DIR}/nearnativeConfig.cmake" "${CMAKE_BINARY_DIR}/nearnativeConfigVersion.cmake"
  "${CMAKE_SOURCE_DIR}/cmake/wasm32-wasi.toolchain.cmake" "${CMAKE_SOURCE_DIR}/cmake/NearNativeWasmFlags.cmake"
  "${CMAKE_SOURCE_DIR}/cmake/nearnative-lto-link.cmake" DESTINATION ${package_dir})
# For guests that are built with the toolchain file or without.
install(FILES "${CMAKE_SOURCE_DIR}/corpus/guests/include/wasi_nn.h" "${CMAKE_SOURCE_DIR}/corpus/guests/include/wasi_nn.hpp"
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" "${CMAKE_SOURCE_DIR}/THIRD-PARTY.md" DESTINATION ${CMAKE_INSTALL_DOCDIR})
