// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Bytes widened to 32 bits, 16 at a time.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py WIDEN | FileCheck %s
#include <stdint.h>
#include <stdlib.h>

// CHECK-DAG: {{^}}leaky_relu: {{decisive|shown}}:
void leaky_relu(const int8_t *restrict input, int8_t *restrict output, int slope, int n) {
  for (int i = 0; i < n; ++i) {
    int value = input[i];
    value = value < 0 ? (value * slope + 64) >> 7 : value;
    output[i] = value < -128 ? -128 : value > 127 ? 127 : value;
  }
}

// CHECK-DAG: {{^}}remedied: no:
void remedied(const int8_t *restrict input, int8_t *restrict output, int16_t offset, int n) {
  for (int i = 0; i < n; ++i) {
    int16_t value = input[i] - offset;
    value = value < -128 ? -128 : value;
    value = value > 127 ? 127 : value;
    output[i] = value;
  }
}

// LLVM makes one instruction of these, or narrows them again.
// CHECK-DAG: {{^}}average: no:
void average(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = (a[i] + b[i] + 1) >> 1;
}

// CHECK-DAG: {{^}}difference: no:
void difference(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = abs(a[i] - b[i]);
}

// CHECK-DAG: {{^}}blend: no:
void blend(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = (a[i] * 5 + b[i] * 3 + 4) >> 3;
}
