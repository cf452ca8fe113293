// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The conversion to integers saturates although relaxed SIMD has one that does not; the intrinsic takes it.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir -mrelaxed-simd %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -mrelaxed-simd -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "RELAXED-TRUNC"'
// CHECK: "id": "RELAXED-TRUNC"
// CHECK: "function": "levels"
// REMEDIED: "function": "levels"
#if defined REMEDIED && defined __wasm__
#include <wasm_simd128.h>

void levels(unsigned *restrict output, const float *restrict input, int n) {
  for (int i = 0; i + 4 <= n; i += 4)
    wasm_v128_store(output + i, wasm_u32x4_relaxed_trunc_f32x4(wasm_v128_load(input + i)));
}
#else
void levels(unsigned *restrict output, const float *restrict input, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = (unsigned)input[i];
}
#endif
