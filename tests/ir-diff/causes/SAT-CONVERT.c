// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Clamps and conversions of floats to narrow integers.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py SAT-CONVERT | FileCheck %s
#include <stdint.h>

// CHECK-DAG: {{^}}to_words: {{decisive|shown}}:
void to_words(const float *restrict input, int16_t *restrict output, int n) {
  for (int i = 0; i < n; ++i) {
    int value = (int)(input[i] * 32768.0f);
    if (value > 32767)
      value = 32767;
    if (value < -32768)
      value = -32768;
    output[i] = (int16_t)value;
  }
}

// CHECK-DAG: {{^}}remedied: no:
void remedied(const float *restrict input, int16_t *restrict output, int n) {
  for (int i = 0; i < n; ++i) {
    float value = input[i] * 32768.0f;
    value = value < -32768.0f ? -32768.0f : value;
    value = value > 32767.0f ? 32767.0f : value;
    output[i] = (int16_t)value;
  }
}

// Wasm has an instruction for 32 bits.
// CHECK-DAG: {{^}}to_i32: no:
void to_i32(const float *restrict input, int32_t *restrict output, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = (int32_t)input[i];
}
