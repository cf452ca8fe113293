// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Without source positions, loops are paired by function, nest and order; a vector body and its remainder are still one loop. A note and
// each row say so.
// RUN: %native_ir -g0 %s -o %t.native.ll
// RUN: %wasm_ir -g0 %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll | FileCheck %s
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %validate -
// One side without is enough.
// RUN: %wasm_ir %s -o %t.wasm-positions.ll
// RUN: irdiff %t.native.ll %t.wasm-positions.ll | FileCheck %s --check-prefix=ONE

// CHECK:     note: the native side has no source positions: loops are paired by function and order; compile with -gline-tables-only
// CHECK:     note: the Wasm side has no source positions
// CHECK-DAG: V4,2│V4,1 narrow {{.*}}add {{.*}}[aligned by order]
// CHECK-DAG: V4,2│V4,1 narrow {{.*}}twice {{.*}}[aligned by order]
// CHECK-DAG: V1,1│V1,1 both-scalar {{.*}}twice {{.*}}[aligned by order]
// CHECK-DAG: V1,1│V1,1 both-scalar {{.*}}matrix {{.*}}[aligned by order]
// CHECK-DAG: V1,1│V1,1 parity {{.*}}matrix {{.*}}outer loop{{.*}}[aligned by order]
// CHECK:     functions: 3 paired, 0 unmatched; loops: 5 paired, 0 unmatched
// ONE:       note: the native side has no source positions
// ONE-NOT:   note:
// ONE-DAG:   V4,2│V4,1 narrow {{.*}}add {{ *}}no-debug-info.c:[[# @LINE + 3]]:3 {{.*}}[aligned by order]
// ONE:       loops: 5 paired, 0 unmatched
void add(float *restrict a, const float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    a[i] += b[i];
}

float twice(float *restrict a, const float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    a[i] -= b[i];
  float sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i];
  return sum;
}

void matrix(const float *restrict a, const float *restrict b, float *restrict c, int n) {
  for (int i = 0; i < n; ++i) {
    float sum = 0;
    for (int j = 0; j < n; ++j)
      sum += a[i * n + j] * b[j];
    c[i] = sum;
  }
}
