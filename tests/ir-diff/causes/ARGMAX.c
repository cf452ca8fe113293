// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the smallest integer or double stands; the value alone is something else.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py ARGMAX < %t.json | FileCheck %s
// CHECK: nearest: decisive: phi{{.*}} keeps the best value and phi{{.*}} where it was found
int nearest(const int *distance, int n) {
  int best = distance[0], at = 0;
  for (int i = 1; i < n; ++i)
    if (distance[i] < best) {
      best = distance[i];
      at = i;
    }
  return at;
}

// CHECK: nearestDouble: decisive
int nearestDouble(const double *distance, int n) {
  double best = distance[0];
  int at = 0;
  for (int i = 1; i < n; ++i)
    if (distance[i] < best) {
      best = distance[i];
      at = i;
    }
  return at;
}

// CHECK: value: no
int value(const int *distance, int n) {
  int best = distance[0];
  for (int i = 1; i < n; ++i)
    best = distance[i] < best ? distance[i] : best;
  return best;
}

// CHECK: twoPasses: no
int twoPasses(const int *distance, int n) {
  int best = distance[0], at = n;
  for (int i = 1; i < n; ++i)
    best = distance[i] < best ? distance[i] : best;
  for (int i = 0; i < n; ++i) {
    int here = distance[i] == best ? i : n;
    at = here < at ? here : at;
  }
  return at;
}
