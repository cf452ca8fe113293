// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Searches of many forms, over all lengths and places, with ties, both zeros, NaN and infinities: the bits of the -O0 module.
// RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 -pass-remarks-output=%t.yaml %t.bc -o %t-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-tuned.bc -o %t-tuned.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-tuned.wasm | FileCheck %s
// RUN: nearnative-opt -O2 %t.bc -o %t-2.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -msimd128 -mexec-model=reactor %t-2.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// RUN: %wasm_clang -O3 -mrelaxed-simd -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-relaxed.bc
// RUN: nearnative-opt -O3 %t-relaxed.bc -o %t-relaxed-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -mrelaxed-simd -mexec-model=reactor %t-relaxed-tuned.bc -o %t-relaxed.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-relaxed.wasm | FileCheck %s
// CHECK: equal: 7 cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
//
// All of them are vectorized, in every function.
// RUN: grep -A1 "Pass: *wasm-argreduce" %t.yaml | grep -c "Name: *Vectorized" | FileCheck --check-prefix=COUNT %s
// COUNT: 202
#include "Inputs/results.h"
#include <math.h>

enum { length = 150 };

// What a search gives: place and value. Every form for one type and comparison.
#define SEARCHES(T, name, OP, ABS, START)                                                                                                  \
  NOINLINE void name##First(const T *a, int n, int *k, T *m) { /* from 1, with the first element */                                        \
    int best = 0;                                                                                                                          \
    T value = a[0];                                                                                                                        \
    for (int i = 1; i < n; ++i)                                                                                                            \
      if (a[i] OP value) {                                                                                                                 \
        value = a[i];                                                                                                                      \
        best = i;                                                                                                                          \
      }                                                                                                                                    \
    *k = best, *m = value;                                                                                                                 \
  }                                                                                                                                        \
  NOINLINE void name##Zero(const T *a, int n, int *k, T *m) { /* from 0, with a constant */                                                \
    int best = -1;                                                                                                                         \
    T value = START;                                                                                                                       \
    for (int i = 0; i < n; i++) {                                                                                                          \
      best = a[i] OP value ? i : best;                                                                                                     \
      value = a[i] OP value ? a[i] : value;                                                                                                \
    }                                                                                                                                      \
    *k = best, *m = value;                                                                                                                 \
  }                                                                                                                                        \
  NOINLINE void name##Place(const T *a, int n, int *k, T *m) { /* the place only */                                                        \
    int best = 0;                                                                                                                          \
    for (int i = 1; i < n; i++)                                                                                                            \
      if (a[i] OP a[best])                                                                                                                 \
        best = i;                                                                                                                          \
    *k = best, *m = a[best];                                                                                                               \
  }                                                                                                                                        \
  NOINLINE void name##Size(const T *a, int n, int *k, T *m) { /* the place only, from 0, counted by size_t */                              \
    size_t best = 0;                                                                                                                       \
    for (size_t i = 0; i < (size_t)n; ++i)                                                                                                 \
      if (a[i] OP a[best])                                                                                                                 \
        best = i;                                                                                                                          \
    *k = (int)best, *m = a[best];                                                                                                          \
  }                                                                                                                                        \
  NOINLINE void name##Pointer(const T *a, int n, int *k, T *m) { /* pointers */                                                            \
    const T *best = a, *end = a + n, *start = a;                                                                                           \
    for (; a != end; ++a)                                                                                                                  \
      if (*a OP * best)                                                                                                                    \
        best = a;                                                                                                                          \
    *k = (int)(best - start), *m = *best;                                                                                                  \
  }                                                                                                                                        \
  NOINLINE void name##Back(const T *a, int n, int *k, T *m) { /* from the end */                                                           \
    int best = n - 1;                                                                                                                      \
    T value = a[n - 1];                                                                                                                    \
    for (int i = n - 2; i >= 0; --i)                                                                                                       \
      if (a[i] OP value)                                                                                                                   \
        value = a[i], best = i;                                                                                                            \
    *k = best, *m = value;                                                                                                                 \
  }                                                                                                                                        \
  NOINLINE void name##Two(const T *a, int n, int *k, T *m) { /* two elements per iteration; the counter goes on elsewhere */               \
    int best = 7;                                                                                                                          \
    T value = START;                                                                                                                       \
    for (int i = 0; i + 1 < n; i += 2) {                                                                                                   \
      if (a[i] OP value)                                                                                                                   \
        value = a[i], best = i + 100;                                                                                                      \
      if (a[i + 1] OP value)                                                                                                               \
        value = a[i + 1], best = i + 101;                                                                                                  \
    }                                                                                                                                      \
    *k = best, *m = value;                                                                                                                 \
  }

