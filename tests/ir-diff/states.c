// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A loop that is a loop on one side only is paired with what it has become on the other.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll | FileCheck %s
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %validate -
#include <stddef.h>

#ifdef __wasm__
#define WASM_PRAGMA(directive) _Pragma(directive)
#define NATIVE_PRAGMA(directive)
#define VOLATILE_NATIVELY
#else
#define WASM_PRAGMA(directive)
#define NATIVE_PRAGMA(directive) _Pragma(directive)
#define VOLATILE_NATIVELY volatile
#endif

// CHECK-DAG: unrolled V4,4│V1,1 lost {{.*}}unrolled_natively {{ *}}states.c:[[# @LINE + 3]]:3
void unrolled_natively(float *restrict a, const float *restrict b) {
  WASM_PRAGMA("clang loop unroll(disable) vectorize(disable)")
  for (int i = 0; i < 16; ++i)
    a[i] += b[i];
}

// CHECK-DAG: V1,1│unrolled V4,4 better {{.*}}unrolled_on_wasm {{ *}}states.c:[[# @LINE + 3]]:3
void unrolled_on_wasm(float *restrict a, const float *restrict b) {
  NATIVE_PRAGMA("clang loop unroll(disable) vectorize(disable)")
  for (int i = 0; i < 16; ++i)
    a[i] += b[i];
}

// A volatile store keeps the loop.
// CHECK-DAG: V1,1│deleted better {{.*}}cleared {{ *}}states.c:[[# @LINE + 2]]:3 {{.*}}it became a call of memset
void cleared(VOLATILE_NATIVELY char *a, size_t n) {
  for (size_t i = 0; i < n; ++i)
    a[i] = 0;
}

// CHECK: loops: 3 paired, 0 unmatched
