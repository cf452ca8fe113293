// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A clamp by fmin and fmax is priced as calls; by comparisons it is not.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py COST < %t.json | FileCheck %s
#include <math.h>

// CHECK: clampCalls: decisive: llvm.m{{in|ax}}num in line [[# @LINE + 3]] costs {{[0-9]+}} for 2 lanes and {{[0-9]+}} for one
void clampCalls(const double *restrict in, double *restrict out, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = fmax(fmin(in[i], 1.0), -1.0);
}

// Unrolled on Wasm only: no loop there.
// CHECK: unrolled: decisive: packing the unrolled statements does not pay: each lane calls minnum, maxnum
void unrolled(const double *restrict in, double *restrict out) {
#ifdef __wasm__
#pragma clang loop vectorize(disable) unroll(full)
#else
#pragma clang loop vectorize_width(2) interleave_count(1) unroll(disable)
#endif
  for (int i = 0; i < 8; ++i)
    out[i] = fmax(fmin(in[i], 1.0), -1.0);
}

// CHECK: clampCompares: no
void clampCompares(const double *restrict in, double *restrict out, int n) {
  for (int i = 0; i < n; ++i) {
    double x = in[i] < 1.0 ? in[i] : 1.0;
    out[i] = x > -1.0 ? x : -1.0;
  }
}
