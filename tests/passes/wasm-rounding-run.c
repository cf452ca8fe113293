// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rounding and conversions at all boundaries, all tails, zero points that fail the checks: the optimised module computes the bits of the
// -O0 module.
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
// The same loops at the widths that other passes may choose for them.
// RUN: %wasm_clang -O3 -msimd128 -DWIDTH=16 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-16.bc
// RUN: nearnative-opt -O3 %t-16.bc -o %t-16-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-16-tuned.bc -o %t-16.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-16.wasm | FileCheck %s
//
// RUN: %wasm_clang -O3 -mrelaxed-simd -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-relaxed.bc
// RUN: nearnative-opt -O3 %t-relaxed.bc -o %t-relaxed-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -mrelaxed-simd -mexec-model=reactor %t-relaxed-tuned.bc -o %t-relaxed.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-relaxed.wasm | FileCheck %s
// CHECK: equal: 6 cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
#include "Inputs/results.h"
#include <math.h>

#ifdef WIDTH
#define SHAPE _Pragma("clang loop vectorize_width(16)")
#else
#define SHAPE
#endif
#pragma STDC FP_CONTRACT OFF

enum { floats = 8192, doubles = 8192 };
static float f[floats], fits[floats]; // all kinds; only what fits an int
static double d[doubles], dFits[doubles];
static int ints[floats];
static _Alignas(16) unsigned char out[floats * 8 + 16];

static void fill(void) {
  int used = 0;
  static const uint32_t mantissas[] = {0, 1, 2, 0x200000, 0x3fffff, 0x400000, 0x400001, 0x7ffffe, 0x7fffff};
  for (uint32_t sign = 0; sign < 2; ++sign)
    for (uint32_t exponent = 0; exponent < 256; exponent += exponent == 0 || exponent > 120 ? 1 : 7)
      for (int m = 0; m < 9; ++m) {
        uint32_t bits = sign << 31 | exponent << 23 | mantissas[m];
        memcpy(&f[used++], &bits, 4);
      }
  for (int k = -600; used + 3 <= floats; ++k) {
    float half = k * 0.5f;
    f[used++] = half, f[used++] = nextafterf(half, INFINITY), f[used++] = nextafterf(half, -INFINITY);
  }
  while (used < floats)
    f[used++] = 0.5f;
  for (int i = 0; i < floats; ++i) {
    fits[i] = f[i] > -2e9f && f[i] < 2e9f ? f[i] : i * 0.37f - 1000;
    ints[i] = i % 3 == 0 ? i - 4000 : i % 3 == 1 ? i * 65537 : (i * 7919) % 1024 - 512;
    d[i] = f[i];
    if (i % 3 == 0)
      d[i] = nextafter(d[i], INFINITY);
    if (i % 7 == 0)
      d[i] = i * 0.5 + 2147483640.0;
    if (i % 7 == 1)
      d[i] = i * -0.5 - 2147483640.0;
    dFits[i] = d[i] > -2e9 && d[i] < 2e9 ? d[i] : i * 0.37 - 1000;
  }
}

static int clampInt(int v, int low, int high) { return v < low ? low : v > high ? high : v; }
static float clampFloat(float v, float low, float high) { return v < low ? low : v > high ? high : v; }

// Maps of one value.
#define MAPS(X)                                                                                                                            \
  X(float, float, f, roundMap, roundf(x))                                                                                                  \
  X(float, float, f, floorHalf, floorf(x + 0.5f)) X(float, float, f, rintMap, rintf(x)) X(float, float, f, roundNegated, -roundf(-x))      \
      X(float, float, f, roundScaled, roundf(x * 0.25f) * 4) X(long, float, f, lrintMap, lrintf(x))                                        \
          X(long, float, f, lroundMap, lroundf(x)) X(long long, float, f, llrintMap, llrintf(x))                                           \
              X(long long, float, f, llroundMap, llroundf(x)) X(int, float, fits, roundToInt, (int)roundf(x))                              \
                  X(int, float, fits, nearbyToInt, (int)nearbyintf(x)) X(int, float, fits, halfToInt, (int)(x + (x > 0 ? 0.5f : -0.5f)))   \
                      X(int, float, fits, floorToInt, (int)floorf(x + 0.5f)) X(int, float, f, truncated, (int)llrintf(x))
