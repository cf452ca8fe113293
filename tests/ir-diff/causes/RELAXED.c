// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Many multiply-adds per load in two instructions each; with -mrelaxed-simd they are one.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir -mrelaxed-simd %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "RELAXED"'
// CHECK: "id": "RELAXED"
// CHECK: "function": "logarithm"
// REMEDIED: "function": "logarithm"
void logarithm(double *values, int n) {
  for (int i = 0; i < n; ++i) {
    double x = values[i];
    values[i] = ((((0.2 * x - 0.25) * x + 0.33333333) * x - 0.5) * x + 1.0) * x;
  }
}
