// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Native vectors of 256 bits: Wasm is held against half of them, the rest is the instruction set's.
// RUN: %native_ir -march=x86-64-v3 %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll | FileCheck %s
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %validate -
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s --check-prefix=JSON

// CHECK: V8,4│V4,1 narrow {{.*}}native vectors are wider, compared at 128 bits
// CHECK: V8,4│V4,4 parity {{.*}}16 elements in flight natively, 16 on Wasm; native vectors are wider
// JSON:      "isa": {
// JSON-NEXT:   "compared_elements_in_flight": 16,
// JSON-NEXT:   "native_elements_in_flight": 32
void add(float *restrict a, const float *restrict b, int n) {
  for (int i = 0; i < n; ++i)
    a[i] += b[i];
}

void interleaved(float *restrict a, const float *restrict b, int n) {
#pragma clang loop interleave_count(4)
  for (int i = 0; i < n; ++i)
    a[i] += b[i];
}
