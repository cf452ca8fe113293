// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// More than four narrow integers converted to floats at once.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %python %S/../causes.py UITOFP-NARROW | FileCheck %s
#include <stdint.h>

// CHECK-DAG: {{^}}words: {{decisive|shown}}:
void words(const int16_t *restrict input, float *restrict output, int n) {
#pragma clang loop vectorize_width(8)
  for (int i = 0; i < n; ++i)
    output[i] = input[i] * 0x1p-15f;
}

// CHECK-DAG: {{^}}bytes: {{decisive|shown}}:
void bytes(const uint8_t *restrict input, float *restrict output, uint8_t *restrict inverse, int n) {
#pragma clang loop vectorize_width(8)
  for (int i = 0; i < n; ++i) {
    output[i] = input[i];
    inverse[i] = 255 - input[i];
  }
}

// CHECK-DAG: {{^}}remedied: no:
void remedied(const int16_t *restrict input, float *restrict output, int n) {
#pragma clang loop vectorize_width(4) interleave_count(4)
  for (int i = 0; i < n; ++i)
    output[i] = input[i] * 0x1p-15f;
}

// CHECK-DAG: {{^}}wide: no:
void wide(const int32_t *restrict input, float *restrict output, int n) {
#pragma clang loop vectorize_width(8)
  for (int i = 0; i < n; ++i)
    output[i] = (float)input[i];
}
