// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// All pairs of boundary values, all constants, reductions of all lengths: the optimised module computes the bits of the -O0 module.
// RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-tuned.bc -o %t-tuned.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-tuned.wasm | FileCheck %s
// RUN: nearnative-opt -O2 %t.bc -o %t-2.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -msimd128 -mexec-model=reactor %t-2.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// RUN: nearnative-opt -O1 %t.bc -o %t-1.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O1 -msimd128 -mexec-model=reactor %t-1.bc -o %t-1.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-1.wasm | FileCheck %s
// RUN: nearnative-opt -Oz %t.bc -o %t-z.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -Oz -msimd128 -mexec-model=reactor %t-z.bc -o %t-z.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-z.wasm | FileCheck %s
//
// With relaxed SIMD switched on the results must still be these.
// RUN: %wasm_clang -O3 -mrelaxed-simd -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-relaxed.bc
// RUN: nearnative-opt -O3 %t-relaxed.bc -o %t-relaxed-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -mrelaxed-simd -mexec-model=reactor %t-relaxed-tuned.bc -o %t-relaxed.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-relaxed.wasm | FileCheck %s
// CHECK: equal: 2 cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
//
// The comparison itself finds one wrong zero.
// RUN: %wasm_clang -O0 -DWRONG_ZERO -mexec-model=reactor %s -o %t-wrong.wasm
// RUN: not %node %S/Inputs/compare.mjs %t-reference.wasm %t-wrong.wasm | FileCheck --check-prefix=WRONG %s
// WRONG: different: case 0, result {{[0-9]+}}: 0 expected, -0 found
#include "Inputs/results.h"
#include <math.h>

static const uint32_t floatBits[] = {
    0x00000000, 0x80000000, // zeros
    0x00000001, 0x80000001, 0x007fffff, 0x807fffff, // denormals
    0x00800000, 0x80800000, 0x3f800000, 0xbf800000, 0x3f800001, 0x3f7fffff, 0x40c00000, 0x40bfffff, 0x40c00001,
    0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000, // largest, infinities
    0x7fc00000, 0xffc00000, 0x7f800001, 0xff800001, 0x7fffffff, 0xffaaaaaa, 0x7fc12345, // quiet and signalling NaN
};
static const uint64_t doubleBits[] = {
    0x0000000000000000, 0x8000000000000000, 0x0000000000000001, 0x8000000000000001, 0x000fffffffffffff, 0x800fffffffffffff,
    0x0010000000000000, 0x3ff0000000000000, 0xbff0000000000000, 0x3ff0000000000001, 0x4018000000000000, 0x4017ffffffffffff,
    0x7fefffffffffffff, 0xffefffffffffffff, 0x7ff0000000000000, 0xfff0000000000000, 0x7ff8000000000000, 0xfff8000000000000,
    0x7ff0000000000001, 0xfff0000000000001, 0x7fffffffffffffff, 0xfffaaaaaaaaaaaaa,
};

