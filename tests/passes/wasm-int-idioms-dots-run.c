// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sums and dot products of narrow integers, written in many ways, all lengths 0 to 70 and more, misaligned and overlapping inputs, extreme
// bytes: the optimised module computes the bytes of the -O0 module.
// RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 -pass-remarks=wasm-int-idioms %t.bc -o %t-3.bc 2> %t-remarks
// RUN: grep -c 'vector loop for' %t-remarks | FileCheck --check-prefix=TAKEN %s
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-3.bc -o %t-3.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-3.wasm | FileCheck %s
// RUN: nearnative-opt -O2 %t.bc -o %t-2.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -msimd128 -mexec-model=reactor %t-2.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// RUN: %wasm_clang -O3 -mrelaxed-simd -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-relaxed.bc
// RUN: nearnative-opt -O3 %t-relaxed.bc -o %t-relaxed-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -mrelaxed-simd -mexec-model=reactor %t-relaxed-tuned.bc -o %t-relaxed.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-relaxed.wasm | FileCheck %s
// CHECK: equal: 1 cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
// TAKEN: {{^1[0-9][0-9]$}}
#include "Inputs/results.h"

typedef int8_t s8;
typedef uint8_t u8;
typedef int16_t s16;
typedef uint16_t u16;

enum { longest = 140, slack = 64, size = 4 * longest + 4 * slack };
static _Alignas(16) u8 left[size], right[size];

// One sum over two inputs; `x` and `y` are their elements.
#define SUM(name, S, T, U, expression)                                                                                                    \
  NOINLINE S name(const T *a, const U *b, int n) {                                                                                        \
    S s = 3;                                                                                                                              \
    for (int i = 0; i < n; ++i) {                                                                                                         \
      T x = a[i];                                                                                                                         \
      U y = b[i];                                                                                                                         \
      s = (S)(s + (expression));                                                                                                          \
    }                                                                                                                                     \
    return s;                                                                                                                             \
  }

SUM(dotSS, int32_t, s8, s8, x * y)
SUM(dotUU, int32_t, u8, u8, x * y)
SUM(dotUS, int32_t, u8, s8, x * y)
SUM(dotSU, uint32_t, s8, u8, (uint32_t)(x * y))
SUM(dotHalf, uint32_t, s16, s16, (uint32_t)x * (uint32_t)y)
SUM(dotHalfByte, uint32_t, s16, u8, (uint32_t)(x * y))
SUM(dotNarrowed, int32_t, s8, s8, (s16)(x * y))
SUM(subtracted, uint32_t, s8, u8, -(uint32_t)(x * y))
SUM(constantZero, int32_t, u8, u8, (x - 128) * (y - 3))
SUM(constantZeroSigned, int32_t, s8, u8, (x + 128) * (y - 255))
SUM(squares, int32_t, u8, s8, (x - y) * (x - y))
SUM(squareOfSum, int32_t, s8, s8, (x + y) * (x + y))
SUM(scaled, int32_t, s8, s8, 77 * x + y * 2)
SUM(doubled, int32_t, s8, s8, (x * y) << 1)
SUM(shifted, int32_t, s8, s8, (x * y) >> 3)
SUM(nibbles, int32_t, u8, s8, (x & 15) * y + (x >> 4) * 3)
SUM(nibblesSigned, int32_t, u8, s8, ((x & 15) - 8) * y)
SUM(signedShift, int32_t, s8, s8, (x >> 3) * (y & 7))
SUM(lowBits, int32_t, u8, s8, (u8)(x << 3) * y)
SUM(wrapped, int32_t, u8, s8, (u8)(x + 77) * (s8)(y - 99))
SUM(inverted, int32_t, u8, s8, (u8)~x * y)
SUM(sumS, int32_t, s8, s8, x)
SUM(sumU, int32_t, u8, u8, x)
SUM(sumBoth, int32_t, u8, s8, x + y)
SUM(sumHalf, int32_t, s16, s16, x - y / 1)
SUM(sumHalfUnsigned, uint32_t, u16, u16, x)
SUM(sumXor, int32_t, u8, u8, x ^ y)
SUM(sad, int32_t, u8, u8, x > y ? x - y : y - x)
SUM(sadAbs, uint32_t, u8, u8, (uint32_t)__builtin_abs(x - y))
SUM(sadSigned, int32_t, s8, s8, __builtin_abs(x - y))
SUM(sadGreater, int32_t, s8, s8, x >= y ? x - y : y - x)
SUM(sadLess, int32_t, u8, u8, x < y ? y - x : x - y)
SUM(sadMinMax, int32_t, u8, u8, (x > y ? x : y) - (x < y ? x : y))
SUM(sumMax, int32_t, s8, s8, x > y ? x : y)
SUM(sumAbs, int32_t, s8, s8, x < 0 ? -x : x)
SUM(relu, int32_t, s8, s8, (x > 0 ? x : 0) * y)
SUM(clamped, int32_t, s16, s8, (x > 100 ? 100 : x < -100 ? -100 : x) * y)
SUM(longDot, int64_t, s8, s8, x * y)
SUM(longDotWide, int64_t, u8, s8, (int64_t)x * y)
SUM(longSum, uint64_t, u8, u8, x)
SUM(longHalf, int64_t, s16, s16, x)
SUM(longHalfDot, int64_t, s16, s8, x *y)

