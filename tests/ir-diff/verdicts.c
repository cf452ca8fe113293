// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One loop per verdict, compiled for both sides here: the numbers are read off the assembly of clang 22.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --sort=source | FileCheck %s
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %validate -
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=JSON
#include <math.h>
#include <stdint.h>

// CHECK:      V4,2│V1,1 lost {{.*}}lost_clamp {{ *}}verdicts.c:[[# @LINE + 3]]:3 {{.*}}calls (maxnum, minnum)
// CHECK-NOT:  {{narrow|parity|better}}
void lost_clamp(const float *in, float *out, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = fminf(fmaxf(in[i], 0.0f), 6.0f);
}

// CHECK-DAG: V4,1│V4,1 in-name-only {{.*}}in_name_only_exp {{ *}}verdicts.c:[[# @LINE + 2]]:3 {{.*}}4 scalar calls (exp)
void in_name_only_exp(const float *in, float *out, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = expf(in[i]);
}

// CHECK-DAG: V4,2│V4,1 in-name-only {{.*}}in_name_only_fmax {{ *}}verdicts.c:[[# @LINE + 2]]:3 {{.*}}4 scalar calls (maxnum)
void in_name_only_fmax(float *values, int n) {
  for (int i = 0; i < n; ++i)
    values[i] = fmaxf(values[i], 0.0f);
}

// CHECK: V1,1│V4,1 lane-emulated {{.*}}gather {{ *}}verdicts.c:[[# @LINE + 2]]:3
void gather(const float *restrict table, const int32_t *restrict index, float *restrict out, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = table[index[i]];
}

// CHECK: V4,2│V4,1 narrow {{.*}}narrow_add {{ *}}verdicts.c:[[# @LINE + 2]]:3 {{ *}}8 (4x2) elements in flight natively, 4 (4x1) on Wasm
void narrow_add(float *restrict a, const float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    a[i] += b[i];
}

// CHECK: V1,1│V1,1 both-scalar {{.*}}ordered_sum {{ *}}verdicts.c:[[# @LINE + 3]]:3
float ordered_sum(const float *a, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i];
  return sum;
}

// CHECK: V1,1│V4,1 better {{.*}}better_forced {{ *}}verdicts.c:[[# @LINE + 6]]:3
void better_forced(float *restrict a, const float *restrict b, int n) {
#ifndef __wasm__
#pragma clang loop vectorize(disable)
#endif
  // Not vectorized natively.
  for (int i = 0; i < n; ++i)
    a[i] *= b[i];
}

// CHECK: V4,2│V4,2 parity {{.*}}parity_by_pragma {{ *}}verdicts.c:[[# @LINE + 3]]:3 {{ *}}8 elements in flight natively, 8 on Wasm
void parity_by_pragma(float *restrict a, const float *restrict b, int n) {
#pragma clang loop interleave_count(2)
  for (int i = 0; i < n; ++i)
    a[i] += b[i];
}

// CHECK:      functions: 8 paired, 0 unmatched; loops: 8 paired, 0 unmatched
// CHECK-NEXT: lost 1, in-name-only 2, lane-emulated 1, narrow 1, both-scalar 1, better 1, parity 1

// The two vector loads and one store of narrow_add, per element.
// JSON-LABEL: "function": "narrow_add"
// JSON:       "copies": 2
// JSON:       "loads_per_element": 0.5
// JSON:       "stores_per_element": 0.25
// JSON:       "copies": 2
// JSON:       "loads_per_element": 0.5
// JSON:       "stores_per_element": 0.25
