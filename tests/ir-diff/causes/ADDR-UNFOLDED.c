// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Constants that are added to addresses instead of being part of the access.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --facts=all --format=json | FileCheck %s
#include <stddef.h>

typedef float f32x4 __attribute__((vector_size(16), aligned(4)));

// A dot product in four accumulators.
// CHECK: "id": "ADDR-UNFOLDED"
// CHECK: "function": "unfolded"
float unfolded(const float *a, const float *b, size_t n) {
  f32x4 sum[4] = {0};
  for (; n >= 16; n -= 16, a += 16, b += 16)
    for (int k = 0; k < 4; ++k)
      sum[k] += ((const f32x4 *)a)[k] * ((const f32x4 *)b)[k];
  f32x4 total = sum[0] + sum[1] + sum[2] + sum[3];
  return total[0] + total[1] + total[2] + total[3];
}

// The remedy.
// CHECK-NOT: "id": "ADDR-UNFOLDED"
// CHECK: "function": "folded"
float folded(const float *a, const float *b, size_t n) {
  f32x4 sum[4] = {0};
  for (; n >= 16; n -= 16, a += 16, b += 16) {
    const float *at = a, *bt = b;
    __asm__("" : "+r"(at), "+r"(bt));
    for (int k = 0; k < 4; ++k)
      sum[k] += ((const f32x4 *)at)[k] * ((const f32x4 *)bt)[k];
  }
  f32x4 total = sum[0] + sum[1] + sum[2] + sum[3];
  return total[0] + total[1] + total[2] + total[3];
}

// A table with a signed index.
// CHECK: "id": "ADDR-UNFOLDED"
// CHECK: "function": "signed_table"
float table[256];
void signed_table(float *out, const signed char *in, int n) {
#pragma clang loop vectorize(disable) unroll(disable)
  for (int i = 0; i < n; ++i)
    out[i] = table[in[i] + 128];
}

// The remedy.
// CHECK-NOT: "id": "ADDR-UNFOLDED"
// CHECK: "function": "unsigned_table"
void unsigned_table(float *out, const unsigned char *in, int n) {
#pragma clang loop vectorize(disable) unroll(disable)
  for (int i = 0; i < n; ++i)
    out[i] = table[in[i]];
}

// Moving pointers are counters, not addresses; bases that differ need their additions.
// CHECK-NOT: "id": "ADDR-UNFOLDED"
// CHECK: "function": "streams"
void streams(float *restrict out, const float *restrict a, const float *restrict b, int n) {
#pragma clang loop unroll(disable)
  for (int i = 0; i < n; ++i)
    out[i] = a[i] + b[i];
}
