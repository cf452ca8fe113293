// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// With -mrelaxed-simd and pragmas that ask for the widths at which LLVM 22 goes wrong: the bits of the -O0 module.
// RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -mrelaxed-simd -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-3.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -mrelaxed-simd -mexec-model=reactor %t-3.bc -o %t-3.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-3.wasm | FileCheck %s
// RUN: nearnative-opt -O2 -nearnative-disable=wasm-minmax %t.bc -o %t-2.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -mrelaxed-simd -mexec-model=reactor %t-2.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// RUN: nearnative-opt -Os -nearnative-size %t.bc -o %t-s.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -Os -mrelaxed-simd -mexec-model=reactor %t-s.bc -o %t-s.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-s.wasm | FileCheck %s
// CHECK: equal: 2 cases, {{[0-9][0-9][0-9][0-9]+}} results
//
// Without the pass LLVM 22 gives other results: when this fails, the pass has become needless.
// RUN: %wasm_clang -O3 -mrelaxed-simd -mexec-model=reactor %s -o %t-stock.wasm
// RUN: not %node %S/Inputs/compare.mjs %t-reference.wasm %t-stock.wasm | FileCheck --check-prefix=STOCK %s
// STOCK: different: case 0
#include "Inputs/results.h"
#include <math.h>

enum { longest = 100 };
static int8_t left[longest + 3], right[longest + 3];
static const uint32_t bits[] = {0x00000000, 0x80000000, 0x00000001, 0x807fffff, 0x3f800000, 0xbf800000, 0x7f7fffff, 0x7f800000,
                                0xff800000, 0x7fc00000, 0xffc00000, 0x7f800001, 0x40c00000, 0x41000000, 0xc1000000, 0x3f000000};
enum { count = sizeof bits / sizeof *bits };
static float floats[count * count], others[count * count], out[count * count];
static double doubles[count * count], outDoubles[count * count];

#define DOT(width, terms)                                                                                                                  \
  NOINLINE int32_t dot##width##terms(const int8_t *a, const int8_t *b, int n) {                                                            \
    int32_t s = 7;                                                                                                                         \
    _Pragma(WIDTH(width)) for (int i = 0; i < n; ++i) s += TERM##terms;                                                                    \
    return s;                                                                                                                              \
  }
#define STRING(x) #x
#define WIDTH(width) STRING(clang loop vectorize_width(width))
#define TERM0 a[i] * b[i]
#define TERM1 a[i] * -5
#define TERM2 (a[i] << 3)
#define TERM3 (a[i] > 3 ? a[i] * b[i] : 0)
#define TERM4 a[i] * (uint8_t)b[i]
#define TERM5 a[i] * a[i] - b[i]
#define EACH_TERM(M, width) M(width, 0) M(width, 1) M(width, 2) M(width, 3) M(width, 4) M(width, 5)
EACH_TERM(DOT, 8)
EACH_TERM(DOT, 16)
EACH_TERM(DOT, 32)

NOINLINE int32_t dotFixed(const int8_t *a, const int8_t *b) {
  int32_t s = 0;
  for (int i = 0; i < 64; ++i)
    s += a[i] * b[i];
  return s;
}

#define MAP(name, expression)                                                                                                              \
  NOINLINE void name(float *restrict o, const float *restrict a, const float *restrict b, int n) {                                         \
    for (int i = 0; i < n; ++i) {                                                                                                          \
      float x = a[i], y = b[i];                                                                                                            \
      o[i] = expression;                                                                                                                   \
    }                                                                                                                                      \
  }
MAP(relu, x > 0 ? x : 0)
MAP(reluNot, x < 0 ? 0 : x)
MAP(greater, x > y ? x : y)
MAP(greaterEqual, x >= y ? x : y)
MAP(less, x < y ? x : y)
MAP(lessEqual, x <= y ? x : y)
MAP(notLess, !(x < y) ? x : y)
MAP(swapped, x < y ? y : x)
MAP(clamp, x < -1 ? -1 : x > 1 ? 1 : x)
MAP(maxOne, fmaxf(1, x))
MAP(minOne, fminf(x, 1))
MAP(relu6, fminf(fmaxf(x, 0), 6))

NOINLINE void greaterDouble(double *restrict o, const double *restrict a, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = a[i] > a[n - 1 - i] ? a[i] : a[n - 1 - i];
}

EXPORT(cases) int cases(void) { return 2; }
EXPORT(kind) int kind(int index) { return index == 0 ? 4 : 8; }
EXPORT(run) int run(int index) {
  used = 0;
  uint32_t random = 1;
  for (int i = 0; i < longest + 3; ++i) {
    random = random * 1664525u + 1013904223u;
    left[i] = i % 5 ? (int8_t)(random >> 24) : -128;
    right[i] = i % 7 ? (int8_t)(random >> 16) : -128;
  }
  for (int i = 0; i < count * count; ++i) {
    memcpy(&floats[i], &bits[i / count], 4);
    memcpy(&others[i], &bits[i % count], 4);
    doubles[i] = floats[i];
  }
  if (index == 1) {
    greaterDouble(outDoubles, doubles, count * count);
    put(outDoubles, sizeof outDoubles);
    return (int)(used / 8);
  }
  // Sums below 2^24 are floats without loss.
#define SUM(width, terms)                                                                                                                  \
  do {                                                                                                                                     \
    float sum = (float)dot##width##terms(left + n % 3, right + n % 2, n);                                                                  \
    put(&sum, 4);                                                                                                                          \
  } while (0);
  for (int n = 0; n <= longest; n += n < 70 ? 1 : 7) {
    EACH_TERM(SUM, 8)
    EACH_TERM(SUM, 16)
    EACH_TERM(SUM, 32)
  }
  float fixed = (float)dotFixed(left, right);
  put(&fixed, 4);
#define RUN(name) name(out, floats, others, count *count), put(out, sizeof out)
  RUN(relu), RUN(reluNot), RUN(greater), RUN(greaterEqual), RUN(less), RUN(lessEqual), RUN(notLess), RUN(swapped), RUN(clamp);
  RUN(maxOne), RUN(minOne), RUN(relu6);
  return (int)(used / 4);
}
