# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# How our own libraries and tools are compiled: one place for warnings, sanitizers and what LLVM code needs.

add_library(nearnative_warnings INTERFACE)
target_compile_options(nearnative_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wno-unused-parameter
  $<$<BOOL:${NEARNATIVE_DEVELOPER_MODE}>:-Werror>)

if(NEARNATIVE_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
  # LLVM's headers change type layouts under ASan; the packaged libLLVM was built without it.
  add_compile_definitions(_DISABLE_VECTOR_ANNOTATION _DISABLE_STRING_ANNOTATION)
endif()

# nearnative_use_llvm(TARGET): headers and flags of LLVM code. Tools link libLLVM; a plugin links nothing, its host has it.
function(nearnative_use_llvm target)
  target_include_directories(${target} SYSTEM PUBLIC ${LLVM_INCLUDE_DIRS})
  separate_arguments(definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
  target_compile_definitions(${target} PUBLIC ${definitions})
  if(NOT LLVM_ENABLE_EH)
    target_compile_options(${target} PRIVATE -fno-exceptions)
  endif()
  if(NOT LLVM_ENABLE_RTTI)
    target_compile_options(${target} PRIVATE -fno-rtti)
  endif()
endfunction()

# nearnative_add_library(NAME [LLVM] SOURCES… ): a static library in our style; its include directory is lib/ beside it.
function(nearnative_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "LLVM" "" "SOURCES;LINK")
  add_library(${name} STATIC ${arg_SOURCES})
  target_include_directories(${name} PUBLIC "$<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/lib>")
  target_link_libraries(${name} PRIVATE nearnative_warnings PUBLIC ${arg_LINK})
  if(arg_LLVM)
    nearnative_use_llvm(${name})
  endif()
endfunction()

# nearnative_add_tool(NAME [LLVM] SOURCES… LINK…): an installed program in bin/.
function(nearnative_add_tool name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "LLVM" "" "SOURCES;LINK")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE nearnative_warnings ${arg_LINK})
  if(arg_LLVM)
    nearnative_use_llvm(${name})
    target_link_libraries(${name} PRIVATE LLVM)
  endif()
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()
