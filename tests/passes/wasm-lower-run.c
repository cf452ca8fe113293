// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Conversions, clamps, truncations, masks and sums at several vector widths, over boundary values and all short lengths: the optimised
// module computes the bits of the -O0 module.
// RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-tuned.bc -o %t-tuned.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-tuned.wasm | FileCheck %s
// RUN: nearnative-opt -Os %t.bc -o %t-s.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -Os -msimd128 -mexec-model=reactor %t-s.bc -o %t-s.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-s.wasm | FileCheck %s
// RUN: %wasm_clang -O3 -mrelaxed-simd -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-relaxed.bc
// RUN: nearnative-opt -O3 %t-relaxed.bc -o %t-relaxed-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -mrelaxed-simd -mexec-model=reactor %t-relaxed-tuned.bc -o %t-relaxed.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-relaxed.wasm | FileCheck %s
// CHECK: equal: 4 cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
#include "Inputs/results.h"
#include <math.h>
#pragma clang diagnostic ignored "-Wtautological-constant-out-of-range-compare"

// Every loop three times: at the width that is chosen for it, and at two that need cutting.
#define WIDTHS(NAME, SIGNATURE, ...)                                                                                                       \
  NOINLINE void NAME SIGNATURE{__VA_ARGS__} NOINLINE void NAME##8 SIGNATURE{_Pragma("clang loop vectorize_width(8)")                       \
                                                                                __VA_ARGS__} NOINLINE void NAME##16 SIGNATURE {            \
    _Pragma("clang loop vectorize_width(16)") __VA_ARGS__                                                                                  \
  }
#define MAP(NAME, OUT, IN, EXPRESSION)                                                                                                     \
  WIDTHS(                                                                                                                                  \
      NAME, (OUT *restrict o, const IN *restrict a, int n), for (int i = 0; i < n; ++i) {                                                  \
        IN x = a[i];                                                                                                                       \
        EXPRESSION;                                                                                                                        \
      })

static inline int clampInt(int x, int low, int high) { return x < low ? low : x > high ? high : x; }
// NaN becomes the lower bound: its conversion would not be defined.
static inline float clampFloat(float x, float low, float high) { return x >= low ? x <= high ? x : high : low; }

