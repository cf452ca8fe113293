// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tiles with many epilogues, in three shapes, on all boundary values and those next to them: the optimised module computes the bits of the
// -O0 module.
// RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-tuned.bc -pass-remarks-output=%t.yaml
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-tuned.bc -o %t-tuned.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-tuned.wasm | FileCheck %s
// RUN: nearnative-opt -O2 %t.bc -o %t-2.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -msimd128 -mexec-model=reactor %t-2.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// RUN: nearnative-opt -Oz %t.bc -o %t-z.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -Oz -msimd128 -mexec-model=reactor %t-z.bc -o %t-z.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-z.wasm | FileCheck %s
// RUN: %wasm_clang -O3 -mrelaxed-simd -ffp-contract=off -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-relaxed.bc
// RUN: nearnative-opt -O3 %t-relaxed.bc -o %t-relaxed-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -mrelaxed-simd -mexec-model=reactor %t-relaxed-tuned.bc -o %t-relaxed.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-relaxed.wasm | FileCheck %s
// CHECK: equal: 3 cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
//
// Every tile is vector code: no lane is taken out of a vector, none is put in.
// RUN: %wasm_clang -O3 -msimd128 -S %t-tuned.bc -o - | FileCheck --check-prefix=CODE %s
// CODE: {{^}}float_tile_relu6:
// CODE-NOT: {{extract_lane|replace_lane|f32.gt|f32.lt}}
// CODE: end_function
// CODE: {{^}}float_tile_hardSwish:
// CODE-NOT: {{extract_lane|replace_lane|f32.gt|f32.lt}}
// CODE: end_function
//
// The loop over rows of a window is a loop still; small ones, and those that an array waits for, are not.
// RUN: FileCheck --check-prefix=REMARKS %s --input-file=%t.yaml
// REMARKS-NOT: Name: Kept{{$}}
// REMARKS: Name: Kept
// REMARKS-NEXT: Function: float_window
// REMARKS-NOT: Name: Kept{{$}}
#include "Inputs/results.h"
#include <math.h>

static const uint32_t floatBits[] = {
    0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x00000002, 0x80000002, 0x007fffff, 0x807fffff, // zeros, denormals
    0x00800000, 0x80800000, 0x7f7fffff, 0xff7fffff, 0x7f7ffffe, 0xff7ffffe, 0x7f800000, 0xff800000, // smallest, largest, infinities
    0x7fc00000, 0xffc00000, 0x7f800001, 0xff800001, 0x7fffffff, 0x7fc12345,                         // quiet and signalling NaN
    0x3f7fffff, 0x3f800000, 0x3f800001, 0xbf7fffff, 0xbf800000, 0xbf800001,                         // around 1 and -1
    0x40bfffff, 0x40c00000, 0x40c00001, 0x40400000, 0x403fffff, 0xc0400000, 0xc0400001, 0xc03fffff, // around 6, 3 and -3
    0xc2ffffff, 0xc3000000, 0xc3000001, 0x42fdffff, 0x42fe0000, 0x42fe0001, 0x3e800000, 0x41200000, // around -128 and 127
};
static const uint64_t doubleBits[] = {
    0x0000000000000000, 0x8000000000000000, 0x0000000000000001, 0x8000000000000001, 0x0000000000000002, 0x000fffffffffffff,
    0x0010000000000000, 0x8010000000000000, 0x7fefffffffffffff, 0xffefffffffffffff, 0x7feffffffffffffe, 0x7ff0000000000000,
    0xfff0000000000000, 0x7ff8000000000000, 0xfff8000000000000, 0x7ff0000000000001, 0xfff0000000000001, 0x3fefffffffffffff,
    0x3ff0000000000000, 0x3ff0000000000001, 0xbfefffffffffffff, 0xbff0000000000000, 0xbff0000000000001, 0x4017ffffffffffff,
    0x4018000000000000, 0x4018000000000001, 0x4008000000000000, 0xc008000000000000, 0xc008000000000001, 0xc05fffffffffffff,
    0xc060000000000000, 0xc060000000000001, 0x405fbfffffffffff, 0x405fc00000000000, 0x405fc00000000001, 0x4024000000000000,
};