#define DOUBLE_MAPS(X)                                                                                                                     \
  X(double, double, d, roundMapD, round(x))                                                                                                \
  X(long, double, d, lrintMapD, lrint(x)) X(long, double, d, lroundMapD, lround(x)) X(long long, double, d, llrintMapD, llrint(x))         \
      X(long long, double, d, llroundMapD, llround(x)) X(int, double, dFits, roundToIntD, (int)round(x))                                   \
          X(short, double, d, narrowD, clampInt(lrint(x), -32768, 32767))                                                                  \
              X(signed char, double, dFits, narrowRoundD, clampInt((int)round(x), -128, 127))
// Conversions with a clamp.
#define NARROW_MAPS(X)                                                                                                                     \
  X(signed char, float, f, n1, clampInt(lrintf(x), -128, 127))                                                                             \
  X(unsigned char, float, f, n2, clampInt(lrintf(x), 0, 255)) X(short, float, f, n3, clampInt(lrintf(x), -32768, 32767))                   \
      X(unsigned short, float, f, n4, clampInt(lroundf(x), 0, 65535)) X(signed char, float, f, n5, clampInt(lroundf(x), -127, 127))        \
          X(signed char, float, f, n6, clampInt(lrintf(x) + 3, -128, 127)) X(unsigned char, float, f, n7,                                  \
                                                                             clampInt(lrintf(x * 0.5f) + 100, 0, 255))                     \
              X(int, float, f, n8, clampInt(lrintf(x), -1000, 1000)) X(signed char, float, fits, n9, clampInt((int)roundf(x), -128, 127))  \
                  X(unsigned char, float, fits, n10, clampInt((int)(x + 0.5f), 0, 255)) X(signed char, float, fits, n11,                   \
                                                                                          clampInt((int)nearbyintf(x) - 7, -128, 127))     \
                      X(signed char, float, fits, n12, (signed char)clampFloat(nearbyintf(x), -128, 127))                                  \
                          X(unsigned char, float, fits, n13, (unsigned char)clampFloat(x + 0.5f, 0, 255))                                  \
                              X(unsigned char, float, f, n14, (unsigned char)fminf(fmaxf(roundf(x), 0), 255))                              \
                                  X(signed char, float, f, n15, (signed char)lrintf(fminf(fmaxf(x, -128), 127)))                           \
                                      X(signed char, float, f, n16, (signed char)lrintf(clampFloat(x, -128, 127)))                         \
                                          X(int, float, f, n17, (int)lrintf(fmaxf(fminf(x, 1000), -1000)) + 5) X(                          \
                                              int, float, f, n18, (int)lrintf(clampFloat(x, -9, 9)))                                       \
                                              X(short, float, fits, n19, clampInt((int)(x * 3), -300, 300))                                \
                                                  X(int, float, f, n20,                                                                    \
                                                    lrintf(x) < 0    ? 0                                                                   \
                                                    : lrintf(x) > 99 ? 99                                                                  \
                                                                     : lrintf(x)) X(unsigned char, float, f, n21, lrintf(fabsf(x)) & 255)  \
                                                      X(int, float, f, n22, clampInt(lrintf(x), -2000000000, 2000000000))                  \
                                                          X(signed char, int, ints, n23, clampInt(lrintf(x * 0.01f), -128, 127))           \
                                                              X(signed char, int, ints, n24, clampInt(lrintf((float)x), -128, 127))        \
                                                                  X(unsigned char, int, ints, n25,                                         \
                                                                    clampInt((int)(x * 0.03f + 0.5f) + 2, 0, 255))                         \
                                                                      X(int, float, f, n26,                                                \
                                                                        llrintf(x) < -5  ? -5                                              \
                                                                        : llrintf(x) > 5 ? 5                                               \
                                                                                         : (int)llrintf(x))                                \
                                                                          X(signed char, float, f, n27,                                    \
                                                                            x != x ? 0 : (signed char)fminf(fmaxf(x, -128), 127))          \
                                                                              X(unsigned char, float, f, n28,                              \
                                                                                x > 0 ? x < 255 ? (unsigned char)x : 255 : 0)              \
                                                                                  X(unsigned, float, fits, n29,                            \
                                                                                    clampInt(lrintf(x), 5, 10) * 3u)                       \
                                                                                      X(int, float, f, n30,                                \
                                                                                        clampInt((unsigned)lrintf(x) + 100u, -128, 127))
