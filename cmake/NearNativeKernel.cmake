# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# nearnative_add_kernel(): compiles one corpus entry for every target and variant (docs/formats.md), with real dependencies,
# so that Ninja rebuilds only what changed.
#
#   build/     objects, and LLVM IR with line tables (native-v2, native-v3, raw, passes): what irdiff compares
#   modules/   every variant in every link order: what wasm-bench measures
#   findings/  irdiff's JSON before (raw) and after (strict) the passes
#   ledgers/   wasm-pipeline's JSON
#
# Expects: NEARNATIVE_CLANG, NEARNATIVE_CLANGXX, NEARNATIVE_TOOLS, NEARNATIVE_DEPS, NEARNATIVE_NODE, NEARNATIVE_WASM_OPT,
# NEARNATIVE_ORDERS, NEARNATIVE_DRIVERS (the folder of manifest.py --out).

set(nearnative_kernel_driver_dir "${CMAKE_CURRENT_LIST_DIR}/../corpus/driver")

include(NearNativeWasmFlags)
list(PREPEND NEARNATIVE_WASM_FLAGS --target=${NEARNATIVE_WASM_TARGET})
# The comparison is between targets, so both sides drop errno, which wasi-libc's math functions never set.
set(NEARNATIVE_NATIVE_FLAGS -fPIC -fno-math-errno)

set(NEARNATIVE_PLUGIN "${NEARNATIVE_TOOLS}/lib/NearNativePasses-22.so")

set(nearnative_flags_native-v2 ${NEARNATIVE_NATIVE_FLAGS} -O3 -march=x86-64-v2)
set(nearnative_flags_native-v3 ${NEARNATIVE_NATIVE_FLAGS} -O3 -march=x86-64-v3)
set(nearnative_flags_reference ${NEARNATIVE_WASM_FLAGS} -O0)
set(nearnative_flags_raw ${NEARNATIVE_WASM_FLAGS} -O3)
set(nearnative_flags_passes ${NEARNATIVE_WASM_FLAGS} -O3 -fpass-plugin=${NEARNATIVE_PLUGIN})
# Loop strength reduction would merge pointers into one counter, and the offsets of unrolled accesses would no longer fold into the loads.
set(nearnative_flags_twin ${nearnative_flags_raw} -mllvm -disable-lsr)

# nearnative_compile(OUTPUT SOURCE BUILD FLAGS… [DEPENDS files…]): one compile of one file with the flags of BUILD (above). DEPENDS:
# generated headers, which must be there before the first compile.
function(nearnative_compile output source build)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "" "DEPENDS")
  set(dependencies)
  set(language)
  set(depfile)
  if(source MATCHES "\\.(cpp|cc)$")
    set(language -std=c++20 -fno-exceptions)
  elseif(source MATCHES "\\.c$")
    set(language -std=gnu17)
  endif()
  if(language)
    set(language ${language} -MD -MF ${output}.d -MT ${output})
    set(depfile DEPFILE ${output}.d)
  endif()
  if(build STREQUAL "passes")
    set(dependencies ${NEARNATIVE_PLUGIN})
  endif()
  cmake_path(GET output PARENT_PATH folder)
  file(MAKE_DIRECTORY "${folder}")
  cmake_path(RELATIVE_PATH output BASE_DIRECTORY "${CMAKE_BINARY_DIR}" OUTPUT_VARIABLE shown)
  add_custom_command(OUTPUT ${output}
    COMMAND ${NEARNATIVE_CLANG} ${nearnative_flags_${build}} ${language} ${arg_UNPARSED_ARGUMENTS} ${source} -o ${output}
    DEPENDS ${source} ${dependencies} ${arg_DEPENDS} ${depfile}
    COMMENT "Compiling ${shown}" VERBATIM COMMAND_EXPAND_LISTS)
endfunction()

# nearnative_link(OUTPUT ORDER [NATIVE] [COMMAND] DRIVER objects… KERNEL objects… [FLAGS …]): links one module, a reactor unless COMMAND is
# given; the orders 0 to 3 are permutations of the same objects, because where code lies alone moves some kernels by more than 10 %.
function(nearnative_link output order)
  cmake_parse_arguments(PARSE_ARGV 2 arg "NATIVE;COMMAND" "" "DRIVER;KERNEL;FLAGS")
  set(model reactor)
  if(arg_COMMAND)
    set(model command)
  endif()
  if(order GREATER_EQUAL 2)
    list(REVERSE arg_DRIVER)
  endif()
  set(objects ${arg_DRIVER} ${arg_KERNEL})
  if(order EQUAL 1 OR order EQUAL 3)
    list(REVERSE arg_KERNEL)
    set(objects ${arg_KERNEL} ${arg_DRIVER})
  endif()
  cmake_path(GET output PARENT_PATH folder)
  file(MAKE_DIRECTORY "${folder}")
  cmake_path(RELATIVE_PATH output BASE_DIRECTORY "${CMAKE_BINARY_DIR}" OUTPUT_VARIABLE shown)
  if(arg_NATIVE)
    set(command ${NEARNATIVE_CLANGXX} -shared -fuse-ld=lld -Wl,-z,now -Wl,-z,defs ${arg_FLAGS} ${objects} -lm -o ${output})
  else()
    # Names stay (for profilers, and the same in every variant), the DWARF of wasi-libc goes.
    # Eigen takes up to 128 KiB of stack per block; the linker's default is 64 KiB.
    set(command ${NEARNATIVE_CLANGXX} ${NEARNATIVE_WASM_FLAGS} -O3 -mexec-model=${model} -Wl,--strip-debug -Wl,-z,stack-size=1048576
      ${arg_FLAGS} ${objects} -o ${output})
  endif()
  add_custom_command(OUTPUT ${output} COMMAND ${command} DEPENDS ${objects} COMMENT "Linking ${shown}" VERBATIM)
