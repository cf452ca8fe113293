// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The remainder is vectorized too, but not behind more checks for overlap than it gains: `few` has one pair of arrays, `many` nine.
// REQUIRES: plugin
// RUN: %wasm_clang -O3 -msimd128 -fpass-plugin=%plugin -S -emit-llvm %s -o - | FileCheck %s
#include <stdint.h>

// CHECK-LABEL: define {{.*}}@few(
// CHECK: store <4 x float>
// CHECK: store <4 x float>
// CHECK: store <4 x float>
// CHECK: store <4 x float>
// CHECK: br i1
// CHECK: store <4 x float>
// CHECK: br i1
// CHECK-NOT: store <4 x float>
void few(float *o, const float *a, float scale, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = a[i] * scale;
}

// CHECK-LABEL: define {{.*}}@many(
// CHECK: store <16 x i8>
// CHECK: store <16 x i8>
// CHECK: store <16 x i8>
// CHECK: br i1
// CHECK-NOT: store <
void many(int8_t *o, int8_t *p, int8_t *q, const int32_t *a, const int32_t *b, const int32_t *c, int n) {
  for (int i = 0; i < n; ++i) {
    o[i] = (int8_t)(a[i] >> 4);
    p[i] = (int8_t)(b[i] >> 4);
    q[i] = (int8_t)(c[i] >> 4);
  }
}
