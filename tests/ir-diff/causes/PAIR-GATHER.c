// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Both parts of complex numbers looked up one by one, into lanes and in scalar code; two tables make no pairs.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "PAIR-GATHER"'
// CHECK: "id": "PAIR-GATHER"
// CHECK: "function": "magnitudes"
// CHECK: "id": "PAIR-GATHER"
// CHECK: "function": "sum_of_chain"
// REMEDIED: "function": "magnitudes"
// REMEDIED: "function": "sum_of_chain"
struct Complex {
  float re, im;
};

#ifdef REMEDIED
void magnitudes(float *restrict output, const float *restrict re, const float *restrict im, const int *restrict index, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = re[index[i]] * re[index[i]] + im[index[i]] * im[index[i]];
}

void sum_of_chain(float *restrict sum, const float *restrict re, const float *restrict im, const int *restrict next, int at, float weight) {
  for (; at >= 0; at = next[at], weight *= 0.5f) {
    sum[0] += weight * re[at];
    sum[1] += weight * im[at];
  }
}
#else
void magnitudes(float *restrict output, const struct Complex *restrict table, const int *restrict index, int n) {
  for (int i = 0; i < n; ++i)
    output[i] = table[index[i]].re * table[index[i]].re + table[index[i]].im * table[index[i]].im;
}

void sum_of_chain(float *restrict sum, const struct Complex *restrict table, const int *restrict next, int at, float weight) {
  float re = 0, im = 0;
  for (; at >= 0; at = next[at], weight *= 0.5f) {
    re += weight * table[at].re;
    im += weight * table[at].im;
    at = next[at];
    re -= weight * table[at].re;
    im -= weight * table[at].im;
  }
  sum[0] = re;
  sum[1] = im;
}
#endif