SUM(above, int32_t, s8, s8, x > y)
SUM(aboveConstant, uint32_t, u8, u8, x >= 77)
SUM(notEqual, int32_t, u8, s8, (x != 0) + (y == -128))
SUM(aboveHalf, int32_t, s16, s16, x < y)
SUM(aboveWeighted, int32_t, u8, s8, (x > 9) * y)
SUM(ones, int32_t, u8, u8, __builtin_popcount(x ^ y))
SUM(longSquares, int64_t, u8, s8, (x - y) * (x - y))
SUM(longProduct, uint64_t, u8, u8, x *y)

// Two sums of one loop.
NOINLINE void twoSums(const u8 *a, const s8 *b, int n, int32_t *o) {
  int32_t s = 1, t = 2;
  for (int i = 0; i < n; ++i) {
    s += a[i];
    t += a[i] * b[i];
  }
  o[0] = s, o[1] = t;
}
NOINLINE void fourRows(const s8 *a, const s8 *b, int n, int stride, int32_t *o) {
  int32_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  for (int k = 0; k < n; ++k) {
    s0 += a[k] * b[k];
    s1 += a[k] * b[k + stride];
    s2 += a[k] * b[k + 2 * stride];
    s3 += a[k] * b[k + 3 * stride];
  }
  o[0] = s0, o[1] = s1, o[2] = s2, o[3] = s3;
}

