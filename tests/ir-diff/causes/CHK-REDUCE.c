// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The largest of the looked-up values, each lookup checked.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py CHK-REDUCE < %t.json | FileCheck %s
#include <stdint.h>
#include <stdlib.h>

// CHECK: largest: decisive: 1 explicit check per iteration of a sum, product or minimum
int largest(const int *values, const uint16_t *at, int n, int size) {
  int best = 0;
  for (int i = 0; i < n; ++i) {
    if (at[i] >= size)
      abort();
    best = values[at[i]] > best ? values[at[i]] : best;
  }
  return best;
}

// CHECK: validated: no
int validated(const int *values, const uint16_t *at, int n, int size) {
  int last = 0;
  for (int i = 0; i < n; ++i)
    last = at[i] > last ? at[i] : last;
  if (last >= size)
    abort();
  int best = 0;
  for (int i = 0; i < n; ++i)
    best = values[at[i]] > best ? values[at[i]] : best;
  return best;
}
