// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A call through a pointer or of an unknown function; not one that is inlined, nor one that does not come back.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py CALL < %t.json | FileCheck %s
float unknown(float x);

// CHECK: direct: decisive: unknown is called in line [[# @LINE + 3]]
void direct(const float *restrict a, float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    b[i] = unknown(a[i]);
}

// CHECK: byPointer: decisive: a function pointer is called
void byPointer(const float *restrict a, float *restrict b, int n, float (*activation)(float)) {
  for (int i = 0; i < n; ++i)
    b[i] = activation(a[i]);
}

static inline float known(float x) { return x * 2; }

// CHECK: inlined: no
void inlined(const float *restrict a, float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    b[i] = known(a[i]);
}

void abort(void);

// CHECK: check: no
void check(const int *restrict a, int *restrict b, int n) {
  for (int i = 0; i < n; ++i) {
    if (a[i] < 0)
      abort();
    b[i] = a[i];
  }
}
