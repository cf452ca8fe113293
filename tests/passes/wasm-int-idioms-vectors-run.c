// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Weighted sums of channels, loads that are extended, and high words shifted by any amount: on random and extreme values, for lengths
// 0 to 70, misaligned, overlapping and up to the end of memory, the optimised module computes the bytes of the -O0 module.
// RUN: %wasm_clang -O0 -fno-strict-aliasing -mexec-model=reactor %s -o %t-reference.wasm
// RUN: %wasm_clang -O3 -msimd128 -fno-strict-aliasing -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc
// RUN: nearnative-opt -O3 %t.bc -o %t-3.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O3 -msimd128 -mexec-model=reactor %t-3.bc -o %t-3.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-3.wasm | FileCheck %s
// RUN: nearnative-opt -O2 %t.bc -o %t-2.bc
// RUN: %wasm_clang -Xclang -disable-llvm-passes -O2 -msimd128 -mexec-model=reactor %t-2.bc -o %t-2.wasm
// RUN: %node %S/Inputs/compare.mjs %t-reference.wasm %t-2.wasm | FileCheck %s
// CHECK: equal: {{[0-9]+}} cases, {{[0-9][0-9][0-9][0-9][0-9]+}} results
#include "Inputs/results.h"

typedef uint8_t u8;
typedef int8_t s8;
typedef int16_t s16;
typedef uint16_t u16;
typedef int32_t s32;
typedef int64_t s64;

typedef void Run(void *o, const void *a, int n, int p, int q);
#define MAP(name, T, U, ...)                                                                                                               \
  NOINLINE static void name##Index(T *o, const U *a, int n, int p, int q) {                                                                \
    for (int i = 0; i < n; ++i) {                                                                                                          \
      const U *x = a + CHANNELS * i;                                                                                                       \
      o[i] = (T)(__VA_ARGS__);                                                                                                             \
    }                                                                                                                                      \
  }                                                                                                                                        \
  NOINLINE static void name##Pointer(T *restrict o, const U *restrict x, int n, int p, int q) {                                            \
    for (; n-- > 0; x += CHANNELS)                                                                                                         \
      *o++ = (T)(__VA_ARGS__);                                                                                                             \
  }
#define CHANNELS 4
MAP(gray, u8, u8, (77 * x[0] + 150 * x[1] + 29 * x[2] + 128) >> 8)
MAP(grayFine, u8, u8, (4899 * x[0] + 9617 * x[1] + 1868 * x[2] + 8192) >> 14)
MAP(grayFinest, u8, u8, (19595u * x[0] + 38470u * x[1] + 7471u * x[2] + 32768) >> 16)
MAP(grayAlpha, u8, u8, (77 * x[0] + 150 * x[1] + 28 * x[2] + x[3]) / 256)
MAP(grayBgr, u8, u8, (29 * x[1] + 150 * x[2] + 77 * x[3]) >> 8)
MAP(twoOfFour, u16, u8, 3 * x[0] + 5 * x[2])
MAP(upper, s32, u8, x[1] * 32767 + x[3] * -32768)
MAP(middle, s16, u8, 100 * x[1] - 200 * x[2] + p)
MAP(chroma, u8, u8, ((-38 * x[0] - 74 * x[1] + 112 * x[2] + 128) >> 8) + 128)
MAP(plain, s32, u8, x[0] + x[1] + x[2] + x[3] + q)
MAP(average, u8, u8, (x[0] + x[1] + x[2] + x[3] + 2) >> 2)
MAP(signedSum, s32, s8, x[0] * 3 - x[1] * 4 + x[2] * 500 - 7 * x[3])
MAP(signedThree, s16, s8, x[0] * 100 + x[1] * 127 - x[2] * 128)
MAP(signedFirst, s8, s8, (x[0] * 64 + x[1] * 64) >> 7)
MAP(wide, s32, u8, 40000 * x[0] + 70000 * x[1] + x[2] * 3)
MAP(variable, s32, u8, p *x[0] + q * x[1] + x[2] * 3)
MAP(real, float, u8, (float)(77 * x[0] + 150 * x[1] + 29 * x[2]))
#undef CHANNELS
#define CHANNELS 2
MAP(stereo, s16, s16, (x[0] + x[1]) >> 1)
MAP(mix, s16, s16, (x[0] * 23170 + x[1] * 11585 + 16384) >> 15)
MAP(extreme, s32, s16, (s32)((unsigned)(x[0] * -32768) + (unsigned)(x[1] * -32768)))
MAP(difference, s32, s16, x[0] * 5 - x[1] * 7 + q)
MAP(mixUnsigned, s32, u16, x[0] * 3 + x[1] * 5)
MAP(pairs, u8, u8, (x[0] * 3 + x[1]) >> 2)
#undef CHANNELS
#define CHANNELS 1
MAP(widened, s16, s8, x[0] - p)
MAP(widenedTwice, s32, u8, x[0] * 1234567 + q)
MAP(widenedShort, s32, s16, x[0] * p)
MAP(floats, float, u8, (float)x[0] * 0.5f)
MAP(shifted, s8, s8, ((x[0] - p) * 77) >> 7)
MAP(word, s32, s32, ((s64)x[0] * p + ((s64)1 << ((q & 63) % 62))) >> ((q & 63) % 62 + 1))
MAP(wordByte, s8, s32, ({
      s32 v = (s32)(((s64)x[0] * p + ((s64)1 << ((q & 63) % 62))) >> ((q & 63) % 62 + 1));
      v < -128 ? -128 : v > 127 ? 127 : v;
    }))

