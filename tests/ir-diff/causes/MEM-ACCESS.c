// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A histogram reads and writes for each element; what is wide, or works long on what it reads, is not reported.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json > %t.json
// RUN: %validate %t.json
// RUN: %python %S/../causes.py MEM-ACCESS < %t.json | FileCheck %s
#include <stdint.h>

// CHECK: histogram: shown: {{.*}} accesses of linear memory per element
void histogram(const uint8_t *restrict values, uint32_t *restrict counts, int n) {
  for (int i = 0; i < n; ++i)
    ++counts[values[i]];
}

// CHECK: wide: no
void wide(const float *restrict a, float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    b[i] = a[i] + 1;
}

// CHECK: work: no
void work(const float *restrict a, float *restrict b, int n) {
  float state = 0;
  for (int i = 0; i < n; ++i) {
    state = (state * 0.5f + a[i]) * (state + 0.25f);
    b[i] = state;
  }
}
