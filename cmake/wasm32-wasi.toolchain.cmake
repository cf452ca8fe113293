# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Cross-compiles C and C++ to WebAssembly with SIMD, with Debian's clang-22, wasi-libc and libc++:
#   cmake -S . -B build -DCMAKE_TOOLCHAIN_FILE=<prefix>/lib/cmake/nearnative/wasm32-wasi.toolchain.cmake
set(CMAKE_SYSTEM_NAME Generic) # CMake 3.25 knows no WASI platform
set(CMAKE_SYSTEM_PROCESSOR wasm32)
include("${CMAKE_CURRENT_LIST_DIR}/NearNativeWasmFlags.cmake")

set(CMAKE_C_COMPILER clang-22)
set(CMAKE_CXX_COMPILER clang++-22)
set(CMAKE_C_COMPILER_TARGET ${NEARNATIVE_WASM_TARGET})
set(CMAKE_CXX_COMPILER_TARGET ${NEARNATIVE_WASM_TARGET})
set(CMAKE_AR llvm-ar-22)
set(CMAKE_RANLIB llvm-ranlib-22)
list(JOIN NEARNATIVE_WASM_FLAGS " " flags)
set(CMAKE_C_FLAGS_INIT "${flags}")
# Debian's libc++ for Wasm is built without exceptions.
set(CMAKE_CXX_FLAGS_INIT "${flags} -fno-exceptions")
unset(flags)
set(CMAKE_EXECUTABLE_SUFFIX .wasm)
set(CMAKE_EXECUTABLE_SUFFIX_C .wasm)
set(CMAKE_EXECUTABLE_SUFFIX_CXX .wasm)

# Programs and CMake packages (nearnative among them) come from the host; headers and libraries never do.
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