#define HELPERS(T)                                                                                                                         \
  static inline T T##_max(T a, T b) { return a > b ? a : b; }                                                                              \
  static inline T T##_min(T a, T b) { return a < b ? a : b; }                                                                              \
  static inline T T##_maxOrEqual(T a, T b) { return a >= b ? a : b; }                                                                      \
  static inline T T##_minOrEqual(T a, T b) { return a <= b ? a : b; }                                                                      \
  static inline T T##_ifs(T x) {                                                                                                           \
    if (x < 0)                                                                                                                             \
      x = 0;                                                                                                                               \
    if (x > 6)                                                                                                                             \
      x = 6;                                                                                                                               \
    return x;                                                                                                                              \
  }
HELPERS(float)
HELPERS(double)

// What is done with a result x, perhaps with a value y beside it.
#define EPILOGUES(M, T, FMAX, FMIN, NEARBYINT, LARGEST, DENORMAL)                                                                          \
  M(T, bias, x)                                                                                                                            \
  M(T, relu, T##_max(x, 0))                                                                                                                \
  M(T, relu6, T##_min(T##_max(x, 0), 6))                                                                                                   \
  M(T, relu6Swapped, T##_max(T##_min(x, 6), 0))                                                                                            \
  M(T, relu6Reversed, T##_min(6, T##_max(0, x)))                                                                                           \
  M(T, relu6OrEqual, T##_minOrEqual(T##_maxOrEqual(x, 0), 6))                                                                              \
  M(T, ifs, T##_ifs(x))                                                                                                                    \
  M(T, negativeZero, T##_max(x, (T) - 0.0))                                                                                                \
  M(T, notLess, !(x < 0) ? x : 0)                                                                                                          \
  M(T, notMore, !(x > 6) ? x : 6)                                                                                                          \
  M(T, notAtLeast, !(x >= 1) ? 1 : x)                                                                                                      \
  M(T, notAtMost, !(x <= 1) ? 1 : x)                                                                                                       \
  M(T, orEqual, T##_maxOrEqual(T##_minOrEqual(x, 1), -1))                                                                                  \
  M(T, nested, x < -1 ? -1 : x > 1 ? 1 : x)                                                                                                \
  M(T, nestedOther, x > 1 ? 1 : x < -1 ? -1 : x)                                                                                           \
  M(T, nestedMixed, x >= 1 ? 1 : x <= -1 ? -1 : x)                                                                                         \
  M(T, fmaximum, FMAX(x, 0))                                                                                                               \
  M(T, fclamp, FMIN(FMAX(x, 0), 6))                                                                                                        \
  M(T, fclampOther, FMAX(0, FMIN(x, 6)))                                                                                                   \
  M(T, hardSwish, x *T##_min(T##_max(x + 3, 0), 6) / 6)                                                                                    \
  M(T, hardSwishOther, x *(FMIN(FMAX(x + 3, 0), 6) / 6))                                                                                   \
  M(T, hardSwishTimes, x *T##_min(T##_max(x + 3, 0), 6) * (T)0.125)                                                                        \
  M(T, hardSwishBranches, x < -3 ? 0 : x > 3 ? x : x * (x + 3) / 6)                                                                        \
  M(T, hardSigmoid, T##_min(T##_max(x + 3, 0), 6) / 6)                                                                                     \
  M(T, hardSigmoidTimes, T##_min(T##_max(x *(T)0.25 + (T)0.5, 0), 1))                                                                      \
  M(T, residual, T##_min(T##_max(x + y, 0), 6))                                                                                            \
  M(T, residualAfter, T##_min(T##_max(x, 0), 6) + y)                                                                                       \
  M(T, chain, -(T##_min(T##_max(x, -128), 127) * (T)1.5 + 2))                                                                              \
  M(T, negated, -T##_max(x, 0))                                                                                                            \
  M(T, rounded, NEARBYINT(T##_min(T##_max(x, -128), 127)))                                                                                 \
  M(T, roundedSum, NEARBYINT(T##_min(T##_max(x, 1), 127)) + (T)128)                                                                        \
  M(T, converted, (T)(int)T##_min(T##_max(x == x ? x : 0, -128), 127))                                                                     \
  M(T, squared, T##_max(x, 0) * T##_max(x, 0))                                                                                             \
  M(T, both, T##_max(x, 0) - (T)0.25 * T##_min(x, 0))                                                                                      \
  M(T, bothOther, (x > 1 ? x : 1) + y * (x > 1 ? 1 : x))                                                                                   \
  M(T, variable, FMAX(x, y))                                                                                                               \
  M(T, timesVariable, T##_max(x, 1) * y)                                                                                                   \
  M(T, largest, T##_min(x, LARGEST))                                                                                                       \
  M(T, denormal, T##_max(x, DENORMAL))                                                                                                     \
  M(T, infinite, T##_min(x, (T)INFINITY))
#define FLOAT(M) EPILOGUES(M, float, fmaxf, fminf, nearbyintf, 0x1.fffffep127f, 0x1p-149f)
#define DOUBLE(M) EPILOGUES(M, double, fmax, fmin, nearbyint, 0x1.fffffffffffffp1023, 0x1p-1074)

// Eight results: sums over a loop; four of them, written out; without a loop.
#define LANES _Pragma("clang loop unroll(full)") for (int i = 0; i < 8; ++i)
#define SHAPES(T, name, expression)                                                                                                        \
  static inline T T##_one_##name(T x, T y) {                                                                                               \
    (void)y;                                                                                                                               \
    return (expression);                                                                                                                   \
  }                                                                                                                                        \
  NOINLINE void T##_tile_##name(T *restrict o, const T *restrict a, const T *restrict b, int n) {                                          \
    T c[8];                                                                                                                                \
    LANES c[i] = 0;                                                                                                                        \
    for (int k = 0; k < n; ++k)                                                                                                            \
      LANES c[i] += a[k] * b[k + i];                                                                                                       \
    LANES o[i] = T##_one_##name(c[i] + a[i], b[i]);                                                                                        \
  }                                                                                                                                        \
  NOINLINE void T##_four_##name(T *restrict o, const T *restrict a, const T *restrict b, int n) {                                          \
    T c0 = a[0], c1 = a[1], c2 = a[2], c3 = a[3];                                                                                          \
    for (int k = 0; k < n; ++k)                                                                                                            \
      c0 += b[k] * a[k], c1 += b[k] * a[k + 1], c2 += b[k] * a[k + 2], c3 += b[k] * a[k + 3];                                              \
    o[0] = T##_one_##name(c0, b[0]), o[1] = T##_one_##name(c1, b[1]), o[2] = T##_one_##name(c2, b[2]), o[3] = T##_one_##name(c3, b[3]);    \
  }                                                                                                                                        \
  NOINLINE void T##_line_##name(T *restrict o, const T *restrict a, const T *restrict b) { LANES o[i] = T##_one_##name(a[i], b[i]); }
FLOAT(SHAPES)
DOUBLE(SHAPES)

// Three rows of three columns, for four places of four channels; with a matrix of 4 x 4 in the place of the window; with a sum that goes
// into another place each time.
#define EACH(n) _Pragma("clang loop unroll(full)") for (int i = 0; i < n; ++i)
NOINLINE void float_window(float *restrict o, const float *restrict a, const float *restrict b) {
  float c[16];
  EACH(16) c[i] = 0;
  for (int row = 0; row < 3; ++row) {
    const float *r = a + row * 8, *w = b + row * 5;
    EACH(16) c[i] += r[i] * w[i % 4];
    EACH(16) c[i] += r[i + 4] * w[i % 4 + 4];
    EACH(16) c[i] += r[i + 8] * w[i % 4 + 8];
  }
  EACH(16) o[i] = float_min(float_max(c[i], 0), 6);
}
NOINLINE void float_matrix(float *restrict o, const float *restrict a, const float *restrict b) {
  float c[16];
  EACH(16) c[i] = 0;
  for (int row = 0; row < 4; ++row)
    EACH(16) c[i] += a[i / 4 * 4 + row] * b[row * 4 + i % 4];
  EACH(16) o[i] = float_min(float_max(c[i], 0), 6);
}
NOINLINE void float_places(float *restrict o, const float *restrict a, const float *restrict b) {
  float c[64];
  EACH(64) c[i] = 0;
  for (int row = 0; row < 4; ++row)
    EACH(16) c[row * 16 + i] += a[row * 8 + i] * b[row + i];
  for (int i = 0; i < 16; ++i)
    o[i] = float_min(float_max(c[i] + c[63 - i], 0), 6);
}

// Tiles in a loop over rows, with a bias that is the same for all rows, next to the results or written over by them.
#define BIASED(name, QUALIFIER)                                                                                                            \
  NOINLINE void name(float *QUALIFIER o, const float *QUALIFIER a, const float *QUALIFIER b, const float *QUALIFIER bias, int rows) {      \
    for (int row = 0; row < rows; ++row) {                                                                                                 \
      float c[32];                                                                                                                         \
      EACH(32) c[i] = 0;                                                                                                                   \
      for (int k = 0; k < 3; ++k)                                                                                                          \
        EACH(32) c[i] += a[row + k + i / 16] * b[k * 4 + i % 16];                                                                          \
      EACH(32) o[row * 32 + i] = float_min(float_max(c[i] + bias[i % 16], 0), 6);                                                          \
    }                                                                                                                                      \
  }
BIASED(float_biased, restrict)
BIASED(float_biasedPerhaps, )

enum { floatCount = sizeof floatBits / sizeof floatBits[0], doubleCount = sizeof doubleBits / sizeof doubleBits[0], tail = 24 };
static float floatA[floatCount + tail], floatB[floatCount + tail];
static double doubleA[doubleCount + tail], doubleB[doubleCount + tail];

// Without a loop the results start at every value; in a loop of no trips a sum is a value, in one of two the sums are NaN and infinities
// too.
#define RUN(T, name, expression)                                                                                                           \
  for (int i = 0; i < T##Count; ++i) {                                                                                                     \
    T results[24] = {0};                                                                                                                   \
    T##_tile_##name(results, T##A + i, T##B + i, 2);                                                                                       \
    T##_line_##name(results + 8, T##A + i, T##B + i);                                                                                      \
    T##_four_##name(results + 16, T##A + i, T##B + i, 0);                                                                                  \
    T##_four_##name(results + 20, T##A + i, T##B + i, 2);                                                                                  \
    put(results, sizeof results);                                                                                                          \
  }

// Both signs, all exponents, the mantissas around the powers of two and some others; what comes out is added up.
#define SWEEP(T, name, expression)                                                                                                         \
  {                                                                                                                                        \
    uint64_t sum = 0;                                                                                                                      \
    for (uint32_t high = 0; high < 512; ++high)                                                                                            \
      for (uint32_t low = 0; low < 64; low += 8) {                                                                                         \
        T in[8], out[8];                                                                                                                   \
        for (uint32_t i = 0; i < 8; ++i) {                                                                                                 \
          const uint32_t mantissa = low < 16 ? low + i : low < 32 ? 0x7fffe0 + low + i : (low + i) * 0x1f123u & 0x7fffff;                  \
          const uint32_t bits = high << 23 | mantissa;                                                                                     \
          memcpy(&in[i], &bits, 4);                                                                                                        \
        }                                                                                                                                  \
        T##_line_##name(out, in, T##B + high % T##Count);                                                                                  \
        for (int i = 0; i < 8; ++i) {                                                                                                      \
          uint32_t bits = 1;                                                                                                               \
          if (out[i] == out[i])                                                                                                            \
            memcpy(&bits, &out[i], 4);                                                                                                     \
          sum = sum * 0x9e3779b97f4a7c15 + bits;                                                                                           \
        }                                                                                                                                  \
      }                                                                                                                                    \
    put(&sum, sizeof sum);                                                                                                                 \
  }

EXPORT(cases) int cases(void) { return 3; }
EXPORT(kind) int kind(int index) { return index == 0 ? 4 : index == 1 ? 8 : 0; }
EXPORT(run) int run(int index) {
  used = 0;
  for (int i = 0; i < floatCount + tail; ++i) {
    memcpy(&floatA[i], &floatBits[i % floatCount], 4);
    memcpy(&floatB[i], &floatBits[i * 5 % floatCount], 4);
  }
  for (int i = 0; i < doubleCount + tail; ++i) {
    memcpy(&doubleA[i], &doubleBits[i % doubleCount], 8);
    memcpy(&doubleB[i], &doubleBits[i * 5 % doubleCount], 8);
  }
  if (index == 0) {
    FLOAT(RUN)
    for (int i = 0; i < floatCount - 24; ++i) {
      float results[48];
      float_window(results, floatA + i, floatB + i);
      float_matrix(results + 16, floatA + i, floatB + i);
      float_places(results + 32, floatA + i, floatB + i);
      put(results, sizeof results);
      float rows[4 * 32 + 16];
      float_biased(rows, floatA, floatB, floatA + i, 3);
      put(rows, 3 * 32 * sizeof *rows);
      memcpy(rows + i % 128, floatA + i, 16 * sizeof *rows);
      float_biasedPerhaps(rows, floatA, floatB, rows + i % 128, 4);
      put(rows, 4 * 32 * sizeof *rows);
    }
    return used / 4;
  }
  if (index == 1) {
    DOUBLE(RUN)
    return used / 8;
  }
  FLOAT(SWEEP)
  return used;
}
