// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// IR that nobody optimised is taken through -O3 on its way in, and irdiff says so; the result is that of clang -O3.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll --sort=source | FileCheck %s --implicit-check-not="was not optimised"

// RUN: %native_ir -O0 %s -o %t.native0.ll
// RUN: %wasm_ir -O0 %s -o %t.wasm0.ll
// RUN: irdiff %t.native0.ll %t.wasm0.ll --sort=source | FileCheck %s --check-prefixes=NOTE,CHECK
// RUN: irdiff %t.native.ll %t.wasm0.ll --sort=source | FileCheck %s

// RUN: %native_ir -Xclang -disable-llvm-passes %s -o %t.native-raw.ll
// RUN: irdiff %t.native-raw.ll %t.wasm.ll --sort=source | FileCheck %s --check-prefixes=RAW,CHECK

// Bitcode and arm64 natively.
// RUN: llvm-as %t.wasm0.ll -o %t.wasm0.bc
// RUN: %arm64_ir %s -o %t.arm64.ll
// RUN: irdiff %t.arm64.ll %t.wasm0.bc --sort=source | FileCheck %s --check-prefixes=ARM,CHECK

// NOTE: note: {{.*}}native0.ll was not optimised: taken through -O3, without the optnone and noinline of -O0
// NOTE: note: {{.*}}wasm0.ll was not optimised: taken through -O3, without the optnone and noinline of -O0
// RAW:  note: {{.*}}native-raw.ll was not optimised: taken through -O3{{$}}
// ARM:  native {{.*}} (aarch64-unknown-linux-gnu) │ Wasm
static float clamp(float x) { return __builtin_fminf(__builtin_fmaxf(x, 0.0f), 6.0f); }

// CHECK: V4,{{[248]}}│V1,1 lost {{.*}} relu6 {{ *}}unoptimised.c:[[# @LINE + 2]]:3 {{.*}} with calls (maxnum, minnum)
void relu6(float *restrict out, const float *restrict in, int n) {
  for (int i = 0; i < n; ++i)
    out[i] = clamp(in[i]);
}

// arm64 vectorizes all but the additions.
// CHECK: V{{[14],[12]}}│V1,1 {{both-scalar|lost}} {{.*}} dot {{ *}}unoptimised.c:[[# @LINE + 3]]:3
float dot(const float *a, const float *b, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i)
    sum += a[i] * b[i];
  return sum;
}
// CHECK: loops: 2 paired, 0 unmatched
