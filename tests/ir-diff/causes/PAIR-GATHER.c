// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Both parts of complex numbers looked up one by one into lanes; indices into two tables are no pairs.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "PAIR-GATHER"'
// CHECK: "id": "PAIR-GATHER"
// CHECK: "function": "magnitudes"
// REMEDIED: "function": "magnitudes"
struct Complex {
  float re, im;
};

#ifdef REMEDIED
void magnitudes(float *restrict output, const float *restrict re, const float *restrict im, const int *restrict index, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = re[index[i]] * re[index[i]] + im[index[i]] * im[index[i]];
}
#else
void magnitudes(float *restrict output, const struct Complex *restrict table, const int *restrict index, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = table[index[i]].re * table[index[i]].re + table[index[i]].im * table[index[i]].im;
}
#endif
