// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A permutation is written through a pointer that may point into its input.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py ALIAS < %t.json | FileCheck %s
#include <stdint.h>

// CHECK: permute: decisive: arrays may overlap
void permute(int16_t *to, const int16_t *from, const uint16_t *order, int n) {
  for (int i = 0; i < n; ++i)
    to[i] = from[order[i]] + 1;
}

// CHECK: promised: no
void promised(int16_t *restrict to, const int16_t *restrict from, const uint16_t *restrict order, int n) {
  for (int i = 0; i < n; ++i)
    to[i] = from[order[i]] + 1;
}

// Checked at run time.
// CHECK: plain: no
void plain(float *to, const float *from, int n) {
  for (int i = 0; i < n; ++i)
    to[i] = from[i] + 1;
}
