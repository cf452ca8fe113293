// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Integer maps in the forms people write: on all pairs of bytes, all pairs of boundary values of wider types, all lengths 0 to 70, misaligned
// and overlapping, the optimised module computes the bytes of the -O0 module.
// RUN: %wasm_clang -O0 -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-tuned.bc -o %t-tuned.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-tuned.wasm | FileCheck %s
// RUN: %wasm_clang -O2 -msimd128 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-2.bc
// RUN: nearnative-opt -O2 %t-2.bc -o %t-2-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -msimd128 -mexec-model=reactor %t-2-tuned.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// RUN: %wasm_clang -O3 -mrelaxed-simd -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t-relaxed.bc
// RUN: nearnative-opt -O3 %t-relaxed.bc -o %t-relaxed-tuned.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -mrelaxed-simd -mexec-model=reactor %t-relaxed-tuned.bc -o %t-relaxed.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-relaxed.wasm | FileCheck %s
//
// The idioms alone, expanded again without a vectorizer.
// RUN: nearnative-opt -passes='function(sroa,simplifycfg,loop-simplify,loop(loop-rotate),instcombine,simplifycfg,wasm-int-idioms)' \
// RUN:   %t.bc -o %t-alone.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O1 -msimd128 -Xclang -disable-llvm-passes -mexec-model=reactor %t-alone.bc -o %t-alone.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-alone.wasm | FileCheck %s
// CHECK: equal: {{[0-9]+}} cases, {{[0-9][0-9][0-9][0-9][0-9][0-9][0-9]+}} results
#include "Inputs/results.h"

typedef void Run(void *o, const void *a, const void *b, int n, int p, int q);

static inline int clamp(int v, int low, int high) { return v < low ? low : v > high ? high : v; }
static inline int min(int a, int b) { return a < b ? a : b; }
static inline int max(int a, int b) { return a > b ? a : b; }

// One map in three styles: by index with possible overlap, by pointer, and over size_t without overlap.
#define MAP(name, T, U, V, ...)                                                                                                            \
  NOINLINE static void name##Index(T *o, const U *a, const V *b, int n, int p, int q) {                                                    \
    for (int i = 0; i < n; ++i) {                                                                                                          \
      U x = a[i];                                                                                                                          \
      V y = b[i];                                                                                                                          \
      o[i] = (T)(__VA_ARGS__);                                                                                                             \
    }                                                                                                                                      \
  }                                                                                                                                        \
  NOINLINE static void name##Pointer(T *o, const U *a, const V *b, int n, int p, int q) {                                                  \
    while (n-- > 0) {                                                                                                                      \
      U x = *a++;                                                                                                                          \
      V y = *b++;                                                                                                                          \
      *o++ = (T)(__VA_ARGS__);                                                                                                             \
    }                                                                                                                                      \
  }                                                                                                                                        \
  NOINLINE static void name##Size(T *restrict o, const U *restrict a, const V *restrict b, size_t n, int p, int q) {                       \
    for (size_t i = 0; i < n; i++) {                                                                                                       \
      const U x = a[i];                                                                                                                    \
      const V y = b[i];                                                                                                                    \
      o[i] = (T)({ __VA_ARGS__; });                                                                                                        \
    }                                                                                                                                      \
  }

typedef uint8_t u8;
typedef int8_t s8;
typedef uint16_t u16;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;

