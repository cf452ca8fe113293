// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rounding half away from zero is a call per lane; rounding to even is an instruction, and so are the parts of the first.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "ROUND-CALL"'
// CHECK: "id": "ROUND-CALL"
// CHECK: "function": "snap"
// CHECK: "id": "ROUND-CALL"
// CHECK: "function": "to_levels"
// REMEDIED: "function": "snap"
// REMEDIED: "function": "to_levels"
#include <math.h>
#include <stdint.h>

void snap(float *values, int n, float step) {
  for (int i = 0; i < n; ++i)
#ifdef REMEDIED
    values[i] = step * truncf(values[i] + copysignf(0.49999997f, values[i]));
#else
    values[i] = step * roundf(values[i]);
#endif
}

void to_levels(int32_t *restrict output, const float *restrict input, int n) {
  for (int i = 0; i < n; ++i)
#ifdef REMEDIED
    output[i] = (int32_t)rintf(input[i]);
#else
    output[i] = (int32_t)lroundf(input[i]);
#endif
}
