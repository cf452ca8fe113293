// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The inner loop is unrolled into the outer one natively: it has a row of its own, and the outer loop's row does not compare its body, where
// only one side has the work. Without positions the same comes from the nest.
// RUN: %native_ir %s -o %t.native.ll
// RUN: %wasm_ir %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll | FileCheck %s --check-prefixes=CHECK,LOCATION
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %validate -
// RUN: %native_ir -g0 %s -o %t.native-g0.ll
// RUN: %wasm_ir -g0 %s -o %t.wasm-g0.ll
// RUN: irdiff %t.native-g0.ll %t.wasm-g0.ll | FileCheck %s --check-prefixes=CHECK,ORDER
// RUN: irdiff %t.native-g0.ll %t.wasm-g0.ll --format=json | %validate -

// CHECK:    unrolled V4,{{[0-9]+}}│V1,1 lost {{.*}}rows
// LOCATION-SAME: nest-unrolled.c:[[# @LINE + 11]]:10
// ORDER-SAME:    [aligned by order]
// CHECK:    parity {{.*}}rows {{.*}}outer loop, the loops inside are unrolled natively: see them
// CHECK:    loops: 2 paired, 0 unmatched
#ifdef __wasm__
#define KEEP _Pragma("clang loop unroll(disable) vectorize(disable)")
#else
#define KEEP
#endif
void rows(float *a, int n) {
  KEEP for (int i = 0; i < n; ++i)
    KEEP for (int j = 0; j < 16; ++j)
      a[i * 16 + j] *= 2.0f;
}