#define COMPARISONS(T, START_LOW, START_HIGH)                                                                                              \
  SEARCHES(T, T##Gt, >, , START_LOW)                                                                                                       \
  SEARCHES(T, T##Lt, <, , START_HIGH) SEARCHES(T, T##Ge, >=, , START_LOW) SEARCHES(T, T##Le, <=, , START_HIGH)

typedef signed char i8;
typedef unsigned char u8;
typedef short i16;
typedef unsigned u32;
COMPARISONS(float, -INFINITY, 3.4e38f)
COMPARISONS(double, -5.0, INFINITY)
COMPARISONS(int, -5, 2147483647)
COMPARISONS(i8, -128, 5)
COMPARISONS(u8, 3, 255)
COMPARISONS(i16, 0, 32767)
COMPARISONS(u32, 0, 4294967295u)

// Wider values than elements, other starts, absolute values, four per iteration.
NOINLINE void wide(const u8 *a, int n, int *k, int *m) {
  int best = -3, value = -1;
  for (int i = 0; i < n; ++i)
    if (a[i] > value)
      value = a[i], best = i;
  *k = best, *m = value;
}
NOINLINE void wideSigned(const i8 *a, int n, int *k, int *m, int start) {
  int best = -3, value = start;
  for (int i = 0; i < n; ++i)
    if (value >= a[i])
      value = a[i], best = 3 * i;
  *k = best, *m = value;
}
NOINLINE void absolute(const float *a, int n, int *k, float *m) {
  int best = -3;
  float value = 0;
  for (int i = 0; i < n; ++i)
    if (fabsf(a[i]) > value)
      value = fabsf(a[i]), best = i;
  *k = best, *m = value;
}
NOINLINE void four(const float *a, int n, int *k, float *m, float start) {
  int best = -3;
  float value = start;
  for (int i = 0; i + 3 < n; i += 4) {
    if (a[i] > value)
      value = a[i], best = i;
    if (a[i + 1] > value)
      value = a[i + 1], best = i + 1;
    if (a[i + 2] > value)
      value = a[i + 2], best = i + 2;
    if (a[i + 3] > value)
      value = a[i + 3], best = i + 3;
  }
  *k = best, *m = value;
}
NOINLINE void given(const float *a, int n, long long *k, float *m, float start) {
  long long best = 1000000000000;
  float value = start;
  for (int i = 0; i < n; ++i)
    if (!(a[i] > value))
      continue;
    else
      value = a[i], best = i * 5000000000ll;
  *k = best, *m = value;
}
NOINLINE int rows(const float *a, int count, int n) {
  int sum = 0;
  for (int r = 0; r < count; ++r) {
    int best = 0;
    for (int i = 1; i < n; ++i)
      if (a[r * n + i] > a[r * n + best])
        best = i;
    sum = sum * 31 + best;
  }
  return sum;
}

static uint32_t state = 1;
static uint32_t next(void) { return state = state * 1664525u + 1013904223u, state >> 8; }
static float specials[] = {0.0f, -0.0f, NAN, INFINITY, -INFINITY, 1.0f, -1.0f, 2.0f, 0x1p-149f, -0x1p-149f, 3.4028235e38f, -3.4028235e38f};

#define RUN(T, name)                                                                                                                       \
  {                                                                                                                                        \
    int k;                                                                                                                                 \
    T m;                                                                                                                                   \
    name(a, n, &k, &m), put(&k, 4), putValue(&m, sizeof m);                                                                                \
  }
#define RUN_ALL(T, C)                                                                                                                      \
  RUN(T, T##C##First) RUN(T, T##C##Zero) RUN(T, T##C##Place) RUN(T, T##C##Size) RUN(T, T##C##Pointer) RUN(T, T##C##Back) RUN(T, T##C##Two)
#define RUN_TYPE(T, ELEMENT, KINDS)                                                                                                        \
  {                                                                                                                                        \
    static _Alignas(16) T data[length + 3];                                                                                                \
    for (int n = 1; n < length; n += n < 85 ? 1 : 13)                                                                                      \
      for (int kind = 0; kind < KINDS; ++kind) {                                                                                           \
        T *a = data + n % 3;                                                                                                               \
        for (int i = 0; i < n; ++i)                                                                                                        \
          a[i] = ELEMENT;                                                                                                                  \
        RUN_ALL(T, Gt) RUN_ALL(T, Lt) RUN_ALL(T, Ge) RUN_ALL(T, Le)                                                                        \
      }                                                                                                                                    \
  }
/// NaN in one form.
static void putValue(const void *value, size_t size) {
  float f;
  double d;
  if (size == 4 && (memcpy(&f, value, 4), f != f))
    f = NAN, value = &f;
  else if (size == 8 && (memcpy(&d, value, 8), d != d))
    d = NAN, value = &d;
  put(value, size);
}

// Random; few values and so many ties; specials; all the same; rising; falling; one special at one place.
#define FLOAT_ELEMENT                                                                                                                      \
  (kind == 0   ? (int)(next() % 2000001) * 0.001f - 1000                                                                                   \
   : kind == 1 ? specials[next() % 2 + 5 * (next() % 2)]                                                                                   \
   : kind == 2 ? specials[next() % 12]                                                                                                     \
   : kind == 3 ? specials[n % 12]                                                                                                          \
   : kind == 4 ? (float)i                                                                                                                  \
   : kind == 5 ? (float)-i                                                                                                                 \
               : specials[i == n * 7 % (n + 1) ? n % 12 : 1])
#define INT_ELEMENT                                                                                                                        \
  (kind == 0 ? next() * 257 : kind == 1 ? next() % 3 + 253 : kind == 2 ? n : kind == 3 ? i : kind == 4 ? -i : i == n * 7 % (n + 1))

EXPORT(cases) int cases(void) { return 7; }
EXPORT(kind) int kind(int index) { return 0; }
EXPORT(run) int run(int index) {
  used = 0;
  state = 1;
  switch (index) {
  case 0:
    RUN_TYPE(float, FLOAT_ELEMENT, 7)
    return used;
  case 1:
    RUN_TYPE(double, FLOAT_ELEMENT, 7)
    return used;
  case 2:
    RUN_TYPE(int, (int)INT_ELEMENT, 6)
    return used;
  case 3:
    RUN_TYPE(i8, (i8)INT_ELEMENT, 6)
    RUN_TYPE(u8, (u8)INT_ELEMENT, 6)
    return used;
  case 4:
    RUN_TYPE(i16, (i16)INT_ELEMENT, 6)
    return used;
  case 5:
    RUN_TYPE(u32, INT_ELEMENT, 6)
    return used;
  default: {
    static float f[600];
    static u8 b[600];
    for (int n = 0; n < 200; n += n < 80 ? 1 : 17)
      for (int kind = 0; kind < 7; ++kind) {
        for (int i = 0; i < 200; ++i)
          f[i] = FLOAT_ELEMENT, b[i] = (u8)(kind < 3 ? next() : kind == 3 ? 0 : i);
        int k, m;
        long long l;
        float v;
        wide(b, n, &k, &m), put(&k, 4), put(&m, 4);
        for (int start = -130; start < 132; start += 29)
          wideSigned((i8 *)b, n, &k, &m, start), put(&k, 4), put(&m, 4);
        absolute(f, n, &k, &v), put(&k, 4), putValue(&v, 4);
        for (int start = 0; start < 12; start += 1 + n % 4) {
          four(f, n, &k, &v, specials[start]), put(&k, 4), putValue(&v, 4);
          given(f, n, &l, &v, specials[start]), put(&l, 8), putValue(&v, 4);
        }
        k = rows(f, 3, n), put(&k, 4);
      }
    return used;
  }
  }
}