// Ways to write a loop.
NOINLINE int32_t pointers(const s8 *a, const u8 *b, int n) {
  int32_t s = 0;
  while (n-- > 0)
    s += *a++ * *b++;
  return s;
}
NOINLINE int32_t ends(const s8 *a, const u8 *b, int n) {
  int32_t s = 0;
  for (const s8 *end = a + n; a < end; ++a, ++b)
    s += *a * *b;
  return s;
}
NOINLINE int32_t sizes(const s8 *a, const u8 *b, int n) {
  int32_t s = 0;
  for (size_t i = 0; i != (size_t)n; ++i)
    s += a[i] * b[i];
  return s;
}
NOINLINE int32_t longCounter(const s8 *a, const u8 *b, int64_t n) {
  int32_t s = 0;
  for (int64_t i = 0; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
NOINLINE int32_t shortCounter(const s8 *a, const u8 *b, u8 n) {
  int32_t s = 0;
  for (u8 i = 0; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
NOINLINE int32_t atLeastOnce(const s8 *a, const u8 *b, int n) {
  int32_t s = 0;
  int i = 0;
  do
    s += a[i] * b[i];
  while (++i < n);
  return s;
}
NOINLINE int32_t reversed(const s8 *a, const u8 *b, int n) {
  int32_t s = 0;
  for (int i = n - 1; i >= 0; --i)
    s += a[i] * b[i];
  return s;
}
NOINLINE int32_t mirrored(const s8 *a, const u8 *b, int n) {
  int32_t s = 0;
  for (int i = 0; i < n; ++i)
    s += a[n - 1 - i] * b[n - 1 - i] + a[n - 1 - i];
  return s;
}
NOINLINE int32_t convolved(const s8 *a, const u8 *b, int n) { // one forwards, one backwards
  int32_t s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] * b[n - 1 - i];
  return s;
}
NOINLINE int32_t counterUsed(const s8 *a, const u8 *b, int n) {
  int32_t s = 0;
  int i = 0;
  for (; i < n; ++i)
    s += a[i] * b[i];
  return s * 1000 + i;
}
NOINLINE const s8 *pointerUsed(const s8 *a, const u8 *b, int n, int32_t *o) {
  int32_t s = 0;
  for (int i = 0; i < n; ++i)
    s += *a++ * *b++;
  *o = s;
  return a;
}
NOINLINE int32_t zeroPoints(const u8 *a, const u8 *b, int n, int za, int zb) {
  int32_t s = 0;
  for (int i = 0; i < n; ++i)
    s = (int32_t)((uint32_t)s + ((uint32_t)a[i] - (uint32_t)za) * ((uint32_t)b[i] - (uint32_t)zb));
  return s;
}
NOINLINE int32_t zeroPoint8(const s8 *a, const s8 *b, int n, s8 za) {
  int32_t s = 0;
  for (int i = 0; i < n; ++i)
    s += (a[i] - za) * b[i];
  return s;
}
NOINLINE uint32_t offsetSum(const u8 *a, int n, uint32_t za) {
  uint32_t s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] - za;
  return s;
}
NOINLINE uint32_t weighted(const s8 *a, int n, int w) {
  uint32_t s = 0;
  for (int i = 0; i < n; ++i)
    s += (uint32_t)a[i] * (uint32_t)w;
  return s;
}
NOINLINE int32_t nested(const s8 *a, const s8 *b, int rows, int n) {
  int32_t s = 0;
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < n; ++i)
      s += a[j * n + i] * b[j + i];
  return s;
}
NOINLINE void gemm(const s8 *a, const s8 *b, int32_t *c, int m, int n, int k, int za) {
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      int32_t s = 0;
      for (int l = 0; l < k; ++l)
        s += (a[i * k + l] - za) * b[j * k + l];
      c[i * n + j] = s;
    }
}

