// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A scatter is a store per lane; a layout in which neighbours lie together has none.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "LANE"'
// CHECK: "id": "LANE"
// CHECK: "function": "scatter"
// CHECK: "decisive": true
// CHECK: "evidence": "vectorized, and taken apart into 4 scalar loads and stores for 4 elements"
// CHECK: "function": "scatter_alone"
// REMEDIED: "function": "scatter"
// REMEDIED: "function": "scatter_alone"
#include <stddef.h>

void scatter(float *restrict output, const float *restrict input, const unsigned *restrict index, float scale, size_t n) {
  for (size_t i = 0; i < n; ++i)
#ifdef REMEDIED
    output[i + index[0]] = scale * input[i];
#else
    output[index[i]] = scale * input[i];
#endif
}

// With nothing to compute, the vectors are taken apart again.
void scatter_alone(float *restrict output, const float *restrict input, const unsigned *restrict index, size_t n) {
  for (size_t i = 0; i < n; ++i)
#ifdef REMEDIED
    output[i + index[0]] = input[i] + 1.0f;
#else
    output[index[i]] = input[i];
#endif
}