endfunction()

# nearnative_post_link(OUTPUT INPUT KERNEL VARIANT ORDER): the wasm-pipeline step of a variant. The ledger is that of order 0.
function(nearnative_post_link output input kernel variant order)
  set(ledger)
  set(arguments)
  if(order EQUAL 0)
    set(ledger "${CMAKE_CURRENT_BINARY_DIR}/ledgers/${kernel}.${variant}.json")
    set(arguments --ledger=${ledger} --tag kernel=${kernel} --tag variant=${variant})
  endif()
  add_custom_command(OUTPUT ${output} ${ledger}
    COMMAND "${NEARNATIVE_TOOLS}/bin/wasm-pipeline" ${input} -o ${output} --profile=balanced --quiet ${arguments}
    DEPENDS ${input} "${NEARNATIVE_TOOLS}/bin/wasm-pipeline" COMMENT "wasm-pipeline ${kernel} ${variant}" VERBATIM)
endfunction()

# nearnative_add_kernel(NAME FOLDER dir SOURCES_NATIVE … SOURCES_WASM … [FLAGS_NATIVE …] [FLAGS_WASM …] [SOURCES_TWIN …]
#                       [GENERATE_SCRIPT x.py GENERATE_OUTPUTS … [GENERATE_ARGUMENTS …] [GENERATE_DEPENDS …]])
# Adds the products to the properties NEARNATIVE_{GENERATED,IR,MODULES,FINDINGS} of the current directory.
function(nearnative_add_kernel name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER;GENERATE_SCRIPT"
    "SOURCES_NATIVE;SOURCES_WASM;FLAGS_NATIVE;FLAGS_WASM;SOURCES_TWIN;GENERATE_OUTPUTS;GENERATE_ARGUMENTS;GENERATE_DEPENDS")
  set(root "${CMAKE_CURRENT_BINARY_DIR}")
  set(build "${root}/build/${name}")
  set(modules "${root}/modules/${name}")
  set(generated "${root}/generated/${name}")
  file(MAKE_DIRECTORY "${modules}" "${root}/findings" "${root}/ledgers")

  if(arg_GENERATE_SCRIPT)
    file(MAKE_DIRECTORY "${generated}")
    list(TRANSFORM arg_GENERATE_OUTPUTS PREPEND "${generated}/")
    list(TRANSFORM arg_GENERATE_DEPENDS PREPEND "${arg_FOLDER}/")
    add_custom_command(OUTPUT ${arg_GENERATE_OUTPUTS}
      COMMAND ${NEARNATIVE_DEPS}/venv/bin/python ${arg_FOLDER}/${arg_GENERATE_SCRIPT} ${arg_GENERATE_ARGUMENTS} --out ${generated}
      DEPENDS ${arg_FOLDER}/${arg_GENERATE_SCRIPT} ${arg_GENERATE_DEPENDS} COMMENT "Generating ${name}" VERBATIM)
    set_property(DIRECTORY APPEND PROPERTY NEARNATIVE_GENERATED ${arg_GENERATE_OUTPUTS})
  endif()

  foreach(list IN ITEMS SOURCES_NATIVE SOURCES_WASM SOURCES_TWIN FLAGS_NATIVE FLAGS_WASM)
    set(values)
    foreach(value IN LISTS arg_${list})
      if(list MATCHES "SOURCES" AND NOT value MATCHES "^@generated@")
        set(value "${arg_FOLDER}/${value}")
      endif()
      string(REPLACE "@generated@" "${generated}" value "${value}")
      string(REPLACE "@dir@" "${arg_FOLDER}" value "${value}")
      list(APPEND values "${value}")
    endforeach()
    set(${list} ${values})
  endforeach()

  # IR for the diff.
  set(count 0)
  foreach(native wasm IN ZIP_LISTS SOURCES_NATIVE SOURCES_WASM)
    cmake_path(GET wasm STEM stem)
    foreach(variant IN ITEMS native-v2 native-v3 raw passes)
      set(source ${wasm})
      set(flags ${FLAGS_WASM})
      if(variant MATCHES "native")
        set(source ${native})
        set(flags ${FLAGS_NATIVE})
      endif()
      set(ir-${variant} "${build}/${variant}/${count}-${stem}.ll")
      nearnative_compile(${ir-${variant}} ${source} ${variant} ${flags} -gline-tables-only -S -emit-llvm)
      set_property(DIRECTORY APPEND PROPERTY NEARNATIVE_IR ${ir-${variant}})
    endforeach()
    foreach(variant IN ITEMS raw strict)
      set(ir ${ir-${variant}})
      if(variant STREQUAL "strict")
        set(ir ${ir-passes})
      endif()
      set(findings "${root}/findings/${name}.${count}.${variant}.json")
      add_custom_command(OUTPUT ${findings}
        COMMAND "${NEARNATIVE_TOOLS}/bin/irdiff" ${ir-native-v2} ${ir} --format=json --tag kernel=${name} --tag variant=${variant} -o ${findings}
        DEPENDS "${NEARNATIVE_TOOLS}/bin/irdiff" ${ir-native-v2} ${ir} COMMENT "irdiff ${name} ${variant}" VERBATIM)
      set_property(DIRECTORY APPEND PROPERTY NEARNATIVE_FINDINGS ${findings})
    endforeach()
    math(EXPR count "${count} + 1")
  endforeach()

  # Objects per build, then modules per variant and order.
  set(builds native-v2 native-v3 reference raw passes)
  if(SOURCES_TWIN)
    list(APPEND builds twin)
  endif()
  foreach(variant IN LISTS builds)
    set(side WASM)
    if(variant MATCHES "native")
      set(side NATIVE)
    endif()
    set(sources ${SOURCES_${side}})
    set(driver "${NEARNATIVE_DRIVERS}/${name}/driver.c")
    set(driver_build ${side})
    if(variant STREQUAL "twin")
      set(sources ${SOURCES_TWIN})
      set(driver "${NEARNATIVE_DRIVERS}/${name}/driver-twin.c")
      set(driver_build TWIN)
    endif()
    set(driver_object "${build}/driver-${driver_build}.o")
    if(NOT DEFINED seen-${driver_build})
      set(seen-${driver_build} TRUE)
      if(side STREQUAL "NATIVE")
        nearnative_compile(${driver_object} ${driver} driver-native -I${nearnative_kernel_driver_dir} -c)
      else()
        nearnative_compile(${driver_object} ${driver} driver-wasm -I${nearnative_kernel_driver_dir} -c)
      endif()
    endif()
    set(objects)
    set(count 0)
    foreach(source IN LISTS sources)
      cmake_path(GET source STEM stem)
      set(object "${build}/${variant}/${count}-${stem}.o")
      nearnative_compile(${object} ${source} ${variant} ${FLAGS_${side}} -c)
      list(APPEND objects ${object})
      math(EXPR count "${count} + 1")
    endforeach()

    set(last 0)
    if(NOT variant STREQUAL "reference")
      math(EXPR last "${NEARNATIVE_ORDERS} - 1")
    endif()
    foreach(order RANGE ${last})
      set(products)
      if(side STREQUAL "NATIVE")
        set(products "${modules}/${variant}.${order}.so")
        nearnative_link(${products} ${order} NATIVE DRIVER ${driver_object} ${nearnative_inputs_NATIVE} KERNEL ${objects})
      else()
        set(linked "${modules}/${variant}.${order}.wasm")
        if(variant STREQUAL "twin")
          set(linked "${build}/twin.${order}.wasm")
        endif()
        nearnative_link(${linked} ${order} DRIVER ${driver_object} ${nearnative_inputs_WASM} KERNEL ${objects})
        if(variant STREQUAL "raw")
          set(products ${linked} "${modules}/wasm-opt.${order}.wasm" "${modules}/post-link.${order}.wasm")
          # -g only keeps the names, as in the other variants. wasm-opt from npm is itself Wasm: optimising it takes V8 longer than running it.
          add_custom_command(OUTPUT "${modules}/wasm-opt.${order}.wasm"
            COMMAND ${NEARNATIVE_NODE} --liftoff-only ${NEARNATIVE_WASM_OPT} -O4 -g ${linked} -o "${modules}/wasm-opt.${order}.wasm"
            DEPENDS ${linked} COMMENT "wasm-opt -O4 ${name}" VERBATIM)
          nearnative_post_link("${modules}/post-link.${order}.wasm" ${linked} ${name} post-link ${order})
        elseif(variant STREQUAL "passes")
          set(products ${linked} "${modules}/strict.${order}.wasm")
          nearnative_post_link("${modules}/strict.${order}.wasm" ${linked} ${name} strict ${order})
        elseif(variant STREQUAL "twin")
          set(products "${modules}/twin.${order}.wasm")
          nearnative_post_link("${modules}/twin.${order}.wasm" ${linked} ${name} twin ${order})
        else()
          set(products ${linked})
        endif()
      endif()
      set_property(DIRECTORY APPEND PROPERTY NEARNATIVE_MODULES ${products})
    endforeach()
  endforeach()
endfunction()