static inline s32 doublingHigh(s32 a, s32 b) {
  int overflow = a == b && a == INT32_MIN;
  s64 ab = (s64)a * b;
  s32 nudge = ab >= 0 ? 1 << 30 : 1 - (1 << 30);
  s32 high = (s32)((ab + nudge) / (1ll << 31));
  return overflow ? INT32_MAX : high;
}
static inline s32 dividePower(s32 x, int exponent) {
  s32 mask = (s32)((1ll << exponent) - 1);
  s32 remainder = x & mask;
  s32 threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> exponent) + (remainder > threshold ? 1 : 0);
}
static inline s16 q15Nudged(s16 a, s16 b) {
  int overflow = a == b && a == INT16_MIN;
  s32 ab = (s32)a * b;
  s32 nudge = ab >= 0 ? 1 << 14 : 1 - (1 << 14);
  s16 high = (s16)((ab + nudge) / (1 << 15));
  return overflow ? INT16_MAX : high;
}
static const s8 table16[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

// name, output, inputs, expression; p and q are parameters of many values.
#define BYTE_MAPS(M)                                                                                                                       \
  M(addU1, u8, u8, u8, x + y > 255 ? 255 : x + y)                                                                                          \
  M(addU2, u8, u8, u8, (u8)(x + y) < x ? 255 : x + y)                                                                                      \
  M(addU3, u8, u8, u8, min(x + y, 255))                                                                                                    \
  M(addU4, u8, u8, u8, x > 255 - y ? 255 : x + y)                                                                                          \
  M(addU5, u8, u8, u8, (unsigned)(x + y) | -((unsigned)(x + y) >> 8))                                                                      \
  M(addU6, u8, u8, u8, ((u16)(x + y) & 0x100) ? 255 : x + y)                                                                               \
  M(addU7, u8, u8, u8, min(x + y, 254))                                                                                                    \
  M(addU8, u8, u8, u8, min(x + y, 256))                                                                                                    \
  M(addU9, u8, u8, u8, clamp(x + y, 3, 200))                                                                                               \
  M(addU10, u8, u8, u8, min(x + y + 1, 255))                                                                                               \
  M(addU11, u16, u8, u8, min(x + y, 255) * 3)                                                                                              \
  M(addC, u8, u8, u8, clamp(x + 40, 0, 255) ^ y)                                                                                           \
  M(addP, u8, u8, u8, p >= -2000000000 && p <= 2000000000 ? clamp(x + p, 0, 255) ^ y : 0)                                                  \
  M(subP, u8, u8, u8, p >= -2000000000 && p <= 2000000000 ? clamp(x - p, 10, 250) ^ y : 0)                                                 \
  M(revP, s8, s8, s8, p >= -2000000000 && p <= 2000000000 ? clamp(p - x, -128, 127) ^ y : 0)                                               \
  M(subU1, u8, u8, u8, x - y < 0 ? 0 : x - y)                                                                                              \
  M(subU2, u8, u8, u8, x > y ? x - y : 0)                                                                                                  \
  M(subU3, u8, u8, u8, max(x - y, 0))                                                                                                      \
  M(subU4, u8, u8, u8, x - min(x, y))                                                                                                      \
  M(subU5, u8, u8, u8, max(x, y) - y)                                                                                                      \
  M(subU6, u8, u8, u8, clamp(x - y, 5, 100))                                                                                               \
  M(subU7, u8, u8, u8, max(x - y, -1))                                                                                                     \
  M(addS1, s8, s8, s8, x + y > 127 ? 127 : x + y < -128 ? -128 : x + y)                                                                    \
  M(addS2, s8, s8, s8, clamp(x + y, -127, 127))                                                                                            \
  M(addS3, s8, s8, s8, clamp(x + y, 0, 127))                                                                                               \
  M(addS4, s8, s8, s8, clamp(x + y, -128, 126))                                                                                            \
  M(addS5, s8, s8, s8, max(x + y, -128))                                                                                                   \
  M(subS1, s8, s8, s8, clamp(x - y, -128, 127))                                                                                            \
  M(subS2, s8, s8, s8, clamp(x - y, -20, 30))                                                                                              \
  M(negS, s8, s8, s8, clamp(-x, -128, 127) + y)                                                                                            \
  M(absS, s8, s8, s8, min(x < 0 ? -x : x, 127) - y)                                                                                        \
  M(mixed1, u8, u8, s8, clamp(x + y, 0, 255))                                                                                              \
  M(mixed2, s8, u8, s8, clamp(x - y, -128, 127))                                                                                           \
  M(average1, u8, u8, u8, (x + y + 1) >> 1)                                                                                                \
  M(average2, u8, u8, u8, (x + y) / 2)                                                                                                     \
  M(average3, s8, s8, s8, (x + y) / 2)                                                                                                     \
  M(average4, s8, s8, s8, (x + y) >> 1)                                                                                                    \
  M(absDiff1, u8, u8, u8, x > y ? x - y : y - x)                                                                                           \
  M(absDiff2, u8, s8, s8, x - y < 0 ? y - x : x - y)                                                                                       \
  M(absDiff3, u16, u8, u8, x - y < 0 ? y - x : x - y)                                                                                      \
  M(absDiff4, u8, u8, u8, min(3 * (x - y < 0 ? y - x : x - y), 255))                                                                       \
  M(absDiff5, u8, s8, u8, (x - y < 0 ? y - x : x - y) >> 1)                                                                                \
  M(bright, u8, u8, u8, clamp(((x - 128) * 90 >> 6) + 140, 0, 255) - y)                                                                    \
  M(blend, u8, u8, u8, (x * 77 + y * 179) >> 8)                                                                                            \
  M(mix, u8, u8, u8, clamp((x * 298 + y * 409 - 57068) >> 8, 0, 255))                                                                      \
  M(threshold, u8, u8, u8, 2 * x - y > 100 ? 255 : 0)                                                                                      \
  M(threshold2, u8, u8, u8, 2 * x - y > 100 ? x : y)                                                                                       \
  M(threshold3, u8, u8, u8, x + y >= 300 && x - y < 20 ? x : y + 1)                                                                        \
  M(less, s8, s8, s8, (x + y < 3) + (x - y > 100))                                                                                         \
  M(leaky1, s8, s8, s8, x >= 0 ? x : x / 8)                                                                                                \
  M(leaky2, s8, s8, s8, x >= 0 ? x : (x * 26 + 128) >> 8)                                                                                  \
  M(leaky3, s8, s8, s8, clamp(3 + (((x > 3 ? 13107 : 26214) * (x - 3) + 16384) >> 15), -128, 127))                                         \
  M(leaky4, s8, s8, s8, p >= -255 && p <= 255 ? clamp(7 + ((((p - x) * 128) * (x > p ? -3000 : -32768) + 16384) >> 15), -128, 127) : y)    \
  M(leaky5, s8, s8, s8,                                                                                                                    \
    p >= -255 && p <= 255 && q >= -65536 && q <= 65535 ? clamp(p + ((((p - x) * 128) * (x > p ? q : 20000) + 16384) >> 15), -128, 127)     \
                                                       : y)                                                                                \
  M(leaky6, s8, s8, s8, clamp((((x - (s8)p) * (x >= (s8)p ? (s16)q : (s16)-q) + 128) >> 8) + (s8)p, -128, 127))                            \
  M(scaled1, s16, s8, s8, (s16)((x * y * 3 + 64) >> 7))                                                                                   \
  M(scaled2, s8, s8, s8, clamp((x * (y * 250) + 1024) >> 11, -128, 127))                                                                  \
  M(scaled3, u8, u8, u8, clamp((x * (y * 100) + 8192) >> 14, 0, 255))                                                                     \
  M(scaled4, s16, s8, s8, (s16)((x * (y * 256) + 64) >> 7))                                                                               \
  M(divide, s8, s8, s8, x / 4 + y / 16)                                                                                                    \
  M(divide2, s8, s8, s8, (x * y) / 64)                                                                                                     \
  M(divide3, s8, s8, s8, (x * y + (x * y >= 0 ? 32 : -31)) / 64)                                                                           \
  M(divide4, s8, s8, s8, (x * y + (x * y >= 0 ? 32 : -32)) / 64)                                                                           \
  M(divide5, s8, s8, s8, (x * y + (x * y > 0 ? 32 : -31)) / 64)                                                                            \
  M(lookup1, s8, u8, u8, table16[x & 15] + y)                                                                                              \
  M(lookup2, s8, u8, u8, table16[x >> 4] ^ table16[y & 15])                                                                                \
  M(lookup3, u8, u8, u8, (x & 15) + (y >> 4))                                                                                              \
  M(shifts, u8, u8, u8, ((x << 3) - (y << 2)) >> 4)                                                                                        \
  M(wide, s8, s8, s8, clamp((int)(((s64)x * y + 5) >> 3), -128, 127))
#define SHORT_MAPS(M)                                                                                                                      \
  M(add16, s16, s16, s16, clamp(x + y, -32768, 32767))                                                                                     \
  M(sub16, s16, s16, s16, x - y > 32767 ? 32767 : x - y < -32768 ? -32768 : x - y)                                                         \
  M(sub16b, s16, s16, s16, clamp(x - y, -1000, 32767))                                                                                     \
  M(addU16, u16, u16, u16, min(x + y, 65535))                                                                                              \
  M(subU16, u16, u16, u16, max(x - y, 0))                                                                                                  \
  M(absDiff16, u16, s16, s16, x - y < 0 ? y - x : x - y)                                                                                   \
  M(average16, u16, u16, u16, (x + y + 1) >> 1)                                                                                            \
  M(q15a, s16, s16, s16, min((x * y + 0x4000) >> 15, 32767))                                                                               \
  M(q15b, s16, s16, s16, clamp((x * y + (1 << 14)) >> 15, -32768, 32767))                                                                  \
  M(q15c, s16, s16, s16, x == -32768 && y == -32768 ? 32767 : (s16)((x * y + 0x4000) >> 15))                                               \
  M(q15d, s16, s16, s16, q15Nudged(x, y))                                                                                                  \
  M(q15e, s16, s16, s16, (x * y + 0x4000) >> 15)                                                                                           \
  M(q15f, s16, s16, s16, (x * 23170 + 0x4000) >> 15)                                                                                       \
  M(q15g, s16, s16, s16, (x * -32768 + 0x4000) >> 15)                                                                                      \
  M(q15h, s16, s16, s16, clamp((x * (s16)p + 0x4000) >> 15, -32768, 32767))                                                                \
  M(q15i, s16, s16, s16, (s16)(((unsigned)x * (unsigned)y * 2u + 0x8000u) >> 16))                                                          \
  M(q15j, s16, s16, s16, (s16)min((int)(((s64)x * y * 2 + 0x8000) >> 16), 32767))                                                          \
  M(q15k, s16, s16, s16, clamp((int)(((s64)x * y + 0x4000) >> 15), -32768, 32767))                                                         \
  M(q15l, s16, s16, s16, clamp((x * y + 0x4000) >> 15, -32768, 32766))                                                                     \
  M(q15m, s16, s16, s16, clamp((x * y + 0x4000) >> 15, -32768, 32768))                                                                     \
  M(q15n, s16, s16, s16, (x * y) >> 15)                                                                                                    \
  M(q15o, s16, s16, s16, min((x * y + 0x3fff) >> 15, 32767))                                                                               \
  M(q15p, s16, s16, s16, x == -32768 && y == -32767 ? 32767 : (s16)((x * y + 0x4000) >> 15))                                               \
  M(q15q, s16, s16, s16, clamp(((x * y + 0x4000) >> 15) + 100, -32768, 32767))                                                             \
  M(q15r, s16, s16, s16, (x * y + 0x4000) / 32768)                                                                                         \
  M(mixed16, u8, u8, s16, clamp(x + y, 0, 255))                                                                                            \
  M(quarter, s16, s16, s16, (x - y) / 4)                                                                                                   \
  M(long16, s16, s16, s16, (s16)clamp((int)((s64)x - y), -30000, 30000))                                                                   \
  M(clamped16, s8, s16, s16, clamp(x, -128, 127) - clamp(y, -100, 100))
#define WORD_MAPS(M)                                                                                                                       \
  M(high1, s32, s32, s32, doublingHigh(x, y))                                                                                              \
  M(high2, s32, s32, s32, doublingHigh(x, p))                                                                                              \
  M(high3, s32, s32, s32, (s32)(((s64)x * y) >> 32))                                                                                       \
  M(high4, s32, s32, s32, (s32)(((s64)x * 1518500250 + (1ll << 37)) >> 38))                                                                \
  M(high5, s32, s32, s32, (s32)(((s64)x * y + (1 << 30)) >> 31))                                                                           \
  M(high6, s32, s32, s32, (s32)(((s64)x * p) >> ((unsigned)q % 63 + 1)))                                                                   \
  M(high7, s32, s32, s32, (s32)(((s64)x * y + p) >> 5))                                                                                    \
  M(high8, s32, s32, s32, (s32)(((unsigned long long)((s64)x * y)) >> 40))                                                                 \
  M(high9, s32, s32, s32, (s32)(((unsigned long long)((s64)x * p)) >> 20))                                                                 \
  M(high10, s32, s32, s32, (s32)((s64)x * (s16)y >> 16))                                                                                   \
  M(high11, s32, s32, s32, (s32)((s64)x * (u16)y >> 16))                                                                                   \
  M(high12, s32, s32, s32, (s32)((s64)x * (s64)(uint32_t)y >> 16))                                                                         \
  M(requantize1, s8, s32, s32, clamp((int)((unsigned)dividePower(doublingHigh(x, p), (unsigned)q % 31) + (unsigned)(y & 255)), -128, 127)) \
  M(requantize2, s8, s32, s32,                                                                                                             \
    clamp((int)((unsigned)(s32)(((s64)x * p + (1ll << ((unsigned)q % 62))) >> ((unsigned)q % 62 + 1)) + (y & 15)), -128, 127))             \
  M(requantize3, u8, s32, s32, clamp((int)(((s64)x * 1234567890 + (1ll << 39)) >> 40) + 17, 0, 255))                                       \
  M(requantize4, u8, s32, s32, clamp((s32)(((s64)(x >> 2) * y + (1ll << 34)) >> 35) - 5, 0, 255))                                          \
  M(word, s32, s32, s32, (s32)(((s64)x + y) >> 1))

BYTE_MAPS(MAP)
SHORT_MAPS(MAP) WORD_MAPS(MAP)

    static const struct Case {
  Run *run;
  int out, left, right;
} table[] = {
#define CASES(name, T, U, V, ...)                                                                                                          \
  {(Run *)name##Index, sizeof(T), sizeof(U), sizeof(V)}, {(Run *)name##Pointer, sizeof(T), sizeof(U), sizeof(V)},                          \
      {(Run *)name##Size, sizeof(T), sizeof(U), sizeof(V)},
    BYTE_MAPS(CASES) SHORT_MAPS(CASES) WORD_MAPS(CASES)};

static const s32 words[] = {
    0,      1,      -1,    2,      -2,        3,          127,        128,           -127,      -128,      -129,          255,
    256,    -255,   -256,  16383,  16384,     -16384,     -16385,     32766,         32767,     32768,     -32767,        -32768,
    -32769, 65535,  65536, -65536, 1 << 30,   -(1 << 30), 1518500250, (1 << 30) - 1, INT32_MAX, INT32_MIN, INT32_MAX - 1, INT32_MIN + 1,
    23170,  -23170, 12345, -54321, 715827882, -715827883, 1431655765, -1431655766};
enum { wordCount = sizeof words / sizeof *words, most = 65536 };
static _Alignas(16) unsigned char left[4 * most + 64], right[4 * most + 64], out[4 * most + 64];

static int fill(unsigned char *to, int size, int isRight) {
  if (size == 1) {
    for (int i = 0; i < most; ++i)
      to[i] = isRight ? i & 255 : i >> 8;
    return most;
  }
  enum { pairs = wordCount * wordCount };
  for (int i = 0; i < most; ++i) {
    s32 word = words[isRight ? i % wordCount : i / wordCount % wordCount];
    memcpy(to + i * size, &word, size);
  }
  return pairs;
}
static const int parameters[][2] = {{0, 0},          {1, 31},        {-128, 7},        {127, -1},           {255, 32},
                                    {-255, 33},      {300, 38},      {-300, -32768},   {2000000000, 32767}, {-2000000000, 1},
                                    {INT32_MIN, 30}, {INT32_MAX, 8}, {1518500250, 15}, {-32768, 20000},     {32767, -20000},
                                    {100, 65535}};

// Tables anywhere: beside, inside and behind the output, and at the very end of the memory.
#define LOOKUP(name, ...) NOINLINE static void name(u8 *o, const u8 *a, const u8 *t, int n) __VA_ARGS__
LOOKUP(lookupIndex, {
  for (int i = 0; i < n; ++i)
    o[i] = t[a[i] & 15];
})
LOOKUP(lookupPointer, {
  while (n-- > 0)
    *o++ = t[*a++ >> 4];
})
LOOKUP(lookupDown, {
  for (int i = n - 1; i >= 0; --i)
    o[i] = t[a[i] % 16];
})
LOOKUP(lookupSome, {
  for (int i = 0; i < n; ++i)
    o[i] = t[(a[i] & 7) + 3] ^ t[a[i] & 3];
})
LOOKUP(lookupTwice, {
  for (int i = 0; i < n; ++i) {
    o[2 * i] = t[a[i] & 15];
    o[2 * i + 1] = t[a[i] >> 4];
  }
})
LOOKUP(lookupChosen, {
  for (int i = 0; i < n; ++i)
    o[i] = a[i] & 32 ? t[a[i] & 15] : a[i];
})
LOOKUP(lookupChanged, {
  for (int i = 0; i < n; ++i) {
    o[i] = t[a[i] & 15];
    ((u8 *)t)[i & 15]++;
  }
})
LOOKUP(lookupSum, {
  unsigned sum = 0;
  for (int i = 0; i < n; ++i)
    sum += t[a[i] & 15];
  memcpy(o, &sum, sizeof sum);
})
LOOKUP(lookupVolatile, {
  for (int i = 0; i < n; ++i)
    o[i] = ((const volatile u8 *)t)[a[i] & 15];
})
LOOKUP(lookupWide, {
  for (int i = 0; i < n; ++i)
    o[i] = t[a[i] & 31];
})
LOOKUP(lookupBlocks, {
  for (int block = 0; block < n / 8; ++block)
    for (int i = 0; i < 16; ++i) {
      o[block * 32 + i] = t[a[block * 16 + i] & 15];
      o[block * 32 + i + 16] = (a[block * 16 + i] >> 4) - 8;
    }
})
NOINLINE static void lookupApart(u8 *restrict o, const u8 *restrict a, const u8 *restrict t, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = t[a[i] & 15] + 1;
}
NOINLINE static void lookupLocal(u8 *o, const u8 *a, const u8 *t, int n) {
  u8 local[16];
  for (int i = 0; i < 16; ++i)
    local[i] = t[i] ^ 0x55;
  for (int i = 0; i < n; ++i)
    o[i] = local[a[i] >> 4];
}
NOINLINE static void lookupEight(u8 *o, const u8 *a, const u8 *t, int n) {
  for (int i = 0; i < n; ++i)
    o[i] = t[a[i] & 7];
}
typedef void Lookup(u8 *o, const u8 *a, const u8 *t, int n);
static Lookup *const lookups[] = {lookupIndex,   lookupPointer, lookupDown,     lookupSome,  lookupTwice, lookupChosen,
                                  lookupChanged, lookupSum,     lookupVolatile, lookupApart, lookupLocal, lookupWide, lookupBlocks};
enum { tableCount = sizeof table / sizeof *table, lookupCount = sizeof lookups / sizeof *lookups };

// Sums of products: depthwise convolutions in several forms, with zero points inside and outside of the range that is checked.
#define DEPTHWISE(name, T, ...)                                                                                                            \
  NOINLINE static void name(s32 *o, const T *a, const s8 *w, const s32 *bias, int channels, int width, int zero) __VA_ARGS__
DEPTHWISE(depthwiseLoops, s8, {
  for (int x = 0; x + 2 < width; ++x)
    for (int c = 0; c < channels; ++c) {
      s32 sum = bias[c];
      for (int ky = 0; ky < 3; ++ky)
        for (int kx = 0; kx < 3; ++kx)
          sum += (a[(ky * width + x + kx) * channels + c] - zero) * w[(ky * 3 + kx) * channels + c];
      o[x * channels + c] = sum;
    }
})
DEPTHWISE(depthwiseUnsigned, u8, {
  for (int x = 0; x + 2 < width; ++x)
    for (int c = 0; c < channels; ++c) {
      s32 sum = 0;
      for (int k = 0; k < 7; ++k)
        sum += (a[(x + k) * channels + c] - zero) * w[k * channels + c];
      o[x * channels + c] = sum + bias[c];
    }
})
DEPTHWISE(depthwiseRow, s8, {
  for (int y = 0; y < 3; ++y) {
    const s8 *row0 = a + y * width, *row1 = row0 + width, *row2 = row1 + width;
    s32 *out = o + y * width;
    for (int x = 0; x < width - 2; x++)
      *out++ = row0[x] * w[0] + row0[x + 1] * w[1] + row0[x + 2] * w[2] + row1[x] * w[3] + row1[x + 1] * w[4] + row1[x + 2] * w[5] + row2[x] * w[6] +
               row2[x + 1] * w[7] + row2[x + 2] * w[8] + bias[0];
  }
})
DEPTHWISE(depthwiseZero, s8, {
  for (int x = 0; x + 2 < width; ++x)
    o[x] = (a[x] - zero) * w[0] + (a[x + 1] - zero) * (w[1] - zero) + (a[x + 2] - zero) * w[2] + (a[x + 3] - zero) * (w[3] - zero) + channels;
})
DEPTHWISE(shortSums, s16, {
  const s16 *v = (const s16 *)w;
  for (int x = 0; x < width; ++x)
    o[x] = (s32)((unsigned)(a[x] * v[x]) + (unsigned)(a[x + 1] * v[x + 1]) + (unsigned)(a[x + 2] * v[x + 2]) + (unsigned)(a[x + 3] * v[x + 3]) +
                 (unsigned)(a[x + 4] * v[x + 4]) + (unsigned)bias[x]);
})
typedef void Depthwise(s32 *o, const void *a, const s8 *w, const s32 *bias, int channels, int width, int zero);
static Depthwise *const depthwises[] = {(Depthwise *)depthwiseLoops, (Depthwise *)depthwiseUnsigned, (Depthwise *)depthwiseRow,
                                        (Depthwise *)depthwiseZero, (Depthwise *)shortSums};
enum { depthwiseCount = sizeof depthwises / sizeof *depthwises };

static int runDepthwise(int d) {
  static const int zeros[] = {0, 1, -128, 127, 128, -129, 255, 256, -1, -300, 70000};
  static const s8 extremes[] = {-128, 127, -128, -128, 127, 127, 0, 1, -1};
  used = 0;
  for (int kind = 0; kind < 3; ++kind) {
    for (int i = 0; i < 8192; ++i) {
      left[i] = kind == 0 ? i * 37 + (i >> 5) : kind == 1 ? extremes[i % 9] : 0x80;
      right[i] = kind == 0 ? i * 53 + (i >> 3) : kind == 1 ? extremes[i / 3 % 9] : 0x80 * (i & 1);
    }
    for (int i = 0; i < 512; ++i)
      ((s32 *)(left + 8192))[i] = i * 77777777;
    for (int z = 0; z < (int)(sizeof zeros / sizeof *zeros); ++z)
      for (int channels = 1; channels <= 41; channels += channels < 18 ? 1 : 9)
        for (int width = 0; width <= 20; width += 5) {
          memset(out, 0, 4 * 900);
          depthwises[d]((s32 *)out, left, (const s8 *)right, (const s32 *)(left + 8192), channels, width, zeros[z]);
          put(out, channels % 4 == 0 ? 900 : 120);
        }
  }
  return used;
}

static int runLookup(int l) {
  used = 0;
  fill(right, 1, 0);
  for (int i = 0; i < 4096; ++i)
    left[i] = i * 37 + (i >> 8);
  if (l < lookupCount)
    for (int n = 0; n <= 70; n += n < 34 ? 1 : 7)
      for (int at = -40; at <= 80; at += at < -18 || at > n ? 11 : 1) {
        if (lookups[l] == lookupApart && at > -40)
          break;
        for (int i = 0; i < 512; ++i)
          out[i] = i * 91 + 7;
        lookups[l](out + 64, left + n, out + 64 + at, n);
        put(out, l == lookupCount - 1 ? 500 : 220);
      }
  if (l < lookupCount)
    return used;
  unsigned char *end = (unsigned char *)((size_t)__builtin_wasm_memory_grow(0, 1) * 65536 + 65536);
  for (int size = 8; size <= 20; ++size) {
    for (int i = 0; i < size; ++i)
      end[i - size] = 200 - i * 11;
    memset(out, 0, 128);
    (size < 16 ? lookupEight : lookupIndex)(out, left, end - size, 100);
    put(out, 128);
  }
  return used;
}

EXPORT(cases) int cases(void) { return tableCount + lookupCount + 1 + depthwiseCount; }
EXPORT(kind) int kind(int index) { return 0; }
EXPORT(run) int run(int index) {
  if (index > tableCount + lookupCount)
    return runDepthwise(index - tableCount - lookupCount - 1);
  if (index >= tableCount)
    return runLookup(index - tableCount);
  const struct Case *c = table + index;
  used = 0;
  fill(left, c->left, 0);
  int count = fill(right, c->right, 1);
  if (c->left != c->right)
    count = most;
  c->run(out, left, right, count, 3, 8);
  put(out, count * c->out);
  // Bytes meet all values of the other side already: fewer of them per parameter.
  for (int p = 0; p < (int)(sizeof parameters / sizeof *parameters); ++p) {
    const int few = c->left == 1 ? 2600 : wordCount * wordCount;
    memset(out, 0, few * c->out);
    c->run(out, left + 61 * 256 * (c->left == 1) * (p % 4), right, few, parameters[p][0], parameters[p][1]);
    put(out, few * c->out);
  }
  // Short, misaligned by whole elements, what lies behind untouched; then in place.
  for (int n = 0; n <= 70; ++n) {
    memset(out, 0xa5, (n + 8) * c->out);
    c->run(out + c->out, left + c->left * (n * 7 + 1), right + c->right * (n * 5 + 3), n, 5, 9);
    put(out, (n + 8) * c->out);
  }
  for (int shift = -20; shift <= 20; shift += 5) {
    memcpy(out, left + 4000, 1000);
    if (c->run == table[index / 3 * 3 + 2].run)
      break; // declared not to overlap
    c->run(out + 400, out + 400 + shift * c->left, right + 4, 90, 5, 9);
    put(out, 1000);
  }
  return used;
}
