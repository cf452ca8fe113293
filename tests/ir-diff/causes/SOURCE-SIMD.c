// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A path for SSE beside a plain one; vectors that a vectorizer made are not in the source.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py SOURCE-SIMD < %t.json | FileCheck %s
#ifdef __SSE2__
#include <emmintrin.h>
#endif

// CHECK: energy: decisive: natively the source has vector types here
float energy(const float *a, int n) {
#ifdef __SSE2__
  typedef __m128 lanes;
#else
  typedef float lanes;
#endif
  lanes sum = {0};
  const lanes *at = (const lanes *)a;
  for (int i = 0; i < n; ++i)
    sum += at[i] * at[i];
#ifdef __SSE2__
  return sum[0] + sum[1] + sum[2] + sum[3];
#else
  return sum;
#endif
}

// CHECK: clamp: no
void clamp(const float *restrict in, float *restrict out, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = __builtin_fmaxf(in[i], 0.0f) < 1.0f ? __builtin_fmaxf(in[i], 0.0f) : __builtin_fminf(in[i], 2.0f);
}