// Unrolled by hand.
NOINLINE int32_t unrolledOne(const s8 *a, const u8 *b, int n) {
  int32_t s = 0;
  int i = 0;
  for (; i + 4 <= n; i += 4)
    s += a[i] * b[i] + a[i + 1] * b[i + 1] + a[i + 2] * b[i + 2] + a[i + 3] * b[i + 3];
  for (; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
NOINLINE int32_t unrolledFour(const s8 *a, const u8 *b, int n) {
  int32_t s0 = 1, s1 = 2, s2 = 3, s3 = 4;
  int i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  int32_t s = s0 + s1 + s2 + s3;
  for (; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
NOINLINE int32_t unrolledRest(const s8 *a, const u8 *b, int n) { // the rest goes into the first sum
  int32_t s0 = 1, s1 = 2, s2 = 3, s3 = 4;
  int i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < n; ++i)
    s0 += a[i] * b[i];
  return (s0 + s1) + (s2 + s3);
}
NOINLINE int32_t unrolledSize(const s8 *a, const u8 *b, size_t n) { // i + 4 might wrap
  int32_t s0 = 1, s1 = 2, s2 = 3, s3 = 4;
  size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < n; ++i)
    s2 += a[i] * b[i];
  return s0 + s1 + s2 + s3;
}
NOINLINE int32_t unrolledBelow(const s8 *a, const u8 *b, uint32_t n) {
  int32_t s = 0;
  uint32_t i = 0;
  for (; i + 7 < n; i += 8)
    for (int j = 0; j < 8; ++j)
      s -= a[i + j] * b[i + j];
  return s * 256 + (int32_t)i;
}
NOINLINE int32_t unrolledRows(const s8 *a, const u8 *b, int rows, int n) { // the sums go on from row to row
  int32_t s0 = 0, s1 = 0;
  for (int j = 0; j < rows; ++j) {
    for (int i = 0; i + 2 <= n; i += 2) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
    }
    a += n;
  }
  return s0 + s1;
}
NOINLINE int32_t unrolledRowsUsed(const s8 *a, const u8 *b, int rows, int n) { // and one of them is looked at
  int32_t s0 = 0, s1 = 0, t = 0;
  for (int j = 0; j < rows; ++j) {
    for (int i = 0; i + 2 <= n; i += 2) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
    }
    a += n;
    t ^= s0;
  }
  return s0 + s1 + t;
}
NOINLINE int32_t unrolledLate(const s8 *a, const u8 *b, int rows, int n) { // a sum of the row before
  int32_t s0 = 0, s1 = 0, before = 0, t = 0;
  for (int j = 0; j < rows; ++j) {
    before = s0;
    s0 = s1 = 0;
    for (int i = 0; i + 2 <= n; i += 2) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
    }
    a += n;
    t = (int32_t)((uint32_t)t * 3u + (uint32_t)(before + s1));
  }
  return t + s0;
}
NOINLINE void unrolledApart(const s8 *a, const u8 *b, int n, int32_t *o) { // the sums must stay apart
  int32_t s0 = 1, s1 = 2;
  for (int i = 0; i + 2 <= n; i += 2) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
  }
  o[0] = s0, o[1] = s1;
}
NOINLINE int32_t unrolledProduct(const s8 *a, const u8 *b, int n) { // not only added up
  int32_t s0 = 1, s1 = 2;
  for (int i = 0; i + 2 <= n; i += 2) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
  }
  return (s0 & 0xffff) * (s1 & 0xff) + s0 + s1;
}
NOINLINE int32_t unrolledTwice(const s8 *a, const u8 *b, int n) { // one of them counts twice
  int32_t s0 = 1, s1 = 2;
  for (int i = 0; i + 2 <= n; i += 2) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
  }
  return s0 + s1 + s1;
}
NOINLINE int32_t unrolledThrice(const s8 *a, const u8 *b, int n, const int32_t *o) {
  int32_t s0 = 1, s1 = 2;
  for (int i = 0; i + 2 <= n; i += 2) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
  }
  int32_t s = s0 + s1 + o[0];
  for (int i = 1; i < n; ++i)
    s ^= o[0] & i;
  return s + s1;
}
NOINLINE int32_t unrolledBump(const s8 *a, const s8 *b, int n) {
  int32_t s = 0;
  for (int i = n / 4; i > 0; --i) {
    s += a[0] * b[0];
    s += a[1] * b[1];
    s += a[2] * b[2];
    s += a[3] * b[3];
    a += 4;
    b += 4;
  }
  return s;
}
NOINLINE int32_t unrolledEight(const u8 *a, const u8 *b, int n) {
  int32_t s = 0, t = 0;
  for (int i = 0; i + 8 <= n; i += 8) {
    s += a[i] * b[i] + a[i + 1] * b[i + 1] + a[i + 2] * b[i + 2] + a[i + 3] * b[i + 3];
    t += a[i + 4] * b[i + 4] + a[i + 5] * b[i + 5] + a[i + 6] * b[i + 6] + a[i + 7] * b[i + 7];
  }
  return s + t;
}
NOINLINE int32_t unrolledSixteen(const u8 *a, const u8 *b, int n) {
  int32_t s = 0;
  for (int i = 0; i + 16 <= n; i += 16)
#pragma GCC unroll 16
    for (int j = 0; j < 16; ++j)
      s += a[i + j] * b[i + j];
  return s;
}
NOINLINE uint32_t unrolledSad(const u8 *a, const u8 *b, int n) {
  uint32_t s = 0;
  for (int i = 0; i + 4 <= n; i += 4) {
    s += (uint32_t)__builtin_abs(a[i] - b[i]);
    s += (uint32_t)__builtin_abs(a[i + 1] - b[i + 1]);
    s += (uint32_t)__builtin_abs(a[i + 2] - b[i + 2]);
    s += (uint32_t)__builtin_abs(a[i + 3] - b[i + 3]);
  }
  return s;
}
NOINLINE int32_t unrolledZero(const u8 *a, const s8 *b, int n, int za) {
  int32_t s0 = 0, s1 = 0;
  for (int i = 0; i + 2 <= n; i += 2) {
    s0 += (a[i] - za) * b[i];
    s1 += (a[i + 1] - za) * b[i + 1];
  }
  return s0 + s1;
}
NOINLINE uint32_t unrolledOffset(const u8 *a, int n, uint32_t za) { // what does not change counts for every element
  uint32_t s0 = 0, s1 = 0;
  for (int i = 0; i + 2 <= n; i += 2) {
    s0 += a[i] - za + 100;
    s1 += a[i + 1] - za + 100;
  }
  return s0 + s1;
}
NOINLINE uint32_t unrolledHalf(const s16 *a, const s16 *b, int n) {
  uint32_t s = 0;
  for (int i = 0; i + 2 <= n; i += 2)
    s += (uint32_t)a[i] * (uint32_t)b[i] + (uint32_t)a[i + 1] * (uint32_t)b[i + 1];
  return s;
}
NOINLINE int32_t unrolledOdd(const s8 *a, const u8 *b, int n) { // the products cross
  int32_t s = 0;
  for (int i = 0; i + 2 <= n; i += 2)
    s += a[i] * b[i + 1] + a[i + 1] * b[i];
  return s;
}
NOINLINE int32_t unrolledGap(const s8 *a, const u8 *b, int n) { // every other element
  int32_t s = 0;
  for (int i = 0; i + 2 <= n; i += 2)
    s += a[i] * b[i];
  return s;
}
NOINLINE int32_t nibblePairs(const u8 *a, const s8 *b, int n) { // 4-bit weights, two a byte, against neighbours
  int32_t s = 0;
  for (int i = 0; i < n / 2; ++i)
    s += ((a[i] & 15) - 8) * b[2 * i] + ((a[i] >> 4) - 8) * b[2 * i + 1];
  return s;
}
NOINLINE int32_t nibbleUnsigned(const u8 *a, const u8 *b, int n) {
  int32_t s = 0;
  for (int i = 0; i < n / 2; ++i)
    s += (a[i] & 15) * b[2 * i + 1] - (a[i] >> 4) * b[2 * i];
  return s;
}