#define FLOAT_FAMILY(T, BITS, max, min, ABS, COPYSIGN)                                                                                     \
  enum { T##Values = sizeof BITS / sizeof BITS[0], T##Pairs = T##Values * T##Values };                                                    \
  static T T##Left[T##Pairs], T##Right[T##Pairs], T##Out[T##Pairs];                                                                       \
  static void T##Fill(void) {                                                                                                             \
    for (int i = 0; i < T##Pairs; ++i) {                                                                                                  \
      memcpy(&T##Left[i], &BITS[i / T##Values], sizeof(T));                                                                               \
      memcpy(&T##Right[i], &BITS[i % T##Values], sizeof(T));                                                                              \
    }                                                                                                                                     \
  }                                                                                                                                       \
  T##_MAP2(max2, max(x, y)) T##_MAP2(min2, min(x, y)) T##_MAP2(max2s, max(y, x)) T##_MAP2(clamp2, min(max(x, y), (T)6))                   \
  T##_MAP2(absmax, max(ABS(x), ABS(y))) T##_MAP2(absmin, min(ABS(x), y)) T##_MAP2(negmax, max(-ABS(x), y))                                \
  T##_MAP2(select1, x > y ? x : y) T##_MAP2(select2, x < y ? x : y) T##_MAP2(select3, x >= y ? x : y) T##_MAP2(select4, x <= y ? x : y)   \
  T##_MAP2(select5, !(x > y) ? x : y) T##_MAP2(select6, !(x < y) ? x : y)                                                                 \
  T##_MAP2(propagate1, __builtin_elementwise_maximum(x, y)) T##_MAP2(propagate2, __builtin_elementwise_minimum(x, y))                     \
  T##_MAP2(propagate3, __builtin_elementwise_maximum(x, (T)0)) T##_MAP2(propagate4, __builtin_elementwise_minimum((T)2, y))               \
  T##_MAP2(propagate5, __builtin_elementwise_maximum(x, x == x && y == y ? y : x))                                                        \
  T##_MAP2(propagate6, __builtin_elementwise_minimum(y == y ? y : x, x))                                                                  \
  T##_MAP1(relu, max(x, (T)0)) T##_MAP1(relu6, min(max(x, (T)0), (T)6)) T##_MAP1(relu6c, (x > 0 ? x : 0) < 6 ? (x > 0 ? x : 0) : 6)       \
  T##_MAP1(maxNegZero, max(x, (T)-0.0)) T##_MAP1(minZero, min(x, (T)0)) T##_MAP1(minNegZero, min((T)-0.0, x)) T##_MAP1(maxOne, max(1, x)) \
  T##_MAP1(minOne, min(x, 1)) T##_MAP1(maxNaN, max(x, (T)NAN)) T##_MAP1(minNaN, min((T)NAN, x)) T##_MAP1(maxInf, max(x, (T)INFINITY))     \
  T##_MAP1(minInf, min(x, (T)INFINITY)) T##_MAP1(maxNegInf, max(x, (T)-INFINITY)) T##_MAP1(symmetric, max((T)-1, min((T)1, x)))           \
  T##_MAP1(square, max(x * x, (T)0)) T##_MAP1(sameTwice, max(x, x)) T##_MAP1(opposite, max(x, -x)) T##_MAP1(signs, min(COPYSIGN(0, x), x)) \
  T##_REDUCE(reduceMax, (T)-INFINITY, max(s, x)) T##_REDUCE(reduceMin, (T)INFINITY, min(x, s)) T##_REDUCE(reduceMaxZero, (T)0, max(s, x))  \
  T##_REDUCE(reduceMaxNegZero, (T)-0.0, max(x, s)) T##_REDUCE(reduceMinNegZero, (T)-0.0, min(s, x))                                       \
  T##_REDUCE(reduceAbs, (T)0, max(s, ABS(x))) T##_REDUCE(reduceNaN, (T)NAN, max(s, x)) T##_REDUCE(reduceFirst, a[0], max(s, x))            \
  T##_REDUCE(reduceFirstMin, a[0], min(s, x)) T##_REDUCE(reduceSelect, (T)-INFINITY, x > s ? x : s)                                       \
  T##_REDUCE(reduceTwo, (T)-INFINITY, max(max(s, x), x * (T)0.5)) T##_REDUCE(reduceMixed, (T)0, min(max(s, x), (T)100))                    \
  T##_MAP2(tie1, !(x >= y) ? x : y) T##_MAP2(tie2, !(x <= y) ? x : y) T##_MAP1(tie3, x >= 0 ? x : 0) T##_MAP1(tie4, x <= 0 ? 0 : x)           \
  T##_MAP1(tie5, !(x >= 0) ? 0 : x) T##_MAP1(tie6, x >= (T)-0.0 ? x : (T)-0.0) T##_MAP1(tie7, x <= 0 ? x : 0) T##_MAP1(tie8, x >= 0 ? 0 : x) \
  T##_MAP1(nest1, x < -1 ? -1 : x > 1 ? 1 : x) T##_MAP1(nest2, x <= 0 ? 0 : x >= 6 ? 6 : x) T##_MAP1(nest3, x > 6 ? 6 : x < 0 ? 0 : x)      \
  T##_MAP1(nest4, x >= 6 ? 6 : x <= 0 ? 0 : x) T##_MAP1(nest5, x < 6 ? 6 : x > 0 ? 0 : x) T##_MAP1(nest6, x < 1 ? 1 : x > 1 ? 1 : x)       \
  T##_MAP1(nest7, x < 0 ? 0 : x < 6 ? x : 6) T##_MAP1(nest8, !(x >= 0) ? 0 : x > 6 ? 6 : x) T##_MAP1(nest9, x > 0 ? x > 6 ? 6 : x : 0)       \
  T##_MAP1(nest10, !(x <= 6) ? 6 : !(x >= 0) ? 0 : x) T##_MAP1(nest11, x < 6 ? x > 0 ? x : 0 : 6) T##_MAP2(nest12, x < 0 ? 0 : x > y ? y : x) \
  T##_REDUCE(reduceLess, a[0], x < s ? x : s) T##_REDUCE(reduceOrEqual, a[0], x >= s ? x : s) T##_REDUCE(reduceOrEqualMin, (T)0, x <= s ? x : s) \
  T##_REDUCE(reduceKeep, (T)-1, s > x ? s : x) T##_REDUCE(reduceKeepMin, a[0], s < x ? s : x) T##_REDUCE(reduceKeepEqual, a[0], s >= x ? s : x)   \
  T##_REDUCE(reduceNot, a[0], !(x <= s) ? x : s) T##_REDUCE(reduceNotKeep, (T)NAN, !(s < x) ? s : x) T##_REDUCE(reduceFromNaN, (T)NAN, x > s ? x : s) \
  T##_REDUCE(reduceMagnitude, (T)0, ABS(x) > s ? ABS(x) : s) T##_REDUCE(reduceDistance, (T)-1, ABS(x - 1) > s ? ABS(x - 1) : s)            \
  T##_REDUCE(reduceTwice, (T)-0.0, x * 2 > s ? x * 2 : s) T##_REDUCE(reduceNegated, a[0], min(s, -x))                                       \
  NOINLINE T T##reduceRange(const T *a, int n) {                                                                                           \
    T low = a[0], high = a[0];                                                                                                             \
    for (const T *end = a + n; a < end; ++a) {                                                                                             \
      if (*a < low)                                                                                                                        \
        low = *a;                                                                                                                          \
      if (*a > high)                                                                                                                       \
        high = *a;                                                                                                                         \
    }                                                                                                                                      \
    return COPYSIGN(high, low) + COPYSIGN(low, high);                                                                                      \
  }                                                                                                                                        \
  T##_REDUCE(reducePropagates, (T)0, max(__builtin_elementwise_maximum(s, x), a[i / 2]))                                                  \
  NOINLINE T T##ScalarMax(T x, T y) { return max(x, y); }                                                                                 \
  NOINLINE T T##ScalarMin(T x, T y) { return min(x, y); }                                                                                 \
  NOINLINE void T##Four(T *o, const T *a, const T *b) {                                                                                   \
    o[0] = max(a[0], b[0]), o[1] = max(a[1], b[1]), o[2] = max(a[2], b[2]), o[3] = max(a[3], b[3]);                                       \
  }                                                                                                                                       \
  NOINLINE void T##FourClamped(T *o, const T *a) {                                                                                        \
    o[0] = min(max(a[0], 0), 6), o[1] = min(max(a[1], 0), 6), o[2] = min(max(a[2], 0), 6), o[3] = min(max(a[3], 0), 6);                   \
  }

