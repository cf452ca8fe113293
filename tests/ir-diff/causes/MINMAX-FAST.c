// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where NaN and the sign of zero do not matter, LLVM takes the min/max that cares; -fhonor-nans brings back the fast one.
// RUN: %native_ir -ffast-math %s -o %t.native.ll
// RUN: %wasm_ir -ffast-math %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -ffast-math -fhonor-nans %s -o %t.native.ll
// RUN: %wasm_ir -ffast-math -fhonor-nans %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "MINMAX-FAST"'
// CHECK: "id": "MINMAX-FAST"
// CHECK: "function": "largest"
// REMEDIED: "function": "largest"
float largest(const float *values, int n) {
  float result = values[0];
  for (int i = 1; i < n; ++i)
    result = values[i] > result ? values[i] : result;
  return result;
}
