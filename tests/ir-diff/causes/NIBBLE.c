// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Products of 4-bit integers.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py NIBBLE | FileCheck %s
#include <stdint.h>

// CHECK-DAG: {{^}}interleaved: {{decisive|shown}}:
int32_t interleaved(const uint8_t *weights, const int8_t *input, int n) {
  int32_t sum = 0;
  for (int i = 0; i < n; ++i)
    sum += ((weights[i] & 15) - 8) * input[2 * i] + ((weights[i] >> 4) - 8) * input[2 * i + 1];
  return sum;
}

// CHECK-DAG: {{^}}low_halves: {{decisive|shown}}:
uint32_t low_halves(const uint8_t *weights, const uint8_t *input, int n) {
  uint32_t sum = 0;
  for (int i = 0; i < n; ++i)
    sum += (weights[i] & 15) * input[i];
  return sum;
}

// CHECK-DAG: {{^}}remedied: no:
int32_t remedied(const uint8_t *weights, const int8_t *input, int n) {
  int32_t sum = 0;
#pragma clang loop vectorize_width(16)
  for (int i = 0; i < n; ++i)
    sum += (int8_t)((weights[i] & 15) - 8) * input[2 * i] + (int8_t)((weights[i] >> 4) - 8) * input[2 * i + 1];
  return sum;
}

// All eight bits: DOT8.
// CHECK-DAG: {{^}}bytes: no:
int32_t bytes(const int8_t *weights, const int8_t *input, int n) {
  int32_t sum = 0;
  for (int i = 0; i < n; ++i)
    sum += weights[i] * input[i];
  return sum;
}