#define MAP1(T, name, expression)                                                                                                         \
  NOINLINE void T##name(T *restrict o, const T *restrict a, int n) {                                                                      \
    for (int i = 0; i < n; ++i) {                                                                                                         \
      T x = a[i];                                                                                                                         \
      o[i] = expression;                                                                                                                  \
    }                                                                                                                                     \
  }
#define MAP2(T, name, expression)                                                                                                         \
  NOINLINE void T##name(T *restrict o, const T *a, const T *b, int n) {                                                                   \
    for (int i = 0; i < n; ++i) {                                                                                                         \
      T x = a[i], y = b[i];                                                                                                               \
      o[i] = expression;                                                                                                                  \
    }                                                                                                                                     \
  }
#define REDUCE(T, name, start, expression)                                                                                                \
  NOINLINE T T##name(const T *a, int n) {                                                                                                 \
    T s = start;                                                                                                                          \
    for (int i = 0; i < n; ++i) {                                                                                                         \
      T x = a[i];                                                                                                                         \
      s = expression;                                                                                                                     \
    }                                                                                                                                     \
    return s;                                                                                                                             \
  }
/* Unrolled by four in the source, or two: with one result and with one for each place. (By < and > only: the second run of LLVM
   alone makes the wrong pmin by <=.) */
