// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The smallest double by an if; not integers, not where NaN does not matter, not lane by lane.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py MINMAX-NAN < %t.json | FileCheck %s
// CHECK: smallest: decisive: phi{{.*}} keeps the smaller or larger float
double smallest(const double *a, int n) {
  double best = 1e300;
  for (int i = 0; i < n; ++i)
    if (a[i] < best)
      best = a[i];
  return best;
}

// CHECK: integers: no
int integers(const int *a, int n) {
  int best = a[0];
  for (int i = 1; i < n; ++i)
    best = a[i] < best ? a[i] : best;
  return best;
}

// CHECK: elements: no
void elements(const float *restrict a, float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    b[i] = a[i] < b[i] ? a[i] : b[i];
}

// CHECK: lanes: no
void lanes(const float *restrict a, float *restrict best, int n) {
  for (int i = 0; i < n; ++i)
    for (int lane = 0; lane < 16; ++lane)
      best[lane] = a[i * 16 + lane] < best[lane] ? a[i * 16 + lane] : best[lane];
}