struct Case {
  Run *run;
  int in, out; // bytes per element
};
#define CASE(name, in, out)                                                                                                                \
  {(Run *)name##Index, in, out}, { (Run *)name##Pointer, in, out }
static const struct Case table[] = {
    CASE(gray, 4, 1),         CASE(grayFine, 4, 1),    CASE(grayFinest, 4, 1),  CASE(grayAlpha, 4, 1),   CASE(grayBgr, 4, 1),
    CASE(twoOfFour, 4, 2),    CASE(upper, 4, 4),       CASE(middle, 4, 2),      CASE(chroma, 4, 1),      CASE(plain, 4, 4),
    CASE(average, 4, 1),      CASE(signedSum, 4, 4),   CASE(signedThree, 4, 2), CASE(signedFirst, 4, 1), CASE(wide, 4, 4),
    CASE(variable, 4, 4),     CASE(real, 4, 4),        CASE(stereo, 4, 2),      CASE(mix, 4, 2),         CASE(extreme, 4, 4),
    CASE(difference, 4, 4),   CASE(mixUnsigned, 4, 4), CASE(pairs, 2, 1),       CASE(widened, 1, 2),     CASE(widenedTwice, 1, 4),
    CASE(widenedShort, 2, 4), CASE(floats, 1, 4),      CASE(shifted, 1, 1),     CASE(word, 4, 4),        CASE(wordByte, 4, 1),
};
enum { count = sizeof table / sizeof *table, most = 300 };

static _Alignas(16) u8 in[4 * most + 64], out[4 * most + 64];
static const int parameters[][2] = {{0, 0}, {1431655765, 40}, {-2147483647 - 1, 30}, {2147483647, 31}, {3, 7}, {-128, 62}, {1 << 30, 32}};

EXPORT(cases) int cases(void) { return count; }
EXPORT(kind) int kind(int index) { return 0; }
EXPORT(run) int run(int index) {
  const struct Case *c = table + index;
  used = 0;
  for (int fill = 0; fill < 4; ++fill) {
    unsigned state = 12345 + fill;
    for (size_t i = 0; i < sizeof in; ++i) {
      state = state * 1664525 + 1013904223;
      in[i] = fill == 0 ? state >> 24 : fill == 1 ? (state >> 24) % 2 * 255 : fill == 2 ? 0x80 * (i & 1) : 0x80 - (state >> 31);
    }
    for (int p = 0; p < (int)(sizeof parameters / sizeof *parameters); ++p) {
      memset(out, 0x5a, sizeof out);
      c->run(out, in, most, parameters[p][0], parameters[p][1]);
      put(out, most * c->out + 8);
    }
    for (int n = 0; n <= 70; ++n) {
      memset(out, 0xa5, sizeof out);
      c->run(out + 4 * (n % 3), in + 4 * (n % 5), n, 5, 9);
      put(out, 70 * c->out + 16);
    }
  }
  if (index % 2 == 0) // by index: may overlap
    for (int shift = -16; shift <= 16; shift += 4) {
      memcpy(out, in, sizeof out);
      c->run(out + 200 + shift, out + 200, 90, 5, 9);
      put(out, sizeof out);
    }
  // Up to the last byte of memory that the program itself reads.
  u8 *end = (u8 *)(__builtin_wasm_memory_size(0) * 65536);
  u8 kept[4 * 64];
  memcpy(kept, end - sizeof kept, sizeof kept);
  for (int n = 1; n <= 64; n += n < 20 ? 1 : 11) {
    memcpy(end - c->in * n, in, (size_t)(c->in * n));
    memset(out, 0, sizeof out);
    c->run(out, end - c->in * n, n, 5, 9);
    put(out, 64 * c->out);
  }
  memcpy(end - sizeof kept, kept, sizeof kept);
  return used;
}
