// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// fmaxf and fmin are calls on Wasm, as a reduction and as a map; compare and select is not.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
// RUN: %native_ir -DREMEDIED %s -o %t.native.ll
// RUN: %wasm_ir -DREMEDIED %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=REMEDIED --implicit-check-not='"id": "MINMAX-CALL"'
// CHECK: "id": "MINMAX-CALL"
// CHECK: "function": "largest"
// CHECK: "id": "MINMAX-CALL"
// CHECK: "function": "at_most_one"
// REMEDIED: "function": "largest"
// REMEDIED: "function": "at_most_one"
#include <math.h>
#include <stddef.h>

#ifdef REMEDIED
#define LARGER(a, b) ((a) < (b) ? (b) : (a))
#define SMALLER(a, b) ((b) < (a) ? (b) : (a))
#else
#define LARGER fmaxf
#define SMALLER fmin
#endif

float largest(const float *values, size_t n) {
  float result = values[0];
  for (size_t i = 1; i < n; ++i)
    result = LARGER(result, values[i]);
  return result;
}

void at_most_one(double *values, int n) {
  for (int i = 0; i < n; ++i)
    values[i] = SMALLER(values[i], 1.0);
}
