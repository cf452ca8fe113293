// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tables of bytes, vectorized lane by lane.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py BYTE-GATHER | FileCheck %s
#include <stddef.h>
#include <stdint.h>

extern const uint8_t sigmoid[256];

// CHECK-DAG: {{^}}activation: {{decisive|shown}}:
void activation(uint8_t *restrict values, size_t n) {
  for (size_t i = 0; i < n; ++i)
    values[i] = sigmoid[values[i] ^ 0x80];
}

// CHECK-DAG: {{^}}remedied: no:
void remedied(uint8_t *restrict values, size_t n) {
#pragma clang loop vectorize(disable)
  for (size_t i = 0; i < n; ++i)
    values[i] = sigmoid[values[i] ^ 0x80];
}

// LUT16.
// CHECK-DAG: {{^}}sixteen: no:
void sixteen(uint8_t *restrict values, const uint8_t *restrict table, size_t n) {
  for (size_t i = 0; i < n; ++i)
    values[i] = table[values[i] & 15];
}
