// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Addresses of global arrays that are added to a counter in every pass.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --facts=all --format=json | FileCheck %s

float weights[1024], gradients[1024];

// CHECK: "id": "GLOBAL-IV"
// CHECK: "function": "by_name"
void by_name(int n) {
  for (int i = 0; i < n; ++i)
    weights[i] -= gradients[i];
}

// The remedy.
// CHECK-NOT: "id": "GLOBAL-IV"
// CHECK: "function": "by_pointer"
void by_pointer(int n) {
  float *restrict to = weights;
  const float *restrict from = gradients;
  __asm__("" : "+r"(to), "+r"(from));
  for (int i = 0; i < n; ++i)
    to[i] -= from[i];
}

// A look-up in a table is no counter.
// CHECK-NOT: "id": "GLOBAL-IV"
// CHECK: "function": "look_up"
void look_up(float *restrict out, const unsigned char *restrict in, int n) {
#pragma clang loop vectorize(disable)
  for (int i = 0; i < n; ++i)
    out[i] = weights[in[i]];
}