// The saturating builtins are defined for all values; a C conversion only in range.
#define FLOATS(SUFFIX, FLOAT)                                                                                                              \
  MAP(toS8##SUFFIX, int8_t, FLOAT, o[i] = (int8_t)clampInt((int)clampFloat((float)x, -2.1e9f, 2.1e9f), -128, 127))                         \
  MAP(toU8##SUFFIX, uint8_t, FLOAT, o[i] = (uint8_t)clampInt((int)clampFloat((float)x, -2.1e9f, 2.1e9f), 0, 255))                          \
  MAP(toS16##SUFFIX, int16_t, FLOAT, o[i] = (int16_t)clampInt((int)clampFloat((float)x, -2.1e9f, 2.1e9f), -32768, 32767))                  \
  MAP(toU16##SUFFIX, uint16_t, FLOAT, o[i] = (uint16_t)clampInt((int)clampFloat((float)x, -2.1e9f, 2.1e9f), 0, 65535))                     \
  MAP(to100##SUFFIX, int8_t, FLOAT, o[i] = (int8_t)clampInt((int)clampFloat((float)x, -2.1e9f, 2.1e9f), -100, 99))                         \
  MAP(plainS8##SUFFIX, int8_t, FLOAT, o[i] = (int8_t)(x >= -128 ? x <= 127 ? x : 127 : -128))                                              \
  MAP(plainU8##SUFFIX, uint8_t, FLOAT, o[i] = (uint8_t)(x >= 0 ? x <= 255 ? x : 255 : 0))                                                  \
  MAP(plainS16##SUFFIX, int16_t, FLOAT, o[i] = (int16_t)(x >= -32768 ? x <= 32767 ? x : 32767 : -32768))                                   \
  MAP(plainU16##SUFFIX, uint16_t, FLOAT, o[i] = (uint16_t)(x >= 0 ? x <= 65535 ? x : 65535 : 0))
FLOATS(F, float)
FLOATS(D, double)

#define CLAMPS(IN)                                                                                                                         \
  MAP(clampS8##IN, int8_t, IN, o[i] = (int8_t)clampInt(x, -128, 127))                                                                      \
  MAP(clampS7##IN, int8_t, IN, o[i] = (int8_t)clampInt(x, -127, 127))                                                                      \
  MAP(clampRelu##IN, int8_t, IN, o[i] = (int8_t)clampInt(x, 0, 127))                                                                       \
  MAP(clampOdd##IN, int8_t, IN, o[i] = (int8_t)clampInt(x, -77, -3))                                                                       \
  MAP(clampU8##IN, uint8_t, IN, o[i] = (uint8_t)clampInt(x, 0, 255))                                                                       \
  MAP(clampU7##IN, uint8_t, IN, o[i] = (uint8_t)clampInt(x, 3, 200))                                                                       \
  MAP(clampAbove##IN, uint8_t, IN, o[i] = (uint8_t)clampInt(x, 0, 256))                                                                    \
  MAP(clampBelow##IN, int8_t, IN, o[i] = (int8_t)clampInt(x, -129, 127))                                                                   \
  MAP(clampHigh##IN, uint8_t, IN, o[i] = (uint8_t)(x < 255 ? x : 255))                                                                     \
  MAP(clampLow##IN, int8_t, IN, o[i] = (int8_t)(x > -128 ? x : -128))                                                                      \
  MAP(cut8##IN, uint8_t, IN, o[i] = (uint8_t)x)                                                                                            \
  MAP(shifted##IN, uint8_t, IN, o[i] = (uint8_t)((uint32_t)x >> 24))                                                                       \
  MAP(mask##IN, uint8_t, IN, o[i] = x > 5 ? 255 : 0)                                                                                       \
  MAP(flag##IN, uint8_t, IN, o[i] = x > 5 && x < 120)                                                                                      \
  MAP(choice##IN, int8_t, IN, o[i] = x < -7 ? (int8_t)i : 3)                                                                               \
  MAP(keep##IN, int8_t, IN, o[i] = x < -7 ? o[i] : 0)                                                                                      \
  MAP(drop##IN, int8_t, IN, o[i] = x < -7 ? 0 : o[i])                                                                                      \
  MAP(wideS16##IN, int16_t, IN, o[i] = (int16_t)clampInt(x, -32768, 32767))                                                                \
  MAP(wideU16##IN, uint16_t, IN, o[i] = (uint16_t)clampInt(x, 0, 65535))                                                                   \
  MAP(wideOdd##IN, uint16_t, IN, o[i] = (uint16_t)clampInt(x, 300, 40000))                                                                 \
  MAP(wideFlag##IN, int16_t, IN, o[i] = x == 127 ? -1 : 1)
CLAMPS(int32_t)
CLAMPS(int16_t)
CLAMPS(uint16_t)
MAP(unsignedHigh, uint8_t, uint32_t, o[i] = (uint8_t)(x < 255 ? x : 255))
MAP(unsignedBoth, uint8_t, uint32_t, o[i] = (uint8_t)(x < 255 ? x > 4 ? x : 4 : 255))
MAP(unsigned16, uint16_t, uint32_t, o[i] = (uint16_t)(x < 65535 ? x : 65535))
MAP(threshold, uint8_t, float, o[i] = x > 5.0f ? 255 : 0)
MAP(thresholdChoice, int8_t, float, o[i] = x >= 5.0f ? (int8_t)i : (int8_t)-i)

#define NARROW(IN)                                                                                                                         \
  MAP(float##IN, float, IN, o[i] = x * 0.5f)                                                                                               \
  MAP(double##IN, double, IN, o[i] = x * 0.5)                                                                                              \
  MAP(int##IN, int32_t, IN, o[i] = x * 3 - 7)                                                                                              \
  MAP(select##IN, float, IN, o[i] = x > 5 ? (float)i : -1.0f)                                                                              \
  NOINLINE int sum##IN(const IN *a, const IN *b) {                                                                                         \
    int s = 0;                                                                                                                             \
    for (int i = 0; i < 32; ++i)                                                                                                           \
      s += a[i] * b[i];                                                                                                                    \
    return s;                                                                                                                              \
  }                                                                                                                                        \
  NOINLINE int plain##IN(const IN *a) {                                                                                                    \
    int s = 0;                                                                                                                             \
    for (int i = 0; i < 16; ++i)                                                                                                           \
      s += a[i];                                                                                                                           \
    return s;                                                                                                                              \
  }
#define REDUCE(IN, NAME, EXPRESSION)                                                                                                       \
  NOINLINE IN NAME##IN(const IN *a, int n) {                                                                                               \
    IN s = a[0];                                                                                                                           \
    for (int i = 0; i < n; ++i) {                                                                                                          \
      IN x = a[i];                                                                                                                         \
      s = (IN)(EXPRESSION);                                                                                                                \
    }                                                                                                                                      \
    return s;                                                                                                                              \
  }
#define REDUCTIONS(IN)                                                                                                                     \
  REDUCE(IN, largest, x > s ? x : s)                                                                                                       \
  REDUCE(IN, smallest, x < s ? x : s)                                                                                                      \
  REDUCE(IN, every, s &x)                                                                                                                  \
  REDUCE(IN, any, s | x)                                                                                                                   \
  REDUCE(IN, parity, s ^ x)                                                                                                                \
  REDUCE(IN, total, s + x)                                                                                                                 \
  REDUCE(IN, product, s *x)
NARROW(int8_t)
NARROW(uint8_t)
NARROW(int16_t)
NARROW(uint16_t)
REDUCTIONS(int8_t)
REDUCTIONS(uint8_t)
REDUCTIONS(int16_t)
REDUCTIONS(uint16_t)

enum { length = 256 };
static float floats[length];
static double doubles[length];
static int32_t ints[length];
static int16_t shorts[length];
static int8_t bytes[length];
static _Alignas(16) unsigned char out[8 * length + 64];

static void fill(void) {
  const double special[] = {0,        -0.0,      1,       -1,     0.5,   -0.5,   127,    127.5,  127.99,  128,   128.5,
                            -128,     -128.5,    -129,    255,    255.5, 255.99, 256,    32767,  32767.5, 32768, -32768,
                            -32769,   65535,     65535.9, 65536,  1e-40, -1e-40, 2e9,    -2e9,   1e10,    -1e10, NAN,
                            INFINITY, -INFINITY, 99.99,   -100.5, 3.3,   5,      5.0001, 4.9999, 1e300,   -1e300};
  const int32_t boundaries[] = {
      0,          1,         -1,  5,   6,     120,   127,    128,    -7,    -8,    -127,  -128,       -129,
      254,        255,       256, 257, 32767, 32768, -32768, -32769, 65535, 65536, 65537, 2147483647, -2147483647 - 1,
      0x7fffff80, 0x7f000000};
  uint32_t state = 1;
  for (int i = 0; i < length; ++i) {
    state = state * 1664525 + 1013904223;
    doubles[i] = i % 3 == 2 ? (double)(int32_t)state / (1 << (state >> 27 & 31) % 31) : special[i % (sizeof special / sizeof *special)];
    floats[i] = (float)doubles[i];
    ints[i] = i % 3 == 2 ? (int32_t)state >> (state >> 3 & 31) : boundaries[i % (sizeof boundaries / sizeof *boundaries)];
    shorts[i] = (int16_t)ints[i];
    bytes[i] = (int8_t)(i < 64 ? (i & 16 ? -128 : 127) : state >> 16);
  }
}

#define RUN(NAME, OUT, ARRAY)                                                                                                              \
  do {                                                                                                                                     \
    memset(out, 0x5a, sizeof out);                                                                                                         \
    NAME((OUT *)out, (const void *)ARRAY, length);                                                                                         \
    put(out, length * sizeof(OUT) + 16);                                                                                                   \
    for (int n = 0; n < 70; n += n < 36 ? 1 : 11) {                                                                                        \
      memset(out, 0x5a, sizeof out);                                                                                                       \
      NAME((OUT *)(out + sizeof(OUT)), (const void *)(ARRAY + n % 5), n);                                                                  \
      uint32_t hash = 0;                                                                                                                   \
      for (unsigned i = 0; i < (n + 3) * sizeof(OUT); ++i)                                                                                 \
        hash = (hash ^ out[i]) * 16777619;                                                                                                 \
      put(&hash, sizeof hash);                                                                                                             \
    }                                                                                                                                      \
  } while (0)
#define EACH(NAME, OUT, ARRAY)                                                                                                             \
  RUN(NAME, OUT, ARRAY);                                                                                                                   \
  RUN(NAME##8, OUT, ARRAY);                                                                                                                \
  RUN(NAME##16, OUT, ARRAY)
#define RUN_FLOATS(SUFFIX, ARRAY)                                                                                                          \
  EACH(toS8##SUFFIX, int8_t, ARRAY);                                                                                                       \
  EACH(toU8##SUFFIX, uint8_t, ARRAY);                                                                                                      \
  EACH(toS16##SUFFIX, int16_t, ARRAY);                                                                                                     \
  EACH(toU16##SUFFIX, uint16_t, ARRAY);                                                                                                    \
  EACH(to100##SUFFIX, int8_t, ARRAY);                                                                                                      \
  EACH(plainS8##SUFFIX, int8_t, ARRAY);                                                                                                    \
  EACH(plainU8##SUFFIX, uint8_t, ARRAY);                                                                                                   \
  EACH(plainS16##SUFFIX, int16_t, ARRAY);                                                                                                  \
  EACH(plainU16##SUFFIX, uint16_t, ARRAY)
#define RUN_CLAMPS(IN, ARRAY)                                                                                                              \
  EACH(clampS8##IN, int8_t, ARRAY);                                                                                                        \
  EACH(clampS7##IN, int8_t, ARRAY);                                                                                                        \
  EACH(clampRelu##IN, int8_t, ARRAY);                                                                                                      \
  EACH(clampOdd##IN, int8_t, ARRAY);                                                                                                       \
  EACH(clampU8##IN, uint8_t, ARRAY);                                                                                                       \
  EACH(clampU7##IN, uint8_t, ARRAY);                                                                                                       \
  EACH(clampAbove##IN, uint8_t, ARRAY);                                                                                                    \
  EACH(clampBelow##IN, int8_t, ARRAY);                                                                                                     \
  EACH(clampHigh##IN, uint8_t, ARRAY);                                                                                                     \
  EACH(clampLow##IN, int8_t, ARRAY);                                                                                                       \
  EACH(cut8##IN, uint8_t, ARRAY);                                                                                                          \
  EACH(shifted##IN, uint8_t, ARRAY);                                                                                                       \
  EACH(mask##IN, uint8_t, ARRAY);                                                                                                          \
  EACH(flag##IN, uint8_t, ARRAY);                                                                                                          \
  EACH(choice##IN, int8_t, ARRAY);                                                                                                         \
  EACH(keep##IN, int8_t, ARRAY);                                                                                                           \
  EACH(drop##IN, int8_t, ARRAY);                                                                                                           \
  EACH(wideS16##IN, int16_t, ARRAY);                                                                                                       \
  EACH(wideU16##IN, uint16_t, ARRAY);                                                                                                      \
  EACH(wideOdd##IN, uint16_t, ARRAY);                                                                                                      \
  EACH(wideFlag##IN, int16_t, ARRAY)
#define RUN_NARROW(IN, ARRAY)                                                                                                              \
  EACH(float##IN, float, ARRAY);                                                                                                           \
  EACH(double##IN, double, ARRAY);                                                                                                         \
  EACH(int##IN, int32_t, ARRAY);                                                                                                           \
  EACH(select##IN, float, ARRAY);                                                                                                          \
  for (int i = 0; i + 35 < length; ++i) {                                                                                                  \
    int sums[2] = {sum##IN((const void *)(ARRAY + i), (const void *)(ARRAY + i / 2 + 3)), plain##IN((const void *)(ARRAY + i))};           \
    put(sums, sizeof sums);                                                                                                                \
  }

#define RUN_REDUCTIONS(IN, ARRAY)                                                                                                          \
  for (int n = 0; n < 120; ++n) {                                                                                                          \
    const void *a = ARRAY + n % 7;                                                                                                         \
    IN values[7] = {largest##IN(a, n), smallest##IN(a, n), every##IN(a, n),  any##IN(a, n),                                                \
                    parity##IN(a, n),  total##IN(a, n),    product##IN(a, n)};                                                             \
    put(values, sizeof values);                                                                                                            \
  }

EXPORT(cases) int cases(void) { return 4; }
EXPORT(kind) int kind(int index) { return 0; }
EXPORT(run) int run(int index) {
  used = 0;
  fill();
  if (index == 0) {
    RUN_FLOATS(F, floats);
    RUN_FLOATS(D, doubles);
    EACH(threshold, uint8_t, floats);
    EACH(thresholdChoice, int8_t, floats);
  } else if (index == 1) {
    RUN_CLAMPS(int32_t, ints);
    EACH(unsignedHigh, uint8_t, ints);
    EACH(unsignedBoth, uint8_t, ints);
    EACH(unsigned16, uint16_t, ints);
  } else if (index == 2) {
    RUN_CLAMPS(int16_t, shorts);
    RUN_CLAMPS(uint16_t, shorts);
  } else {
    RUN_NARROW(int8_t, bytes);
    RUN_NARROW(uint8_t, bytes);
    RUN_NARROW(int16_t, shorts);
    RUN_NARROW(uint16_t, shorts);
    RUN_REDUCTIONS(int8_t, bytes);
    RUN_REDUCTIONS(uint8_t, bytes);
    RUN_REDUCTIONS(int16_t, shorts);
    RUN_REDUCTIONS(uint16_t, shorts);
  }
  return used;
}
