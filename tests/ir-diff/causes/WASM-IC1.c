// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One vector in flight on Wasm, several natively; no longer with the pragma.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py WASM-IC1 | FileCheck %s
#include <stdint.h>

// CHECK-DAG: {{^}}sum_i32: {{decisive|shown}}:
int32_t sum_i32(const int32_t *values, int n) {
  int32_t sum = 0;
  for (int i = 0; i < n; ++i)
    sum += values[i];
  return sum;
}

// CHECK-DAG: {{^}}remedied: no:
int32_t remedied(const int32_t *values, int n) {
  int32_t sum = 0;
#pragma clang loop interleave_count(4)
  for (int i = 0; i < n; ++i)
    sum += values[i];
  return sum;
}

// Scalar on both sides: interleaving is not what is missing.
// CHECK-DAG: {{^}}ordered: no:
float ordered(const float *values, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i)
    sum += values[i];
  return sum;
}
