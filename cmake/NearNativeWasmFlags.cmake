# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# What every Wasm compile and link of ours has. Debian's libc++ for Wasm lies under the name wasm32-wasi, which LLVM 22 warns about;
# clang runs whatever wasm-opt is on PATH unless told not to, and the flag is unused (with a warning) when only compiling.
set(NEARNATIVE_WASM_TARGET wasm32-wasi)
set(NEARNATIVE_WASM_FLAGS -Wno-deprecated -Wno-unused-command-line-argument --no-wasm-opt -msimd128)