// Blocks of fixed size, with scales.
#define BLOCK(N)                                                                                                                          \
  NOINLINE float block##N(const s8 *a, const s8 *b, const float *scales, int blocks) {                                                    \
    float f = 0;                                                                                                                          \
    for (int i = 0; i < blocks; ++i) {                                                                                                    \
      int32_t s = 0;                                                                                                                      \
      for (int j = 0; j < N; ++j)                                                                                                         \
        s += a[i * N + j] * b[i * N + j];                                                                                                 \
      f += scales[i] * s;                                                                                                                 \
    }                                                                                                                                     \
    return f;                                                                                                                             \
  }                                                                                                                                       \
  NOINLINE int32_t fixed##N(const u8 *a, const s8 *b) {                                                                                   \
    int32_t s = 5;                                                                                                                        \
    for (int j = 0; j < N; ++j)                                                                                                           \
      s += a[j] * b[j];                                                                                                                   \
    return s;                                                                                                                             \
  }                                                                                                                                       \
  NOINLINE uint32_t sum##N(const u8 *a) {                                                                                                 \
    uint32_t s = 5;                                                                                                                       \
    for (int j = 0; j < N; ++j)                                                                                                           \
      s += a[j];                                                                                                                          \
    return s;                                                                                                                             \
  }
BLOCK(5) BLOCK(7) BLOCK(8) BLOCK(9) BLOCK(15) BLOCK(16) BLOCK(17) BLOCK(31) BLOCK(32) BLOCK(64) BLOCK(100)
NOINLINE float blockNibbles(const u8 *q, const s8 *y, const float *scales, int blocks) {
  float f = 0;
  for (int i = 0; i < blocks; ++i) {
    int32_t s = 0;
    for (int j = 0; j < 16; ++j) {
      int v0 = (q[16 * i + j] & 15) - 8;
      int v1 = (q[16 * i + j] >> 4) - 8;
      s += v0 * y[32 * i + j] + v1 * y[32 * i + j + 16];
    }
    f += scales[i] * s;
  }
  return f;
}

