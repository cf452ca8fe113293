# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# libwabt as the package `wabt` has it: the imported target WABT::wabt.
# Not its own CMake config: Debian 13's asks for OpenSSL, which only wasm2c's part of the library uses.
find_path(WABT_INCLUDE_DIR wabt/binary-reader-ir.h)
find_library(WABT_LIBRARY wabt)
mark_as_advanced(WABT_INCLUDE_DIR WABT_LIBRARY)

if(WABT_INCLUDE_DIR AND EXISTS "${WABT_INCLUDE_DIR}/wabt/config.h")
  file(STRINGS "${WABT_INCLUDE_DIR}/wabt/config.h" wabt_version REGEX "WABT_VERSION_STRING")
  string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" WABT_VERSION "${wabt_version}")
  unset(wabt_version)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(WABT REQUIRED_VARS WABT_LIBRARY WABT_INCLUDE_DIR VERSION_VAR WABT_VERSION
  REASON_FAILURE_MESSAGE "install the Debian package wabt (setup/install does)")

if(WABT_FOUND AND NOT TARGET WABT::wabt)
  add_library(WABT::wabt UNKNOWN IMPORTED)
  set_target_properties(WABT::wabt PROPERTIES IMPORTED_LOCATION "${WABT_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${WABT_INCLUDE_DIR}")
endif()
