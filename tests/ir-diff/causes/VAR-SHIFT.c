// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Another shift in every lane.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py VAR-SHIFT | FileCheck %s
#include <stdint.h>

// CHECK-DAG: {{^}}bit_of: {{decisive|shown}}:
void bit_of(const uint32_t *restrict index, uint32_t *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = 1u << (index[i] & 31);
}

// CHECK-DAG: {{^}}remedied: no:
void remedied(const uint32_t *restrict index, uint32_t *restrict output, int n) {
#pragma clang loop vectorize(disable)
  for (int i = 0; i < n; ++i)
    output[i] = 1u << (index[i] & 31);
}

// The same in all lanes.
// CHECK-DAG: {{^}}uniform: no:
void uniform(const int32_t *restrict values, int32_t *restrict output, int shift, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = (values[i] >> shift) + (values[i] << 3);
}

// CHECK-DAG: {{^}}per_row: no:
void per_row(const int32_t *restrict values, const int32_t *restrict shifts, int32_t *restrict output, int rows, int n) {
  for (int row = 0; row < rows; ++row)
    for (int i = 0; i < n; ++i)
      output[row * n + i] = values[row * n + i] >> shifts[row];
}
