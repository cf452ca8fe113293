// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Shuffles with lanes that nobody reads, which hide a mask that engines know.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --facts=all --format=json | FileCheck %s

typedef float f32x4 __attribute__((vector_size(16), aligned(4)));

// The sum of each group of eight.
// CHECK: "id": "DEAD-LANES"
// CHECK: "function": "groups"
void groups(float *restrict out, const float *restrict in, int n) {
#pragma clang fp reassociate(on)
  for (int i = 0; i < n; ++i) {
    float sum = 0;
    for (int k = 0; k < 8; ++k)
      sum += in[8 * i + k];
    out[i] = sum;
  }
}

// The remedy.
// CHECK-NOT: "id": "DEAD-LANES"
// CHECK: "function": "four_groups"
void four_groups(float *restrict out, const float *restrict in, int n) {
  for (int i = 0; i + 4 <= n; i += 4) {
    const f32x4 *row = (const f32x4 *)(in + 8 * i);
    const f32x4 r0 = row[0] + row[1], r1 = row[2] + row[3], r2 = row[4] + row[5], r3 = row[6] + row[7];
    const f32x4 a = __builtin_shufflevector(r0, r1, 0, 4, 1, 5) + __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
    const f32x4 b = __builtin_shufflevector(r2, r3, 0, 4, 1, 5) + __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
    *(f32x4 *)(out + i) = __builtin_shufflevector(a, b, 0, 1, 4, 5) + __builtin_shufflevector(a, b, 2, 3, 6, 7);
  }
}

// Masks that repeat lane 0 because they mean it: a splat, a swap of halves, every element twice.
// CHECK-NOT: "id": "DEAD-LANES"
// CHECK: "function": "meant"
void meant(f32x4 *restrict out, const f32x4 *restrict in, int n) {
  for (int i = 0; i < n; ++i) {
    const f32x4 x = in[i];
    out[3 * i] = __builtin_shufflevector(x, x, 0, 0, 0, 0);
    out[3 * i + 1] = __builtin_shufflevector(x, x, 2, 3, 0, 1);
    out[3 * i + 2] = __builtin_shufflevector(x, x, 0, 0, 1, 1);
  }
}

// Lanes of a zero, moved in from the side: the sum over all prefixes.
// CHECK-NOT: "id": "DEAD-LANES"
// CHECK: "function": "prefixes"
void prefixes(f32x4 *x, int n) {
  const f32x4 zero = {0};
#pragma clang loop unroll(disable)
  for (int i = 0; i < n; ++i) {
    x[i] += __builtin_shufflevector(zero, x[i], 0, 4, 5, 6);
    x[i] += __builtin_shufflevector(zero, x[i], 0, 0, 4, 5);
  }
}
