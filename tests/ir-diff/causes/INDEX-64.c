// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A gather by 64-bit indices; by 32-bit ones it is a gather still, and not this cause.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py INDEX-64 < %t.json | FileCheck %s
#include <stdint.h>

// CHECK: wide: shown: 64-bit indices
void wide(const int32_t *restrict table, const uint64_t *restrict at, int32_t *restrict out, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = table[at[i]] + 1;
}

// CHECK: narrow: no
void narrow(const int32_t *restrict table, const uint32_t *restrict at, int32_t *restrict out, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = table[at[i]] + 1;
}
