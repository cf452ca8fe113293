// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One chain of fused multiply-adds waits for each; four chains do not.
// RUN: %native_ir -ffast-math %s -o %t.native.ll
// RUN: %wasm_ir -ffast-math -mrelaxed-simd %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -ffast-math -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -ffast-math -mrelaxed-simd -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "FMA-CHAIN"'
// CHECK: "id": "FMA-CHAIN"
// CHECK: "function": "dot"
// REMEDIED: "function": "dot"
float dot(const float *a, const float *b, unsigned n) {
  float sum = 0;
#ifdef REMEDIED
#pragma clang loop interleave_count(4)
#endif
  for (unsigned i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}
