// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Half-precision numbers, stored and loaded.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py F16 | FileCheck %s
#include <stdint.h>
#include <string.h>

// CHECK-DAG: {{^}}to_half: {{decisive|shown}}:
void to_half(const float *restrict input, __fp16 *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = input[i];
}

// CHECK-DAG: {{^}}dot: {{decisive|shown}}:
float dot(const __fp16 *a, const __fp16 *b, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i)
    sum += (float)a[i] * (float)b[i];
  return sum;
}

// CHECK-DAG: {{^}}remedied: no:
void remedied(const uint16_t *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i) {
    uint32_t bits = (uint32_t)(input[i] & 0x7FFF) << 13;
    float value;
    memcpy(&value, &bits, sizeof value);
    output[i] = value * 0x1p112f;
  }
}

// CHECK-DAG: {{^}}to_float: no:
void to_float(const double *restrict input, float *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = (float)input[i];
}
