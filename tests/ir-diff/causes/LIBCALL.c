// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// errno on the native side only; an operation without errno is none.
// RUN: %native_ir -fmath-errno %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py LIBCALL < %t.json | FileCheck %s
#include <math.h>

// CHECK: root: shown: sqrt in line [[# @LINE + 3]] may set errno
void root(const double *restrict a, double *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    b[i] = sqrt(a[i]);
}

// CHECK: absolute: no
void absolute(const double *restrict a, double *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    b[i] = fabs(a[i]);
}