#define DEFINE(TO, FROM, input, name, expression)                                                                                          \
  NOINLINE void name(TO *restrict o, const FROM *restrict a, int n) {                                                                      \
    SHAPE for (int i = 0; i < n; ++i) {                                                                                                    \
      FROM x = a[i];                                                                                                                       \
      o[i] = expression;                                                                                                                   \
    }                                                                                                                                      \
  }
MAPS(DEFINE)
DOUBLE_MAPS(DEFINE) NARROW_MAPS(DEFINE)
#define RUN(TO, FROM, input, name, expression) name((TO *)out, input, floats), put(out, floats * sizeof(TO));
// All tails, misaligned.
#define TAILS(TO, FROM, input, name, expression)                                                                                           \
  for (int n = 0; n <= 70; ++n) {                                                                                                          \
    memset(out, 42, 80 * sizeof(TO));                                                                                                      \
    name((TO *)(out + n % 3 * sizeof(TO)), input + 4001 + n, n);                                                                           \
    put(out, 75 * sizeof(TO));                                                                                                             \
  }

// With scale, zero point and bounds at run time, in the styles of different libraries.
#define STYLES(X)                                                                                                                          \
  X(signed char, s1, clampInt((int)lrintf((float)a[i] * scale) + zp, -128, 127)) /* zero point added as an integer */                      \
  X(signed char, s2, (signed char)((int)lrintf(fminf(fmaxf((float)a[i] * scale, -128.0f - zp), 127.0f - zp)) + zp)) /* clamped before */   \
  X(unsigned char, s3, clampInt((int)roundf(a[i] * scale) + zp, low, high))                                                                \
  X(signed char, s4, clampInt(zp + (int)lroundf(a[i] * scale), low, high))                                                                 \
      X(signed char, s5, (signed char)clampFloat(nearbyintf(a[i] * scale) + zp, -128, 127))                                                \
          X(int, s6, clampInt((int)lrintf(a[i] * scale) - zp, low, high)) X(short, s7, clampInt((int)(a[i] * scale) + zp, -32768, 32767))  \
              X(unsigned char, s8, (unsigned char)clampInt((int)nearbyintf(clampFloat(a[i] * scale + zp, low, high)), 0, 255))
#define DEFINE_STYLE(TO, name, expression)                                                                                                 \
  NOINLINE void name(TO *restrict o, const int *restrict a, int n, float scale, int zp, int low, int high) {                               \
    SHAPE for (int i = 0; i < n; ++i) o[i] = expression;                                                                                   \
  }
    STYLES(DEFINE_STYLE)
    // Pointers that are counted up, and a sum that leaves the loop.
    NOINLINE int pointers(signed char *o, const int *a, const int *end, float scale, int zp) {
  int sum = 0;
  SHAPE while (a != end) {
    int v = (int)lrintf(*a++ * scale) + zp;
    v = v > 127 ? 127 : v;
    v = v < -128 ? -128 : v;
    sum += v;
    *o++ = (signed char)v;
  }
  return sum;
}
// Per channel: scale and zero point from arrays.
NOINLINE void perChannel(signed char *restrict o, const int *restrict a, const float *restrict scales, const signed char *restrict zps,
                         int n) {
  SHAPE for (int i = 0; i < n; ++i) {
    int v = (int)lrintf((float)a[i] * scales[i]) + zps[i];
    o[i] = (signed char)(v < -128 ? -128 : v > 127 ? 127 : v);
  }
}
NOINLINE void four(signed char *o, const float *a, int zp) {
  for (int k = 0; k < 4; ++k)
    o[k] = clampInt(lrintf(a[k]) + zp, -128, 127);
}
NOINLINE void sixteen(unsigned char *o, const float *a) {
  for (int k = 0; k < 16; ++k)
    o[k] = clampInt((int)lrintf(a[k]), 0, 255);
}

