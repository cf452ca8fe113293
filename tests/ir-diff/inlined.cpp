// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A loop inlined into two callers is a loop of each caller; one that is inlined on one side only is still found; loops of the two C++
// libraries are paired by where they are called from.
// RUN: %native_ir_cxx %s -o %t.native.ll
// RUN: %wasm_ir_cxx %s -o %t.wasm.ll
// RUN: irdiff %t.native.ll %t.wasm.ll | FileCheck %s
// RUN: irdiff %t.native.ll %t.wasm.ll --format=json | %validate -
#include <algorithm>
#include <cstddef>

static inline void addTo(float *__restrict a, const float *__restrict b, int n) {
  for (int i = 0; i < n; ++i) // the loop
    a[i] += b[i];
}
void first(float *a, const float *b, int n) { addTo(a, b, n); }
void second(float *a, const float *b, int n) { addTo(a, b, n), addTo(a, b + 1, n); }

#ifdef __wasm__
__attribute__((noinline))
#else
__attribute__((always_inline))
#endif
static inline void multiplyBy(float *a, float by, int n) {
  for (int i = 0; i < n; ++i)
    a[i] *= by;
}
void third(float *a, int n) { multiplyBy(a, 3.0f, n); }

std::size_t countOnes(const int *a, std::size_t n) { return std::count(a, a + n, 1); }

// CHECK-DAG: first({{.*}} inlined.cpp:12:3 {{.*}}[inlined at inlined.cpp:15:47]
// CHECK-DAG: second({{.*}} inlined.cpp:12:3 {{.*}}[inlined at inlined.cpp:16:48]
// CHECK-DAG: second({{.*}} inlined.cpp:12:3 {{.*}}[inlined at inlined.cpp:16:64]
// CHECK-DAG: third({{.*}} inlined.cpp:24:3 {{.*}}[aligned by inner-location]
// CHECK-DAG: countOnes({{.*}}[inlined at inlined.cpp:29:{{[0-9]+}}] [aligned by call-site]
// CHECK:     loops: 5 paired, 0 unmatched