// Left as they are.
NOINLINE int32_t volatileInput(const volatile s8 *a, const s8 *b, int n) {
  int32_t s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i] * b[i];
  return s;
}
NOINLINE void running(const s8 *a, const s8 *b, int32_t *o, int n) {
  int32_t s = 0;
  for (int i = 0; i < n; ++i)
    o[i] = s += a[i] * b[i];
}
NOINLINE void intoMemory(s8 *a, const s8 *b, int32_t *o, int n) { // o may be part of a
  for (int i = 0; i < n; ++i)
    *o += a[i] * b[i];
}

static void fill(void) {
  static const u8 special[] = {0x80, 0x7f, 0, 0xff, 0x80, 0x80, 0x01, 0xfe, 0x7f, 0x81};
  uint32_t random = 12345;
  for (int i = 0; i < size; ++i) {
    random = random * 1664525u + 1013904223u;
    left[i] = (random >> 28) % 3 == 0 ? special[(random >> 20) % 10] : random >> 24;
    right[i] = (random >> 27) % 3 == 0 ? special[(random >> 16) % 10] : random >> 12;
  }
}
#define VALUE(expression)                                                                                                                 \
  do {                                                                                                                                    \
    __auto_type value = expression;                                                                                                       \
    put(&value, sizeof value);                                                                                                            \
  } while (0)
#define RUN(name, T, U) VALUE(name((const T *)(a), (const U *)(b), n))
#define ALL(X)                                                                                                                            \
  X(dotSS, s8, s8); X(dotUU, u8, u8); X(dotUS, u8, s8); X(dotSU, s8, u8); X(dotNarrowed, s8, s8); X(subtracted, s8, u8);                   \
  X(constantZero, u8, u8); X(constantZeroSigned, s8, u8); X(squares, u8, s8); X(squareOfSum, s8, s8); X(scaled, s8, s8);                   \
  X(doubled, s8, s8); X(shifted, s8, s8); X(nibbles, u8, s8); X(nibblesSigned, u8, s8); X(signedShift, s8, s8); X(lowBits, u8, s8);        \
  X(wrapped, u8, s8); X(inverted, u8, s8); X(sumS, s8, s8); X(sumU, u8, u8); X(sumBoth, u8, s8); X(sumXor, u8, u8); X(sad, u8, u8);        \
  X(sadAbs, u8, u8); X(sadSigned, s8, s8); X(sadGreater, s8, s8); X(sadLess, u8, u8); X(sadMinMax, u8, u8); X(sumMax, s8, s8);             \
  X(sumAbs, s8, s8); X(relu, s8, s8); X(longDot, s8, s8); X(longDotWide, u8, s8); X(longSum, u8, u8); X(pointers, s8, u8); X(ends, s8, u8); \
  X(sizes, s8, u8); X(longCounter, s8, u8); X(shortCounter, s8, u8); X(atLeastOnce, s8, u8); X(reversed, s8, u8); X(mirrored, s8, u8);     \
  X(convolved, s8, u8); X(counterUsed, s8, u8); X(unrolledOne, s8, u8); X(unrolledFour, s8, u8); X(unrolledRest, s8, u8);                  \
  X(unrolledProduct, s8, u8); X(unrolledTwice, s8, u8); X(unrolledBump, s8, s8); X(unrolledEight, u8, u8); X(unrolledSixteen, u8, u8);     \
  X(unrolledSad, u8, u8); X(unrolledOdd, s8, u8); X(unrolledGap, s8, u8); X(nibblePairs, u8, s8); X(nibbleUnsigned, u8, u8);               \
  X(unrolledSize, s8, u8); X(unrolledBelow, s8, u8); X(volatileInput, s8, s8); X(above, s8, s8); X(aboveConstant, u8, u8); X(notEqual, u8, s8); X(aboveWeighted, u8, s8);                   \
  X(ones, u8, u8); X(longSquares, u8, s8); X(longProduct, u8, u8)
#define HALVES(X)                                                                                                                         \
  X(dotHalf, s16, s16); X(dotHalfByte, s16, u8); X(sumHalf, s16, s16); X(sumHalfUnsigned, u16, u16); X(clamped, s16, s8);                  \
  X(aboveHalf, s16, s16); X(longHalf, s16, s16); X(longHalfDot, s16, s8); X(unrolledHalf, s16, s16)

