// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A scatter with a check of each index; validated first, or clamped, it has none in the way.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py CHK-GATHER < %t.json | FileCheck %s
#include <stdint.h>
#include <stdlib.h>

// CHECK: scatter: {{decisive|shown}}: 1 explicit check per iteration before a store
void scatter(float *restrict to, const float *restrict from, const int32_t *restrict at, int n, int size) {
  for (int i = 0; i < n; ++i) {
    if (at[i] < 0 || at[i] >= size)
      abort();
    to[at[i]] = from[i];
  }
}

// CHECK: lookUp: decisive
void lookUp(float *restrict to, const float *restrict from, const int32_t *restrict at, int n, int size) {
  for (int i = 0; i < n; ++i) {
    if (at[i] < 0 || at[i] >= size)
      abort();
    to[i] = from[at[i]];
  }
}

// CHECK: validated: no
void validated(float *restrict to, const float *restrict from, const int32_t *restrict at, int n, int size) {
  int bad = 0;
  for (int i = 0; i < n; ++i)
    bad |= (at[i] < 0) | (at[i] >= size);
  if (bad)
    abort();
  for (int i = 0; i < n; ++i)
    to[i] = from[at[i]];
}

// CHECK: clamped: no
void clamped(float *restrict to, const float *restrict from, const int32_t *restrict at, int n, int size) {
  for (int i = 0; i < n; ++i) {
    int place = at[i] < 0 ? 0 : at[i];
    to[i] = from[place < size ? place : size - 1];
  }
}

// An exit that is not the end of the program.
// CHECK: leaves: no
int leaves(float *restrict to, const float *restrict from, const int32_t *restrict at, int n, int size) {
  for (int i = 0; i < n; ++i) {
    if (at[i] < 0 || at[i] >= size)
      return i;
    to[i] = from[at[i]];
  }
  return n;
}
