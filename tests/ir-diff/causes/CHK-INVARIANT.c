// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The index of a matrix column, computed in 32 bits and checked; data-dependent checks are others.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py CHK-INVARIANT < %t.json | FileCheck %s
#include <stdint.h>

// CHECK: column: decisive: 1 explicit check of what the counter alone decides
uint32_t column(const uint32_t *matrix, uint32_t rows, uint32_t columns, uint32_t at, uint32_t size) {
  uint32_t sum = 0;
  for (uint32_t row = 0; row < rows; ++row) {
    uint32_t place = row * columns + at;
    if (place >= size)
      __builtin_trap();
    sum += matrix[place];
  }
  return sum;
}

// CHECK: once: no
uint32_t once(const uint32_t *matrix, uint32_t rows, uint32_t columns, uint32_t at, uint32_t size) {
  if (rows && (uint64_t)(rows - 1) * columns + at >= size)
    __builtin_trap();
  uint32_t sum = 0;
  for (uint32_t row = 0; row < rows; ++row)
    sum += matrix[row * columns + at];
  return sum;
}

// CHECK: byData: no
uint32_t byData(const uint32_t *values, const uint32_t *at, uint32_t n, uint32_t size) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < n; ++i) {
    if (at[i] >= size)
      __builtin_trap();
    sum += values[at[i]];
  }
  return sum;
}