static void runAll(const u8 *a, const u8 *b, int n) {
  ALL(RUN);
  int32_t o[4] = {0};
  twoSums(a, (const s8 *)b, n, o), put(o, 8);
  VALUE(unrolledThrice((const s8 *)a, b, n, o));
  fourRows((const s8 *)a, (const s8 *)b, n, n, o), put(o, 16);
  VALUE((int32_t)(pointerUsed((const s8 *)a, b, n, o) - (const s8 *)a));
  put(o, 4);
  unrolledApart((const s8 *)a, b, n, o), put(o, 8);
  static const int32_t zeros[] = {0, 1, -1, 128, 255, -128, 8191, 8192, -8192, -8193, 32767, -32768, 70000, INT32_MIN, INT32_MAX};
  for (size_t z = 0; z < sizeof zeros / sizeof *zeros; z += n % 8 == 0 ? 1 : 4) {
    VALUE(zeroPoints(a, b, n, zeros[z], zeros[(z * 7 + 3) % 15]));
    VALUE(zeroPoint8((const s8 *)a, (const s8 *)b, n, (s8)zeros[z]));
    VALUE(offsetSum(a, n, (uint32_t)zeros[z]));
    VALUE(unrolledOffset(a, n, (uint32_t)zeros[z]));
    VALUE(weighted((const s8 *)a, n, zeros[z]));
    if (zeros[z] > -100000 && zeros[z] < 100000)
      VALUE(unrolledZero(a, (const s8 *)b, n, zeros[z]));
  }
}

EXPORT(cases) int cases(void) { return 1; }
EXPORT(kind) int kind(int index) { return 0; }
EXPORT(run) int run(int index) {
  used = 0;
  fill();
  for (int n = 0; n <= longest; n += n < 70 ? 1 : 23) {
    for (int offset = 0; offset < 4; offset += 3)
      runAll(left + offset, right + 2 * offset, n);
    runAll(left, left, n);
    runAll(left + 5, left, n);
    const u8 *a = left + 2, *b = right + 6;
    HALVES(RUN);
    a = left, b = left + 2;
    HALVES(RUN);
  }
  for (int value = 0; value < 4; ++value) { // all the same
    static const u8 same[] = {0x80, 0x7f, 0xff, 0};
    memset(left, same[value], 200), memset(right, same[value ^ (value & 1)], 200);
    runAll(left, right, 64), runAll(left, right, 71);
  }
  fill();
  for (int k = 0; k < 20; ++k) {
    int32_t c[12];
    VALUE(nested((const s8 *)left, (const s8 *)right, 3, k));
    VALUE(unrolledRows((const s8 *)left, right, 3, k));
    VALUE(unrolledRowsUsed((const s8 *)left, right, 3, k));
    VALUE(unrolledLate((const s8 *)left, right, 4, k));
    gemm((const s8 *)left, (const s8 *)right, c, 3, 4, k, k * 1000 - 5), put(c, sizeof c);
  }
#define RUN_BLOCK(N)                                                                                                                      \
  VALUE(block##N((const s8 *)left, (const s8 *)right, (const float[]){0.5f, -3.f, 0.1f, 2.f}, 4));                                         \
  VALUE(fixed##N(left + 1, (const s8 *)right));                                                                                           \
  VALUE(sum##N(left + 3))
  RUN_BLOCK(5); RUN_BLOCK(7); RUN_BLOCK(8); RUN_BLOCK(9); RUN_BLOCK(15); RUN_BLOCK(16); RUN_BLOCK(17); RUN_BLOCK(31); RUN_BLOCK(32); RUN_BLOCK(64); RUN_BLOCK(100);
  VALUE(blockNibbles(left, (const s8 *)right, (const float[]){0.5f, -3.f, 0.1f, 2.f}, 4));
  int32_t o[longest];
  running((const s8 *)left, (const s8 *)right, o, longest), put(o, sizeof o);
  intoMemory((s8 *)left, (const s8 *)right, (int32_t *)(left + 32), 60), put(left, 100);
  return used;
}
