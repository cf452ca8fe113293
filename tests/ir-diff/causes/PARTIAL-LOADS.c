// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Loads of odd vectors, which Wasm makes in pieces.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --facts=all --format=json | FileCheck %s
#include <stdint.h>
#include <string.h>

// The real parts of complex numbers, halved.
// CHECK: "id": "PARTIAL-LOADS"
// CHECK: "function": "in_pieces"
void in_pieces(float *restrict out, const float *restrict in, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = in[2 * i] * 0.5f;
}

// The remedy.
// CHECK-NOT: "id": "PARTIAL-LOADS"
// CHECK: "function": "whole"
void whole(float *restrict out, const float *restrict in, int n) {
#pragma clang loop vectorize_width(4)
  for (int i = 0; i < n; ++i) {
    uint64_t pair;
    memcpy(&pair, in + 2 * i, sizeof pair);
    const uint32_t first = (uint32_t)pair;
    float real;
    memcpy(&real, &first, sizeof real);
    out[i] = real * 0.5f;
  }
}

// Both elements are used: nothing is odd.
// CHECK-NOT: "id": "PARTIAL-LOADS"
// CHECK: "function": "both"
void both(float *restrict out, const float *restrict in, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = in[2 * i] * in[2 * i] + in[2 * i + 1] * in[2 * i + 1];
}
