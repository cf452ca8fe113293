// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A product minus a value is not fused where contraction is a flag of the operations; where it is up to the front end, it is.
// RUN: %native_ir -ffp-contract=fast %s -o %t.native.ll
// RUN: %wasm_ir -ffp-contract=fast -mrelaxed-simd %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -ffp-contract=fast -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -ffp-contract=fast -mrelaxed-simd -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "FMSUB"'
// CHECK: "id": "FMSUB"
// CHECK: "function": "residual"
// REMEDIED: "function": "residual"
void residual(double *restrict output, const double *restrict a, const double *restrict b, int n) {
#ifdef REMEDIED
#pragma clang fp contract(on)
#endif
  for (int i = 0; i < n; ++i)
    output[i] = a[i] * b[i] - output[i];
}
