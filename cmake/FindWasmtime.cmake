# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Wasmtime's C and C++ API as Wasmtime::Wasmtime: include/ and lib/ of a C-API release, from the CMake or environment variable WASMTIME_DIR or
# from where setup/install put them. Version 48 is what the runner is written for.
set(hints "${WASMTIME_DIR}" "$ENV{WASMTIME_DIR}" "${NEARNATIVE_DEPS}/wasmtime")
list(REMOVE_ITEM hints "")
find_path(Wasmtime_INCLUDE_DIR wasmtime.hh HINTS ${hints} PATH_SUFFIXES include NO_DEFAULT_PATH)
find_library(Wasmtime_LIBRARY libwasmtime.so HINTS ${hints} PATH_SUFFIXES lib NO_DEFAULT_PATH)
mark_as_advanced(Wasmtime_INCLUDE_DIR Wasmtime_LIBRARY)
if(Wasmtime_INCLUDE_DIR)
  file(STRINGS "${Wasmtime_INCLUDE_DIR}/wasmtime.h" version REGEX "^#define WASMTIME_VERSION \"")
  string(REGEX REPLACE ".*\"([0-9.]+)\".*" "\\1" Wasmtime_VERSION "${version}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Wasmtime REQUIRED_VARS Wasmtime_LIBRARY Wasmtime_INCLUDE_DIR VERSION_VAR Wasmtime_VERSION
  REASON_FAILURE_MESSAGE "Run setup/install, or set WASMTIME_DIR to an unpacked C-API release of Wasmtime 48")

if(Wasmtime_FOUND AND NOT TARGET Wasmtime::Wasmtime)
  add_library(Wasmtime::Wasmtime SHARED IMPORTED)
  # The library of the Python wheel has no SONAME; without this the linker would store its whole path.
  set_target_properties(Wasmtime::Wasmtime PROPERTIES IMPORTED_LOCATION "${Wasmtime_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${Wasmtime_INCLUDE_DIR}" IMPORTED_NO_SONAME ON)
endif()