#define UNROLLED(T, name, start, STEP, LAST)                                                                                               \
  NOINLINE T T##name##Chain4(const T *a, int n) {                                                                                          \
    T s = start;                                                                                                                           \
    int i = 0;                                                                                                                             \
    for (; i + 4 <= n; i += 4) {                                                                                                           \
      s = STEP(s, a[i]);                                                                                                                   \
      s = STEP(s, a[i + 1]);                                                                                                               \
      s = STEP(s, a[i + 2]);                                                                                                               \
      s = STEP(s, a[i + 3]);                                                                                                               \
    }                                                                                                                                      \
    for (; i < n; ++i)                                                                                                                     \
      s = STEP(s, a[i]);                                                                                                                   \
    return s;                                                                                                                              \
  }                                                                                                                                        \
  NOINLINE T T##name##Chain2(const T *a, int n) {                                                                                          \
    T s = start;                                                                                                                           \
    for (const T *end = a + n / 2 * 2; a != end; a += 2) {                                                                                 \
      s = STEP(s, LAST(a[0]));                                                                                                             \
      s = STEP(s, LAST(a[1]));                                                                                                             \
    }                                                                                                                                      \
    return s;                                                                                                                              \
  }                                                                                                                                        \
  NOINLINE T T##name##Four(const T *a, int n) {                                                                                            \
    T s0 = start, s1 = start, s2 = a[2], s3 = a[1];                                                                                        \
    int i = 0;                                                                                                                             \
    for (; i + 4 <= n; i += 4) {                                                                                                           \
      s0 = STEP(s0, LAST(a[i]));                                                                                                           \
      s1 = STEP(s1, LAST(a[i + 1]));                                                                                                       \
      s2 = STEP(s2, LAST(a[i + 2]));                                                                                                       \
      s3 = STEP(s3, LAST(a[i + 3]));                                                                                                       \
    }                                                                                                                                      \
    return (n & 1 ? s0 - s1 : s1 - s0) + (n & 2 ? s2 / s3 : s3);                                                                           \
  }                                                                                                                                        \
  NOINLINE T T##name##Two(const T *a, int n) {                                                                                             \
    T s0 = start, s1 = a[0];                                                                                                               \
    for (int i = 0; i + 2 <= n; i += 2) {                                                                                                  \
      s0 = GREATER(s0, LAST(a[i]));                                                                                                                 \
      s1 = GREATER(s1, LAST(a[i + 1]));                                                                                                             \
    }                                                                                                                                      \
    return n & 1 ? 1 / s0 : 1 / s1;                                                                                                        \
  }
#define GREATER(s, x) ((x) > s ? (x) : s)
#define LESS(s, x) ((x) < s ? (x) : s)
#define KEPT(s, x) (s > (x) ? s : (x))
#define SAME(x) (x)
#define MINUS(x) (-(x))
UNROLLED(float, greater, a[0], GREATER, SAME)
UNROLLED(double, greater, a[0], GREATER, SAME)
UNROLLED(float, less, 0, LESS, MINUS)
UNROLLED(double, less, -0.0, LESS, MINUS)
UNROLLED(float, kept, a[0], KEPT, fabsf)
UNROLLED(double, kept, -1, KEPT, SAME)
UNROLLED(float, library, a[0], fmaxf, SAME)
UNROLLED(double, library, INFINITY, fmin, fabs)