EXPORT(cases) int cases(void) { return 6; }
EXPORT(kind) int kind(int index) { return index == 0 ? 4 : index == 1 ? 8 : 0; }
EXPORT(run) int run(int index) {
  used = 0;
  fill();
  switch (index) {
  case 0: // floats: any NaN equals any NaN
    roundMap((float *)out, f, floats), put(out, sizeof f);
    floorHalf((float *)out, f, floats), put(out, sizeof f);
    rintMap((float *)out, f, floats), put(out, sizeof f);
    roundNegated((float *)out, f, floats), put(out, sizeof f);
    roundScaled((float *)out, f, floats), put(out, sizeof f);
    return used / 4;
  case 1:
    roundMapD((double *)out, d, doubles), put(out, sizeof d);
    return used / 8;
  case 2:
    lrintMap((long *)out, f, floats), put(out, floats * 4), lroundMap((long *)out, f, floats), put(out, floats * 4);
    llrintMap((long long *)out, f, floats), put(out, floats * 8), llroundMap((long long *)out, f, floats), put(out, floats * 8);
    roundToInt((int *)out, fits, floats), put(out, floats * 4), nearbyToInt((int *)out, fits, floats), put(out, floats * 4);
    halfToInt((int *)out, fits, floats), put(out, floats * 4), floorToInt((int *)out, fits, floats), put(out, floats * 4);
    truncated((int *)out, f, floats), put(out, floats * 4);
    lrintMapD((long *)out, d, floats), put(out, floats * 4), lroundMapD((long *)out, d, floats), put(out, floats * 4);
    llrintMapD((long long *)out, d, floats), put(out, floats * 8), llroundMapD((long long *)out, d, floats), put(out, floats * 8);
    roundToIntD((int *)out, dFits, floats), put(out, floats * 4), narrowD((short *)out, d, floats), put(out, floats * 2);
    narrowRoundD((signed char *)out, dFits, floats), put(out, floats);
    return used;
  case 3:
    NARROW_MAPS(RUN)
    return used;
  case 4:
    NARROW_MAPS(TAILS)
    for (int i = 0; i + 16 <= floats; i += 5) {
      signed char o[4];
      four(o, f + i, i % 64);
      put(o, 4);
      unsigned char p[16];
      sixteen(p, f + i);
      put(p, 16);
    }
    return used;
  default: {
    static const int zeroPoints[] = {0, 1, -128, 127, 262143, 262144, -262144, -262145, 1 << 20, -(1 << 20), 1 << 24, -(1 << 24)};
    static const float scales[] = {0.01f, 0.000123f, 0.3f, -0.05f, 0.0f};
    for (int z = 0; z < 12; ++z)
      for (int s = 0; s < 5; ++s) {
        const int zp = zeroPoints[z];
        const float scale = scales[s];
        const int n = 67 + z, first = z * 500 + s * 37;
#define RUN_STYLE(TO, name, expression)                                                                                                    \
  memset(out, 0, 100 * sizeof(TO)), name((TO *)out, ints + first, n, scale, zp, -128 + z, 127 - s), put(out, n * sizeof(TO));
        STYLES(RUN_STYLE)
        // Bounds that are no bytes, and in the wrong order.
        s4((signed char *)out, ints + first, n, scale, zp, -70000, 300000), put(out, n);
        s6((int *)out, ints + first, n, scale, zp, -1000000000, 1000000000), put(out, n * 4);
        s6((int *)out, ints + first, n, scale, zp, 10, -10), put(out, n * 4);
        int sum = pointers((signed char *)out, ints + first, ints + first + n, scale, zp);
        put(out, n), put(&sum, 4);
      }
    // Output over input.
    static int shared[200];
    memcpy(shared, ints, sizeof shared);
    int sum = pointers((signed char *)shared + 3, shared, shared + 150, 0.01f, -3);
    put(shared, sizeof shared), put(&sum, 4);
    static float channelScales[300];
    static signed char channelZeroPoints[300];
    for (int i = 0; i < 300; ++i)
      channelScales[i] = i * 0.0001f, channelZeroPoints[i] = (signed char)(i * 3);
    for (int n = 0; n < 300; n += n < 70 ? 1 : 29)
      perChannel((signed char *)out, ints + n, channelScales, channelZeroPoints, n), put(out, n);
    return used;
  }
  }
}
