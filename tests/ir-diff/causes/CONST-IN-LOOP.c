// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Vector constants in a loop, which V8 makes anew in every pass.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --facts=all --format=json | FileCheck %s

// CHECK: "id": "CONST-IN-LOOP"
// CHECK: "function": "in_the_loop"
void in_the_loop(float *restrict out, const float *restrict in, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = in[i] * 0.7f + 0.1f;
}

// The remedy.
// CHECK-NOT: "id": "CONST-IN-LOOP"
// CHECK: "function": "in_locals"
void in_locals(float *restrict out, const float *restrict in, int n) {
  float scale = 0.7f, shift = 0.1f;
  __asm__("" : "+r"(scale), "+r"(shift));
  for (int i = 0; i < n; ++i)
    out[i] = in[i] * scale + shift;
}

// All zeros and all ones come from nothing.
// CHECK-NOT: "id": "CONST-IN-LOOP"
// CHECK: "function": "trivial"
void trivial(int *restrict out, const int *restrict a, const int *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = (a[i] > 0 ? a[i] : 0) * (b[i] - 1);
}

// One constant among much other work.
// CHECK-NOT: "id": "CONST-IN-LOOP"
// CHECK: "function": "rarely"
void rarely(float *restrict out, const float *restrict in, int n) {
  for (int i = 0; i < n; ++i) {
    const float x = in[i];
    const float y = (x * x + x) * (x * x - x) + (x + x) * x;
    const float z = (y * y + x) * (y * x - y) + (y + x) * y;
    const float w = (z * z + y) * (z * x - y) + (z + y) * x;
    const float v = (w * z + y) * (w * x - y) + (z + w) * x;
    out[i] = v * w * 0.7f + z * y;
  }
}
