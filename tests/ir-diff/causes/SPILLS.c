// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// More values live through a loop than there are registers.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --facts=all --format=json | FileCheck %s
#include <stddef.h>

// A vector times a matrix with eighty columns.
// CHECK: "id": "SPILLS"
// CHECK: "function": "eighty"
void eighty(float *restrict out, const float *restrict x, const float *restrict rows, size_t n) {
  float sum[80] = {0};
  for (size_t i = 0; i < n; ++i)
    for (int r = 0; r < 80; ++r)
      sum[r] += x[i] * rows[80 * i + r];
  for (int r = 0; r < 80; ++r)
    out[r] = sum[r];
}

// The remedy.
// CHECK-NOT: "id": "SPILLS"
// CHECK: "function": "sixteen"
void sixteen(float *restrict out, const float *restrict x, const float *restrict rows, size_t n) {
#pragma clang loop unroll(disable)
  for (int first = 0; first < 80; first += 16) {
    float sum[16] = {0};
    for (size_t i = 0; i < n; ++i)
      for (int r = 0; r < 16; ++r)
        sum[r] += x[i] * rows[80 * i + first + r];
    for (int r = 0; r < 16; ++r)
      out[first + r] = sum[r];
  }
}
