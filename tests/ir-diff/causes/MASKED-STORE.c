// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A store under a condition, lane by lane in a vector loop, and in a scalar loop where a load stands under the condition too.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "MASKED-STORE"'
// CHECK: "id": "MASKED-STORE"
// CHECK: "function": "clamp"
// CHECK: "id": "MASKED-STORE"
// CHECK: "function": "select"
// REMEDIED: "function": "clamp"
// REMEDIED: "function": "select"
#include <stddef.h>
#include <stdint.h>

void clamp(double *values, double limit, size_t n) {
  for (size_t i = 0; i < n; ++i)
#ifdef REMEDIED
    values[i] = values[i] > limit ? limit : values[i];
#else
    if (values[i] > limit)
      values[i] = limit;
#endif
}

void select(uint8_t *restrict output, const uint8_t *restrict input, const uint8_t *restrict mask, int n) {
  for (int i = 0; i < n; ++i) {
#ifdef REMEDIED
    uint8_t old = output[i], new = input[i];
    output[i] = mask[i] ? new : old;
#else
    if (mask[i])
      output[i] = input[i];
#endif
  }
}
