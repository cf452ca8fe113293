// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A sum of squares and a product of floats keep their order; what may be reordered, or is an integer, does not.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py FP-ORDER < %t.json | FileCheck %s
// CHECK: squares: decisive: {{.*}} in line [[# @LINE + 4]] adds to phi
float squares(const float *a, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i] * a[i];
  return sum;
}

// CHECK: product: decisive: fmul
double product(const double *a, int n) {
  double result = 1;
  for (int i = 0; i < n; ++i)
    result *= a[i];
  return result;
}

// CHECK: reassociated: no
float reassociated(const float *a, int n) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i] * a[i];
  return sum;
}

// CHECK: integers: no
int integers(const int *a, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i] * a[i];
  return sum;
}