#define float_MAP1(name, expression) MAP1(float, name, expression)
#define float_MAP2(name, expression) MAP2(float, name, expression)
#define float_REDUCE(name, start, expression) REDUCE(float, name, start, expression)
#define double_MAP1(name, expression) MAP1(double, name, expression)
#define double_MAP2(name, expression) MAP2(double, name, expression)
#define double_REDUCE(name, start, expression) REDUCE(double, name, start, expression)

FLOAT_FAMILY(float, floatBits, fmaxf, fminf, fabsf, copysignf)
FLOAT_FAMILY(double, doubleBits, fmax, fmin, fabs, copysign)

#define RUN2(T, name) T##name(T##Out, T##Left, T##Right, T##Pairs), put(T##Out, sizeof T##Out)
#define RUN1(T, name) T##name(T##Out, T##Right, T##Values), put(T##Out, T##Values * sizeof(T))
// Every length at several places of the array of pairs, which repeats the values: NaN and zeros first, last and in between.
#define REDUCTION_RUNNER(T) \
  static void T##RunReduction(T (*f)(const T *, int)) { \
  for (int start = 0; start < T##Values; ++start)                                                                                         \
    for (int length = 0; length <= 67; ++length) {                                                                                        \
      T value = f(T##Right + start, length);                                                                                        \
      put(&value, sizeof value);                                                                                                          \
    }                                                                                                                                     \
  for (int value1 = 0; value1 < T##Values; ++value1) { /* arrays of two values only */                                                    \
    T few[40];                                                                                                                            \
    for (int i = 0; i < 40; ++i)                                                                                                          \
      few[i] = T##Right[i % 3 == 0 ? value1 : 0];                                                                                         \
    T value = f(few, 40);                                                                                                           \
    put(&value, sizeof value);                                                                                                            \
    for (int i = 0; i < 40; ++i)                                                                                                          \
      few[i] = T##Right[i % 5 == 4 ? value1 : T##Values - 1];                                                                             \
    value = f(few, 40);                                                                                                             \
    put(&value, sizeof value);                                                                                                            \
  }                                                                                                                                       \
  for (uint32_t seed = 0; seed < 192; ++seed) { /* zeros of both signs in all orders, among what is smaller, larger, or NaN */            \
    const T choice[] = {0, -(T)0, 0, -(T)0, seed & 1 ? 0 : -1, seed & 2 ? -(T)0 : 1, seed & 64 ? (T)NAN : -2, seed & 128 ? -3 : (T)0};     \
    T few[71];                                                                                                                            \
    uint32_t random = seed * 2654435761u + 1;                                                                                             \
    for (int i = 0; i < 71; ++i) {                                                                                                        \
      random = random * 1664525 + 1013904223;                                                                                             \
      few[i] = choice[(seed & 4 ? random >> 29 : random >> 30 << 1) % (seed & 8 ? 8 : 6)];                                                \
    }                                                                                                                                     \
    T value = f(few + seed % 3, 68 - seed % 67);                                                                                    \
    put(&value, sizeof value);                                                                                                            \
  } \
  }
REDUCTION_RUNNER(float)
REDUCTION_RUNNER(double)
#define RUNR(T, name) T##RunReduction(T##name);

#define RUN_FAMILY(T)                                                                                                                     \
  T##Fill();                                                                                                                              \
  RUN2(T, max2), RUN2(T, min2), RUN2(T, max2s), RUN2(T, clamp2), RUN2(T, absmax), RUN2(T, absmin), RUN2(T, negmax);                       \
  RUN2(T, select1), RUN2(T, select2), RUN2(T, select3), RUN2(T, select4), RUN2(T, select5), RUN2(T, select6);                             \
  RUN2(T, propagate1), RUN2(T, propagate2), RUN2(T, propagate3), RUN2(T, propagate4), RUN2(T, propagate5), RUN2(T, propagate6);           \
  RUN1(T, relu), RUN1(T, relu6), RUN1(T, relu6c), RUN1(T, maxNegZero), RUN1(T, minZero), RUN1(T, minNegZero), RUN1(T, maxOne);            \
  RUN1(T, minOne), RUN1(T, maxNaN), RUN1(T, minNaN), RUN1(T, maxInf), RUN1(T, minInf), RUN1(T, maxNegInf), RUN1(T, symmetric);            \
  RUN1(T, square), RUN1(T, sameTwice), RUN1(T, opposite), RUN1(T, signs);                                                                 \
  RUNR(T, reduceMax) RUNR(T, reduceMin) RUNR(T, reduceMaxZero) RUNR(T, reduceMaxNegZero) RUNR(T, reduceMinNegZero) RUNR(T, reduceAbs)     \
  RUNR(T, reduceNaN) RUNR(T, reduceFirst) RUNR(T, reduceFirstMin) RUNR(T, reduceSelect) RUNR(T, reduceTwo) RUNR(T, reduceMixed)           \
  RUNR(T, reducePropagates)                                                                                                               \
  RUN2(T, tie1), RUN2(T, tie2), RUN1(T, tie3), RUN1(T, tie4), RUN1(T, tie5), RUN1(T, tie6), RUN1(T, tie7), RUN1(T, tie8), RUN1(T, nest1);   \
  RUN1(T, nest2), RUN1(T, nest3), RUN1(T, nest4), RUN1(T, nest5), RUN1(T, nest6), RUN1(T, nest7), RUN1(T, nest8), RUN1(T, nest9);          \
  RUN1(T, nest10), RUN1(T, nest11), RUN2(T, nest12);                                                                                       \
  RUNR(T, greaterChain4) RUNR(T, greaterChain2) RUNR(T, greaterFour) RUNR(T, greaterTwo) RUNR(T, lessChain4) RUNR(T, lessChain2)           \
  RUNR(T, lessFour) RUNR(T, lessTwo) RUNR(T, keptChain4) RUNR(T, keptChain2) RUNR(T, keptFour) RUNR(T, keptTwo) RUNR(T, libraryChain4)     \
  RUNR(T, libraryChain2) RUNR(T, libraryFour) RUNR(T, libraryTwo)                                                                          \
  RUNR(T, reduceLess) RUNR(T, reduceOrEqual) RUNR(T, reduceOrEqualMin) RUNR(T, reduceKeep) RUNR(T, reduceKeepMin) RUNR(T, reduceKeepEqual) \
  RUNR(T, reduceNot) RUNR(T, reduceNotKeep) RUNR(T, reduceFromNaN) RUNR(T, reduceMagnitude) RUNR(T, reduceDistance) RUNR(T, reduceTwice)   \
  RUNR(T, reduceNegated) RUNR(T, reduceRange)                                                                                              \
  for (int i = 0; i < T##Pairs; ++i) {                                                                                                    \
    T values[2] = {T##ScalarMax(T##Left[i], T##Right[i]), T##ScalarMin(T##Left[i], T##Right[i])};                                         \
    put(values, sizeof values);                                                                                                           \
  }                                                                                                                                       \
  for (int i = 0; i + 4 <= T##Pairs; ++i) {                                                                                               \
    T values[8];                                                                                                                          \
    T##Four(values, T##Left + i, T##Right + i);                                                                                           \
    T##FourClamped(values + 4, T##Right + i);                                                                                             \
    put(values, sizeof values);                                                                                                           \
  }

EXPORT(cases) int cases(void) { return 2; }
EXPORT(kind) int kind(int index) { return index == 0 ? 4 : 8; }
EXPORT(run) int run(int index) {
  used = 0;
  if (index == 0) {
    RUN_FAMILY(float)
#ifdef WRONG_ZERO
    for (size_t i = 0; i < used; i += 4)
      if (*(uint32_t *)(buffer + i) == 0) {
        buffer[i + 3] = 0x80;
        break;
      }
#endif
    return used / 4;
  }
  RUN_FAMILY(double)
  return used / 8;
}
