// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The whole way through clang: what comes out as Wasm.
// REQUIRES: plugin
// RUN: %wasm_clang -O3 -msimd128 -fpass-plugin=%plugin -S %s -o - | FileCheck %s
// RUN: %wasm_clang -O2 -msimd128 -fpass-plugin=%plugin -S %s -o - | FileCheck %s
// RUN: %wasm_clang -O3 -mrelaxed-simd -fpass-plugin=%plugin -S %s -o - | FileCheck --check-prefixes=CHECK,RELAXED %s
// RUN: %wasm_clang -O3 -msimd128 -fno-honor-nans -fno-signed-zeros -fpass-plugin=%plugin -S %s -o - | FileCheck --check-prefix=FLAGS %s
// RUN: %wasm_clang -O3 -msimd128 -Werror -Wpass-failed -fpass-plugin=%plugin -c %s -o %t.o 2>&1 | FileCheck --allow-empty --check-prefix=SILENT %s
// RUN: %wasm_clang -O3 -g -msimd128 -fpass-plugin=%plugin -c %s -o %t.o && llvm-dwarfdump --verify %t.o
// RUN: %wasm_clang -O3 -msimd128 -fpass-plugin=%plugin -mllvm -nearnative-engine=v8 -mllvm -nearnative-disable=wasm-minmax -S %s -o - | FileCheck --check-prefix=DISABLED %s
// RUN: not %wasm_clang -O3 -msimd128 -fpass-plugin=%plugin -mllvm -nearnative-mode=exact -S %s -o - 2>&1 | FileCheck --check-prefix=WRONG %s
// RELAXED-NOT: relaxed_max
// RELAXED-NOT: relaxed_min
// RELAXED-NOT: relaxed_dot
// SILENT-NOT: {{.}}
// DISABLED: call fmaxf
// WRONG: for the --nearnative-mode option: Cannot find option named 'exact'!
#include <math.h>

// CHECK-LABEL: relu6:
// CHECK-NOT: call
// CHECK: f32x4.pmax
// CHECK: f32x4.pmin
// CHECK-NOT: call
// CHECK: end_function
void relu6(float *restrict o, const float *restrict a, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = fminf(fmaxf(a[i], 0), 6);
}
// CHECK-LABEL: largest:
// CHECK-NOT: call
// CHECK: f64x2.pmax
// CHECK: end_function
// FLAGS-LABEL: largest:
// FLAGS-NOT: f64x2.max
// FLAGS: f64x2.pmax
// FLAGS-NOT: call
// FLAGS: end_function
double largest(const double *a, int n) {
  double m = -INFINITY;
  for (int i = 0; i < n; ++i)
    m = fmax(m, a[i]);
  return m;
}
// CHECK-LABEL: both:
// CHECK-NOT: call
// CHECK: f32x4.pmax
// CHECK: v128.and
// CHECK-NOT: call
// CHECK: end_function
// FLAGS-LABEL: both:
// FLAGS-NOT: f32x4.max
// FLAGS: f32x4.pmax
// FLAGS-NOT: v128.and
// FLAGS: end_function
void both(float *restrict o, const float *a, const float *b, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = fmaxf(a[i], b[i]);
}
// CHECK-LABEL: select:
// CHECK: f32x4.pmax
// CHECK: end_function
void select(float *restrict o, const float *a, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = a[i] > 0 ? a[i] : 0;
}
// CHECK-LABEL: dot_i8:
// CHECK: end_function
int dot_i8(const signed char *a, const signed char *b, int n) {
  int s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
// CHECK-LABEL: dot_i16:
// CHECK-COUNT-4: i32x4.dot_i16x8_s
// CHECK: end_function
int dot_i16(const short *a, const short *b, int n) {
  int s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
// A strict dot product stays scalar.
// CHECK-LABEL: dot_f32:
// CHECK-NOT: f32x4
// CHECK: f32.add
// CHECK-NOT: f32x4
// CHECK: end_function
float dot_f32(const float *a, const float *b, int n) {
  float s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
// With permission, four accumulators.
// CHECK-LABEL: dot_f32_reassociated:
// CHECK-COUNT-4: f32x4.{{mul|relaxed_madd}}
// CHECK: end_function
float dot_f32_reassociated(const float *a, const float *b, int n) {
#pragma clang fp reassociate(on)
  float s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
// The user's pragma wins.
// CHECK-LABEL: pragma:
// CHECK-COUNT-1: f32x4.add
// CHECK-NOT: f32x4.add
// CHECK: end_function
void pragma(float *restrict o, const float *a, int n) {
#pragma clang loop interleave_count(1)
  for (int i = 0; i < n; ++i)
    o[i] = a[i] + 1;
}
