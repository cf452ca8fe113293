# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# nearnative_write_build_json(FILE BUILDS…): what modules are made with (docs/formats.md, nearnative-build-1), for the fingerprint of every
# measurement: clang, Binaryen, and the flags of the named builds. Expects NEARNATIVE_CLANG, NEARNATIVE_DEPS and NearNativeKernel.cmake.
function(nearnative_write_build_json file)
  execute_process(COMMAND ${NEARNATIVE_CLANG} --version OUTPUT_VARIABLE clang_version)
  string(REGEX MATCH "[^\n]*" clang_version "${clang_version}")
  file(READ "${NEARNATIVE_DEPS}/node_modules/binaryen/package.json" binaryen)
  string(JSON binaryen_version GET "${binaryen}" version)
  set(build_json [[{"schema": "nearnative-build-1", "tools": {}, "flags": {}}]])
  string(JSON build_json SET "${build_json}" tools clang "\"${clang_version}\"")
  string(JSON build_json SET "${build_json}" tools wasm-opt "\"${binaryen_version}\"")
  foreach(build IN LISTS ARGN)
    list(JOIN nearnative_flags_${build} " " flags)
    string(REPLACE "${NEARNATIVE_PLUGIN}" "NearNativePasses-22.so" flags "${flags}")
    string(JSON build_json SET "${build_json}" flags ${build} "\"${flags}\"")
  endforeach()
  file(WRITE "${file}" "${build_json}\n")
endfunction()
